// Committees deciding on a version. Rules and roll are frozen when a decision opens; a vote counts for the bytes its
// voter saw; a recusal bars from voting and voids a vote already given.
#include <algorithm>

#include "server/commands/handle.hpp"
#include "shared/workflow/engine.hpp"

namespace assent::commands {

using workflow::Activity;

struct OpenItem
{
    const Plan* plan;
    const Decision* decision;
};

static Result<OpenItem> decision_in(const Situation& situation, PlanId plan_id, DecisionId id)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, plan_id));
    const auto* decision = find_decision(*plan, id);
    if (!decision) return refuse(Errc::not_found, "There is no such decision here.", "decision");
    return OpenItem{plan, decision};
}

static Result<OpenItem> open_decision_in(const Situation& situation, PlanId plan_id, DecisionId id)
{
    ASSENT_TRY(const auto item, decision_in(situation, plan_id, id));
    if (item.decision->closed)
        return refuse(Errc::not_allowed, "The decision is closed. Open a new one to decide again.", "decision");
    return item;
}

/// In a partnership each organisation's secretary acts for its own committees only.
static Result<void> acts_for(const Situation& situation, const Committee& committee)
{
    if (!committee.organisation.empty() && !situation.person.organisation.empty() &&
        committee.organisation != situation.person.organisation)
        return refuse(Errc::forbidden,
                      "This committee decides for " + committee.organisation + ". Only its own people can act in it.");
    return {};
}

static Result<void> check_seats(const Situation& situation, const Committee& committee)
{
    if (committee.seats.empty() || committee.seats.size() > 100)
        return refuse(Errc::invalid, "A committee has between 1 and 100 seats.", "seats");
    for (std::size_t i = 0; i < committee.seats.size(); ++i) {
        const auto& seat = committee.seats[i];
        if (!find_person(situation.tenant, seat.person))
            return refuse(Errc::not_found, "A member does not belong to this organisation. Add the person first.", "seats");
        for (std::size_t k = 0; k < i; ++k)
            if (committee.seats[k].person == seat.person)
                return refuse(Errc::conflict, "A person can hold one seat only.", "seats");
        ASSENT_CHECK(check_words(seat.seat, "seats", "what each member sits as"));
        if (seat.deputies.size() > 10) return refuse(Errc::too_large, "A member may have ten deputies at most.", "seats");
        for (const auto& deputy : seat.deputies)
            if (!find_person(situation.tenant, deputy))
                return refuse(Errc::not_found, "A deputy does not belong to this organisation. Add the person first.", "seats");
    }
    return {};
}

Result<Decided> handle_one(const Situation& situation, const SetCommittee& command)
{
    const auto& committee = command.committee;
    if (!committee.id) return refuse(Errc::malformed, "The committee has no identifier.", "committee");
    ASSENT_CHECK(check_words(committee.name, "name", "the committee's name"));
    ASSENT_CHECK(check_words(committee.key, "key", "which committee of the workflow it is"));
    ASSENT_CHECK(check_optional_words(committee.organisation, "organisation"));
    ASSENT_CHECK(acts_for(situation, committee));
    ASSENT_CHECK(check_seats(situation, committee));
    if (committee.quorum.requirements.size() > 20)
        return refuse(Errc::too_large, "A quorum rule may have 20 lines at most.", "quorum");
    for (const auto& requirement : committee.quorum.requirements) {
        ASSENT_CHECK(check_words(requirement.label, "quorum", "each line of the quorum rule in words"));
        if (requirement.seats.size() > 20) return refuse(Errc::too_large, "Name 20 seats at most.", "quorum");
    }
    return Decided{{CommitteeSet{committee}}, {}};
}

