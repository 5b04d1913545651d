#include "client/app/routes.hpp"

#include <gtest/gtest.h>

namespace assent::app {

static const PlanId plan = PlanId::derived("plan");

TEST(RoutesTest, every_screen_reads_back_what_it_prints)
{
    for (const auto screen : {Screen::home, Screen::plans, Screen::forums, Screen::interests, Screen::import_document, Screen::settings}) {
        const Route route{screen, "luton", {}, {}};
        EXPECT_EQ(parse_route(print(route)), route) << print(route);
    }
    for (const auto screen : {Screen::plan, Screen::versions, Screen::compare, Screen::socialisation, Screen::feedback,
                              Screen::consultation, Screen::sign_off, Screen::history}) {
        const Route route{screen, "luton", plan, {{"item", "x"}}};
        EXPECT_EQ(parse_route(print(route)), route) << print(route);
        EXPECT_TRUE(is_of_plan(screen));
    }
    EXPECT_EQ(parse_route("/"), Route{});
}

TEST(RoutesTest, addresses_are_those_that_links_in_mails_have)
{
    EXPECT_EQ(path_of("luton", Screen::home), "/o/luton/");
    EXPECT_EQ(path_of("luton", Screen::plan, plan, {{"tab", "tables"}}), "/o/luton/plans/" + plan.text() + "/plan?tab=tables");
    EXPECT_EQ(path_of("luton", Screen::sign_off, plan), "/o/luton/plans/" + plan.text() + "/sign-off");
}

TEST(RoutesTest, values_of_the_query_may_hold_anything)
{
    const Route route{Screen::plan, "luton", plan, {{"provider", "L&D + BHT = 100 %?#/é"}, {"area", "Urgent care"}}};
    EXPECT_EQ(parse_route(print(route)), route);
}

TEST(RoutesTest, an_empty_value_is_left_out)
{
    EXPECT_EQ(path_of("luton", Screen::plans, {}, {{"q", ""}}), "/o/luton/plans");
}

TEST(RoutesTest, what_is_no_address_of_ours_is_unknown_and_nothing_worse)
{
    for (const char* path : {"/o", "/x/luton/", "/o/luton/nowhere", "/o/luton/plans/zz/plan", "/o/luton/plans/1234/plan",
                             "/o/luton/plans/00000000000000000000000000000001/plan/more", "/o/luton/plans/00000000000000000000000000000001/nowhere"})
        EXPECT_EQ(parse_route(path).screen, Screen::unknown) << path;
    EXPECT_EQ(parse_route("/o/luton/?%").screen, Screen::home);
    EXPECT_EQ(parse_route("").screen, Screen::choose);
}

TEST(RoutesTest, the_part_after_a_number_sign_is_the_browsers)
{
    EXPECT_EQ(parse_route("/o/luton/plans#top"), parse_route("/o/luton/plans"));
}

TEST(PercentTest, an_ill_formed_escape_stays_as_it_is)
{
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
    EXPECT_EQ(percent_decode(percent_encode("a b/ç")), "a b/ç");
}

}  // namespace assent::app
