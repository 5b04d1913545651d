#pragma once
// A register as a spreadsheet sees it: columns with a title, a type and a width, and rows of typed cells. What a register
// holds is said once (registers.hpp) and written as CSV (write_csv.hpp) or XLSX (write_xlsx.hpp).

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/time.hpp"

namespace assent::exchange::sheets {

enum class ColumnType : std::uint8_t { text, number, date };

struct Column
{
    std::string title;
    ColumnType type{};
    double width{12};  ///< in characters, as spreadsheets measure
};

/// Empty, a text, a whole number or a day.
using Cell = std::variant<std::monostate, std::string, std::int64_t, Date>;

struct Sheet
{
    std::string name;  ///< at most 31 characters, none of []:*?/\ : Excel's rule for tabs
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
};

}  // namespace assent::exchange::sheets
