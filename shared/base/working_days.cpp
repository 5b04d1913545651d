#include "shared/base/working_days.hpp"

#include <algorithm>

namespace assent {

namespace {

struct Row
{
    std::int16_t year;
    std::uint8_t month;
    std::uint8_t day;
    std::string_view name;
};

constexpr std::string_view new_year = "New Year's Day", good_friday = "Good Friday", easter = "Easter Monday",
                           may = "Early May bank holiday", spring = "Spring bank holiday",
                           summer = "Summer bank holiday", christmas = "Christmas Day", boxing = "Boxing Day",
                           new_year_sub = "New Year's Day (substitute day)",
                           christmas_sub = "Christmas Day (substitute day)", boxing_sub = "Boxing Day (substitute day)";

// Source: gov.uk bank holidays (https://www.gov.uk/bank-holidays), England and Wales.
// A line a year.
// clang-format off
constexpr Row rows[] = {
    {2017, 1, 2, new_year_sub}, {2017, 4, 14, good_friday}, {2017, 4, 17, easter}, {2017, 5, 1, may}, {2017, 5, 29, spring}, {2017, 8, 28, summer}, {2017, 12, 25, christmas}, {2017, 12, 26, boxing},
    {2018, 1, 1, new_year}, {2018, 3, 30, good_friday}, {2018, 4, 2, easter}, {2018, 5, 7, may}, {2018, 5, 28, spring}, {2018, 8, 27, summer}, {2018, 12, 25, christmas}, {2018, 12, 26, boxing},
    {2019, 1, 1, new_year}, {2019, 4, 19, good_friday}, {2019, 4, 22, easter}, {2019, 5, 6, may}, {2019, 5, 27, spring}, {2019, 8, 26, summer}, {2019, 12, 25, christmas}, {2019, 12, 26, boxing},
    {2020, 1, 1, new_year}, {2020, 4, 10, good_friday}, {2020, 4, 13, easter}, {2020, 5, 8, "Early May bank holiday (VE day)"}, {2020, 5, 25, spring}, {2020, 8, 31, summer}, {2020, 12, 25, christmas}, {2020, 12, 28, boxing_sub},
    {2021, 1, 1, new_year}, {2021, 4, 2, good_friday}, {2021, 4, 5, easter}, {2021, 5, 3, may}, {2021, 5, 31, spring}, {2021, 8, 30, summer}, {2021, 12, 27, christmas_sub}, {2021, 12, 28, boxing_sub},
    {2022, 1, 3, new_year_sub}, {2022, 4, 15, good_friday}, {2022, 4, 18, easter}, {2022, 5, 2, may}, {2022, 6, 2, spring}, {2022, 6, 3, "Platinum Jubilee bank holiday"}, {2022, 8, 29, summer}, {2022, 9, 19, "Bank Holiday for the State Funeral of Queen Elizabeth II"}, {2022, 12, 26, boxing}, {2022, 12, 27, christmas_sub},
    {2023, 1, 2, new_year_sub}, {2023, 4, 7, good_friday}, {2023, 4, 10, easter}, {2023, 5, 1, may}, {2023, 5, 8, "Bank holiday for the coronation of King Charles III"}, {2023, 5, 29, spring}, {2023, 8, 28, summer}, {2023, 12, 25, christmas}, {2023, 12, 26, boxing},
    {2024, 1, 1, new_year}, {2024, 3, 29, good_friday}, {2024, 4, 1, easter}, {2024, 5, 6, may}, {2024, 5, 27, spring}, {2024, 8, 26, summer}, {2024, 12, 25, christmas}, {2024, 12, 26, boxing},
    {2025, 1, 1, new_year}, {2025, 4, 18, good_friday}, {2025, 4, 21, easter}, {2025, 5, 5, may}, {2025, 5, 26, spring}, {2025, 8, 25, summer}, {2025, 12, 25, christmas}, {2025, 12, 26, boxing},
    {2026, 1, 1, new_year}, {2026, 4, 3, good_friday}, {2026, 4, 6, easter}, {2026, 5, 4, may}, {2026, 5, 25, spring}, {2026, 8, 31, summer}, {2026, 12, 25, christmas}, {2026, 12, 28, boxing_sub},
    {2027, 1, 1, new_year}, {2027, 3, 26, good_friday}, {2027, 3, 29, easter}, {2027, 5, 3, may}, {2027, 5, 31, spring}, {2027, 8, 30, summer}, {2027, 12, 27, christmas_sub}, {2027, 12, 28, boxing_sub},
    {2028, 1, 3, new_year_sub}, {2028, 4, 14, good_friday}, {2028, 4, 17, easter}, {2028, 5, 1, may}, {2028, 5, 29, spring}, {2028, 8, 28, summer}, {2028, 12, 25, christmas}, {2028, 12, 26, boxing},
};
// clang-format on

constexpr std::int32_t days_walked_max = 36'525;
constexpr std::int32_t working_days_max = 10'000;

bool is_in_table(Date day)
{
    const int year = day.year();
    return year >= bank_holidays_first_year && year <= bank_holidays_last_year;
}

} // namespace

const std::vector<BankHoliday>& bank_holidays()
{
    static const std::vector<BankHoliday> all = [] {
        std::vector<BankHoliday> made;
        for (const auto& row : rows)
            made.push_back({Date::of(row.year, row.month, row.day), row.name});
        return made;
    }();
    return all;
}

const BankHoliday* bank_holiday_on(Date day)
{
    const auto& all = bank_holidays();
    const auto found = std::lower_bound(all.begin(), all.end(), day,
                                        [](const BankHoliday& holiday, Date wanted) { return holiday.day < wanted; });
    return found != all.end() && found->day == day ? &*found : nullptr;
}

bool is_weekend(Date day)
{
    // 1970-01-01 was a Thursday; Monday is 0.
    const auto weekday = ((static_cast<std::int64_t>(day.days) + 3) % 7 + 7) % 7;
    return weekday >= 5;
}

bool is_working_day(Date day)
{
    return day && !is_weekend(day) && !bank_holiday_on(day);
}

DayCount count_days(Date first, Date last)
{
    DayCount count;
    if (!first || !last || last < first) return count;
    const auto span = static_cast<std::int64_t>(last.days) - first.days + 1;
    if (span > days_walked_max) last = Date{first.days + days_walked_max - 1};
    count.holidays_known = is_in_table(first) && is_in_table(last);
    for (Date day = first; day <= last; ++day.days) {
        ++count.days;
        if (is_weekend(day)) continue;
        if (const auto* holiday = bank_holiday_on(day))
            count.holidays.push_back(*holiday);
        else
            ++count.working_days;
    }
    return count;
}

Date add_working_days(Date day, std::int32_t count)
{
    if (!day) return day;
    count = std::clamp(count, 0, working_days_max);
    while (!is_working_day(day)) {
        // From a weekend or a holiday the counting starts as it does from the day before.
        if (count > 0) break;
        ++day.days;
    }
    while (count > 0) {
        ++day.days;
        if (is_working_day(day)) --count;
    }
    return day;
}

} // namespace assent