/// What the register has of the committee's people about providers that the version names. Minutes are public, so what is withheld is
/// not written out: the secretary tells the chair.
static std::vector<InterestDeclared> declared_from_register(const Situation& situation, const OpenDecision& command, const Committee& committee)
{
    std::vector<InterestDeclared> declared;
    const auto past = situation.surroundings.past.find(command.plan);
    if (past == situation.surroundings.past.end()) return declared;
    const auto& interests = situation.tenant.interests;
    for (auto& match : matched_interests(interests, committee, past->second.named(), command.meeting)) {
        const auto& entry = *find_entry(interests, match.entry);
        const std::string text = entry.withheld ? "An interest whose particulars are withheld" : entry.what + " (" + entry.organisation + ")";
        declared.push_back({command.plan, command.decision, match.person, entry.kind, text, entry.id, std::move(match.intentions)});
    }
    return declared;
}

Result<Decided> handle_one(const Situation& situation, const OpenDecision& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_TRY(const auto* definition, allowed(situation, *plan, Activity::decide));
    const auto* committee = find_committee(situation.tenant, command.committee);
    if (!committee) return refuse(Errc::not_found, "There is no such committee here.", "committee");
    ASSENT_CHECK(acts_for(situation, *committee));
    ASSENT_CHECK(workflow::check_decide(*definition, plan->state, committee->key));
    if (!command.decision) return refuse(Errc::malformed, "The decision has no identifier.", "decision");
    if (find_decision(*plan, command.decision)) return refuse(Errc::conflict, "This decision exists already.", "decision");
    const auto* version = find_version(*plan, command.version);
    if (!version) return refuse(Errc::not_found, "There is no such version. Cut one first.", "version");
    if (version->content_hash != command.content_hash)
        return refuse(Errc::conflict, "The content is not that of version " + version->number + ". Open it again.", "content_hash");
    if (version != latest_version(*plan))
        return refuse(Errc::not_allowed,
                      "Version " + version->number + " is not the latest. Committees decide on version " +
                          latest_version(*plan)->number + '.',
                      "version");
    for (const auto& other : plan->decisions)
        if (!other.closed && other.committee.id == committee->id)
            return refuse(Errc::conflict, committee->name + " has a decision open on this plan. Close it first.", "committee");
    if (!command.meeting) return refuse(Errc::invalid, "Enter the day of the meeting.", "meeting");
    Decided decided{{DecisionOpened{command.plan, command.decision, *committee, command.version, command.content_hash,
                                    command.meeting}},
                    {}};
    for (auto& declared : declared_from_register(situation, command, *committee)) decided.events.push_back(std::move(declared));
    return decided;
}

Result<Decided> handle_one(const Situation& situation, const RecordAttendance& command)
{
    ASSENT_TRY(const auto item, open_decision_in(situation, command.plan, command.decision));
    const auto& decision = *item.decision;
    ASSENT_CHECK(acts_for(situation, decision.committee));
    const auto* seat = find_seat(decision.committee, command.member);
    if (!seat) return refuse(Errc::not_found, "This person has no seat in the committee.", "member");
    if (command.deputy) {
        if (!decision.committee.can_deputise)
            return refuse(Errc::not_allowed, decision.committee.name + " does not take deputies.", "deputy");
        if (command.present) return refuse(Errc::invalid, "A deputy sits only for a member who is away.", "deputy");
        if (std::find(seat->deputies.begin(), seat->deputies.end(), command.deputy) == seat->deputies.end())
            return refuse(Errc::not_allowed, "This person is not named as a deputy for that member.", "deputy");
        if (find_seat(decision.committee, command.deputy))
            return refuse(Errc::not_allowed, "A member of the committee cannot be a deputy as well.", "deputy");
        const PersonId filled = seat_filled_by(decision, command.deputy);
        if (filled && filled != command.member)
            return refuse(Errc::conflict, "This deputy already sits for another member.", "deputy");
        // One person, one vote: a deputy who voted from one seat does not get another's.
        for (const auto& other : decision.committee.seats)
            if (const auto* ballot = ballot_of(decision, other.person);
                ballot && other.person != command.member && ballot->cast_by == command.deputy)
                return refuse(Errc::conflict, "This deputy has voted on this item from another member's seat.", "deputy");
    }
    // Who voted and then leaves keeps the vote; a second person in the same seat does not get another.
    if (const auto* ballot = ballot_of(decision, command.member)) {
        const PersonId sitter = command.deputy ? command.deputy : command.present ? command.member : PersonId{};
        if (sitter && sitter != ballot->cast_by)
            return refuse(Errc::not_allowed, "A vote has been cast from this seat. Nobody else can sit in it for this item.",
                          "member");
    }
    return Decided{
        {AttendanceRecorded{command.plan, command.decision, command.member, command.present, command.deputy}}, {}};
}

