#pragma once
// What a form that anybody may send carries instead of a session: a single-use number and the time it was made, under a seal that only this
// server can set. It tells a person from a program that posts without having been shown the page, or quicker than anybody reads, without asking a
// third party; and the same form sent twice from two forms. The key lives as long as the process: a form older than that is sent once more.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace assent::identity {

struct FormTokenLimits
{
    std::int64_t soonest_seconds{3};
    std::int64_t latest_seconds{24 * 3600};
};

class FormTokens
{
public:
    explicit FormTokens(FormTokenLimits limits = {});

    /// page  what the form is on; a token of one page is none on another.
    std::string issue(std::string_view page, std::int64_t now_micros) const;

    /// The single-use number of a token that was made in time.
    /// Errors  invalid: forged, of another page or process, or too old. rate_limited: sent sooner than anybody writes.
    Result<std::string> check(std::string_view page, std::string_view token, std::int64_t now_micros) const;

private:
    std::string sealed(std::string_view page, std::string_view words) const;

    FormTokenLimits limits_;
    std::array<std::uint8_t, 32> key_{};
};

}  // namespace assent::identity
