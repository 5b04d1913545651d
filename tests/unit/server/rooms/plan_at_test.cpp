#include "server/rooms/plan_at.hpp"

#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

TEST(PlanAtTest, every_moment_of_a_plan_comes_back_as_it_was)
{
    TestOrganisation organisation;
    organisation.start_plan();
    std::map<std::uint64_t, Content> moments;
    const auto note = [&] { moments[organisation.core.tenant().sequence] = organisation.plan().content; };
    note();
    organisation.must(author, organisation.edit("First words.", "Second words."));
    note();
    organisation.must(owner, EditContent{plan_id, {AddTable{{ElementId::derived("table"), "T", "", {"A"}, {{{"1"}, {}}, {{"2"}, {}}}, {}, {}, {}}, {}}}});
    note();
    organisation.cut_first_version();
    note();  // no edit: the plan says what it said before
    organisation.must(second_author, EditContent{plan_id, {RemoveElement{intro}}});
    note();
    organisation.must(owner, CreatePlan{PlanId::derived("other"), "Other", "2026/27", {}});
    organisation.must(owner, EditContent{plan_id, {RestoreElement{intro}}});
    note();

    const auto peer = organisation.join(reader);
    for (const auto& [sequence, content] : moments) {
        organisation.send(peer, {GetPlanAt{plan_id, sequence}});
        const auto answer = organisation.all<PlanAt>(peer).back();
        EXPECT_TRUE(answer.content == content) << sequence;
        EXPECT_LE(answer.sequence, sequence);
        EXPECT_EQ(answer.at, organisation.disk->events[answer.sequence - 1].at);
        EXPECT_EQ(answer.actor, organisation.disk->events[answer.sequence - 1].actor);
    }
    EXPECT_EQ(organisation.all<PlanAt>(peer).size(), moments.size());
    // What the history offers can be asked for.
    organisation.send(peer, {GetHistory{plan_id, 0, 100}});
    const auto history = organisation.all<History>(peer).at(0);
    for (const auto& line : history.lines) {
        const auto before = organisation.all<PlanAt>(peer).size();
        organisation.send(peer, {GetPlanAt{plan_id, line.sequence}});
        EXPECT_EQ(organisation.all<PlanAt>(peer).size(), before + 1) << line.what;
    }
}

TEST(PlanAtTest, moments_that_are_not_the_plans_are_answered_alike)
{
    TestOrganisation organisation;
    const auto before = organisation.core.tenant().sequence;
    organisation.start_plan();
    const auto peer = organisation.join(reader);
    organisation.send(peer, {GetPlanAt{plan_id, 0}});
    organisation.send(peer, {GetPlanAt{plan_id, before}});
    organisation.send(peer, {GetPlanAt{plan_id, organisation.core.tenant().sequence + 1}});
    organisation.send(peer, {GetPlanAt{PlanId::derived("another organisation's"), before + 1}});
    const auto failures = organisation.all<Failed>(peer);
    ASSERT_EQ(failures.size(), 4u);
    for (const auto& failed : failures) EXPECT_EQ(failed, failures[0]);
    EXPECT_EQ(failures[0].code, static_cast<std::uint8_t>(Errc::not_found));
    EXPECT_TRUE(organisation.past_reads.empty());
}

TEST(PlanAtTest, one_is_read_at_a_time_and_the_last_of_those_asked_meanwhile)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto last = organisation.core.tenant().sequence;
    organisation.hold_past = true;
    const auto peer = organisation.join(reader);
    organisation.send(peer, {GetPlanAt{plan_id, last}});
    organisation.send(peer, {GetPlanAt{plan_id, last}});
    organisation.send(peer, {GetPlanAt{plan_id, last - 1}});
    EXPECT_EQ(organisation.past_reads.size(), 1u);
    organisation.finish_past();
    ASSERT_EQ(organisation.past_reads.size(), 1u);
    EXPECT_EQ(organisation.past_reads[0].sequence, last - 1);
    organisation.finish_past();
    EXPECT_EQ(organisation.all<PlanAt>(peer).size(), 2u);
    EXPECT_TRUE(organisation.past_reads.empty());
}

TEST(PlanAtTest, reads_are_bounded_and_who_left_is_not_answered)
{
    rooms::CoreLimits limits;
    limits.past_reads_max = 1;
    TestOrganisation organisation("luton", limits);
    organisation.start_plan();
    organisation.hold_past = true;
    const GetPlanAt question{plan_id, organisation.core.tenant().sequence};
    const auto leaver = organisation.join(reader);
    const auto other = organisation.join(author);
    organisation.send(leaver, {question});
    organisation.send(other, {question});
    ASSERT_EQ(organisation.all<Failed>(other).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(other)[0].code, static_cast<std::uint8_t>(Errc::rate_limited));
    organisation.run(rooms::PeerLeft{leaver});
    organisation.finish_past();
    EXPECT_TRUE(organisation.all<PlanAt>(leaver).empty());
    organisation.send(other, {question});
    organisation.finish_past();
    EXPECT_EQ(organisation.all<PlanAt>(other).size(), 1u);
}

TEST(PlanAtTest, what_is_not_durable_yet_is_not_told)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto peer = organisation.join(author);
    organisation.hold_appends = true;
    organisation.send(peer, {Submit{organisation.next_key(), organisation.edit("First words.", "Second words.")}});
    organisation.send(peer, {GetPlanAt{plan_id, organisation.core.tenant().sequence}});
    EXPECT_TRUE(organisation.all<PlanAt>(peer).empty());
    organisation.finish_append();
    ASSERT_EQ(organisation.all<PlanAt>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<PlanAt>(peer)[0].content.sections[0].text, "Second words.");
}

TEST(PlanAtTest, an_event_that_cannot_be_read_is_said)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.disk->events.back().payload.resize(5);
    const auto peer = organisation.join(author);
    organisation.send(peer, {GetPlanAt{plan_id, organisation.core.tenant().sequence}});
    ASSERT_EQ(organisation.all<Failed>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(peer)[0].code, static_cast<std::uint8_t>(Errc::storage_failed));
}

}  // namespace
}  // namespace assent
