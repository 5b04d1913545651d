#pragma once
// Registers: a table with a sticky, sortable head, of which only the rows in view are drawn and recorded. A row is
// opened by a press anywhere on it; for the keyboard and for assistive technology its name is a link or a button.
//
//   const auto result = ui::table("Intentions", {.columns = columns, .row_count = rows.size(), .selected = open},
//       [&](std::size_t i, ui::Row& row) {
//           row.key(rows[i].ref);
//           row.text(rows[i].ref, {.tone = Tone::secondary});
//           row.name(rows[i].title, rows[i].summary, rows[i].href);
//           row.chips(rows[i].providers);
//           row.pill(rows[i].state, Tone::amber);
//       });
//   if (result.opened) …
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/layout.hpp"

namespace assent::ui {

enum class Sort : std::uint8_t { none, ascending, descending };

struct Column {
    std::string title;
    float min_width{80};           ///< CSS pixels at 100 %
    float weight{0};               ///< share of what is left over; 0: exactly min_width
    Align align{Align::start};     ///< end for figures
    bool sortable{false};
    bool title_hidden{false};      ///< read, not shown (a column of buttons)
};

/// What a row callback fills, cell by cell, left to right.
class Row {
public:
    /// The row's own identity; needed before the first cell.
    void key(std::string_view key);
    void key(std::int64_t key);
    /// One cell of text; figures take .tabular.
    void text(std::string_view text, TextStyle style = {});
    /// Two lines: value and a secondary line.
    void text(std::string_view text, std::string_view second, TextStyle style = {});
    /// The cell that names the row: medium weight, pressed or followed to open it, with a secondary line.
    void name(std::string_view title, std::string_view second = {}, std::string_view href = {});
    void pill(std::string_view text, Tone tone, std::string_view second = {});
    void chips(const std::vector<std::string>& chips);
    void number(std::string_view figure, Tone tone = Tone::ink);
    void empty();
    /// Instead of cells: the head of the rows that follow, which opens and closes them. Its press is reported as `opened`.
    void group(std::string_view title, std::string_view note, bool expanded);
    /// Anything else, laid out as in a stack.
    void cell(const Body& body);

private:
    friend struct TableImpl;
    explicit Row(struct TableImpl& table) : table_{table} {}
    struct TableImpl& table_;
};

using RowBody = Callable<std::size_t, Row&>;  // index, row

struct Table {
    const std::vector<Column>& columns;
    std::size_t row_count{};
    std::optional<std::size_t> selected{};  ///< index of the row whose details are shown
    std::optional<std::size_t> sorted_by{};
    Sort sort{Sort::none};
    float row_height_guess{60};
    bool card{true};        ///< with a border of its own; false inside a card
    bool openable{true};    ///< rows can be pressed
    std::string_view empty_text{"Nothing here yet."};
};
struct TableResult {
    std::optional<std::size_t> opened;   ///< the row pressed
    std::optional<std::size_t> sort_by;  ///< the column head pressed; the view decides the direction
};
TableResult table(std::string_view name, const Table& options, const RowBody& rows);

}  // namespace assent::ui
