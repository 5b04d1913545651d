#include "server/search/query.hpp"

#include <gtest/gtest.h>

namespace assent::search {
namespace {

const Tokenizer tokenizer;

std::string read(std::string_view text)
{
    const auto query = parse_query(tokenizer, text);
    return query ? expression_of(query->terms) : query.error().message;
}

TEST(QueryTest, all_words_are_wanted_and_the_one_being_typed_is_a_beginning)
{
    EXPECT_EQ(read("urgent care cen"), R"(("urgent") AND ("care") AND ("cen"*))");
    EXPECT_EQ(read("urgent care "), R"(("urgent") AND ("care"))");
}

TEST(QueryTest, words_in_quotes_stand_together)
{
    EXPECT_EQ(read("\"urgent care\" centre "), R"(("urgent care") AND ("centre"))");
    EXPECT_EQ(read("\u201curgent care\u201d"), R"(("urgent care"))");
    EXPECT_EQ(read("\"urgent ca"), R"(("urgent ca"))") << "a quotation that is still open";
}

TEST(QueryTest, letters_lose_their_size_and_their_diacritics)
{
    EXPECT_EQ(read("CAFÉ na\u00efve Ženská "), R"(("cafe") AND ("naive") AND ("zenska"))");
    EXPECT_EQ(read("cafe\u0301 "), R"(("cafe"))") << "a combining accent";
}

TEST(QueryTest, one_letter_is_no_beginning) { EXPECT_EQ(read("a"), R"(("a"))"); }

TEST(QueryTest, what_the_database_would_obey_is_words_here)
{
    EXPECT_EQ(read("care OR NOT title:x NEAR(a b) "),
              R"(("care") AND ("or") AND ("not") AND ("title x") AND ("near a") AND ("b"))");
    EXPECT_EQ(read("a* ^b {c} -d + "), R"(("a") AND ("b") AND ("c") AND ("d"))");
    EXPECT_EQ(read("x'); DROP TABLE drafts; -- "), R"(("x") AND ("drop") AND ("table") AND ("drafts"))");
    EXPECT_EQ(read("\"\"\" \"\" ' ` \\ % _ "), "");
}

TEST(QueryTest, punctuation_alone_asks_for_nothing)
{
    EXPECT_EQ(read(""), "");
    EXPECT_EQ(read("  --- \u2013 £ …"), "");
}

TEST(QueryTest, a_reference_is_known_however_it_is_written)
{
    for (const auto* text : {"F-031", "f-31", "F 31", "f031", "F/031"}) EXPECT_EQ(parse_query(tokenizer, text)->reference, "f31") << text;
    EXPECT_EQ(parse_query(tokenizer, "PLN-07")->reference, "pln7");
    for (const auto* text : {"031", "parking", "F-031 parking", "31F", ""}) EXPECT_EQ(parse_query(tokenizer, text)->reference, "") << text;
}

TEST(QueryTest, a_body_is_looked_for_under_all_its_names)
{
    const auto query = parse_query(tokenizer, "Luton CCG parking ");
    ASSERT_TRUE(query);
    ASSERT_EQ(query->terms.size(), 2u);
    const auto& forms = query->terms[0].forms;
    EXPECT_NE(std::find(forms.begin(), forms.end(), Phrase{{"lccg"}, false}), forms.end());
    EXPECT_NE(std::find(forms.begin(), forms.end(), Phrase{{"luton", "ccg"}, false}), forms.end());
    EXPECT_EQ(query->terms[1].forms, (std::vector<Phrase>{{{"parking"}, false}}));
}

TEST(QueryTest, what_is_too_long_or_no_text_is_refused)
{
    EXPECT_EQ(parse_query(tokenizer, std::string(SearchLimits::text_bytes_max + 1, 'a')).error().code, Errc::too_large);
    EXPECT_EQ(parse_query(tokenizer, "a\xff").error().code, Errc::malformed);
    EXPECT_EQ(parse_filter(tokenizer, {SearchFacet::place, "…"}).error().code, Errc::invalid);
}

TEST(QueryTest, only_so_many_words_are_looked_for)
{
    std::string text;
    for (int i = 0; i < 60; ++i) text += "w ";
    EXPECT_EQ(parse_query(tokenizer, text)->terms.size(), terms_max);
}

TEST(QueryTest, a_quarter_is_understood_either_way_round)
{
    for (const auto* value : {"Q1 2026/27", "2026/27 Q1"}) {
        const auto filter = parse_filter(tokenizer, {SearchFacet::quarter, value});
        ASSERT_TRUE(filter) << value;
        EXPECT_EQ(filter->forms, (std::vector<Phrase>{{{"2026", "27", "q1"}, false}})) << value;
    }
}

}  // namespace
}  // namespace assent::search
