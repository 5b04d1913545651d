#include "server/net/cookies.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

TEST(CookiesTest, pairs_are_read_with_and_without_quotes)
{
    const Fields cookies = parse_cookies("a=1; __Host-session=abc_-9 ;q=\"quoted\"");
    EXPECT_EQ(cookies.get("a"), "1");
    EXPECT_EQ(cookies.get("__Host-session"), "abc_-9");
    EXPECT_EQ(cookies.get("q"), "quoted");
}

TEST(CookiesTest, the_first_of_two_with_one_name_counts)
{
    EXPECT_EQ(parse_cookies("a=1; a=2").get("a"), "1");
}

TEST(CookiesTest, strange_pairs_are_left_out_and_the_others_stay)
{
    const Fields cookies = parse_cookies("=x; no value; b@d=1; c=a\"b; d=a b; \x01=1; ok=yes; ;");
    ASSERT_EQ(cookies.items.size(), 1U);
    EXPECT_EQ(cookies.get("ok"), "yes");
}

TEST(CookiesTest, what_comes_after_64_pairs_is_left_out)
{
    std::string header;
    for (int i = 0; i < 100; ++i) header += "c" + std::to_string(i) + "=1; ";
    EXPECT_EQ(parse_cookies(header).items.size(), 64U);
}

TEST(CookiesTest, a_session_cookie_has_every_protection)
{
    EXPECT_EQ(to_header({.name = "__Host-session", .value = "abc"}),
              "__Host-session=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
}

TEST(CookiesTest, age_and_looser_attributes_are_written)
{
    EXPECT_EQ(to_header({.name = "s",
                         .value = "",
                         .max_age = std::chrono::seconds(0),
                         .path = "/a",
                         .same_site = SameSite::lax,
                         .http_only = false,
                         .secure = false}),
              "s=; Path=/a; Max-Age=0; SameSite=Lax");
}

TEST(CookiesTest, what_would_break_the_header_is_refused_with_its_field)
{
    EXPECT_EQ(to_header({.name = "a b", .value = "1"}).error().field, "name");
    EXPECT_EQ(to_header({.name = "", .value = "1"}).error().field, "name");
    EXPECT_EQ(to_header({.name = "a", .value = "1\r\nX: y"}).error().field, "value");
    EXPECT_EQ(to_header({.name = "a", .value = "1; Domain=evil"}).error().field, "value");
    EXPECT_EQ(to_header({.name = "a", .value = "1", .path = "/;x"}).error().field, "path");
    EXPECT_EQ(to_header({.name = "a", .value = "1", .path = ""}).error().field, "path");
}

TEST(CookiesTest, a_prefix_demands_its_attributes)
{
    EXPECT_EQ(to_header({.name = "__Host-s", .value = "1", .secure = false}).error().field, "secure");
    EXPECT_EQ(to_header({.name = "__Secure-s", .value = "1", .secure = false}).error().field, "secure");
    EXPECT_EQ(to_header({.name = "__Host-s", .value = "1", .path = "/a"}).error().field, "path");
    EXPECT_TRUE(to_header({.name = "__Secure-s", .value = "1", .path = "/a"}).has_value());
}

}  // namespace
}  // namespace assent::net
