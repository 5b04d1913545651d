// Arithmetic of imported tables: components against totals, percentages against their base, and one thing said twice
// with two values.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <unordered_map>

#include "server/exchange/data_tables.hpp"
#include "server/exchange/figures.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t checked_rows_max = 400;
constexpr std::size_t checked_columns_max = 24;
constexpr std::size_t checked_tables_max = 60;
constexpr std::size_t text_comparisons_max = 500'000;  // sums of money in the text times rows of tables

enum class RowKind { component, part_of_subtotal, subtotal, total, memo };

/// A table's figures, and what each row is.
struct Figures
{
    std::vector<std::vector<std::optional<Figure>>> cells;  // [row][column]
    std::vector<std::size_t> amounts;
    std::vector<std::size_t> percents;
    std::vector<RowKind> kinds;
    std::size_t total{};
    bool has_total{};
};

bool names_percent(const std::string& column)
{
    const std::string folded = fold(column);
    return folded.find('%') != std::string::npos || folded.find("percent") != std::string::npos || folded.find("per cent") != std::string::npos;
}

void classify_columns(const ImportedTable& table, Figures& figures)
{
    const std::size_t width = table.rows.front().size();
    for (std::size_t c = 1; c < width && c < checked_columns_max; ++c) {
        std::size_t filled = 0;
        std::size_t numeric = 0;
        std::size_t signs = 0;
        for (std::size_t r = 0; r < table.rows.size(); ++r) {
            if (table.rows[r][c].empty()) continue;
            ++filled;
            if (!figures.cells[r][c]) continue;
            ++numeric;
            signs += figures.cells[r][c]->percent;
        }
        if (numeric < 2 || numeric * 10 < filled * 8) continue;
        const bool percent = signs * 2 > numeric || (c < table.columns.size() && names_percent(table.columns[c]));
        (percent ? figures.percents : figures.amounts).push_back(c);
    }
}

std::int64_t value(const Figures& figures, std::size_t row, std::size_t column)
{
    const auto& cell = figures.cells[row][column];
    return cell ? cell->milli : 0;
}

std::uint8_t decimals(const Figures& figures, std::size_t column)
{
    std::uint8_t most = 0;
    for (const auto& row : figures.cells)
        if (row[column]) most = std::max(most, row[column]->decimals);
    return most;
}

bool is_total_label(const std::string& label)
{
    return has_word(label, "total") && !has_word(label, "sub-total") && !has_word(label, "subtotal") && !has_word(label, "sub total");
}

bool is_subtotal_label(const std::string& label)
{
    return has_word(label, "sub-total") || has_word(label, "subtotal") || has_word(label, "sub total");
}

