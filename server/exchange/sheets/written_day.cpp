#include "server/exchange/sheets/written_day.hpp"

#include <array>
#include <charconv>
#include <vector>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange::sheets {
namespace {

constexpr std::size_t day_bytes_max = 60;  // longer is no day

struct Part
{
    std::string_view text;
    unsigned number{};  ///< of digits; otherwise 0
    bool is_number{};
};

/// Runs of digits and of letters; whatever stands between them divides.
std::vector<Part> parts_of(std::string_view text)
{
    std::vector<Part> parts;
    for (std::size_t i = 0; i < text.size();) {
        const bool digits = is_digit(text[i]);
        if (!digits && !is_letter(text[i])) {
            ++i;
            continue;
        }
        const std::size_t begin = i;
        while (i < text.size() && (digits ? is_digit(text[i]) : is_letter(text[i]))) ++i;
        Part part{text.substr(begin, i - begin), 0, digits};
        if (digits && std::from_chars(text.data() + begin, text.data() + i, part.number).ec != std::errc()) part.is_number = false;
        parts.push_back(part);
    }
    return parts;
}

/// 1 to 12 for a month's name or its first three letters or more ("Sept"); 0 for other words.
unsigned month_named(std::string_view word)
{
    static constexpr std::array<std::string_view, 12> months = {"january", "february", "march",     "april",   "may",      "june",
                                                                "july",    "august",   "september", "october", "november", "december"};
    const auto folded = lower_copy(word);
    if (folded.size() < 3) return 0;
    for (unsigned i = 0; i < months.size(); ++i)
        if (months[i].starts_with(folded)) return i + 1;
    return 0;
}

bool is_week_day(std::string_view word)
{
    static constexpr std::array<std::string_view, 7> days = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    const auto folded = lower_copy(word);
    for (const auto day : days)
        if (folded.size() >= 3 && day.starts_with(folded)) return true;
    return false;
}

bool is_ordinal_end(std::string_view word)
{
    const auto folded = lower_copy(word);
    return folded == "st" || folded == "nd" || folded == "rd" || folded == "th" || folded == "of";
}

std::optional<Date> day_of(unsigned year, std::size_t year_digits, unsigned month, unsigned day)
{
    if (year_digits != 2 && year_digits != 4) return std::nullopt;
    if (year_digits == 2) year += 2000;
    if (year < 1900 || month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    const auto date = Date::of(static_cast<int>(year), month, day);
    // The thirtieth of February becomes another day.
    if (date.month() != month || date.day() != day) return std::nullopt;
    return date;
}

}  // namespace

std::optional<Date> written_day(std::string_view text)
{
    text = trim(text);
    if (text.empty() || text.size() > day_bytes_max) return std::nullopt;
    auto parts = parts_of(text);
    if (!parts.empty() && is_week_day(parts.front().text)) parts.erase(parts.begin());
    for (std::size_t i = 1; i < parts.size(); ++i)
        if (is_ordinal_end(parts[i].text)) parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i--));
    if (parts.size() < 3) return std::nullopt;
    const auto& [a, b, c] = std::array<Part, 3>{parts[0], parts[1], parts[2]};
    // What follows a day is a time: digits, "T", "Z", "am" or "pm".
    for (std::size_t i = 3; i < parts.size(); ++i) {
        const auto word = lower_copy(parts[i].text);
        if (!parts[i].is_number && word != "t" && word != "z" && word != "am" && word != "pm") return std::nullopt;
    }
    if (parts.size() > 3 && text.find(':') == std::string_view::npos) return std::nullopt;
    if (a.is_number && b.is_number && c.is_number) {
        if (a.text.size() == 4) return day_of(a.number, 4, b.number, c.number);
        return day_of(c.number, c.text.size(), b.number, a.number);
    }
    if (!c.is_number) return std::nullopt;
    if (a.is_number && !b.is_number) return day_of(c.number, c.text.size(), month_named(b.text), a.number);
    if (!a.is_number && b.is_number) return day_of(c.number, c.text.size(), month_named(a.text), b.number);
    return std::nullopt;
}

}  // namespace assent::exchange::sheets
