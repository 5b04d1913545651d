#pragma once
// UTF-8 as the text engine needs it: positions are counted in Unicode scalar values, storage in bytes.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assent::text {

inline bool continues_scalar(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// How many Unicode scalar values valid UTF-8 holds.
std::uint32_t scalar_count(const char* begin, std::size_t bytes);

/// The size in bytes of the first `scalars` scalar values of valid UTF-8 that holds at least as many.
std::size_t bytes_of_scalars(const char* begin, std::size_t bytes, std::uint32_t scalars);

/// Well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);

}  // namespace assent::text
