#include "shared/workflow/checker.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "shared/workflow/composition.hpp"
#include "shared/workflow/guard.hpp"
#include "shared/workflow/space.hpp"

namespace assent::workflow {

namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

/// From a configuration to its number, by open addressing; configurations are numbered in the order they are found.
class Numbering
{
public:
    Numbering() : slots_(1u << 12, nowhere) {}

    /// The number of `at`, and whether it is new.
    std::pair<std::uint32_t, bool> add(Configuration at)
    {
        if (found_.size() * 2 >= slots_.size()) grow();
        std::size_t slot = place(at);
        while (slots_[slot] != nowhere) {
            if (found_[slots_[slot]] == at) return {slots_[slot], false};
            slot = (slot + 1) & (slots_.size() - 1);
        }
        slots_[slot] = size();
        found_.push_back(at);
        return {size() - 1, true};
    }

    Configuration operator[](std::uint32_t number) const { return found_[number]; }
    std::uint32_t size() const { return static_cast<std::uint32_t>(found_.size()); }

private:
    std::size_t place(Configuration at) const
    {
        at ^= at >> 31;
        at *= 0x9e3779b97f4a7c15u;  // 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4)
        return static_cast<std::size_t>(at >> 32) & (slots_.size() - 1);
    }

    void grow()
    {
        slots_.assign(slots_.size() * 2, nowhere);
        for (std::uint32_t number = 0; number < size(); ++number) {
            std::size_t slot = place(found_[number]);
            while (slots_[slot] != nowhere) slot = (slot + 1) & (slots_.size() - 1);
            slots_[slot] = number;
        }
    }