void find_total(const ImportedTable& table, Figures& figures)
{
    for (std::size_t r = 1; r < table.rows.size(); ++r)
        if (is_total_label(table.rows[r].front())) {
            figures.total = r;
            figures.has_total = true;
            return;
        }
    // A last row that is a hundred per cent, or nearly the sum of those above it.
    const std::size_t last = table.rows.size() - 1;
    if (last < 2) return;
    for (const std::size_t c : figures.percents)
        if (figures.cells[last][c] && figures.cells[last][c]->milli == 100'000) figures.has_total = true;
    for (const std::size_t c : figures.amounts) {
        std::int64_t sum = 0;
        for (std::size_t r = 0; r < last; ++r) sum += value(figures, r, c);
        const std::int64_t written = value(figures, last, c);
        if (written != 0 && std::llabs(sum - written) <= std::llabs(written) / 100) figures.has_total = true;
    }
    figures.total = last;
}

/// A row that is the sum of the two or more rows right above it, in most of the amount columns.
void find_subtotals(const ImportedTable& table, Figures& figures)
{
    const std::size_t end = figures.has_total ? figures.total : table.rows.size();
    std::size_t begin = 0;  // a subtotal's parts do not reach over the subtotal before it
    for (std::size_t r = 2; r < end; ++r) {
        std::vector<std::int64_t> sums(figures.amounts.size(), 0);
        std::size_t best = 0;
        for (std::size_t k = 1; k <= r - begin; ++k) {
            std::size_t equal = 0;
            std::size_t counted = 0;
            for (std::size_t a = 0; a < figures.amounts.size(); ++a) {
                sums[a] += value(figures, r - k, figures.amounts[a]);
                if (!figures.cells[r][figures.amounts[a]]) continue;
                ++counted;
                equal += sums[a] == value(figures, r, figures.amounts[a]) && sums[a] != 0;
            }
            if (k >= 2 && counted > 0 && equal * 2 > counted) best = k;
        }
        if (best == 0 && is_subtotal_label(table.rows[r].front())) best = r - begin;
        if (best == 0) continue;
        figures.kinds[r] = RowKind::subtotal;
        for (std::size_t k = 1; k <= best; ++k) figures.kinds[r - k] = RowKind::part_of_subtotal;
        begin = r + 1;
    }
}

std::optional<Figures> read_figures(const ImportedTable& table)
{
    if (table.rows.size() < 3 || table.rows.size() > checked_rows_max || table.rows.front().size() < 2) return std::nullopt;
    Figures figures;
    for (const auto& row : table.rows) {
        auto& cells = figures.cells.emplace_back(row.size());
        for (std::size_t c = 1; c < row.size(); ++c) cells[c] = read_figure(row[c]);
    }
    classify_columns(table, figures);
    if (figures.amounts.empty() && figures.percents.empty()) return std::nullopt;
    figures.kinds.assign(table.rows.size(), RowKind::component);
    find_total(table, figures);
    find_subtotals(table, figures);
    if (figures.has_total) {
        figures.kinds[figures.total] = RowKind::total;
        for (std::size_t r = figures.total + 1; r < table.rows.size(); ++r) figures.kinds[r] = RowKind::memo;
    }
    return figures;
}

std::string in_column(const ImportedTable& table, const Figures& figures, std::size_t column)
{
    if (column >= table.columns.size() || figures.amounts.size() + figures.percents.size() < 2) return {};
    return " (" + table.columns[column] + ")";
}

void check_subtotals(ImportedTable& table, const Figures& figures)
{
    for (std::size_t r = 0; r < figures.kinds.size(); ++r) {
        if (figures.kinds[r] != RowKind::subtotal) continue;
        for (const std::size_t c : figures.amounts) {
            if (!figures.cells[r][c]) continue;
            std::int64_t sum = 0;
            TableCheck check{"subtotal", false, {}, {}};
            for (std::size_t k = r; k-- > 0 && figures.kinds[k] == RowKind::part_of_subtotal;) {
                sum += value(figures, k, c);
                check.lines.insert(check.lines.begin(), table.row_lines[k]);
            }
            check.lines.push_back(table.row_lines[r]);
            const std::int64_t written = value(figures, r, c);
            check.ok = sum == written;
            const std::uint8_t places = decimals(figures, c);
            check.message = "The parts of \"" + table.rows[r].front() + "\"" + in_column(table, figures, c) + " add up to " +
                            figure_text(sum, places) + "; written is " + figure_text(written, places) +
                            (check.ok ? "." : " (difference " + figure_text(sum - written, places) + ").");
            table.checks.push_back(std::move(check));
        }
    }
}

bool counts_in_total(RowKind kind) { return kind == RowKind::component || kind == RowKind::subtotal; }

void check_total(ImportedTable& table, const Figures& figures)
{
    const auto check_column = [&](std::size_t c, const char* kind, std::optional<std::int64_t> assumed) {
        std::int64_t sum = 0;
        TableCheck check{kind, false, {}, {}};
        std::size_t terms = 0;
        for (std::size_t r = 0; r < figures.total; ++r) {
            if (!counts_in_total(figures.kinds[r]) || !figures.cells[r][c]) continue;
            sum += value(figures, r, c);
            check.lines.push_back(table.row_lines[r]);
            ++terms;
        }
        if (terms < 2) return;
        const auto& cell = figures.cells[figures.total][c];
        if (!cell && !assumed) return;
        const std::int64_t written = cell ? cell->milli : *assumed;
        check.lines.push_back(table.row_lines[figures.total]);
        check.ok = sum == written;
        const std::uint8_t places = decimals(figures, c);
        check.message = "The rows" + in_column(table, figures, c) + " add up to " + figure_text(sum, places) + "; the total \"" +
                        table.rows[figures.total].front() + "\" is " + figure_text(written, places) +
                        (check.ok ? "." : " (difference " + figure_text(sum - written, places) + ").");
        table.checks.push_back(std::move(check));
    };
    for (const std::size_t c : figures.amounts) check_column(c, "sum", std::nullopt);
    for (const std::size_t c : figures.percents) check_column(c, "percent_sum", 100'000);
}

/// Each percentage against its amount's share of the total, rounded as it is written.
void check_shares(ImportedTable& table, const Figures& figures)
{
    for (const std::size_t p : figures.percents) {
        std::optional<std::size_t> base;
        for (const std::size_t a : figures.amounts)
            if (a < p) base = a;
        if (!base) continue;
        const std::int64_t total = value(figures, figures.total, *base);
        if (total <= 0) continue;
        TableCheck check{"percent_of_total", true, {}, {}};
        std::string wrong;
        for (std::size_t r = 0; r <= figures.total; ++r) {
            const auto& percent = figures.cells[r][p];
            const auto& amount = figures.cells[r][*base];
            if (!percent || !amount) continue;
            check.lines.push_back(table.row_lines[r]);
            std::int64_t unit = 1000;  // one unit of the last place written, in thousandths of a per cent
            for (int d = 0; d < percent->decimals; ++d) unit /= 10;
            // |percent - amount * 100 / total| <= half a unit, without dividing.
            const auto exact_times_total = static_cast<__int128>(amount->milli) * 100'000;
            const auto written_times_total = static_cast<__int128>(percent->milli) * total;
            const auto difference = written_times_total > exact_times_total ? written_times_total - exact_times_total
                                                                            : exact_times_total - written_times_total;
            if (difference * 2 <= static_cast<__int128>(unit) * total) continue;
            check.ok = false;
            const auto share = static_cast<std::int64_t>(exact_times_total / total);
            if (!wrong.empty()) wrong += "; ";
            wrong += "\"" + table.rows[r].front() + "\" is written as " + figure_text(percent->milli, percent->decimals) + "%, but is " +
                     figure_text(share, 2) + "%";
        }
        if (check.lines.size() < 2) continue;
        check.message = check.ok ? "Each percentage" + in_column(table, figures, p) + " is its row's share of the total, rounded." : wrong + ".";
        table.checks.push_back(std::move(check));
    }
}

/// Thousandths of the table's unit as pounds; nothing if the unit is not known.
std::optional<__int128> pounds(std::int64_t milli, const std::string& unit)
{
    if (unit == "\u00a3m") return static_cast<__int128>(milli) * 1000;
    if (unit == "\u00a3000s") return static_cast<__int128>(milli);
    return std::nullopt;
}

std::string money_text(std::int64_t milli, std::uint8_t places, const std::string& unit)
{
    if (unit == "\u00a3m") return "\u00a3" + figure_text(milli, places) + "m";
    if (unit == "\u00a3000s") return "\u00a3" + figure_text(milli, places) + "k";
    return figure_text(milli, places);
}

struct Known
{
    ImportedTable* table{};
    Figures figures;
};

/// Two tables with the same total break it down differently: what both name must be the same.
void compare_breakdowns(const Known& a, const Known& b)
{
    if (!a.figures.has_total || !b.figures.has_total || a.figures.amounts.empty() || b.figures.amounts.empty()) return;
    const auto& total_a = a.table->rows[a.figures.total];
    const auto& total_b = b.table->rows[b.figures.total];
    const std::size_t column_a = a.figures.amounts.front();
    const std::size_t column_b = b.figures.amounts.front();
    if (a.table->unit != b.table->unit || fold(total_a.front()) != fold(total_b.front())) return;
    if (value(a.figures, a.figures.total, column_a) != value(b.figures, b.figures.total, column_b)) return;
    std::unordered_map<std::string, std::size_t> rows;
    for (std::size_t r = 0; r < a.figures.total; ++r) rows[fold(a.table->rows[r].front())] = r;
    for (std::size_t r = 0; r < b.figures.total; ++r) {
        const auto found = rows.find(fold(b.table->rows[r].front()));
        if (found == rows.end() || !b.figures.cells[r][column_b] || !a.figures.cells[found->second][column_a]) continue;
        const std::int64_t first = value(a.figures, found->second, column_a);
        const std::int64_t second = value(b.figures, r, column_b);
        if (first == second) continue;
        const std::uint8_t places = decimals(b.figures, column_b);
        b.table->checks.push_back({"cross_table", false,
                                   "\"" + b.table->rows[r].front() + "\" is " + figure_text(second, places) + " here and " +
                                       figure_text(first, places) + " at line " + std::to_string(a.table->row_lines[found->second]) +
                                       ", in a table with the same total (difference " +
                                       figure_text(first > second ? first - second : second - first, places) + ").",
                                   {a.table->row_lines[found->second], b.table->row_lines[r]}});
    }
}

/// A row below the total of one table, named in the title of another: it should be the other's total.
void compare_memo(const Known& a, const Known& b, const std::string& period)
{
    if (!a.figures.has_total || !b.figures.has_total || a.figures.amounts.empty() || b.figures.amounts.empty()) return;
    std::size_t column = a.figures.amounts.back();
    for (const std::size_t c : a.figures.amounts)
        if (!period.empty() && c < a.table->columns.size() && a.table->columns[c].find(period) != std::string::npos) column = c;
    for (std::size_t r = a.figures.total + 1; r < a.table->rows.size(); ++r) {
        const std::string& label = a.table->rows[r].front();
        if (label.size() < 3 || word_count(label) > 4 || !a.figures.cells[r][column] || !has_word(b.table->title, label)) continue;
        const std::size_t other = b.figures.amounts.front();
        const std::int64_t first = value(a.figures, r, column);
        const std::int64_t second = value(b.figures, b.figures.total, other);
        const auto x = pounds(first, a.table->unit);
        const auto y = pounds(second, b.table->unit);
        if (!x || !y || *x == *y) continue;
        b.table->checks.push_back(
            {"cross_table", false,
             "The total here is " + money_text(second, decimals(b.figures, other), b.table->unit) + "; \"" + label + "\" at line " +
                 std::to_string(a.table->row_lines[r]) + " is " + money_text(first, decimals(a.figures, column), a.table->unit) + ".",
             {a.table->row_lines[r], b.table->row_lines[b.figures.total]}});
    }
}

struct Money
{
    std::size_t begin{};
    std::size_t end{};
    __int128 pounds{};
};

/// "£30m", "£27.5 million", "£250k" in running text.
std::vector<Money> money_in(std::string_view text)
{
    std::vector<Money> found;
    static constexpr std::string_view sign = "\u00a3";
    for (std::size_t at = text.find(sign); at != std::string_view::npos; at = text.find(sign, at + 1)) {
        std::size_t end = at + sign.size();
        while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') && end + 1 < text.size() && is_digit(text[end + 1])))) ++end;
        const auto figure = read_figure(text.substr(at, end - at));
        if (!figure) continue;
        std::string_view rest = text.substr(end);
        const bool space = rest.starts_with(' ');
        if (space) rest.remove_prefix(1);
        Money money{at, end, 0};
        const bool million = rest.starts_with("million") || ((rest.starts_with("m") || rest.starts_with("M")) && (rest.size() == 1 || !is_letter(rest[1])));
        const bool thousand = rest.starts_with("thousand") || (rest.starts_with("k") && (rest.size() == 1 || !is_letter(rest[1])));
        if (million) money.pounds = static_cast<__int128>(figure->milli) * 1000;
        else if (thousand) money.pounds = figure->milli;
        else money.pounds = figure->milli / 1000;
        found.push_back(money);
    }
    return found;
}

/// "£30m of QIPP savings in 2017/18": a row of a table named right behind a sum, with a year that is a column of it.
void compare_text(const Known& known, const Part& part, std::size_t& budget)
{
    if (known.table->unit.empty() || part.text.size() > 20'000) return;
    const std::string_view text = part.text;
    for (const Money& money : money_in(text)) {
        const std::string_view near = text.substr(money.end, 60);
        std::size_t stop = text.find(". ", money.end);
        if (stop == std::string_view::npos) stop = text.size();
        for (std::size_t r = 0; r < known.table->rows.size(); ++r) {
            if (budget == 0) return;
            --budget;
            const std::string& label = known.table->rows[r].front();
            if (label.size() < 3 || label.size() > 40) continue;
            const std::size_t at = near.find(label);
            if (at == std::string_view::npos || money.end + at > stop) continue;
            if (at + label.size() < near.size() && is_letter(near[at + label.size()])) continue;
            for (const auto& mention : find_times(text.substr(money.end, std::min<std::size_t>(stop - money.end, 160)))) {
                if (mention.time.kind != TimescaleKind::financial_year) continue;
                for (const std::size_t c : known.figures.amounts) {
                    if (c >= known.table->columns.size() || known.table->columns[c].find(mention.time.label) == std::string::npos) continue;
                    const auto written = known.figures.cells[r][c] ? pounds(known.figures.cells[r][c]->milli, known.table->unit) : std::nullopt;
                    if (!written || *written == money.pounds) continue;
                    known.table->checks.push_back(
                        {"cross_text", false,
                         "The text at line " + std::to_string(part.first_line()) + " says " +
                             std::string(text.substr(money.begin, near.data() + at + label.size() - text.data() - money.begin)) + " for " +
                             mention.time.label + "; this table has " +
                             money_text(known.figures.cells[r][c]->milli, known.figures.cells[r][c]->decimals, known.table->unit) + ".",
                         {known.table->row_lines[r], part.first_line()}});
                }
                break;
            }
        }
    }
}

}  // namespace

void check_sums(ImportedTable& table)
{
    const auto figures = read_figures(table);
    if (!figures) return;
    check_subtotals(table, *figures);
    if (!figures->has_total) return;
    check_total(table, *figures);
    check_shares(table, *figures);
}

void check_across(std::vector<ImportedTable>& tables, const Layout& layout, const std::string& period)
{
    std::vector<Known> known;
    for (ImportedTable& table : tables) {
        if (known.size() == checked_tables_max) break;
        if (auto figures = read_figures(table)) known.push_back({&table, std::move(*figures)});
    }
    for (std::size_t a = 0; a < known.size(); ++a)
        for (std::size_t b = 0; b < known.size(); ++b) {
            if (a == b) continue;
            if (a < b) compare_breakdowns(known[a], known[b]);
            compare_memo(known[a], known[b], period);
        }
    if (known.empty()) return;
    std::size_t budget = text_comparisons_max;
    for (const Part& part : layout.parts)
        if (part.kind != Part::Kind::table && part.text.find("\u00a3") != std::string::npos)
            for (const Known& k : known) compare_text(k, part, budget);
}

}  // namespace assent::exchange
