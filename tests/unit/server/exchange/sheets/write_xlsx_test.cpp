#include "server/exchange/sheets/write_xlsx.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gmock/gmock.h>

#include "server/exchange/package/package.hpp"
#include "server/exchange/sheets/registers.hpp"
#include "server/exchange/sheets/table.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

const SheetProperties properties{"Commissioning intentions", "Feedback log", "Vale CCG", Timestamp{1'795'341'900'000'000}};

std::vector<std::vector<std::string>> cells_of(const Table& table, std::size_t width)
{
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : table.rows) {
        rows.push_back(row.cells);
        rows.back().resize(width);
    }
    return rows;
}

/// The sheet as plain texts, titles first, as CSV has it.
std::vector<std::vector<std::string>> cells_of(const Sheet& sheet)
{
    auto rows = cells_of(read_csv(csv_of(sheet)).value(), sheet.columns.size());
    for (auto& row : rows)
        for (auto& cell : row) cell = without_neutralising(cell);
    return rows;
}

std::string part(const Bytes& bytes, std::string_view name)
{
    return Package::open(bytes).value().read(name).value();
}

Sheet sheet_with(std::string text)
{
    return {"Sheet", {{"Text"}}, {{std::move(text)}}};
}

TEST(WriteXlsxTest, what_is_written_is_read_back_cell_by_cell)
{
    const auto tenant = sample_tenant();
    for (const auto which : {PlanSheet::intentions, PlanSheet::feedback_log, PlanSheet::providers, PlanSheet::coverage}) {
        const auto sheet = sheet_of(which, tenant, tenant.plans.front());
        const auto bytes = xlsx_of(sheet, properties).value();
        const auto table = read_xlsx(as_text(bytes)).value();
        EXPECT_EQ(table.sheet, sheet.name);
        EXPECT_EQ(cells_of(table, sheet.columns.size()), cells_of(sheet)) << sheet.name;
    }
}

TEST(WriteXlsxTest, the_same_sheet_gives_the_same_bytes)
{
    const auto sheet = intentions_sheet(sample_content());
    const auto first = xlsx_of(sheet, properties).value();
    EXPECT_EQ(first, xlsx_of(sheet, properties).value());
    EXPECT_THAT(part(first, "docProps/core.xml"), HasSubstr("2026-11-22T"));
    // The archive's own dates: 1 January 1980, the first that there is.
    EXPECT_EQ(first[12], 0x21);
    EXPECT_EQ(first[13], 0x00);
}

TEST(WriteXlsxTest, the_titles_are_frozen_bold_and_filtered_and_nothing_is_merged_filled_or_a_formula)
{
    const auto tenant = sample_tenant();
    const auto bytes = xlsx_of(feedback_sheet(tenant, tenant.plans.front()), properties).value();
    const auto sheet = part(bytes, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
    EXPECT_THAT(sheet, HasSubstr("<autoFilter ref=\"A1:X3\"/>"));
    EXPECT_THAT(sheet, Not(HasSubstr("<mergeCell")));
    EXPECT_THAT(sheet, Not(HasSubstr("<f>")));
    const auto styles = part(bytes, "xl/styles.xml");
    EXPECT_THAT(styles, HasSubstr("<b/>"));
    EXPECT_THAT(styles, HasSubstr("wrapText=\"1\""));
    EXPECT_THAT(styles, HasSubstr("d mmmm yyyy"));
    EXPECT_THAT(styles, Not(HasSubstr("patternType=\"solid\"")));
    EXPECT_THAT(part(bytes, "docProps/core.xml"), HasSubstr("Vale CCG"));
}

TEST(WriteXlsxTest, what_looks_like_a_formula_is_a_text)
{
    const auto bytes = xlsx_of(sheet_with("=HYPERLINK(\"http://a\")"), properties).value();
    EXPECT_THAT(part(bytes, "xl/worksheets/sheet1.xml"), Not(HasSubstr("<f>")));
    EXPECT_EQ(read_xlsx(as_text(bytes)).value().rows[1].cells[0], "=HYPERLINK(\"http://a\")");
}

TEST(WriteXlsxTest, characters_that_xml_cannot_hold_and_escapes_come_back_as_they_were)
{
    for (const std::string text : {"a\tb\nc", "\x01\x02 control", "_x000D_ as typed", "<&>\"'", " padded ", "\xf0\x9f\x98\x80"})
        EXPECT_EQ(read_xlsx(as_text(xlsx_of(sheet_with(text), properties).value())).value().rows[1].cells[0], text);
}

TEST(WriteXlsxTest, a_text_that_no_cell_holds_is_cut_at_a_character_and_says_so)
{
    const std::string just_fits(XlsxLimits::cell_units_max, 'x');
    EXPECT_EQ(fitted(just_fits), just_fits);
    const auto cut = fitted(just_fits + 'x');
    EXPECT_THAT(cut, SizeIs(XlsxLimits::cell_units_max));
    EXPECT_THAT(cut, HasSubstr("The whole text is in Assent."));
    // Two units each in UTF-16: fewer characters fit.
    std::string faces;
    for (std::size_t i = 0; i < XlsxLimits::cell_units_max / 2 + 1; ++i) faces += "\xf0\x9f\x98\x80";
    const auto cut_faces = fitted(faces);
    EXPECT_EQ(cut_faces.find("\xf0\x9f\x98\x80 [Cut here"), cut_faces.rfind("\xf0\x9f\x98\x80"));
    const auto bytes = xlsx_of(sheet_with(just_fits + 'x'), properties).value();
    EXPECT_THAT(part(bytes, "xl/sharedStrings.xml"), HasSubstr("[Cut here"));
}

TEST(WriteXlsxTest, days_that_excel_counts_wrong_are_written_as_text)
{
    const Sheet sheet{"Days", {{"Day", ColumnType::date}}, {{Date::of(1900, 2, 28)}, {Date::of(1900, 3, 1)}, {Date::of(9999, 12, 31)}}};
    const auto table = read_xlsx(as_text(xlsx_of(sheet, properties).value())).value();
    EXPECT_EQ(table.rows[1].cells[0], "1900-02-28");
    EXPECT_EQ(table.rows[2].cells[0], "1900-03-01");
    EXPECT_EQ(table.rows[3].cells[0], "9999-12-31");
}

TEST(WriteXlsxTest, an_empty_register_is_its_titles)
{
    const auto bytes = xlsx_of(intentions_sheet({}), properties).value();
    EXPECT_THAT(read_xlsx(as_text(bytes)).value().rows, SizeIs(1));
}

/// Another program's reading of our file.
TEST(WriteXlsxTest, LibreOffice_opens_it_with_every_cell_as_we_wrote_it)
{
    if (std::system("command -v soffice > /dev/null 2>&1") != 0) GTEST_SKIP() << "LibreOffice (soffice) is not installed.";
    const auto tenant = sample_tenant();
    const support::TemporaryFolder folder;
    for (const auto which : {PlanSheet::intentions, PlanSheet::feedback_log, PlanSheet::providers, PlanSheet::coverage}) {
        const auto sheet = sheet_of(which, tenant, tenant.plans.front());
        const auto name = std::string(file_word_of(which));
        const auto bytes = xlsx_of(sheet, properties).value();
        std::ofstream(folder.path() / (name + ".xlsx"), std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    // Token 4 of the filter is 76, UTF-8; token 8 false: values and not as shown, so that days come as numbers or ISO.
    const auto command = "cd '" + folder.path().string() + "' && HOME='" + folder.path().string() +
                         "' timeout 120 soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,2057,false,true' *.xlsx > /dev/null 2>&1";
    ASSERT_EQ(std::system(command.c_str()), 0);
    for (const auto which : {PlanSheet::intentions, PlanSheet::feedback_log, PlanSheet::providers, PlanSheet::coverage}) {
        const auto sheet = sheet_of(which, tenant, tenant.plans.front());
        std::ifstream file(folder.path() / (std::string(file_word_of(which)) + ".csv"), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        auto expected = cells_of(sheet);
        // LibreOffice shows days as the format says.
        for (auto& row : expected)
            for (auto& cell : row)
                if (const auto day = Date::parse(cell)) cell = day->text();
        EXPECT_EQ(cells_of(read_csv(text).value(), sheet.columns.size()), expected) << sheet.name;
    }
}

}  // namespace
}  // namespace assent::exchange::sheets
