#include "server/exchange/docx/read_word.hpp"

#include <gmock/gmock.h>

#include "tests/support/hostile_archive.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ReadWordTest, HeadingsAreKnownByOutlineLevelWhateverTheirStyleIsCalled)
{
    const std::string styles =
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/><w:basedOn "
        "w:val=\"Standard\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"Kapitel\"><w:name w:val=\"Kapitel\"/><w:pPr><w:outlineLvl "
        "w:val=\"0\"/></w:pPr></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"Own\"><w:name w:val=\"NHS Heading\"/><w:basedOn "
        "w:val=\"berschrift2\"/></w:style>"
        "<w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn "
        "w:val=\"Loop\"/></w:style>";
    const auto document =
        read_docx(docx_of(words("A", "<w:pStyle w:val=\"Kapitel\"/>") + words("B", "<w:pStyle w:val=\"Own\"/>") +
                              words("C") + words("D", "<w:outlineLvl w:val=\"2\"/>") +
                              words("E", "<w:pStyle w:val=\"Kapitel\"/><w:outlineLvl w:val=\"9\"/>") +
                              words("F", "<w:pStyle w:val=\"Loop\"/>"),
                          {{"styles", styles}}));
    std::vector<int> levels;
    for (std::size_t i = 0; i < document.blocks.size(); ++i)
        levels.push_back(paragraph_at(document, i).heading);
    EXPECT_THAT(levels, ElementsAre(1, 2, 0, 3, 0, 0));
    EXPECT_EQ(paragraph_at(document, 2).style, "Normal");
}

TEST(ReadWordTest, NumbersAreCountedAsWordCountsThem)
{
    const std::string numbering = "<w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start "
                                  "w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>"
                                  "<w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
                                  "w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1.%2)\"/></w:lvl></w:abstractNum>"
                                  "<w:abstractNum w:abstractNumId=\"5\"><w:lvl w:ilvl=\"0\"><w:numFmt "
                                  "w:val=\"bullet\"/><w:lvlText w:val=\"x\"/></w:lvl></w:abstractNum>"
                                  "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num><w:num "
                                  "w:numId=\"2\"><w:abstractNumId w:val=\"5\"/></w:num>"
                                  "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride "
                                  "w:ilvl=\"0\"><w:startOverride w:val=\"9\"/></w:lvlOverride></w:num>";
    const auto item = [](int list, int level) {
        return words("x", "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                              std::to_string(list) + "\"/></w:numPr>");
    };
    const auto document = read_docx(docx_of(item(1, 0) + item(1, 1) + item(1, 1) + item(1, 0) + item(1, 1) +
                                                item(2, 0) + item(3, 0) + item(3, 0) + item(8, 0),
                                            {{"numbering", numbering}}));
    std::vector<std::string> numbers;
    for (std::size_t i = 0; i < document.blocks.size(); ++i)
        numbers.push_back(paragraph_at(document, i).number);
    EXPECT_THAT(numbers, ElementsAre("3.", "3.a)", "3.b)", "4.", "4.a)", "", "9.", "10.", ""));
    EXPECT_EQ(paragraph_at(document, 5).list, WordList::bullet);
    EXPECT_EQ(paragraph_at(document, 8).list, WordList::none);
}

TEST(ReadWordTest, TrackedChangesKeepWhoMadeThem)
{
    const auto document =
        read_docx(docx_of("<w:p><w:r><w:t>by </w:t></w:r><w:del w:author=\"Ada\" "
                          "w:date=\"2026-11-02T10:00:00Z\"><w:r><w:delText>March</w:delText></w:r></w:del>"
                          "<w:ins w:author=\"Grace\"><w:r><w:t>June</w:t></w:r><w:del "
                          "w:author=\"Ada\"><w:r><w:delText>July</w:delText></w:r></w:del></w:ins>"
                          "<w:moveFrom w:author=\"Ada\"><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:moveTo "
                          "w:author=\"Ada\"><w:r><w:t>come</w:t></w:r></w:moveTo></w:p>"));
    const WordParagraph& paragraph = paragraph_at(document, 0);
    EXPECT_EQ(words_of(paragraph), "by Junecome");
    EXPECT_EQ(words_of(paragraph, WordReading::rejected), "by MarchJulygone");
    EXPECT_EQ(document.authors.at(paragraph.runs.at(1).by), (WordAuthor{"Ada", "2026-11-02T10:00:00Z"}));
    EXPECT_EQ(document.authors.at(paragraph.runs.at(2).by).name, "Grace");
}

