// Random definitions and random lives of plans. RapidCheck prints its seed; RC_PARAMS replays one.
#if !defined(__EMSCRIPTEN__)

#include <algorithm>
#include <random>

#include <rapidcheck.h>

#include "shared/workflow/checker.hpp"
#include "shared/workflow/engine.hpp"
#include "shared/workflow/graph.hpp"
#include "shared/workflow/space.hpp"
#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

/// Numbers below a bound, the same on every library.
class Dice
{
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}
    std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
    bool one_in(std::uint32_t bound) { return below(bound) == 0; }
    template<class T>
    const T& of(const std::vector<T>& list)
    {
        return list[below(list.size())];
    }

private:
    std::mt19937_64 engine_;
};

/// A seed from the whole range, whatever size RapidCheck is at.
std::uint64_t any_seed() { return *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint64_t>())); }

Guard random_guard(Dice& dice, const Definition& definition, int depth)
{
    Guard guard;
    const auto kinds = static_cast<std::uint32_t>(GuardKind::feedback_considered) + 1;
    guard.kind = static_cast<GuardKind>(dice.below(kinds));
    const bool compound = guard.kind <= GuardKind::negation;
    if (compound && depth == 0) guard.kind = GuardKind::version_cut;
    if (guard.kind <= GuardKind::negation) {
        const std::uint32_t children = guard.kind == GuardKind::negation ? 1 : 1 + dice.below(3);
        for (std::uint32_t i = 0; i < children; ++i) guard.children.push_back(random_guard(dice, definition, depth - 1));
    }
    if (guard.kind == GuardKind::approved_by || guard.kind == GuardKind::sent_back_by || guard.kind == GuardKind::feedback_considered)
        guard.committee = dice.of(definition.committees).key;
    if (guard.kind == GuardKind::events_held) {
        guard.min = 1 + dice.below(3);
        guard.latest = dice.one_in(2);
    }
    return guard;
}

Guard needs(Dice& dice, const Definition& definition, std::uint32_t most)
{
    Guard root;
    for (std::uint32_t i = dice.below(most + 1); i > 0; --i) root.children.push_back(random_guard(dice, definition, 2));
    return root;
}

Definition random_definition(Dice& dice)
{
    Definition definition;
    definition.name = definition.title = "random";
    definition.roles = {{"owner", "Owner"}};
    for (std::uint32_t i = 0; i <= dice.below(2); ++i) {
        Committee committee;
        committee.key = committee.name = "c" + std::to_string(i);
        committee.scope = dice.one_in(3) ? CommitteeScope::each_member : CommitteeScope::own;
        committee.seats = {{"chair", 1, true, 1}, {"member", 1 + dice.below(3), dice.one_in(2), 1}};
        committee.quorum.members = 1 + dice.below(3);
        committee.can_deputise = dice.one_in(2);
        definition.committees.push_back(committee);
        if (dice.one_in(2)) definition.survives_recusal.push_back(committee.key);
    }
    for (std::uint32_t i = 0, count = 2 + dice.below(4); i < count; ++i) {
        State state;
        state.key = state.title = "s" + std::to_string(i);
        state.phase = static_cast<Phase>(dice.below(6));
        for (std::uint32_t activity = 0; activity < 8; ++activity)
            if (dice.one_in(2)) state.allows.push_back(static_cast<Activity>(activity));
        for (const Committee& committee : definition.committees)
            if (dice.one_in(2)) state.decides.push_back(committee.key);
        state.is_final = dice.one_in(4);
        definition.states.push_back(state);
    }
    definition.initial = definition.states.front().key;
    for (std::uint32_t i = 0, count = 1 + dice.below(6); i < count; ++i) {
        Transition transition;
        transition.key = transition.title = "t" + std::to_string(i);
        transition.from = {dice.of(definition.states).key};
        transition.to = dice.of(definition.states).key;
        transition.by = {"owner"};
        transition.guard = needs(dice, definition, 3);
        transition.voids_approvals = dice.one_in(5);
        definition.transitions.push_back(transition);
    }
    Invariant invariant;
    invariant.title = "random";
    invariant.states = {dice.of(definition.states).key};
    invariant.when = dice.one_in(2) ? InvariantWhen::always : InvariantWhen::on_entry;
    do invariant.holds = needs(dice, definition, 2);
    while (mentions(invariant.holds, GuardKind::reason_given));
    definition.invariants.push_back(invariant);
    return definition;
}

