// Questions about ancestry. They are answered by walking down from the newest event in question, a run of events at a time,
// until all paths have met: asking about recent versions is cheap however long the history. Runs to be visited are bits, so
// that one named as a parent many times is visited once.

#include <algorithm>

#include "shared/text/event_log.hpp"

namespace assent::text {

namespace {

/// Where the two versions reach in a run of the graph: one past the newest event that leads to it, 0 if none does.
struct Reach
{
    Lv a{};
    Lv b{};
};

}  // namespace

/// Memory for one walk, kept by the log between walks.
struct EventLog::Visits
{
    std::vector<Reach> reach;          // by graph run
    std::vector<std::uint64_t> bits;   // runs to be visited
    std::vector<std::uint32_t> named;  // runs that were reached
    std::uint32_t unequal{};           // of the runs to be visited, those not reached alike

    void resize(std::size_t runs)
    {
        if (reach.size() >= runs) return;
        reach.resize(runs + runs / 2);
        bits.resize(reach.size() / 64 + 1);
    }

    void push(std::uint32_t run, Lv a, Lv b)
    {
        Reach& at = reach[run];
        if ((bits[run >> 6] >> (run & 63) & 1) == 0) {
            bits[run >> 6] |= std::uint64_t{1} << (run & 63);
            named.push_back(run);
        } else {
            unequal -= at.a != at.b;
        }
        at.a = std::max(at.a, a);
        at.b = std::max(at.b, b);
        unequal += at.a != at.b;
    }

    /// The newest run to be visited, at or before `from`; there is one.
    std::uint32_t pop(std::uint32_t from)
    {
        std::uint32_t word = from >> 6;
        std::uint64_t masked = bits[word] << (63 - (from & 63)) >> (63 - (from & 63));
        while (masked == 0) masked = bits[--word];
        const auto run = word << 6 | (63 - static_cast<std::uint32_t>(__builtin_clzll(masked)));
        bits[word] &= ~(std::uint64_t{1} << (run & 63));
        unequal -= reach[run].a != reach[run].b;
        return run;
    }

    void clear()
    {
        for (const std::uint32_t run : named) {
            reach[run] = {};
            bits[run >> 6] &= ~(std::uint64_t{1} << (run & 63));
        }
        named.clear();
        unequal = 0;
    }
};

EventLog::EventLog() = default;
EventLog::EventLog(EventLog&&) noexcept = default;
EventLog& EventLog::operator=(EventLog&&) noexcept = default;
EventLog::~EventLog() = default;

// The run that holds the event, which is in `run` or before it, most often not far.
std::uint32_t EventLog::graph_run_below(Lv lv, std::uint32_t run) const
{
    std::uint32_t step = 1;
    std::uint32_t high = run + 1;  // a run that begins after the event
    while (step <= run && graph_[run - step].lv > lv) {
        high = run - step;
        step *= 2;
    }
    std::uint32_t low = step <= run ? run - step : 0;
    if (graph_[run].lv <= lv) return run;
    while (high - low > 1) {
        const std::uint32_t middle = low + (high - low) / 2;
        (graph_[middle].lv <= lv ? low : high) = middle;
    }
    return low;
}

void EventLog::difference(const Frontier& a, const Frontier& b, std::vector<LvSpan>& only_a, std::vector<LvSpan>& only_b) const
{
    only_a.clear();
    only_b.clear();
    if (a == b) return;
    if (a.size() == 1 && b.size() == 1) {  // the usual case: one further along the same run
        const auto [low, high] = std::minmax(a[0], b[0]);
        if (graph_[graph_run_of(high)].lv <= low) {
            (a[0] == high ? only_a : only_b).push_back({low + 1, high + 1});
            return;
        }
    }
    if (!visits_) visits_ = std::make_unique<Visits>();
    Visits& visits = *visits_;
    visits.resize(graph_.size());
    std::uint32_t run = 0;
    for (const Lv lv : a) {
        const auto of = static_cast<std::uint32_t>(graph_run_of(lv));
        visits.push(of, lv + 1, 0);
        run = std::max(run, of);
    }
    for (const Lv lv : b) {
        const auto of = static_cast<std::uint32_t>(graph_run_of(lv));
        visits.push(of, 0, lv + 1);
        run = std::max(run, of);
    }
    const auto note = [](std::vector<LvSpan>& spans, Lv begin, Lv end) {
        if (!spans.empty() && spans.back().begin == end) {
            spans.back().begin = begin;
        } else {
            spans.push_back({begin, end});
        }
    };
    while (visits.unequal > 0) {
        run = visits.pop(run);
        const Reach reach = visits.reach[run];
        const Lv begin = graph_[run].lv;
        if (reach.a > reach.b) note(only_a, std::max(begin, reach.b), reach.a);
        if (reach.b > reach.a) note(only_b, std::max(begin, reach.a), reach.b);
        for (const Lv* parent = parents_begin(run); parent != parents_end(run); ++parent)
            visits.push(graph_run_below(*parent, run), reach.a > 0 ? *parent + 1 : 0, reach.b > 0 ? *parent + 1 : 0);
    }
    visits.clear();
}

}  // namespace assent::text
