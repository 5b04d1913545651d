// One change of a comparison: its heading, and what differs in its fields and rows, to the word. What was added is
// underlined and what was removed is struck; for assistive technology both say so in words (client/web/style.css).
#include <algorithm>

#include "client/views/comparison.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t context_characters = 160;  // of unchanged text shown beside a change

enum class Side : std::uint8_t { both, before, after };

// ---- words -----------------------------------------------------------------------------------------------------------

std::string tail_of(const std::string& text, std::size_t bytes)
{
    std::size_t at = text.size() - bytes;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    const auto blank = text.find_first_of(" \n", at);
    return "… " + text.substr(blank == std::string::npos ? at : blank + 1);
}

std::string head_of(const std::string& text, std::size_t bytes)
{
    std::size_t at = bytes;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const auto blank = text.find_last_of(" \n", at);
    return text.substr(0, blank == std::string::npos || blank == 0 ? at : blank) + " …";
}

/// Long unchanged stretches are cut to what stands beside a change.
std::string shown_same(const std::string& text, bool first, bool last, bool whole)
{
    if (whole || text.size() <= 2 * context_characters + 40) return text;
    if (first && last) return text;
    if (first) return tail_of(text, context_characters);
    if (last) return head_of(text, context_characters);
    return head_of(text, context_characters) + "\n" + tail_of(text, context_characters);
}

std::vector<ui::Span> spans_of(const std::vector<TextRun>& runs, Side side, bool whole)
{
    std::vector<ui::Span> spans;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto& run = runs[i];
        if (run.kind == RunKind::same)
            spans.push_back({shown_same(run.text, i == 0, i + 1 == runs.size(), whole)});
        else if (run.kind == RunKind::removed && side != Side::after)
            spans.push_back({run.text, ui::Span::Kind::deleted});
        else if (run.kind == RunKind::added && side != Side::before)
            spans.push_back({run.text, ui::Span::Kind::inserted});
    }
    return spans;
}

/// One side of something, named for assistive technology; `absent` says what is there when there are no words.
void one_side(std::string_view name, const std::vector<ui::Span>& spans, std::string_view absent)
{
    const ui::Scope scope(name);
    ui::group(name, [&] {
        if (spans.empty()) ui::secondary(absent);
        else ui::rich_text("runs", spans);
    });
}

template<class Before, class After>
void two_columns(const Before& before, const After& after)
{
    ui::columns({.weights = {1, 1}, .min_width = 240, .gap = 24}, {[&] { before(); }, [&] { after(); }});
}

void show_field(const FieldChange& field, const ComparedSides& sides, const ChangeShown& shown)
{
    ui::stack(2, [&] {
        ui::small(field.label);
        if (shown.layout == ComparisonLayout::inline_text) {
            one_side(field.label, spans_of(field.runs, Side::both, shown.whole), "Nothing");
        } else {
            two_columns([&] { one_side(field.label + ", " + sides.before, spans_of(field.runs, Side::before, shown.whole), "Nothing"); },
                        [&] { one_side(field.label + ", " + sides.after, spans_of(field.runs, Side::after, shown.whole), "Nothing"); });
        }
        if (sides.actions && shown.change.kind == ChangeKind::changed) sides.actions(shown.change, &field);
    });
}

/// What the heading of an added or removed element says already.
bool is_in_title(const ElementChange& change, const FieldChange& field)
{
    if (change.kind != ChangeKind::added && change.kind != ChangeKind::removed) return false;
    for (const char* label : {"Reference", "Programme area", "Service area", "Number", "Heading", "Title"})
        if (field.label == label) return true;
    return false;
}

// ---- rows ------------------------------------------------------------------------------------------------------------

bool is_on(Side side, RunKind kind)
{
    return side == Side::both || kind == RunKind::same || (kind == RunKind::removed) == (side == Side::before);
}

std::string title_of(const ColumnChange& column, Side side)
{
    const std::string& title = column.kind == RunKind::removed || side == Side::before ? column.before : column.after;
    if (column.kind == RunKind::added) return title + " (column added)";
    if (column.kind == RunKind::removed) return title + " (column removed)";
    if (side == Side::both && column.before != column.after) return title + " (was " + column.before + ")";
    return title;
}

std::string row_words(const RowChange& row)
{
    if (row.kind == RunKind::added) return "Added";
    if (row.kind == RunKind::removed) return "Removed";
    if (row.changed) return row.moved ? "Changed and moved" : "Changed";
    return row.moved ? "Moved" : "Unchanged";
}

std::string row_numbers(const RowChange& row)
{
    if (row.kind == RunKind::removed) return "was row " + std::to_string(row.before_number);
    if (row.moved) return "from row " + std::to_string(row.before_number) + " to row " + std::to_string(row.after_number);
    return "row " + std::to_string(row.after_number);
}

