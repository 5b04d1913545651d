#pragma once
// The outline: the contents table as printed, and the headings as they stand in the body. The two often disagree, which
// is reported. A heading's number is no identity: real documents repeat numbers.

#include <vector>

#include "server/exchange/layout.hpp"

namespace assent::exchange {

struct Heading
{
    OutlineEntry entry;
    std::size_t part{};   ///< index into the layout's parts
    bool in_contents{};
};

struct Outline
{
    std::vector<ContentsEntry> contents;
    std::vector<Heading> headings;
    std::vector<bool> consumed;   ///< parts that are contents rather than content, by index
    std::size_t body_begin{};     ///< the first part that belongs to the body
    std::vector<Doubt> doubts;
};

Outline read_outline(const Layout& layout);

/// Each heading's narrative.
std::vector<SectionText> read_sections(const Layout& layout, const Outline& outline);

/// Contents against body, numbers used twice or left out, broken page references, colons with nothing behind them.
std::vector<Doubt> check_outline(const Layout& layout, const Outline& outline);

}  // namespace assent::exchange
