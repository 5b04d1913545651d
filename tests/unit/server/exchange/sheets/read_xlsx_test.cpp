#include "server/exchange/sheets/table.hpp"

#include <gmock/gmock.h>

#include "server/exchange/sheets/number_formats.hpp"
#include "tests/unit/server/exchange/sheets/workbook_by_hand.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* day_styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-809]d mmmm yyyy;@\"/></numFmts>"
                                   "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs>";

TEST(ReadXlsxTest, every_kind_of_cell_is_a_text)
{
    HandMade made;
    made.strings = "<si><t>shared</t></si><si><r><t>rich </t></r><r><rPr><b/></rPr><t xml:space=\"preserve\"> text</t></r><rPh sb=\"0\" eb=\"1\"><t>x</t></rPh></si>";
    made.sheet_data = "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"D2\" t=\"inlineStr\"><is><t>in line</t></is></c>"
                      "<c r=\"E2\"><v>1234.5</v></c><c r=\"F2\" t=\"b\"><v>1</v></c><c r=\"G2\" t=\"str\"><f>A1&amp;\"x\"</f><v>formula</v></c>"
                      "<c r=\"H2\" t=\"e\"><v>#N/A</v></c><c r=\"I2\"><f>1+1</f></c><c r=\"J2\" t=\"s\"><v>99</v></c><c><v>7</v></c></row>";
    const auto table = read_table(workbook(made)).value();
    EXPECT_THAT(table.sheets, ElementsAre("First", "Second"));
    EXPECT_EQ(table.sheet, "First");
    ASSERT_THAT(table.rows, SizeIs(1));
    EXPECT_EQ(table.rows[0].number, 2u);
    EXPECT_THAT(table.rows[0].cells, ElementsAre("shared", "rich  text", "", "in line", "1234.5", "Yes", "formula", "#N/A", "", "", "7"));
}

TEST(ReadXlsxTest, days_are_known_by_their_format_in_both_systems)
{
    HandMade made;
    made.styles = day_styles;
    made.sheet_data = "<row><c s=\"1\"><v>46348</v></c><c s=\"2\"><v>46348</v></c><c s=\"3\"><v>46348.5868</v></c><c s=\"4\"><v>0.5</v></c>"
                      "<c s=\"0\"><v>46348</v></c><c s=\"1\"><v>1</v></c><c s=\"1\"><v>61</v></c><c s=\"1\"><v>-5</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).value().rows[0].cells,
                ElementsAre("2026-11-22", "2026-11-22", "2026-11-22 14:05", "12:00", "46348", "1900-01-01", "1900-03-01", "-5"));
    made.workbook_properties = "<workbookPr date1904=\"1\"/>";
    made.sheet_data = "<row><c s=\"1\"><v>44886</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).value().rows[0].cells, ElementsAre("2026-11-22"));
}

TEST(ReadXlsxTest, formats_say_what_a_number_means)
{
    EXPECT_EQ(meaning_of("d mmmm yyyy"), NumberMeaning::day);
    EXPECT_EQ(meaning_of("mmm"), NumberMeaning::day);
    EXPECT_EQ(meaning_of("dd/mm/yyyy hh:mm"), NumberMeaning::day_and_time);
    EXPECT_EQ(meaning_of("[h]:mm"), NumberMeaning::time);
    EXPECT_EQ(meaning_of("#,##0.00"), NumberMeaning::number);
    EXPECT_EQ(meaning_of("General"), NumberMeaning::number);
    EXPECT_EQ(meaning_of("[Red]0;\"days\" 0"), NumberMeaning::number);
    EXPECT_EQ(meaning_of("0\\d"), NumberMeaning::number);
    EXPECT_EQ(meaning_of("\"unclosed"), NumberMeaning::number);
    EXPECT_EQ(meaning_of("["), NumberMeaning::number);
    EXPECT_EQ(meaning_of("\\"), NumberMeaning::number);
}

