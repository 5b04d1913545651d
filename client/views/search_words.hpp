#pragma once
// What is typed into the search: words, and filters as chips. "provider:LCCG" or "quarter:"2026/27 Q1"" becomes a chip when it is
// ended by a blank or Enter. One line of text holds both, for recent searches.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/protocol/message.hpp"

namespace assent::views {

struct SearchWords
{
    std::string text;
    std::vector<SearchFilter> filters;
    bool operator==(const SearchWords&) const = default;
};

/// Takes filters that are ended out of the text. `all`: also one at the end that nothing follows.
void take_filters(SearchWords& words, bool all);

/// As a person could have typed it, and back.
std::string line_of(const SearchWords& words);
SearchWords words_of_line(std::string line);

/// "provider": what stands before the colon; "Provider: LCCG" of a chip.
std::string_view name_of(SearchFacet facet);
std::string label_of(const SearchFilter& filter);

/// "Intentions": a kind's things as a heading.
std::string_view heading_of(SearchKind kind);

}  // namespace assent::views
