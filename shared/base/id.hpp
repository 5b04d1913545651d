#pragma once
// Identifiers: 128 random bits, so that they cannot be guessed or counted (ASVS 5.0, 11.5.1). Whoever creates a thing
// chooses its identifier, which makes the creating command safe to repeat. Kinds of identifier do not mix.

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/sha256.hpp"

namespace assent {

template<class Tag>
struct Id
{
    std::array<std::uint8_t, 16> bytes{};

    bool operator==(const Id&) const = default;
    bool operator<(const Id& other) const { return bytes < other.bytes; }
    explicit operator bool() const { return *this != Id{}; }

    /// 32 hexadecimal digits.
    std::string text() const { return to_hex(bytes); }

    static std::optional<Id> parse(std::string_view text)
    {
        const auto parsed = from_hex(text);
        if (!parsed || parsed->size() != 16) return std::nullopt;
        Id id;
        std::copy(parsed->begin(), parsed->end(), id.bytes.begin());
        return id;
    }

    /// The same identifier for the same words: used where a thing must keep its identity when made again, such as a
    /// record of an imported file.
    static Id derived(std::string_view words)
    {
        const Hash hash = sha256(as_bytes(words));
        Id id;
        std::copy_n(hash.bytes.begin(), 16, id.bytes.begin());
        return id;
    }
};

/// One command's idempotency key, chosen by the client that sends it.
using Key = Id<struct KeyTag>;

}  // namespace assent

template<class Tag>
struct std::hash<assent::Id<Tag>>
{
    std::size_t operator()(const assent::Id<Tag>& id) const
    {
        // Identifiers are random or hashed: their first bytes are a hash already.
        std::size_t value = 0;
        for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | id.bytes[i];
        return value;
    }
};