    std::vector<std::uint32_t> slots_;
    std::vector<Configuration> found_;
};

/// Whether the guard relies on an approval: some approved_by must hold for it, or may be what makes it hold.
bool relies_on_approval(const Guard& guard)
{
    if (guard.kind == GuardKind::negation) return false;
    return guard.kind == GuardKind::approved_by ||
           std::any_of(guard.children.begin(), guard.children.end(), relies_on_approval);
}

bool contains(const std::vector<std::string>& list, const std::string& word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

class Walk
{
public:
    Walk(const Definition& definition, const CheckLimits& limits, CheckReport& report)
        : definition_(definition), limits_(limits), report_(report), space_(definition)
    {
    }

    void run()
    {
        if (!space_.fits()) return too_large();
        prepare();
        if (!explore()) return too_large();
        report_.configurations = numbering_.size();
        report_.moves = static_cast<std::uint32_t>(targets_.size());
        unreached_states();
        untaken_transitions();
        traps();
    }

private:
    struct Promise
    {
        const Invariant* invariant;
        CompiledGuard holds;
        std::vector<bool> states;
        bool broken{};
    };

    void fault(std::uint32_t line, std::string message, std::vector<std::string> steps = {})
    {
        report_.faults.push_back({line, std::move(message), std::move(steps)});
    }

    void too_large()
    {
        fault(1, "The definition has too many combinations to check: more than " +
                     std::to_string(limits_.configurations_max) + " configurations or " + std::to_string(limits_.moves_max) +
                     " moves. Use fewer committees or conditions.");
    }

    const State& state_at(std::uint32_t number) const { return definition_.states[space_.state(numbering_[number])]; }

    void prepare()
    {
        for (const Invariant& invariant : definition_.invariants) {
            Promise promise{&invariant, space_.compile(invariant.holds), {}, false};
            for (const State& state : definition_.states) promise.states.push_back(contains(invariant.states, state.key));
            promises_.push_back(std::move(promise));
        }
        for (const Transition& transition : definition_.transitions) {
            relies_.push_back(relies_on_approval(transition.guard));
            needs_.emplace_back();
            need_seen_.emplace_back(transition.guard.children.size(), false);
            for (const Guard& need : transition.guard.children) needs_.back().push_back(space_.compile(need));
        }
        taken_.assign(definition_.transitions.size(), false);
        stale_step_.assign(definition_.transitions.size(), false);
        stale_state_.assign(definition_.states.size(), false);
        reached_.assign(definition_.states.size(), false);
        for (const State& state : definition_.states) {
            outgoing_.emplace_back();
            for (std::uint32_t i = 0; i < definition_.transitions.size(); ++i)
                if (contains(definition_.transitions[i].from, state.key)) outgoing_.back().push_back(i);
        }
    }

    /// Breadth first, so that the way to the first configuration with a fault is a shortest one.
    bool explore()
    {
        for (const Configuration start : space_.initial()) {
            numbering_.add(start);
            parents_.push_back(nowhere);
            arrivals_.push_back({MoveKind::start, 0});
        }
        std::vector<Edge> edges;
        for (std::uint32_t number = 0; number < numbering_.size(); ++number) {
            const Configuration at = numbering_[number];
            visit(number, at);
            space_.moves(at, edges);
            offsets_.push_back(static_cast<std::uint32_t>(targets_.size()));
            for (const Edge& edge : edges) {
                const auto [to, fresh] = numbering_.add(edge.to);
                if (fresh) {
                    parents_.push_back(number);
                    arrivals_.push_back(edge.move);
                }
                targets_.push_back(to);
                cross(number, at, edge);
            }
            if (numbering_.size() > limits_.configurations_max || targets_.size() > limits_.moves_max) return false;
        }
        offsets_.push_back(static_cast<std::uint32_t>(targets_.size()));
        return true;
    }

    void visit(std::uint32_t number, Configuration at)
    {
        const std::uint32_t state = space_.state(at);
        reached_[state] = true;
        for (Promise& promise : promises_)
            if (promise.invariant->when == InvariantWhen::always && promise.states[state] && !promise.broken &&
                !space_.holds(promise.holds, at))
                broken(promise, way_to(number), at);
        for (const std::uint32_t i : outgoing_[state]) {
            if (taken_[i]) continue;
            for (std::size_t need = 0; need < needs_[i].size(); ++need)
                if (!need_seen_[i][need] && space_.holds(needs_[i][need], at)) need_seen_[i][need] = true;
        }
    }

    void cross(std::uint32_t number, Configuration at, const Edge& edge)
    {
        const std::uint32_t to = space_.state(edge.to);
        const bool edited = space_.has_version(at) && space_.edited_since_version(at);
        if (edge.move.kind == MoveKind::transition) {
            const std::uint32_t i = edge.move.index;
            const Transition& transition = definition_.transitions[i];
            taken_[i] = true;
            if (relies_[i] && edited) {
                if (!stale_step_[i]) {
                    stale_step_[i] = true;
                    auto steps = way_along(number, edge);
                    steps.push_back("The approval is of the version, not of the text as it is now.");
                    fault(transition.line,
                          "Transition \"" + transition.key +
                              "\" relies on an approval but can be taken after the text was edited: the approval is "
                              "stale. Require version_cut, or do not allow edit_content before it.",
                          std::move(steps));
                }
                return;
            }
            for (Promise& promise : promises_)
                if (promise.invariant->when == InvariantWhen::on_entry && promise.states[to] && !promise.broken &&
                    !space_.holds(promise.holds, edge.to))
                    broken(promise, way_along(number, edge), edge.to);
        }
        const bool was_sound = definition_.states[space_.state(at)].phase != Phase::published ||
                               (space_.has_version(at) && !space_.edited_since_version(at));
        const bool is_sound = space_.has_version(edge.to) && !space_.edited_since_version(edge.to);
        if (definition_.states[to].phase == Phase::published && was_sound && !is_sound && !stale_state_[to]) {
            stale_state_[to] = true;
            fault(definition_.states[to].line,
                  space_.has_version(edge.to)
                      ? "State \"" + definition_.states[to].key +
                            "\" is published, but its text can differ from the latest version: what was approved would "
                            "not be what stands there."
                      : "State \"" + definition_.states[to].key + "\" is published, but can be reached without any version.",
                  way_along(number, edge));
        }
    }

    void broken(Promise& promise, std::vector<std::string> steps, Configuration at)
    {
        promise.broken = true;
        steps.push_back("Now the plan is in \"" + definition_.states[space_.state(at)].title + "\", but " +
                        unmet_in_words(promise.invariant->holds, at) + ".");
        fault(promise.invariant->line, "The invariant \"" + promise.invariant->title + "\" does not hold.", std::move(steps));
    }

    /// Those parts of a guard that fail in `at`.
    std::string unmet_in_words(const Guard& guard, Configuration at) const
    {
        if (guard.kind != GuardKind::all) return opposite_in_words(guard, definition_);
        std::vector<std::string> unmet;
        for (const Guard& child : guard.children)
            if (!space_.holds(space_.compile(child), at)) unmet.push_back(opposite_in_words(child, definition_));
        return joined(unmet);
    }

    std::vector<std::string> way_to(std::uint32_t number) const
    {
        std::vector<std::string> steps;
        for (; number != nowhere; number = parents_[number]) {
            const Configuration to = numbering_[number];
            const Configuration from = parents_[number] == nowhere ? to : numbering_[parents_[number]];
            steps.push_back(space_.in_words(arrivals_[number], from, to));
        }
        std::reverse(steps.begin(), steps.end());
        return steps;
    }

    std::vector<std::string> way_along(std::uint32_t number, const Edge& edge) const
    {
        auto steps = way_to(number);
        steps.push_back(space_.in_words(edge.move, numbering_[number], edge.to));
        return steps;
    }

    void unreached_states()
    {
        for (std::size_t i = 0; i < definition_.states.size(); ++i)
            if (!reached_[i])
                fault(definition_.states[i].line,
                      "State \"" + definition_.states[i].key + "\" can never be reached from \"" + definition_.initial + "\".");
    }

    void untaken_transitions()
    {
        for (std::size_t i = 0; i < definition_.transitions.size(); ++i) {
            const Transition& transition = definition_.transitions[i];
            const bool start_reached =
                std::any_of(transition.from.begin(), transition.from.end(), [&](const std::string& from) {
                    return reached_[static_cast<std::size_t>(find_state(definition_, from) - definition_.states.data())];
                });
            if (taken_[i] || !start_reached) continue;
            const std::string who = "Transition \"" + transition.key + "\" can never be taken: ";
            if (!space_.can_hold(space_.compile(transition.guard))) {
                fault(transition.guard.line, who + "its needs contradict each other. " + contradiction(transition.guard));
                continue;
            }
            std::vector<std::string> never;
            for (std::size_t need = 0; need < transition.guard.children.size(); ++need)
                if (!need_seen_[i][need])
                    never.push_back(assent::workflow::in_words(transition.guard.children[need], definition_));
            fault(transition.guard.line, who + (never.empty() ? "what it needs never holds all at once."
                                                              : "it needs that " + joined(never) + ", which never holds there."));
        }
    }

    /// The smallest part of the needs, found by leaving out what can be, that no facts can meet.
    std::string contradiction(Guard guard) const
    {
        for (std::size_t i = 0; i < guard.children.size();) {
            Guard without = guard;
            without.children.erase(without.children.begin() + static_cast<std::ptrdiff_t>(i));
            if (space_.can_hold(space_.compile(without))) ++i;
            else guard = std::move(without);
        }
        std::vector<std::string> clauses;
        for (const Guard& child : guard.children) clauses.push_back(assent::workflow::in_words(child, definition_));
        return "No plan can ever meet these together: " + joined(clauses, "; and ") + ".";
    }

    /// Marks every configuration from which one that `is_goal` marks can be reached.
    std::vector<bool> can_reach(const std::vector<bool>& is_goal) const
    {
        const std::uint32_t count = numbering_.size();
        std::vector<std::uint32_t> begins(count + 1, 0);
        for (const std::uint32_t target : targets_) ++begins[target + 1];
        for (std::uint32_t i = 0; i < count; ++i) begins[i + 1] += begins[i];
        std::vector<std::uint32_t> sources(targets_.size());
        std::vector<std::uint32_t> next(begins.begin(), begins.end() - 1);
        for (std::uint32_t from = 0; from < count; ++from)
            for (std::uint32_t edge = offsets_[from]; edge < offsets_[from + 1]; ++edge) sources[next[targets_[edge]]++] = from;
        std::vector<bool> reaches = is_goal;
        std::vector<std::uint32_t> work;
        for (std::uint32_t i = 0; i < count; ++i)
            if (is_goal[i]) work.push_back(i);
        while (!work.empty()) {
            const std::uint32_t at = work.back();
            work.pop_back();
            for (std::uint32_t edge = begins[at]; edge < begins[at + 1]; ++edge)
                if (!reaches[sources[edge]]) {
                    reaches[sources[edge]] = true;
                    work.push_back(sources[edge]);
                }
        }
        return reaches;
    }

    void traps()
    {
        std::vector<bool> is_final(numbering_.size());
        std::vector<bool> is_published(numbering_.size());
        for (std::uint32_t i = 0; i < numbering_.size(); ++i) {
            is_final[i] = state_at(i).is_final;
            is_published[i] = state_at(i).phase == Phase::published;
        }
        const auto ends = can_reach(is_final);
        for (std::uint32_t i = 0; i < numbering_.size(); ++i)
            if (!ends[i]) {
                fault(state_at(i).line,
                      outgoing_[space_.state(numbering_[i])].empty()
                          ? "State \"" + state_at(i).key + "\" is a trap: no step leads out of it, and it is not final."
                          : "State \"" + state_at(i).key + "\" is a trap: a plan can get to where no final state can be reached any more.",
                      way_to(i));
                return;
            }
        const auto publishes = can_reach(is_published);
        for (std::uint32_t i = 0; i < numbering_.size(); ++i) {
            const State& state = state_at(i);
            if (publishes[i] || state.is_final || state.phase == Phase::withdrawn) continue;
            fault(state.line,
                  "State \"" + state.key + "\" is a dead end: a plan can get to where it can no longer be published, only withdrawn.",
                  way_to(i));
            return;
        }
    }

    const Definition& definition_;
    const CheckLimits& limits_;
    CheckReport& report_;
    Space space_;
    Numbering numbering_;
    std::vector<std::uint32_t> parents_;
    std::vector<Move> arrivals_;
    std::vector<std::uint32_t> offsets_;
    std::vector<std::uint32_t> targets_;
    std::vector<Promise> promises_;
    std::vector<bool> relies_;
    std::vector<std::vector<CompiledGuard>> needs_;
    std::vector<std::vector<bool>> need_seen_;
    std::vector<std::vector<std::uint32_t>> outgoing_;
    std::vector<bool> taken_;
    std::vector<bool> stale_step_;
    std::vector<bool> stale_state_;
    std::vector<bool> reached_;
};

}  // namespace

CheckReport check(const Definition& definition, const CheckLimits& limits)
{
    CheckReport report;
    report.faults = outline_faults(definition);
    const bool worth_walking = report.faults.empty();
    for (Fault& fault : committee_faults(definition)) report.faults.push_back(std::move(fault));
    if (worth_walking) Walk(definition, limits, report).run();
    std::sort(report.faults.begin(), report.faults.end(), [](const Fault& a, const Fault& b) {
        return a.line != b.line ? a.line < b.line : a.message < b.message;
    });
    return report;
}

}  // namespace assent::workflow
