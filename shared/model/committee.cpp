#include "shared/model/committee.hpp"

#include <algorithm>

namespace assent {

const Seat* find_seat(const Committee& committee, PersonId member)
{
    const auto found =
        std::find_if(committee.seats.begin(), committee.seats.end(), [&](const Seat& s) { return s.person == member; });
    return found == committee.seats.end() ? nullptr : &*found;
}

PersonId sitting_for(const Decision& decision, PersonId member)
{
    for (const auto& attendance : decision.attendance)
        if (attendance.member == member) {
            if (attendance.deputy) return attendance.deputy;
            return attendance.present ? member : PersonId{};
        }
    return {};
}

PersonId seat_filled_by(const Decision& decision, PersonId person)
{
    for (const auto& seat : decision.committee.seats)
        if (sitting_for(decision, seat.person) == person) return seat.person;
    return {};
}

bool is_recusal(Ruling ruling)
{
    return ruling == Ruling::stay_and_not_decide || ruling == Ruling::leave_for_the_item || ruling == Ruling::not_receive_papers;
}

bool is_recused(const Decision& decision, PersonId person)
{
    return std::any_of(decision.interests.begin(), decision.interests.end(), [&](const Interest& interest) {
        return interest.person == person && is_recusal(interest.ruling);
    });
}

QuorumState quorum_of(const Decision& decision)
{
    std::vector<SeatPresent> present;
    for (const auto& seat : decision.committee.seats) {
        const PersonId sitter = sitting_for(decision, seat.person);
        SeatPresent entry;
        entry.seat = seat.seat;
        entry.voting = seat.voting;
        entry.present = static_cast<bool>(sitter);
        entry.recused = sitter && is_recused(decision, sitter);
        entry.deputy = sitter && sitter != seat.person;
        present.push_back(std::move(entry));
    }
    return evaluate(decision.committee.quorum, present);
}

Tally tally_of(const Decision& decision)
{
    std::vector<VoteCast> votes;
    for (const auto& seat : decision.committee.seats) {
        const Ballot* ballot = ballot_of(decision, seat.person);
        if (ballot && seat.voting && !is_recused(decision, ballot->cast_by))
            votes.push_back({ballot->choice, seat.seat == "chair"});
    }
    return decide(decision.committee.decision_rule, votes, decision.committee.casting_vote);
}

const Ballot* ballot_of(const Decision& decision, PersonId member)
{
    // A changed vote is a new ballot: the last one that stands counts.
    const auto found = std::find_if(decision.ballots.rbegin(), decision.ballots.rend(), [&](const Ballot& ballot) {
        return ballot.member == member && !ballot.voided;
    });
    return found == decision.ballots.rend() ? nullptr : &*found;
}

std::string words_of(InterestKind kind)
{
    switch (kind) {
    case InterestKind::financial: return "Financial";
    case InterestKind::non_financial_professional: return "Non-financial professional";
    case InterestKind::non_financial_personal: return "Non-financial personal";
    case InterestKind::indirect: return "Indirect";
    }
    return {};
}

std::string words_of(Ruling ruling)
{
    switch (ruling) {
    case Ruling::none: return "No ruling yet";
    case Ruling::stay_and_take_part: return "Stay and take part";
    case Ruling::stay_and_not_decide: return "Stay, not decide";
    case Ruling::leave_for_the_item: return "Leave for the item";
    case Ruling::not_receive_papers: return "Not receive the papers";
    }
    return {};
}

}  // namespace assent
