#include "server/exchange/figures.hpp"

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {

std::optional<Figure> read_figure(std::string_view cell)
{
    cell = trim(cell);
    if (cell.empty() || cell.size() > 24) return std::nullopt;
    bool negative = false;
    if (cell.front() == '(' && cell.back() == ')') {
        negative = true;
        cell = cell.substr(1, cell.size() - 2);
    }
    if (!cell.empty() && cell.front() == '-') {
        negative = true;
        cell.remove_prefix(1);
    }
    if (cell.starts_with("\u00a3")) cell.remove_prefix(2);
    Figure figure;
    if (!cell.empty() && cell.back() == '%') {
        figure.percent = true;
        cell = trim(cell.substr(0, cell.size() - 1));
    }
    int digits = 0;
    std::size_t i = 0;
    for (; i < cell.size() && (is_digit(cell[i]) || (cell[i] == ',' && i > 0)); ++i) {
        if (cell[i] == ',') continue;
        if (++digits > 12) return std::nullopt;
        figure.milli = figure.milli * 10 + (cell[i] - '0');
    }
    if (digits == 0) return std::nullopt;
    figure.milli *= 1000;
    if (i < cell.size() && cell[i] == '.') {
        std::int64_t place = 100;
        for (++i; i < cell.size() && is_digit(cell[i]); ++i) {
            if (++figure.decimals > 3) return std::nullopt;
            figure.milli += (cell[i] - '0') * place;
            place /= 10;
        }
        if (figure.decimals == 0) return std::nullopt;
    }
    if (i != cell.size()) return std::nullopt;
    if (negative) figure.milli = -figure.milli;
    return figure;
}

std::string figure_text(std::int64_t milli, std::uint8_t decimals)
{
    const bool negative = milli < 0;
    const std::uint64_t value = negative ? 0 - static_cast<std::uint64_t>(milli) : static_cast<std::uint64_t>(milli);
    std::string whole = std::to_string(value / 1000);
    for (std::size_t at = whole.size(); at > 3;) {
        at -= 3;
        whole.insert(at, ",");
    }
    std::string text = negative ? "-" + whole : whole;
    if (decimals > 0) {
        std::string fraction = std::to_string(value % 1000);
        fraction.insert(0, 3 - fraction.size(), '0');
        text += "." + fraction.substr(0, decimals);
    }
    return text;
}

}  // namespace assent::exchange
