// A workbook (ECMA-376 part 1, 18): the sheet's rows, with what its cells refer to in other parts.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "server/exchange/package/package.hpp"
#include "server/exchange/package/relationships.hpp"
#include "server/exchange/package/xml_part.hpp"
#include "server/exchange/sheets/number_formats.hpp"
#include "server/exchange/sheets/table.hpp"

namespace assent::exchange::sheets {
namespace {

constexpr std::uint32_t excel_rows_max = 1'048'576;
constexpr std::uint32_t excel_columns_max = 16'384;
constexpr std::size_t merged_cells_max = 200'000;

/// What `_x000D_` stands for: characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19).
std::string unescaped(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        unsigned value = 0;
        const bool escape = text.substr(i, 2) == "_x" && text.size() >= i + 7 && text[i + 6] == '_' &&
                            std::from_chars(text.data() + i + 2, text.data() + i + 6, value, 16).ptr == text.data() + i + 6;
        if (!escape || value >= 0x80) {
            plain += text[i++];
            continue;
        }
        plain += static_cast<char>(value);
        i += 7;
    }
    return plain;
}

/// The text of a shared or inline string: its runs one after the other, without how it is pronounced.
std::string text_of(pugi::xml_node string)
{
    std::string text;
    for (const auto child : string.children()) {
        if (local_name(child) == "t") text += child.text().get();
        else if (local_name(child) == "r") text += child_called(child, "t").text().get();
    }
    return unescaped(text);
}

struct Place
{
    std::uint32_t row{};     ///< from 1
    std::uint32_t column{};  ///< from 0
};

/// "AB12"; nothing for anything else.
std::optional<Place> place_of(std::string_view reference)
{
    Place place;
    std::size_t i = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z'; ++i) {
        place.column = place.column * 26 + static_cast<std::uint32_t>(reference[i] - 'A' + 1);
        if (place.column > excel_columns_max) return std::nullopt;
    }
    const auto digits = reference.substr(i);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), place.row);
    if (i == 0 || digits.empty() || read.ptr != digits.data() + digits.size() || place.row == 0 || place.row > excel_rows_max)
        return std::nullopt;
    --place.column;
    return place;
}

std::string number_in_words(double number)
{
    char digits[64];
    const bool plain = std::fabs(number) < 1e15;
    const auto written = plain ? std::to_chars(digits, digits + sizeof digits, number, std::chars_format::fixed)
                               : std::to_chars(digits, digits + sizeof digits, number);
    return written.ec == std::errc() ? std::string(digits, written.ptr) : std::string();
}

struct Workbook
{
    struct Sheet
    {
        std::string name;
        std::string part;
        bool hidden{};
    };
    std::vector<Sheet> sheets;
    std::vector<std::string> strings;
    std::vector<NumberMeaning> meanings;
    bool since_1904{};
};

tl::unexpected<Error> no_workbook(const std::string& what)
{
    return refuse(Errc::malformed, "This is not an Excel workbook: " + what + ". Save the log as .xlsx or as CSV UTF-8.", "file");
}

Result<std::vector<std::string>> read_strings(const Package& package, const std::string& part)
{
    ASSENT_TRY(const auto xml, read_xml(package, part));
    std::vector<std::string> strings;
    for (const auto item : xml.root().children())
        if (local_name(item) == "si") strings.push_back(text_of(item));
    return strings;
}

