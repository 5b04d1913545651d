#include "server/exchange/sheets/write_csv.hpp"

#include "shared/base/overloaded.hpp"

namespace assent::exchange::sheets {

static constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
static constexpr std::string_view runs_as_formula = "=+-@\t\r\n";

std::string csv_cell(std::string_view text)
{
    std::string cell;
    if (!text.empty() && runs_as_formula.find(text.front()) != std::string_view::npos) cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n;\t") == std::string::npos && (cell.empty() || (cell.front() != ' ' && cell.back() != ' '))) return cell;
    std::string quoted = "\"";
    for (const char c : cell) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string_view without_neutralising(std::string_view cell)
{
    if (cell.size() > 1 && cell[0] == '\'' && runs_as_formula.find(cell[1]) != std::string_view::npos) cell.remove_prefix(1);
    return cell;
}

static std::string in_file(const Cell& cell)
{
    return std::visit(Overloaded{
                          [](std::monostate) { return std::string(); },
                          [](const std::string& text) { return csv_cell(text); },
                          [](std::int64_t number) { return std::to_string(number); },
                          [](Date date) { return date.iso(); },
                      },
                      cell);
}

std::string csv_of(const Sheet& sheet)
{
    std::string csv(byte_order_mark);
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) csv += (i == 0 ? "" : ",") + csv_cell(sheet.columns[i].title);
    csv += "\r\n";
    for (const auto& row : sheet.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) csv += ',';
            csv += in_file(row[i]);
        }
        csv += "\r\n";
    }
    return csv;
}

}  // namespace assent::exchange::sheets
