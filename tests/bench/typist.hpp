#pragma once
// Somebody who types a text in many small edits, most of them where the last one was, some elsewhere, one in ten a deletion.
// The words are syllables by chance, so that there is nothing in them to compress but that. The same numbers give the same.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "shared/text/text.hpp"

namespace assent::bench {

class Typist
{
public:
    /// Comes to about `final_bytes` after `edits`, which is at least two for each.
    Typist(std::size_t edits, std::uint32_t final_bytes, std::uint64_t seed = 1) : left_(edits), final_bytes_(final_bytes), state_(seed)
    {
        text_.write_as(7);
    }

    /// The changes of one more edit, as they travel.
    Bytes next()
    {
        const auto mark = text_.mark();
        if (random(200) == 0) cursor_ = random(text_.size() + 1);
        const bool done = random(10) == 0 && cursor_ > 0 ? text_.erase(--cursor_, 1, {}).has_value() : type();
        if (!done) throw std::runtime_error("The text is full.");
        --left_;
        return text_.changes_since(mark);
    }

private:
    std::uint32_t random(std::uint32_t below)
    {
        state_ = state_ * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::uint32_t>((state_ >> 33) % below);
    }

    bool type()
    {
        const std::uint32_t size = text_.size() + 2 * left_ < final_bytes_ ? 3 : 2;
        constexpr std::string_view consonants = "bcdfghklmnprstvw", vowels = "aeiou";
        while (words_.size() < word_ + size) {
            words_ += consonants[random(16)];
            words_ += vowels[random(5)];
            if (random(3) == 0) words_ += ' ';
        }
        const bool done = text_.insert(cursor_, words_.substr(word_, size), {}).has_value();
        word_ += size;
        cursor_ += size;
        return done;
    }

    text::Text text_;
    std::size_t left_;
    std::uint32_t final_bytes_;
    std::uint64_t state_;
    std::uint32_t cursor_{};
    std::string words_;
    std::size_t word_{};
};

}  // namespace assent::bench
