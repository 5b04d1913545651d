#pragma once
// How a workbook's numbers are meant: a day is a number there, and only its format says so (ECMA-376 part 1, 18.8.30).

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace assent::exchange::sheets {

enum class NumberMeaning : std::uint8_t { number, day, time, day_and_time };

/// What a format's code, such as "d mmmm yyyy;@", makes of a number.
NumberMeaning meaning_of(std::string_view format_code);

/// The same for a format that Excel numbers and does not write out; `number` for others.
NumberMeaning meaning_of_builtin(unsigned format);

/// Meanings by the index that cells give as their style.
std::vector<NumberMeaning> meanings_by_style(pugi::xml_node style_sheet);

/// Excel's number of a day and the part of it that has passed as "2026-11-22", "2026-11-22 14:05" or "14:05"; empty where it
/// is no day between 1900 and 9999.
///
/// since_1904  the workbook counts from 1 January 1904, as those of old Macintoshes do.
std::string day_in_words(double serial, NumberMeaning meaning, bool since_1904);

/// An element's name without its namespace's prefix.
std::string_view local_name(pugi::xml_node node);
pugi::xml_node child_called(pugi::xml_node parent, std::string_view name);

}  // namespace assent::exchange::sheets
