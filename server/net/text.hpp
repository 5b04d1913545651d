#pragma once
// Small questions about texts that come in headers and addresses.

#include <optional>
#include <string>
#include <string_view>

namespace assent::net {

/// ASCII letters compare without case, as header names and tokens do.
bool equal_ignoring_case(std::string_view a, std::string_view b);

/// Without spaces and tabs at both ends.
std::string_view trim(std::string_view text);

/// Takes the part before `separator` off the front of `rest`, or all of it.
std::string_view next_part(std::string_view& rest, char separator);

/// Whether a comma-separated header such as Connection or Upgrade names `token`.
bool lists_token(std::string_view header, std::string_view token);

/// Well-formed UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
bool is_utf8(std::string_view text);

/// U+0000 to U+001F and U+007F.
bool has_control_character(std::string_view text);

enum class Plus { is_plus, is_space };

/// Undoes percent escapes; nothing if one is malformed.
std::optional<std::string> percent_decode(std::string_view text, Plus plus);

}  // namespace assent::net
