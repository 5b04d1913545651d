#include "server/exchange/data_tables.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <unordered_map>

#include "server/exchange/figures.hpp"
#include "server/exchange/markup.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

bool is_caption(std::string_view text)
{
    if (text.size() > 200) return false;
    for (const std::string_view word : {"table ", "figure ", "chart "})
        if (starts_with_ignoring_case(text, word)) return true;
    return false;
}

bool label_like(std::string_view cell)
{
    return cell.size() <= 80 && (cell.empty() || (cell.back() != '.' && cell.find("<ul") == std::string_view::npos &&
                                                  cell.find("<p") == std::string_view::npos));
}

/// How many rows at the head name the columns.
std::size_t header_rows(const std::vector<RawRow>& rows)
{
    if (rows.size() < 2) return 0;
    const auto numeric = [](const RawRow& row) {
        return std::count_if(row.cells.begin(), row.cells.end(), [](std::string_view c) { return read_figure(c).has_value(); });
    };
    // Merged cells: rows whose first cell is blank, over rows that have one.
    std::size_t blank = 0;
    while (blank < rows.size() && blank < 3 && rows[blank].cells.size() > 1 && rows[blank].cells.front().empty() &&
           numeric(rows[blank]) == 0 && !rows[blank].after_gap)
        ++blank;
    if (blank > 0 && blank < rows.size()) return blank;
    const RawRow& first = rows.front();
    if (first.cells.size() == 1) return 1;  // a single column was announced as a table; its first line names it
    if (numeric(first) > 0 || first.filled() < 2) return 0;
    if (is_digit(first.cells.front().empty() ? ' ' : first.cells.front().front()) && first.cells.front().size() <= 4) return 0;
    return std::all_of(first.cells.begin(), first.cells.end(), label_like) ? 1 : 0;
}

std::string unit_in(std::string_view text)
{
    const std::string folded = fold(text);
    for (const std::string_view word : {"\u00a3m", "\u00a3 m", "\u00a3million", "\u00a3 million", "\u00a3'm"})
        if (folded.find(word) != std::string::npos) return "\u00a3m";
    for (const std::string_view word : {"\u00a3000", "\u00a3 000", "\u00a3k", "\u00a3'000", "\u00a3,000"})
        if (folded.find(word) != std::string::npos) return "\u00a3000s";
    return {};
}

}  // namespace

ImportedTable read_data_table(const Part& part, const Part* before)
{
    ImportedTable table;
    table.title = part.title;
    table.status = part.status;
    std::vector<RawRow> rows;
    std::size_t width = 0;
    for (const RawRow& row : part.rows) width = std::max(width, row.cells.size());
    std::size_t first = 0;
    if (table.title.empty() && before != nullptr && before->kind == Part::Kind::paragraph && is_caption(before->text)) {
        table.title = before->text;
        table.lines.push_back(before->first_line());
    }
    if (!part.structured && part.rows.size() > 1 && part.rows.front().only_first_filled() && width > 1) {
        if (table.title.empty()) table.title = plain(part.rows.front().cells.front());
        table.lines.push_back(part.rows.front().line);
        first = 1;
    }
    for (std::size_t i = first; i < part.rows.size(); ++i) {
        const RawRow& row = part.rows[i];
        table.lines.push_back(row.line);
        if (std::all_of(row.cells.begin(), row.cells.end(), [](std::string_view c) { return c.empty() || is_ruler(c); })) continue;
        rows.push_back(row);
    }
    const std::size_t head = header_rows(rows);
    table.columns.assign(width, {});
    for (std::size_t r = 0; r < head; ++r) {
        std::string carried;
        for (std::size_t c = 0; c < width; ++c) {
            std::string words = c < rows[r].cells.size() ? plain(rows[r].cells[c]) : std::string();
            // In all but the last header row, a name stands once over the columns it spans.
            if (!words.empty()) carried = words;
            else if (r + 1 < head && c > 0) words = carried;
            if (words.empty()) continue;
            if (!table.columns[c].empty()) table.columns[c].push_back(' ');
            table.columns[c] += words;
        }
    }
    if (head == 0) table.columns.clear();
    for (std::size_t r = head; r < rows.size(); ++r) {
        const RawRow& row = rows[r];
        std::vector<std::string> cells(width);
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            if (!row.read.empty()) {
                // A table's cells are plain words: bold totals are looks.
                for (const Block& block : row.read[c].blocks) cells[c] += (cells[c].empty() ? "" : "\n") + block.text;
                continue;
            }
            CellText cell = read_cell(row.cells[c], row.line);
            settle_lists(cell);
            cells[c] = cell.text();
        }
        const bool goes_on = row.after_gap && cells.front().empty() && !table.rows.empty() &&
                             std::none_of(cells.begin(), cells.end(), [](const std::string& c) { return read_figure(c).has_value(); });
        if (goes_on) {
            for (std::size_t c = 0; c < width; ++c) {
                if (cells[c].empty()) continue;
                std::string& above = table.rows.back()[c];
                if (!above.empty()) above.push_back(ends_sentence(above) ? '\n' : ' ');
                above += cells[c];
            }
            continue;
        }
        table.rows.push_back(std::move(cells));
        table.row_lines.push_back(row.line);
    }
    if (table.title.empty() && width == 1 && !table.columns.empty()) table.title = table.columns.front();
    std::string heads = table.title;
    for (const auto& column : table.columns) heads += " | " + column;
    table.unit = part.unit.empty() ? unit_in(heads) : part.unit;
    return table;
}

