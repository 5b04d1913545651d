#pragma once
// Lines of words as the files of heads and the bundles have them: words with one space between, numbers in decimal, bytes in
// lower-case hexadecimal. There is one spelling for each value, so that a changed character is a changed value or a fault.

#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "shared/base/time.hpp"

namespace assent::ledger {

class LineReader
{
public:
    explicit LineReader(std::string_view line) : left_(line) {}

    /// The next word; empty, and the reader failed, if there is none.
    std::string_view word();
    std::uint64_t number();
    std::uint32_t small_number();
    Timestamp time();
    /// Any number of bytes, into a buffer that is used again.
    void bytes(Bytes& into);

    /// An Id, a Hash, a key, a signature.
    template<class T>
    T fixed()
    {
        T value;
        if (!hex(word(), value.bytes)) failed_ = true;
        return value;
    }

    void fail() { failed_ = true; }
    /// Every word was as asked for and none is left.
    bool whole() const { return !failed_ && ended_; }

private:
    static bool hex(std::string_view digits, std::span<std::uint8_t> into);

    std::string_view left_;
    bool ended_{};
    bool failed_{};
};

/// One line, without its end.
class LineWriter
{
public:
    explicit LineWriter(std::string_view first) : line_(first) {}

    LineWriter& word(std::string_view word);
    LineWriter& number(std::uint64_t value) { return word(std::to_string(value)); }
    LineWriter& time(Timestamp time) { return word(std::to_string(time.micros)); }
    LineWriter& bytes(BytesView bytes) { return word(to_hex(bytes)); }
    const std::string& line() const { return line_; }

private:
    std::string line_;
};

}  // namespace assent::ledger
