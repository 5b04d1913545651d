#pragma once
// Random edits that are the same on every machine: from a 64-bit generator with a reduction of our own.

#include <random>
#include <string>

#include "shared/text/text.hpp"

namespace assent::text {

class Random
{
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() >> 11) % bound; }

private:
    std::mt19937_64 engine_;
};

inline std::string random_words(Random& random)
{
    static const char* const pieces[] = {"a", "b", "c", " ", "word", "é", "ẞ", "😀", "two words", "\n"};
    std::string words;
    for (std::size_t i = 1 + random.below(3); i > 0; --i) words += pieces[random.below(10)];
    return words;
}

/// One to four edits, of the kinds that people make: typing on, deleting backwards and forwards, somewhere else.
inline void edit_at_random(Text& text, Random& random)
{
    std::uint32_t caret = static_cast<std::uint32_t>(random.below(text.size() + 1));
    for (std::size_t i = 1 + random.below(4); i > 0; --i) {
        switch (random.below(5)) {
        case 0:
            if (caret > 0) {
                --caret;
                (void)text.erase(caret, 1, {});
            }
            break;
        case 1: {
            const auto count = std::min(static_cast<std::uint32_t>(random.below(6)), text.size() - caret);
            (void)text.erase(caret, count, {});
            break;
        }
        case 2: caret = static_cast<std::uint32_t>(random.below(text.size() + 1)); [[fallthrough]];
        default: {
            const std::uint32_t before = text.size();
            (void)text.insert(caret, random_words(random), {});
            if (random.below(4) != 0) caret += text.size() - before;  // else the next stands before this one
        }
        }
    }
}

/// The text after the splice, by the plainest means.
inline std::string spliced(const std::string& text, const Splice& splice)
{
    const auto byte_of = [&](std::uint32_t position) {
        std::size_t at = 0;
        for (; at < text.size(); ++at) {
            if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
            if (position-- == 0) break;
        }
        return at;
    };
    return text.substr(0, byte_of(splice.position)) + splice.inserted + text.substr(byte_of(splice.position + splice.erased));
}

}  // namespace assent::text
