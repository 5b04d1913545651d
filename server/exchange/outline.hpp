#pragma once
// The outline: the contents table as printed, and the headings as they stand in the body. The two often disagree, which
// is reported. A heading's number is no identity: real documents repeat numbers.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/layout.hpp"

namespace assent::exchange {

struct Heading
{
    OutlineEntry entry;
    std::size_t part{};   ///< index into the layout's parts
    bool in_contents{};
    bool names_part{};    ///< it heads tables and other parts made of the record, and is no section of its own
    PartStatus status{};
};

struct Outline
{
    std::vector<ContentsEntry> contents;
    std::vector<Heading> headings;
    std::vector<bool> consumed;   ///< parts that are contents rather than content, by index
    bool structured{};            ///< headings are marked as such, so that each divides the text
    std::size_t body_begin{};     ///< the first part that belongs to the body
    std::vector<Doubt> doubts;
};

Outline read_outline(const Layout& layout);

/// "3.10 Money", "Section 4: Title": number and words; nothing if no number stands in front.
struct NumberedHeading
{
    std::string number;
    std::string heading;
};
std::optional<NumberedHeading> split_number(std::string_view text);

/// Each heading's narrative.
std::vector<SectionText> read_sections(const Layout& layout, const Outline& outline);

/// Contents against body, numbers used twice or left out, broken page references, colons with nothing behind them.
std::vector<Doubt> check_outline(const Layout& layout, const Outline& outline);

}  // namespace assent::exchange
