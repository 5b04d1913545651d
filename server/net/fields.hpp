#pragma once
// Named values in the order they came: the pairs of a query or of a form. Names may repeat.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "shared/base/result.hpp"

namespace assent::net {

struct Fields
{
    std::vector<std::pair<std::string, std::string>> items;

    /// The first value under `name`, which is compared exactly.
    std::optional<std::string_view> get(std::string_view name) const;
    /// The same, or an empty text if there is none.
    std::string_view get_or_empty(std::string_view name) const;
};

struct FieldLimits
{
    std::size_t fields_max = 256;
    std::size_t value_bytes_max = 64 * 1024;  ///< of a name or a value, after decoding
};

/// Reads application/x-www-form-urlencoded text, which is also how queries are written: "a=1&b=two+words%21".
///
/// Errors   malformed: a bad percent escape, or a value that is not UTF-8 or holds a NUL; too_large: past the limits.
/// Source   WHATWG URL, section 5.1, but refusing what that standard would pass on.
Result<Fields> parse_form(std::string_view text, const FieldLimits& limits = {});

}  // namespace assent::net
