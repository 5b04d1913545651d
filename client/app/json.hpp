#pragma once
// Reads the few JSON answers of the server (RFC 8259): who is signed in, and what an upload was found to hold. Bounded in
// size and depth; anything else is refused whole.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace assent::app {

struct Json
{
    enum class Kind { null, boolean, number, text, list, object };
    Kind kind{Kind::null};
    bool truth{};
    double number{};
    std::string text;
    std::vector<Json> items;
    std::map<std::string, Json, std::less<>> members;

    /// A member of an object; null if there is none.
    const Json& operator[](std::string_view name) const;
    /// The number as a count; 0 for anything else.
    unsigned count() const;
};

/// Nothing if `text` is not one JSON value, is nested too deeply, or holds more than a million characters.
std::optional<Json> parse_json(std::string_view text);

}  // namespace assent::app
