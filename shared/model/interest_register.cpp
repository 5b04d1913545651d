#include "shared/model/interest_register.hpp"

#include <algorithm>

namespace assent {

/// The same day of a later month, or that month's last.
static Date months_after(Date day, int months)
{
    const int count = day.year() * 12 + static_cast<int>(day.month()) - 1 + months;
    const int year = count / 12;
    const auto month = static_cast<unsigned>(count % 12) + 1;
    const Date next_month = month == 12 ? Date::of(year + 1, 1, 1) : Date::of(year, month + 1, 1);
    const unsigned last = Date{next_month.days - 1}.day();
    return Date::of(year, month, std::min(day.day(), last));
}

const InterestEntry* find_entry(const InterestRegister& interests, InterestId id)
{
    const auto& entries = interests.entries;
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const InterestEntry& entry) { return entry.id == id; });
    return found == entries.end() ? nullptr : &*found;
}

bool is_decision_maker(const InterestRegister& interests, PersonId person)
{
    const auto& all = interests.decision_makers;
    return std::find(all.begin(), all.end(), person) != all.end();
}

Date declare_by(const InterestEntry& entry)
{
    return entry.from ? Date{entry.from.days + InterestRules::declare_within_days} : Date{};
}

std::int32_t days_late(const InterestEntry& entry)
{
    if (!entry.from || !entry.declared_on) return 0;
    return std::max(0, entry.declared_on.days - declare_by(entry).days);
}

bool is_live(const InterestEntry& entry, Date on)
{
    return entry.from <= on && (!entry.to || on <= entry.to);
}

Date public_until(const InterestEntry& entry)
{
    return entry.to ? months_after(entry.to, InterestRules::public_months) : Date{};
}

Date kept_until(const InterestEntry& entry)
{
    return entry.to ? months_after(entry.to, InterestRules::kept_months) : Date{};
}

bool is_public(const InterestRegister& interests, const InterestEntry& entry, Date on)
{
    return !entry.withheld && is_decision_maker(interests, entry.person) && entry.from <= on && (!entry.to || on <= public_until(entry));
}

Date last_confirmed(const InterestRegister& interests, PersonId person)
{
    Date last;
    for (const auto& confirmation : interests.confirmations)
        if (confirmation.person == person) last = std::max(last, confirmation.on);
    return last;
}

std::vector<ConfirmationDue> confirmations_due(const InterestRegister& interests, const std::vector<Person>& people, Date on)
{
    std::vector<ConfirmationDue> due;
    for (const auto& person : people) {
        const bool has_entry = std::any_of(interests.entries.begin(), interests.entries.end(), [&](const InterestEntry& entry) {
            return entry.person == person.id && is_live(entry, on);
        });
        if (!person.active || (!has_entry && !is_decision_maker(interests, person.id))) continue;
        const Date last = last_confirmed(interests, person.id);
        const Date next = last ? months_after(last, InterestRules::confirm_months) : Date{};
        if (next <= on) due.push_back({person.id, last, next});
    }
    return due;
}

bool keeps_interests(const Person& person)
{
    return may(person, Right::administer).has_value();
}

InterestEntry seen_by(const InterestEntry& entry, const Person& viewer)
{
    if (!entry.withheld || entry.person == viewer.id || keeps_interests(viewer)) return entry;
    InterestEntry shown;
    shown.id = entry.id;
    shown.person = entry.person;
    shown.withheld = true;
    return shown;
}

InterestBreach seen_by(const InterestBreach& breach, const Person& viewer)
{
    if (breach.person == viewer.id || keeps_interests(viewer)) return breach;
    InterestBreach shown;
    shown.id = breach.id;
    return shown;
}

InterestRegister seen_by(const InterestRegister& interests, const Person& viewer)
{
    InterestRegister shown = interests;
    for (auto& entry : shown.entries) entry = seen_by(entry, viewer);
    for (auto& breach : shown.breaches) breach = seen_by(breach, viewer);
    return shown;
}

std::string pounds(std::int64_t pence)
{
    std::string whole = std::to_string(pence / 100);
    for (auto place = static_cast<std::ptrdiff_t>(whole.size()) - 3; place > 0; place -= 3) whole.insert(static_cast<std::size_t>(place), ",");
    const auto rest = std::to_string(pence % 100);
    return "£" + whole + '.' + (rest.size() < 2 ? "0" : "") + rest;
}

std::optional<std::int64_t> pence_of(std::string_view written)
{
    static constexpr std::string_view sign = "£";
    if (written.substr(0, sign.size()) == sign) written.remove_prefix(sign.size());
    std::int64_t pence = 0;
    bool has_digit = false;
    int decimals = -1;  // after the point; -1: none yet
    for (const char c : written) {
        if (c == ',' && decimals < 0 && has_digit) continue;
        if (c == '.' && decimals < 0 && has_digit) {
            decimals = 0;
            continue;
        }
        if (c < '0' || c > '9' || decimals == 2) return std::nullopt;
        if (decimals >= 0) ++decimals;
        has_digit = true;
        pence = pence * 10 + (c - '0');
        if (pence > InterestRules::value_pence_max) return std::nullopt;
    }
    if (!has_digit || decimals == 0) return std::nullopt;
    for (int missing = 2 - std::max(decimals, 0); missing > 0; --missing) pence *= 10;
    if (pence > InterestRules::value_pence_max) return std::nullopt;
    return pence;
}

}  // namespace assent
