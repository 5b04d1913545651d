#include "shared/workflow/composition.hpp"

#include <algorithm>

#include "shared/workflow/guard.hpp"

namespace assent::workflow {

namespace {

bool contains(const std::vector<std::string>& list, const std::string& word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Whether the guard asks what the committee decided; what its members have read is no decision.
bool asks(const Guard& guard, const std::string& committee)
{
    const bool of_decision = guard.kind == GuardKind::approved_by || guard.kind == GuardKind::sent_back_by;
    return (of_decision && guard.committee == committee) ||
           std::any_of(guard.children.begin(), guard.children.end(), [&](const Guard& child) { return asks(child, committee); });
}

std::vector<SeatPresent> everyone(const Committee& committee)
{
    std::vector<SeatPresent> room;
    for (const Seat& seat : committee.seats)
        for (std::uint32_t i = 0; i < seat.count; ++i) room.push_back({seat.role, {}, seat.voting, true, false, false});
    return room;
}

std::uint32_t seats_that_count(const Committee& committee, const QuorumRequirement* requirement)
{
    std::uint32_t count = 0;
    for (const Seat& seat : committee.seats)
        if (seat.voting && (!requirement || contains(requirement->seats, seat.role))) count += seat.count;
    return count;
}

std::string seats_in_words(std::uint32_t count)
{
    return count == 0   ? "has no such voting seat"
           : count == 1 ? "has only 1 such voting seat"
                        : "has only " + std::to_string(count) + " such voting seats";
}

/// The quorum met by everybody, but not by everybody except one person in a certain seat, whom nobody may stand in for.
void recusals(const Definition& definition, const Committee& committee, std::vector<Fault>& faults)
{
    if (committee.can_deputise) return;
    std::vector<SeatPresent> room = everyone(committee);
    for (std::size_t i = 0; i < room.size(); ++i) {
        if (!room[i].voting || (i > 0 && room[i].seat == room[i - 1].seat)) continue;
        room[i].recused = true;
        const QuorumState state = evaluate(committee.quorum, room);
        room[i].recused = false;
        if (!state.met)
            faults.push_back({definition.survives_recusal_line,
                              "Committee \"" + committee.key + "\" can never decide once the " + room[i].seat +
                                  " is recused, and may send no deputy. " + state.sentence,
                              {}});
    }
}

}  // namespace

std::vector<Fault> committee_faults(const Definition& definition)
{
    std::vector<Fault> faults;
    for (const Committee& committee : definition.committees) {
        const std::string where = "Committee \"" + committee.key + "\": ";
        bool attainable = true;
        const auto require = [&](const std::string& what, std::uint32_t needed, std::uint32_t have) {
            if (have >= needed) return;
            attainable = false;
            faults.push_back({committee.quorum_line,
                              where + "the quorum can never be met: it needs " + what + ", and the committee " +
                                  seats_in_words(have) + ".",
                              {}});
        };
        require(std::to_string(committee.quorum.members) + " voting members", committee.quorum.members,
                seats_that_count(committee, nullptr));
        for (const QuorumRequirement& requirement : committee.quorum.requirements)
            require("\"" + requirement.label + "\" (" + std::to_string(requirement.count) + " of " +
                        joined(requirement.seats, " or ") + ")",
                    requirement.count, seats_that_count(committee, &requirement));
        if (attainable && contains(definition.survives_recusal, committee.key))
            recusals(definition, committee, faults);
        if (committee.casting_vote == CastingVote::chair && committee.decision_rule != DecisionRule::majority)
            faults.push_back({committee.line,
                              where + "a casting vote settles an equal division, which only the rule \"majority\" can have.",
                              {}});
        const auto asked = [&](const auto& step) { return asks(step.guard, committee.key); };
        if (std::none_of(definition.transitions.begin(), definition.transitions.end(), asked))
            faults.push_back({committee.line, where + "no step asks what it decided, so its decisions would have no effect.", {}});
    }
    return faults;
}

std::vector<Fault> outline_faults(const Definition& definition)
{
    std::vector<Fault> faults;
    if (std::none_of(definition.states.begin(), definition.states.end(), [](const State& state) { return state.is_final; }))
        faults.push_back({definition.states.front().line, "No state is final, so a plan's life would never end.", {}});
    for (const Transition& transition : definition.transitions)
        for (const std::string& from : transition.from)
            if (find_state(definition, from)->is_final)
                faults.push_back({transition.line,
                                  "Transition \"" + transition.key + "\" leads out of \"" + from + "\", which is final.", {}});
    for (const Committee& committee : definition.committees) {
        if (std::any_of(definition.states.begin(), definition.states.end(),
                        [&](const State& state) { return contains(state.decides, committee.key); }))
            continue;
        for (const Transition& transition : definition.transitions)
            if (asks(transition.guard, committee.key)) {
                faults.push_back({transition.guard.line,
                                  "Transition \"" + transition.key + "\" asks what the " + committee.name +
                                      " decided, but no state lets it decide; list it in `decides` of one.",
                                  {}});
                break;
            }
    }
    return faults;
}

}  // namespace assent::workflow
