#pragma once
// Time as values. Nothing here reads a clock: the server passes the time in.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assent {

/// Microseconds since 1970-01-01, UTC.
struct Timestamp
{
    std::int64_t micros{};
    auto operator<=>(const Timestamp&) const = default;
};

/// A calendar day, counted from 1970-01-01. The lowest value stands for "no date".
struct Date
{
    std::int32_t days{INT32_MIN};
    auto operator<=>(const Date&) const = default;

    explicit operator bool() const { return days != INT32_MIN; }
    static Date of(int year, unsigned month, unsigned day);
    /// Reads "2026-11-22"; nothing for any other form or a day that does not exist.
    static std::optional<Date> parse(std::string_view text);
    int year() const;
    unsigned month() const;
    unsigned day() const;
    /// "2026-11-22"; empty for no date.
    std::string iso() const;
    /// "22 November 2026", as British papers write it; empty for no date.
    std::string text() const;
    /// "22 Nov"; empty for no date.
    std::string short_text() const;
};

/// The day of `time` in British local time (GMT, and BST from the last Sunday of March to the last of October, 01:00 UTC).
Date local_date(Timestamp time);

/// "14:05" in British local time.
std::string local_clock(Timestamp time);

/// "22 November 2026, 14:05" in British local time.
std::string local_text(Timestamp time);

/// RFC 3339 in UTC with microseconds: "2026-11-22T14:05:00.000000Z".
std::string rfc3339(Timestamp time);

/// The NHS financial year that holds `date`, as "2026/27"; years begin on 1 April.
std::string financial_year(Date date);

}  // namespace assent
