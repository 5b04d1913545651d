#include "server/ledger/line_words.hpp"

#include <array>
#include <charconv>

namespace assent::ledger {

namespace {

/// The value of each lower-case hexadecimal digit; 16 for any other character.
constexpr std::array<std::uint8_t, 256> digit_values = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(16);
    for (std::uint8_t i = 0; i < 10; ++i) values[static_cast<std::size_t>('0' + i)] = i;
    for (std::uint8_t i = 0; i < 6; ++i) values[static_cast<std::size_t>('a' + i)] = static_cast<std::uint8_t>(10 + i);
    return values;
}();

template<class Number>
Number parse_number(std::string_view word, bool& failed)
{
    Number value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    const bool plain = word.size() < 2 || (word.front() != '0' && !word.starts_with("-0"));
    if (error != std::errc{} || end != word.data() + word.size() || !plain || word == "-0") failed = true;
    return value;
}

}  // namespace

std::string_view LineReader::word()
{
    if (ended_ || failed_) {
        failed_ = true;
        return {};
    }
    const auto space = left_.find(' ');
    const std::string_view word = left_.substr(0, space);
    ended_ = space == std::string_view::npos;
    left_ = ended_ ? std::string_view{} : left_.substr(space + 1);
    if (word.empty()) failed_ = true;
    return word;
}

std::uint64_t LineReader::number()
{
    return parse_number<std::uint64_t>(word(), failed_);
}

std::uint32_t LineReader::small_number()
{
    return parse_number<std::uint32_t>(word(), failed_);
}

Timestamp LineReader::time()
{
    return {parse_number<std::int64_t>(word(), failed_)};
}

void LineReader::bytes(Bytes& into)
{
    const std::string_view digits = word();
    into.resize(digits.size() / 2);
    if (!hex(digits, into)) failed_ = true;
}

bool LineReader::hex(std::string_view digits, std::span<std::uint8_t> into)
{
    if (digits.size() != 2 * into.size()) return false;
    std::uint8_t seen = 0;
    for (std::size_t i = 0; i < into.size(); ++i) {
        const std::uint8_t high = digit_values[static_cast<std::uint8_t>(digits[2 * i])];
        const std::uint8_t low = digit_values[static_cast<std::uint8_t>(digits[2 * i + 1])];
        seen |= high | low;
        into[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return seen < 16;
}

LineWriter& LineWriter::word(std::string_view word)
{
    line_ += ' ';
    line_ += word;
    return *this;
}

}  // namespace assent::ledger
