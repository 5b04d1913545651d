#include "shared/document/marked_text.hpp"

#include <gtest/gtest.h>

namespace assent {
namespace {

/// A text as it is read: "<b>", "<i>" and "<target>" around runs, an item's mark before it, a line each.
std::string read(std::string_view text)
{
    std::string out;
    for (const auto& block : parse_marked(text)) {
        if (!out.empty()) out += '\n';
        out += std::string(block.depth * 2u, ' ');
        if (block.kind == MarkedKind::bullet) out += "• ";
        if (block.kind == MarkedKind::numbered) out += std::to_string(block.number) + ") ";
        for (const auto& run : block.runs) {
            std::string words = run.text;
            if (run.italic) words = "<i>" + words + "</i>";
            if (run.bold) words = "<b>" + words + "</b>";
            if (!run.link.empty()) words = "<" + std::string(run.link) + ">" + words + "</>";
            out += words;
        }
    }
    return out;
}

TEST(MarkedTextTest, each_line_is_a_paragraph_and_blank_lines_are_none)
{
    EXPECT_EQ(read("One.\nTwo.\n\n  \nThree.\r\n"), "One.\nTwo.\nThree.");
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read(" \n\t\n"), "");
    EXPECT_EQ(read("  set in  "), "set in");
}

TEST(MarkedTextTest, lists_have_bullets_and_numbers_as_written)
{
    EXPECT_EQ(read("- one\n-  two\n3. three\n4.\tfour"), "• one\n• two\n3) three\n4) four");
    EXPECT_EQ(read("-one\n-\n- \n1.one\n1.\n1) one\n2019. A year"), "-one\n-\n-\n1.one\n1.\n1) one\n2019. A year");
    EXPECT_EQ(read("999. last"), "999) last");
}

TEST(MarkedTextTest, lists_nest_by_two_blanks_to_three_levels_and_never_skip_one)
{
    EXPECT_EQ(read("- a\n  - b\n    1. c\n      - d\n- e"), "• a\n  • b\n    1) c\n    • d\n• e");
    EXPECT_EQ(read("    - a\n    - b"), "• a\n  • b");
    EXPECT_EQ(read("- a\nwords\n  - b"), "• a\nwords\n• b");
    EXPECT_EQ(read("- a\n\t- b"), "• a\n  • b");
}

TEST(MarkedTextTest, stars_make_words_bold_and_italic)
{
    EXPECT_EQ(read("**bold** and *italic* and ***both***"), "<b>bold</b> and <i>italic</i> and <b><i>both</i></b>");
    EXPECT_EQ(read("**all *in* it**"), "<b>all </b><b><i>in</i></b><b> it</b>");
    EXPECT_EQ(read("**a *b***"), "<b>a </b><b><i>b</i></b>");
    EXPECT_EQ(read("***a* b**"), "<b><i>a</i></b><b> b</b>");
    EXPECT_EQ(read("**P**lan un*like*ly"), "<b>P</b>lan un<i>like</i>ly");
    EXPECT_EQ(read("**bold***italic*"), "<b>bold</b><i>italic</i>");
    EXPECT_EQ(read("**Note:**text"), "<b>Note:</b>text");
    EXPECT_EQ(read("- **item**"), "• <b>item</b>");
    EXPECT_EQ(read("**across *and** over*"), "<b>across </b><b><i>and</i></b><i> over</i>");
}

TEST(MarkedTextTest, marks_without_a_partner_stay_as_typed)
{
    for (const char* text : {"Priority 2*: care", "*", "**", "a * b * c", "** a **", "**a", "a**", "*a", "2*3*4", "****", "****a****",
                             "*****", "**a *", "[", "]", "[a](", "[a](http://", "[a]", "[a] (http://x)", "[](http://x)", "[**](http://x)**"})
        EXPECT_EQ(read(text), text);
    EXPECT_EQ(read("**bold\nover lines**"), "**bold\nover lines**");
    EXPECT_EQ(read("*a *b*"), "*a <i>b</i>");
    EXPECT_EQ(read("***a**"), "*<b>a</b>");
    EXPECT_EQ(read("**a***"), "<b>a</b>*");
}

TEST(MarkedTextTest, a_backslash_makes_a_mark_a_character)
{
    EXPECT_EQ(read("\\*a* \\[b](http://x) c\\d \\\\ \\"), "*a* [b](http://x) c\\d \\\\ \\");
    EXPECT_EQ(read("**a\\***"), "<b>a*</b>");
}

TEST(MarkedTextTest, links_lead_to_the_web_or_an_address)
{
    EXPECT_EQ(read("See [the **plan**](https://a.example/b?c=1#d), now"), "See <https://a.example/b?c=1#d>the </><https://a.example/b?c=1#d><b>plan</b></>, now");
    EXPECT_EQ(read("[w](HTTP://a)"), "<HTTP://a>w</>");
    EXPECT_EQ(read("[w](mailto:a@b.example)"), "<mailto:a@b.example>w</>");
    EXPECT_EQ(read("[a [b](http://x) c](http://y)"), "[a <http://x>b</> c](http://y)");
    EXPECT_EQ(read("[a [b] c](http://y)"), "<http://y>a [b] c</>");
    EXPECT_EQ(read("*[w](http://a*b)*"), "<http://a*b><i>w</i></>");
}

TEST(MarkedTextTest, other_targets_are_no_links)
{
    for (const char* text : {"[w](javascript:alert(1))", "[w](javascript:1)", "[w](data:text/html,x)", "[w](/path)", "[w](#a)", "[w](http://)", "[w](https:a)",
                             "[w](http://a b)", "[w](http://a\"b)", "[w](http://a<b)", "[w](http://a\\b)", "[w]( http://a)", "[w](x http://a)",
                             "[w](http://a\x01)", "[w](ftp://a)"})
        EXPECT_EQ(read(text), text);
    const std::string long_one = "[w](http://" + std::string(2'000, 'a') + ")";
    EXPECT_EQ(read(long_one), long_one);
}

TEST(MarkedTextTest, plain_text_has_the_words_and_the_lists)
{
    EXPECT_EQ(plain_text_of("**Now** [here](https://a.example)\n\n- *one*\n  2. two\\*"), "Now here\n\n- one\n  2. two*");
    EXPECT_EQ(plain_text_of(" as - it  \n is, 2*"), " as - it\n is, 2*");
    EXPECT_EQ(plain_text_of("no marks  \r\n"), "no marks  \r\n");
}

std::string words_of(const std::vector<MarkedBlock>& blocks)
{
    std::string words;
    for (const auto& block : blocks)
        for (const auto& run : block.runs) words += run.text;
    return words;
}

TEST(MarkedTextTest, long_runs_of_marks_take_little_time)
{
    // A plan's text may have a million bytes; at quadratic cost each of these would take minutes.
    constexpr std::size_t count = 100'000;
    for (const std::string piece : {"*", "**", "***", "* ", " *", "a*", "*a", "**a", "a**", "*a*", "[", "]", "[]", "[a]", "[a](", "[a](http://x",
                                    "[a](http://x)", "](", "\\", "\\*", "- ", "1. ", "*[", "]*", "**[*"}) {
        std::string text;
        text.reserve(piece.size() * count);
        for (std::size_t i = 0; i < count; ++i) text += piece;
        const auto words = words_of(parse_marked(text));
        EXPECT_LE(words.size(), text.size()) << piece;
        EXPECT_GE(plain_text_of(text).size(), words.size()) << piece;
    }
    // Many runs in one link, with a long address.
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i) text += "*a* b";
    text += "](http://" + std::string(1'900, 'x') + ")";
    EXPECT_EQ(parse_marked(text).front().runs.size(), 2 * count);
}

TEST(MarkedTextTest, any_text_is_read_and_nothing_but_marks_is_lost)
{
    static constexpr const char* pieces[] = {"*", "**", "***", "[", "](", ")", "](http://x)", "\\", "- ", "1. ", "  ", " ", "\n", "a", "7", "é", "\xFF"};
    std::uint64_t state = 20260401;
    const auto random = [&](std::size_t below) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<std::size_t>(state >> 33) % below;
    };
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t i = random(14); i > 0; --i) text += pieces[random(std::size(pieces))];
        const auto blocks = parse_marked(text);
        std::string letters_in;
        std::string letters_out;
        for (const char c : plain_text_of(text))
            if (c == 'a' || static_cast<unsigned char>(c) >= 0x80) letters_out += c;
        for (const char c : text)
            if (c == 'a' || static_cast<unsigned char>(c) >= 0x80) letters_in += c;
        EXPECT_EQ(letters_out, letters_in) << text;
        std::size_t depth_before = 0;
        for (const auto& block : blocks) {
            EXPECT_FALSE(block.runs.empty()) << text;
            EXPECT_LE(block.depth, block.kind == MarkedKind::paragraph ? 0 : depth_before) << text;
            depth_before = block.kind == MarkedKind::paragraph ? 0 : std::min<std::size_t>(block.depth + 1u, marked_depth_max);
            for (std::size_t i = 0; i < block.runs.size(); ++i) {
                EXPECT_FALSE(block.runs[i].text.empty()) << text;
                EXPECT_TRUE(block.runs[i].link.empty() || block.runs[i].link.rfind("http://", 0) == 0) << text;
            }
        }
    }
}

}  // namespace
}  // namespace assent