TEST(ReadXlsxTest, a_merged_cell_stands_in_each_place_it_covers)
{
    HandMade made;
    made.sheet_data = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Ref</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Respondent</t></is></c></row>"
                      "<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>Organisation</t></is></c></row>";
    made.after_data = "<mergeCells><mergeCell ref=\"A1:A2\"/><mergeCell ref=\"B1:C1\"/><mergeCell ref=\"broken\"/><mergeCell ref=\"Z9:A1\"/></mergeCells>";
    const auto table = read_xlsx(workbook(made)).value();
    EXPECT_THAT(table.rows[0].cells, ElementsAre("Ref", "Respondent", "Respondent"));
    EXPECT_THAT(table.rows[1].cells, ElementsAre("Ref", "Name", "Organisation"));
}

TEST(ReadXlsxTest, a_merged_area_over_the_whole_sheet_makes_no_rows)
{
    HandMade made;
    made.sheet_data = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    made.after_data = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
    const auto table = read_xlsx(workbook(made)).value();
    ASSERT_THAT(table.rows, SizeIs(1));
    EXPECT_THAT(table.rows[0].cells, SizeIs(TableLimits::columns_max));
    std::string rows;
    for (int i = 1; i <= 2000; ++i) rows += "<row><c><v>1</v></c></row>";
    made.sheet_data = rows;
    EXPECT_EQ(read_xlsx(workbook(made)).error().code, Errc::too_large);
}

TEST(ReadXlsxTest, a_sheet_is_chosen_by_name_or_is_the_first_with_rows_that_is_shown)
{
    HandMade made;
    made.second_sheet_data = "<row><c><v>2</v></c></row>";
    EXPECT_EQ(read_xlsx(workbook(made)).value().sheet, "Second");
    made.sheet_data = "<row><c><v>1</v></c></row>";
    EXPECT_EQ(read_xlsx(workbook(made)).value().sheet, "First");
    EXPECT_EQ(read_xlsx(workbook(made), "Second").value().rows[0].cells[0], "2");
    made.first_state = "hidden";
    EXPECT_EQ(read_xlsx(workbook(made)).value().sheet, "Second");
    EXPECT_EQ(read_xlsx(workbook(made), "First").value().sheet, "First");
    const auto error = read_xlsx(workbook(made), "Third").error();
    EXPECT_EQ(error.code, Errc::not_found);
    EXPECT_THAT(error.message, HasSubstr("First, Second"));
    EXPECT_EQ(read_xlsx(workbook({}), "First").error().field, "sheet");
}

TEST(ReadXlsxTest, escaped_characters_are_unescaped)
{
    HandMade made;
    made.strings = "<si><t>a_x000D_b_x005F_x000D_ _x_ _x12</t></si>";
    made.sheet_data = "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_EQ(read_xlsx(workbook(made)).value().rows[0].cells[0], "a\rb_x000D_ _x_ _x12");
}

TEST(ReadXlsxTest, other_files_and_broken_workbooks_are_refused)
{
    PackageWriter document;
    document.relate("", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", "word/document.xml");
    document.add("word/document.xml", "application/xml", "<w:document xmlns:w=\"w\"/>");
    EXPECT_THAT(read_xlsx(std::move(document).finish().value()).error().message, HasSubstr("another kind of Office document"));
    EXPECT_EQ(read_xlsx("PK\x03\x04").error().code, Errc::malformed);
    HandMade made;
    made.sheet_data = "<row r=\"5\"><c><v>1</v></c></row><row r=\"5\"><c><v>1</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).error().message, HasSubstr("out of order"));
    made.sheet_data = "<row><c r=\"AAAAAAAAA1\"><v>1</v></c></row>";
    EXPECT_EQ(read_xlsx(workbook(made)).error().code, Errc::malformed);
    made.sheet_data = "<row><c r=\"XFD1\"><v>1</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).error().message, HasSubstr("256 columns"));
    made.sheet_data = "<row><c r=\"XFD1\"/><c r=\"A1\"><v>1</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).value().rows[0].cells, ElementsAre("1"));
}

TEST(ReadXlsxTest, a_shared_string_used_many_times_does_not_grow_beyond_the_bound)
{
    HandMade made;
    made.strings = "<si><t>" + std::string(TableLimits::cell_bytes_max - 1, 'x') + "</t></si>";
    for (int i = 0; i < 300; ++i) made.sheet_data += "<row><c t=\"s\"><v>0</v></c></row>";
    EXPECT_THAT(read_xlsx(workbook(made)).error().message, HasSubstr("64 MB"));
}

}  // namespace
}  // namespace assent::exchange::sheets
