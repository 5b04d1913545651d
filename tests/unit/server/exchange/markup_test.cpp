#include "server/exchange/markup.hpp"

#include <gtest/gtest.h>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

std::string settled(std::string_view cell)
{
    CellText text = read_cell(cell, 1);
    settle_lists(text);
    std::string result;
    for (const Block& block : text.blocks) result += (block.kind == Block::Kind::bullet ? "*" : "") + block.text + "\n";
    return result;
}

std::string joined(std::string_view first, std::string_view second)
{
    CellText text = read_cell(first, 1);
    append_continuation(text, read_cell(second, 2));
    settle_lists(text);
    std::string result;
    for (const Block& block : text.blocks) result += (block.kind == Block::Kind::bullet ? "*" : "") + block.text + "\n";
    return result;
}

TEST(MarkupTest, a_list_that_is_never_closed_ends_at_the_next_tag_or_the_cells_end)
{
    EXPECT_EQ(settled("We will: <ul style=\"x\"> \u25AA One \u25AA Two <p>After.</p>"), "We will:\n*One\n*Two\nAfter.\n");
    EXPECT_EQ(settled("<ul> \u2022 One \u2022 Two"), "*One\n*Two\n");
    EXPECT_EQ(settled("<ul><li>One</li><li>Two</li></ul>After"), "*One\n*Two\nAfter\n");
}

TEST(MarkupTest, a_hyphen_is_a_bullet_only_where_the_list_begins_with_one)
{
    EXPECT_EQ(settled("<ul> - One - Two"), "*One\n*Two\n");
    EXPECT_EQ(settled("<ul> \u25AA Scans - MRI \u25AA Other"), "*Scans - MRI\n*Other\n");
    EXPECT_EQ(settled("<ul> - Lip reading \u2013 in town - Other"), "*Lip reading \u2013 in town\n*Other\n");
    EXPECT_EQ(settled("Ongoing - quarterly"), "Ongoing - quarterly\n");
}

TEST(MarkupTest, ordered_items_are_divided_only_at_the_next_number)
{
    EXPECT_EQ(settled("<ol> 1. Care by 2 teams. 7 days 2. More in 2015. It grows 3. Last"),
              "*Care by 2 teams. 7 days\n*More in 2015. It grows\n*Last\n");
}

TEST(MarkupTest, items_without_glyphs_are_divided_at_capitals_and_said_to_be_guessed)
{
    CellText text = read_cell("<ul> Single price for D/A scans Start of demand management in town", 7);
    settle_lists(text);
    ASSERT_EQ(text.blocks.size(), 2U);
    EXPECT_EQ(text.blocks[1].text, "Start of demand management in town");
    EXPECT_TRUE(text.blocks[1].guessed);
    ASSERT_EQ(text.notes.size(), 1U);
    EXPECT_EQ(text.notes[0].kind, "list_without_bullets");
    EXPECT_EQ(text.notes[0].line, 7U);
    EXPECT_EQ(settled("<ul> We will work with teams such as Headway clubs"), "*We will work with teams such as Headway clubs\n");
    EXPECT_EQ(settled("<ul> Adult Care: Teams decide. They report. Child Care: Schools decide."),
              "*Adult Care: Teams decide. They report.\n*Child Care: Schools decide.\n");
}

TEST(MarkupTest, a_paragraph_glued_to_the_last_item_is_set_apart)
{
    EXPECT_EQ(settled("Namely: <ul> - Agreed steps - Better working The role will also report"),
              "Namely:\n*Agreed steps\n*Better working\nThe role will also report\n");
}

TEST(MarkupTest, a_page_break_in_a_sentence_joins_with_one_space)
{
    EXPECT_EQ(joined("<p>As said in the Better</p>", "<p>Births report.</p> <p>More.</p>"), "As said in the Better Births report.\nMore.\n");
    EXPECT_EQ(joined("<p>Done.</p>", "<p>new thing.</p>"), "Done.\nnew thing.\n");
    EXPECT_EQ(joined("Scope: <ul> \u25AA One", "<ul> \u25AA Two <p>End.</p>"), "Scope:\n*One\n*Two\nEnd.\n");
    EXPECT_EQ(joined("<ul> Tell people (including NHS", "<p>Direct) early</p> <ul> \u2022 Two"), "*Tell people (including NHS Direct) early\n*Two\n");
}

TEST(MarkupTest, text_that_looks_like_markup_is_kept_and_markup_is_dropped)
{
    EXPECT_EQ(settled("obtain <3.5% at L&D & A&E"), "obtain <3.5% at L&D & A&E\n");
    EXPECT_EQ(settled("a <b onclick=\"evil()\">bold</b> word<script src=x>alert(1)</script>"), "a bold word alert(1)\n");
    EXPECT_EQ(settled("2 < 3 and 4 > 3 <"), "2 < 3 and 4 > 3 <\n");
    EXPECT_EQ(without_tags("x<p"), "x<p");
}

TEST(MarkupTest, a_title_that_hyphens_cut_from_its_text_is_put_together_again)
{
    EXPECT_EQ(settled("<ul> - Forensic Provision - The development of a unit - Hub programme - Redesign of a centre"),
              "*Forensic Provision - The development of a unit\n*Hub programme\n*Redesign of a centre\n");
}

TEST(MarkupTest, a_list_inside_an_item_is_one_deeper)
{
    const CellText text = read_cell("<ul> - First - Children: <ul> - Review - Plan", 1);
    ASSERT_EQ(text.blocks.size(), 4U);
    EXPECT_EQ(text.blocks[1].depth, 0);
    EXPECT_EQ(text.blocks[2].depth, 1);
}

TEST(MarkupTest, a_huge_cell_is_kept_undivided)
{
    const std::string cell = "<ul> " + std::string(300'000, 'x') + " \u2022 y";
    const CellText text = read_cell(cell, 3);
    ASSERT_EQ(text.blocks.size(), 1U);
    EXPECT_EQ(text.notes.at(0).kind, "huge_cell");
}

TEST(TextToolsTest, folding_makes_quotes_and_dashes_plain)
{
    EXPECT_EQ(fold("  People\u2019s \u201CPlan\u201D\u00A0 2018 \u2013 19 "), "people's \"plan\" 2018 - 19");
    EXPECT_EQ(collapse("\xEF\xBB\xBF a\t\u00A0b "), "a b");
    EXPECT_TRUE(has_word("A BHT, b", "bht"));
    EXPECT_FALSE(has_word("BHTs", "bht"));
    EXPECT_EQ(excerpt("one two three", 8), "one two\u2026");
    EXPECT_EQ(excerpt("\u00e9\u00e9\u00e9", 3), "\u00e9\u2026");
}

}  // namespace
}  // namespace assent::exchange
