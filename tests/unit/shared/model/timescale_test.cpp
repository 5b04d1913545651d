#include "shared/model/timescale.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "shared/model/contracting_route.hpp"

namespace assent {
namespace {

/// "as written|kind|from|to|confidence" of each timescale in a cell of a 2018/19 plan.
std::vector<std::string> read(std::string_view cell, std::optional<int> year = 2018)
{
    std::vector<std::string> lines;
    for (const Timescale& t : parse_timescales(cell, year))
        lines.push_back(t.as_written + "|" + name_of(t.kind) + "|" + t.from.iso() + "|" + t.to.iso() + "|" + name_of(t.confidence));
    return lines;
}

using Lines = std::vector<std::string>;

TEST(TimescaleTest, quarters_are_those_of_the_financial_year)
{
    EXPECT_EQ(financial_quarter(2018, 1), (Period{Date::of(2018, 4, 1), Date::of(2018, 6, 30)}));
    EXPECT_EQ(financial_quarter(2018, 3), (Period{Date::of(2018, 10, 1), Date::of(2018, 12, 31)}));
    EXPECT_EQ(financial_quarter(2018, 4), (Period{Date::of(2019, 1, 1), Date::of(2019, 3, 31)}));
    EXPECT_FALSE(financial_quarter(2018, 5).from);
    EXPECT_EQ(read("Q4 2018/19"), (Lines{"Q4 2018/19|quarter|2019-01-01|2019-03-31|clear"}));
    EXPECT_EQ(read("quarter three 2018-19"), (Lines{"quarter three 2018-19|quarter|2018-10-01|2018-12-31|clear"}));
}

TEST(TimescaleTest, financial_years_are_read_in_every_spelling)
{
    for (const char* text : {"2018/19", "2018-19", "2018 - 19", "2018/2019", "18/19", "FY 2018/19", "2018 \u2013 2019"})
        EXPECT_EQ(parse_financial_year(text), 2018) << text;
    EXPECT_EQ(parse_financial_year("2018/21"), std::nullopt);
    EXPECT_EQ(parse_financial_year("24/7"), std::nullopt);
    EXPECT_EQ(parse_financial_year("1999/00"), 1999);
    EXPECT_EQ(financial_year_label(1999), "1999/00");
}

TEST(TimescaleTest, ranges_of_quarters_follow_or_precede_their_year)
{
    EXPECT_EQ(read("2017/18 Q2 - Q4"), (Lines{"2017/18 Q2 - Q4|quarter_range|2017-07-01|2018-03-31|clear"}));
    EXPECT_EQ(read("2018/19 Q1/Q2"), (Lines{"2018/19 Q1/Q2|quarter_range|2018-04-01|2018-09-30|clear"}));
    EXPECT_EQ(read("Q2 to Q3 2019/20"), (Lines{"Q2 to Q3 2019/20|quarter_range|2019-07-01|2019-12-31|clear"}));
}

TEST(TimescaleTest, a_quarter_of_a_calendar_year_is_ambiguous_and_keeps_both_readings)
{
    const auto times = parse_timescales("Q1/2018", 2018);
    ASSERT_EQ(times.size(), 1U);
    EXPECT_EQ(times[0].confidence, TimescaleConfidence::ambiguous);
    EXPECT_EQ(times[0].from, Date::of(2018, 4, 1));
    EXPECT_EQ(times[0].other_from, Date::of(2018, 1, 1));
    EXPECT_EQ(times[0].other_to, Date::of(2018, 3, 31));
}

TEST(TimescaleTest, a_missing_year_is_taken_from_the_document_and_said_to_be)
{
    EXPECT_EQ(read("Q3/Q4"), (Lines{"Q3/Q4|quarter_range|2018-10-01|2019-03-31|assumed_year"}));
    EXPECT_EQ(read("by February"), (Lines{"by February|month|2019-02-01|2019-02-28|assumed_year"}));
    EXPECT_EQ(read("Q1", std::nullopt), (Lines{"Q1|quarter|||unknown"}));
}

TEST(TimescaleTest, dates_are_read_day_first_and_with_lost_superscripts)
{
    for (const char* text : {"1st April 2018", "1 st April 2018", "1 April 2018", "01/04/2018", "1/4/18", "2018-04-01", "1 Apr 18"})
        EXPECT_EQ(read(text), (Lines{std::string(text) + "|date|2018-04-01|2018-04-01|clear"}));
    EXPECT_EQ(read("31 February 2018").front().substr(0, 24), "31 February 2018|month|2");
    EXPECT_EQ(read("45/13/2018"), (Lines{"45/13/2018|unknown|||unknown"}));
}

TEST(TimescaleTest, several_values_with_nothing_between_them_are_told_apart)
{
    EXPECT_EQ(read("1 st April 2018 Q1"),
              (Lines{"1 st April 2018|date|2018-04-01|2018-04-01|clear", "Q1|quarter|2018-04-01|2018-06-30|assumed_year"}));
    EXPECT_EQ(read("Q1 2018-2020 Q3/Q4 Q1"),
              (Lines{"Q1|quarter|2018-04-01|2018-06-30|assumed_year", "2018-2020|financial_years|2018-04-01|2020-03-31|ambiguous",
                     "Q3/Q4|quarter_range|2018-10-01|2019-03-31|assumed_year", "Q1|quarter|2018-04-01|2018-06-30|assumed_year"}));
}

TEST(TimescaleTest, phrases_that_each_hold_a_time_are_divided_at_their_capitals)
{
    EXPECT_EQ(read("Model agreed by March 2018 Live from June 2018 in two towns Live from April 2018"),
              (Lines{"Model agreed by March 2018|month|2018-03-01|2018-03-31|clear", "Live from June 2018 in two towns|month|2018-06-01||clear",
                     "Live from April 2018|month|2018-04-01||clear"}));
}

TEST(TimescaleTest, words_without_a_time_are_kept_as_written)
{
    EXPECT_EQ(read("Ongoing - quarterly monitoring"), (Lines{"Ongoing - quarterly monitoring|recurring|||clear"}));
    EXPECT_EQ(read("to be confirmed"), (Lines{"to be confirmed|unknown|||unknown"}));
    EXPECT_EQ(read("Quarterly\nQ2 2018/19"), (Lines{"Quarterly|recurring|||clear", "Q2 2018/19|quarter|2018-07-01|2018-09-30|clear"}));
    EXPECT_TRUE(read("").empty());
    EXPECT_TRUE(read(" \n ").empty());
}

TEST(TimescaleTest, ranges_of_months_cross_the_turn_of_the_year)
{
    EXPECT_EQ(read("October 2018 to March 2019"), (Lines{"October 2018 to March 2019|month_range|2018-10-01|2019-03-31|clear"}));
    EXPECT_EQ(read("November - February 2020"), (Lines{"November - February 2020|month_range|2019-11-01|2020-02-29|clear"}));
}

TEST(TimescaleTest, running_text_gives_only_times_that_name_their_year)
{
    const std::string text = "In 2016 we may start; by March 2019, or 1/4/19, in 2018/19, Q2 and in May.";
    std::vector<std::string> found;
    for (const TimeMention& mention : find_times(text)) {
        EXPECT_EQ(text.substr(mention.begin, mention.end - mention.begin), mention.time.as_written);
        found.push_back(mention.time.as_written + "=" + mention.time.label);
    }
    EXPECT_EQ(found, (Lines{"March 2019=2019-03", "1/4/19=2019-04-01", "2018/19, Q2=2018/19 Q2"}));
}

TEST(ContractingRouteTest, every_route_has_a_name_that_leads_back_to_it)
{
    EXPECT_EQ(contracting_routes().size(), 26U);
    for (const ContractingRoute route : contracting_routes()) {
        EXPECT_EQ(parse_contracting_route(name_of(route)), route);
        EXPECT_FALSE(words_of(route).empty());
        EXPECT_NE(words_of(route), "Unknown");
    }
    EXPECT_EQ(parse_contracting_route("variation"), std::nullopt);
}

}  // namespace
}  // namespace assent
