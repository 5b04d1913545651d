#pragma once
// Numbers in as few bytes as they need: seven bits a byte, the lowest first, the top bit says that more follow.

#include <cstdint>

#include "shared/base/bytes.hpp"

namespace assent::text {

inline void put_varint(Bytes& out, std::uint64_t value)
{
    while (value >= 0x80) {
        out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    out.push_back(static_cast<std::uint8_t>(value));
}

inline std::uint64_t zigzag(std::int64_t value)
{
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}

inline std::int64_t unzigzag(std::uint64_t value)
{
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// Reads hostile bytes: past the end, or on a number that does not fit, it stands still, gives 0 and is no longer good.
class Reader
{
public:
    explicit Reader(BytesView bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

    bool good() const { return good_; }
    bool done() const { return at_ == end_; }
    std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }
    void fail() { good_ = false; at_ = end_; }

    std::uint64_t varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && at_ < end_; shift += 7) {
            const std::uint8_t byte = *at_++;
            value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
            if (byte < 0x80) {
                if (shift == 63 && byte > 1) break;
                if (byte == 0 && shift > 0) break;  // one spelling for each number
                return value;
            }
        }
        fail();
        return 0;
    }

    /// A number no greater than `max`.
    std::uint32_t number(std::uint32_t max)
    {
        const std::uint64_t value = varint();
        if (value <= max) return static_cast<std::uint32_t>(value);
        fail();
        return 0;
    }

    BytesView take(std::size_t size)
    {
        if (size > left()) {
            fail();
            return {};
        }
        const BytesView taken(at_, size);
        at_ += size;
        return taken;
    }

private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
    bool good_{true};
};

}  // namespace assent::text
