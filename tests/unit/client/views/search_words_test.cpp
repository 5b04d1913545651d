#include "client/views/search_words.hpp"

#include <gtest/gtest.h>

namespace assent::views {
namespace {

using Filters = std::vector<SearchFilter>;

SearchWords taken(std::string text, bool all = false)
{
    SearchWords words{std::move(text), {}};
    take_filters(words, all);
    return words;
}

TEST(SearchWordsTest, a_filter_becomes_a_chip_when_it_is_ended)
{
    EXPECT_EQ(taken("waits provider:LCCG"), (SearchWords{"waits provider:LCCG", {}})) << "still being typed";
    EXPECT_EQ(taken("waits provider:LCCG ").filters, (Filters{{SearchFacet::provider, "LCCG"}}));
    EXPECT_EQ(taken("waits provider:LCCG ").text, "waits ");
    EXPECT_EQ(taken("waits provider:LCCG", true).filters.size(), 1u) << "Enter ends it";
    EXPECT_EQ(taken("Year:2026/27 waits", false), (SearchWords{"waits", {{SearchFacet::year, "2026/27"}}}));
}

TEST(SearchWordsTest, a_value_of_several_words_stands_in_quotes)
{
    EXPECT_EQ(taken("quarter:\"2026/27 Q"), (SearchWords{"quarter:\"2026/27 Q", {}}));
    EXPECT_EQ(taken("quarter:\"2026/27 Q1\""), (SearchWords{"", {{SearchFacet::quarter, "2026/27 Q1"}}}));
}

TEST(SearchWordsTest, other_colons_are_words)
{
    for (const auto* text : {"http://example.org ", "at 10:30 ", "provider: x ", ": ", "provider:\"\" "}) EXPECT_EQ(taken(text, true), (SearchWords{text, {}})) << text;
}

TEST(SearchWordsTest, kinds_have_the_names_people_use)
{
    for (const auto* text : {"kind:event ", "kind:Events ", "kind:occasion "}) EXPECT_EQ(taken(text).filters, (Filters{{SearchFacet::kind, "occasion"}})) << text;
    EXPECT_EQ(taken("kind:people ").filters, (Filters{{SearchFacet::kind, "person"}}));
    EXPECT_EQ(label_of({SearchFacet::kind, "occasion"}), "Kind: events");
    EXPECT_EQ(label_of({SearchFacet::provider, "LCCG"}), "Provider: LCCG");
}

TEST(SearchWordsTest, the_same_filter_twice_is_one_and_there_are_only_so_many)
{
    EXPECT_EQ(taken("place:Luton place:Luton ").filters.size(), 1u);
    std::string text;
    for (int i = 0; i < 20; ++i) text += "place:p" + std::to_string(i) + " ";
    EXPECT_EQ(taken(text).filters.size(), SearchLimits::filters_max);
}

TEST(SearchWordsTest, a_line_holds_both_and_is_read_back)
{
    const SearchWords words{"waits", {{SearchFacet::provider, "Luton CCG"}, {SearchFacet::year, "2026/27"}}};
    EXPECT_EQ(words_of_line(line_of(words)), words);
    EXPECT_EQ(words_of_line(""), SearchWords{});
}

}  // namespace
}  // namespace assent::views
