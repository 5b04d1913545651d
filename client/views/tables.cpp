// Tables of figures: cells to edit, and what the arithmetic checks of the import found.
#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"

namespace assent::views {

namespace {

bool is_figure(const std::string& cell)
{
    bool digit = false;
    for (const char c : cell) {
        if (c >= '0' && c <= '9') digit = true;
        else if (std::string_view("£$€%,.()-+ k").find(c) == std::string_view::npos && static_cast<unsigned char>(c) < 0x80) return false;
    }
    return digit;
}

bool figures(const MoneyTable& table, std::size_t column)
{
    std::size_t yes = 0;
    std::size_t no = 0;
    for (const auto& row : table.rows)
        if (column < row.cells.size() && !row.cells[column].empty()) ++(is_figure(row.cells[column]) ? yes : no);
    return yes > no;
}

void row_buttons(ViewContext& context, const MoneyTable& table, std::size_t index)
{
    const auto& row = table.rows[index];
    const std::string name = row.cells.empty() || row.cells.front().empty() ? "row " + std::to_string(index + 1) : row.cells.front();
    const auto move = [&](int by) {
        std::vector<ElementId> order;
        for (const auto& each : table.rows) order.push_back(each.id);
        const auto [after, before] = places_beside(order, index + static_cast<std::size_t>(by), by);
        context.submit(EditContent{context.plan->id, {MoveRow{table.id, row.id, after, before}}});
    };
    ui::row([&] {
        if (ui::icon_button(ui::Icon::up, "Move " + name + " up", index == 0 ? "It is the first row." : "")) move(-1);
        if (ui::icon_button(ui::Icon::down, "Move " + name + " down", index + 1 == table.rows.size() ? "It is the last row." : "")) move(1);
        if (ui::icon_button(ui::Icon::close, "Remove " + name)) context.submit(EditContent{context.plan->id, {RemoveRow{table.id, row.id}}});
    });
}

void grid_of(ViewContext& context, const MoneyTable& table, const std::string& name, bool editing)
{
    std::vector<ui::Column> columns;
    std::size_t widest = 0;
    for (const auto& row : table.rows) widest = std::max(widest, row.cells.size());
    const std::size_t count = std::max(table.columns.size(), widest);
    for (std::size_t i = 0; i < count; ++i) {
        ui::Column column;
        column.title = i < table.columns.size() && !table.columns[i].empty() ? table.columns[i] : "Column " + std::to_string(i + 1);
        column.title_hidden = i >= table.columns.size() || table.columns[i].empty();
        const bool right = figures(table, i);
        if (right && !table.unit.empty()) column.title += ", " + table.unit;
        column.align = right ? ui::Align::end : ui::Align::start;
        column.min_width = editing ? (right ? 130 : 180) : right ? 96 : 140;
        column.weight = right ? 1 : 2;
        columns.push_back(std::move(column));
    }
    if (editing) columns.push_back({.title = "Row", .min_width = 132, .title_hidden = true});
    const bool has_figures = std::any_of(columns.begin(), columns.end(), [](const ui::Column& column) { return column.align == ui::Align::end; });
    ui::table(name, {.columns = columns, .row_count = table.rows.size(), .row_height_guess = editing ? 52.0F : 40.0F, .card = false, .openable = false,
                     .empty_text = "This table has no rows."},
              [&](std::size_t r, ui::Row& row) {
                  row.key(table.rows[r].id.text());
                  const auto& cells = table.rows[r].cells;
                  for (std::size_t c = 0; c < count; ++c) {
                      if (c >= cells.size()) {
                          row.empty();
                      } else if (editing) {
                          const std::string label = columns[c].title + ", " + (cells.empty() || c == 0 ? "row " + std::to_string(r + 1) : cells.front());
                          row.cell([&] { content_cell(context, table, static_cast<std::uint32_t>(r), static_cast<std::uint32_t>(c), label); });
                      } else if (columns[c].align == ui::Align::end) {
                          row.number(cells[c]);
                      } else if (c == 0 && has_figures) {
                          row.name(cells[c]);
                      } else {
                          row.text(cells[c]);
                      }
                  }
                  if (editing) row.cell([&] { row_buttons(context, table, r); });
              });
}

void one_table(ViewContext& context, const MoneyTable& table, std::size_t number)
{
    const std::string title = table.title.empty() ? "Table " + std::to_string(number) : table.title;
    const bool may_edit = why_not_edit(context).empty();
    const bool editing = may_edit && context.route.id<ElementId>("item") == table.id;
    ui::card(table.id.text(), {.accent = editing}, [&] {
        ui::row([&] {
            ui::heading(2, title);
            if (!table.unit.empty()) ui::secondary("in " + table.unit);
            ui::pill(words_of(table.status), tone_of(table.status));
            ui::push_right();
            const std::string name = (editing ? "Done editing " : "Edit ") + title;
            if (may_edit && ui::button(editing ? "Done###edit" : "Edit###edit", {.kind = editing ? ui::ButtonKind::primary : ui::ButtonKind::secondary, .name = name, .small = true}))
                context.set_query("item", editing ? "" : table.id.text());
        });
        for (std::size_t i = 0; i < table.findings.size(); ++i) {
            const ui::Scope scope(static_cast<std::int64_t>(i));
            ui::callout(ui::Tone::amber, table.findings[i], i == 0 ? "The figures do not all agree" : "");
        }
        if (editing)
            ui::columns({.weights = {3, 1, 1}, .min_width = 140, .gap = 12},
                        {[&] { content_text(context, table.id, TextField::title, "Title"); },
                         [&] { content_text(context, table.id, TextField::unit, "Unit", {.placeholder = "£000s"}); },
                         [&] { content_choice(context, table.id, TextField::status, "Status", status_options()); }});
        grid_of(context, table, title, editing);
        if (editing)
            ui::row([&] {
                if (ui::button("Add a row", {.small = true})) {
                    AddRow add;
                    add.table = table.id;
                    add.row.id = context.new_id<ElementId>();
                    add.row.cells.resize(table.columns.size());
                    if (!table.rows.empty()) add.after = table.rows.back().id;
                    context.submit(EditContent{context.plan->id, {add}});
                }
            });
        if (!table.source_lines.empty()) {
            const auto [first, last] = std::minmax_element(table.source_lines.begin(), table.source_lines.end());
            ui::small(*first == *last ? "Line " + std::to_string(*first) + " of the imported file."
                                      : "Lines " + std::to_string(*first) + " to " + std::to_string(*last) + " of the imported file.");
        }
    });
}

}  // namespace

void tables(ViewContext& context)
{
    if (context.content->tables.empty()) {
        ui::empty_state({.title = "No tables", .text = "Tables of figures come with an imported document. This plan has none."});
        return;
    }
    const auto with_findings = std::count_if(context.content->tables.begin(), context.content->tables.end(),
                                             [](const MoneyTable& table) { return !table.findings.empty(); });
    if (with_findings)
        ui::secondary(std::to_string(with_findings) + (with_findings == 1 ? " table has" : " tables have") +
                      " figures that do not agree. They stand as they were imported until somebody changes them.");
    ui::stack(16, [&] {
        std::size_t number = 0;
        for (const auto& table : context.content->tables) {
            const ui::Scope scope(table.id.text());
            one_table(context, table, ++number);
        }
    });
}

}  // namespace assent::views