TEST(ReadWordTest, TablesAreTrueGrids)
{
    const auto cell = [](const std::string& text, const std::string& properties = {}) {
        return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + words(text) + "</w:tc>";
    };
    const auto document = read_docx(docx_of(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("wide", "<w:gridSpan w:val=\"2\"/>") + cell("c") +
        "</w:tr><w:tr>" + cell("merged", "<w:vMerge w:val=\"restart\"/>") + cell("b") + cell("c") + "</w:tr><w:tr>" +
        cell("", "<w:vMerge/>") + "<w:sdt><w:sdtContent>" + cell("in a control") + "</w:sdtContent></w:sdt>" +
        cell("c") + "</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>" + cell("b") + "</w:tr></w:tbl>"));
    const auto& table = std::get<WordTable>(document.blocks.at(0));
    EXPECT_TRUE(table.rows.at(0).header);
    EXPECT_EQ(table.rows.at(0).cells.at(0).columns, 2);
    EXPECT_FALSE(table.rows.at(1).cells.at(0).continues);
    EXPECT_TRUE(table.rows.at(2).cells.at(0).continues);
    EXPECT_EQ(words_of(table.rows.at(2).cells.at(1).paragraphs.at(0)), "in a control");
    EXPECT_EQ(table.rows.at(3).cells.size(), 2U);
    EXPECT_EQ(table.rows.at(3).line, 4U);
}

TEST(ReadWordTest, FieldsShowTheirResultAndLinksTheirAddress)
{
    const std::string field =
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://example.org\" "
        "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
        "<w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    const auto document = read_docx(docx_of("<w:p>" + field +
                                            "<w:r><w:t> and on</w:t></w:r></w:p><w:p><w:r><w:fldChar "
                                            "w:fldCharType=\"begin\"/></w:r><w:r><w:t>hidden</w:t></w:r></w:p>" +
                                            words("not hidden")));
    const WordParagraph& paragraph = paragraph_at(document, 0);
    EXPECT_EQ(paragraph.runs.at(0), (WordRun{"here", false, false, "https://example.org"}));
    EXPECT_EQ(paragraph.runs.at(1).link, "");
    EXPECT_EQ(words_of(paragraph_at(document, 1)), "not hidden");
}

TEST(ReadWordTest, FootnotesTextBoxesAndPicturesAreTakenOrSaid)
{
    const std::string box =
        "<w:p><w:r><w:t>before</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing><x><w:txbxContent>" +
        words("in the box") + "</w:txbxContent></x></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>" +
        words("in the box") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    const auto document =
        read_docx(docx_of("<w:p><w:r><w:t>Said</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" + box +
                              "<w:p><w:r><w:drawing><pic/></w:drawing><w:t>x</w:t></w:r></w:p>",
                          {{"footnotes", "<w:footnote w:id=\"-1\" w:type=\"separator\"/><w:footnote w:id=\"2\">" +
                                             words("the source") + "</w:footnote>"}}));
    EXPECT_EQ(words_of(paragraph_at(document, 0)), "Said (Note: the source)");
    EXPECT_EQ(words_of(paragraph_at(document, 1)), "before");
    EXPECT_EQ(words_of(paragraph_at(document, 2)), "in the box");
    ASSERT_EQ(document.remarks.size(), 2U);
    EXPECT_EQ(document.remarks.at(0).kind, "footnote");
    EXPECT_EQ(document.remarks.at(1).kind, "picture");
}

TEST(ReadWordTest, RefusesWhatIsNoWordDocument)
{
    const auto error_of = [](const std::string& bytes) {
        const auto document = read_word(as_bytes(bytes));
        return document ? Error{} : document.error();
    };
    PackageWriter sheet;
    sheet.add("xl/workbook.xml", "application/xml", "<workbook/>");
    sheet.relate("", "x/officeDocument", "xl/workbook.xml");
    EXPECT_THAT(error_of(std::move(sheet).finish().value()).message, HasSubstr("no Word document"));
    EXPECT_THAT(error_of(test::raw_archive({{"a.txt", "words"}})).message, HasSubstr("no Word document"));
    EXPECT_THAT(error_of("\xD0\xCF\x11\xE0 old").message, HasSubstr("old Word version"));
    EXPECT_EQ(error_of(docx_of(words("x")).substr(0, 300)).code, Errc::malformed);
    std::string deep;
    for (int i = 0; i < 300; ++i)
        deep += "<w:sdt><w:sdtContent>";
    for (int i = 0; i < 300; ++i)
        deep += "</w:sdtContent></w:sdt>";
    EXPECT_EQ(error_of(docx_of(deep)).code, Errc::too_large);
    std::string many;
    for (int i = 0; i < 200'001; ++i)
        many += "<w:p><w:r><w:t>x</w:t></w:r></w:p>";
    EXPECT_THAT(error_of(docx_of(many)).message, HasSubstr("200,000 paragraphs"));
}

}  // namespace
}  // namespace assent::exchange::docx
