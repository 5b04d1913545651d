#include "shared/base/time.hpp"

#include <chrono>
#include <cstdio>

namespace assent {

using namespace std::chrono;

static constexpr const char* month_names[] = {"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};

static year_month_day civil(Date date)
{
    return year_month_day{sys_days{days{date.days}}};
}

Date Date::of(int year, unsigned month, unsigned day)
{
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
    return Date{static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count())};
}

std::optional<Date> Date::parse(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int parts[3] = {};
    int part = 0;
    for (std::size_t i = 0; i < 10; ++i) {
        if (i == 4 || i == 7) {
            ++part;
            continue;
        }
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        parts[part] = parts[part] * 10 + (text[i] - '0');
    }
    const year_month_day ymd{std::chrono::year{parts[0]}, std::chrono::month{static_cast<unsigned>(parts[1])},
                             std::chrono::day{static_cast<unsigned>(parts[2])}};
    if (!ymd.ok()) return std::nullopt;
    return Date{static_cast<std::int32_t>(sys_days{ymd}.time_since_epoch().count())};
}

int Date::year() const
{
    return static_cast<int>(civil(*this).year());
}

unsigned Date::month() const
{
    return static_cast<unsigned>(civil(*this).month());
}

unsigned Date::day() const
{
    return static_cast<unsigned>(civil(*this).day());
}

std::string Date::iso() const
{
    if (!*this) return {};
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", year(), month(), day());
    return buffer;
}

std::string Date::text() const
{
    if (!*this) return {};
    return std::to_string(day()) + ' ' + month_names[month() - 1] + ' ' + std::to_string(year());
}

std::string Date::short_text() const
{
    if (!*this) return {};
    return std::to_string(day()) + ' ' + std::string(month_names[month() - 1]).substr(0, 3);
}

static std::int64_t last_sunday_at_one(int year, unsigned month)
{
    const sys_days sunday{std::chrono::year{year} / std::chrono::month{month} / Sunday[last]};
    return duration_cast<microseconds>((sunday + hours{1}).time_since_epoch()).count();
}

static Timestamp to_local(Timestamp time)
{
    const auto since_epoch = floor<days>(microseconds{time.micros});
    const int year = static_cast<int>(year_month_day{sys_days{since_epoch}}.year());
    const bool summer = time.micros >= last_sunday_at_one(year, 3) && time.micros < last_sunday_at_one(year, 10);
    return Timestamp{time.micros + (summer ? 3'600'000'000LL : 0)};
}

Date local_date(Timestamp time)
{
    const auto local = to_local(time);
    return Date{static_cast<std::int32_t>(floor<days>(microseconds{local.micros}).count())};
}

std::string local_clock(Timestamp time)
{
    const microseconds local{to_local(time).micros};
    const auto minute = duration_cast<minutes>(local - floor<days>(local)).count();
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(minute / 60), static_cast<int>(minute % 60));
    return buffer;
}

std::string local_text(Timestamp time)
{
    return local_date(time).text() + ", " + local_clock(time);
}

std::string rfc3339(Timestamp time)
{
    // By hand: the earliest day that can be written begins before the earliest time.
    constexpr std::int64_t day_micros = 86'400'000'000;
    const std::int64_t before = time.micros % day_micros < 0 ? 1 : 0;
    const std::int64_t day = time.micros / day_micros - before;
    const long long micros = time.micros % day_micros + before * day_micros;
    char buffer[48];
    std::snprintf(buffer, sizeof buffer, "T%02lld:%02lld:%02lld.%06lldZ", micros / 3'600'000'000LL,
                  micros / 60'000'000LL % 60, micros / 1'000'000LL % 60, micros % 1'000'000LL);
    return Date{static_cast<std::int32_t>(day)}.iso() + buffer;
}

std::string financial_year(Date date)
{
    if (!date) return {};
    const int first = date.month() >= 4 ? date.year() : date.year() - 1;
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%d/%02d", first, (first + 1) % 100);
    return buffer;
}

}  // namespace assent
