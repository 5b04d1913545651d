#pragma once
// Cookies: reading the request's header, writing the response's.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/net/fields.hpp"

namespace assent::net {

/// Reads a Cookie header. Pairs that RFC 6265 does not allow are left out, and what comes after 64 pairs too: a browser
/// sends whatever other software on the same host has set, so a strange cookie must not lock a person out.
Fields parse_cookies(std::string_view header);

enum class SameSite { strict, lax };

struct SetCookie
{
    std::string name;
    std::string value;
    std::optional<std::chrono::seconds> max_age;  ///< none: until the browser closes; zero: delete it now
    std::string path = "/";
    SameSite same_site = SameSite::strict;
    bool http_only = true;
    bool secure = true;
};

/// The value of a Set-Cookie header.
///
/// Errors   invalid: the name or value has a character that a cookie cannot carry, or the name's prefix (`__Host-`,
///          `__Secure-`) asks for attributes that are not set.
/// Source   RFC 6265 section 4.1.1, and for the prefixes RFC 6265bis section 4.1.3.
Result<std::string> to_header(const SetCookie& cookie);

}  // namespace assent::net
