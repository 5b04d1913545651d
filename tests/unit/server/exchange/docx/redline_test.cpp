#include <algorithm>

#include <gmock/gmock.h>

#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

using testing::HasSubstr;
using testing::Not;

const WordAuthor rosa{"Rosa Whitcombe", "2026-08-01T00:00:00Z"};

/// All words of a document in one reading, a paragraph a line, without contents entries and what is wholly gone.
std::string reading(const WordDocument& document, WordReading how)
{
    std::string text;
    const auto say = [&](const WordParagraph& paragraph, WordChange row) {
        const std::string words = words_of(paragraph, how);
        if (stays(row, how) && !words.empty())
            text += (paragraph.heading != 0 && !paragraph.number.empty() ? paragraph.number + "\t" : "") + words + "\n";
    };
    for (const WordBlock& block : document.blocks) {
        if (const auto* paragraph = std::get_if<WordParagraph>(&block);
            paragraph != nullptr && !paragraph->style.starts_with("toc "))
            say(*paragraph, WordChange::none);
        if (const auto* table = std::get_if<WordTable>(&block))
            for (const WordRow& row : table->rows)
                for (const WordCell& cell : row.cells)
                    for (const WordParagraph& paragraph : cell.paragraphs)
                        say(paragraph, row.change);
    }
    return text;
}

PlanPage changed_page()
{
    PlanPage page = sample_page();
    Content& content = page.plan.content;
    content.sections[0].text = "First paragraph, reworded.\n- one\n- two\n- three";
    content.sections[1].heading = "People, homes & health";
    content.sections[1].number = "1.2";
    content.sections.erase(content.sections.begin() + 2);
    content.intentions[0].text = "Open <later>.\n- **from** 08:00\n- to 22:00";
    content.intentions[0].providers.push_back("Someone New");
    Intention added = content.intentions[1];
    added.id = element("i3");
    added.reference = "PLC-02";
    added.text = "A new one.";
    content.intentions.push_back(added);
    content.tables[0].rows[1].cells[1] = "-170";
    content.tables[0].rows.insert(content.tables[0].rows.begin() + 2, {{"Mental health", "10", ""}});
    content.milestones.erase(content.milestones.begin());
    return page;
}

TEST(RedlineTest, AcceptingAllGivesTheNewTextAndRejectingAllTheOld)
{
    const PlanPage before = sample_page();
    const PlanPage after = changed_page();
    const WordDocument redline = redline_document(before, after, rosa);
    EXPECT_EQ(reading(redline, WordReading::accepted), reading(plan_document(after), WordReading::accepted));
    EXPECT_EQ(reading(redline, WordReading::rejected), reading(plan_document(before), WordReading::accepted));
    // The same from the file.
    const WordDocument read = read_docx(write_word(redline).value());
    EXPECT_EQ(reading(read, WordReading::accepted), reading(plan_document(after), WordReading::accepted));
    EXPECT_EQ(reading(read, WordReading::rejected), reading(plan_document(before), WordReading::accepted));
}

TEST(RedlineTest, ChangesAreWordsOfTheirAuthor)
{
    const WordDocument read = read_docx(redline_docx(sample_page(), changed_page(), rosa).value());
    ASSERT_EQ(read.authors.size(), 1U);
    EXPECT_EQ(read.authors[0], rosa);
    for (const WordBlock& block : read.blocks) {
        const auto* paragraph = std::get_if<WordParagraph>(&block);
        if (paragraph == nullptr || !words_of(*paragraph).starts_with("First paragraph")) continue;
        EXPECT_EQ(paragraph->runs.at(0), (WordRun{"First paragraph"}));
        EXPECT_EQ(paragraph->runs.at(1).text, ", reworded");
        EXPECT_EQ(paragraph->runs.at(1).change, WordChange::inserted);
        return;
    }
    FAIL() << "the paragraph is not there";
}

TEST(RedlineTest, AChangeOfMarksAloneIsAChange)
{
    const PlanPage before = sample_page();
    PlanPage after = before;
    after.plan.content.sections[0].text = "First **paragraph**.\n- one\n- two\nLast paragraph.";
    const WordDocument redline = redline_document(before, after, rosa);
    const bool any = std::any_of(redline.blocks.begin(), redline.blocks.end(), [](const WordBlock& block) {
        const auto* paragraph = std::get_if<WordParagraph>(&block);
        return paragraph != nullptr &&
               std::any_of(paragraph->runs.begin(), paragraph->runs.end(), [](const WordRun& run) {
                   return run.bold && run.text == "First paragraph." ? false : run.change == WordChange::inserted;
               });
    });
    EXPECT_TRUE(any);
}

TEST(RedlineTest, WhatDidNotChangeCarriesNoChange)
{
    const WordDocument redline = redline_document(sample_page(), sample_page(), rosa);
    EXPECT_EQ(reading(redline, WordReading::accepted), reading(redline, WordReading::rejected));
}

}  // namespace
}  // namespace assent::exchange::docx
