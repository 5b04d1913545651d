#include "shared/base/working_days.hpp"

#include <algorithm>

#include <gtest/gtest.h>

using namespace assent;

namespace {

/// Easter Sunday of the Gregorian calendar, by Gauss's method as corrected by Meeus (Astronomical Algorithms, chapter
/// 8): the table is compared with something that is not a table.
Date easter_sunday(int year)
{
    const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25,
              g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return Date::of(year, static_cast<unsigned>(n / 31), static_cast<unsigned>(n % 31 + 1));
}

} // namespace

TEST(WorkingDaysTest, holidays_are_in_order_and_never_at_a_weekend)
{
    const auto& all = bank_holidays();
    ASSERT_TRUE(std::is_sorted(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.day < b.day; }));
    for (const auto& holiday : all)
        EXPECT_FALSE(is_weekend(holiday.day)) << holiday.day.iso() << ' ' << holiday.name;
    EXPECT_EQ(all.front().day.year(), bank_holidays_first_year);
    EXPECT_EQ(all.back().day.year(), bank_holidays_last_year);
}

TEST(WorkingDaysTest, every_year_has_eight_holidays_and_its_one_off_days)
{
    for (int year = bank_holidays_first_year; year <= bank_holidays_last_year; ++year) {
        const auto& all = bank_holidays();
        const auto count =
            std::count_if(all.begin(), all.end(), [&](const auto& holiday) { return holiday.day.year() == year; });
        EXPECT_EQ(count, year == 2022 ? 10 : year == 2023 ? 9 : 8) << year;
    }
    EXPECT_FALSE(is_working_day(Date::of(2022, 9, 19)));
    EXPECT_FALSE(is_working_day(Date::of(2023, 5, 8)));
    EXPECT_TRUE(is_working_day(Date::of(2020, 5, 4))) << "the early May holiday was moved to the 8th";
    EXPECT_TRUE(is_working_day(Date::of(2022, 5, 30))) << "the spring holiday was moved to 2 June";
}

TEST(WorkingDaysTest, easter_is_where_the_calendar_puts_it)
{
    for (int year = bank_holidays_first_year; year <= bank_holidays_last_year; ++year) {
        const Date sunday = easter_sunday(year);
        const auto* friday = bank_holiday_on(Date{sunday.days - 2});
        const auto* monday = bank_holiday_on(Date{sunday.days + 1});
        ASSERT_NE(friday, nullptr) << year;
        ASSERT_NE(monday, nullptr) << year;
        EXPECT_EQ(friday->name, "Good Friday");
        EXPECT_EQ(monday->name, "Easter Monday");
    }
}

TEST(WorkingDaysTest, counts_both_ends_and_names_the_holidays_within)
{
    const auto count = count_days(Date::of(2026, 12, 21), Date::of(2027, 1, 4));
    EXPECT_EQ(count.days, 15);
    EXPECT_EQ(count.working_days, 8);
    ASSERT_EQ(count.holidays.size(), 3u);
    EXPECT_EQ(count.holidays[1].name, "Boxing Day (substitute day)");
    EXPECT_TRUE(count.holidays_known);
    EXPECT_EQ(count_days(Date::of(2026, 11, 23), Date::of(2026, 11, 23)).working_days, 1);
}

TEST(WorkingDaysTest, a_span_that_is_none_counts_nothing)
{
    EXPECT_EQ(count_days(Date::of(2026, 11, 24), Date::of(2026, 11, 23)).days, 0);
    EXPECT_EQ(count_days({}, Date::of(2026, 11, 23)).days, 0);
    EXPECT_EQ(count_days(Date::of(2026, 11, 23), {}).days, 0);
    EXPECT_EQ(count_days(Date{INT32_MIN + 1}, Date{INT32_MAX}).days, 36'525) << "bounded";
}

TEST(WorkingDaysTest, beyond_the_table_only_weekends_are_left_out_and_the_count_says_so)
{
    const auto count = count_days(Date::of(2029, 12, 24), Date::of(2029, 12, 30));
    EXPECT_EQ(count.working_days, 5);
    EXPECT_FALSE(count.holidays_known);
    EXPECT_FALSE(count_days(Date::of(2028, 12, 1), Date::of(2029, 1, 1)).holidays_known);
    EXPECT_FALSE(count_days(Date::of(2016, 12, 30), Date::of(2017, 1, 3)).holidays_known);
}

TEST(WorkingDaysTest, adds_working_days_over_weekends_and_holidays)
{
    EXPECT_EQ(add_working_days(Date::of(2026, 11, 27), 1), Date::of(2026, 11, 30)) << "Friday to Monday";
    EXPECT_EQ(add_working_days(Date::of(2026, 12, 24), 1), Date::of(2026, 12, 29)) << "over Christmas";
    EXPECT_EQ(add_working_days(Date::of(2027, 3, 25), 20), Date::of(2027, 4, 26)) << "over Easter";
    EXPECT_EQ(add_working_days(Date::of(2026, 11, 28), 0), Date::of(2026, 11, 30)) << "the next working day";
    EXPECT_EQ(add_working_days(Date::of(2026, 11, 27), 0), Date::of(2026, 11, 27));
    EXPECT_EQ(add_working_days(Date::of(2026, 11, 28), 1), Date::of(2026, 11, 30)) << "from a Saturday";
    EXPECT_EQ(add_working_days(Date::of(2026, 11, 27), -5), Date::of(2026, 11, 27));
    EXPECT_FALSE(add_working_days({}, 3));
}

TEST(WorkingDaysTest, adding_and_counting_agree)
{
    const Date start = Date::of(2026, 1, 2);
    for (int count = 1; count < 400; ++count) {
        const Date end = add_working_days(start, count);
        EXPECT_TRUE(is_working_day(end));
        EXPECT_EQ(count_days(Date{start.days + 1}, end).working_days, count);
    }
}