/// A plan that lives under a definition, moved by what the engine allows.
class Life
{
public:
    Life(const Definition& definition, Dice& dice) : definition_(definition), dice_(dice)
    {
        facts_.state = definition.initial;
        if (dice.one_in(2)) facts_.doubts_open = {"line 7"};
        facts_.members = {"Bedfordshire CCG", "Luton CCG", "Milton Keynes CCG"};
        for (const Committee& committee : definition.committees)
            if (committee.scope == CommitteeScope::own) facts_.readings.push_back({committee.key, "", {}});
            else
                for (const auto& member : facts_.members) facts_.readings.push_back({committee.key, member, {}});
        nobody_has_read();
    }

    const Facts& facts() const { return facts_; }

    /// One move, of which the caller learns whether the plan entered a state.
    bool move()
    {
        if (dice_.one_in(3)) return step();
        if (dice_.one_in(8)) assess();
        if (dice_.one_in(2) && !facts_.readings.empty()) facts_.readings[dice_.below(facts_.readings.size())].not_read.clear();
        const auto activity = static_cast<Activity>(dice_.below(8));
        if (!allows(definition_, facts_.state, activity)) return false;
        const bool undoes = activity == Activity::edit_content || activity == Activity::log_feedback;
        if (undoes && !dice_.one_in(4)) return false;
        switch (activity) {
        case Activity::edit_content:
            facts_.edited_since_version = !facts_.version.empty();
            facts_.intentions_not_assessed = {"UEC-01: not assessed"};
            facts_.parts_not_agreed.clear();
            if (dice_.one_in(4)) facts_.parts_not_agreed = {"Table 1"};
            break;
        case Activity::cut_version:
            facts_.version = std::to_string(++versions_);
            // Now and then an edit is undone, and the content is again that of the version before.
            if (!dice_.one_in(8)) facts_.version_hash = sha256(as_bytes(facts_.version));
            facts_.edited_since_version = false;
            facts_.events_on_latest = 0;
            nobody_has_read();
            break;
        case Activity::record_event:
            if (dice_.one_in(4)) facts_.forums_not_visited = {"Healthwatch"};
            if (facts_.version.empty()) break;
            ++facts_.events_held;
            ++facts_.events_on_latest;
            if (dice_.one_in(2)) facts_.forums_not_visited.clear();
            break;
        case Activity::log_feedback: facts_.feedback_unanswered = facts_.feedback_open = {"F-001"}; break;
        case Activity::answer_feedback:
            if (facts_.feedback_unanswered.empty()) facts_.feedback_open.clear();
            facts_.feedback_unanswered.clear();
            break;
        case Activity::settle_doubts: facts_.doubts_open.clear(); break;
        case Activity::decide: decide(); break;
        case Activity::close_conditions:
            for (DecisionFact& decision : facts_.decisions) decision.open_conditions.clear();
            break;
        }
        return false;
    }

private:
    /// Whatever the state; now and then a consultation turns out to be needed.
    void assess()
    {
        facts_.intentions_not_assessed.clear();
        facts_.consultations_missing.clear();
        if (dice_.one_in(4)) facts_.consultations_missing = {"UEC-01 needs a formal consultation: none is set up"};
    }

    void nobody_has_read()
    {
        for (ReadingFact& reading : facts_.readings) reading.not_read = {"Ada Quist"};
    }

    bool step()
    {
        std::vector<std::string> allowed;
        for (const Step& step : available(definition_, facts_, {"document_owner"}))
            // Steps that need a reason lead back or end the plan's life; most walks are to get on.
            if (step.allowed && (!step.needs_reason || dice_.one_in(40)) &&
                (!find_state(definition_, step.to)->is_final || dice_.one_in(8)))
                allowed.push_back(step.transition);
        if (allowed.empty()) return false;
        const Transition* transition = find_transition(definition_, dice_.of(allowed));
        facts_.state = transition->to;
        if (transition->voids_approvals)
            for (DecisionFact& decision : facts_.decisions) decision.voided = true;
        return true;
    }