Result<Workbook> read_workbook(const Package& package)
{
    ASSENT_TRY(const auto top, read_relationships(package, ""));
    const auto* document = find_type(top, "officeDocument");
    if (!document) return no_workbook("it does not say which part is the workbook");
    ASSENT_TRY(const auto xml, read_xml(package, document->target));
    if (local_name(xml.root()) != "workbook") return no_workbook("it is another kind of Office document");
    ASSENT_TRY(const auto parts, read_relationships(package, document->target));
    Workbook book;
    book.since_1904 = child_called(xml.root(), "workbookPr").attribute("date1904").as_bool();
    for (const auto sheet : child_called(xml.root(), "sheets").children()) {
        if (book.sheets.size() == TableLimits::sheets_max)
            return refuse(Errc::too_large, "The workbook has more than 64 sheets. Save the one with the log on its own.", "file");
        std::string id;
        for (const auto attribute : sheet.attributes())
            if (std::string_view(attribute.name()).ends_with(":id")) id = attribute.value();
        const auto* part = find_id(parts, id);
        // A chart sheet has no cells.
        if (!part || part->external || part->type != "worksheet") continue;
        const std::string_view state = sheet.attribute("state").as_string("visible");
        book.sheets.push_back({sheet.attribute("name").as_string(), part->target, state != "visible"});
    }
    if (book.sheets.empty()) return no_workbook("it has no sheet with cells");
    if (const auto* strings = find_type(parts, "sharedStrings")) {
        ASSENT_TRY(book.strings, read_strings(package, strings->target));
    }
    if (const auto* styles = find_type(parts, "styles")) {
        ASSENT_TRY(const auto style_sheet, read_xml(package, styles->target));
        book.meanings = meanings_by_style(style_sheet.root());
    }
    return book;
}

/// Reads one sheet's cells.
class SheetReader
{
public:
    SheetReader(const Workbook& book, std::string sheet) : book_(book), sheet_(std::move(sheet)) {}

    Result<std::vector<SheetRow>> read(pugi::xml_node worksheet)
    {
        for (const auto row : child_called(worksheet, "sheetData").children())
            if (local_name(row) == "row") ASSENT_CHECK(add_row(row));
        ASSENT_CHECK(spread_merged(child_called(worksheet, "mergeCells")));
        std::erase_if(rows_, [](const SheetRow& row) {
            return std::all_of(row.cells.begin(), row.cells.end(), [](const std::string& cell) { return cell.empty(); });
        });
        return std::move(rows_);
    }

private:
    tl::unexpected<Error> too_large(const std::string& what, const std::string& advice) const
    {
        return refuse(Errc::too_large, "The sheet " + sheet_ + " has " + what + ". " + advice, "file");
    }

    std::string value_of(pugi::xml_node cell) const
    {
        const std::string_view type = cell.attribute("t").as_string("n");
        if (type == "inlineStr") return text_of(child_called(cell, "is"));
        const std::string value = child_called(cell, "v").text().get();
        if (value.empty()) return {};
        if (type == "s") {
            std::size_t index = 0;
            const auto read = std::from_chars(value.data(), value.data() + value.size(), index);
            const bool known = read.ec == std::errc() && read.ptr == value.data() + value.size() && index < book_.strings.size();
            return known ? book_.strings[index] : std::string();
        }
        if (type == "str") return unescaped(value);
        if (type == "b") return value == "1" || value == "true" ? "Yes" : "No";
        if (type != "n") return value;  // a date as ISO writes it, or an error such as #N/A
        double number = 0;
        const auto read = std::from_chars(value.data(), value.data() + value.size(), number);
        if (read.ec != std::errc() || read.ptr != value.data() + value.size() || !std::isfinite(number)) return value;
        const auto style = cell.attribute("s").as_uint();
        const auto meaning = style < book_.meanings.size() ? book_.meanings[style] : NumberMeaning::number;
        if (meaning != NumberMeaning::number) {
            auto day = day_in_words(number, meaning, book_.since_1904);
            if (!day.empty()) return day;
        }
        return number_in_words(number);
    }

    Result<void> add_row(pugi::xml_node node)
    {
        if (rows_.size() == TableLimits::rows_max) return too_large("more than 50,000 rows", "Divide it.");
        SheetRow row;
        const std::uint32_t before = rows_.empty() ? 0 : rows_.back().number;
        row.number = node.attribute("r").as_uint(before + 1);
        if (row.number <= before || row.number > excel_rows_max)
            return refuse(Errc::malformed, "The rows of sheet " + sheet_ + " are out of order. Open the file and save it again.", "file");
        std::uint32_t column = 0;
        for (const auto cell : node.children()) {
            if (local_name(cell) != "c") continue;
            if (const auto reference = cell.attribute("r")) {
                const auto place = place_of(reference.as_string());
                if (!place)
                    return refuse(Errc::malformed, "Row " + std::to_string(row.number) + " of sheet " + sheet_ +
                                                       " has a cell that stands nowhere. Open the file and save it again.", "file");
                column = place->column;
            }
            auto value = value_of(cell);
            if (!value.empty()) ASSENT_CHECK(put(row, column, std::move(value)));
            ++column;
        }
        rows_.push_back(std::move(row));
        return {};
    }