bool is_milestone_table(const Part& table)
{
    std::vector<std::string> header;
    for (const auto cell : table.rows.front().cells) header.push_back(cell.size() > 200 ? "" : plain(cell));
    return kind_of_header(header) == TableKind::milestones;
}

std::vector<ImportedMilestone> read_milestones(const Layout& layout, const std::vector<bool>& consumed)
{
    std::vector<ImportedMilestone> milestones;
    const auto dated = [&](std::string_view text, Line line) {
        const auto times = find_times(text.substr(0, 60));
        if (times.empty() || times.front().begin != 0) return;
        const auto& time = times.front().time;
        if (time.kind != TimescaleKind::date && time.kind != TimescaleKind::month) return;
        std::string_view rest = trim(text.substr(times.front().end));
        const std::size_t dash = dash_size(rest, 0);
        if (dash == 0 && !rest.starts_with(':')) return;
        rest = trim(rest.substr(dash == 0 ? 1 : dash));
        if (rest.empty()) return;
        milestones.push_back({time.from, std::string(text.substr(0, times.front().end)), std::string(rest), {}, line});
    };
    for (std::size_t i = 0; i < layout.parts.size(); ++i) {
        const Part& part = layout.parts[i];
        if (consumed[i]) continue;
        if (part.kind != Part::Kind::table) {
            if (part.text.size() <= 600) dated(part.text, part.first_line());
            continue;
        }
        std::vector<std::string> header;
        for (const auto cell : part.rows.front().cells) header.push_back(cell.size() > 200 ? "" : plain(cell));
        if (kind_of_header(header) != TableKind::milestones) continue;
        const auto roles = roles_of(header);
        const auto at = [&](Role role) {
            return static_cast<std::size_t>(std::find(roles.begin(), roles.end(), role) - roles.begin());
        };
        const std::size_t when = at(Role::date) < roles.size() ? at(Role::date) : at(Role::timescale);
        const std::size_t what = at(Role::event);
        const std::size_t who = at(Role::lead);
        for (std::size_t r = 1; r < part.rows.size(); ++r) {
            const RawRow& row = part.rows[r];
            if (row.cells.size() <= std::max(when, what)) continue;
            const std::string written = plain(row.cells[when].substr(0, 200));
            const auto times = parse_timescales(written);
            const std::string event = plain(row.cells[what]);
            const bool no_date_yet = part.structured && written.empty();
            if (event.empty() || (!no_date_yet && (times.empty() || !times.front().from))) continue;
            milestones.push_back({no_date_yet ? Date{} : times.front().from, written, event, who < row.cells.size() ? plain(row.cells[who]) : "", row.line});
        }
    }
    return milestones;
}

}  // namespace assent::exchange
