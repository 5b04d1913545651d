// RFC 4180 and what spreadsheets make of it: other separators, any line end, and quotes only where they matter.
#include <algorithm>
#include <array>

#include "server/exchange/sheets/table.hpp"
#include "server/exchange/sheets/text_encoding.hpp"

namespace assent::exchange::sheets {
namespace {

constexpr std::size_t lines_sampled = 100;
constexpr std::size_t bytes_sampled = 256 * 1024;

/// Gives one cell after another, following quotes and lines.
class Records
{
public:
    explicit Records(std::string_view text, char separator) : text_(text), separator_(separator) {}

    enum class Got { cell, last_cell_of_row, end };

    /// The next cell into `cell`. A quote that is never closed is told by unclosed().
    Got next(std::string& cell)
    {
        cell.clear();
        if (at_ >= text_.size() && !separator_just_read_) return Got::end;
        separator_just_read_ = false;
        if (at_ < text_.size() && text_[at_] == '"') quoted(cell);
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == separator_) {
                ++at_;
                separator_just_read_ = true;
                return Got::cell;
            }
            if (c == '\r' || c == '\n') {
                at_ += c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
                ++line_;
                return Got::last_cell_of_row;
            }
            cell += c;
            ++at_;
            if (cell.size() > TableLimits::cell_bytes_max) return Got::last_cell_of_row;
        }
        return Got::last_cell_of_row;
    }

    std::uint32_t line() const { return line_; }
    /// The line where a quote was opened that is never closed; 0 if there is none.
    std::uint32_t unclosed() const { return unclosed_; }

private:
    void quoted(std::string& cell)
    {
        const auto opened = line_;
        ++at_;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') {
                if (at_ >= text_.size() || text_[at_] != '"') return;
                ++at_;
            } else if (c == '\r') {
                if (at_ < text_.size() && text_[at_] == '\n') continue;  // the line feed that follows is kept
                ++line_;
                cell += '\n';
                continue;
            } else if (c == '\n') {
                ++line_;
            }
            cell += c;
            if (cell.size() > TableLimits::cell_bytes_max) return;
        }
        unclosed_ = opened;
    }

    std::string_view text_;
    char separator_;
    std::size_t at_{};
    std::uint32_t line_{1};
    std::uint32_t unclosed_{};
    bool separator_just_read_{};
};

/// How well a separator divides the first rows: cells in rows of the width that most cells are in. Wherever quotes stand,
/// what is between two of them counts as text here.
std::size_t score(std::string_view text, char separator)
{
    std::array<std::size_t, TableLimits::columns_max + 1> rows_of_width{};
    bool quoted = false;
    std::size_t width = 1;
    std::size_t rows = 0;
    for (std::size_t i = 0; i < text.size() && i < bytes_sampled && rows < lines_sampled; ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (quoted) continue;
        if (text[i] == separator) ++width;
        if (text[i] != '\n' && text[i] != '\r') continue;
        if (width > 1) ++rows_of_width[std::min(width, TableLimits::columns_max)];
        width = 1;
        ++rows;
    }
    if (width > 1) ++rows_of_width[std::min(width, TableLimits::columns_max)];
    std::size_t best = 0;
    for (std::size_t cells = 2; cells < rows_of_width.size(); ++cells) best = std::max(best, rows_of_width[cells] * (cells - 1));
    return best;
}

/// Excel writes "sep=;" as a first line to say so.
char separator_of(std::string_view& text)
{
    if (text.starts_with("sep=") && text.size() > 5 && (text[5] == '\r' || text[5] == '\n')) {
        const char said = text[4];
        text.remove_prefix(text.size() > 6 && text[5] == '\r' && text[6] == '\n' ? 7 : 6);
        return said;
    }
    char best = ',';
    std::size_t most = 0;
    // Of two that divide alike, the one that texts hold less often.
    for (const char candidate : {'\t', ';', ','}) {
        const auto cells = score(text, candidate);
        if (cells > most) {
            most = cells;
            best = candidate;
        }
    }
    return best;
}

}  // namespace

Result<Table> read_csv(std::string_view bytes)
{
    if (bytes.size() > TableLimits::bytes_max)
        return refuse(Errc::too_large, "The file is larger than 20 MB. Divide it, or take pictures and other sheets out.", "file");
    ASSENT_TRY(const auto decoded, decoded_text(bytes));
    std::string_view text = decoded.text;
    const bool told = text.starts_with("sep=");
    const char separator = separator_of(text);
    const std::uint32_t lines_before = told && text.size() < decoded.text.size() ? 1 : 0;
    Table table;
    if (!decoded.remark.empty()) table.remarks.push_back(decoded.remark);

    Records records(text, separator);
    SheetRow row;
    std::string cell;
    std::size_t cells = 0;
    std::size_t text_bytes = 0;
    row.number = 1 + lines_before;
    for (;;) {
        const auto got = records.next(cell);
        if (got == Records::Got::end) break;
        const auto where = [&] { return "The row that begins in line " + std::to_string(row.number); };
        if (cell.size() > TableLimits::cell_bytes_max)
            return refuse(Errc::too_large, where() + " has a cell of more than 256 KB. Look for a quotation mark that is not closed.", "file");
        if (row.cells.size() == TableLimits::columns_max)
            return refuse(Errc::too_large, where() + " has more than 256 columns. Take out those that are not needed.", "file");
        if (++cells > TableLimits::cells_max)
            return refuse(Errc::too_large, "The table has more than two million cells. Divide it.", "file");
        text_bytes += cell.size();
        if (text_bytes > TableLimits::text_bytes_max)
            return refuse(Errc::too_large, "The table holds more than 64 MB of text. Divide it.", "file");
        row.cells.push_back(cell);
        if (got != Records::Got::last_cell_of_row) continue;
        const bool empty = std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& c) { return c.empty(); });
        if (!empty) {
            if (table.rows.size() == TableLimits::rows_max)
                return refuse(Errc::too_large, "The table has more than 50,000 rows. Divide it.", "file");
            table.rows.push_back(std::move(row));
        }
        row = {records.line() + lines_before, {}};
    }
    if (records.unclosed() > 0)
        return refuse(Errc::malformed,
                      "The quotation mark opened in line " + std::to_string(records.unclosed() + lines_before) +
                          " is never closed. Close it, or save the table from the spreadsheet again.",
                      "file");
    if (table.rows.empty()) return refuse(Errc::malformed, "The file has no rows.", "file");
    return table;
}

Result<Table> read_table(std::string_view bytes, std::string_view sheet)
{
    if (bytes.starts_with("PK")) return read_xlsx(bytes, sheet);
    return read_csv(bytes);
}

}  // namespace assent::exchange::sheets
