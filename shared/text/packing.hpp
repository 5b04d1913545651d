#pragma once
// Small compressors for the saved form. The visible text is wanted at once, so it is packed with matches of earlier bytes,
// which unpack at memory's speed. The rest is wanted later or is short: numbers and deleted text go through a binary
// arithmetic coder with adaptive predictions, which packs far better and unpacks far slower. Integers only: the same bytes
// on every machine. All unpacking takes hostile bytes.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"

namespace assent::text {

/// 32 bits that change with every bit of the bytes; no defence against intent.
std::uint32_t checksum(BytesView bytes);

/// Appends `text`, packed by matches, to `out`.
void pack_matches(std::string_view text, Bytes& out);
/// Unpacks exactly `size` bytes; false if the bytes are not what pack_matches made of so many.
bool unpack_matches(BytesView packed, std::size_t size, std::string& out);

/// The chance, in 1/65536, that the next bit is 1. Learns fast at first, slower later.
class Chance
{
public:
    std::uint32_t one() const { return p_; }
    void learn(bool bit)
    {
        const std::uint32_t rate = rate_ < 5 ? rate_++ + 1U : 5U;
        if (bit) {
            p_ = static_cast<std::uint16_t>(p_ + ((65535U - p_) >> rate));
        } else {
            p_ = static_cast<std::uint16_t>(p_ - (p_ >> rate));
        }
    }

private:
    std::uint16_t p_{32768};
    std::uint16_t rate_{0};
};

/// Arithmetic coding of bits. Both sides share this shape, so that a model is written once for both.
class BitEncoder
{
public:
    static constexpr bool decodes = false;
    explicit BitEncoder(Bytes& out) : out_(out) {}
    /// Codes the bit, which has the given chance in 1/65536 to be 1; returns it.
    bool code(bool bit, std::uint32_t one);
    void finish();

private:
    Bytes& out_;
    std::uint32_t low_{0};
    std::uint32_t high_{0xFFFFFFFF};
};

class BitDecoder
{
public:
    static constexpr bool decodes = true;
    explicit BitDecoder(BytesView in);
    bool code(bool ignored, std::uint32_t one);
    /// It has read far beyond the end: what it gives is made up.
    bool exhausted() const { return beyond_ > 8; }

private:
    std::uint32_t next();

    const std::uint8_t* at_;
    const std::uint8_t* end_;
    std::uint32_t low_{0};
    std::uint32_t high_{0xFFFFFFFF};
    std::uint32_t value_{0};
    std::uint32_t beyond_{0};
};

/// Codes nothing: for bytes that a model is to learn from but that are known on both sides.
class NoCoder
{
public:
    static constexpr bool decodes = false;
    bool code(bool bit, std::uint32_t) { return bit; }
};

/// Numbers of one meaning: how many bits they have is learnt, and of these bits the first ones.
class NumberModel
{
public:
    template<class Coder>
    std::uint32_t code(Coder& coder, std::uint32_t number);

private:
    static constexpr std::uint32_t short_lengths = 3;

    Chance short_[short_lengths];
    Chance length_[32];
    Chance first_bits_[33][8];
};

/// UTF-8 text, byte by byte, from what came before it: three contexts, each with its prediction, weighed by how well they
/// did. Bytes known from elsewhere are shown to it, so that those to be coded stand in their words.
class TextModel
{
public:
    /// bytes: how many there will be, which decides how much memory it takes.
    explicit TextModel(std::size_t bytes);
    template<class Coder>
    std::uint8_t code(Coder& coder, std::uint8_t byte);
    void show(std::uint8_t byte) { history_ = history_ << 8 | byte; }

private:
    static constexpr std::uint32_t contexts = 4;

    std::uint32_t slots_;
    std::vector<Chance> chances_;
    std::int32_t weights_[256][contexts];
    std::uint64_t history_{};
};

}  // namespace assent::text
