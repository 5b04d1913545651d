#include "server/net/limits.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

using std::chrono::milliseconds;
const RateLimit::Time noon{std::chrono::hours(12)};

TEST(RateLimitTest, a_burst_is_taken_and_then_the_rate)
{
    RateLimit limit(10, 3, noon);
    EXPECT_TRUE(limit.take(noon));
    EXPECT_TRUE(limit.take(noon));
    EXPECT_TRUE(limit.take(noon));
    EXPECT_FALSE(limit.take(noon));
    EXPECT_FALSE(limit.take(noon + milliseconds(99)));
    EXPECT_TRUE(limit.take(noon + milliseconds(101)));
    EXPECT_FALSE(limit.take(noon + milliseconds(102)));
}

TEST(RateLimitTest, rest_saves_no_more_than_a_burst)
{
    RateLimit limit(10, 2, noon);
    const auto later = noon + std::chrono::hours(1);
    EXPECT_TRUE(limit.take(later));
    EXPECT_TRUE(limit.take(later));
    EXPECT_FALSE(limit.take(later));
}

TEST(PlacesTest, addresses_have_their_own_share_of_the_total)
{
    Places places(3, 2);
    auto a1 = places.take("10.0.0.1");
    auto a2 = places.take("10.0.0.1");
    EXPECT_TRUE(a1);
    EXPECT_TRUE(a2);
    EXPECT_FALSE(places.take("10.0.0.1"));
    auto b = places.take("10.0.0.2");
    EXPECT_TRUE(b);
    EXPECT_FALSE(places.take("10.0.0.3"));
    EXPECT_EQ(places.taken(), 3U);
}

TEST(PlacesTest, a_place_gives_itself_back_once_however_it_moves)
{
    Places places(1, 1);
    {
        auto place = places.take("10.0.0.1");
        auto moved = std::move(place);
        Places::Place assigned;
        assigned = std::move(moved);
        EXPECT_EQ(places.taken(), 1U);
    }
    EXPECT_EQ(places.taken(), 0U);
    EXPECT_TRUE(places.take("10.0.0.1"));
}

TEST(PlacesTest, an_ipv6_host_is_known_by_its_network)
{
    EXPECT_EQ(address_key("2001:db8:1:2:3:4:5:6"), address_key("2001:db8:1:2::9"));
    EXPECT_NE(address_key("2001:db8:1:2::9"), address_key("2001:db8:1:3::9"));
    EXPECT_EQ(address_key("::ffff:10.0.0.1"), "10.0.0.1");
    EXPECT_EQ(address_key("10.0.0.1"), "10.0.0.1");
}

}  // namespace
}  // namespace assent::net