void show_cell(ui::Row& row, std::size_t column, const std::vector<TextRun>& runs, Side side)
{
    const auto spans = spans_of(runs, side, true);
    const bool plain = std::all_of(spans.begin(), spans.end(), [](const auto& span) { return span.kind == ui::Span::Kind::plain; });
    std::string words;
    for (const auto& span : spans) words += span.text;
    if (plain) row.text(words);
    else row.cell([&] { ui::rich_text(std::to_string(column), spans, ui::TextSize::interface); });
}

void row_table(std::string_view name, const TableChange& table, const std::vector<const RowChange*>& rows, Side side)
{
    std::vector<ui::Column> columns = {{.title = "Row", .min_width = 104}};
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (!is_on(side, table.columns[i].kind)) continue;
        const std::string title = title_of(table.columns[i], side);
        const bool first = shown.empty();
        columns.push_back({.title = title.empty() ? "Column " + std::to_string(i + 1) : title, .min_width = first ? 112.0F : 78.0F, .weight = first ? 2.0F : 1.0F,
                           .title_hidden = title.empty()});
        shown.push_back(i);
    }
    ui::table(name, {.columns = columns, .row_count = rows.size(), .row_height_guess = 60, .card = false, .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& change = *rows[i];
                  row.key(static_cast<std::int64_t>(i));
                  row.name(row_words(change), row_numbers(change));
                  if (!is_on(side, change.kind)) {
                      row.text(side == Side::before ? "Not there before" : "Not there any more", {.tone = Tone::secondary});
                      return;
                  }
                  for (const auto column : shown) show_cell(row, column, change.cells[column], side);
              });
}

void show_rows(const TableChange& table, const ComparedSides& sides, const ChangeShown& shown)
{
    if (!table.is_change()) return;
    const bool all = shown.whole || table.columns_differ();
    std::vector<const RowChange*> rows;
    for (const auto& row : table.rows)
        if (all || row.is_change()) rows.push_back(&row);
    ui::small("Rows: " + summary_of(table));
    if (rows.empty()) return;
    const bool both = shown.change.kind == ChangeKind::changed || shown.change.kind == ChangeKind::moved;
    if (shown.layout == ComparisonLayout::inline_text || !both) {
        row_table("Rows", table, rows, Side::both);
        return;
    }
    two_columns([&] { row_table("Rows, " + sides.before, table, rows, Side::before); },
                [&] { row_table("Rows, " + sides.after, table, rows, Side::after); });
}

}  // namespace

void show_change(ViewContext& context, const ChangeShown& shown, const ComparedSides& sides)
{
    const auto& change = shown.change;
    const std::string title = change.title.empty() ? "Without a title" : change.title;
    const std::string place = std::to_string(shown.number) + " of " + std::to_string(shown.count);
    if (shown.go_to) {
        ui::focus_next();  // of its heading, which also scrolls to it
        ui::announce("Change " + place + ": " + words_of(change.kind));
    }
    ui::card(change.element.text(), {.accent = shown.current}, [&] {
        ui::row([&] {
            ui::heading(2, title, {ui::TextSize::interface, ui::Weight::semibold});
            ui::pill(words_of(change.kind), tone_of(change.kind));
            if (change.moved && change.kind != ChangeKind::moved) ui::pill("Moved", Tone::blue);
            ui::push_right();
            ui::small(place);
        });
        if (!change.group.empty()) ui::secondary(change.group);
        if (change.moved) ui::text(words_of_move(change));
        if (change.kind == ChangeKind::moved) ui::secondary("The words are the same.");
        const bool words = change.kind == ChangeKind::changed && !change.fields.empty();
        // Of an added or removed element there is only one side.
        ChangeShown how = shown;
        if (!words) how.layout = change.kind == ChangeKind::changed ? shown.layout : ComparisonLayout::inline_text;
        if (how.layout == ComparisonLayout::side_by_side)
            two_columns([&] { ui::text(sides.before, {.weight = ui::Weight::medium}); }, [&] { ui::text(sides.after, {.weight = ui::Weight::medium}); });
        for (std::size_t i = 0; i < change.fields.size(); ++i) {
            if (is_in_title(change, change.fields[i])) continue;
            const ui::Scope scope(static_cast<std::int64_t>(i));
            show_field(change.fields[i], sides, how);
        }
        show_rows(change.table, sides, how);
        if (sides.actions && change.kind == ChangeKind::removed) sides.actions(change, nullptr);
        if (change.kind != ChangeKind::removed && sides.after_is_draft)
            ui::link("Open in the plan", element_href(context, change.element));
    });
}

}  // namespace assent::views
