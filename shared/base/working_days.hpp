#pragma once
// Working days in England and Wales: Monday to Friday without the bank holidays. Used to say how long a consultation is
// open and when something is due.
//
// The table of bank holidays is data, with moved and one-off days, for the years that are known: see bank_holidays().
// For a day outside those years nobody knows its bank holidays, so only weekends are taken out, and the counts say so.

#include <cstdint>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"

namespace assent {

struct BankHoliday
{
    Date day;
    std::string_view name; ///< "Christmas Day (substitute day)"
};

/// Years whose bank holidays are in the table.
inline constexpr int bank_holidays_first_year = 2017;
inline constexpr int bank_holidays_last_year = 2028;

/// Every bank holiday of England and Wales in those years, in order.
/// Source  gov.uk bank holidays, https://www.gov.uk/bank-holidays, England and Wales.
const std::vector<BankHoliday>& bank_holidays();

/// The bank holiday on that day; null if it is none or the year is not known.
const BankHoliday* bank_holiday_on(Date day);

bool is_weekend(Date day);
bool is_working_day(Date day);

/// A span of days, its first and its last included.
struct DayCount
{
    std::int32_t days{};
    std::int32_t working_days{};
    std::vector<BankHoliday> holidays; ///< that fall on a Monday to Friday within it
    bool holidays_known{true};         ///< false: the span reaches outside the table, and counts may be too high there
};

/// Counts from `first` to `last`, both included; nothing if either is no date or they are the wrong way round. Spans of
/// more than a hundred years are not walked: their counts are those of the first hundred.
DayCount count_days(Date first, Date last);

/// The day that is `count` working days after `day`, which itself is not counted. 0 gives the first working day on or
/// after it. `count` above 10,000 is taken as 10,000.
Date add_working_days(Date day, std::int32_t count);

} // namespace assent
