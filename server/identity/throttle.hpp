#pragma once
// Slows down guessing of passwords, per account and per network address, in bounded memory. Pure: time is passed in.
//
// An account has some tries free; after that each failure doubles the wait, up to a limit, so that a person who forgot is
// not locked out for long and a guesser gets some hundred tries a day. An address has a bucket of failures that refills
// slowly, wide enough for an office behind one address. A success clears the account's failures, not the address's, so
// that a guesser cannot wash itself clean with an account of its own.

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace assent::identity {

struct ThrottleLimits
{
    unsigned account_free_tries{5};
    std::int64_t account_first_wait_seconds{1};  ///< then 2, 4, 8 ...
    std::int64_t account_longest_wait_seconds{15 * 60};
    std::int64_t account_forget_seconds{3600};   ///< without a failure for so long, one starts anew
    double address_failures_max{50};
    double address_failures_per_minute{5};       ///< how fast the bucket empties
    std::size_t entries_max{20'000};             ///< of each kind; the longest unused is forgotten first
};

/// Not thread-safe; whoever handles sign-in keeps one behind its own lock or strand.
class Throttle
{
public:
    explicit Throttle(ThrottleLimits limits = {}) : limits_(limits) {}

    /// Seconds to wait before this account or address may try again; 0: now. Rounded up.
    ///
    /// account     folded e-mail, whether or not there is such an account: the answer must not tell.
    /// address     the peer's network address as text.
    /// now_micros  of a steady clock.
    std::int64_t wait_seconds(std::string_view account, std::string_view address, std::int64_t now_micros);

    void failed(std::string_view account, std::string_view address, std::int64_t now_micros);
    void succeeded(std::string_view account);

    std::size_t entries() const { return accounts_.index.size() + addresses_.index.size(); }

private:
    struct Entry
    {
        std::string name;
        double failures{};
        std::int64_t changed_at{};
        std::int64_t free_at{};
    };
    /// Entries by last use, latest first.
    struct Table
    {
        std::list<Entry> entries;
        std::unordered_map<std::string_view, std::list<Entry>::iterator> index;

        Entry* find(std::string_view name);
        Entry& touch(std::string_view name, std::size_t entries_max);
        void erase(std::string_view name);
    };

    double drained(const Entry& entry, std::int64_t now_micros) const;

    ThrottleLimits limits_;
    Table accounts_;
    Table addresses_;
};

}  // namespace assent::identity
