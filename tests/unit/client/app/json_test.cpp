#include "client/app/json.hpp"

#include <gtest/gtest.h>

namespace assent::app {

TEST(JsonTest, reads_the_answer_to_an_upload)
{
    const auto json = parse_json(
        R"({"upload":"ab12","title":"Plans \u00a3 \ud83d\ude00","counts":{"sections":25,"doubts":2},"doubts":[{"line":7,"message":"a \"b\""},{}]})");
    ASSERT_TRUE(json);
    EXPECT_EQ((*json)["upload"].text, "ab12");
    EXPECT_EQ((*json)["title"].text, "Plans £ 😀");
    EXPECT_EQ((*json)["counts"]["sections"].count(), 25u);
    ASSERT_EQ((*json)["doubts"].items.size(), 2u);
    EXPECT_EQ((*json)["doubts"].items[0]["line"].count(), 7u);
    EXPECT_EQ((*json)["doubts"].items[0]["message"].text, "a \"b\"");
    EXPECT_EQ((*json)["nothing"]["below"].text, "");
}

TEST(JsonTest, what_is_not_one_value_is_refused)
{
    for (const char* text : {"", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "\"\\x\"", "\"\\ud83d\"", "nul", "1 2", "\"\n\"", "-", "{'a':1}"})
        EXPECT_FALSE(parse_json(text)) << text;
}

TEST(JsonTest, nesting_and_length_have_bounds)
{
    EXPECT_TRUE(parse_json("[[[[1]]]]"));
    EXPECT_FALSE(parse_json(std::string(100, '[') + std::string(100, ']')));
    EXPECT_FALSE(parse_json("\"" + std::string(1'000'001, 'a') + "\""));
}

TEST(JsonTest, a_count_is_never_negative)
{
    EXPECT_EQ(parse_json("-3")->count(), 0u);
    EXPECT_EQ(parse_json("3.9")->count(), 3u);
    EXPECT_EQ(parse_json("1e300")->count(), 0u);
}

}  // namespace assent::app
