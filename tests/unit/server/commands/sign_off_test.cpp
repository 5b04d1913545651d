#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

TEST(SignOffTest, a_vote_after_recusal_is_refused)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.recuse(lay_member);
    EXPECT_EQ(organisation.code(lay_member, organisation.vote(lay_member)), Errc::forbidden);
    EXPECT_TRUE(organisation.decision().ballots.empty());
}

TEST(SignOffTest, a_recusal_after_the_vote_voids_it_visibly)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(lay_member, organisation.vote(lay_member));
    EXPECT_EQ(tally_of(organisation.decision()).approve, 1u);
    organisation.recuse(lay_member);
    EXPECT_EQ(tally_of(organisation.decision()).approve, 0u);
    ASSERT_EQ(organisation.decision().ballots.size(), 1u);
    EXPECT_TRUE(organisation.decision().ballots[0].voided);
    EXPECT_FALSE(quorum_of(organisation.decision()).met);
}

TEST(SignOffTest, a_vote_on_other_content_than_decided_is_refused)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    auto vote = organisation.vote(chair);
    vote.content_hash.bytes[7] ^= 1;
    const auto answer = organisation.submit(chair, vote);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, Errc::conflict);
    EXPECT_EQ(answer.error().field, "content_hash");
    EXPECT_TRUE(organisation.decision().ballots.empty());
}

TEST(SignOffTest, a_decision_on_other_content_than_the_versions_is_refused)
{
    TestOrganisation organisation;
    organisation.open_decision();
    organisation.must(secretary, CloseDecision{plan_id, decision_id, "Deferred"});
    OpenDecision again{plan_id, DecisionId::derived("again"), finance_committee, first_version, {}, Date::of(2026, 11, 25)};
    EXPECT_EQ(organisation.code(secretary, again), Errc::conflict);
}

TEST(SignOffTest, a_deputy_mends_a_lost_quorum)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    for (const auto& member : {chair, lay_member}) organisation.must(member, organisation.vote(member));
    organisation.recuse(finance_officer);
    EXPECT_FALSE(quorum_of(organisation.decision()).met);
    const auto early = organisation.submit(secretary, CloseDecision{plan_id, decision_id, ""});
    ASSERT_FALSE(early.has_value());
    EXPECT_EQ(early.error().code, Errc::not_allowed);

    organisation.must(secretary, RecordAttendance{plan_id, decision_id, finance_officer, false, deputy});
    EXPECT_TRUE(quorum_of(organisation.decision()).met);
    auto vote = organisation.vote(finance_officer);
    organisation.must(deputy, vote);
    organisation.must(secretary, CloseDecision{plan_id, decision_id, ""});
    EXPECT_TRUE(organisation.decision().quorate);
    EXPECT_EQ(organisation.decision().outcome, Outcome::approved);
}

TEST(SignOffTest, only_a_named_deputy_sits_and_only_for_who_is_away)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, decision_id, finance_officer, true, deputy}), Errc::invalid);
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, decision_id, chair, false, deputy}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, decision_id, stranger, true, {}}), Errc::not_found);
}

TEST(SignOffTest, nobody_else_sits_in_a_seat_that_has_voted)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(finance_officer, organisation.vote(finance_officer));
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, decision_id, finance_officer, false, deputy}),
              Errc::not_allowed);
    EXPECT_EQ(organisation.code(deputy, organisation.vote(finance_officer)), Errc::not_allowed);
}

TEST(SignOffTest, a_deputy_named_for_two_members_votes_once)
{
    TestOrganisation organisation;
    organisation.open_decision();
    organisation.must(secretary, CloseDecision{plan_id, decision_id, "Deferred"});
    auto committee = some_committee();
    committee.seats[0].deputies = {deputy};
    organisation.must(administrator, SetCommittee{committee});
    const DecisionId second = DecisionId::derived("second");
    const Hash hash = organisation.plan().versions[0].content_hash;
    organisation.must(secretary, OpenDecision{plan_id, second, finance_committee, first_version, hash, Date::of(2026, 11, 25)});
    organisation.must(secretary, RecordAttendance{plan_id, second, finance_officer, false, deputy});
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, second, chair, false, deputy}), Errc::conflict);
    organisation.must(deputy, CastVote{plan_id, second, finance_officer, VoteChoice::approve, "", hash});
    organisation.must(secretary, RecordAttendance{plan_id, second, finance_officer, false, {}});
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, second, chair, false, deputy}), Errc::conflict);
}

TEST(SignOffTest, a_vote_from_another_seat_or_outside_the_room_is_refused)
{
    TestOrganisation organisation;
    organisation.open_decision();
    EXPECT_EQ(organisation.code(chair, organisation.vote(chair)), Errc::not_allowed) << "not recorded as present";
    organisation.seat(chair);
    organisation.seat(doctor);
    EXPECT_EQ(organisation.code(chair, organisation.vote(lay_member)), Errc::not_allowed) << "another's seat";
    EXPECT_EQ(organisation.code(doctor, organisation.vote(doctor)), Errc::forbidden) << "a seat without a vote";
    EXPECT_EQ(organisation.code(owner, organisation.vote(chair)), Errc::forbidden) << "no right to vote";
    EXPECT_EQ(organisation.code(deputy, organisation.vote(stranger)), Errc::forbidden) << "no such seat";
}

TEST(SignOffTest, the_same_vote_twice_is_refused_and_a_changed_one_counts_once)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(chair, organisation.vote(chair));
    EXPECT_EQ(organisation.code(chair, organisation.vote(chair)), Errc::conflict);
    organisation.must(chair, organisation.vote(chair, VoteChoice::send_back));
    EXPECT_EQ(tally_of(organisation.decision()).approve, 0u);
    EXPECT_EQ(tally_of(organisation.decision()).send_back, 1u);
}