    void decide()
    {
        if (facts_.version.empty()) return;
        std::vector<DecisionFact*> open;
        for (DecisionFact& decision : facts_.decisions)
            if (!decision.closed && may_decide(definition_, facts_.state, decision.committee)) open.push_back(&decision);
        if (open.empty() || dice_.one_in(4)) {
            DecisionFact decision;
            decision.committee = dice_.of(find_state(definition_, facts_.state)->decides);
            if (find_committee(definition_, decision.committee)->scope == CommitteeScope::each_member)
                decision.organisation = dice_.of(facts_.members);
            decision.version = facts_.version;
            decision.version_hash = facts_.version_hash;
            facts_.decisions.push_back(decision);
            return;
        }
        DecisionFact& decision = *dice_.of(open);
        decision.closed = true;
        decision.quorate = !dice_.one_in(6);
        // Mostly favourable, or few plans would get far.
        decision.outcome = dice_.one_in(5)   ? Outcome::sent_back
                           : dice_.one_in(4) ? Outcome::approved_with_conditions
                                             : Outcome::approved;
        if (decision.outcome == Outcome::approved_with_conditions) decision.open_conditions = {"a condition"};
    }

    const Definition& definition_;
    Dice& dice_;
    Facts facts_;
    int versions_{};
};

bool contains(const std::vector<std::string>& list, const std::string& word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

TEST(WorkflowPropertyTest, the_checker_ends_on_any_definition_within_its_limits)
{
    rc::check([] {
        Dice dice(any_seed());
        const Definition definition = random_definition(dice);
        const CheckReport report = check(definition, {5'000, 100'000});
        for (const Fault& fault : report.faults) RC_ASSERT(!fault.message.empty());
        RC_ASSERT(!dot(definition).empty());
    });
}

// The checker's proofs are about an abstraction; they mean something only if it agrees with the engine.
TEST(WorkflowPropertyTest, the_walk_and_the_engine_agree_on_every_guard)
{
    std::uint64_t compared = 0;
    rc::check([&] {
        Dice dice(any_seed());
        const Definition definition = random_definition(dice);
        const Space space(definition);
        RC_ASSERT(space.fits());
        std::vector<Configuration> found = space.initial();
        std::vector<Edge> edges;
        for (std::size_t i = 0; i < found.size() && found.size() < 200; ++i) {
            space.moves(found[i], edges);
            for (const Edge& edge : edges)
                if (std::find(found.begin(), found.end(), edge.to) == found.end()) found.push_back(edge.to);
        }
        for (const Configuration at : found) {
            Facts facts = space.facts(at);
            for (std::size_t i = 0; i < definition.transitions.size(); ++i)
                for (const bool reason : {false, true}) {
                    facts.reason_given = reason;
                    const Guard& guard = definition.transitions[i].guard;
                    RC_ASSERT(space.holds(space.compile(guard), at, reason) == evaluate(guard, definition, facts).met);
                    ++compared;
                }
        }
    });
    EXPECT_GT(compared, 5'000u);
}

// Three members instead of the checker's two, versions that go back to earlier content, meetings without quorum: none of
// it may lead where an invariant of a shipped definition does not hold.
TEST(WorkflowPropertyTest, no_life_of_a_plan_breaks_an_invariant_of_a_shipped_definition)
{
    for (const auto& file : shipped_definitions()) {
        const Definition definition = definition_from(file);
        std::uint64_t published = 0;
        rc::check([&] {
            Dice dice(any_seed());
            Life life(definition, dice);
            for (int i = 0; i < 600; ++i) {
                const bool entered = life.move();
                published += entered && life.facts().state == "published";
                for (const Invariant& invariant : definition.invariants) {
                    if (!contains(invariant.states, life.facts().state)) continue;
                    if (invariant.when == InvariantWhen::on_entry && !entered) continue;
                    const Verdict verdict = evaluate(invariant.holds, definition, life.facts());
                    if (!verdict.met) RC_FAIL(invariant.title + ": " + verdict.sentence);
                }
            }
        });
        EXPECT_GT(published, 0u) << "no plan under " << file << " was ever published";
    }
}

TEST(WorkflowPropertyTest, a_damaged_file_is_read_or_refused)
{
    const std::string sound = file_text("tests/data/workflow/sound.toml");
    std::uint64_t refused = 0;
    rc::check([&] {
        Dice dice(any_seed());
        std::string text = sound;
        for (std::uint32_t i = 0; i <= dice.below(3); ++i) {
            const std::size_t place = dice.below(text.size());
            const std::size_t length = 1 + dice.below(8);
            if (dice.one_in(2)) text.erase(place, length);
            else text.insert(place, text.substr(dice.below(text.size()), length));
        }
        const Parsed parsed = parse(text);
        RC_ASSERT(parsed.definition.has_value() == parsed.faults.empty());
        refused += !parsed.faults.empty();
        if (parsed.definition) check(*parsed.definition, {5'000, 100'000});
    });
    EXPECT_GT(refused, 0u);
}

#endif
