#include "server/net/cookies.hpp"

#include <algorithm>

#include "server/net/text.hpp"

namespace assent::net {

namespace {

constexpr std::size_t cookies_max = 64;

bool is_token(std::string_view text)
{
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_cookie_value(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
    });
}

}  // namespace

Fields parse_cookies(std::string_view header)
{
    Fields cookies;
    while (!header.empty() && cookies.items.size() < cookies_max) {
        std::string_view value = trim(next_part(header, ';'));
        if (value.find('=') == std::string_view::npos) continue;
        const std::string_view name = trim(next_part(value, '='));
        value = trim(value);
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        if (is_token(name) && is_cookie_value(value)) cookies.items.emplace_back(name, value);
    }
    return cookies;
}

Result<std::string> to_header(const SetCookie& cookie)
{
    if (!is_token(cookie.name)) return refuse(Errc::invalid, "A cookie's name must be a token.", "name");
    if (!is_cookie_value(cookie.value))
        return refuse(Errc::invalid, "A cookie's value must be plain ASCII without spaces, quotes, commas or semicolons.",
                      "value");
    if (cookie.path.empty() || cookie.path.front() != '/' || has_control_character(cookie.path) ||
        cookie.path.find(';') != std::string::npos)
        return refuse(Errc::invalid, "A cookie's path must begin with a slash and hold no semicolon.", "path");
    const bool host_only = cookie.name.starts_with("__Host-");
    if ((host_only || cookie.name.starts_with("__Secure-")) && !cookie.secure)
        return refuse(Errc::invalid, "A cookie with this prefix must be Secure.", "secure");
    if (host_only && cookie.path != "/") return refuse(Errc::invalid, "A __Host- cookie must have the path /.", "path");

    std::string header = cookie.name + "=" + cookie.value + "; Path=" + cookie.path;
    if (cookie.max_age) header += "; Max-Age=" + std::to_string(cookie.max_age->count());
    if (cookie.secure) header += "; Secure";
    if (cookie.http_only) header += "; HttpOnly";
    header += cookie.same_site == SameSite::strict ? "; SameSite=Strict" : "; SameSite=Lax";
    return header;
}

}  // namespace assent::net
