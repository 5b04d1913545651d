#include "server/exchange/sheets/table.hpp"

#include <gmock/gmock.h>

#include "server/exchange/sheets/text_encoding.hpp"
#include "server/exchange/sheets/write_csv.hpp"

namespace assent::exchange::sheets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string utf16(std::u16string_view text, bool little, bool mark)
{
    std::string bytes = !mark ? "" : little ? "\xff\xfe" : "\xfe\xff";
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xff);
        const char high = static_cast<char>(unit >> 8);
        bytes += little ? low : high;
        bytes += little ? high : low;
    }
    return bytes;
}

TEST(ReadCsvTest, quotes_line_ends_and_empty_rows_are_read_as_spreadsheets_write_them)
{
    const auto table = read_csv("\xef\xbb\xbfRef,Comment\r\n1,\"Ten is \"\"too\"\" early,\r\nreally\"\r\n,\r\n2,last").value();
    ASSERT_THAT(table.rows, SizeIs(3));
    EXPECT_EQ(table.rows[0], (SheetRow{1, {"Ref", "Comment"}}));
    EXPECT_EQ(table.rows[1], (SheetRow{2, {"1", "Ten is \"too\" early,\nreally"}}));
    EXPECT_EQ(table.rows[2], (SheetRow{5, {"2", "last"}}));
    EXPECT_THAT(table.remarks, IsEmpty());
}

TEST(ReadCsvTest, line_ends_of_every_system_divide_rows)
{
    for (const char* bytes : {"a,b\nc,d\n", "a,b\r\nc,d\r\n", "a,b\rc,d\r"}) {
        const auto table = read_csv(bytes).value();
        ASSERT_THAT(table.rows, SizeIs(2)) << bytes;
        EXPECT_EQ(table.rows[1], (SheetRow{2, {"c", "d"}}));
    }
}

TEST(ReadCsvTest, a_cell_after_the_last_separator_is_there_though_empty)
{
    EXPECT_THAT(read_csv("a,b,\n").value().rows[0].cells, ElementsAre("a", "b", ""));
    EXPECT_THAT(read_csv("a,b,").value().rows[0].cells, ElementsAre("a", "b", ""));
}

TEST(ReadCsvTest, the_separator_is_the_one_that_divides_the_rows_alike)
{
    EXPECT_THAT(read_csv("Ref;Comment, with comma\n1;a, b, c\n2;d\n").value().rows[1].cells, ElementsAre("1", "a, b, c"));
    EXPECT_THAT(read_csv("Ref\tComment; or not\n1\ta;b\n").value().rows[1].cells, ElementsAre("1", "a;b"));
    EXPECT_THAT(read_csv("Ref,\"a;b;c\"\n1,\"d;e;f\"\n").value().rows[1].cells, ElementsAre("1", "d;e;f"));
    EXPECT_THAT(read_csv("one column\nonly\n").value().rows[1].cells, ElementsAre("only"));
}

TEST(ReadCsvTest, a_first_line_that_names_the_separator_is_believed_and_counted)
{
    const auto table = read_csv("sep=|\r\na|b,c\r\n").value();
    EXPECT_EQ(table.rows[0], (SheetRow{2, {"a", "b,c"}}));
}

TEST(ReadCsvTest, unicode_text_of_excel_is_read_with_and_without_its_mark)
{
    const std::u16string_view text = u"Ref\tComment\r\n1\t\u00a35m \u2013 \U0001F600\r\n";
    for (const bool little : {true, false})
        for (const bool mark : {true, false}) {
            const auto table = read_csv(utf16(text, little, mark)).value();
            EXPECT_THAT(table.rows[1].cells, ElementsAre("1", "\xc2\xa3" "5m \xe2\x80\x93 \xf0\x9f\x98\x80"));
        }
}

TEST(ReadCsvTest, damaged_unicode_text_is_refused)
{
    EXPECT_EQ(read_csv(utf16(u"a\tb", true, true) + "x").error().code, Errc::malformed);
    EXPECT_EQ(read_csv(utf16(std::u16string(u"a\tb\xd800"), true, true)).error().code, Errc::malformed);
    EXPECT_EQ(read_csv(utf16(std::u16string(u"a\tb\xdc00z"), true, true)).error().code, Errc::malformed);
}

