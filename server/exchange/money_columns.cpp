#include "server/exchange/money_columns.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace assent::exchange {

static std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_figure(const std::string& cell)
{
    std::string text = trimmed(cell);
    if (text == "-" || text == "\xe2\x80\x93" || text == "n/a") return true;
    bool digits = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            digits = true;
        } else if (text.compare(i, 2, "\xc2\xa3") == 0) {
            ++i;  // a pound sign
        } else if (text.compare(i, 3, "\xe2\x88\x92") == 0) {
            i += 2;  // a minus sign
        } else if ((c == 'k' || c == 'm') && i + 1 == text.size()) {
            continue;
        } else if (std::string_view("+-.,()% ").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return digits;
}

std::vector<bool> figure_columns(const MoneyTable& table, std::size_t width)
{
    std::vector<bool> figures(width, true);
    for (std::size_t column = 0; column < width; ++column) {
        bool any = false;
        for (const auto& row : table.rows) {
            if (column >= row.cells.size() || trimmed(row.cells[column]).empty()) continue;
            any = true;
            if (!is_figure(row.cells[column])) figures[column] = false;
        }
        figures[column] = figures[column] && any;
    }
    if (width > 0) figures[0] = false;  // it names the rows
    return figures;
}

bool is_total(const TableRow& row)
{
    if (row.cells.empty()) return false;
    std::string first = trimmed(row.cells.front());
    std::transform(first.begin(), first.end(), first.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return first.starts_with("total") || first.ends_with(" total");
}

}  // namespace assent::exchange
