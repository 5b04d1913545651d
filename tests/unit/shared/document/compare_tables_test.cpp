#include <gtest/gtest.h>

#include "shared/document/compare.hpp"

namespace assent {
namespace {

using Runs = std::vector<TextRun>;
constexpr auto same = RunKind::same;
constexpr auto added = RunKind::added;
constexpr auto removed = RunKind::removed;

MoneyTable table(std::vector<TableRow> rows, std::vector<std::string> columns = {"Programme", "2025/26", "2026/27"})
{
    MoneyTable made;
    made.id = ElementId::derived("spend");
    made.title = "Spend by programme";
    made.columns = std::move(columns);
    made.rows = std::move(rows);
    return made;
}

/// "=1>1 Acute | 10 | -12+13", a row a line; "~" before the numbers of what moved, "*" of what changed.
std::string script(const TableChange& change)
{
    std::string lines;
    for (const auto& row : change.rows) {
        lines += row.kind == added ? "+" : row.kind == removed ? "-" : "=";
        if (row.changed) lines += "*";
        if (row.moved) lines += "~";
        lines += std::to_string(row.before_number) + ">" + std::to_string(row.after_number);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            lines += i == 0 ? " " : " | ";
            for (const auto& run : row.cells[i]) lines += (run.kind == added ? "+" : run.kind == removed ? "-" : "") + run.text;
        }
        lines += "\n";
    }
    return lines;
}

TEST(CompareTablesTest, a_changed_figure_is_marked_in_its_cell)
{
    const auto change = compare_tables(table({{{"Acute", "10", "12"}}, {{"Community", "5", "6"}}}),
                                       table({{{"Acute", "10", "12"}}, {{"Community", "5", "7"}}}));
    EXPECT_EQ(script(change), "=1>1 Acute | 10 | 12\n=*2>2 Community | 5 | -6+7\n");
    EXPECT_EQ(change.counts(), (ChangeCounts{0, 0, 1, 0}));
    EXPECT_EQ(summary_of(change), "1 row changed");
}

TEST(CompareTablesTest, rows_put_in_and_taken_out_are_rows_and_not_changed_figures)
{
    const auto before = table({{{"Acute", "10", "12"}}, {{"Community", "5", "6"}}});
    const auto after = table({{{"Acute", "10", "12"}}, {{"Ambulance", "1", "1"}}, {{"Community", "5", "6"}}});
    EXPECT_EQ(script(compare_tables(before, after)),
              "=1>1 Acute | 10 | 12\n+0>2 +Ambulance | +1 | +1\n=2>3 Community | 5 | 6\n");
    EXPECT_EQ(script(compare_tables(after, before)),
              "=1>1 Acute | 10 | 12\n-2>0 -Ambulance | -1 | -1\n=3>2 Community | 5 | 6\n");
}

TEST(CompareTablesTest, a_row_that_kept_its_name_is_paired_with_itself_among_new_rows)
{
    EXPECT_EQ(script(compare_tables(table({{{"Acute", "10", "12"}}}), table({{{"Ambulance", "1", "1"}}, {{"Acute", "10", "13"}}}))),
              "+0>1 +Ambulance | +1 | +1\n=*1>2 Acute | 10 | -12+13\n");
}

TEST(CompareTablesTest, a_row_that_was_renamed_is_known_by_its_figures)
{
    EXPECT_EQ(script(compare_tables(table({{{"Acute", "10", "12"}}}), table({{{"Hospitals", "10", "12"}}}))),
              "=*1>1 -Acute+Hospitals | 10 | 12\n");
}

TEST(CompareTablesTest, a_row_with_nothing_in_common_replaces_the_other)
{
    EXPECT_EQ(script(compare_tables(table({{{"Acute", "10", "12"}}}), table({{{"Ambulance", "1", "1"}}}))),
              "-1>0 -Acute | -10 | -12\n+0>1 +Ambulance | +1 | +1\n");
}

TEST(CompareTablesTest, a_row_that_moved_is_one_row_and_the_others_stayed)
{
    const auto change = compare_tables(table({{{"A", "1", "1"}}, {{"B", "2", "2"}}, {{"C", "3", "3"}}}),
                                       table({{{"C", "3", "3"}}, {{"A", "1", "1"}}, {{"B", "2", "2"}}}));
    EXPECT_EQ(script(change), "=~3>1 C | 3 | 3\n=1>2 A | 1 | 1\n=2>3 B | 2 | 2\n");
    EXPECT_EQ(summary_of(change), "1 row moved");
}

TEST(CompareTablesTest, a_row_that_moved_and_changed_is_known_by_its_first_cell_and_counts_as_changed)
{
    const auto change = compare_tables(table({{{"A", "1", "1"}}, {{"B", "2", "2"}}, {{"C", "3", "3"}}}),
                                       table({{{"C", "3", "9"}}, {{"A", "1", "1"}}, {{"B", "2", "2"}}}));
    EXPECT_EQ(script(change), "=*~3>1 C | 3 | -3+9\n=1>2 A | 1 | 1\n=2>3 B | 2 | 2\n");
    EXPECT_EQ(change.counts(), (ChangeCounts{0, 0, 1, 0}));
}

TEST(CompareTablesTest, equal_rows_pair_off_in_their_order)
{
    const auto change = compare_tables(table({{{"", "1", ""}}, {{"", "1", ""}}}), table({{{"", "1", ""}}, {{"", "1", ""}}, {{"", "1", ""}}}));
    EXPECT_EQ(change.counts(), (ChangeCounts{1, 0, 0, 0}));
}

TEST(CompareTablesTest, a_year_put_in_between_is_a_column_and_changes_no_row)
{
    const auto change = compare_tables(table({{{"Acute", "10", "12"}}}),
                                       table({{{"Acute", "10", "11", "12"}}}, {"Programme", "2025/26", "half", "2026/27"}));
    EXPECT_EQ(script(change), "=1>1 Acute | 10 | +11 | 12\n");
    EXPECT_EQ(change.columns[2], (ColumnChange{added, "", "half"}));
    EXPECT_EQ(summary_of(change), "columns changed");
    EXPECT_TRUE(change.is_change());
}

TEST(CompareTablesTest, a_renamed_column_stays_a_column)
{
    const auto change = compare_tables(table({{{"Acute", "10", "12"}}}),
                                       table({{{"Acute", "10", "13"}}}, {"Programme", "2025/26", "Plan 2026/27"}));
    EXPECT_EQ(change.columns[2], (ColumnChange{same, "2026/27", "Plan 2026/27"}));
    EXPECT_EQ(summary_of(change), "1 row changed, columns changed");
}

TEST(CompareTablesTest, cells_beyond_the_heads_and_rows_too_short_are_read_as_empty)
{
    const auto change = compare_tables(table({{{"Acute", "10"}}}), table({{{"Acute", "10", "", "note"}}}));
    EXPECT_EQ(script(change), "=1>1 Acute | 10 |  | +note\n");
    EXPECT_EQ(change.columns.size(), 4U);
}

TEST(CompareTablesTest, without_a_column_in_common_every_row_is_another)
{
    const auto change = compare_tables(table({}, {}), table({{{"Acute", "10"}}}, {"Programme", "2025/26"}));
    EXPECT_EQ(script(change), "+0>1 +Acute | +10\n");
}

TEST(CompareTablesTest, equal_tables_have_no_change_and_all_their_rows)
{
    const auto one = table({{{"Acute", "10", "12"}}, {{"Community", "5", "6"}}});
    const auto change = compare_tables(one, one);
    EXPECT_FALSE(change.is_change());
    EXPECT_EQ(change.rows.size(), 2U);
    EXPECT_EQ(summary_of(change), "");
}

TEST(CompareTablesTest, a_table_is_an_element_whose_rows_tell_the_change)
{
    Content before;
    before.tables = {table({{{"Acute", "10", "12"}}})};
    Content after;
    after.tables = {table({{{"Acute", "10", "13"}}, {{"Ambulance", "1", "1"}}})};
    const auto comparison = compare(before, after);
    ASSERT_EQ(comparison.changes.size(), 1U);
    EXPECT_EQ(comparison.changes[0].kind, ChangeKind::changed);
    EXPECT_TRUE(comparison.changes[0].fields.empty());
    EXPECT_EQ(comparison.changes[0].table.rows.size(), 2U);
    EXPECT_EQ(suggested_changes(comparison),
              (std::vector<std::string>{"Changed the table Spend by programme: 1 row added, 1 row changed"}));
}

}  // namespace
}  // namespace assent
