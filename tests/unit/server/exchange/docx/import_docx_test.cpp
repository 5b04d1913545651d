#include "server/exchange/docx/import_docx.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "server/exchange/docx/write_word.hpp"
#include "server/routes/read_document.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

ImportedDocument imported(const std::string& bytes)
{
    auto document = import_docx(as_bytes(bytes));
    EXPECT_TRUE(document) << document.error().message;
    return document ? *std::move(document) : ImportedDocument{};
}

std::string cell(const std::string& paragraphs, const std::string& properties = {})
{
    return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + paragraphs + "</w:tc>";
}
std::string row(const std::vector<std::string>& cells)
{
    std::string xml = "<w:tr>";
    for (const auto& text : cells)
        xml += cell(words(text));
    return xml + "</w:tr>";
}

const std::string styles =
    "<w:style w:type=\"paragraph\" w:styleId=\"h1\"><w:name w:val=\"heading 1\"/></w:style><w:style "
    "w:type=\"paragraph\" w:styleId=\"h2\"><w:name w:val=\"heading 2\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style><w:style w:type=\"paragraph\" "
    "w:styleId=\"c1\"><w:name w:val=\"toc 1\"/></w:style>";

std::string heading(int level, const std::string& text)
{
    return words(text, "<w:pStyle w:val=\"h" + std::to_string(level) + "\"/>");
}

/// What a DOCX carries: not identities, not lines, not what checks found.
Content carried(Content content)
{
    const auto bare = [](auto& elements) {
        std::size_t number = 0;
        for (auto& element : elements)
            element.id = ElementId::derived(std::to_string(++number));
    };
    bare(content.sections);
    bare(content.intentions);
    bare(content.tables);
    bare(content.milestones);
    for (auto& section : content.sections)
        section.source_line = 0;
    for (auto& intention : content.intentions) {
        intention.source_lines.clear();
        intention.routes = routes_in_words(intention.routes);
        // The words are carried; the days follow from them.
        for (auto& timescale : intention.timescales)
            if (const auto times = parse_timescales(timescale.as_written, 2027); !times.empty()) {
                timescale.from = times.front().from;
                timescale.to = times.front().to;
            }
    }
    for (auto& table : content.tables) {
        table.source_lines.clear();
        table.findings.clear();
        for (auto& r : table.rows)
            r.id = {};
    }
    for (auto& milestone : content.milestones)
        milestone.source_line = 0;
    return content;
}

TEST(ImportDocxTest, AnExportedPlanGivesItsContentBackFieldForField)
{
    PlanPage page = sample_page();
    Content& sent = page.plan.content;
    sent.intentions[0].routes = {"contract_variation", "procurement"};
    sent.intentions[1].service_area = "Diagnostics";
    sent.sections[2].level = 3;  // levels never jump in a document
    sent.intentions[0].place = "Vale";
    sent.sections[0].text = "First **paragraph** with a [link](https://example.org).\n- one\n- two\n  - deeper\n1. "
                            "first\n2. second\nLast paragraph, 5*3.";
    const auto upload = routes::read_upload(plan_docx(page).value(), "plan.docx");
    ASSERT_TRUE(upload) << upload.error().message;
    const Content got = carried(upload->document.content);
    const Content wanted = carried(sent);
    EXPECT_EQ(got.sections, wanted.sections);
    ASSERT_EQ(got.intentions.size(), wanted.intentions.size());
    for (std::size_t i = 0; i < got.intentions.size(); ++i) {
        const Intention& a = got.intentions[i];
        const Intention& b = wanted.intentions[i];
        EXPECT_EQ(a.reference, b.reference);
        EXPECT_EQ(a.programme_area, b.programme_area);
        EXPECT_EQ(a.service_area, b.service_area);
        EXPECT_EQ(a.text, b.text);
        EXPECT_EQ(a.providers, b.providers);
        EXPECT_EQ(a.routes, b.routes);
        EXPECT_EQ(a.place, b.place);
        EXPECT_EQ(a.lead, b.lead);
        EXPECT_EQ(a.conditions, b.conditions);
        EXPECT_EQ(a.status, b.status);
        EXPECT_EQ(a.timescales, b.timescales);
    }
    EXPECT_EQ(got.intentions, wanted.intentions);
    ASSERT_EQ(got.tables.size(), wanted.tables.size());
    EXPECT_EQ(got.tables[0].title, wanted.tables[0].title);
    EXPECT_EQ(got.tables[0].unit, wanted.tables[0].unit);
    EXPECT_EQ(got.tables[0].columns, wanted.tables[0].columns);
    ASSERT_EQ(got.tables[0].rows.size(), wanted.tables[0].rows.size());
    for (std::size_t i = 0; i < got.tables[0].rows.size(); ++i)
        EXPECT_EQ(got.tables[0].rows[i].cells, wanted.tables[0].rows[i].cells);
    EXPECT_EQ(got.tables, wanted.tables);
    EXPECT_EQ(got.milestones, wanted.milestones);
    EXPECT_EQ(upload->summary.title, page.plan.title);
    EXPECT_EQ(upload->summary.period, page.plan.period);
    EXPECT_EQ(upload->summary.version, "1.0");
    ASSERT_EQ(upload->document.earlier_versions.size(), page.versions.size());
    EXPECT_EQ(upload->document.earlier_versions.back().author, "Rosa Whitcombe");
    EXPECT_EQ(upload->document.earlier_versions.back().author_role, "Head of Planning");
    EXPECT_THAT(upload->document.earlier_versions.back().changes, ElementsAre("For decision", "Open later"));
}

