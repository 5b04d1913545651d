// Exports as another word processor reads them, and documents as it writes them. Skipped where LibreOffice is not
// installed.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gmock/gmock.h>

#include "server/exchange/docx/import_docx.hpp"
#include "server/exchange/docx/returned_document.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "server/routes/read_document.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class LibreOfficeTest : public testing::Test
{
protected:
    void SetUp() override
    {
        if (std::system("command -v soffice >/dev/null 2>&1 && command -v pdftotext >/dev/null 2>&1") != 0)
            GTEST_SKIP() << "soffice and pdftotext are not installed.";
    }

    /// Converts a file to another format in the test's folder; the new file's path.
    std::string converted(const std::string& name, const std::string& content, const std::string& to)
    {
        const auto folder = folder_.path();
        std::ofstream(folder / name, std::ios::binary) << content;
        const std::string command = "soffice -env:UserInstallation=file://" + (folder / "profile").string() +
                                    " --headless --convert-to " + to + " --outdir " + (folder / "out").string() + " " +
                                    (folder / name).string() + " >/dev/null 2>&1";
        EXPECT_EQ(std::system(command.c_str()), 0) << command;
        return (folder / "out" / std::filesystem::path(name).replace_extension(to.substr(0, to.find(':')))).string();
    }

    static std::string bytes_of(const std::string& path)
    {
        std::ifstream file(path, std::ios::binary);
        std::stringstream bytes;
        bytes << file.rdbuf();
        return bytes.str();
    }

    /// The words of a document as LibreOffice prints it, with single blanks.
    std::string printed(const std::string& docx)
    {
        const std::string pdf = converted("plan.docx", docx, "pdf");
        EXPECT_EQ(std::system(("pdftotext -layout " + pdf + " " + pdf + ".txt").c_str()), 0);
        std::string words;
        std::stringstream text(bytes_of(pdf + ".txt"));
        for (std::string word; text >> word;)
            words += (words.empty() ? "" : " ") + word;
        return words;
    }

    support::TemporaryFolder folder_;
};

TEST_F(LibreOfficeTest, AnExportedPlanOpensAndPrintsAllOfIt)
{
    const std::string words = printed(plan_docx(sample_page()).value());
    for (const char* expected : {"Commissioning intentions 2027/28",
                                 "Vale CCG",
                                 "17 July 2026",
                                 "Contents",
                                 "Version control",
                                 "For decision",
                                 "Rosa Whitcombe, Head of Planning",
                                 "Approvals of this version",
                                 "Where we start",
                                 "Last paragraph.",
                                 "People & health",
                                 "Subject to review",
                                 "Urgent and Emergency Care",
                                 "UEC-01",
                                 "<later>",
                                 "Ashdown General",
                                 "Q1 2027/28",
                                 "=SUM(A1)",
                                 "Savings",
                                 "\xC2\xA3"
                                 "000s",
                                 "1,200",
                                 "-160",
                                 "10 December 2026",
                                 "Governing Body decides",
                                 "page 2 of"})
        EXPECT_THAT(words, HasSubstr(expected));
}

TEST_F(LibreOfficeTest, ARedlineOpensWithItsChanges)
{
    PlanPage after = sample_page();
    after.plan.content.sections[0].text = "First paragraph, reworded.\n- one\n- two\nLast paragraph.";
    const auto again =
        converted("redline.docx", redline_docx(sample_page(), after, {"Rosa", "2026-08-01T00:00:00Z"}).value(),
                  "docx:\"MS Word 2007 XML\"");
    const WordDocument document = read_docx(bytes_of(again));
    ASSERT_FALSE(document.authors.empty());
    EXPECT_EQ(document.authors[0].name, "Rosa");
    std::string inserted;
    for (const WordBlock& block : document.blocks)
        if (const auto* paragraph = std::get_if<WordParagraph>(&block))
            for (const WordRun& run : paragraph->runs)
                if (run.change == WordChange::inserted) inserted += run.text;
    EXPECT_EQ(inserted, ", reworded");
}

TEST_F(LibreOfficeTest, AnExportSavedAgainStillImportsAndIsStillKnown)
{
    const PlanPage page = sample_page();
    const auto again = bytes_of(converted("plan.docx", plan_docx(page).value(), "docx:\"MS Word 2007 XML\""));
    const WordDocument document = read_docx(again);
    const auto stamp = stamp_of(document);
    ASSERT_TRUE(stamp);
    EXPECT_EQ(stamp->content, page.content_hash);
    const auto upload = routes::read_upload(again, "plan.docx");
    ASSERT_TRUE(upload) << upload.error().message;
    const Content& content = upload->document.content;
    ASSERT_THAT(content.sections, SizeIs(3));
    EXPECT_EQ(content.sections[0].text, page.plan.content.sections[0].text);
    ASSERT_THAT(content.intentions, SizeIs(2));
    EXPECT_EQ(content.intentions[0].text, page.plan.content.intentions[0].text);
    EXPECT_EQ(content.intentions[0].providers, page.plan.content.intentions[0].providers);
    ASSERT_THAT(content.tables, SizeIs(1));
    EXPECT_EQ(content.tables[0].title, "Savings");
    EXPECT_THAT(content.milestones, SizeIs(2));
    EXPECT_THAT(read_returned(document, page.plan.content, stamp->version).items, SizeIs(0));
}

TEST_F(LibreOfficeTest, ADocumentOfAnotherProgramIsImported)
{
    const std::string html = "<html><head><title>t</title></head><body><h1>Commissioning intentions "
                             "2027/28</h1><p>Greenvale Clinical Commissioning Group, version 3</p>"
                             "<h1>1 Background</h1><p>We plan <b>one</b> year <i>ahead</i>, see <a "
                             "href=\"https://example.org/\">here</a>.</p><ul><li>first<ul><li>inner</li></ul></"
                             "li><li>second</li></ul><ol><li>alpha</li><li>beta</li></ol>"
                             "<h2>1.1 Intentions</h2><table border=\"1\"><tr><th>Programme area</th><th>Service "
                             "area</th><th>Commissioning intention</th><th>Timescale</th></tr>"
                             "<tr><td rowspan=\"2\">Planned care</td><td>Eyes</td><td><p>Move "
                             "clinics:</p><ul><li>north</li><li>south</li></ul></td><td>Q1 2027/28</td></tr>"
                             "<tr><td>Skin</td><td>Open a clinic.</td><td>April 2028</td></tr></table></body></html>";
    const auto docx = bytes_of(converted("plan.html", html, "docx:\"MS Word 2007 XML\""));
    const auto document = import_docx(as_bytes(docx));
    ASSERT_TRUE(document) << document.error().message;
    ASSERT_GE(document->sections.size(), 2U);
    const auto background = std::find_if(document->sections.begin(), document->sections.end(),
                                         [](const SectionText& s) { return s.heading == "Background"; });
    ASSERT_NE(background, document->sections.end());
    EXPECT_EQ(background->number, "1");
    EXPECT_EQ(background->text, "We plan **one** year *ahead*, see [here](https://example.org/).\n- first\n  - "
                                "inner\n- second\n1. alpha\n2. beta");
    ASSERT_THAT(document->intentions, SizeIs(2));
    EXPECT_EQ(document->intentions[0].text, "Move clinics:\n- north\n- south");
    EXPECT_EQ(document->intentions[1].programme_area, "Planned care");
    EXPECT_EQ(document->intentions[1].service_area, "Skin");
}

}  // namespace
}  // namespace assent::exchange::docx
