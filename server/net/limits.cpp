#include "server/net/limits.hpp"

#include <algorithm>
#include <utility>

#include <boost/asio/ip/address.hpp>

namespace assent::net {

bool RateLimit::take(Time now)
{
    tokens_ = std::min(burst_, tokens_ + per_second_ * std::chrono::duration<double>(now - at_).count());
    at_ = now;
    if (tokens_ < 1) return false;
    tokens_ -= 1;
    return true;
}

std::string address_key(std::string_view address)
{
    boost::system::error_code error;
    const auto parsed = boost::asio::ip::make_address(address, error);
    if (error || parsed.is_v4()) return std::string(address);
    const auto v6 = parsed.to_v6();
    if (v6.is_v4_mapped()) return boost::asio::ip::make_address_v4(boost::asio::ip::v4_mapped, v6).to_string();
    auto bytes = v6.to_bytes();
    std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
    return boost::asio::ip::address_v6(bytes).to_string() + "/64";
}

Places::Place::Place(Place&& other) noexcept
    : owner_(std::exchange(other.owner_, nullptr)), key_(std::move(other.key_))
{}

Places::Place& Places::Place::operator=(Place&& other) noexcept
{
    std::swap(owner_, other.owner_);
    std::swap(key_, other.key_);
    return *this;
}

Places::Place::~Place()
{
    if (owner_) owner_->give_back(key_);
}

Places::Place Places::take(std::string_view address)
{
    std::string key = address_key(address);
    const std::scoped_lock lock(mutex_);
    if (total_ >= total_max_ || per_address_max_ == 0) return {};
    std::size_t& count = by_address_[key];
    if (count >= per_address_max_) return {};
    ++count;
    ++total_;
    return {this, std::move(key)};
}

std::size_t Places::taken() const
{
    const std::scoped_lock lock(mutex_);
    return total_;
}

void Places::give_back(const std::string& key)
{
    const std::scoped_lock lock(mutex_);
    --total_;
    const auto found = by_address_.find(key);
    if (--found->second == 0) by_address_.erase(found);
}

}  // namespace assent::net