TEST(ImportDocxTest, AWordDocumentIsReadByItsStructure)
{
    const std::string merged = "<w:tr>" + cell(words("Planned care"), "<w:vMerge w:val=\"restart\"/>") +
                               cell(words("Eyes")) + cell(words("Move clinics.")) + cell(words("2027/28 Q1")) +
                               "</w:tr>" + "<w:tr>" + cell("<w:p/>", "<w:vMerge/>") + cell(words("Skin")) +
                               cell(words("Open a clinic.")) + cell(words("April 2028")) + "</w:tr>";
    const auto document = imported(docx_of(
        words("Commissioning intentions 2027/28", "<w:pStyle w:val=\"t\"/>") +
            words("Background\t3", "<w:pStyle w:val=\"c1\"/>") + heading(1, "1 Background") +
            words("Some **words** stay words.") + heading(2, "1.1 Detail") + "<w:tbl>" +
            row({"Programme area", "Service area", "Commissioning intention", "Timescale"}) + merged + "</w:tbl>",
        {{"styles", styles}}));
    EXPECT_EQ(document.document.title, "Commissioning intentions 2027/28");
    ASSERT_EQ(document.sections.size(), 2U);
    EXPECT_EQ(document.sections[0].number, "1");
    EXPECT_EQ(document.sections[0].heading, "Background");
    EXPECT_EQ(document.sections[0].text, "Some \\*\\*words\\*\\* stay words.");
    EXPECT_EQ(document.sections[1].number, "1.1");
    EXPECT_EQ(document.sections[1].line, 5U);
    ASSERT_EQ(document.intentions.size(), 2U);
    EXPECT_EQ(document.intentions[1].programme_area, "Planned care");
    EXPECT_EQ(document.intentions[1].service_area, "Skin");
    EXPECT_THAT(document.intentions[1].lines, ElementsAre(8U));
    EXPECT_EQ(document.intentions[0].timescales.at(0).label, "2027/28 Q1");
    ASSERT_EQ(document.contents.size(), 1U);
    EXPECT_EQ(document.contents[0].page, "3");
}

TEST(ImportDocxTest, TrackedChangesAreTakenOrLeftOutAndSaidAndCommentsAreKept)
{
    const auto document = imported(docx_of(
        heading(1, "1 Background") +
            "<w:p><w:r><w:t>Open by </w:t></w:r><w:del "
            "w:author=\"Ada\"><w:r><w:delText>March</w:delText></w:r></w:del><w:ins "
            "w:author=\"Ada\"><w:r><w:t>June</w:t></w:r></w:ins></w:p>"
            "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>Next</w:t></w:r><w:commentRangeEnd w:id=\"1\"/></w:p>",
        {{"styles", styles},
         {"comments", "<w:comment w:id=\"1\" w:author=\"Grace\">" + words("Is this so?") + "</w:comment>"}}));
    EXPECT_EQ(document.sections.at(0).text, "Open by June\nNext");
    const auto told = [&](const std::string& kind) {
        const auto found = std::find_if(document.doubts.begin(), document.doubts.end(),
                                        [&](const Doubt& doubt) { return doubt.kind == kind; });
        return found == document.doubts.end() ? Doubt{} : *found;
    };
    EXPECT_EQ(told("tracked_change").line, 2U);
    EXPECT_THAT(told("tracked_change").message, HasSubstr("of Ada that nobody accepted yet: \"June\" was inserted and "
                                                          "is taken; \"March\" was deleted and is left out."));
    EXPECT_EQ(told("comment").line, 3U);
    EXPECT_THAT(told("comment").message, HasSubstr("Comment of Grace: \"Is this so?\""));
}

TEST(ImportDocxTest, ADocumentWithoutHeadingStylesIsReadByItsLooks)
{
    const std::string bold = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>1. Introduction</w:t></w:r></w:p>";
    const auto document = imported(docx_of(words("Commissioning intentions 2027/28") + bold +
                                           words("We begin here, and say what we mean in whole sentences.")));
    ASSERT_EQ(document.sections.size(), 1U);
    EXPECT_EQ(document.sections[0].number, "1");
    EXPECT_EQ(document.sections[0].heading, "Introduction");
}

TEST(ImportDocxTest, ADocumentThatIsNoPlanIsRefused)
{
    const auto document = import_docx(as_bytes(docx_of(words("Dear Ada,") + words("thank you."))));
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().code, Errc::invalid);
}

}  // namespace
}  // namespace assent::exchange::docx
