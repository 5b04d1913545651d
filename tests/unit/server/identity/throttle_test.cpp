#include "server/identity/throttle.hpp"

#include <gtest/gtest.h>

using namespace assent::identity;

namespace {

constexpr std::int64_t second = 1'000'000;

struct ThrottleTest : testing::Test
{
    Throttle throttle;
    std::int64_t now = 5 * second;

    std::int64_t wait(std::string_view account = "ada@example.org", std::string_view address = "192.0.2.1")
    {
        return throttle.wait_seconds(account, address, now);
    }
    void fail(std::string_view account = "ada@example.org", std::string_view address = "192.0.2.1")
    {
        throttle.failed(account, address, now);
    }
};

}  // namespace

TEST_F(ThrottleTest, some_tries_are_free_and_then_each_failure_doubles_the_wait)
{
    for (int i = 0; i < 4; ++i) {
        fail();
        EXPECT_EQ(wait(), 0);
    }
    for (const std::int64_t expected : {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}) {
        fail();
        EXPECT_EQ(wait(), expected);
        now += expected * second - 1;
        EXPECT_EQ(wait(), 1) << "rounded up";
        now += 1;
        EXPECT_EQ(wait(), 0);
    }
}

TEST_F(ThrottleTest, a_guesser_who_waits_each_time_gets_some_hundred_tries_a_day)
{
    int tries = 0;
    const auto end = now + 24 * 3600 * second;
    for (; now < end; ++tries) {
        fail("ada@example.org", "192.0.2." + std::to_string(tries % 250));
        now += std::max<std::int64_t>(wait(), 1) * second;
    }
    EXPECT_LT(tries, 120);
}

TEST_F(ThrottleTest, accounts_do_not_delay_each_other)
{
    for (int i = 0; i < 10; ++i) fail();
    EXPECT_GT(wait(), 0);
    EXPECT_EQ(wait("bob@example.org"), 0);
    EXPECT_GT(wait("ada@example.org", "198.51.100.7"), 0) << "from anywhere";
}

TEST_F(ThrottleTest, success_clears_the_account)
{
    for (int i = 0; i < 10; ++i) fail();
    throttle.succeeded("ada@example.org");
    EXPECT_EQ(wait(), 0);
    for (int i = 0; i < 4; ++i) fail();
    EXPECT_EQ(wait(), 0);
}

TEST_F(ThrottleTest, an_hour_without_a_failure_is_forgotten)
{
    for (int i = 0; i < 8; ++i) fail();
    now += 3600 * second;
    fail();
    EXPECT_EQ(wait(), 0);
}

TEST_F(ThrottleTest, an_address_that_tries_many_accounts_is_slowed_down_and_recovers)
{
    for (int i = 0; i < 49; ++i) fail("person" + std::to_string(i) + "@example.org");
    EXPECT_EQ(wait("new@example.org"), 0);
    fail("another@example.org");
    EXPECT_EQ(wait("new@example.org"), 12) << "five a minute";
    EXPECT_EQ(wait("new@example.org", "198.51.100.7"), 0);
    throttle.succeeded("another@example.org");
    EXPECT_EQ(wait("new@example.org"), 12) << "an account of one's own does not wash the address clean";
    now += 12 * second;
    EXPECT_EQ(wait("new@example.org"), 0);
    now += 600 * second;
    for (int i = 0; i < 49; ++i) fail("again" + std::to_string(i) + "@example.org");
    EXPECT_EQ(wait("new@example.org"), 0);
}

TEST_F(ThrottleTest, memory_is_bounded_and_the_longest_unused_is_forgotten)
{
    Throttle small({.entries_max = 100});
    for (int i = 0; i < 10; ++i) small.failed("ada@example.org", "192.0.2.1", now);
    for (int i = 0; i < 99; ++i) small.failed(std::to_string(i) + "@example.org", std::to_string(i), now);
    EXPECT_EQ(small.entries(), 200u);
    EXPECT_GT(small.wait_seconds("ada@example.org", "x", now), 0);
    for (int i = 0; i < 10'000; ++i) {
        small.failed(std::to_string(i) + "@example.com", "a" + std::to_string(i), now);
        if (i % 50 == 0) small.failed("ada@example.org", "192.0.2.1", now);
    }
    EXPECT_EQ(small.entries(), 200u);
    EXPECT_GT(small.wait_seconds("ada@example.org", "x", now), 0) << "one under attack stays remembered";
    EXPECT_EQ(small.wait_seconds("5@example.com", "x", now), 0);
}
