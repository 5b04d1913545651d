#include "shared/model/coverage.hpp"

#include <gtest/gtest.h>

using namespace assent;

namespace {

const ForumId patients = ForumId::derived("patients");
const ForumId providers = ForumId::derived("providers");
const VersionId first = VersionId::derived("first");
const VersionId second = VersionId::derived("second");
const ElementId ward = ElementId::derived("ward");
const ElementId clinic = ElementId::derived("clinic");
const ElementId money = ElementId::derived("money");

Content some_content()
{
    Content content;
    content.sections.push_back({ElementId::derived("s1"), "1", 1, "Purpose", "", {}, 0});
    content.sections.push_back({ElementId::derived("s2"), "1.1", 2, "Scope", "", {}, 0});
    for (const auto& [id, area] : {std::pair{ward, "Urgent Care"}, std::pair{clinic, "Planned Care"}}) {
        Intention intention;
        intention.id = id;
        intention.programme_area = area;
        content.intentions.push_back(intention);
    }
    content.tables.push_back({money, "Savings", "", {}, {}, {}, {}, {}});
    return content;
}

struct CoverageTest : testing::Test
{
    CoverageTest()
    {
        tenant.members = {"Vale CCG", "Merrow CCG"};
        tenant.forums.push_back({patients, "Patient Reference Group", "Patients", "", "", {}, {}, "", true});
        tenant.forums.push_back(
            {providers, "Ashdown General", "Provider", "", "", {}, {}, "Ashdown General NHS Trust", true});
        plan.versions.push_back({first, "0.1", Date::of(2026, 6, 1), {}, "", {}, {}, 1});
        plan.versions.push_back({second, "0.2", Date::of(2026, 7, 1), {}, "", {}, {}, 2});
    }

    void show(ForumId forum, Date date, VersionId version, std::vector<std::string> titles = {},
              std::vector<ElementId> ids = {})
    {
        Occasion occasion;
        occasion.id = OccasionId::derived(date.iso() + forum.text());
        occasion.forum = forum;
        occasion.date = date;
        occasion.version = version;
        occasion.parts = std::move(titles);
        occasion.part_ids = std::move(ids);
        plan.occasions.push_back(occasion);
    }
    Coverage coverage() const { return coverage_of(tenant, plan, parts); }
    CoverageRow row(ForumId forum) const
    {
        for (const auto& each : coverage().rows)
            if (each.forum == forum) return each;
        return {};
    }

    Tenant tenant;
    Plan plan;
    std::vector<PlanPart> parts = parts_of(some_content());
};

} // namespace

TEST_F(CoverageTest, parts_are_chapters_programme_areas_and_tables)
{
    ASSERT_EQ(parts.size(), 4u);
    EXPECT_EQ(parts[0].title, "1 Purpose");
    EXPECT_EQ(parts[0].elements.size(), 2u) << "a chapter has its sections";
    EXPECT_EQ(parts[1].title, "Intentions: Urgent Care");
    EXPECT_EQ(parts[3].title, "Table: Savings");
    EXPECT_EQ(part_titles(parts, {money, ward}),
              (std::vector<std::string>{"Intentions: Urgent Care", "Table: Savings"}));
}

TEST_F(CoverageTest, a_planned_forum_without_an_event_has_had_no_opportunity)
{
    plan.planned_forums = {{patients, Date::of(2026, 8, 1), "Ada"}};
    EXPECT_EQ(row(patients).opportunity, Opportunity::none);
    EXPECT_EQ(forums_without(coverage()), (std::vector<std::string>{"Patient Reference Group"}));
    show(patients, Date::of(2026, 7, 20), first);
    EXPECT_EQ(row(patients).opportunity, Opportunity::had);
    EXPECT_TRUE(forums_without(coverage()).empty());
}

TEST_F(CoverageTest, an_earlier_version_than_planned_is_not_all_of_it)
{
    plan.planned_forums = {{patients, {}, "", second, {}}};
    show(patients, Date::of(2026, 6, 20), first);
    EXPECT_EQ(row(patients).opportunity, Opportunity::partly);
    EXPECT_EQ(forums_without(coverage()), (std::vector<std::string>{"Patient Reference Group (in part)"}));
    show(patients, Date::of(2026, 7, 20), second);
    EXPECT_EQ(row(patients).opportunity, Opportunity::had);
}

TEST_F(CoverageTest, planned_parts_may_be_shown_at_several_events)
{
    plan.planned_forums = {{providers, {}, "", {}, {ward, clinic}}};
    show(providers, Date::of(2026, 6, 10), first, {}, {ward});
    EXPECT_EQ(row(providers).opportunity, Opportunity::partly);
    show(providers, Date::of(2026, 6, 11), first, {"Intentions: Planned Care"});
    EXPECT_EQ(row(providers).opportunity, Opportunity::had) << "known by its title";
    EXPECT_EQ(row(patients).opportunity, Opportunity::none);
}

TEST_F(CoverageTest, parts_alone_are_not_the_whole)
{
    show(patients, Date::of(2026, 6, 10), first, {"1 Purpose"});
    EXPECT_EQ(row(patients).opportunity, Opportunity::partly);
}

TEST_F(CoverageTest, dates_stand_by_version_and_part)
{
    show(patients, Date::of(2026, 7, 12), second);
    show(patients, Date::of(2026, 6, 12), first, {"1 Purpose", "Table: Savings"});
    show(patients, Date::of(2026, 6, 5), first, {"1 Purpose"});
    const auto found = row(patients);
    ASSERT_EQ(found.shown.size(), 3u);
    EXPECT_EQ(found.shown[0].part, "1 Purpose");
    EXPECT_EQ(found.shown[0].dates, (std::vector<Date>{Date::of(2026, 6, 5), Date::of(2026, 6, 12)}));
    EXPECT_EQ(found.shown[2], (CoverageCell{second, "", {Date::of(2026, 7, 12)}}));
    EXPECT_EQ(found.last, Date::of(2026, 7, 12));
}

TEST_F(CoverageTest, partners_are_members_and_those_whom_forums_speak_for)
{
    show(providers, Date::of(2026, 7, 12), second);
    const auto partners = coverage().partners;
    ASSERT_EQ(partners.size(), 3u);
    EXPECT_EQ(partners[0].organisation, "Ashdown General NHS Trust");
    EXPECT_EQ(partners[0].opportunity, Opportunity::had);
    EXPECT_EQ(partners_without(coverage()), (std::vector<std::string>{"Merrow CCG", "Vale CCG"}));
}
