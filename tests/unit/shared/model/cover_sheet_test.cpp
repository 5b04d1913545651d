#include "shared/model/cover_sheet.hpp"

#include <gtest/gtest.h>

using namespace assent;

namespace {

const VersionId first = VersionId::derived("first");
const VersionId second = VersionId::derived("second");
const ForumId patients = ForumId::derived("patients");
const Hash text = sha256(as_bytes("text"));

struct CoverSheetTest : testing::Test
{
    CoverSheetTest()
    {
        tenant.forums.push_back({patients, "Patient Reference Group", "Patients", "", ""});
        plan.versions.push_back({first, "0.1", Date::of(2026, 6, 1), {}, "", {}, {}, 1});
        plan.versions.push_back({second, "1.0", Date::of(2026, 7, 1), {}, "", {}, text, 2});
    }

    Decision decide(const char* committee, Date meeting, VersionId version, Outcome outcome)
    {
        Decision decision;
        decision.id = DecisionId::derived(committee + meeting.iso());
        decision.committee.name = committee;
        decision.version = version;
        decision.content_hash = version == second ? text : Hash{};
        decision.meeting = meeting;
        decision.closed = decision.quorate = true;
        decision.outcome = outcome;
        return decision;
    }

    Tenant tenant;
    Plan plan;
};

} // namespace

TEST_F(CoverSheetTest, committees_stand_with_the_day_and_the_outcome_in_the_order_of_the_days)
{
    plan.decisions = {decide("Governing Body", Date::of(2026, 9, 8), second, Outcome::approved),
                      decide("Finance Committee", Date::of(2026, 7, 28), first, Outcome::sent_back)};
    plan.decisions[0].conditions.push_back({ConditionId::derived("c"), "Name the nurses", {}, true, "Named in August"});
    const auto sheet = cover_sheet(tenant, plan, &plan.versions[1]);
    ASSERT_EQ(sheet.governance.size(), 2u);
    EXPECT_EQ(sheet.governance[0].committee, "Finance Committee");
    EXPECT_EQ(sheet.governance[0].outcome, in_words(Outcome::sent_back));
    EXPECT_FALSE(sheet.governance[0].stands) << "of another version";
    EXPECT_TRUE(sheet.governance[1].stands);
    EXPECT_EQ(sheet.governance[1].discussed, Date::of(2026, 9, 8));
    EXPECT_EQ(sheet.governance[1].conditions, (std::vector<std::string>{"Name the nurses (met: Named in August)"}));
    EXPECT_EQ(cover_sheet(tenant, plan, &plan.versions[0]).governance.size(), 1u) << "what came later is not on it";
}

TEST_F(CoverSheetTest, a_decision_that_is_open_or_was_not_quorate_says_so)
{
    plan.decisions = {decide("Finance Committee", Date::of(2026, 7, 28), second, Outcome::none),
                      decide("Governing Body", Date::of(2026, 9, 8), second, Outcome::none)};
    plan.decisions[0].quorate = false;
    plan.decisions[1].closed = false;
    const auto sheet = cover_sheet(tenant, plan, nullptr);
    EXPECT_EQ(sheet.governance[0].outcome, "not quorate, nothing decided");
    EXPECT_EQ(sheet.governance[1].outcome, "not decided yet");
}

TEST_F(CoverSheetTest, the_trail_has_what_each_forum_saw_and_what_changed_because_of_it)
{
    plan.briefings.push_back({BriefingId::derived("b"), 1, first, {"One message"}, {}, {}, {}});
    Occasion occasion;
    occasion.id = OccasionId::derived("o");
    occasion.forum = patients;
    occasion.date = Date::of(2026, 6, 12);
    occasion.version = first;
    occasion.outcome = OccasionOutcome::changes_asked_for;
    occasion.briefing = plan.briefings[0].id;
    plan.occasions = {occasion};
    FeedbackItem item;
    item.number = 3;
    item.occasion = occasion.id;
    item.what_changed = "open until 23:00";
    item.changed_in = second;
    FeedbackItem other;
    other.number = 4;
    other.occasion = occasion.id;
    plan.feedback = {item, other};
    const auto sheet = cover_sheet(tenant, plan, &plan.versions[1]);
    ASSERT_EQ(sheet.trail.size(), 1u);
    EXPECT_EQ(sheet.trail[0].forum, "Patient Reference Group");
    EXPECT_EQ(sheet.trail[0].version, "0.1");
    EXPECT_EQ(sheet.trail[0].briefing, 1u);
    EXPECT_EQ(sheet.trail[0].feedback, 2u);
    EXPECT_EQ(sheet.trail[0].changed, (std::vector<std::string>{"F-003: open until 23:00 (version 1.0)"}));
    EXPECT_TRUE(cover_sheet(tenant, plan, &plan.versions[0]).trail[0].changed.empty())
        << "it changed in a later version";
}

TEST_F(CoverSheetTest, consultations_are_counted_by_who_has_answered)
{
    Consultation consultation;
    consultation.kind = Involvement::formal_consultation;
    consultation.title = "The ward";
    consultation.version = first;
    consultation.consultees = {
        {ConsulteeId::derived("a"), "Scrutiny", "", true, {}, Date::of(2026, 7, 7), "No objection"},
        {ConsulteeId::derived("b"), "Healthwatch", "", false, {}, {}, ""}};
    plan.consultations = {consultation};
    const auto sheet = cover_sheet(tenant, plan, nullptr);
    ASSERT_EQ(sheet.consultations.size(), 1u);
    EXPECT_EQ(sheet.consultations[0].consultees, 2u);
    EXPECT_EQ(sheet.consultations[0].responded, 1u);
}
