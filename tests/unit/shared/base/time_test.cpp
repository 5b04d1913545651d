#include "shared/base/time.hpp"

#include <gtest/gtest.h>

using namespace assent;

static Timestamp utc(int year, unsigned month, unsigned day, int hour, int minute)
{
    return {(Date::of(year, month, day).days * 1440LL + hour * 60 + minute) * 60'000'000LL};
}

TEST(DateTest, writes_dates_as_british_papers_do)
{
    EXPECT_EQ(Date::of(2026, 11, 22).text(), "22 November 2026");
    EXPECT_EQ(Date::of(2026, 11, 2).short_text(), "2 Nov");
    EXPECT_EQ(Date::of(2026, 11, 2).iso(), "2026-11-02");
    EXPECT_EQ(Date{}.text(), "");
}

TEST(DateTest, refuses_days_that_do_not_exist)
{
    EXPECT_TRUE(Date::parse("2024-02-29"));
    EXPECT_FALSE(Date::parse("2023-02-29"));
    EXPECT_FALSE(Date::parse("2023-13-01"));
    EXPECT_FALSE(Date::parse("2023-1-01"));
    EXPECT_FALSE(Date::parse("not a date"));
}

TEST(DateTest, financial_years_begin_on_the_first_of_april)
{
    EXPECT_EQ(financial_year(Date::of(2026, 3, 31)), "2025/26");
    EXPECT_EQ(financial_year(Date::of(2026, 4, 1)), "2026/27");
    EXPECT_EQ(financial_year(Date::of(2099, 4, 1)), "2099/00");
}

TEST(LocalTimeTest, follows_british_summer_time)
{
    EXPECT_EQ(local_clock(utc(2026, 3, 29, 0, 59)), "00:59");
    EXPECT_EQ(local_clock(utc(2026, 3, 29, 1, 0)), "02:00");
    EXPECT_EQ(local_clock(utc(2026, 10, 25, 0, 59)), "01:59");
    EXPECT_EQ(local_clock(utc(2026, 10, 25, 1, 0)), "01:00");
    EXPECT_EQ(local_date(utc(2026, 6, 30, 23, 30)).iso(), "2026-07-01");
    EXPECT_EQ(rfc3339(utc(2026, 6, 30, 23, 30)), "2026-06-30T23:30:00.000000Z");
}
