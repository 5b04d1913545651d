#pragma once
// Where in a long text the words stand that something is about: a suggestion, a feedback item, a change. Whoever ties
// something to words keeps their two ends, which move with the text, and the words themselves; this says where they are now.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "client/sync/live_texts.hpp"
#include "shared/model/feedback.hpp"

namespace assent::sync {

/// Words as they were when something was tied to them; the string must outlive it.
struct TiedWords
{
    std::string_view words;
    TextPoint start;  ///< in front of the first character
    TextPoint end;    ///< behind the last
};

struct WordsPlace
{
    enum class State : std::uint8_t {
        unknown,  ///< the text is not open, or was set anew since
        gone,     ///< all of them were deleted; begin and end say where they stood
        changed,  ///< something stands there, other than it was
        same,
    };
    State state{};
    std::size_t begin{}, end{};  ///< bytes of the text

    bool stands() const { return state == State::changed || state == State::same; }
    bool operator==(const WordsPlace&) const = default;
};

/// The places of words in an open text, in the order given. Time grows with the text plus the words, so that thousands in
/// one text are no slower than thousands in many (tests/bench/anchor_bench.cpp).
///
/// now  what the text says, as LiveTexts::words() has it
std::vector<WordsPlace> places_of(const LiveTexts& texts, const FieldRef& field, std::string_view now, const std::vector<TiedWords>& all);

/// Words that were only quoted, by what stood beside them: `same`, or `gone` if they are not there or stand in several places
/// and their surroundings do not tell which is meant.
WordsPlace place_of_quote(std::string_view now, std::string_view quote, std::string_view before, std::string_view after);

/// Where what items are about stands in a long text: by their ends, or, where those are not known, by what they quote.
std::vector<WordsPlace> places_of(const LiveTexts& texts, const FieldRef& field, std::string_view now, const std::vector<const About*>& items);

/// What somebody selected in an open text: the words, their ends and what stands beside them, for an item about them.
///
/// from, to  scalar values; equal: nothing is selected, and the whole element is meant
About about_words(const LiveTexts& texts, const FieldRef& field, std::string_view now, std::uint32_t from, std::uint32_t to);

}  // namespace assent::sync
