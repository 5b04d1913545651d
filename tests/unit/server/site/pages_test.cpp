#include "server/site/pages.hpp"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>

namespace assent::site {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(PagesTest, every_page_is_a_whole_document_without_script_or_inline_style)
{
    for (const auto& html : {sign_in_page("Wrong.", "a@b.example", "/o/x/"), organisations_page("Ada", {{"x", "X", "CCG", ""}}),
                             public_index({{"X", "Plan", "2027/28", "1.0", Date::of(2026, 9, 24), "/published/x/1"}}),
                             error_page(404, "There is no such page", "Check the address."), accessibility_statement()}) {
        EXPECT_THAT(html, StartsWith("<!doctype html>\n<html lang=\"en-GB\">"));
        EXPECT_THAT(html, HasSubstr("<link rel=\"stylesheet\" href=\"/site.css\">"));
        EXPECT_THAT(html, HasSubstr("<main id=\"main\" tabindex=\"-1\">"));
        EXPECT_THAT(html, HasSubstr("<h1>"));
        EXPECT_THAT(html, Not(HasSubstr("<script")));
        EXPECT_THAT(html, Not(HasSubstr("style=")));
        EXPECT_THAT(html, Not(HasSubstr("<style")));
        EXPECT_THAT(html, Not(HasSubstr(" onclick")));
    }
}

TEST(PagesTest, sign_in_lets_password_managers_and_paste_work)
{
    const auto html = sign_in_page("", "", "");
    EXPECT_THAT(html, HasSubstr("autocomplete=\"username\""));
    EXPECT_THAT(html, HasSubstr("autocomplete=\"current-password\""));
    EXPECT_THAT(html, HasSubstr("<form method=\"post\" action=\"/sign-in\">"));
    EXPECT_THAT(html, HasSubstr("<label for=\"email\">"));
    EXPECT_THAT(html, HasSubstr("<label for=\"password\">"));
    EXPECT_THAT(html, Not(HasSubstr("role=\"alert\"")));
    EXPECT_THAT(html, Not(HasSubstr("name=\"next\"")));
}

TEST(PagesTest, a_failed_sign_in_says_why_and_ties_it_to_the_fields)
{
    const auto html = sign_in_page("The e-mail address or the password is not right.", "ada@example.org", "/o/vale/");
    EXPECT_THAT(html, HasSubstr("<title>Error: sign in - Assent</title>"));
    EXPECT_THAT(html, HasSubstr("role=\"alert\" id=\"problem\""));
    EXPECT_THAT(html, HasSubstr("aria-describedby=\"problem\" aria-invalid=\"true\""));
    EXPECT_THAT(html, HasSubstr("value=\"ada@example.org\""));
    EXPECT_THAT(html, HasSubstr("<input type=\"hidden\" name=\"next\" value=\"/o/vale/\">"));
}

TEST(PagesTest, what_people_typed_cannot_become_markup)
{
    const std::string nasty = "\"><script>alert('x')</script>&";
    for (const auto& html : {sign_in_page(nasty, nasty, "/" + std::string("\"><script>")), organisations_page(nasty, {{"x", nasty, nasty, nasty}}),
                             public_index({{nasty, nasty, nasty, nasty, {}, "/published/x/1"}}), error_page(500, nasty, nasty)}) {
        EXPECT_THAT(html, Not(HasSubstr("<script")));
        EXPECT_THAT(html, HasSubstr("&lt;script&gt;"));
    }
}

TEST(PagesTest, only_a_path_on_this_site_is_followed_after_signing_in)
{
    EXPECT_TRUE(is_local_path("/"));
    EXPECT_TRUE(is_local_path("/o/vale/plans/1?tab=tables"));
    for (const char* elsewhere : {"", "o/vale", "//evil.example", "/\\evil.example", "https://evil.example", "/a\nb", "/ a", "/\t/evil.example"})
        EXPECT_FALSE(is_local_path(elsewhere)) << elsewhere;
    EXPECT_FALSE(is_local_path("/" + std::string(3000, 'a')));
    EXPECT_THAT(sign_in_page("", "", "//evil.example"), Not(HasSubstr("evil.example")));
}

TEST(PagesTest, the_index_lists_plans_under_their_organisation_once)
{
    const auto html = public_index({{"Ashdown Vale CCG", "Winter plan 2026/27", "2026/27", "1.0", Date::of(2026, 9, 24), "/published/av/1"},
                                    {"Port Merrow CCG", "Eyes", "2026/27", "2.0", {}, "/published/pm/2"},
                                    {"Ashdown Vale CCG", "Teeth", "2027/28", "1.1", {}, "/published/av/3"}});
    EXPECT_EQ(html.find("<h2>Ashdown Vale CCG</h2>"), html.rfind("<h2>Ashdown Vale CCG</h2>"));
    EXPECT_THAT(html, HasSubstr("version 1.0, published 24 September 2026"));
    EXPECT_THAT(html, HasSubstr("for 2026/27, version 2.0"));
    EXPECT_THAT(public_index({}), HasSubstr("No plan has been published yet."));
}

TEST(PagesTest, somebody_without_an_organisation_is_told_whom_to_ask)
{
    EXPECT_THAT(organisations_page("Ada", {}), HasSubstr("Ask the administrator"));
    EXPECT_THAT(organisations_page("Ada", {{"vale", "Vale CCG", "Partnership", "reader"}}), HasSubstr("href=\"/o/vale/\""));
}

TEST(PagesTest, control_characters_do_not_reach_the_page)
{
    EXPECT_EQ(escape(std::string_view("a\0b\x1f" "c\n\td", 8)), "abc\n\td");
    EXPECT_EQ(escape("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
}

double luminance(const std::string& hex)
{
    double sum = 0;
    const double weight[] = {0.2126, 0.7152, 0.0722};
    for (int i = 0; i < 3; ++i) {
        const double c = std::stoi(hex.substr(static_cast<std::size_t>(1 + 2 * i), 2), nullptr, 16) / 255.0;
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double contrast(const std::string& a, const std::string& b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

/// The values of a token in the order of the stylesheet: light, dark, print.
std::vector<std::string> token(const std::string& name)
{
    std::vector<std::string> values;
    const std::string css(stylesheet());
    const std::string key = "--" + name + ": #";
    for (auto at = css.find(key); at != std::string::npos; at = css.find(key, at + 1)) values.push_back(css.substr(at + key.size() - 1, 7));
    return values;
}

TEST(StylesheetTest, text_has_a_contrast_of_four_and_a_half_in_light_and_dark)
{
    const std::pair<const char*, const char*> pairs[] = {{"ink", "surface"},   {"ink", "page"},        {"ink-2", "surface"},
                                                         {"ink-2", "page"},    {"blue", "surface"},    {"blue", "page"},
                                                         {"on-blue", "blue"},  {"green", "green-soft"}, {"red", "red-soft"},
                                                         {"amber", "amber-soft"}, {"ink", "red-soft"}, {"ink", "blue-soft"}};
    for (const auto& [text, field] : pairs)
        for (std::size_t scheme : {0u, 1u}) {
            ASSERT_GT(token(text).size(), scheme) << text;
            ASSERT_GT(token(field).size(), scheme) << field;
            EXPECT_GE(contrast(token(text)[scheme], token(field)[scheme]), 4.5) << text << " on " << field << ", scheme " << scheme;
        }
    for (std::size_t scheme : {0u, 1u}) EXPECT_GE(contrast(token("line-strong")[scheme], token("surface")[scheme]), 3.0);
}

TEST(StylesheetTest, it_loads_nothing_from_elsewhere)
{
    const std::string css(stylesheet());
    EXPECT_THAT(css, Not(HasSubstr("url(")));
    EXPECT_THAT(css, Not(HasSubstr("@import")));
    EXPECT_THAT(css, HasSubstr("prefers-color-scheme: dark"));
    EXPECT_THAT(css, HasSubstr("@media print"));
}

}  // namespace
}  // namespace assent::site