TEST(ReadCsvTest, other_bytes_are_windows_1252_and_that_is_said)
{
    const auto table = read_csv("Ref,Comment\n1,\xa3" "5 \x96 \x93quoted\x94 \x80\n").value();
    EXPECT_EQ(table.rows[1].cells[1], "\xc2\xa3" "5 \xe2\x80\x93 \xe2\x80\x9cquoted\xe2\x80\x9d \xe2\x82\xac");
    ASSERT_THAT(table.remarks, SizeIs(1));
    EXPECT_THAT(table.remarks[0], HasSubstr("Windows-1252"));
}

TEST(ReadCsvTest, what_is_no_table_is_refused_with_what_to_do)
{
    EXPECT_THAT(read_csv("%PDF-1.7").error().message, HasSubstr("PDF"));
    EXPECT_THAT(read_csv("\xd0\xcf\x11\xe0\xa1\xb1").error().message, HasSubstr("password"));
    EXPECT_THAT(read_csv("PK\x03\x04zip").error().message, HasSubstr(".xlsx"));
    EXPECT_THAT(read_csv("").error().message, HasSubstr("no rows"));
    EXPECT_THAT(read_csv(",,,\n,,\n").error().message, HasSubstr("no rows"));
    EXPECT_THAT(read_csv(std::string("Ref,Comment text\n\0bytes", 24)).error().message, HasSubstr("no text"));
}

TEST(ReadCsvTest, a_quotation_mark_that_is_never_closed_is_named_by_its_line)
{
    const auto error = read_csv("Ref,Comment\n1,fine\n2,\"open\nto the\nend\n").error();
    EXPECT_EQ(error.code, Errc::malformed);
    EXPECT_THAT(error.message, HasSubstr("line 3"));
    EXPECT_EQ(error.field, "file");
}

TEST(ReadCsvTest, rows_columns_and_cells_are_bounded)
{
    std::string rows;
    for (std::size_t i = 0; i <= TableLimits::rows_max; ++i) rows += "a,b\n";
    EXPECT_THAT(read_csv(rows).error().message, HasSubstr("50,000 rows"));
    EXPECT_THAT(read_csv("a" + std::string(TableLimits::columns_max, ',')).error().message, HasSubstr("256 columns"));
    EXPECT_THAT(read_csv("a,\"" + std::string(TableLimits::cell_bytes_max + 1, 'x')).error().message, HasSubstr("256 KB"));
    EXPECT_EQ(read_csv("a," + std::string(TableLimits::cell_bytes_max + 1, 'x')).error().code, Errc::too_large);
    EXPECT_THAT(read_csv(std::string(TableLimits::bytes_max + 1, 'x')).error().message, HasSubstr("20 MB"));
    std::string cells;
    for (std::size_t i = 0; i * 250 <= TableLimits::cells_max; ++i) cells += std::string(249, ',') + "\n";
    EXPECT_THAT(read_csv(cells).error().message, HasSubstr("two million cells"));
}

TEST(ReadCsvTest, what_we_write_is_read_back_cell_by_cell)
{
    Sheet sheet{"Log", {{"Ref"}, {"Comment"}, {"Day", ColumnType::date}}, {}};
    sheet.rows = {{std::string("F-1"), std::string("a \"b\", c;\td\ne"), Date::of(2026, 11, 22)},
                  {std::string(" padded "), std::string("=1+1"), {}},
                  {std::string("'quoted"), std::string("-"), {}}};
    const auto table = read_csv(csv_of(sheet)).value();
    ASSERT_THAT(table.rows, SizeIs(4));
    EXPECT_THAT(table.rows[1].cells, ElementsAre("F-1", "a \"b\", c;\td\ne", "2026-11-22"));
    EXPECT_EQ(without_neutralising(table.rows[2].cells[1]), "=1+1");
    EXPECT_EQ(table.rows[2].cells[0], " padded ");
    EXPECT_EQ(without_neutralising(table.rows[3].cells[0]), "'quoted");
    EXPECT_EQ(without_neutralising(table.rows[3].cells[1]), "-");
}

}  // namespace
}  // namespace assent::exchange::sheets
