#pragma once
// SHA-256 (FIPS 180-4), for both sides: the browser build has no libsodium, and what a person saw must hash there to the
// same value as on the server.

#include <array>
#include <compare>
#include <cstdint>
#include <string>

#include "shared/base/bytes.hpp"

namespace assent {

/// 32 bytes of SHA-256. Ordered and compared by its bytes.
struct Hash
{
    std::array<std::uint8_t, 32> bytes{};

    bool operator==(const Hash&) const = default;
    bool operator<(const Hash& other) const { return bytes < other.bytes; }
    bool is_zero() const { return *this == Hash{}; }
    std::string hex() const { return to_hex(bytes); }
    /// The first twelve digits in groups of four, as people read them out: "8f3a 91c2 5d07".
    std::string short_text() const;
};

class Sha256
{
public:
    Sha256& update(BytesView bytes);
    Hash finish();

private:
    void compress(const std::uint8_t* block);

    std::array<std::uint32_t, 8> state_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> block_{};
    std::uint64_t size_{};
};

Hash sha256(BytesView bytes);

}  // namespace assent
