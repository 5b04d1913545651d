#include "server/exchange/sheets/registers.hpp"

#include <gmock/gmock.h>

#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::vector<std::string> titles(const Sheet& sheet)
{
    std::vector<std::string> result;
    for (const auto& column : sheet.columns) result.push_back(column.title);
    return result;
}

std::string text_in(const Sheet& sheet, std::size_t row, std::string_view title)
{
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
        if (sheet.columns[i].title == title) {
            const auto* text = std::get_if<std::string>(&sheet.rows.at(row).at(i));
            return text ? *text : "";
        }
    ADD_FAILURE() << "no column " << title;
    return {};
}

const Cell& cell_in(const Sheet& sheet, std::size_t row, std::string_view title)
{
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
        if (sheet.columns[i].title == title) return sheet.rows.at(row).at(i);
    throw std::runtime_error("no such column");
}

// People's own programs and macros read these titles: a change must be meant.
TEST(RegistersTest, titles_of_columns_stay_as_they_are)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    EXPECT_THAT(titles(sheet_of(PlanSheet::intentions, tenant, plan)),
                ElementsAre("Reference", "Programme area", "Service area", "Intention", "Providers", "Timescales", "First day", "Last day",
                            "Contracting routes", "Place", "Lead", "Conditions", "Status"));
    EXPECT_THAT(titles(sheet_of(PlanSheet::feedback_log, tenant, plan)),
                ElementsAre("Reference", "Received", "Channel", "Name", "Organisation", "Stakeholder type", "Event", "Version", "About",
                            "Words quoted", "Type", "Comment", "Proposed wording", "Theme", "State", "Disposition", "Response", "What changed",
                            "Changed in", "Owner", "Due", "Answered by", "Answered", "Published"));
    EXPECT_THAT(titles(sheet_of(PlanSheet::providers, tenant, plan)),
                ElementsAre("Provider", "Full name", "Kind", "As written", "Affected", "Intention", "Programme area", "Service area",
                            "Contracting routes", "Timescales", "First day", "Last day", "Place", "Conditions", "Status"));
    EXPECT_THAT(titles(sheet_of(PlanSheet::coverage, tenant, plan)),
                ElementsAre("Forum", "Kind", "Place", "Standing", "Version", "Date", "Outcome", "Parts shown", "Form", "Presenter", "Attendance",
                            "Items of feedback", "Planned by"));
    for (const auto which : {PlanSheet::intentions, PlanSheet::feedback_log, PlanSheet::providers, PlanSheet::coverage}) {
        const auto sheet = sheet_of(which, tenant, plan);
        for (const auto& row : sheet.rows) EXPECT_THAT(row, SizeIs(sheet.columns.size()));
    }
}

TEST(RegistersTest, days_and_counts_are_typed)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    EXPECT_EQ(cell_in(intentions_sheet(plan.content), 0, "First day"), Cell(Date::of(2027, 4, 1)));
    EXPECT_EQ(cell_in(intentions_sheet(plan.content), 1, "First day"), Cell());
    EXPECT_EQ(cell_in(feedback_sheet(tenant, plan), 0, "Received"), Cell(Date::of(2026, 7, 1)));
    EXPECT_EQ(cell_in(coverage_sheet(tenant, plan), 0, "Items of feedback"), Cell(std::int64_t{1}));
}

TEST(RegistersTest, an_item_is_said_to_be_published_if_it_is)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    plan.feedback[0].published = true;
    EXPECT_EQ(text_in(feedback_sheet(tenant, plan), 0, "Published"), "Yes");
    EXPECT_EQ(text_in(feedback_sheet(tenant, plan), 1, "Published"), "No");
}

TEST(RegistersTest, an_answer_of_unknown_date_leaves_the_cell_empty)
{
    auto tenant = sample_tenant();
    tenant.plans.front().feedback[0].answered_at = {};
    EXPECT_EQ(cell_in(feedback_sheet(tenant, tenant.plans.front()), 0, "Answered"), Cell());
}

