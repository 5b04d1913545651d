#pragma once
// Bytes as values, and their spelling in hexadecimal.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assent {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

inline BytesView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view as_text(BytesView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Lower-case hexadecimal, two digits a byte.
std::string to_hex(BytesView bytes);

/// The bytes that `hex` spells; nothing if its length is odd or a character is no hexadecimal digit.
std::optional<Bytes> from_hex(std::string_view hex);

}  // namespace assent
