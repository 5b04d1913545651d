#pragma once
// The plain encoding of what is hashed and signed: fields one after the other, each its length in bytes as 32 bits,
// little-endian, then the bytes. Numbers are little-endian too. Nothing else: no names, no alignment, no version inside.

#include <algorithm>
#include <cstdint>

#include "shared/base/bytes.hpp"

namespace assent::ledger {

inline void put_number(Bytes& into, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) into.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

inline void put_field(Bytes& into, BytesView bytes)
{
    put_number(into, bytes.size(), 4);
    into.insert(into.end(), bytes.begin(), bytes.end());
}

inline void put_number_field(Bytes& into, std::uint64_t value, std::size_t size)
{
    put_number(into, size, 4);
    put_number(into, value, size);
}

/// Reads fields in order. The first one that is not there, or not of the size asked for, fails the reader for good.
class FieldReader
{
public:
    explicit FieldReader(BytesView bytes) : left_(bytes) {}

    /// A field of any size; empty once failed.
    BytesView bytes()
    {
        const auto size = static_cast<std::size_t>(little_endian(4));
        if (failed_ || size > left_.size()) return fail();
        const BytesView field = left_.first(size);
        left_ = left_.subspan(size);
        return field;
    }

    std::uint64_t number(std::size_t size)
    {
        if (little_endian(4) != size) fail();
        return little_endian(size);
    }

    /// An Id, a Hash, a key.
    template<class T>
    T fixed()
    {
        T value;
        const BytesView field = bytes();
        if (field.size() != value.bytes.size())
            fail();
        else
            std::copy(field.begin(), field.end(), value.bytes.begin());
        return value;
    }

    /// All fields were there and nothing follows them.
    bool whole() const { return !failed_ && left_.empty(); }

private:
    BytesView fail()
    {
        failed_ = true;
        return {};
    }

    std::uint64_t little_endian(std::size_t size)
    {
        if (failed_ || size > left_.size()) {
            failed_ = true;
            return 0;
        }
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < size; ++i) value |= std::uint64_t{left_[i]} << (8 * i);
        left_ = left_.subspan(size);
        return value;
    }

    BytesView left_;
    bool failed_{};
};

}  // namespace assent::ledger
