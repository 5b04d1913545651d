#include "server/net/security_headers.hpp"

namespace assent::net {

void add_security_headers(HttpResponse& response, Transport transport)
{
    const auto ensure = [&](std::string_view name, std::string_view value) {
        if (find_header(response.headers, name).empty()) response.add(name, std::string(value));
    };
    ensure("Content-Security-Policy", content_security_policy);
    ensure("X-Content-Type-Options", "nosniff");
    ensure("Referrer-Policy", "same-origin");
    ensure("Cross-Origin-Opener-Policy", "same-origin");
    ensure("Cross-Origin-Resource-Policy", "same-origin");
    ensure("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    ensure("X-Frame-Options", "DENY");
    if (transport == Transport::secure) ensure("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
}

}  // namespace assent::net
