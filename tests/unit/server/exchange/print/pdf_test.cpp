#include "server/exchange/print/pdf.hpp"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>

#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "server/exchange/print/printed_text.hpp"
#include "server/exchange/print/reports.hpp"
#include "tests/support/large_plan.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"
#include "tests/unit/server/exchange/print/printed_files.hpp"

namespace assent::exchange::print {
namespace {

using testing::HasSubstr;
using testing::Not;

PlanPage page_of(const Tenant& tenant, PlanPageMode mode)
{
    const auto& plan = tenant.plans.front();
    return plan_page(tenant, plan, &plan.versions.back(), {plan.title, plan.period, plan.content}, mode, "For decision");
}

Printed small(PlanPageMode mode = PlanPageMode::print)
{
    return printed_plan(page_of(sample_tenant(), mode));
}

/// Large enough for every way a page can end; made once, since it is asked for much.
const Printed& large()
{
    static const Printed printed = printed_plan(page_of(LargePlan().tenant(110), PlanPageMode::print));
    return printed;
}

const PdfFile& large_file()
{
    static const PdfFile file(large());
    return file;
}

/// What assistive technology reads of a plan in which rows are cut by pages. Smaller, since the tool's time grows with the square.
struct ReadOut
{
    const Printed printed = printed_plan(page_of(LargePlan().tenant(40), PlanPageMode::print));
    const PdfFile file{printed};
    const std::string text = file.info("-struct-text");
};

const ReadOut& read_out()
{
    static const ReadOut one;
    return one;
}

std::string with_single_blanks(const std::string& text)
{
    std::string joined;
    for (const auto& word : words_in(text)) joined += (joined.empty() ? "" : " ") + word;
    return joined;
}

std::size_t count_of(const std::string& text, const std::string& words)
{
    std::size_t count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++count;
    return count;
}

TEST(PdfTest, it_is_tagged_and_says_what_it_is)
{
    const PdfFile file(small());
    const auto info = file.info("-isodates");
    EXPECT_THAT(info, HasSubstr("Tagged:          yes"));
    EXPECT_THAT(info, HasSubstr("Commissioning intentions 2027/28, version 1.1, Vale CCG"));
    EXPECT_THAT(info, HasSubstr("CreationDate:    2026-08-01"));
    EXPECT_THAT(info, HasSubstr("JavaScript:      no"));
    EXPECT_THAT(info, HasSubstr("(A4)"));
    EXPECT_THAT(file.info("-meta"), HasSubstr("<rdf:li>en-GB</rdf:li>"));
}

TEST(PdfTest, the_same_document_gives_the_same_bytes)
{
    const auto first = pdf_of(small());
    const auto second = pdf_of(small());
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second);
}

TEST(PdfTest, headings_lists_and_tables_are_structure)
{
    const auto structure = PdfFile(small()).info("-struct");
    for (const char* element : {"Document", "H1", "H2", "H3", "TOC", "TOCI", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody", "TR", "TH", "TD", "Link"})
        EXPECT_THAT(structure, HasSubstr(element));
    EXPECT_THAT(structure, HasSubstr("/Scope /Column")) << structure;
    EXPECT_THAT(structure, HasSubstr("/Scope /Row"));
    EXPECT_THAT(structure, Not(HasSubstr("Private")));
}

TEST(PdfTest, head_and_foot_are_no_part_of_what_is_read_out)
{
    EXPECT_THAT(read_out().file.text(), HasSubstr("Page 2 of "));
    EXPECT_THAT(read_out().text, Not(HasSubstr("Page 2 of ")));
    // Heads repeated on every page are read out once for each table.
    EXPECT_EQ(count_of(read_out().text, "\"Reference\""), 6u);
}

TEST(PdfTest, a_row_cut_by_a_page_is_one_row)
{
    const std::size_t rows = count_of(read_out().text, " TR\n");
    std::size_t expected = 0;
    for (const auto& part : read_out().printed.parts)
        for (const auto& block : part.blocks)
            if (const auto* table = std::get_if<Table>(&block)) expected += 1 + table->rows.size();
    EXPECT_EQ(rows, expected);
    EXPECT_THAT(read_out().text, Not(HasSubstr("Div")));
}

TEST(PdfTest, every_heading_is_on_the_page_that_contents_and_html_say)
{
    const auto pages = paginate(large());
    const auto html = printed_html(large(), &pages);
    EXPECT_GT(pages.count, 60);
    EXPECT_THAT(large_file().info(), HasSubstr("Pages:           " + std::to_string(pages.count)));
    std::map<int, std::string> text_of;
    for (const auto& line : large().contents) {
        const int page = pages.page_of(line.anchor);
        if (!text_of.contains(page)) text_of[page] = with_single_blanks(large_file().text(page));
        EXPECT_THAT(text_of[page], HasSubstr(with_single_blanks(line.words.text())));
        // In the HTML the last mark before the heading names its page, and the contents line does.
        const auto heading = html.find(" id=\"" + line.anchor + "\"");
        ASSERT_NE(heading, std::string::npos);
        const auto mark = html.rfind("id=\"page-", heading);
        ASSERT_NE(mark, std::string::npos);
        EXPECT_EQ(std::stoi(html.substr(mark + 9)), page) << line.words.text();
        const auto link = html.find("href=\"#" + line.anchor + "\"");
        const auto number = html.find("class=\"page\">", link);
        EXPECT_EQ(std::stoi(html.substr(number + 13)), page);
    }
}

TEST(PdfTest, every_page_begins_in_the_html_where_it_begins_on_paper)
{
    const auto pages = paginate(large());
    ASSERT_EQ(pages.starts.size() + 1, static_cast<std::size_t>(pages.count));
    const auto html = printed_html(large(), &pages);
    for (int page = 2; page <= pages.count; ++page) {
        const auto& start = pages.starts[static_cast<std::size_t>(page - 2)];
        EXPECT_EQ(start.page, page);
        const auto anchor = "id=\"page-" + std::to_string(page) + "\"";
        const auto found = html.find(anchor);
        ASSERT_NE(found, std::string::npos) << page;
        EXPECT_EQ(html.find(anchor, found + 1), std::string::npos) << page;
        const auto words = words_in(start.words->text().substr(start.byte));
        if (!words.empty()) EXPECT_THAT(large_file().text(page), HasSubstr(words.front())) << page;
    }
}

TEST(PdfTest, no_heading_stands_last_on_a_page)
{
    const auto pages = paginate(large());
    for (int page = 4; page < pages.count; ++page) {
        auto words = with_single_blanks(large_file().text(page));
        const auto foot = words.rfind("Vale CCG \xc2\xb7 Content");
        ASSERT_NE(foot, std::string::npos);
        words.resize(foot - 1);
        for (const auto& line : large().contents)
            if (pages.page_of(line.anchor) == page) EXPECT_FALSE(words.ends_with(with_single_blanks(line.words.text()))) << page << ' ' << line.words.text();
    }
}

TEST(PdfTest, a_draft_says_so_on_every_page_and_a_version_does_not)
{
    const PdfFile draft(small(PlanPageMode::draft));
    const auto pages = paginate(small(PlanPageMode::draft)).count;
    EXPECT_THAT(draft.text(1), HasSubstr("This text has not been approved"));
    for (int page = 2; page <= pages; ++page) EXPECT_THAT(draft.text(page), HasSubstr("DRAFT")) << page;
    EXPECT_THAT(PdfFile(small()).text(), Not(HasSubstr("DRAFT")));
}

TEST(PdfTest, the_cover_has_the_hash_whole_and_in_short)
{
    const auto page = page_of(sample_tenant(), PlanPageMode::print);
    const PdfFile file(printed_plan(page));
    EXPECT_THAT(file.text(1), HasSubstr(page.content_hash.hex()));
    EXPECT_THAT(file.text(1), HasSubstr(page.content_hash.short_text()));
    EXPECT_THAT(file.text(2), HasSubstr("Content " + page.content_hash.short_text()));
}

TEST(PdfTest, hidden_characters_show)
{
    auto tenant = sample_tenant();
    tenant.plans.front().content.sections[0].text = "Pay \u202E001\u202C now.\n- a\u200Bb";
    const auto printed = printed_plan(page_of(tenant, PlanPageMode::print));
    const auto text = PdfFile(printed).text();
    EXPECT_THAT(text, HasSubstr("Pay [U+202E]001[U+202C] now."));
    EXPECT_THAT(text, HasSubstr("a[U+200B]b"));
    EXPECT_THAT(printed_html(printed, nullptr), HasSubstr("Pay [U+202E]001[U+202C] now."));
}

TEST(PdfTest, links_lead_where_they_say_and_nothing_runs)
{
    auto tenant = sample_tenant();
    tenant.plans.front().content.sections[0].text = "See [the *plan*](https://vale.example/a?b=\u00A3&c='d') there.";
    const PdfFile file(printed_plan(page_of(tenant, PlanPageMode::print)));
    EXPECT_THAT(file.info("-url"), HasSubstr("https://vale.example/a?b=%C2%A3&c=%27d%27"));
    EXPECT_THAT(with_single_blanks(file.text()), HasSubstr("See the plan there."));
    for (const char* active : {"/JavaScript", "/Launch", "/EmbeddedFile", "/AA"}) EXPECT_THAT(file.bytes, Not(HasSubstr(active)));
}

TEST(PdfTest, every_report_prints_with_its_words)
{
    const auto tenant = sample_tenant();
    const auto& plan = tenant.plans.front();
    const auto page = page_of(tenant, PlanPageMode::print);
    const std::map<Report, std::vector<std::string>> expected{
        {Report::you_said, {"You said, we did", "Patient Reference Group", "It stays open until 23:00."}},
        {Report::feedback, {"Feedback report", "Maureen Tidy", "F-002", "no answer yet"}},
        {Report::coverage, {"Coverage", "Version 0.1", "1 July 2026", "was last shown version 0.1"}},
        {Report::versions, {"Version control", "After approval", "Committee set aside", "set aside later"}}};
    for (const auto& [report, all] : expected) {
        EXPECT_EQ(report_named(name_of(report)), report);
        const auto printed = printed_report(report, tenant, plan, page);
        const auto text = with_single_blanks(PdfFile(printed).text());
        for (const auto& words : all) EXPECT_THAT(text, HasSubstr(words)) << name_of(report);
    }
    EXPECT_FALSE(report_named("everything"));
}

TEST(PdfTest, the_public_report_keeps_names_inside)
{
    const auto page = page_of(sample_tenant(), PlanPageMode::published);
    EXPECT_THAT(PdfFile(printed_you_said(page)).text(), Not(HasSubstr("Maureen")));
}

}  // namespace
}  // namespace assent::exchange::print
