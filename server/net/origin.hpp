#pragma once
// Which web pages may use this server. A browser says in the Origin header which page a request comes from; a page of
// another site must not open our WebSocket or post our forms with the person's cookies.

#include <string>
#include <string_view>
#include <vector>

#include "server/net/http.hpp"

namespace assent::net {

class OriginPolicy
{
public:
    OriginPolicy() = default;
    /// Origins as browsers write them: "https://plans.example.nhs.uk", without a path; the port only if not the default.
    explicit OriginPolicy(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

    /// The origin is one of those allowed, compared whole. An empty one and "null" never are.
    bool allows(std::string_view origin) const;

    /// Whether a request that changes something (not GET, HEAD or OPTIONS) comes from our own pages: its one Origin is
    /// allowed; or it has none, as from a program that is no browser, and Sec-Fetch-Site does not name another site.
    /// Source: OWASP ASVS 5.0, 3.5.1.
    bool allows_change(const HttpRequest& request) const;

    const std::vector<std::string>& allowed() const { return allowed_; }

private:
    std::vector<std::string> allowed_;
};

}  // namespace assent::net
