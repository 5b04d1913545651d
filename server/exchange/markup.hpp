#pragma once
// The remains of mark-up inside cells and paragraphs: lists that are never closed, items with all kinds of glyphs or
// none, paragraphs. Mark-up comes from an uploaded file and is untrusted: tags are dropped with all their attributes and
// nothing of them is kept. Text is kept to the letter, so "<3.5%" and "L&D" are text.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/imported_document.hpp"

namespace assent::exchange {

/// The text with every tag replaced by a space.
std::string without_tags(std::string_view text);

struct Block
{
    enum class Kind : std::uint8_t { paragraph, bullet };
    Kind kind{};
    std::string text;
    std::string marked;  ///< the same as a line of marked text, where the document has marks; otherwise empty
    std::vector<Line> lines;
    bool had_glyph{};     ///< the source marks it as an item
    bool guessed{};       ///< the boundary before it is our reading
    bool italic{};        ///< a note rather than a statement
    std::uint32_t list{}; ///< which list of the cell it stands in, from 1; 0 for a paragraph
    std::uint8_t depth{}; ///< how many items it stands inside: a list that opens inside another's item is one deeper
};

/// What was decided while reading a cell that a person should look at.
struct MarkupNote
{
    Line line{};
    std::string kind;
    std::string message;
};

struct CellText
{
    std::vector<Block> blocks;
    std::vector<MarkupNote> notes;

    bool empty() const { return blocks.empty(); }
    /// Each block on a line of its own, with its marks.
    std::string text() const;
    std::uint32_t bullets() const;
};

constexpr std::size_t cell_bytes_max = 256 * 1024;  ///< a page holds 5 KB; a longer cell is kept, but not divided

/// Reads one cell of a row.
CellText read_cell(std::string_view cell, Line line);

/// Appends what a page break cut off. Where the last block does not end as a sentence does and `more` does not open
/// with a list, the two halves are one block, joined by a space.
void append_continuation(CellText& cell, CellText more);

/// Divides lists whose items carry no glyph, splits off a paragraph that is glued to the last item, and puts a title
/// that lost its text together with it. Done after the parts of a cell are joined.
void settle_lists(CellText& cell);

}  // namespace assent::exchange
