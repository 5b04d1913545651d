#include "server/exchange/print/briefing_html.hpp"

#include <gmock/gmock.h>

#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::print {
namespace {

using testing::HasSubstr;
using testing::Not;

Briefing briefing_on(const Plan& plan, std::size_t version)
{
    Briefing briefing;
    briefing.id = BriefingId::derived("briefing");
    briefing.number = 2;
    briefing.version = plan.versions[version].id;
    briefing.key_messages = {"Help <nearer> home", "Nothing closes"};
    briefing.prepared_by = author;
    briefing.prepared_at = Timestamp{1'783'000'000'000'000};
    return briefing;
}

FrozenPlan frozen(const Plan& plan, Content content)
{
    return {plan.title, plan.period, std::move(content)};
}

TEST(BriefingHtmlTest, it_has_the_key_messages_the_changes_and_where_to_send_feedback)
{
    auto tenant = sample_tenant();
    const auto& plan = tenant.plans[0];
    auto before = frozen(plan, sample_content());
    before.content.intentions.pop_back();
    const auto html =
        briefing_html(briefing_page(tenant, plan, briefing_on(plan, 1), frozen(plan, sample_content()), &before));
    EXPECT_THAT(html, HasSubstr("<li>Help &lt;nearer&gt; home</li>"));
    EXPECT_THAT(html, HasSubstr("What changed since version 0.1"));
    EXPECT_THAT(html, HasSubstr("PLC-01"));
    EXPECT_THAT(html, HasSubstr("Where to send feedback"));
    EXPECT_THAT(html, HasSubstr("Version 1.0 of 17 July 2026"));
    EXPECT_THAT(html, Not(HasSubstr("<script")));
    EXPECT_THAT(html, Not(HasSubstr("style=")));
}

TEST(BriefingHtmlTest, the_first_version_has_no_changes)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans[0];
    EXPECT_EQ(version_before(plan, plan.versions[0].id), nullptr);
    EXPECT_EQ(version_before(plan, plan.versions[2].id), &plan.versions[1]);
    EXPECT_THAT(
        briefing_html(briefing_page(tenant, plan, briefing_on(plan, 0), frozen(plan, sample_content()), nullptr)),
        Not(HasSubstr("What changed")));
}

TEST(BriefingHtmlTest, a_briefing_on_parts_shows_those_only)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans[0];
    auto briefing = briefing_on(plan, 1);
    briefing.parts = {element("i2"), element("s1")};
    const auto html = briefing_html(briefing_page(tenant, plan, briefing, frozen(plan, sample_content()), nullptr));
    EXPECT_THAT(html, HasSubstr("PLC-01"));
    EXPECT_THAT(html, Not(HasSubstr("UEC-01")));
    EXPECT_THAT(html, HasSubstr("Where we start"));
    EXPECT_THAT(html, HasSubstr("parts of it"));
}

TEST(BriefingHtmlTest, engagement_leads_are_asked_first_and_the_owner_where_there_is_none)
{
    auto tenant = sample_tenant();
    tenant.plans[0].owner = author;
    const auto page = [&] {
        return briefing_page(tenant, tenant.plans[0], briefing_on(tenant.plans[0], 1), frozen(tenant.plans[0], {}),
                             nullptr);
    };
    ASSERT_EQ(page().contacts.size(), 1u);
    EXPECT_EQ(page().contacts[0].name, "Rosa Whitcombe");
    tenant.people.push_back({PersonId::derived("megan"),
                             "Megan Lloyd",
                             "megan@vale.example",
                             "Engagement Lead",
                             "",
                             {Role::engagement_lead},
                             true});
    ASSERT_EQ(page().contacts.size(), 1u);
    EXPECT_EQ(page().contacts[0].email, "megan@vale.example");
    tenant.plans[0].feedback_window.closes = Date::of(2026, 12, 1);
    EXPECT_THAT(briefing_html(page()), HasSubstr("until <strong>1 December 2026</strong>"));
}

} // namespace
}  // namespace assent::exchange::print
