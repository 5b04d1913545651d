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
    EXPECT_EQ(sight({Role::provider_contact}, "L&D"), (Sight{Extent::published_naming, "L&D"}));
    EXPECT_EQ(sight({Role::provider_contact}, "").extent, Extent::nothing) << "of no organisation";
}

TEST(SightTest, strangers_and_those_who_were_switched_off_find_nothing)
{
    EXPECT_EQ(sight({}).extent, Extent::nothing);
    EXPECT_EQ(sight({Role::administrator}, "", false).extent, Extent::nothing);
    EXPECT_EQ(sight_of(Tenant{}, PersonId::derived("nobody")).extent, Extent::nothing);
}

}  // namespace
}  // namespace assent::identity
