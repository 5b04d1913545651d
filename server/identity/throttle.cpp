#include "server/identity/throttle.hpp"

#include <algorithm>
#include <cmath>

namespace assent::identity {

static constexpr std::int64_t second = 1'000'000;

Throttle::Entry* Throttle::Table::find(std::string_view name)
{
    const auto found = index.find(name);
    return found == index.end() ? nullptr : &*found->second;
}

Throttle::Entry& Throttle::Table::touch(std::string_view name, std::size_t entries_max)
{
    if (const auto found = index.find(name); found != index.end()) {
        entries.splice(entries.begin(), entries, found->second);
        return entries.front();
    }
    if (index.size() >= entries_max) {
        index.erase(entries.back().name);
        entries.pop_back();
    }
    entries.push_front({.name = std::string(name)});
    index.emplace(entries.front().name, entries.begin());
    return entries.front();
}

void Throttle::Table::erase(std::string_view name)
{
    const auto found = index.find(name);
    if (found == index.end()) return;
    const auto entry = found->second;
    index.erase(found);
    entries.erase(entry);
}

/// Failures left in an address's bucket after it has emptied for a while.
double Throttle::drained(const Entry& entry, std::int64_t now_micros) const
{
    const double minutes = static_cast<double>(now_micros - entry.changed_at) / (60.0 * second);
    return std::max(0.0, entry.failures - minutes * limits_.address_failures_per_minute);
}

std::int64_t Throttle::wait_seconds(std::string_view account, std::string_view address, std::int64_t now_micros)
{
    std::int64_t wait = 0;
    if (const Entry* const entry = accounts_.find(account); entry && entry->free_at > now_micros)
        wait = (entry->free_at - now_micros + second - 1) / second;
    if (const Entry* const entry = addresses_.find(address)) {
        const double over = drained(*entry, now_micros) + 1 - limits_.address_failures_max;
        if (over > 0)
            wait = std::max(wait, static_cast<std::int64_t>(std::ceil(over * 60 / limits_.address_failures_per_minute)));
    }
    return wait;
}

void Throttle::failed(std::string_view account, std::string_view address, std::int64_t now_micros)
{
    Entry& of_account = accounts_.touch(account, limits_.entries_max);
    if (now_micros - of_account.changed_at >= limits_.account_forget_seconds * second) of_account.failures = 0;
    of_account.failures += 1;
    of_account.changed_at = now_micros;
    if (of_account.failures >= limits_.account_free_tries) {
        const double doublings = std::min(of_account.failures - limits_.account_free_tries, 40.0);
        const double wait = std::min(static_cast<double>(limits_.account_first_wait_seconds) * std::exp2(doublings),
                                     static_cast<double>(limits_.account_longest_wait_seconds));
        of_account.free_at = now_micros + static_cast<std::int64_t>(wait) * second;
    }

    Entry& of_address = addresses_.touch(address, limits_.entries_max);
    of_address.failures = drained(of_address, now_micros) + 1;
    of_address.changed_at = now_micros;
}

void Throttle::succeeded(std::string_view account)
{
    accounts_.erase(account);
}

}  // namespace assent::identity
