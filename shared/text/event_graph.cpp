// Questions about ancestry. Each walks down from the newest event in question, by runs, with a heap of places to visit; the
// answer is reached as soon as all paths have met, so asking about recent versions is cheap however long the history.

#include <algorithm>

#include "shared/text/event_log.hpp"

namespace assent::text {

namespace {

constexpr std::uint8_t in_a = 1;
constexpr std::uint8_t in_b = 2;
constexpr std::uint8_t in_both = 3;

struct Visit
{
    Lv lv{};
    std::uint8_t side{};

    bool operator<(const Visit& other) const { return lv < other.lv; }
};

class Visits
{
public:
    bool empty() const { return heap_.empty(); }
    /// Whether only events that lead to both are left.
    bool all_shared() const { return shared_ == heap_.size(); }
    Lv top() const { return heap_.front().lv; }

    void push(Lv lv, std::uint8_t side)
    {
        heap_.push_back({lv, side});
        std::push_heap(heap_.begin(), heap_.end());
        shared_ += side == in_both;
    }

    Visit pop()
    {
        std::pop_heap(heap_.begin(), heap_.end());
        const Visit visit = heap_.back();
        heap_.pop_back();
        shared_ -= visit.side == in_both;
        return visit;
    }

private:
    std::vector<Visit> heap_;
    std::size_t shared_{};
};

}  // namespace

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
    Visits visits;
    for (const Lv lv : a) visits.push(lv, in_a);
    for (const Lv lv : b) visits.push(lv, in_b);
    const auto note = [&](std::uint8_t side, Lv begin, Lv end) {
        if (side == in_both) return;
        std::vector<LvSpan>& spans = side == in_a ? only_a : only_b;
        if (!spans.empty() && spans.back().begin == end) {
            spans.back().begin = begin;
        } else {
            spans.push_back({begin, end});
        }
    };
    while (!visits.empty() && !visits.all_shared()) {
        auto [lv, side] = visits.pop();
        const std::size_t run = graph_run_of(lv);
        const Lv run_begin = graph_[run].lv;
        while (!visits.empty() && visits.top() >= run_begin) {
            const Visit next = visits.pop();
            if (next.side == side) continue;
            if (next.lv < lv) note(side, next.lv + 1, lv + 1);
            lv = next.lv;
            side = in_both;
        }
        note(side, run_begin, lv + 1);
        for (const Lv* parent = parents_begin(run); parent != parents_end(run); ++parent) visits.push(*parent, side);
    }
}

bool EventLog::contains(const Frontier& version, Lv lv) const
{
    Visits visits;
    for (const Lv head : version)
        if (head >= lv) visits.push(head, in_a);
    while (!visits.empty()) {
        const Lv head = visits.pop().lv;
        const std::size_t run = graph_run_of(head);
        if (graph_[run].lv <= lv) return true;
        while (!visits.empty() && visits.top() >= graph_[run].lv) visits.pop();
        for (const Lv* parent = parents_begin(run); parent != parents_end(run); ++parent)
            if (*parent >= lv) visits.push(*parent, in_a);
    }
    return false;
}

}  // namespace assent::text
