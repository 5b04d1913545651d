// What holds of every comparison, tried on random texts and contents.
#if !defined(__EMSCRIPTEN__)
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "shared/document/compare.hpp"

namespace assent {
namespace {

rc::Gen<std::string> any_text()
{
    // Few words, so that texts have much in common.
    const auto piece = rc::gen::element<std::string>("care", "home", "the", "of", " ", " ", " ", "\n", ".", ",", "1,200",
                                                     "£", "trust's", "“", "\xFF", "-");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), [](const std::vector<std::string>& pieces) {
        std::string text;
        for (const auto& one : pieces) text += one;
        return text;
    });
}

std::string joined(const std::vector<TextRun>& runs, RunKind but)
{
    std::string text;
    for (const auto& run : runs)
        if (run.kind != but) text += run.text;
    return text;
}

RC_GTEST_PROP(CompareWordsPropertyTest, the_runs_hold_both_texts, ())
{
    const auto before = *any_text();
    const auto after = *any_text();
    const auto runs = compare_words(before, after);
    RC_ASSERT(joined(runs, RunKind::added) == before);
    RC_ASSERT(joined(runs, RunKind::removed) == after);
}

RC_GTEST_PROP(CompareWordsPropertyTest, neighbouring_runs_differ_in_kind_and_none_is_empty, ())
{
    const auto runs = compare_words(*any_text(), *any_text());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        RC_ASSERT(!runs[i].text.empty());
        if (i > 0) RC_ASSERT(runs[i].kind != runs[i - 1].kind);
        if (i > 0 && runs[i].kind == RunKind::removed) RC_ASSERT(runs[i - 1].kind == RunKind::same);
    }
}

RC_GTEST_PROP(CompareWordsPropertyTest, a_text_does_not_differ_from_itself, ())
{
    const auto text = *any_text();
    RC_ASSERT(compare_words(text, text).size() == (text.empty() ? 0U : 1U));
}

RC_GTEST_PROP(CompareSequencesPropertyTest, the_steps_walk_both_sequences_and_what_is_kept_is_equal, ())
{
    const auto small = rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 5));
    const auto before = *small;
    const auto after = *small;
    std::size_t x = 0;
    std::size_t y = 0;
    for (const auto& step : compare_sequences(before, after)) {
        RC_ASSERT(step.before_index == x);
        RC_ASSERT(step.after_index == y);
        if (step.kind == RunKind::same)
            for (std::uint32_t i = 0; i < step.count; ++i) RC_ASSERT(before[x + i] == after[y + i]);
        if (step.kind != RunKind::added) x += step.count;
        if (step.kind != RunKind::removed) y += step.count;
    }
    RC_ASSERT(x == before.size());
    RC_ASSERT(y == after.size());
}

/// The length of a longest common subsequence by the textbook table.
std::size_t common(const std::vector<std::uint32_t>& a, const std::vector<std::uint32_t>& b)
{
    std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1, 0));
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < b.size(); ++j)
            best[i + 1][j + 1] = a[i] == b[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    return best[a.size()][b.size()];
}

RC_GTEST_PROP(CompareSequencesPropertyTest, no_shorter_way_exists, ())
{
    const auto small = rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 4));
    const auto before = *small;
    const auto after = *small;
    std::size_t kept = 0;
    for (const auto& step : compare_sequences(before, after))
        if (step.kind == RunKind::same) kept += step.count;
    RC_ASSERT(kept == common(before, after));
}

Content any_content()
{
    Content content;
    std::set<int> used;
    const auto order = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
    for (const int number : order) {
        if (!used.insert(number).second) continue;
        Section section;
        section.id = ElementId::derived("section " + std::to_string(number));
        section.heading = "Section " + std::to_string(number);
        section.text = *rc::gen::element<std::string>("One text.", "Another text.", "");
        content.sections.push_back(section);
        Intention intention;
        intention.id = ElementId::derived("intention " + std::to_string(number));
        intention.reference = "PLN-" + std::to_string(number);
        intention.providers = *rc::gen::element<std::vector<std::string>>(std::vector<std::string>{},
                                                                          std::vector<std::string>{"BHT", "L&D"});
        content.intentions.push_back(intention);
    }
    MoneyTable table;
    table.id = ElementId::derived("table");
    table.columns = {"", "a", "b"};
    const auto rows = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
    for (const int row : rows) table.rows.push_back({{std::to_string(row / 2), std::to_string(row), "x"}});
    content.tables.push_back(table);
    return content;
}

std::vector<std::string> side_of(const RowChange& row, const TableChange& change, RunKind but)
{
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (change.columns[i].kind != but) cells.push_back(joined(row.cells[i], but));
    return cells;
}

MoneyTable any_table()
{
    MoneyTable table;
    table.columns = *rc::gen::element<std::vector<std::string>>(std::vector<std::string>{"", "a", "b"}, std::vector<std::string>{"", "b", "a"},
                                                                std::vector<std::string>{"", "a"}, std::vector<std::string>{"c"});
    for (const int row : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 9))) {
        table.rows.push_back({{std::to_string(row / 3), std::to_string(row % 3), "x"}});
        table.rows.back().cells.resize(table.columns.size());
    }
    return table;
}

RC_GTEST_PROP(CompareTablesPropertyTest, the_rows_hold_both_tables, ())
{
    const auto before = any_table();
    const auto after = any_table();
    const auto change = compare_tables(before, after);
    std::size_t old_rows = 0;
    std::uint32_t new_rows = 0;
    for (const auto& row : change.rows) {
        if (row.kind != RunKind::added) {
            ++old_rows;
            RC_ASSERT(side_of(row, change, RunKind::added) == before.rows.at(row.before_number - 1).cells);
        }
        if (row.kind == RunKind::removed) continue;
        RC_ASSERT(row.after_number == ++new_rows);
        RC_ASSERT(side_of(row, change, RunKind::removed) == after.rows.at(row.after_number - 1).cells);
    }
    RC_ASSERT(old_rows == before.rows.size());
    RC_ASSERT(new_rows == after.rows.size());
    RC_ASSERT(change.is_change() == (before.rows != after.rows || before.columns != after.columns));
}

RC_GTEST_PROP(ComparePropertyTest, nothing_changed_exactly_if_the_contents_are_equal, ())
{
    const auto before = any_content();
    const auto after = *rc::gen::arbitrary<bool>() ? before : any_content();
    RC_ASSERT(compare(before, after).changes.empty() == (before == after));
}

RC_GTEST_PROP(ComparePropertyTest, backwards_additions_are_removals_and_as_much_changed, ())
{
    const auto before = any_content();
    const auto after = any_content();
    const auto forth = compare(before, after).all();
    const auto back = compare(after, before).all();
    RC_ASSERT(forth.added == back.removed);
    RC_ASSERT(forth.removed == back.added);
    RC_ASSERT(forth.changed == back.changed);
}

RC_GTEST_PROP(ComparePropertyTest, the_counts_are_those_of_the_list_and_suggestions_stay_within_their_bound, ())
{
    const auto comparison = compare(any_content(), any_content());
    RC_ASSERT(comparison.all().total() == comparison.changes.size());
    const auto bound = *rc::gen::inRange<std::size_t>(1, 12);
    const auto lines = suggested_changes(comparison, bound);
    RC_ASSERT(lines.size() <= bound);
    RC_ASSERT(lines.empty() == comparison.changes.empty());
}

}  // namespace
}  // namespace assent
#endif
