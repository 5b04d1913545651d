#include "shared/text/saved_log.hpp"

#include <algorithm>

#include "shared/text/packing.hpp"
#include "shared/text/varint.hpp"

namespace assent::text {

namespace {

/// A run of the log is not believed to take less than this part of a byte; the writer pads where it does.
constexpr std::uint64_t runs_a_byte_max = 64;
constexpr std::uint32_t replicas_max = 1U << 20;
constexpr std::uint32_t seen_table_max = 64;  ///< replicas for which it is remembered what each has seen of each

std::uint32_t narrow_zigzag(std::uint32_t value, std::uint32_t expected)
{
    return static_cast<std::uint32_t>(zigzag(static_cast<std::int32_t>(value - expected)));
}

std::uint32_t narrow_unzigzag(std::uint32_t coded, std::uint32_t expected)
{
    return expected + static_cast<std::uint32_t>(static_cast<std::int32_t>(unzigzag(coded)));
}

}  // namespace

/// The columns, in one shape for writing and reading: where it writes, the numbers are given; where it reads, they come out.
template<class Coder>
class SavedLog::Columns
{
public:
    Columns(Coder& coder, std::size_t replicas) : coder_(coder), carets_(replicas, 0), segments_of_(replicas), last_end_(replicas, 0)
    {
        if (replicas <= seen_table_max) seen_.assign(replicas * replicas, 0);
    }

    /// A segment: events of one replica, each after the one before.
    struct Segment
    {
        std::uint32_t replica{};
        std::uint32_t sequence{};
        LvSpan span;
        bool linear{};  ///< follows the event before it in the log, and that alone
    };

    std::uint32_t code_replica(std::uint32_t replica)
    {
        replica = replica_[std::min(previous_replica_, 31U)].code(coder_, replica);
        previous_replica_ = replica;
        return replica;
    }

    std::uint32_t code_count(std::uint32_t replica, std::uint32_t count)
    {
        return segment_count_[std::min(replica, 31U)].code(coder_, count - 1) + 1;
    }

    std::uint32_t code_sequence(std::uint32_t replica, std::uint32_t sequence)
    {
        return narrow_unzigzag(sequence_.code(coder_, narrow_zigzag(sequence, last_end_[replica])), last_end_[replica]);
    }

    /// The segment's parents, but for a linear one. False if what is read cannot be.
    bool code_parents(const Segment& segment, bool& linear, Frontier& parents)
    {
        NumberModel& counts = parent_count_[std::min(previous_parents_, 15U)];
        const std::uint32_t coded = counts.code(coder_, linear ? 0 : static_cast<std::uint32_t>(parents.size()) + 1);
        previous_parents_ = coded;
        linear = coded == 0;
        if (linear) return segment.span.begin > 0;
        const std::uint32_t count = coded - 1;
        if (count > parents_max || (count > 0 && segment.span.begin == 0)) return false;
        struct Parent
        {
            std::uint32_t replica;
            std::uint32_t index;
            std::uint32_t from_end;
        };
        std::vector<Parent> list;
        if constexpr (!Coder::decodes) {
            for (const Lv lv : parents) {
                const auto at = std::upper_bound(segments_.begin(), segments_.end(), lv, [](Lv wanted, const auto& other) { return wanted < other.span.begin; }) - 1;
                list.push_back({at->replica, index_[static_cast<std::size_t>(at - segments_.begin())], at->span.end - 1 - lv});
            }
            std::sort(list.begin(), list.end(), [](const Parent& a, const Parent& b) { return a.replica < b.replica || (a.replica == b.replica && a.index < b.index); });
        }
        std::uint32_t previous = 0;
        parents.clear();
        for (std::uint32_t i = 0; i < count; ++i) {
            Parent parent{};
            if constexpr (!Coder::decodes) parent = list[i];
            parent.replica = previous + parent_replica_[i == 0].code(coder_, parent.replica - previous);
            if (parent.replica >= segments_of_.size()) return false;
            previous = parent.replica;
            const auto& known = segments_of_[parent.replica];
            const bool own = parent.replica == segment.replica;
            const auto last = static_cast<std::uint32_t>(known.size()) - 1;
            std::uint32_t* const seen = seen_.empty() || own ? nullptr : &seen_[segment.replica * segments_of_.size() + parent.replica];
            const std::uint32_t expected = seen != nullptr ? *seen : last;
            parent.index = narrow_unzigzag(parent_steps_[own].code(coder_, narrow_zigzag(parent.index, expected)), expected);
            if (parent.index >= known.size()) return false;
            if (seen != nullptr) *seen = parent.index;
            const Segment& of = segments_[known[parent.index]];
            parent.from_end = parent_from_end_.code(coder_, parent.from_end);
            if (parent.from_end >= of.span.count()) return false;
            parents.push_back(of.span.end - 1 - parent.from_end);
        }
        std::sort(parents.begin(), parents.end());
        return std::adjacent_find(parents.begin(), parents.end()) == parents.end();
    }

