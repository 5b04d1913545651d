#pragma once
// When a committee may decide, and what its votes come to. Both are counted live while people arrive, leave and are
// recused, on the server for the record and in the browser for the eye, so nothing here knows a clock or a store.
// Whoever opens a decision freezes the rule and the roll into it; these functions only count (docs/workflow-format.md,
// "Quorum").

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

namespace assent {

/// Some of those who count must hold certain seats: "two lay members", "the chair or the vice-chair". One person counts
/// towards every requirement that names their seat.
struct QuorumRequirement
{
    std::string label;               ///< as the terms of reference say it, "Two lay members"
    std::vector<std::string> seats;  ///< names of seats, any of which counts
    std::uint32_t count{1};

    bool operator==(const QuorumRequirement&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuorumRequirement, (), (label, seats, count))

struct QuorumRule
{
    std::uint32_t members{};  ///< fewest voting members who must be present and not recused
    std::vector<QuorumRequirement> requirements;

    bool operator==(const QuorumRule&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuorumRule, (), (members, requirements))

/// Somebody in the room. People who have left are not listed, or have `present` false; a deputy is listed under the seat
/// of the member they stand in for.
struct SeatPresent
{
    std::string seat;
    std::string name;
    bool voting{true};   ///< false: in attendance, or an observer
    bool present{true};  ///< false: apologies, or has left
    bool recused{};      ///< may not decide this item; does not count
    bool deputy{};

    bool operator==(const SeatPresent&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeatPresent, (), (seat, name, voting, present, recused, deputy))

/// One line of the count as it is shown.
struct QuorumLine
{
    std::string label;
    std::uint32_t needed{};
    std::uint32_t have{};
    bool met{};
    std::vector<std::string> who;  ///< seats that count here, in the order of the room

    bool operator==(const QuorumLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuorumLine, (), (label, needed, have, met, who))

struct QuorumState
{
    bool met{};
    std::vector<QuorumLine> lines;  ///< the number of members first, then the requirements in the order of the rule
    std::string sentence;           ///< "Quorate: 7 voting members count, 6 are needed." or what is missing
    std::string fragility;          ///< whose single departure would break it; empty if nobody's would, or it is not met
    std::vector<std::uint32_t> critical;  ///< those people, as indices into `present`

    bool operator==(const QuorumState&) const = default;
};
BOOST_DESCRIBE_STRUCT(QuorumState, (), (met, lines, sentence, fragility, critical))

/// Counts those present, voting and not recused against the rule.
QuorumState evaluate(const QuorumRule& rule, const std::vector<SeatPresent>& present);

/// The rule in words: "6 voting members, among them: Chair or vice-chair; Two lay members".
std::string in_words(const QuorumRule& rule);

enum class VoteChoice : std::uint8_t { approve, approve_with_condition, send_back, abstain };
BOOST_DESCRIBE_ENUM(VoteChoice, approve, approve_with_condition, send_back, abstain)

/// Shares are of the votes for or against; abstentions count for neither.
enum class DecisionRule : std::uint8_t { majority, two_thirds, unanimous };
BOOST_DESCRIBE_ENUM(DecisionRule, majority, two_thirds, unanimous)

enum class Outcome : std::uint8_t { none, approved, approved_with_conditions, sent_back };
BOOST_DESCRIBE_ENUM(Outcome, none, approved, approved_with_conditions, sent_back)

/// The vote of somebody who may vote; the votes of recused people are not passed in.
struct VoteCast
{
    VoteChoice choice{};
    bool chairs{};  ///< cast by whoever chairs this item

    bool operator==(const VoteCast&) const = default;
};
BOOST_DESCRIBE_STRUCT(VoteCast, (), (choice, chairs))

struct Tally
{
    std::uint32_t approve{};
    std::uint32_t approve_with_condition{};
    std::uint32_t send_back{};
    std::uint32_t abstain{};
    bool casting_vote_used{};
    Outcome outcome{};
    std::string sentence;  ///< "Approved: 5 for, 1 against, 1 abstained; a majority was needed."

    bool operator==(const Tally&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tally, (), (approve, approve_with_condition, send_back, abstain, casting_vote_used, outcome, sentence))

enum class CastingVote : std::uint8_t { none, chair };
BOOST_DESCRIBE_ENUM(CastingVote, none, chair)

/// What the votes come to. A condition attached to any vote in favour becomes a condition of the approval. A proposal
/// that is not carried is sent back; nobody for or against is no outcome. On an equal division under `majority` the
/// vote of whoever chairs counts a second time if there is a casting vote; if there is none, or the chair abstained, the
/// proposal is not carried.
Tally decide(DecisionRule rule, const std::vector<VoteCast>& votes, CastingVote casting_vote);

/// "a majority", "two thirds", "all votes".
const char* in_words(DecisionRule rule);

/// "approved", "approved with conditions", "sent back", "no outcome".
const char* in_words(Outcome outcome);

}  // namespace assent
