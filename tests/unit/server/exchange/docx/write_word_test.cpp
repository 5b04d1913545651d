#include "server/exchange/docx/write_word.hpp"

#include <gmock/gmock.h>

#include "server/exchange/docx/word_styles.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

WordParagraph line(std::string_view style, const std::string& text)
{
    WordParagraph paragraph;
    paragraph.style = style;
    paragraph.runs.push_back({text});
    return paragraph;
}

/// What reading adds by itself: places, and numbers that Word counts.
WordDocument without_lines(WordDocument document)
{
    for (WordBlock& block : document.blocks) {
        if (auto* paragraph = std::get_if<WordParagraph>(&block)) paragraph->line = 0;
        if (auto* table = std::get_if<WordTable>(&block))
            for (WordRow& row : table->rows) {
                row.line = 0;
                for (WordCell& cell : row.cells)
                    for (WordParagraph& paragraph : cell.paragraphs)
                        paragraph.line = 0;
            }
    }
    for (WordComment& comment : document.comments)
        comment.line = 0;
    return document;
}

WordDocument of_everything()
{
    WordDocument document;
    document.title = "Plan & <title>";
    document.properties["Assent plan"] = "abc";
    document.authors = {{"Ada <A>", "2026-11-02T10:00:00Z"}};
    WordParagraph heading = line(style::heading(1), "Money");
    heading.heading = 1;
    heading.number = "1";
    heading.marks = {{WordMark::Kind::bookmark_begin, 0, "as_s_1"}, {WordMark::Kind::bookmark_end, 1, "as_s_1"}};
    document.blocks.emplace_back(heading);
    WordParagraph marked = line(style::normal, "plain ");
    marked.runs.push_back({"bold", true});
    marked.runs.push_back({" link", false, true, "https://example.org/?a=1&b=2"});
    marked.runs.push_back({"new words", false, false, {}, WordChange::inserted, 0});
    marked.runs.push_back({"old words", false, false, {}, WordChange::deleted, 0});
    marked.runs.push_back({"\ttab and\nbreak"});
    marked.marks = {{WordMark::Kind::comment_begin, 1, "7"}, {WordMark::Kind::comment_end, 3, "7"}};
    marked.change = WordChange::inserted;
    document.blocks.emplace_back(marked);
    document.comments = {{"7", "Grace", "2026-11-03T09:00:00Z", "Two\nlines"}};
    for (const char* number : {"1.", "2.", "5."}) {
        WordParagraph item = line(style::list_number, "item");
        item.list = WordList::numbered;
        item.number = number;
        document.blocks.emplace_back(item);
    }
    WordParagraph bullet = line(style::list_bullet, "deep");
    bullet.list = WordList::bullet;
    bullet.depth = 1;
    document.blocks.emplace_back(bullet);
    WordTable table;
    table.style = style::plan_table;
    table.description = "Numbers";
    table.rows = {{{{{line(style::table_head, "A")}}, {{line(style::table_head, "B")}}}, true},
                  {{{{line(style::table_text, "across")}, 2}}}};
    table.rows.back().change = WordChange::inserted;
    document.blocks.emplace_back(table);
    return document;
}

TEST(WriteWordTest, WhatIsWrittenIsReadBack)
{
    const WordDocument written = of_everything();
    const WordDocument read = without_lines(read_docx(write_word(written).value()));
    EXPECT_EQ(read.title, written.title);
    EXPECT_EQ(read.properties, written.properties);
    EXPECT_EQ(read.authors, written.authors);
    EXPECT_EQ(read.comments, written.comments);
    ASSERT_EQ(read.blocks.size(), written.blocks.size());
    for (std::size_t i = 0; i < read.blocks.size(); ++i)
        EXPECT_TRUE(read.blocks[i] == written.blocks[i]) << "block " << i;
    EXPECT_TRUE(read.remarks.empty());
}

TEST(WriteWordTest, TheSameDocumentGivesTheSameBytes)
{
    EXPECT_EQ(write_word(of_everything()).value(), write_word(of_everything()).value());
}

TEST(WriteWordTest, NumbersOfHeadingsAreCountedByWordOnlyWhereItCountsTheSame)
{
    const auto numbers_of = [](const std::vector<std::pair<int, std::string>>& headings) {
        WordDocument document;
        for (const auto& [level, number] : headings) {
            WordParagraph heading = line(style::heading(level), "Title");
            heading.heading = static_cast<std::uint8_t>(level);
            heading.number = number;
            document.blocks.emplace_back(heading);
        }
        std::string numbers;
        const WordDocument read = read_docx(write_word(document).value());
        for (std::size_t i = 0; i < headings.size(); ++i) {
            const auto& paragraph = paragraph_at(read, i);
            numbers += paragraph.number + "|" + words_of(paragraph) + ";";
        }
        return numbers;
    };
    EXPECT_EQ(numbers_of({{1, "1"}, {2, "1.1"}, {2, "1.2"}, {1, "2"}, {1, ""}, {1, "3"}}),
              "1|Title;1.1|Title;1.2|Title;2|Title;|Title;3|Title;");
    EXPECT_EQ(numbers_of({{1, "1"}, {2, "1.1"}, {2, "1.1"}}), "|1\tTitle;|1.1\tTitle;|1.1\tTitle;");
}

}  // namespace
}  // namespace assent::exchange::docx
