#pragma once
// Which words of a text were looked for, and the piece of a long text to show for it.

#include <string>
#include <string_view>
#include <vector>

#include "server/search/query.hpp"

namespace assent::search {

struct Excerpt
{
    std::string text;  ///< one line; "…" stands where something is left out
    std::vector<SearchMark> marks;
};

/// All of a short text, such as a title; its first 200 scalar values if it is longer.
Excerpt whole_of(const Tokenizer& tokenizer, std::string_view text, const std::vector<Term>& terms);

/// About 30 words around the place where most of the terms are. Looks at the first 32 KiB of the text.
Excerpt excerpt_of(const Tokenizer& tokenizer, std::string_view text, const std::vector<Term>& terms);

}  // namespace assent::search
