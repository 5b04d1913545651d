#pragma once
// A table as somebody's file holds it: texts in rows, each row with its number in the file, so that a remark about it can be
// found again. Readers of CSV and XLSX make it; what its columns mean is for others to say.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace assent::exchange::sheets {

/// What a reader refuses to go beyond, before it takes the memory.
struct TableLimits
{
    static constexpr std::size_t bytes_max = 20 * 1024 * 1024;
    static constexpr std::size_t rows_max = 50'000;
    static constexpr std::size_t columns_max = 256;
    static constexpr std::size_t cells_max = 2'000'000;
    static constexpr std::size_t cell_bytes_max = 256 * 1024;
    static constexpr std::size_t text_bytes_max = 64 * 1024 * 1024;  ///< of all cells together
    static constexpr std::size_t sheets_max = 64;
};

struct SheetRow
{
    std::uint32_t number{};  ///< in the file, from 1: the spreadsheet's row, or the line a row of CSV begins in
    std::vector<std::string> cells;

    bool operator==(const SheetRow&) const = default;
};

struct Table
{
    std::vector<std::string> sheets;  ///< names of all sheets of the workbook; empty for CSV
    std::string sheet;                ///< the one that was read
    std::vector<SheetRow> rows;       ///< without those that are empty; UTF-8, days as 2026-11-22
    std::vector<std::string> remarks;  ///< sentences on how the file was read, where that was not plain

    bool operator==(const Table&) const = default;
};

/// Reads CSV or XLSX, whichever the bytes are.
///
/// sheet   name of the sheet of a workbook; empty: the first that has rows.
/// Errors  malformed, too_large, not_found: what is wrong and what to do, field "file" or "sheet".
Result<Table> read_table(std::string_view bytes, std::string_view sheet = {});

/// UTF-8 with or without a byte-order mark, UTF-16 as Excel saves "Unicode text", or else Windows-1252, which is remarked.
/// Comma, semicolon or tab, as the file itself says. Line feeds may stand in quoted cells.
Result<Table> read_csv(std::string_view bytes);

/// Shared and inline strings, numbers, true and false, days in both of Excel's systems, the values of formulas; a merged
/// cell's value stands in each cell it covers.
Result<Table> read_xlsx(std::string_view bytes, std::string_view sheet = {});

}  // namespace assent::exchange::sheets
