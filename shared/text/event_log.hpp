#pragma once
// All events of a text, run-length encoded in the order this copy learnt of them. Here an event goes by its place in that
// order (Lv, "local version"): parents always have smaller numbers than their children. Three things are kept in rows of
// runs: what the events do, who made them and when, and their parents where those are not simply the event before.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/text/event.hpp"

namespace assent::text {

using Lv = std::uint32_t;
constexpr Lv no_lv = 0xFFFFFFFF;

/// Events [begin, end).
struct LvSpan
{
    Lv begin{};
    Lv end{};

    std::uint32_t count() const { return end - begin; }
    bool operator==(const LvSpan&) const = default;
};

/// A state of the text by local numbers: the newest events, ascending, none following from another.
using Frontier = std::vector<Lv>;

/// One operation, cut out of the log.
struct LoggedOperation
{
    Lv lv{};
    OperationKind kind{};
    std::uint32_t position{};
    std::uint32_t count{};
    std::uint32_t content{};  ///< insert: where its first byte stands in the content
    std::uint32_t bytes{};    ///< insert: how many bytes
};

/// Who made a run of events, and when.
struct Origin
{
    ReplicaId replica{};
    std::uint32_t sequence{};   ///< of the first
    std::uint32_t count{};      ///< events from there on that share replica and time, in sequence
    std::uint32_t seconds{};    ///< since 1970
};

class EventLog
{
public:
    EventLog();
    EventLog(EventLog&&) noexcept;
    EventLog& operator=(EventLog&&) noexcept;
    ~EventLog();

    Lv end() const { return end_; }
    /// Bytes ever inserted, those not unpacked yet included.
    std::uint32_t content_size() const { return content_packed_ + static_cast<std::uint32_t>(content_.size()); }
    /// Bytes at the front of the content that are known by their number only; what was inserted by events before
    /// packed_end() must be unpacked before it is asked for.
    std::uint32_t content_packed() const { return content_packed_; }
    void unpack_content(std::string_view front);
    /// Whether each insertion's part of the front begins and ends where characters do and holds as many as it should.
    bool content_fits(std::string_view front) const;
    void copy_content(std::string& out) const { out = content_; }
    /// Events before this one came with the saved form; their content may still be packed.
    Lv packed_end() const { return packed_end_; }

    // Identity.
    /// The event's place here; no_lv if it is not known. Events that compaction left no place for stand at its end.
    Lv find(EventId id) const;
    EventId id(Lv lv) const;
    enum class Found : std::uint8_t { all, missing, compacted };
    /// Places of a version's or a change's parents, ascending. missing: one is not known here; compacted: it lies within what
    /// compaction made one, so that nothing can follow it.
    Found find(const std::vector<EventId>& ids, Frontier& out) const;
    /// Names for places, sorted.
    std::vector<EventId> ids(const Lv* begin, const Lv* end) const;
    /// Events before this one are what compaction made of older ones: characters in the order of the text, then deletions.
    Lv base_end() const { return base_end_; }
    /// The sequence number that the replica's next event will have.
    std::uint32_t next_sequence(ReplicaId replica) const;
    Origin origin(Lv lv) const;
    /// How many events from this one on are of its replica, in sequence.
    std::uint32_t replica_run_left(Lv lv) const;
    /// Whether event a comes before b where both were inserted at the same place at the same time: by their names only.
    bool precedes(Lv a, Lv b) const;
    void set_seconds(LvSpan span, std::uint32_t seconds);

    // The graph.
    struct GraphRun
    {
        Lv lv{};
        std::uint32_t parents{};  ///< where its first event's parents begin in the row of parents
    };
    std::size_t graph_runs() const { return graph_.size(); }
    LvSpan graph_span(std::size_t run) const;
    const Lv* parents_begin(std::size_t run) const { return parents_.data() + graph_[run].parents; }
    const Lv* parents_end(std::size_t run) const;
    /// The run that holds the event.
    std::size_t graph_run_of(Lv lv) const;
    /// What leads to a but not to b, and the reverse: spans, descending.
    void difference(const Frontier& a, const Frontier& b, std::vector<LvSpan>& only_a, std::vector<LvSpan>& only_b) const;

