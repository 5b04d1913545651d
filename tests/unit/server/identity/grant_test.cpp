#include "server/identity/grant.hpp"

#include <type_traits>

#include <gtest/gtest.h>

#include "tests/support/grant_for_test.hpp"

using namespace assent;
using namespace assent::identity;

static_assert(!std::is_default_constructible_v<Grant>);
static_assert(!std::is_constructible_v<Grant, TenantId, PersonId, std::string, std::uint64_t>,
              "only the Authoriser makes grants");

TEST(GrantTest, it_says_who_may_do_what_where_as_of_when)
{
    const Grant grant = GrantForTest::make(TenantId::derived("north"), PersonId::derived("ada"), "vote", 17);
    EXPECT_EQ(grant.tenant(), TenantId::derived("north"));
    EXPECT_EQ(grant.principal(), PersonId::derived("ada"));
    EXPECT_EQ(grant.right(), "vote");
    EXPECT_EQ(grant.state_version(), 17u);
}
