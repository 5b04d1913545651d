#include "server/exchange/docx/marked_runs.hpp"

#include <gtest/gtest.h>

#include "shared/document/marked_text.hpp"

namespace assent::exchange::docx {
namespace {

std::string there_and_back(const std::string& text)
{
    std::string back;
    for (const auto& paragraph : marked_paragraphs(text, "Normal", ListStyles::own))
        back += (back.empty() ? "" : "\n") + marked_line(paragraph);
    return back;
}

TEST(MarkedRunsTest, MarkedTextComesBackAsItWas)
{
    for (const char* text :
         {"Plain words.", "- one\n- two\n  - deeper\n1. first\n2. second\n7. seventh",
          "**Bold** and *italic* and ***both***.",
          "A [link](https://example.org/a) and [a **bold** one](mailto:a@example.org).", "Priority 2*",
          "\xC2\xA3"
          "5*3",
          "*not closed", "[not a link](javascript:x)", "<b>four characters</b>", "a \\*star\\* kept", "**from** 08:00"})
        EXPECT_EQ(there_and_back(text), text);
}

TEST(MarkedRunsTest, MarksThatOverlapReadTheSame)
{
    const std::string text = "**one *two** three*";
    EXPECT_EQ(parse_marked(there_and_back(text)), parse_marked(text));
}

TEST(MarkedRunsTest, BlanksAtTheEdgeOfAMarkMoveOutsideIt)
{
    WordParagraph paragraph;
    paragraph.runs = {{"Open"}, {" now ", true}, {"and\xC2\xA0", false, true}, {"\tlater "}};
    EXPECT_EQ(marked_line(paragraph), "Open **now** *and* later");
}

TEST(MarkedRunsTest, WordsThatWouldReadAsMarksAreEscaped)
{
    WordParagraph paragraph;
    paragraph.runs = {{"*really* [x](https://example.org)"}};
    const std::string line = marked_line(paragraph);
    EXPECT_EQ(plain_text_of(line), "*really* [x](https://example.org)");
    EXPECT_EQ(parse_marked(line).front().runs.size(), 1U);
}

TEST(MarkedRunsTest, ChangesAreReadAsAcceptedOrAsRejected)
{
    WordParagraph paragraph;
    paragraph.runs = {
        {"by "}, {"March", false, false, {}, WordChange::deleted}, {"June", false, false, {}, WordChange::inserted}};
    EXPECT_EQ(marked_line(paragraph), "by June");
    EXPECT_EQ(marked_line(paragraph, WordReading::rejected), "by March");
}

}  // namespace
}  // namespace assent::exchange::docx
