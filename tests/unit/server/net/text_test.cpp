#include "server/net/text.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

TEST(TextTest, letters_compare_without_case_and_nothing_else_does)
{
    EXPECT_TRUE(equal_ignoring_case("Sec-WebSocket-Key", "sec-websocket-KEY"));
    EXPECT_FALSE(equal_ignoring_case("a", "ab"));
    EXPECT_FALSE(equal_ignoring_case("[", "{"));  // 0x20 apart like letters of either case
}

TEST(TextTest, a_token_is_found_among_others_but_not_within_one)
{
    EXPECT_TRUE(lists_token("keep-alive, UPGRADE", "upgrade"));
    EXPECT_TRUE(lists_token("upgrade", "upgrade"));
    EXPECT_FALSE(lists_token("upgrades", "upgrade"));
    EXPECT_FALSE(lists_token("", "upgrade"));
}

TEST(TextTest, utf8_is_told_from_what_only_looks_like_it)
{
    for (const char* good : {"", "a", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                             "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf", "na\xc3\xafve"})
        EXPECT_TRUE(is_utf8(good)) << good;
    for (const char* bad : {"\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2", "\xc2\x41", "\xe0\x80\x80", "\xe0\x9f\xbf",
                            "\xe0\xa0", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf",
                            "\xf0\x90\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xfe", "\xff"})
        EXPECT_FALSE(is_utf8(bad)) << bad;
}

TEST(TextTest, percent_escapes_are_undone_and_bad_ones_are_seen)
{
    EXPECT_EQ(percent_decode("a%20b%2Fc+d", Plus::is_plus), "a b/c+d");
    EXPECT_EQ(percent_decode("a+b%2B", Plus::is_space), "a b+");
    EXPECT_EQ(percent_decode("%4", Plus::is_plus), std::nullopt);
    EXPECT_EQ(percent_decode("%zz", Plus::is_plus), std::nullopt);
    EXPECT_EQ(percent_decode("50%", Plus::is_plus), std::nullopt);
}

TEST(TextTest, parts_come_off_the_front_until_nothing_is_left)
{
    std::string_view rest = "a,,b";
    EXPECT_EQ(next_part(rest, ','), "a");
    EXPECT_EQ(next_part(rest, ','), "");
    EXPECT_EQ(next_part(rest, ','), "b");
    EXPECT_TRUE(rest.empty());
}

}  // namespace
}  // namespace assent::net
