#include "shared/text/event_log.hpp"

#include <algorithm>

#include "shared/base/assertion.hpp"
#include "shared/text/utf8.hpp"

namespace assent::text {

namespace {

constexpr std::uint32_t kind_bits = 2;

/// The index of the last run that begins at or before the event.
template<class Run>
std::size_t run_of(const std::vector<Run>& runs, Lv lv)
{
    std::size_t low = 0;
    std::size_t count = runs.size();
    while (count > 1) {
        const std::size_t half = count / 2;
        low = runs[low + half].lv <= lv ? low + half : low;
        count -= half;
    }
    return low;
}

template<class Run>
void drop_runs_from(std::vector<Run>& runs, Lv lv)
{
    while (!runs.empty() && runs.back().lv >= lv) runs.pop_back();
}

}  // namespace

std::uint32_t EventLog::find_replica(ReplicaId id) const
{
    const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                     [this](std::uint32_t index, ReplicaId wanted) { return replicas_[index].id < wanted; });
    return at != by_id_.end() && replicas_[*at].id == id ? *at : no_replica;
}

std::uint32_t EventLog::add_replica(ReplicaId id)
{
    const std::uint32_t known = find_replica(id);
    if (known != no_replica) return known;
    const auto index = static_cast<std::uint32_t>(replicas_.size());
    replicas_.push_back({id, 0, 0, {}});
    const auto at = std::lower_bound(by_id_.begin(), by_id_.end(), id,
                                     [this](std::uint32_t other, ReplicaId wanted) { return replicas_[other].id < wanted; });
    by_id_.insert(at, index);
    return index;
}

Lv EventLog::find(EventId id) const
{
    const std::uint32_t index = find_replica(id.replica);
    if (index == no_replica || id.sequence >= replicas_[index].next) return no_lv;
    const auto& runs = replicas_[index].runs;
    const auto after = std::upper_bound(runs.begin(), runs.end(), id.sequence,
                                        [](std::uint32_t sequence, const auto& run) { return sequence < run.sequence; });
    if (after == runs.begin()) return base_end_ - 1;
    const auto& run = *(after - 1);
    const Lv lv = run.lv + (id.sequence - run.sequence);
    if (run.lv >= base_end_) return lv;
    return lv < base_end_ && this->id(lv) == id ? lv : base_end_ - 1;
}

EventLog::Found EventLog::find(const std::vector<EventId>& ids, Frontier& out) const
{
    out.clear();
    std::size_t in_base = 0;
    for (const EventId& id : ids) {
        const Lv lv = find(id);
        if (lv == no_lv) return Found::missing;
        if (lv >= base_end_) {
            out.push_back(lv);
        } else if (!std::binary_search(base_heads_.begin(), base_heads_.end(), id)) {
            return Found::compacted;
        } else {
            ++in_base;
        }
    }
    std::sort(out.begin(), out.end());
    if (base_end_ == 0) return Found::all;
    if (in_base == 0) return ids.empty() ? Found::compacted : Found::all;
    if (in_base != base_heads_.size() || !out.empty()) return Found::compacted;
    out.push_back(base_end_ - 1);
    return Found::all;
}

