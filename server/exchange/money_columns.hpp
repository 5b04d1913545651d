#pragma once
// How the columns and rows of a money table are set: figures to the right, sums set off. The same for every form of output.

#include <string>
#include <vector>

#include "shared/model/content.hpp"

namespace assent::exchange {

/// Whether a cell is a figure: digits with signs, separators, brackets, a percent sign, a currency sign or a unit of
/// thousands or millions; "-" and "n/a" go with figures.
bool is_figure(const std::string& cell);

/// For each of `width` columns whether every filled cell is a figure; never the first, which names the rows.
std::vector<bool> figure_columns(const MoneyTable& table, std::size_t width);

/// Whether the row's name says that it sums others up.
bool is_total(const TableRow& row);

}  // namespace assent::exchange
