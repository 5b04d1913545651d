#pragma once
// CSV files: RFC 4180 with CRLF, UTF-8 with a byte-order mark so that Excel reads it right, days as 2026-11-22. What a
// spreadsheet would run as a formula begins with an apostrophe instead (CWE-1236).

#include <string>
#include <string_view>

#include "server/exchange/sheets/sheet.hpp"

namespace assent::exchange::sheets {

/// One cell as it stands in a file: neutralised, and quoted where it must be.
std::string csv_cell(std::string_view text);

/// A line of titles, then a line for each row.
std::string csv_of(const Sheet& sheet);

/// What a cell of our own files said before it was neutralised; other texts as they are.
std::string_view without_neutralising(std::string_view cell);

}  // namespace assent::exchange::sheets
