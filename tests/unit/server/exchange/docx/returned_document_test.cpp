#include "server/exchange/docx/returned_document.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "server/exchange/docx/write_word.hpp"
#include "tests/unit/server/exchange/docx/docx_support.hpp"

namespace assent::exchange::docx {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

const VersionId version = VersionId::derived("v2");

WordParagraph* find_paragraph(WordDocument& document, const std::string& words)
{
    for (WordBlock& block : document.blocks) {
        if (auto* paragraph = std::get_if<WordParagraph>(&block); paragraph != nullptr && words_of(*paragraph) == words)
            return paragraph;
        if (auto* table = std::get_if<WordTable>(&block))
            for (WordRow& row : table->rows)
                for (WordCell& cell : row.cells)
                    for (WordParagraph& paragraph : cell.paragraphs)
                        if (words_of(paragraph) == words) return &paragraph;
    }
    return nullptr;
}

/// The sample plan as somebody sends it back: a changed word in a section, an insertion in an intention's text, a
/// comment on a provider, one on a figure and one on the cover.
WordDocument annotated()
{
    WordDocument document = plan_document(sample_page());
    document.authors = {{"Maureen Tidy", "2026-11-02T23:30:00Z"}, {"Dr Osei", "2026-11-03T08:00:00Z"}};
    find_paragraph(document, "Last paragraph.")->runs = {{"Last "},
                                                         {"paragraph", false, false, {}, WordChange::deleted, 0},
                                                         {"sentence", false, false, {}, WordChange::inserted, 0},
                                                         {"."}};
    find_paragraph(document, "to 23:00")->runs.push_back({" on weekdays", false, false, {}, WordChange::inserted, 1});
    int id = 0;
    const auto comment = [&](const std::string& on, const std::string& says) {
        WordParagraph& paragraph = *find_paragraph(document, on);
        const std::string name = std::to_string(++id);
        paragraph.marks.push_back({WordMark::Kind::comment_begin, 0, name});
        paragraph.marks.push_back(
            {WordMark::Kind::comment_end, static_cast<std::uint32_t>(paragraph.runs.size()), name});
        std::stable_sort(paragraph.marks.begin(), paragraph.marks.end(),
                         [](const WordMark& a, const WordMark& b) { return a.run < b.run; });
        document.comments.push_back({name, "Grace", "2026-11-04T12:00:00Z", says});
    };
    comment("Ashdown General", "Is the hospital told?");
    comment("-160", "Where does this come from?");
    comment("Vale CCG", "A good plan.");
    return document;
}

WordDocument without_bookmarks(WordDocument document)
{
    const auto strip = [](WordParagraph& paragraph) {
        std::erase_if(paragraph.marks, [](const WordMark& mark) {
            return mark.kind == WordMark::Kind::bookmark_begin || mark.kind == WordMark::Kind::bookmark_end;
        });
    };
    for (WordBlock& block : document.blocks) {
        if (auto* paragraph = std::get_if<WordParagraph>(&block)) strip(*paragraph);
        if (auto* table = std::get_if<WordTable>(&block))
            for (WordRow& row : table->rows)
                for (WordCell& cell : row.cells)
                    for (WordParagraph& paragraph : cell.paragraphs)
                        strip(paragraph);
    }
    document.properties.clear();
    return document;
}

const FeedbackItem* item_saying(const ReturnedDocument& returned, const std::string& words)
{
    for (const auto& item : returned.items)
        if (item.verbatim.find(words) != std::string::npos) return &item;
    return nullptr;
}

void expect_everything_is_placed(const ReturnedDocument& returned)
{
    EXPECT_THAT(returned.items, SizeIs(4));
    const auto* word = item_saying(returned, "Proposed change: \"paragraph\" -> \"sentence\"");
    ASSERT_NE(word, nullptr);
    EXPECT_EQ(word->about, (About{element("s1"), "1 Where we start", "paragraph"}));
    EXPECT_EQ(word->proposed_wording, "sentence");
    EXPECT_EQ(word->name, "Maureen Tidy");
    EXPECT_EQ(word->received, Date::of(2026, 11, 2));
    EXPECT_EQ(word->type, FeedbackType::editorial);
    EXPECT_EQ(word->version, version);
    const auto* addition = item_saying(returned, "Proposed addition: \"on weekdays\"");
    ASSERT_NE(addition, nullptr);
    EXPECT_EQ(addition->about.element, element("i1"));
    EXPECT_EQ(addition->about.quote, "to 23:00");
    const auto* provider = item_saying(returned, "Is the hospital told?");
    ASSERT_NE(provider, nullptr);
    EXPECT_EQ(provider->about, (About{element("i1"), "UEC-01 Front door", "Ashdown General"}));
    EXPECT_EQ(provider->name, "Grace");
    EXPECT_EQ(provider->type, FeedbackType::comment);
    const auto* figure = item_saying(returned, "Where does this come from?");
    ASSERT_NE(figure, nullptr);
    EXPECT_EQ(figure->about, (About{element("t1"), "Savings", "-160"}));
    ASSERT_THAT(returned.detached, SizeIs(1));
    EXPECT_EQ(returned.detached[0].item.verbatim, "A good plan.");
    EXPECT_EQ(returned.detached[0].item.about, (About{{}, "", "Vale CCG"}));
    EXPECT_EQ(returned.detached[0].context, "Before the first heading");
}

TEST(ReturnedDocumentTest, ChangesAndCommentsBecomeItemsOnTheirElements)
{
    const WordDocument document = read_docx(write_word(annotated()).value());
    const auto stamp = stamp_of(document);
    ASSERT_TRUE(stamp);
    EXPECT_EQ(stamp->plan, PlanId::derived("plan"));
    EXPECT_EQ(stamp->version, version);
    EXPECT_EQ(stamp->content, sample_page().content_hash);
    const ReturnedDocument returned = read_returned(document, sample_content(), stamp->version);
    expect_everything_is_placed(returned);
    EXPECT_TRUE(returned.remarks.empty());
}

TEST(ReturnedDocumentTest, ADocumentThatLostItsBookmarksIsPlacedByWhatItSays)
{
    const WordDocument document = read_docx(write_word(without_bookmarks(annotated())).value());
    EXPECT_FALSE(stamp_of(document));
    const ReturnedDocument returned = read_returned(document, sample_content(), version);
    expect_everything_is_placed(returned);
    EXPECT_THAT(returned.remarks, ElementsAre(HasSubstr("does not say which version")));
}

TEST(ReturnedDocumentTest, TheSameDocumentGivesTheSameItems)
{
    const WordDocument document = read_docx(write_word(annotated()).value());
    EXPECT_EQ(read_returned(document, sample_content(), version), read_returned(document, sample_content(), version));
    EXPECT_NE(read_returned(document, sample_content(), version).items[0].id,
              read_returned(document, sample_content(), version).items[1].id);
}

TEST(ReturnedDocumentTest, WhatTheVersionDoesNotHaveGoesToTheTray)
{
    Content other = sample_content();
    other.intentions.clear();
    const ReturnedDocument returned = read_returned(annotated(), other, version);
    EXPECT_EQ(item_saying(returned, "Is the hospital told?"), nullptr);
    EXPECT_THAT(returned.detached, SizeIs(3));
}

TEST(ReturnedDocumentTest, ParagraphsAddedInOneGoAreOneItemAndARowIsOne)
{
    WordDocument document = plan_document(sample_page());
    document.authors = {{"Ada", "2026-11-02T10:00:00Z"}};
    const auto at = std::find_if(document.blocks.begin(), document.blocks.end(), [](const WordBlock& block) {
        const auto* paragraph = std::get_if<WordParagraph>(&block);
        return paragraph != nullptr && words_of(*paragraph) == "Last paragraph.";
    });
    WordParagraph added;
    added.change = WordChange::inserted;
    added.runs = {{"One more.", false, false, {}, WordChange::inserted, 0}};
    WordParagraph second = added;
    second.runs[0].text = "And another.";
    document.blocks.insert(at + 1, {added, second});
    for (WordBlock& block : document.blocks)
        if (auto* table = std::get_if<WordTable>(&block); table != nullptr && table->description == "Savings")
            table->rows[1].change = WordChange::deleted;
    const ReturnedDocument returned = read_returned(document, sample_content(), version);
    ASSERT_THAT(returned.items, SizeIs(2));
    EXPECT_EQ(returned.items[0].verbatim, "Proposed addition: \"One more.\nAnd another.\"");
    EXPECT_EQ(returned.items[0].about.element, element("s1"));
    EXPECT_EQ(returned.items[1].verbatim, "Proposed deletion of a row: \"Planned care | 1,200 | agreed\"");
    EXPECT_EQ(returned.items[1].about.element, element("t1"));
}

TEST(ReturnedDocumentTest, ChangesOfARedlineThatWasSentOutAreNoFeedback)
{
    PlanPage after = sample_page();
    after.plan.content.sections[0].text = "First paragraph, reworded.\n- one\n- two\nLast paragraph.";
    WordDocument document = read_docx(redline_docx(sample_page(), after, {"Rosa", "2026-08-01T00:00:00Z"}).value());
    EXPECT_THAT(read_returned(document, after.plan.content, version).items, SizeIs(0));
    document.authors.push_back({"Ada", "2026-11-02T10:00:00Z"});
    find_paragraph(document, "Last paragraph.")->runs.push_back({" More.", false, false, {}, WordChange::inserted, 1});
    EXPECT_THAT(read_returned(document, after.plan.content, version).items, SizeIs(1));
}

}  // namespace
}  // namespace assent::exchange::docx