TEST(SignOffTest, closing_a_decision_without_quorum_needs_a_note)
{
    TestOrganisation organisation;
    organisation.open_decision();
    organisation.seat(chair);
    organisation.must(chair, organisation.vote(chair));
    const auto without = organisation.submit(secretary, CloseDecision{plan_id, decision_id, ""});
    ASSERT_FALSE(without.has_value());
    EXPECT_EQ(without.error().code, Errc::not_allowed);
    EXPECT_EQ(without.error().field, "note");
    organisation.must(secretary, CloseDecision{plan_id, decision_id, "Deferred to December"});
    EXPECT_FALSE(organisation.decision().quorate);
    EXPECT_EQ(organisation.decision().outcome, Outcome::none);
}

TEST(SignOffTest, an_interest_that_waits_for_a_ruling_keeps_the_decision_open)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    for (const auto& member : {chair, lay_member, finance_officer}) organisation.must(member, organisation.vote(member));
    organisation.must(chair, DeclareInterest{plan_id, decision_id, chair, InterestKind::indirect, "A cousin works there"});
    EXPECT_EQ(organisation.code(secretary, CloseDecision{plan_id, decision_id, ""}), Errc::not_allowed);
    organisation.must(secretary, RuleOnInterest{plan_id, decision_id, chair, Ruling::stay_and_take_part, "Remote"});
    organisation.must(secretary, CloseDecision{plan_id, decision_id, ""});
    EXPECT_EQ(organisation.decision().outcome, Outcome::approved);
}

TEST(SignOffTest, nothing_is_added_to_a_closed_decision)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(secretary, CloseDecision{plan_id, decision_id, "Deferred"});
    EXPECT_EQ(organisation.code(chair, organisation.vote(chair)), Errc::not_allowed);
    EXPECT_EQ(organisation.code(secretary, RecordAttendance{plan_id, decision_id, chair, false, {}}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(chair, DeclareInterest{plan_id, decision_id, chair, InterestKind::financial, "Late"}),
              Errc::not_allowed);
    EXPECT_EQ(organisation.code(secretary, CloseDecision{plan_id, decision_id, "Again"}), Errc::not_allowed);
}

TEST(SignOffTest, a_condition_of_a_vote_becomes_one_of_the_approval_and_is_met_once)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(chair, organisation.vote(chair, VoteChoice::approve_with_condition));
    for (const auto& member : {lay_member, finance_officer}) organisation.must(member, organisation.vote(member));
    organisation.must(secretary, CloseDecision{plan_id, decision_id, ""});
    EXPECT_EQ(organisation.decision().outcome, Outcome::approved_with_conditions);
    ASSERT_EQ(organisation.decision().conditions.size(), 1u);
    const MeetCondition met{plan_id, decision_id, organisation.decision().conditions[0].id, "Section 2 says where."};
    organisation.must(secretary, met);
    EXPECT_TRUE(organisation.decision().conditions[0].met);
    EXPECT_EQ(organisation.code(secretary, met), Errc::conflict);
    EXPECT_EQ(organisation.code(secretary, MeetCondition{plan_id, decision_id, ConditionId::derived("none"), "x"}), Errc::not_found);
}

TEST(SignOffTest, a_vote_with_a_condition_must_say_which)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    auto vote = organisation.vote(chair, VoteChoice::approve_with_condition);
    vote.condition.clear();
    EXPECT_EQ(organisation.code(chair, vote), Errc::invalid);
    vote = organisation.vote(chair);
    vote.condition = "If";
    EXPECT_EQ(organisation.code(chair, vote), Errc::invalid);
}

TEST(SignOffTest, a_committee_that_changes_does_not_change_an_open_decision)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    auto smaller = some_committee();
    smaller.quorum = {};
    smaller.seats.resize(1);
    organisation.must(administrator, SetCommittee{smaller});
    EXPECT_EQ(organisation.decision().committee.seats.size(), 4u);
    organisation.must(lay_member, organisation.vote(lay_member));
}

TEST(SignOffTest, a_committee_has_one_decision_open_on_a_plan)
{
    TestOrganisation organisation;
    organisation.open_decision();
    EXPECT_EQ(organisation.code(secretary, OpenDecision{plan_id, DecisionId::derived("again"), finance_committee, first_version,
                                                        organisation.decision().content_hash, Date::of(2026, 11, 25)}),
              Errc::conflict);
}

TEST(SignOffTest, a_committee_that_does_not_decide_here_is_refused)
{
    TestOrganisation organisation;
    organisation.open_decision();
    auto other = some_committee();
    other.id = CommitteeId::derived("governing body");
    other.key = "governing_body";
    organisation.must(administrator, SetCommittee{other});
    EXPECT_EQ(organisation.code(secretary, OpenDecision{plan_id, DecisionId::derived("early"), other.id, first_version,
                                                        organisation.decision().content_hash, Date::of(2026, 11, 25)}),
              Errc::not_allowed);
}

TEST(SignOffTest, a_person_holds_one_seat_only)
{
    TestOrganisation organisation;
    auto committee = some_committee();
    committee.seats.push_back({"vice-chair", chair, true, {}});
    EXPECT_EQ(organisation.code(administrator, SetCommittee{committee}), Errc::conflict);
    committee = some_committee();
    committee.seats[0].person = stranger;
    EXPECT_EQ(organisation.code(administrator, SetCommittee{committee}), Errc::not_found);
}

}  // namespace
}  // namespace assent
