#pragma once
// The address in a request line, made safe to compare: a path has one spelling, or is refused.

#include <string>
#include <string_view>

#include "server/net/fields.hpp"

namespace assent::net {

struct Target
{
    std::string path;
    Fields query;
};

/// Reads the origin form, "/plans/12?sort=area"; the asterisk and absolute forms are refused.
///
/// Dot segments "." and empty ones are taken out. Refused as malformed: "..", an escaped slash, a backslash, control
/// characters, what is not UTF-8, and bad escapes. Each of these has been somebody's way round a check of the path.
Result<Target> parse_target(std::string_view target);

}  // namespace assent::net