    void enter(const Segment& segment)
    {
        auto& known = segments_of_[segment.replica];
        index_.push_back(static_cast<std::uint32_t>(known.size()));
        known.push_back(static_cast<std::uint32_t>(segments_.size()));
        segments_.push_back(segment);
        last_end_[segment.replica] = segment.sequence + segment.span.count();
    }

    /// One operation, of which `left` events at most belong to the segment.
    LoggedOperation code_operation(std::uint32_t replica, std::uint32_t left, LoggedOperation operation)
    {
        const auto coded_kind = kind_[previous_kind_].code(coder_, static_cast<std::uint32_t>(operation.kind));
        const std::uint32_t kind = std::min(coded_kind, 2U);
        operation.kind = static_cast<OperationKind>(kind);
        const std::uint32_t context = kind * 3 + previous_kind_ % 3;
        if (left == 1) {
            operation.count = 1;
        } else {
            operation.count = operation_count_[context].code(coder_, operation.count - 1) + 1;
        }
        const std::uint32_t expected = carets_[replica] + (kind == 2 ? 0U - 1U : 0U);
        operation.position = narrow_unzigzag(position_[context].code(coder_, narrow_zigzag(operation.position, expected)), expected);
        if (kind == 0) {
            operation.bytes = operation.count + extra_bytes_.code(coder_, operation.bytes - operation.count);
            carets_[replica] = operation.position + operation.count;
        } else {
            operation.bytes = 0;
            carets_[replica] = kind == 1 ? operation.position : operation.position - (operation.count - 1);
        }
        previous_kind_ = kind;
        return operation;
    }

    struct Time
    {
        std::uint32_t count;
        std::uint32_t delta;
    };

