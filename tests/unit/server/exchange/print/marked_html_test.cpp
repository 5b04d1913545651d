#include "server/exchange/print/marked_html.hpp"

#include <gtest/gtest.h>

namespace assent::exchange::print {
namespace {

TEST(MarkedHtmlTest, lines_are_paragraphs_and_lists)
{
    EXPECT_EQ(marked_html("One.\n\n- a\n- b\nTwo.\n"), "<p>One.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<p>Two.</p>\n");
    EXPECT_EQ(marked_html(""), "");
}

TEST(MarkedHtmlTest, numbers_stay_as_they_were_written)
{
    EXPECT_EQ(marked_html("1. a\n2. b"), "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n");
    EXPECT_EQ(marked_html("3. a\n4. b\n7. c"), "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n<li value=\"7\">c</li>\n</ol>\n");
    EXPECT_EQ(marked_html("1. a\nbetween\n2. b"), "<ol>\n<li>a</li>\n</ol>\n<p>between</p>\n<ol start=\"2\">\n<li>b</li>\n</ol>\n");
    EXPECT_EQ(marked_html("0. a"), "<ol start=\"0\">\n<li>a</li>\n</ol>\n");
}

TEST(MarkedHtmlTest, lists_stand_in_the_item_they_belong_to)
{
    EXPECT_EQ(marked_html("1. a\n  - b\n  - c\n2. d"),
              "<ol>\n<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ol>\n");
    EXPECT_EQ(marked_html("- a\n1. b\n  - c"), "<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>\n");
    EXPECT_EQ(marked_html("- a\n  - b\n    - c\nend"),
              "<ul>\n<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>\n<p>end</p>\n");
}

TEST(MarkedHtmlTest, marks_that_overlap_make_elements_that_nest)
{
    EXPECT_EQ(marked_html("**all *in* it** x"), "<p><strong>all <em>in</em> it</strong> x</p>\n");
    EXPECT_EQ(marked_html("**across *and** over*"), "<p><strong>across <em>and</em></strong><em> over</em></p>\n");
    EXPECT_EQ(marked_html("**b [w *i*](http://a?b&c=\xC2\xA3) e**"),
              "<p><strong>b </strong><a href=\"http://a?b&amp;c=\xC2\xA3\" rel=\"noopener noreferrer\"><strong>w <em>i</em></strong></a><strong> e</strong></p>\n");
    EXPECT_EQ(marked_html("[a](http://x)[b](http://x)"),
              "<p><a href=\"http://x\" rel=\"noopener noreferrer\">a</a><a href=\"http://x\" rel=\"noopener noreferrer\">b</a></p>\n");
}

TEST(MarkedHtmlTest, what_is_no_mark_is_escaped)
{
    EXPECT_EQ(marked_html("<b>&\"*x*\n- [w](javascript:alert(1))"),
              "<p>&lt;b&gt;&amp;&quot;<em>x</em></p>\n<ul>\n<li>[w](javascript:alert(1))</li>\n</ul>\n");
}

}  // namespace
}  // namespace assent::exchange::print
