#include "server/identity/sight.hpp"

#include <gtest/gtest.h>

namespace assent::identity {
namespace {

Sight sight(std::vector<Role> roles, std::string organisation = "", bool active = true)
{
    Tenant tenant;
    tenant.people.push_back({PersonId::derived("one"), "One", "", "", std::move(organisation), std::move(roles), active});
    return sight_of(tenant, PersonId::derived("one"));
}

using Extent = Sight::Extent;

TEST(SightTest, whoever_may_open_drafts_finds_them)
{
    for (const auto role : {Role::reader, Role::author, Role::contributor, Role::document_owner, Role::finance_reviewer, Role::engagement_lead,
                            Role::committee_secretary, Role::approver, Role::administrator})
        EXPECT_EQ(sight({role}).extent, Extent::everything) << words_of(role);
    EXPECT_EQ(sight({Role::provider_contact, Role::reader}, "L&D").extent, Extent::everything) << "one role more gives more";
}

TEST(SightTest, a_providers_contact_finds_what_is_published_about_their_organisation)
{
    EXPECT_EQ(sight({Role::provider_contact}, "L&D"), (Sight{Extent::published_naming, "L&D", {}}));
    EXPECT_EQ(sight({Role::provider_contact}, "").extent, Extent::nothing) << "of no organisation";
}

TEST(SightTest, papers_are_withheld_by_the_last_ruling_until_their_version_is_published)
{
    const PersonId gp = PersonId::derived("gp");
    Plan plan;
    plan.id = PlanId::derived("plan");
    for (const auto* number : {"0.1", "0.2", "0.3"}) {
        Version version;
        version.id = VersionId::derived(number);
        version.number = number;
        plan.versions.push_back(version);
    }
    const auto decide = [&](const char* version, Ruling ruling) {
        Decision decision;
        decision.version = VersionId::derived(version);
        decision.committee.name = "Governing Body";
        decision.interests.push_back({gp, InterestKind::financial, "Shares", ruling, "Why", {}, {}, {}, {}});
        plan.decisions.push_back(decision);
    };
    EXPECT_TRUE(may_read_papers(plan, gp));
    decide("0.2", Ruling::not_receive_papers);
    const auto answer = may_read_papers(plan, gp);
    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, Errc::forbidden);
    EXPECT_NE(answer.error().message.find("Governing Body"), std::string::npos);
    EXPECT_TRUE(may_read_papers(plan, PersonId::derived("another")));
    plan.decisions.back().closed = true;
    EXPECT_FALSE(may_read_papers(plan, gp)) << "the meeting is over, the plan is not public";
    plan.published_version = VersionId::derived("0.1");
    EXPECT_FALSE(may_read_papers(plan, gp)) << "an earlier version is published";
    plan.published_version = VersionId::derived("0.3");
    EXPECT_TRUE(may_read_papers(plan, gp)) << "a later one is";
    plan.published_version = {};
    decide("0.3", Ruling::none);
    EXPECT_FALSE(may_read_papers(plan, gp)) << "nobody has ruled anew";
    plan.decisions.back().interests.back().ruling = Ruling::leave_for_the_item;
    EXPECT_TRUE(may_read_papers(plan, gp));
}

TEST(SightTest, strangers_and_those_who_were_switched_off_find_nothing)
{
    EXPECT_EQ(sight({}).extent, Extent::nothing);
    EXPECT_EQ(sight({Role::administrator}, "", false).extent, Extent::nothing);
    EXPECT_EQ(sight_of(Tenant{}, PersonId::derived("nobody")).extent, Extent::nothing);
}

}  // namespace
}  // namespace assent::identity
