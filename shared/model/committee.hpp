#pragma once
// Committees and their decisions. A decision freezes the committee's rules and roll when it opens: later changes of the
// committee do not touch it (RELIABILITY, design 10). What it decides on is a content hash.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/quorum.hpp"

namespace assent {

struct Seat
{
    std::string seat;  ///< what they sit as: "chair", "lay member" ...
    PersonId person;
    bool voting{true};
    std::vector<PersonId> deputies;  ///< who may sit for this member

    bool operator==(const Seat&) const = default;
};
BOOST_DESCRIBE_STRUCT(Seat, (), (seat, person, voting, deputies))

struct Committee
{
    CommitteeId id;
    std::string key;  ///< the committee of the workflow definition that this one is
    std::string name;
    std::string organisation;  ///< in a partnership: the member organisation that decides through it
    std::vector<Seat> seats;
    QuorumRule quorum;
    DecisionRule decision_rule{};
    CastingVote casting_vote{};
    bool can_deputise{};

    bool operator==(const Committee&) const = default;
};
BOOST_DESCRIBE_STRUCT(Committee, (), (id, key, name, organisation, seats, quorum, decision_rule, casting_vote, can_deputise))

/// Whether a member is in the room, and through whom.
struct Attendance
{
    PersonId member;
    bool present{};
    PersonId deputy;  ///< who sits for the member; zero if the member came
    Timestamp at;

    bool operator==(const Attendance&) const = default;
};
BOOST_DESCRIBE_STRUCT(Attendance, (), (member, present, deputy, at))

enum class InterestKind : std::uint8_t { financial, non_financial_professional, non_financial_personal, indirect };
BOOST_DESCRIBE_ENUM(InterestKind, financial, non_financial_professional, non_financial_personal, indirect)

/// The chair's ruling on a declared interest. All but the first two are recusals; whoever does not receive the papers leaves as well.
enum class Ruling : std::uint8_t { none, stay_and_take_part, stay_and_not_decide, leave_for_the_item, not_receive_papers };
BOOST_DESCRIBE_ENUM(Ruling, none, stay_and_take_part, stay_and_not_decide, leave_for_the_item, not_receive_papers)

struct Interest
{
    PersonId person;  ///< the member or deputy whose interest it is
    InterestKind kind{};
    std::string text;
    Ruling ruling{};
    std::string reason;
    Timestamp declared_at;
    Timestamp ruled_at;
    InterestId entry;                     ///< of the register it was found in; zero if it was declared to the item
    std::vector<std::string> intentions;  ///< references of those that name the organisation, if it was found

    bool operator==(const Interest&) const = default;
};
BOOST_DESCRIBE_STRUCT(Interest, (), (person, kind, text, ruling, reason, declared_at, ruled_at, entry, intentions))

/// One member's vote as it was given.
struct Ballot
{
    PersonId member;   ///< whose seat it counts for
    PersonId cast_by;  ///< the member, or the deputy who sits for them
    VoteChoice choice{};
    std::string condition;
    Hash content_hash;
    Timestamp at;
    bool voided{};  ///< by a recusal after the vote: kept, shown, not counted

    bool operator==(const Ballot&) const = default;
};
BOOST_DESCRIBE_STRUCT(Ballot, (), (member, cast_by, choice, condition, content_hash, at, voided))

struct Condition
{
    ConditionId id;
    std::string text;
    PersonId by;
    bool met{};
    std::string how;

    bool operator==(const Condition&) const = default;
};
BOOST_DESCRIBE_STRUCT(Condition, (), (id, text, by, met, how))

struct Decision
{
    DecisionId id;
    Committee committee;  ///< as it was when the decision opened
    VersionId version;
    Hash content_hash;
    Date meeting;
    bool closed{};
    bool quorate{};  ///< at the close
    bool voided{};   ///< set aside by a step of the plan
    Outcome outcome{};
    std::string note;
    std::vector<Attendance> attendance;
    std::vector<Interest> interests;
    std::vector<Ballot> ballots;
    std::vector<Condition> conditions;
    PersonId opened_by;
    Timestamp opened_at;
    Timestamp closed_at;

    bool operator==(const Decision&) const = default;
};
BOOST_DESCRIBE_STRUCT(Decision, (),
                      (id, committee, version, content_hash, meeting, closed, quorate, voided, outcome, note, attendance, interests,
                       ballots, conditions, opened_by, opened_at, closed_at))

const Seat* find_seat(const Committee& committee, PersonId member);

/// Who sits in a member's seat now: the member, their deputy, or nobody (zero).
PersonId sitting_for(const Decision& decision, PersonId member);

/// The member's seat that `person` fills now, as member or deputy; zero if none.
PersonId seat_filled_by(const Decision& decision, PersonId person);

/// Whether a ruling bars from deciding: no vote, and not counted towards the quorum.
bool is_recusal(Ruling ruling);

/// Whether a ruling keeps `person` from deciding this item.
bool is_recused(const Decision& decision, PersonId person);

/// The quorum as it stands: voting members in the room who may decide.
QuorumState quorum_of(const Decision& decision);

/// What the votes so far come to by the committee's rule, whether or not it is closed.
Tally tally_of(const Decision& decision);

/// The live ballot that counts for `member`; null if there is none.
const Ballot* ballot_of(const Decision& decision, PersonId member);

std::string words_of(InterestKind kind);
std::string words_of(Ruling ruling);

}  // namespace assent
