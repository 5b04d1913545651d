#pragma once
// The parts of a document in the order they stand: paragraphs, bullets and tables. Tables come without delimiters: a
// table is a run of lines with tabs, which a page break (a blank line, a page number) may cut, even inside a row. A
// structured document (Word) has the same parts without guessing: its tables are true grids, its lists true lists.

#include <cstdint>
#include <string>
#include <vector>

#include "server/exchange/columns.hpp"
#include "server/exchange/markup.hpp"
#include "server/exchange/source_text.hpp"
#include "shared/model/content.hpp"

namespace assent::exchange {

constexpr std::size_t row_cells_max = 64;

struct RawRow
{
    std::vector<std::string_view> cells;  ///< as in the file, trimmed
    Line line{};
    bool after_gap{};  ///< a page break stands before it
    std::vector<CellText> read;  ///< of a structured document: the cells' paragraphs, as many as `cells`
    std::string conditions;      ///< said by the style of their paragraph, not looked for
    PartStatus status{};

    bool only_first_filled() const;
    std::size_t filled() const;
};

struct Part
{
    enum class Kind : std::uint8_t { paragraph, bullet, table };
    Kind kind{};
    std::string text;         ///< of a paragraph or bullet: without tags, glyph and asterisks
    std::vector<Line> lines;  ///< of a paragraph or bullet
    bool alone{};             ///< a one-line paragraph between blank lines
    bool bold{};              ///< wholly in asterisks, or a "#" before it
    std::uint8_t depth{};     ///< of a bullet: 1 if indented; of a "#" heading: the number of them
    std::vector<RawRow> rows; ///< of a table
    std::string marked;       ///< of a structured document: the text as a line of marked text
    bool structured{};        ///< a table that is a true grid: no cell was lost or slid
    bool exact{};             ///< it was exported from here: a paragraph of a cell is one value, a blank one is meant
    bool record{};            ///< a table about the document, no content of the plan
    bool is_title{};          ///< the paragraph is the document's title
    std::string title;        ///< of a structured table: its caption
    std::string unit;         ///< of a structured table
    PartStatus status{};      ///< of a structured table

    Line first_line() const { return kind == Kind::table ? rows.front().line : lines.front(); }
    Line last_line() const { return kind == Kind::table ? rows.back().line : lines.back(); }
};

struct Layout
{
    std::vector<Part> parts;
    std::vector<Doubt> doubts;
};

Layout lay_out(const SourceText& source);

}  // namespace assent::exchange
