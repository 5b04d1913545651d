#include "server/exchange/print/visible_text.hpp"

#include <gtest/gtest.h>

namespace assent::exchange::print {
namespace {

TEST(VisibleTextTest, what_turns_or_hides_words_is_written_out)
{
    EXPECT_EQ(visible_text("pay \u202E001\u202C now"), "pay [U+202E]001[U+202C] now");
    EXPECT_EQ(visible_text("a\u200Bb\u2060c\uFEFFd\u00ADe\u2066f"), "a[U+200B]b[U+2060]c[U+FEFF]d[U+00AD]e[U+2066]f");
    EXPECT_EQ(visible_text("x\U000E0041"), "x[U+E0041]");
}

TEST(VisibleTextTest, joiners_stay_where_they_shape_what_is_beside_them)
{
    EXPECT_EQ(visible_text("\U0001F468\u200D\U0001F469"), "\U0001F468\u200D\U0001F469");
    EXPECT_EQ(visible_text("\u2764\uFE0F\u200D\U0001F525"), "\u2764\uFE0F\u200D\U0001F525");
    EXPECT_EQ(visible_text("\u0646\u0645\u06CC\u200C\u062E"), "\u0646\u0645\u06CC\u200C\u062E");
    EXPECT_EQ(visible_text("a\u200Db"), "a[U+200D]b");
    EXPECT_EQ(visible_text("1\uFE0F"), "1[U+FE0F]");
    EXPECT_EQ(visible_text("\u200D"), "[U+200D]");
}

TEST(VisibleTextTest, bytes_that_are_no_utf8_show_as_replacement)
{
    EXPECT_EQ(visible_text("a\xff" "b"), "a\uFFFDb");
    EXPECT_EQ(visible_text("\xc0\xaf"), "\uFFFD\uFFFD");      // too long a form
    EXPECT_EQ(visible_text("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");  // half of a pair
    EXPECT_EQ(visible_text("cut \xe2\x82"), "cut \uFFFD\uFFFD");
    EXPECT_EQ(visible_text("\xf4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD");  // past the last character
}

TEST(VisibleTextTest, line_ends_are_line_feeds_and_other_controls_go)
{
    EXPECT_EQ(visible_text("a\r\nb\rc\u2028d\u0085e\tf"), "a\nb\nc\nd\ne\tf");
    EXPECT_EQ(visible_text(std::string_view("a\0b\x07" "c\x7f", 6)), "abc");
    EXPECT_EQ(visible_text("Gwasanaethau \u00A3 \u03B1 \u4E2D"), "Gwasanaethau \u00A3 \u03B1 \u4E2D");
}

}  // namespace
}  // namespace assent::exchange::print
