#pragma once
// Between marked text (docs/marked-text.md) and Word's paragraphs.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/docx/word_document.hpp"

namespace assent::exchange::docx {

/// Each line of `text` as a paragraph: lists are Word's lists, bold, italic and links are runs.
///
/// style  of plain paragraphs, and of items of lists too unless those have their own
enum class ListStyles : std::uint8_t { own, keep };
std::vector<WordParagraph> marked_paragraphs(std::string_view text, std::string_view style, ListStyles lists);

/// The paragraph as a line of marked text, such that reading it gives the same words and marks. Only what would be read
/// as a mark is escaped. Words of deleted runs are left out.
std::string marked_line(const WordParagraph& paragraph, WordReading reading = WordReading::accepted);

}  // namespace assent::exchange::docx
