#include "server/search/vocabulary.hpp"

#include <gtest/gtest.h>

namespace assent::search {
namespace {

using Words = std::unordered_set<std::string>;

std::vector<Term> begun(const std::string& word) { return {Term{{Phrase{{word}, true}}}}; }

TEST(VocabularyTest, a_beginning_stands_for_the_words_that_most_rows_have)
{
    Vocabulary vocabulary;
    vocabulary.add(Words{"care", "carers"});
    vocabulary.add(Words{"carers", "other"});
    const auto terms = vocabulary.spelled_out(begun("car"));
    ASSERT_EQ(terms.size(), 1u);
    EXPECT_EQ(terms[0].forms, (std::vector<Phrase>{{{"carers"}, false}, {{"care"}, false}}));
}

TEST(VocabularyTest, it_stands_for_only_so_many)
{
    Vocabulary vocabulary;
    for (int i = 0; i < 500; ++i) vocabulary.add(Words{"w" + std::to_string(i)});
    EXPECT_LE(vocabulary.spelled_out(begun("w"))[0].forms.size(), 12u);
}

TEST(VocabularyTest, what_nothing_begins_with_stays_a_word_that_nothing_has)
{
    EXPECT_EQ(Vocabulary{}.spelled_out(begun("xy"))[0].forms, (std::vector<Phrase>{{{"xy"}, false}}));
}

TEST(VocabularyTest, words_of_rows_that_went_are_forgotten)
{
    Vocabulary vocabulary;
    vocabulary.add(Words{"care"});
    vocabulary.add(Words{"cart"});
    vocabulary.remove(Words{"care"});
    EXPECT_EQ(vocabulary.spelled_out(begun("car"))[0].forms, (std::vector<Phrase>{{{"cart"}, false}}));
}

TEST(VocabularyTest, a_rare_word_weighs_more_and_a_phrase_as_much_as_its_rarest)
{
    Vocabulary vocabulary;
    for (int i = 0; i < 10; ++i) vocabulary.add(i == 0 ? Words{"care", "podiatry"} : Words{"care"});
    EXPECT_GT(vocabulary.rarity({{"podiatry"}, false}), vocabulary.rarity({{"care"}, false}));
    EXPECT_EQ(vocabulary.rarity({{"podiatry"}, false}), vocabulary.rarity({{"care", "podiatry"}, false}));
}

}  // namespace
}  // namespace assent::search
