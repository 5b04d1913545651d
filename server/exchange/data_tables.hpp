#pragma once
// Tables that hold no intentions: figures and lists, kept as written, with checks of their arithmetic. A sum that does not
// come out is reported, never mended.

#include <vector>

#include "server/exchange/layout.hpp"

namespace assent::exchange {

/// before  the paragraph above the table, which may be its caption; null if there is none.
ImportedTable read_data_table(const Part& part, const Part* before);

/// Sums, subtotals and percentages inside each table.
void check_sums(ImportedTable& table);

/// The same thing with two values: in two tables, in a table and another's total, in a table and the text.
/// period  the document's own financial year, "2018/19"; may be empty.
void check_across(std::vector<ImportedTable>& tables, const Layout& layout, const std::string& period);

/// Whether the table's first row is the header of a timetable.
bool is_milestone_table(const Part& table);

/// "21 Sep 17 - Planning guidance": dated items of lists, and tables of dates.
std::vector<ImportedMilestone> read_milestones(const Layout& layout, const std::vector<bool>& consumed);

}  // namespace assent::exchange