    // Operations.
    /// The run of operations that holds the event.
    std::size_t operation_run_of(Lv lv) const;
    std::size_t operation_runs() const { return operations_.size(); }
    LoggedOperation operation(std::size_t run) const;
    LvSpan operation_span(std::size_t run) const
    {
        return {operations_[run].lv, run + 1 < operations_.size() ? operations_[run + 1].lv : end_};
    }
    OperationKind operation_kind(std::size_t run) const
    {
        return static_cast<OperationKind>(operations_[run].content_and_kind & 3);
    }
    /// The part of the run's operation that lies within the span; without its content, where that is not wanted.
    LoggedOperation operation_within(std::size_t run, LvSpan span, bool with_content = true) const;
    std::string_view content_of(std::uint32_t content, std::uint32_t bytes) const
    {
        return std::string_view(content_).substr(content - content_packed_, bytes);
    }
    /// Appends the inserted characters [lv, lv + count), which may lie in several runs.
    void append_content(Lv lv, std::uint32_t count, std::string& out) const;

    // Growing.
    /// Begins a change at the end; the operations follow by the append functions.
    void begin_change(ReplicaId replica, const Frontier& parents, std::uint32_t seconds);
    void append_insert(std::uint32_t position, std::string_view text, std::uint32_t scalars);
    void append_erase(OperationKind kind, std::uint32_t position, std::uint32_t count);
    /// Whether a further event of the same replica, at the same second, after the last event alone, needs no begin_change.
    bool continues(ReplicaId replica, std::uint32_t seconds) const
    {
        return writer_ == replica && writer_seconds_ == seconds && end_ > base_end_;
    }
    /// Forgets all events from lv on.
    void truncate(Lv lv);
    std::size_t memory() const;

    // The rows as they are, for the saved form.
    struct OperationRun
    {
        Lv lv{};
        std::uint32_t position{};
        std::uint32_t content_and_kind{};  ///< place in the content, and the kind in the two low bits
    };
    struct ReplicaRun
    {
        Lv lv{};
        std::uint32_t replica{};  ///< index into replicas
        std::uint32_t sequence{};
    };
    struct TimeRun
    {
        Lv lv{};
        std::uint32_t seconds{};
    };
    const std::vector<ReplicaRun>& replica_runs() const { return replica_runs_; }
    const std::vector<TimeRun>& time_runs() const { return times_; }
    ReplicaId replica_id(std::uint32_t index) const { return replicas_[index].id; }
    std::size_t replica_count() const { return replicas_.size(); }
    friend class SavedLog;
    friend class CompactedLog;

private:
    struct Replica
    {
        struct Run
        {
            std::uint32_t sequence{};
            Lv lv{};
        };
        ReplicaId id{};
        std::uint32_t next{};
        std::uint32_t base_next{};  ///< as it was when the history before was made one
        std::vector<Run> runs;  ///< ascending in both
    };

    /// An insertion whose content is known by its size only; before any other.
    void append_packed_insert(std::uint32_t position, std::uint32_t bytes, std::uint32_t scalars);
    /// After the last compacted event: orders what is known of each replica. False if two events bear one name.
    bool finish_base();

    std::uint32_t graph_run_below(Lv lv, std::uint32_t run) const;

    static constexpr std::uint32_t no_replica = 0xFFFFFFFF;
    std::uint32_t find_replica(ReplicaId id) const;
    std::uint32_t add_replica(ReplicaId id);

    std::vector<OperationRun> operations_;
    std::vector<ReplicaRun> replica_runs_;
    std::vector<TimeRun> times_;
    std::vector<GraphRun> graph_;
    std::vector<Lv> parents_;
    std::vector<Replica> replicas_;         ///< in the order they were first seen
    std::vector<std::uint32_t> by_id_;      ///< indices into replicas_, by identifier
    std::string content_;
    std::uint32_t content_packed_{};
    Lv packed_end_{};
    Lv end_{};
    Lv base_end_{};
    std::vector<EventId> base_heads_;  ///< the version that the compacted events add up to
    ReplicaId writer_{};               ///< of the last event
    std::uint32_t writer_index_{};
    std::uint32_t writer_seconds_{};
    struct Visits;
    mutable std::unique_ptr<Visits> visits_;
};

}  // namespace assent::text
