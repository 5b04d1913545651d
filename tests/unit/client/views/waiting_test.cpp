#include "client/views/waiting.hpp"

#include <algorithm>

#include <gtest/gtest.h>

namespace assent::views {

static const PersonId ada = PersonId::derived("ada");
static const PersonId ben = PersonId::derived("ben");
static const Date today = Date::of(2026, 11, 22);

class WaitingTest : public testing::Test
{
protected:
    WaitingTest()
    {
        copy.person = ada;
        copy.tenant.people = {{ada, "Ada Marsh", "", "", "", {Role::approver}, true}, {ben, "Ben Okafor", "", "", "", {Role::author}, true}};
        Plan made;
        made.id = PlanId::derived("plan");
        made.title = "Commissioning intentions";
        made.period = "2026/27";
        made.owner = ben;
        copy.tenant.plans.push_back(made);
    }

    Plan& plan() { return copy.tenant.plans.front(); }
    std::vector<std::string> titles() const
    {
        std::vector<std::string> found;
        for (const auto& each : waiting_for_me(copy, "luton", today)) found.push_back(each.title);
        return found;
    }
    FeedbackItem& item(std::uint32_t number, PersonId owner)
    {
        FeedbackItem made;
        made.id = FeedbackId::derived(std::to_string(number));
        made.number = number;
        made.owner = owner;
        made.verbatim = "There is no bus.";
        plan().feedback.push_back(made);
        return plan().feedback.back();
    }
    Decision& decision()
    {
        Decision made;
        made.id = DecisionId::derived("decision");
        made.committee.name = "Governing Body";
        made.committee.seats = {{"chair", ada, true, {}}, {"lay member", ben, true, {ada}}};
        made.attendance = {{ada, true, {}, {}}, {ben, true, {}, {}}};
        plan().decisions.push_back(made);
        return plan().decisions.back();
    }

    sync::Copy copy;
};

TEST_F(WaitingTest, nothing_waits_for_a_person_without_tasks)
{
    item(1, ben);
    EXPECT_TRUE(titles().empty());
}

TEST_F(WaitingTest, my_unanswered_items_wait_and_the_overdue_come_first)
{
    item(1, ada).due = Date::of(2026, 12, 2);
    item(2, ada).due = Date::of(2026, 11, 21);
    EXPECT_EQ(titles(), (std::vector<std::string>{"Answer F-002", "Answer F-001"}));
    const auto waiting = waiting_for_me(copy, "luton", today);
    EXPECT_EQ(waiting[0].pill, "Overdue");
    EXPECT_NE(waiting[0].href.find("/feedback?item=" + FeedbackId::derived("2").text()), std::string::npos);
}

TEST_F(WaitingTest, an_answered_item_no_longer_waits)
{
    auto& one = item(1, ada);
    one.state = FeedbackState::answered;
    one.disposition = Disposition::accepted;
    one.response = "We will.";
    EXPECT_TRUE(titles().empty());
}

TEST_F(WaitingTest, a_vote_waits_until_it_is_cast_or_the_decision_closes)
{
    auto& open = decision();
    EXPECT_EQ(titles(), (std::vector<std::string>{"Vote in the Governing Body"}));
    open.ballots.push_back({ada, ada, VoteChoice::approve, "", {}, {}, false});
    EXPECT_TRUE(titles().empty());
    open.ballots.clear();
    open.closed = true;
    EXPECT_TRUE(titles().empty());
}

TEST_F(WaitingTest, a_deputy_votes_for_the_member_who_is_away)
{
    auto& open = decision();
    open.committee.seats[0].person = PersonId::derived("chair");
    EXPECT_TRUE(titles().empty());
    open.attendance[1].deputy = ada;
    const auto waiting = waiting_for_me(copy, "luton", today);
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_NE(waiting[0].detail.find("for Ben Okafor"), std::string::npos);
}

TEST_F(WaitingTest, the_recused_do_not_vote_and_the_chair_rules_on_interests)
{
    auto& open = decision();
    open.interests.push_back({ada, InterestKind::financial, "Shares", Ruling::leave_for_the_item, "", {}, {}});
    EXPECT_TRUE(titles().empty());
    open.interests.push_back({ben, InterestKind::financial, "Shares", Ruling::none, "", {}, {}});
    open.interests.erase(open.interests.begin());
    const auto now = titles();
    EXPECT_NE(std::find(now.begin(), now.end(), "Rule on the interest of Ben Okafor"), now.end());
}

TEST_F(WaitingTest, doubts_and_items_without_an_owner_wait_for_the_plans_owner)
{
    item(1, {});
    plan().doubts.push_back({ElementId::derived("doubt"), 12, "Two years.", "", {}});
    EXPECT_TRUE(titles().empty());
    plan().owner = ada;
    EXPECT_EQ(titles(), (std::vector<std::string>{"Name an owner for 1 feedback item", "Settle 1 doubt of the import"}));
    plan().doubts[0].settled_by = ada;
    EXPECT_EQ(titles().size(), 1u);
}

}  // namespace assent::views