std::vector<EventId> EventLog::ids(const Lv* begin, const Lv* end) const
{
    std::vector<EventId> out;
    for (; begin != end; ++begin) {
        if (*begin + 1 == base_end_) {
            out.insert(out.end(), base_heads_.begin(), base_heads_.end());
        } else {
            out.push_back(id(*begin));
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

EventId EventLog::id(Lv lv) const
{
    const ReplicaRun& run = replica_runs_[run_of(replica_runs_, lv)];
    return {replicas_[run.replica].id, run.sequence + (lv - run.lv)};
}

std::uint32_t EventLog::next_sequence(ReplicaId replica) const
{
    const std::uint32_t index = find_replica(replica);
    return index == no_replica ? 0 : replicas_[index].next;
}

Origin EventLog::origin(Lv lv) const
{
    const std::size_t r = run_of(replica_runs_, lv);
    const std::size_t t = run_of(times_, lv);
    Lv until = end_;
    if (r + 1 < replica_runs_.size()) until = std::min(until, replica_runs_[r + 1].lv);
    if (t + 1 < times_.size()) until = std::min(until, times_[t + 1].lv);
    const ReplicaRun& run = replica_runs_[r];
    return {replicas_[run.replica].id, run.sequence + (lv - run.lv), until - lv, times_[t].seconds};
}

std::uint32_t EventLog::replica_run_left(Lv lv) const
{
    const std::size_t run = run_of(replica_runs_, lv);
    return (run + 1 < replica_runs_.size() ? replica_runs_[run + 1].lv : end_) - lv;
}

bool EventLog::precedes(Lv a, Lv b) const { return id(a) < id(b); }

void EventLog::set_seconds(LvSpan span, std::uint32_t seconds)
{
    if (span.begin >= span.end || span.end > end_) return;
    const std::size_t first = run_of(times_, span.begin);
    const std::size_t last = run_of(times_, span.end - 1);
    const std::uint32_t after = times_[last].seconds;
    const Lv last_end = last + 1 < times_.size() ? times_[last + 1].lv : end_;
    const auto at = times_.erase(times_.begin() + static_cast<std::ptrdiff_t>(first + (times_[first].lv < span.begin)),
                                 times_.begin() + static_cast<std::ptrdiff_t>(last + 1));
    const TimeRun made[2] = {{span.begin, seconds}, {span.end, after}};
    times_.insert(at, made, made + (span.end < last_end ? 2 : 1));
    if (span.end == end_) writer_seconds_ = seconds;
}

LvSpan EventLog::graph_span(std::size_t run) const
{
    return {graph_[run].lv, run + 1 < graph_.size() ? graph_[run + 1].lv : end_};
}

const Lv* EventLog::parents_end(std::size_t run) const
{
    return parents_.data() + (run + 1 < graph_.size() ? graph_[run + 1].parents : parents_.size());
}

std::size_t EventLog::graph_run_of(Lv lv) const { return run_of(graph_, lv); }

std::size_t EventLog::operation_run_of(Lv lv) const { return run_of(operations_, lv); }

LoggedOperation EventLog::operation(std::size_t run) const
{
    const OperationRun& at = operations_[run];
    const bool last = run + 1 == operations_.size();
    const std::uint32_t content = at.content_and_kind >> kind_bits;
    const auto content_end =
        last ? content_size() : operations_[run + 1].content_and_kind >> kind_bits;
    return {at.lv,      static_cast<OperationKind>(at.content_and_kind & 3),
            at.position, (last ? end_ : operations_[run + 1].lv) - at.lv,
            content,    content_end - content};
}

LoggedOperation EventLog::operation_within(std::size_t run, LvSpan span, bool with_content) const
{
    LoggedOperation cut = operation(run);
    const bool inserts = cut.kind == OperationKind::insert;
    const Lv end = std::min(span.end, cut.lv + cut.count);
    const bool narrow = cut.bytes == cut.count;
    const auto bytes_of = [&](std::uint32_t scalars) {
        if (narrow || !with_content) return scalars;
        return static_cast<std::uint32_t>(
            bytes_of_scalars(content_.data() + (cut.content - content_packed_), cut.bytes, scalars));
    };
    if (end < cut.lv + cut.count) {
        cut.count = end - cut.lv;
        if (inserts) cut.bytes = bytes_of(cut.count);
    }
    if (span.begin > cut.lv) {
        const std::uint32_t skipped = span.begin - cut.lv;
        if (inserts) {
            const std::uint32_t bytes = bytes_of(skipped);
            cut.position += skipped;
            cut.content += bytes;
            cut.bytes -= bytes;
        } else if (cut.kind == OperationKind::erase_backward) {
            cut.position -= skipped;
        }
        cut.lv += skipped;
        cut.count -= skipped;
    }
    return cut;
}

void EventLog::append_content(Lv lv, std::uint32_t count, std::string& out) const
{
    std::size_t run = operation_run_of(lv);
    for (const Lv end = lv + count; lv < end; ++run) {
        const LoggedOperation operation = operation_within(run, {lv, end});
        out += content_of(operation.content, operation.bytes);
        lv += operation.count;
    }
}

bool EventLog::content_fits(std::string_view front) const
{
    for (std::size_t run = 0; run < operations_.size() && operations_[run].lv < packed_end_; ++run) {
        if (operation_kind(run) != OperationKind::insert) continue;
        const LoggedOperation operation = this->operation(run);
        if (operation.content >= front.size() || continues_scalar(front[operation.content])) return false;
        if (operation.bytes > front.size() - operation.content ||
            scalar_count(front.data() + operation.content, operation.bytes) != operation.count)
            return false;
    }
    return true;
}

void EventLog::unpack_content(std::string_view front)
{
    ASSENT_ASSERT(front.size() == content_packed_);
    content_.insert(0, front);
    content_packed_ = 0;
}

void EventLog::begin_change(ReplicaId replica, const Frontier& parents, std::uint32_t seconds)
{
    if (writer_ != replica || end_ == 0) {
        writer_index_ = add_replica(replica);
        writer_ = replica;
    }
    Replica& writer = replicas_[writer_index_];
    const bool follows = !replica_runs_.empty() && replica_runs_.back().replica == writer_index_ &&
                         replica_runs_.back().sequence + (end_ - replica_runs_.back().lv) == writer.next && end_ > base_end_;
    if (!follows) {
        replica_runs_.push_back({end_, writer_index_, writer.next});
        writer.runs.push_back({writer.next, end_});
    }
    if (times_.empty() || times_.back().seconds != seconds) times_.push_back({end_, seconds});
    writer_seconds_ = seconds;
    const bool after_last = parents.size() == 1 && parents[0] + 1 == end_;
    if (!after_last) {
        graph_.push_back({end_, static_cast<std::uint32_t>(parents_.size())});
        parents_.insert(parents_.end(), parents.begin(), parents.end());
    }
}

void EventLog::append_insert(std::uint32_t position, std::string_view text, std::uint32_t scalars)
{
    bool extends = false;
    if (!operations_.empty() && end_ != packed_end_) {  // what is packed stays apart from what is not
        const OperationRun& last = operations_.back();
        extends = (last.content_and_kind & 3) == static_cast<std::uint32_t>(OperationKind::insert) &&
                  position == last.position + (end_ - last.lv);
    }
    if (!extends) operations_.push_back({end_, position, content_size() << kind_bits});
    content_.append(text);
    end_ += scalars;
    replicas_[writer_index_].next += scalars;
}

void EventLog::append_packed_insert(std::uint32_t position, std::uint32_t bytes, std::uint32_t scalars)
{
    append_insert(position, {}, scalars);
    content_packed_ += bytes;
}

bool EventLog::finish_base()
{
    for (Replica& replica : replicas_) {
        std::sort(replica.runs.begin(), replica.runs.end(), [](const auto& a, const auto& b) { return a.sequence < b.sequence; });
        std::uint32_t known = 0;
        for (const Replica::Run& run : replica.runs) {
            if (run.sequence < known) return false;
            known = run.sequence + replica_run_left(run.lv);
        }
        if (replica.base_next < known) return false;
        replica.next = replica.base_next;
    }
    return std::all_of(base_heads_.begin(), base_heads_.end(), [this](EventId head) { return head.sequence < next_sequence(head.replica); });
}

void EventLog::append_erase(OperationKind kind, std::uint32_t position, std::uint32_t count)
{
    bool extends = false;
    if (!operations_.empty()) {
        OperationRun& last = operations_.back();
        const std::uint32_t last_count = end_ - last.lv;
        const auto last_kind = static_cast<OperationKind>(last.content_and_kind & 3);
        if (last_kind != OperationKind::insert) {
            const bool forward = kind == OperationKind::erase_forward || count == 1;
            const bool backward = kind == OperationKind::erase_backward || count == 1;
            if (forward && position == last.position && (last_kind == OperationKind::erase_forward || last_count == 1)) {
                extends = true;
                last.content_and_kind = (last.content_and_kind & ~3U) | static_cast<std::uint32_t>(OperationKind::erase_forward);
            } else if (backward && position + last_count == last.position &&
                       (last_kind == OperationKind::erase_backward || last_count == 1)) {
                extends = true;
                last.content_and_kind = (last.content_and_kind & ~3U) | static_cast<std::uint32_t>(OperationKind::erase_backward);
            }
        }
    }
    if (!extends)
        operations_.push_back({end_, position,
                               content_size() << kind_bits | static_cast<std::uint32_t>(kind)});
    end_ += count;
    replicas_[writer_index_].next += count;
}

void EventLog::truncate(Lv lv)
{
    if (lv >= end_) return;
    const std::size_t first = operation_run_of(lv);
    const LoggedOperation cut = operations_[first].lv < lv ? operation_within(first, {operations_[first].lv, lv})
                                                           : LoggedOperation{.content = operation(first).content};
    content_.resize(cut.content + cut.bytes - content_packed_);
    drop_runs_from(operations_, lv);
    while (!replica_runs_.empty() && replica_runs_.back().lv + 0U >= lv) {
        const ReplicaRun run = replica_runs_.back();
        replicas_[run.replica].next = run.sequence;
        replicas_[run.replica].runs.pop_back();
        replica_runs_.pop_back();
    }
    if (!replica_runs_.empty()) {
        const ReplicaRun& run = replica_runs_.back();
        replicas_[run.replica].next = run.sequence + (lv - run.lv);
    }
    drop_runs_from(times_, lv);
    while (!graph_.empty() && graph_.back().lv >= lv) {
        parents_.resize(graph_.back().parents);
        graph_.pop_back();
    }
    end_ = lv;
    writer_index_ = replica_runs_.empty() ? 0 : replica_runs_.back().replica;
    writer_ = replica_runs_.empty() ? 0 : replicas_[writer_index_].id;
    writer_seconds_ = times_.empty() ? 0 : times_.back().seconds;
}

std::size_t EventLog::memory() const
{
    std::size_t sum = operations_.capacity() * sizeof(OperationRun) + replica_runs_.capacity() * sizeof(ReplicaRun) +
                      times_.capacity() * sizeof(TimeRun) + graph_.capacity() * sizeof(GraphRun) +
                      parents_.capacity() * sizeof(Lv) + content_.capacity() + by_id_.capacity() * sizeof(std::uint32_t);
    for (const Replica& replica : replicas_) sum += sizeof replica + replica.runs.capacity() * sizeof(Replica::Run);
    return sum;
}

}  // namespace assent::text
