#include "server/exchange/sheets/write_xlsx.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <mutex>

#include <unistd.h>
#include <xlsxwriter.h>

#include "shared/base/overloaded.hpp"

namespace assent::exchange::sheets {
namespace {

constexpr std::string_view cut_remark = " [Cut here: a spreadsheet cell holds no more. The whole text is in Assent.]";
constexpr double excel_width_max = 255;

/// The UTF-16 units of the character that begins with `byte`; 0 for a byte that continues one.
std::size_t units_of(char byte)
{
    const auto u = static_cast<unsigned char>(byte);
    if ((u & 0xc0) == 0x80) return 0;
    return u >= 0xf0 ? 2 : 1;
}

/// Excel reads "_x000D_" as a character; typed words that look so are written as Excel writes them.
std::string escaped(const std::string& text)
{
    const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool looks_so = text[i] == '_' && i + 6 < text.size() && text[i + 1] == 'x' && text[i + 6] == '_' &&
                              std::all_of(text.begin() + static_cast<std::ptrdiff_t>(i) + 2, text.begin() + static_cast<std::ptrdiff_t>(i) + 6, is_hex);
        result += looks_so ? "_x005F_" : std::string(1, text[i]);
    }
    return result;
}

/// A folder of our own, gone with the object: libxlsxwriter of Debian 12 writes to a named file and to nothing else.
class ScratchFolder
{
public:
    ScratchFolder()
    {
        std::error_code failed;
        const auto base = std::filesystem::temp_directory_path(failed);
        if (failed) return;
        auto pattern = (base / "assent-xlsx-XXXXXX").string();
        if (::mkdtemp(pattern.data())) path_ = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder()
    {
        std::error_code ignored;
        if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
    }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

struct Formats
{
    lxw_format* head{};
    lxw_format* text{};
    lxw_format* number{};
    lxw_format* date{};
};

Formats formats_of(lxw_workbook* book)
{
    Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
    format_set_bold(formats.head);
    for (auto* format : {formats.head, formats.text, formats.number, formats.date}) format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    for (auto* format : {formats.head, formats.text}) format_set_text_wrap(format);
    format_set_num_format(formats.number, "#,##0");
    format_set_num_format(formats.date, "d mmmm yyyy");
    return formats;
}

/// Excel counts a 29 February 1900 that never was; days before it would be shown wrong, so they are written as text.
bool has_serial(Date date)
{
    return date >= Date::of(1900, 3, 1) && date <= Date::of(9999, 12, 31);
}

lxw_error write(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell, const Formats& formats)
{
    return std::visit(
        Overloaded{
            [](std::monostate) { return LXW_NO_ERROR; },
            [&](const std::string& text) { return worksheet_write_string(sheet, row, column, escaped(fitted(text)).c_str(), formats.text); },
            [&](std::int64_t number) {
                return worksheet_write_number(sheet, row, column, static_cast<double>(number), formats.number);
            },
            [&](Date date) {
                if (!has_serial(date)) return worksheet_write_string(sheet, row, column, date.iso().c_str(), formats.text);
                const double serial = date.days - Date::of(1899, 12, 30).days;
                return worksheet_write_number(sheet, row, column, serial, formats.date);
            },
        },
        cell);
}

lxw_error fill(lxw_workbook* book, const Sheet& sheet)
{
    const Formats formats = formats_of(book);
    lxw_worksheet* page = workbook_add_worksheet(book, sheet.name.c_str());
    if (!page) return LXW_ERROR_MEMORY_MALLOC_FAILED;
    lxw_error failed = LXW_NO_ERROR;
    const auto note = [&](lxw_error result) { failed = failed == LXW_NO_ERROR ? result : failed; };
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        note(worksheet_set_column(page, column, column, std::min(sheet.columns[c].width, excel_width_max), nullptr));
        note(worksheet_write_string(page, 0, column, sheet.columns[c].title.c_str(), formats.head));
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r)
        for (std::size_t c = 0; c < sheet.rows[r].size(); ++c)
            note(write(page, static_cast<lxw_row_t>(r + 1), static_cast<lxw_col_t>(c), sheet.rows[r][c], formats));
    const auto last_column = static_cast<lxw_col_t>(sheet.columns.size() - 1);
    worksheet_freeze_panes(page, 1, 0);
    note(worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(sheet.rows.size()), last_column));
    worksheet_set_landscape(page);
    worksheet_set_paper(page, 9);  // A4
    worksheet_fit_to_pages(page, 1, 0);
    note(worksheet_repeat_rows(page, 0, 0));
    return failed;
}

/// libxlsxwriter takes writable strings though it only reads them.
char* borrowed(const std::string& text)
{
    return const_cast<char*>(text.c_str());
}

lxw_error set_properties(lxw_workbook* book, const SheetProperties& properties)
{
    lxw_doc_properties said{};
    said.title = borrowed(properties.title);
    said.subject = borrowed(properties.subject);
    said.author = borrowed(properties.organisation);
    said.company = borrowed(properties.organisation);
    // Zero would mean "now" to the library.
    said.created = std::max<std::int64_t>(properties.as_of.micros / 1'000'000, 1);
    return workbook_set_properties(book, &said);
}

}  // namespace

std::string fitted(const std::string& text)
{
    if (text.size() <= XlsxLimits::cell_units_max) return text;
    std::size_t units = 0;
    std::size_t cut = 0;  // where the last character begins that leaves room for the remark
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto more = units_of(text[i]);
        if (more > 0 && units + cut_remark.size() <= XlsxLimits::cell_units_max) cut = i;
        units += more;
    }
    if (units <= XlsxLimits::cell_units_max) return text;
    return text.substr(0, cut) + std::string(cut_remark);
}

Result<Bytes> xlsx_of(const Sheet& sheet, const SheetProperties& properties)
{
    if (sheet.rows.size() >= XlsxLimits::rows_max)
        return refuse(Errc::too_large, "A spreadsheet has no room for " + std::to_string(sheet.rows.size()) + " rows. Export CSV instead.");
    const auto failed = [](const std::string& why) {
        return refuse(Errc::storage_failed, "The spreadsheet cannot be written in the temporary folder: " + why +
                                                ". Check that the folder can be written and has room.");
    };
    const ScratchFolder scratch;
    if (scratch.path().empty()) return failed("it cannot be used");
    const auto file = (scratch.path() / "sheet.xlsx").string();
    std::string temporary = scratch.path().string();
    lxw_workbook_options options{};
    options.tmpdir = temporary.data();
    lxw_workbook* book = workbook_new_opt(file.c_str(), &options);
    if (!book) return failed("there is no memory for it");
    lxw_error error = fill(book, sheet);
    if (const auto set = set_properties(book, properties); error == LXW_NO_ERROR) error = set;
    {
        // While it closes the library asks gmtime() for the date, which all threads share.
        static std::mutex closing;
        const std::scoped_lock lock(closing);
        const auto closed = workbook_close(book);
        if (error == LXW_NO_ERROR) error = closed;
    }
    if (error != LXW_NO_ERROR) return failed(lxw_strerror(error));
    std::ifstream written(file, std::ios::binary);
    Bytes bytes{std::istreambuf_iterator<char>(written), std::istreambuf_iterator<char>()};
    if (!written || bytes.empty()) return failed("the file cannot be read back");
    return bytes;
}

}  // namespace assent::exchange::sheets