    Time code_time(Time time)
    {
        time.count = time_count_.code(coder_, time.count);
        time.delta = time_delta_.code(coder_, time.delta);
        return time;
    }

private:
    Coder& coder_;
    NumberModel replica_[32];
    NumberModel segment_count_[32];
    NumberModel sequence_;
    NumberModel parent_count_[16];
    NumberModel parent_replica_[2];
    NumberModel parent_steps_[2];
    NumberModel parent_from_end_;
    NumberModel kind_[3];
    NumberModel operation_count_[9];
    NumberModel position_[9];
    NumberModel extra_bytes_;
    NumberModel time_count_;
    NumberModel time_delta_;
    std::uint32_t previous_replica_{};
    std::uint32_t previous_parents_{};
    std::uint32_t previous_kind_{};
    std::vector<std::uint32_t> carets_;
    std::vector<std::vector<std::uint32_t>> segments_of_;  ///< by replica: indices into segments_
    std::vector<std::uint32_t> last_end_;                  ///< by replica: the sequence number after its last segment
    std::vector<std::uint32_t> seen_;                      ///< by writer and other: the latest of the other's segments it named
    std::vector<Segment> segments_;
    std::vector<std::uint32_t> index_;                     ///< of each segment among its replica's
};

void SavedLog::write(const EventLog& log, Bytes& out)
{
    Bytes coded;
    std::uint64_t runs = 0;
    {
        BitEncoder coder(coded);
        Columns<BitEncoder> columns(coder, log.replicas_.size());
        std::size_t graph_run = 0;
        std::size_t replica_run = 0;
        std::size_t operation_run = 0;
        for (Lv lv = 0; lv < log.end();) {
            while (graph_run + 1 < log.graph_.size() && log.graph_[graph_run + 1].lv <= lv) ++graph_run;
            while (replica_run + 1 < log.replica_runs_.size() && log.replica_runs_[replica_run + 1].lv <= lv) ++replica_run;
            const auto& by = log.replica_runs_[replica_run];
            const Lv replica_end = replica_run + 1 < log.replica_runs_.size() ? log.replica_runs_[replica_run + 1].lv : log.end();
            const Lv end = std::min(log.graph_span(graph_run).end, replica_end);
            Columns<BitEncoder>::Segment segment{by.replica, by.sequence + (lv - by.lv), {lv, end}};
            columns.code_replica(by.replica);
            columns.code_count(by.replica, segment.span.count());
            if (lv < log.base_end_) columns.code_sequence(by.replica, segment.sequence);
            bool linear = log.graph_[graph_run].lv != lv;
            Frontier parents;
            if (!linear) parents.assign(log.parents_begin(graph_run), log.parents_end(graph_run));
            columns.code_parents(segment, linear, parents);
            columns.enter(segment);
            ++runs;
            while (lv < end) {
                while (operation_run + 1 < log.operations_.size() && log.operations_[operation_run + 1].lv <= lv) ++operation_run;
                const LoggedOperation operation = log.operation_within(operation_run, {lv, end});
                columns.code_operation(by.replica, end - lv, operation);
                lv += operation.count;
                ++runs;
            }
        }
        std::uint32_t seconds = 0;
        for (std::size_t i = 0; i < log.times_.size(); ++i) {
            const Lv end = i + 1 < log.times_.size() ? log.times_[i + 1].lv : log.end();
            columns.code_time({end - log.times_[i].lv - 1, narrow_zigzag(log.times_[i].seconds, seconds)});
            seconds = log.times_[i].seconds;
            ++runs;
        }
        coder.finish();
    }
    if (coded.size() * runs_a_byte_max < runs) coded.resize(runs / runs_a_byte_max + 1, 0);
    put_varint(out, log.end());
    put_varint(out, log.replicas_.size());
    for (const auto& replica : log.replicas_) put_varint(out, replica.id);
    put_varint(out, log.base_end_);
    if (log.base_end_ > 0) {
        put_varint(out, log.base_heads_.size());
        for (const EventId& head : log.base_heads_) {
            put_varint(out, head.replica);
            put_varint(out, head.sequence);
        }
        // Events that compaction left no place for are known by the number of those there were.
        for (const auto& replica : log.replicas_) put_varint(out, replica.base_next);
    }
    out.insert(out.end(), coded.begin(), coded.end());
}

bool SavedLog::read(BytesView bytes, EventLog& log, Frontier& frontier)
{
    Reader reader(bytes);
    const std::uint32_t events = reader.number(events_max);
    const std::uint32_t replicas = reader.number(replicas_max);
    if (!reader.good() || replicas > reader.left()) return false;
    for (std::uint32_t i = 0; i < replicas; ++i) {
        log.add_replica(reader.varint());
        if (!reader.good() || log.replicas_.size() != i + 1) return false;
    }
    log.base_end_ = reader.number(events);
    if (log.base_end_ > 0) {
        const std::uint32_t heads = reader.number(parents_max);
        if (heads == 0) return false;
        for (std::uint32_t i = 0; i < heads && reader.good(); ++i) {
            const ReplicaId replica = reader.varint();
            log.base_heads_.push_back({replica, reader.number(events_max)});
        }
        for (auto& replica : log.replicas_) replica.base_next = reader.number(events_max);
        if (!reader.good() || !std::is_sorted(log.base_heads_.begin(), log.base_heads_.end())) return false;
    }
    std::uint64_t runs_left = std::uint64_t{reader.left()} * runs_a_byte_max;
    BitDecoder coder(reader.take(reader.left()));
    Columns<BitDecoder> columns(coder, replicas);
    Frontier parents;
    frontier.clear();
    while (log.end_ < events) {
        if (coder.exhausted() || runs_left-- == 0) return false;
        const Lv begin = log.end_;
        Columns<BitDecoder>::Segment segment;
        segment.replica = columns.code_replica(0);
        if (segment.replica >= replicas) return false;
        const std::uint32_t count = columns.code_count(segment.replica, 1);
        if (count == 0 || count > events - begin) return false;
        segment.span = {begin, begin + count};
        auto& writer = log.replicas_[segment.replica];
        const bool in_base = begin < log.base_end_;
        if (in_base && segment.span.end > log.base_end_) return false;
        if (begin == log.base_end_ && begin > 0) {
            if (!log.finish_base()) return false;
        }
        segment.sequence = in_base ? columns.code_sequence(segment.replica, 0) : writer.next;
        if (segment.sequence > events_max - count) return false;
        bool linear = false;
        parents.clear();
        if (!columns.code_parents(segment, linear, parents)) return false;
        if (linear) parents.assign(1, begin - 1);
        if (in_base && (begin == 0 ? !parents.empty() : parents.size() != 1 || parents[0] + 1 != begin)) return false;
        if (!in_base && log.base_end_ > 0)
            for (const Lv parent : parents)
                if (parent + 1 < log.base_end_) return false;
        if (!in_base && log.base_end_ > 0 && parents.empty()) return false;
        columns.enter(segment);
        if (in_base) writer.next = segment.sequence;
        log.begin_change(writer.id, parents, 0);
        for (const Lv parent : parents) {
            const auto head = std::lower_bound(frontier.begin(), frontier.end(), parent);
            if (head != frontier.end() && *head == parent) frontier.erase(head);
        }
        frontier.push_back(segment.span.end - 1);
        while (log.end_ < segment.span.end) {
            if (coder.exhausted() || runs_left-- == 0) return false;
            const std::uint32_t left = segment.span.end - log.end_;
            const LoggedOperation operation = columns.code_operation(segment.replica, left, {.count = 1});
            if (operation.count == 0 || operation.count > left || operation.position > text_scalars_max) return false;
            if (operation.kind == OperationKind::insert) {
                if (operation.bytes < operation.count || operation.bytes / 4 > operation.count ||
                    operation.bytes > content_bytes_max - log.content_size())
                    return false;
                log.append_packed_insert(operation.position, operation.bytes, operation.count);
            } else {
                if (operation.kind == OperationKind::erase_backward && operation.count - 1 > operation.position) return false;
                log.append_erase(operation.kind, operation.position, operation.count);
            }
        }
    }
    if (log.base_end_ > 0 && log.base_end_ == events && !log.finish_base()) return false;
    log.packed_end_ = events;
    log.times_.clear();
    std::uint32_t seconds = 0;
    for (Lv lv = 0; lv < events;) {
        if (coder.exhausted() || runs_left-- == 0) return false;
        const auto [count, delta] = columns.code_time({});
        if (count >= events - lv) return false;
        seconds = narrow_unzigzag(delta, seconds);
        log.times_.push_back({lv, seconds});
        lv += count + 1;
    }
    log.writer_seconds_ = seconds;
    return !coder.exhausted();
}

}  // namespace assent::text
