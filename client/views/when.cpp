// Timescales and routes as people read them in a row.
#include <algorithm>

#include "client/views/plan_parts.hpp"
#include "shared/model/contracting_route.hpp"

namespace assent::views {

namespace {

constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

/// The first calendar year of the financial year that holds `date`.
int financial_start(Date date) { return date.month() >= 4 ? date.year() : date.year() - 1; }

int quarter_number(Date date) { return date.month() >= 4 ? static_cast<int>(date.month() - 1) / 3 : 4; }

std::string two_digits(int year)
{
    const int last = year % 100;
    return (last < 10 ? "0" : "") + std::to_string(last);
}

std::string short_year(int first) { return two_digits(first) + "/" + two_digits(first + 1); }

Date last_day_of_month(Date date)
{
    const Date next = date.month() == 12 ? Date::of(date.year() + 1, 1, 1) : Date::of(date.year(), date.month() + 1, 1);
    return Date{next.days - 1};
}

}  // namespace

std::string when_of(const IntentionTimescale& timescale)
{
    const Date from = timescale.from;
    const Date to = timescale.to;
    if (!from) return timescale.as_written;
    if (!to) return "From " + std::string(months[from.month() - 1]) + " " + std::to_string(from.year());
    const auto day_month_year = [](Date date) { return date.short_text() + " " + std::to_string(date.year()); };
    if (from == to) return day_month_year(from);
    if (from.day() == 1 && to == last_day_of_month(from)) return std::string(months[from.month() - 1]) + " " + std::to_string(from.year());
    if (from.day() == 1 && from.month() % 3 == 1 && to == last_day_of_month(Date::of(from.year(), from.month() + 2, 1)))
        return "Q" + std::to_string(quarter_number(from)) + " " + short_year(financial_start(from));
    if (from.day() == 1 && from.month() == 4 && to == Date::of(from.year() + 1, 3, 31)) return financial_year(from);
    return timescale.as_written;
}

std::vector<std::string> quarters_of(const IntentionTimescale& timescale)
{
    std::vector<std::string> keys;
    if (!timescale.from) return keys;
    static constexpr std::size_t quarters_max = 24;
    const Date to = timescale.to ? timescale.to : timescale.from;
    Date at = timescale.from;
    while (at <= to && keys.size() < quarters_max) {
        const int quarter = quarter_number(at);
        keys.push_back(std::to_string(financial_start(at)) + "Q" + std::to_string(quarter));
        const unsigned first_month = (at.month() - 1) / 3 * 3 + 1;
        at = first_month == 10 ? Date::of(at.year() + 1, 1, 1) : Date::of(at.year(), first_month + 3, 1);
    }
    return keys;
}

std::string quarter_words(const std::string& key)
{
    if (key.size() != 6) return key;
    return "Q" + key.substr(5) + " " + short_year((key[0] - '0') * 1000 + (key[1] - '0') * 100 + (key[2] - '0') * 10 + (key[3] - '0'));
}

std::string route_words(const std::string& name)
{
    const auto route = parse_contracting_route(name);
    return route ? std::string(words_of(*route)) : name;
}

IntentionState state_of(ViewContext& context, const Intention& intention)
{
    if (intention.text.empty() || intention.providers.empty() || intention.timescales.empty()) return {"Incomplete", ui::Tone::red};
    if (const auto* version = latest_version(*context.plan)) {
        if (const auto* frozen = context.version_text(version->id)) {
            const auto* before = find_intention(frozen->content, intention.id);
            if (!before) return {"New", ui::Tone::green};
            if (!(*before == intention)) return {"Changed", ui::Tone::amber};
        }
    }
    return {words_of(intention.status), tone_of(intention.status)};
}

}  // namespace assent::views
