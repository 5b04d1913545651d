#pragma once
// XLSX files, through libxlsxwriter: typed days and numbers, a frozen bold row of titles with a filter, wrapped text, and
// nothing else: no merged cells, fills, blank rows or formulas (REQUIREMENTS, section 7, "Files"). The same sheet and
// properties give the same bytes.

#include <string>
#include <vector>

#include "server/exchange/sheets/sheet.hpp"
#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::sheets {

/// What the file says about itself.
struct SheetProperties
{
    std::string title;
    std::string subject;
    std::string organisation;
    Timestamp as_of;  ///< shown as the day the file was made: of the record, not of the clock
};

struct XlsxLimits
{
    static constexpr std::size_t cell_units_max = 32'767;  ///< Excel's, in UTF-16 units
    static constexpr std::size_t rows_max = 1'048'576;     ///< Excel's, with the titles
};

/// A text that Excel could not hold is cut and says so.
/// Errors  too_large: more rows than Excel has. storage_failed: the temporary folder cannot be written.
Result<Bytes> xlsx_of(const Sheet& sheet, const SheetProperties& properties);

/// `text` as it is written: cut at a character to what a cell holds, with a remark at its end.
std::string fitted(const std::string& text);

}  // namespace assent::exchange::sheets