    Result<void> put(SheetRow& row, std::uint32_t column, std::string value)
    {
        const std::string where = " in row " + std::to_string(row.number);
        if (column >= TableLimits::columns_max)
            return too_large("more than 256 columns" + where, "Take out those that are not needed.");
        if (value.size() > TableLimits::cell_bytes_max) return too_large("a cell of more than 256 KB" + where, "Shorten it.");
        text_bytes_ += value.size();
        if (text_bytes_ > TableLimits::text_bytes_max) return too_large("more than 64 MB of text", "Divide it.");
        if (row.cells.size() <= column) {
            cells_ += column + 1 - row.cells.size();
            if (cells_ > TableLimits::cells_max) return too_large("more than two million cells", "Divide it.");
            row.cells.resize(column + 1);
        }
        row.cells[column] = std::move(value);
        return {};
    }

    SheetRow* row_numbered(std::uint32_t number)
    {
        const auto found = std::lower_bound(rows_.begin(), rows_.end(), number,
                                            [](const SheetRow& row, std::uint32_t wanted) { return row.number < wanted; });
        return found != rows_.end() && found->number == number ? &*found : nullptr;
    }

    /// A merged cell is one value over several places: each place gets it. Rows that are not there are not made.
    Result<void> spread_merged(pugi::xml_node merges)
    {
        std::size_t spread = 0;
        for (const auto merge : merges.children()) {
            const std::string_view area = merge.attribute("ref").as_string();
            const auto colon = area.find(':');
            const auto from = place_of(area.substr(0, colon));
            const auto to = colon == std::string_view::npos ? from : place_of(area.substr(colon + 1));
            if (!from || !to || to->row < from->row || to->column < from->column) continue;
            const auto* first = row_numbered(from->row);
            if (!first || first->cells.size() <= from->column || first->cells[from->column].empty()) continue;
            const std::string value = first->cells[from->column];
            const auto last_column = std::min<std::uint32_t>(to->column, TableLimits::columns_max - 1);
            auto row = std::lower_bound(rows_.begin(), rows_.end(), from->row,
                                        [](const SheetRow& candidate, std::uint32_t wanted) { return candidate.number < wanted; });
            for (; row != rows_.end() && row->number <= to->row; ++row) {
                for (std::uint32_t column = from->column; column <= last_column; ++column) {
                    if (++spread > merged_cells_max) return too_large("merged cells of too large an area", "Take the merging out.");
                    if (row->cells.size() <= column || row->cells[column].empty()) ASSENT_CHECK(put(*row, column, value));
                }
            }
        }
        return {};
    }

    const Workbook& book_;
    std::string sheet_;
    std::vector<SheetRow> rows_;
    std::size_t cells_{};
    std::size_t text_bytes_{};
};

}  // namespace

Result<Table> read_xlsx(std::string_view bytes, std::string_view sheet)
{
    if (bytes.size() > TableLimits::bytes_max)
        return refuse(Errc::too_large, "The file is larger than 20 MB. Divide it, or take pictures and other sheets out.", "file");
    ASSENT_TRY(const auto package, Package::open(as_bytes(bytes)));
    ASSENT_TRY(const auto book, read_workbook(package));
    Table table;
    for (const auto& known : book.sheets) table.sheets.push_back(known.name);
    for (const auto& known : book.sheets) {
        if (sheet.empty() ? known.hidden : known.name != sheet) continue;
        ASSENT_TRY(const auto xml, read_xml(package, known.part));
        ASSENT_TRY(table.rows, SheetReader(book, known.name).read(xml.root()));
        table.sheet = known.name;
        if (!table.rows.empty()) return table;
    }
    if (!table.sheet.empty())
        return refuse(Errc::malformed, sheet.empty() ? "The workbook has no rows." : "The sheet " + table.sheet + " has no rows.", "sheet");
    std::string all;
    for (const auto& name : table.sheets) all += (all.empty() ? "" : ", ") + name;
    return refuse(Errc::not_found, "The workbook has no such sheet to read. It has: " + all + '.', "sheet");
}

}  // namespace assent::exchange::sheets