static bool may_sit(const Decision& decision, PersonId person)
{
    return std::any_of(decision.committee.seats.begin(), decision.committee.seats.end(), [&](const Seat& seat) {
        return seat.person == person ||
               std::find(seat.deputies.begin(), seat.deputies.end(), person) != seat.deputies.end();
    });
}

Result<Decided> handle_one(const Situation& situation, const DeclareInterest& command)
{
    ASSENT_TRY(const auto item, open_decision_in(situation, command.plan, command.decision));
    if (!may_sit(*item.decision, command.person))
        return refuse(Errc::not_found, "This person has no seat in the committee.", "person");
    if (command.person != situation.person.id) {
        ASSENT_CHECK(may(situation.person, Right::run_sign_off));
        ASSENT_CHECK(acts_for(situation, item.decision->committee));
    }
    ASSENT_CHECK(check_words(command.text, "text", "what the interest is"));
    const auto declared = std::count_if(item.decision->interests.begin(), item.decision->interests.end(),
                                        [&](const Interest& interest) { return interest.person == command.person; });
    if (declared >= 10) return refuse(Errc::too_large, "Ten interests are recorded for this person. Put some together.");
    return Decided{{InterestDeclared{command.plan, command.decision, command.person, command.kind, command.text}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const RuleOnInterest& command)
{
    ASSENT_TRY(const auto item, open_decision_in(situation, command.plan, command.decision));
    ASSENT_CHECK(acts_for(situation, item.decision->committee));
    const auto& interests = item.decision->interests;
    if (std::none_of(interests.begin(), interests.end(),
                     [&](const Interest& interest) { return interest.person == command.person; }))
        return refuse(Errc::not_found, "This person has declared no interest in the item.", "person");
    if (command.ruling == Ruling::none) return refuse(Errc::invalid, "Choose the chair's ruling.", "ruling");
    ASSENT_CHECK(check_words(command.reason, "reason", "the reason for the ruling"));
    return Decided{{InterestRuled{command.plan, command.decision, command.person, command.ruling, command.reason}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const CastVote& command)
{
    ASSENT_TRY(const auto item, open_decision_in(situation, command.plan, command.decision));
    const auto& decision = *item.decision;
    const PersonId voter = situation.person.id;
    const auto* seat = find_seat(decision.committee, command.member);
    if (!seat || !may_sit(decision, voter))
        return refuse(Errc::forbidden, "You have no seat in " + decision.committee.name + '.', "member");
    if (is_recused(decision, voter))
        return refuse(Errc::forbidden, "You are recused from this item, so you cannot vote on it.", "member");
    if (sitting_for(decision, command.member) != voter)
        return refuse(Errc::not_allowed,
                      "You are not recorded as present in this seat. Ask the committee secretary to record you.", "member");
    if (!seat->voting) return refuse(Errc::forbidden, "This seat has no vote.", "member");
    if (command.content_hash != decision.content_hash) {
        const auto* version = find_version(*item.plan, decision.version);
        return refuse(Errc::conflict,
                      "What you saw is not what is being decided. The decision is on version " +
                          (version ? version->number : std::string()) + ", content " + decision.content_hash.short_text() +
                          ". Open it again and read it before you vote.",
                      "content_hash");
    }
    if (command.choice == VoteChoice::approve_with_condition)
        ASSENT_CHECK(check_words(command.condition, "condition", "the condition"));
    if (command.choice != VoteChoice::approve_with_condition && !command.condition.empty())
        return refuse(Errc::invalid, "Only an approval with a condition carries one.", "condition");
    if (const auto* ballot = ballot_of(decision, command.member);
        ballot && ballot->choice == command.choice && ballot->condition == command.condition)
        return refuse(Errc::conflict, "This vote is recorded already.", "choice");
    if (decision.ballots.size() > 1000) return refuse(Errc::too_large, "Votes have been changed too often.");
    return Decided{{VoteRecorded{command.plan, command.decision, command.member, command.choice, command.condition,
                                 command.content_hash}},
                   {}};
}

Result<Decided> handle_one(const Situation& situation, const CloseDecision& command)
{
    ASSENT_TRY(const auto item, open_decision_in(situation, command.plan, command.decision));
    const auto& decision = *item.decision;
    ASSENT_CHECK(acts_for(situation, decision.committee));
    ASSENT_CHECK(check_optional_words(command.note, "note"));
    const auto quorum = quorum_of(decision);
    const auto tally = tally_of(decision);
    // An item that cannot be decided is closed without an outcome, for a reason on the record (deferred, referred).
    if (!quorum.met || tally.outcome == Outcome::none) {
        if (!command.note.empty())
            return Decided{{DecisionClosed{command.plan, command.decision, quorum.met, Outcome::none, command.note, {}}}, {}};
        if (!quorum.met)
            return refuse(Errc::not_allowed,
                          "The item is not quorate, so it cannot be decided. " + quorum.sentence +
                              " To close it without a decision, write in the note what happens to it.",
                          "note");
        return refuse(Errc::not_allowed,
                      "There are no votes for or against yet. To close the item without a decision, write in the note what "
                      "happens to it.",
                      "note");
    }
    for (const auto& interest : decision.interests)
        if (interest.ruling == Ruling::none && sitting_for(decision, find_seat(decision.committee, interest.person)
                                                                         ? interest.person
                                                                         : seat_filled_by(decision, interest.person)))
            return refuse(Errc::not_allowed, "An interest of " + name_of(situation.tenant, interest.person) +
                                                 " waits for the chair's ruling.");
    DecisionClosed event{command.plan, command.decision, true, tally.outcome, command.note, {}};
    if (tally.outcome == Outcome::approved_with_conditions)
        for (const auto& seat : decision.committee.seats)
            if (const auto* ballot = ballot_of(decision, seat.person); ballot && !ballot->condition.empty())
                event.conditions.push_back({ConditionId::derived(situation.key.text() + seat.person.text()),
                                            ballot->condition, ballot->cast_by, false, ""});
    return Decided{{std::move(event)}, {}};
}

Result<Decided> handle_one(const Situation& situation, const MeetCondition& command)
{
    ASSENT_TRY(const auto item, decision_in(situation, command.plan, command.decision));
    ASSENT_CHECK(allowed(situation, *item.plan, Activity::close_conditions));
    ASSENT_CHECK(acts_for(situation, item.decision->committee));
    const auto& conditions = item.decision->conditions;
    const auto condition = std::find_if(conditions.begin(), conditions.end(),
                                        [&](const Condition& c) { return c.id == command.condition; });
    if (condition == conditions.end()) return refuse(Errc::not_found, "There is no such condition.", "condition");
    if (condition->met) return refuse(Errc::conflict, "The condition is recorded as met already.", "condition");
    ASSENT_CHECK(check_words(command.how, "how", "how the condition was met"));
    return Decided{{ConditionMet{command.plan, command.decision, command.condition, command.how}}, {}};
}

}  // namespace assent::commands
