#include "server/net/target.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "server/net/text.hpp"

namespace assent::net {
namespace {

TEST(TargetTest, paths_have_one_spelling)
{
    EXPECT_EQ(parse_target("/")->path, "/");
    EXPECT_EQ(parse_target("/plans/12")->path, "/plans/12");
    EXPECT_EQ(parse_target("/plans/")->path, "/plans/");
    EXPECT_EQ(parse_target("//plans///12")->path, "/plans/12");
    EXPECT_EQ(parse_target("/./plans/./12")->path, "/plans/12");
    EXPECT_EQ(parse_target("/pl%61ns/a%20b")->path, "/plans/a b");
    EXPECT_EQ(parse_target("/a+b")->path, "/a+b");
    EXPECT_EQ(parse_target("/a#top")->path, "/a");
}

TEST(TargetTest, the_query_is_decoded)
{
    const auto target = parse_target("/search?q=public+health&page=2");
    EXPECT_EQ(target->path, "/search");
    EXPECT_EQ(target->query.get("q"), "public health");
    EXPECT_EQ(target->query.get("page"), "2");
}

TEST(TargetTest, ways_round_a_check_of_the_path_are_refused)
{
    for (const char* bad : {"", "plans", "*", "http://evil.test/", "/..", "/a/../b", "/%2e%2e/etc", "/.%2E/a", "/a%2fb",
                            "/a%2Fb", "/a\\b", "/a%5cb", "/a%00", "/a%0d%0aX", "/%ff", "/%c0%ae%c0%ae/", "/%", "/?a=%"}) {
        const auto target = parse_target(bad);
        ASSERT_FALSE(target.has_value()) << bad;
        EXPECT_EQ(target.error().code, Errc::malformed) << bad;
    }
}

TEST(TargetTest, dots_within_a_name_are_no_climbing)
{
    EXPECT_EQ(parse_target("/...")->path, "/...");
    EXPECT_EQ(parse_target("/a..b/c.js")->path, "/a..b/c.js");
}

TEST(TargetTest, whatever_comes_what_is_taken_is_safe)
{
    EXPECT_TRUE(rc::check([](const std::vector<char>& noise, const std::vector<int>& picks) {
        static constexpr std::string_view parts[] = {"/", ".", "..", "%2e", "%2F", "%5c", "a", "%", "?", "&", "\\", "%00"};
        std::string text = "/";
        for (const int pick : picks) text += parts[static_cast<unsigned>(pick) % std::size(parts)];
        text.append(noise.begin(), noise.end());
        const auto target = parse_target(text);
        if (!target) return;
        RC_ASSERT(target->path.starts_with('/'));
        RC_ASSERT(("/" + target->path + "/").find("/../") == std::string::npos);
        RC_ASSERT(target->path.find("//") == std::string::npos);
        RC_ASSERT(target->path.find('\\') == std::string::npos);
        RC_ASSERT(!has_control_character(target->path));
        RC_ASSERT(is_utf8(target->path));
    }));
}

}  // namespace
}  // namespace assent::net
