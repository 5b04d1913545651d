#pragma once
// Days as people in Britain write them in a log: the day before the month.

#include <optional>
#include <string_view>

#include "shared/base/time.hpp"

namespace assent::exchange::sheets {

/// Reads "2026-11-22", "22/11/2026", "22.11.26", "22-Nov-2026", "22nd November 2026", "Sunday 22 November 2026" and "November
/// 22, 2026", each also with a time of day behind it, which is left out. Two digits are a year of this century. Nothing for
/// other forms, days that do not exist, and a month before the day in numbers.
std::optional<Date> written_day(std::string_view text);

}  // namespace assent::exchange::sheets
