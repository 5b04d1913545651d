#pragma once
// The file as lines: what may be imported at all, where each line begins, and which lines are page furniture.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/imported_document.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

constexpr std::size_t import_bytes_max = 20U * 1024 * 1024;
constexpr std::size_t import_lines_max = 200'000;

/// Lines of an accepted file; they point into the bytes given to read_source, which must outlive them.
struct SourceText
{
    std::vector<std::string_view> lines;  ///< without line ends; lines[0] is line 1

    std::string_view operator[](Line line) const { return lines[line - 1]; }
    Line last() const { return static_cast<Line>(lines.size()); }
};

/// Checks that `bytes` are a text of bearable size and divides them into lines.
///
/// Errors  too_large: over 20 MB or 200,000 lines. malformed: empty, or not UTF-8 text; the sentence says what it looks
///         like and how to save it instead.
Result<SourceText> read_source(std::string_view bytes);

bool is_blank(std::string_view line);

/// "Page 3 of 20", "- 3 -", "3": a page number on a line of its own.
bool is_page_number(std::string_view line);

}  // namespace assent::exchange
