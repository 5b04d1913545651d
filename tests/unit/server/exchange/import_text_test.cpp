#include "server/exchange/import_text.hpp"

#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "server/exchange/figures.hpp"
#include "server/exchange/source_text.hpp"
#include "tests/unit/server/exchange/import_support.hpp"

namespace assent::exchange {
namespace {

using test::count_doubts;
using test::doubts;
using test::plan;
using test::read;

void expect_refused(std::string_view bytes, Errc code, std::string_view words)
{
    const auto document = import_text(bytes);
    ASSERT_FALSE(document.has_value());
    EXPECT_EQ(document.error().code, code);
    EXPECT_EQ(document.error().field, "file");
    EXPECT_NE(document.error().message.find(words), std::string::npos) << document.error().message;
}

TEST(ImportTextTest, files_that_are_no_plan_are_refused_with_a_reason_and_a_way_on)
{
    expect_refused("", Errc::malformed, "is empty");
    expect_refused(" \n\r\n\t\n", Errc::malformed, "is empty");
    expect_refused(std::string_view("1. A\0b", 6), Errc::malformed, "binary");
    expect_refused("%PDF-1.4 ...", Errc::malformed, "PDF");
    expect_refused("PK\x03\x04 rest", Errc::malformed, "Word");
    expect_refused("\xFF\xFE" "a", Errc::malformed, "UTF-16");
    expect_refused("1. Introduction\nSpend \xA3 5", Errc::malformed, "line 2");
    expect_refused("\xED\xA0\x80", Errc::malformed, "UTF-8");
    expect_refused("Dear all,\n\nthe meeting is on Monday.\n", Errc::invalid, "neither numbered headings");
    expect_refused("Name\t\u00a3m\nA\t1\nB\t2\n", Errc::invalid, "tab-separated");
}

TEST(ImportTextTest, files_over_the_limits_are_refused_by_size)
{
    expect_refused(std::string(50'000'000, '<'), Errc::too_large, "20 MB");
    expect_refused(std::string(import_lines_max, '\n') + "1. A\n\nb", Errc::too_large, "200,000 lines");
}

TEST(ImportTextTest, line_ends_of_every_system_and_a_mark_at_the_beginning_make_no_difference)
{
    const std::string unix_text = plan("Care\tClinic\tWe will open a clinic.\tBHT\tQ1 2018/19\n");
    std::string windows = "\xEF\xBB\xBF";
    std::string old_mac;
    for (const char c : unix_text) {
        if (c == '\n') windows += "\r\n";
        else windows.push_back(c);
        old_mac.push_back(c == '\n' ? '\r' : c);
    }
    EXPECT_EQ(read(windows), read(unix_text));
    EXPECT_EQ(read(old_mac), read(unix_text));
}

TEST(ImportTextTest, programme_and_service_areas_are_filled_down_but_providers_of_another_service_never)
{
    const auto d = read(plan("Care\tClinic\tOpen it.\tBHT\tQ1 2018/19\n"
                             "\t\tClose the old one.\t\t\n"
                             "\tWard\tMove it.\t\tQ2 2018/19\n"));
    ASSERT_EQ(d.intentions.size(), 3U);
    EXPECT_EQ(d.intentions[1].programme_area, "Care");
    EXPECT_EQ(d.intentions[1].service_area, "Clinic");
    EXPECT_EQ(d.intentions[1].providers, std::vector<std::string>{"BHT"});
    EXPECT_EQ(d.intentions[1].providers_inherited_from, d.intentions[0].lines[0]);
    EXPECT_TRUE(d.intentions[1].timescales.empty());
    EXPECT_TRUE(doubts(d, d.intentions[1].lines[0], "inherited_cell"));
    EXPECT_TRUE(d.intentions[2].providers.empty());
    EXPECT_TRUE(doubts(d, d.intentions[2].lines[0], "no_provider"));
}

TEST(ImportTextTest, a_row_cut_by_a_page_break_is_one_record_with_all_its_lines_and_cells)
{
    const auto d = read(plan("Care\tClinic\tOpen it in the\tBHT\tQ1 2018/19\n\n\t\tnorth.\tELFT\tQ3 2018/19\n\nPlay\tPark\tMow.\tMK\tQ4 2018/19\n"));
    ASSERT_EQ(d.intentions.size(), 2U);
    EXPECT_EQ(d.intentions[0].text, "Open it in the north.");
    EXPECT_EQ(d.intentions[0].providers, (std::vector<std::string>{"BHT", "ELFT"}));
    EXPECT_EQ(d.intentions[0].timescales.size(), 2U);
    EXPECT_EQ(d.intentions[0].lines, (std::vector<Line>{8, 10}));
    EXPECT_TRUE(doubts(d, 10, "row_over_page_break"));
}

TEST(ImportTextTest, a_fragment_that_lost_a_column_and_a_row_that_slid_aside_are_realigned)
{
    const auto d = read(plan("Care\tClinic\tOpen it soon, in the north, for everybody who asks.\tBHT\tQ1 2018/19\n\n"
                             "Ward\tMove it to the other side of the road before winter.\tELFT\tQ3 2018/19\n"
                             "Hall\tPaint it in the colours that the children have chosen.\tELFT\tQ4 2018/19\n\n"
                             "Play\tYard\tKeep it open.\tBHT\tQ1 2018/19\n"
                             "The trust would be expected to tell everybody who lives in the street before work begins.\t\t2018/19\t\t\n"));
    ASSERT_EQ(d.intentions.size(), 5U);
    EXPECT_EQ(d.intentions[1].programme_area, "Care");
    EXPECT_EQ(d.intentions[1].service_area, "Ward");
    EXPECT_EQ(d.intentions[2].timescales.at(0).label, "2018/19 Q4");
    EXPECT_TRUE(doubts(d, 10, "missing_cells"));
    EXPECT_EQ(d.intentions[4].service_area, "Yard");
    EXPECT_EQ(d.intentions[4].timescales.at(0).label, "2018/19");
    EXPECT_TRUE(doubts(d, 14, "shifted_row"));
}

TEST(ImportTextTest, a_row_that_cannot_be_placed_is_kept_as_a_doubt_with_its_line)
{
    const auto d = read(plan("Care\tClinic\tOpen it.\tBHT\tQ1 2018/19\tone\ttoo many\nCare\tWard\tMove it.\tBHT\tQ2 2018/19\n"));
    EXPECT_EQ(d.intentions.size(), 1U);
    EXPECT_TRUE(doubts(d, 8, "unplaced_row"));
}

TEST(ImportTextTest, identities_survive_a_second_import_and_a_changed_line_changes_one_record)
{
    const std::string rows = "Care\tClinic\tOpen it.\tBHT\tQ1 2018/19\n\t\tPaint it.\t\t\n\tWard\tMove it.\tBHT\tQ2 2018/19\n\tWard\tClean it.\tBHT\tQ2 2018/19\n";
    const auto first = read(plan(rows));
    EXPECT_EQ(first, read(plan(rows)));
    std::set<std::string> identities;
    for (const auto& i : first.intentions) identities.insert(i.identity);
    EXPECT_EQ(identities.size(), 4U);
    // Moved by added lines: nothing changes but the lines.
    const auto moved = read("\n\n" + plan(rows));
    std::string changed_rows = rows;
    changed_rows.replace(changed_rows.find("Move it."), 8, "Move it north.");
    const auto changed = read(plan(changed_rows));
    std::size_t differing = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(first.intentions[i].identity, moved.intentions[i].identity);
        EXPECT_EQ(first.intentions[i].fingerprint, moved.intentions[i].fingerprint);
        EXPECT_EQ(first.intentions[i].identity, changed.intentions[i].identity);
        differing += first.intentions[i].fingerprint != changed.intentions[i].fingerprint;
    }
    EXPECT_EQ(differing, 1U);
}

TEST(ImportTextTest, a_repeated_header_a_ruler_and_a_running_header_are_no_records)
{
    const std::string header = "Programme Area\tService Area\tCommissioning Intent\tProviders\tTimescales";
    std::string text = plan("Care\tClinic\tOpen it.\tBHT\tQ1 2018/19\n--\t--\t--\t--\t--\n");
    for (int page = 2; page < 7; ++page)
        text += "\n\fNortham plan, draft\n\nPage " + std::to_string(page) + " of 9\n\n" + header + "\nCare\tWard " + std::to_string(page) + "\tMove it.\tBHT\tQ2 2018/19\n";
    text.insert(text.find("Plan of"), std::string(30, '\n'));
    const auto d = read(text);
    EXPECT_EQ(d.intentions.size(), 6U);
    EXPECT_EQ(count_doubts(d, "running_header"), 1U);
    EXPECT_EQ(d.outline.size(), 1U);
}

TEST(ImportTextTest, numbers_sort_as_numbers_repeat_and_do_not_open_chapters_out_of_lists)
{
    const auto d = read("Plan\n\n1. One\n\nText.\n\n1.1 Sub\n\nText.\n\n1.1 Sub again\n\n1. A sentence that is a numbered item, and ends as one.\n2. Another.\n\n2 Two\n\nText here.\n\nLost heading\n\nMore text.\n");
    std::vector<std::string> found;
    for (const auto& o : d.outline) found.push_back(o.number + "|" + std::to_string(o.level) + "|" + o.heading);
    EXPECT_EQ(found, (std::vector<std::string>{"1|1|One", "1.1|2|Sub", "1.1|2|Sub again", "2|1|Two", "|2|Lost heading"}));
    EXPECT_TRUE(doubts(d, 11, "heading_number_repeated"));
    ASSERT_EQ(d.sections.size(), 5U);
    EXPECT_EQ(d.sections[4].text, "More text.");
}

TEST(ImportTextTest, other_styles_of_heading_are_read)
{
    const auto marks = read("# Our plan\n\nText.\n\n## What we intend\n\nMore.\n");
    ASSERT_EQ(marks.outline.size(), 2U);
    EXPECT_EQ(marks.outline[1].level, 2);
    const auto letters = read("Plan\n\nA. Purpose\n\nText.\n\nB. Money\n\nText.\n");
    ASSERT_EQ(letters.outline.size(), 2U);
    EXPECT_EQ(letters.outline[1].number, "B");
    const auto named = read("Plan\n\nSection 1: Purpose\n\nText.\n\nSection 2 \u2013 Money\n\nText.\n");
    ASSERT_EQ(named.outline.size(), 2U);
    EXPECT_EQ(named.outline[1].heading, "Money");
    const auto tabs = read("Plan\n\n1\tPurpose\n\nText.\n\n2\tMoney\n\nText.\n");
    ASSERT_EQ(tabs.outline.size(), 2U);
    EXPECT_EQ(tabs.outline[1].heading, "Money");
}

TEST(ImportTextTest, prose_cut_by_a_page_break_is_one_paragraph_and_wrapped_lines_are_one_too)
{
    const auto d = read("Plan\n\n1. One\n\nThey speak in a different\n\nprocess, which is new.\n\nThis line was wrapped by a mail program at about seventy\ncharacters and goes on here.\n");
    ASSERT_EQ(d.sections.size(), 1U);
    EXPECT_EQ(d.sections[0].text, "They speak in a different process, which is new.\n"
                                  "This line was wrapped by a mail program at about seventy characters and goes on here.");
}

TEST(ImportTextTest, sums_that_do_not_come_out_are_reported_and_the_figures_kept)
{
    const auto d = read("Plan 2018/19\n\n1. Money\n\nTable 1: Spend, \u00a3000s\n\nStream\t\u00a3000s\t%\nA\t1,000\t33\nB\t1,001\t33\nC\t1,000\t33\nTotal\t3,000\t100\n");
    ASSERT_EQ(d.tables.size(), 1U);
    const auto& t = d.tables[0];
    EXPECT_EQ(t.unit, "\u00a3000s");
    EXPECT_EQ(t.rows[1], (std::vector<std::string>{"B", "1,001", "33"}));
    std::vector<std::string> failed;
    for (const auto& c : t.checks)
        if (!c.ok) failed.push_back(c.kind);
    EXPECT_EQ(failed, (std::vector<std::string>{"sum", "percent_sum"}));
    EXPECT_NE(t.checks[0].message.find("3,001"), std::string::npos);
    EXPECT_TRUE(doubts(d, 11, "sum"));
}

TEST(ImportTextTest, pipe_tables_are_tables)
{
    const auto d = read("Plan 2018/19\n\n1. One\n\n| Service | Intention | Providers | When |\n| --- | --- | --- | --- |\n| Clinic | Open the clinic. | BHT | Q1 2018/19 |\n");
    ASSERT_EQ(d.intentions.size(), 1U);
    EXPECT_EQ(d.intentions[0].service_area, "Clinic");
    EXPECT_EQ(d.intentions[0].text, "Open the clinic.");
}

TEST(ImportTextTest, an_organisation_that_no_directory_knows_is_read_from_the_text)
{
    const auto d = read(plan("Care\tClinic\tOpen it.\tBHT\tQ1 2018/19\n"));
    EXPECT_EQ(d.document.organisation, "NHS Northam Clinical Commissioning Group");
    EXPECT_EQ(d.intentions.at(0).place, "Northam");
    EXPECT_EQ(d.document.period, "2018/19");
    EXPECT_EQ(d.document.version, "");
    const auto json = nlohmann::json::parse(to_json(d));
    EXPECT_TRUE(json["document"]["version"].is_null());
}

TEST(ImportTextTest, hostile_texts_are_read_to_the_end)
{
    const std::string head = "1. One\n\nProgramme Area\tService Area\tCommissioning Intent\tProviders\tTimescales\n";
    constexpr std::size_t size = 400'000;
    const auto repeated = [](std::string_view unit) {
        std::string text;
        while (text.size() < size) text += unit;
        return text;
    };
    for (const std::string& body :
         {std::string(size, '\t'), repeated("\t\t\t\t\n"), std::string(size, '<'), repeated("<a "), "A\tB\t" + repeated("<ul> "),
          "A\tB\t<ul> " + repeated("Aaa bbb ccc. Aaa bbb "), "A\tB\tc\t" + repeated("BHT CB C and acute to "),
          "A\tB\tc\tX\t" + repeated("Q1 2018/19 from March 2018 to "), repeated("\n\t\tfoo\t\t\n"), repeated("1. X\n\n"),
          "A\tPlace\t" + repeated("Luton: <ul> - a: "), repeated("A B C CCG (ABC) "), repeated("\u00a35m of A in 2018/19.\n\n"), repeated("**")}) {
        const auto document = import_text(head + body);
        ASSERT_TRUE(document.has_value());
        EXPECT_TRUE(nlohmann::json::accept(to_json(*document)));
    }
}

TEST(FiguresTest, figures_are_read_exactly_or_not_at_all)
{
    EXPECT_EQ(read_figure("11,690")->milli, 11'690'000);
    EXPECT_EQ(read_figure("55.3%")->milli, 55'300);
    EXPECT_TRUE(read_figure("55.3%")->percent);
    EXPECT_EQ(read_figure("(1,200)")->milli, -1'200'000);
    EXPECT_EQ(read_figure("\u00a327.5")->milli, 27'500);
    for (const char* text : {"", "-", "1.", "1.2345", "12a", "1 2", "9999999999999", "\u00a3", "%"}) EXPECT_FALSE(read_figure(text)) << text;
    EXPECT_EQ(figure_text(-1'234'567'500, 1), "-1,234,567.5");
    EXPECT_EQ(figure_text(300'000, 0), "300");
}

}  // namespace
}  // namespace assent::exchange
