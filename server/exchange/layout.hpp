#pragma once
// The parts of a document in the order they stand: paragraphs, bullets and tables. Tables come without delimiters: a
// table is a run of lines with tabs, which a page break (a blank line, a page number) may cut, even inside a row.

#include <cstdint>
#include <string>
#include <vector>

#include "server/exchange/columns.hpp"
#include "server/exchange/source_text.hpp"

namespace assent::exchange {

constexpr std::size_t row_cells_max = 64;

struct RawRow
{
    std::vector<std::string_view> cells;  ///< as in the file, trimmed
    Line line{};
    bool after_gap{};  ///< a page break stands before it

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
