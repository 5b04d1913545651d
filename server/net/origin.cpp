#include "server/net/origin.hpp"

#include <algorithm>

#include "server/net/text.hpp"

namespace assent::net {

bool OriginPolicy::allows(std::string_view origin) const
{
    if (origin.empty() || origin == "null") return false;
    return std::find(allowed_.begin(), allowed_.end(), origin) != allowed_.end();
}

bool OriginPolicy::allows_change(const HttpRequest& request) const
{
    const auto is_origin = [](const auto& header) { return equal_ignoring_case(header.first, "Origin"); };
    const auto count = std::count_if(request.headers.begin(), request.headers.end(), is_origin);
    if (count > 1) return false;
    if (count == 1) return allows(request.header("Origin"));
    const auto site = request.header("Sec-Fetch-Site");
    return site.empty() || site == "same-origin" || site == "none";
}

}  // namespace assent::net
