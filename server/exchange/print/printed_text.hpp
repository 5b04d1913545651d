#pragma once
// Words and blocks of a printed document from the model's texts.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

/// One run; none for an empty text. Hidden characters are made visible (visible_text.hpp).
Words as_words(std::string_view text, Look look = Look::plain);
Words bold_words(std::string_view text);
Words operator+(Words left, Words right);

Paragraph paragraph(std::string_view text, ParagraphLook look = ParagraphLook::plain);
/// A word on a coloured field.
Run mark(std::string_view text, Look look);

/// A long text with its marks (docs/marked-text.md): paragraphs, lists within lists, bold, italic, links.
std::vector<TextBlock> marked_blocks(std::string_view text);

Cell cell(std::string_view text);
Cell row_head(Cell of);
/// Short values below one another; the word `none` where there are none, so that no cell is empty.
Cell values_cell(const std::vector<std::string>& items, std::string_view none);
Cell value_cell(const std::string& item, std::string_view none);

std::vector<Column> columns_of(const std::vector<std::string>& names);

}  // namespace assent::exchange::print
