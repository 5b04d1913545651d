#pragma once
// Counting what one peer uses: a rate, and places among all connections.

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace assent::net {

/// A token bucket: `burst` at once, `per_second` in the long run. The time is passed in; one strand only.
class RateLimit
{
public:
    using Time = std::chrono::steady_clock::time_point;

    RateLimit(double per_second, double burst, Time now)
        : per_second_(per_second), burst_(burst), tokens_(burst), at_(now)
    {}

    /// Takes one; false if there is none.
    bool take(Time now);

private:
    double per_second_;
    double burst_;
    double tokens_;
    Time at_;
};

/// Whom a connection counts for: an IPv4 address; of an IPv6 address its /64, since a single host is given that many.
std::string address_key(std::string_view address);

/// Places for connections, in all and per address. Thread-safe; a Place gives itself back.
class Places
{
public:
    Places(std::size_t total_max, std::size_t per_address_max) : total_max_(total_max), per_address_max_(per_address_max)
    {}

    class Place
    {
    public:
        Place() = default;
        Place(Places* owner, std::string key) : owner_(owner), key_(std::move(key)) {}
        Place(Place&& other) noexcept;
        Place& operator=(Place&& other) noexcept;
        ~Place();
        explicit operator bool() const { return owner_ != nullptr; }

    private:
        Places* owner_{};
        std::string key_;
    };

    /// An empty Place if there is no room. The Places must outlive it.
    Place take(std::string_view address);
    std::size_t taken() const;

private:
    void give_back(const std::string& key);

    std::size_t total_max_;
    std::size_t per_address_max_;
    mutable std::mutex mutex_;
    std::size_t total_{};
    std::map<std::string, std::size_t> by_address_;
};

}  // namespace assent::net