TEST(RegistersTest, a_provider_written_in_two_ways_is_in_one_place)
{
    Content content;
    Intention first;
    first.reference = "A-01";
    first.providers = {"Zebra Care", "LDH"};
    first.routes = {"contract_variation"};
    Intention second;
    second.reference = "A-02";
    second.providers = {"L&D", "All providers"};
    content.intentions = {first, second};
    const auto sheet = provider_sheet(content);
    ASSERT_THAT(sheet.rows, SizeIs(4));
    EXPECT_EQ(text_in(sheet, 0, "Kind"), "Class of provider");
    EXPECT_EQ(text_in(sheet, 1, "Provider"), "L&D");
    EXPECT_EQ(text_in(sheet, 1, "As written"), "LDH");
    EXPECT_EQ(text_in(sheet, 1, "Full name"), "Luton and Dunstable University Hospital NHS Foundation Trust");
    EXPECT_EQ(text_in(sheet, 1, "Contracting routes"), "Contract variation");
    EXPECT_EQ(text_in(sheet, 2, "Provider"), "L&D");
    EXPECT_EQ(text_in(sheet, 2, "Intention"), "A-02");
    EXPECT_EQ(text_in(sheet, 3, "Provider"), "Zebra Care");
    EXPECT_EQ(text_in(sheet, 3, "Kind"), "");
}

TEST(RegistersTest, a_provider_said_to_be_affected_indirectly_is_said_to_be)
{
    Content content;
    Intention intention;
    intention.providers = {"Indirect: L&D", "BHT"};
    content.intentions = {intention};
    const auto sheet = provider_sheet(content);
    ASSERT_THAT(sheet.rows, SizeIs(2));
    EXPECT_EQ(text_in(sheet, 0, "Provider"), "BHT");
    EXPECT_EQ(text_in(sheet, 0, "Affected"), "As provider");
    EXPECT_EQ(text_in(sheet, 1, "Provider"), "L&D");
    EXPECT_EQ(text_in(sheet, 1, "Affected"), "Indirectly");
}

TEST(RegistersTest, coverage_has_each_visit_and_each_forum_that_was_not_visited)
{
    auto tenant = sample_tenant();
    auto& plan = tenant.plans.front();
    const auto planned = ForumId::derived("planned");
    tenant.forums.push_back({planned, "Health and Wellbeing Board", "Board", "", ""});
    tenant.forums.push_back({ForumId::derived("forgotten"), "Youth Forum", "Forum", "", ""});
    plan.planned_forums.push_back({planned, Date::of(2026, 9, 1), "Ada"});
    plan.occasions.push_back({OccasionId::derived("o2"), tenant.forums[0].id, Date::of(2026, 8, 1), plan.versions[1].id, {"Savings"}, "Ada", false,
                              "12 people", "", OccasionOutcome::supported});
    const auto sheet = coverage_sheet(tenant, plan);
    ASSERT_THAT(sheet.rows, SizeIs(4));
    EXPECT_EQ(text_in(sheet, 0, "Version"), "0.1");
    EXPECT_EQ(text_in(sheet, 0, "Parts shown"), "The whole version");
    EXPECT_EQ(text_in(sheet, 1, "Version"), "1.0");
    EXPECT_EQ(text_in(sheet, 1, "Outcome"), "Supported");
    EXPECT_EQ(text_in(sheet, 1, "Form"), "Agenda item");
    EXPECT_EQ(text_in(sheet, 2, "Standing"), "Planned");
    EXPECT_EQ(cell_in(sheet, 2, "Planned by"), Cell(Date::of(2026, 9, 1)));
    EXPECT_EQ(text_in(sheet, 3, "Forum"), "Youth Forum");
    EXPECT_EQ(text_in(sheet, 3, "Standing"), "Not visited");
}

}  // namespace
}  // namespace assent::exchange::sheets
