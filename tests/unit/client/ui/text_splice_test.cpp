#include "client/ui/text_splice.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace assent::ui {
namespace {

constexpr const char* letters[] = {"a", "b", "\xC3\xA9", "\xF0\x9F\x99\x82", "\xE6\x97\xA5", "\n"};

// Our own reduction: the standard distributions differ between libraries.
std::size_t below(std::mt19937_64& random, std::size_t bound) { return static_cast<std::size_t>(random() % bound); }

std::string some_text(std::mt19937_64& random)
{
    std::string out;
    for (std::size_t i = below(random, 8); i > 0; --i) out += letters[below(random, std::size(letters))];
    return out;
}

TextEdit some_edit(std::mt19937_64& random, const std::string& text)
{
    const std::size_t size = scalar_count(text);
    const std::size_t position = below(random, size + 1);
    return {position, below(random, size - position + 1), some_text(random)};
}

TEST(TextSpliceTest, positions_count_characters_not_bytes)
{
    EXPECT_EQ(scalar_count("a\xC3\xA9\xF0\x9F\x99\x82"), 3U);
    EXPECT_EQ(byte_of_scalar("a\xC3\xA9\xF0\x9F\x99\x82z", 3), 7U);
    EXPECT_EQ(byte_of_scalar("ab", 9), 2U);
    EXPECT_EQ(splice_between("\xC3\xA9", "\xC3\xA8"), (TextEdit{0, 1, "\xC3\xA8"}));
}

TEST(TextSpliceTest, a_splice_turns_before_into_after_whatever_they_are)
{
    std::mt19937_64 random(42);
    for (int i = 0; i < 5000; ++i) {
        const std::string before = some_text(random);
        const std::string after = some_text(random);
        const std::size_t caret = byte_of_scalar(after, below(random, scalar_count(after) + 1));
        EXPECT_EQ(apply_splice(before, splice_between(before, after)), after);
        EXPECT_EQ(apply_splice(before, splice_between(before, after, caret)), after) << before << " to " << after << " at " << caret;
    }
}

TEST(TextSpliceTest, the_caret_says_which_of_equal_letters_was_typed)
{
    EXPECT_EQ(splice_between("aa", "aaa", 1).position, 0U);
    EXPECT_EQ(splice_between("aa", "aaa", 2).position, 1U);
    EXPECT_EQ(splice_between("aa", "aaa", 3).position, 2U);
}

TEST(TextSpliceTest, an_edit_after_anothers_insertion_moves_with_the_text)
{
    const TextEdit others{0, 0, "Others: "};
    EXPECT_EQ(transform_over({3, 0, "x"}, {others}), (std::vector<TextEdit>{{11, 0, "x"}}));
    EXPECT_EQ(transform_over({3, 2, ""}, {others}), (std::vector<TextEdit>{{11, 2, ""}}));
    EXPECT_EQ(transform_over({3, 1, "x"}, {{8, 2, "yy"}}), (std::vector<TextEdit>{{3, 1, "x"}}));
}

TEST(TextSpliceTest, what_another_removed_is_not_removed_twice)
{
    EXPECT_EQ(transform_over({2, 4, ""}, {{4, 4, ""}}), (std::vector<TextEdit>{{2, 2, ""}}));
    EXPECT_TRUE(transform_over({2, 2, ""}, {{0, 8, ""}}).empty());
}

TEST(TextSpliceTest, what_another_wrote_among_removed_words_stays)
{
    std::string text = "keep remove this keep";
    const TextEdit theirs{12, 0, "NEW "};
    const TextEdit mine{5, 11, ""};
    text = apply_splice(text, theirs);
    for (const auto& edit : transform_over(mine, {theirs})) text = apply_splice(text, edit);
    EXPECT_EQ(text, "keep NEW  keep");
}

TEST(TextSpliceTest, changes_in_two_places_leave_what_is_between_them_alone)
{
    const std::string before = "one two three four five";
    const std::string after = "one TWO three four, five";
    const auto edits = splices_between(before, after);
    ASSERT_EQ(edits.size(), 2U);
    EXPECT_EQ(transform_over({10, 0, "x"}, edits), (std::vector<TextEdit>{{10, 0, "x"}}));
}

TEST(TextSpliceTest, splices_between_two_texts_lead_from_one_to_the_other)
{
    std::mt19937_64 random(5);
    for (int i = 0; i < 2000; ++i) {
        const std::string before = some_text(random) + " " + some_text(random);
        const std::string after = some_text(random) + " " + some_text(random);
        std::string text = before;
        for (const auto& edit : splices_between(before, after)) text = apply_splice(text, edit);
        EXPECT_EQ(text, after);
    }
}

TEST(TextSpliceTest, a_transformed_edit_stays_inside_the_text_and_keeps_what_was_typed)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 5000; ++i) {
        const std::string text = some_text(random) + some_text(random);
        const TextEdit mine = some_edit(random, text);
        const TextEdit theirs = some_edit(random, text);
        const std::string others = apply_splice(text, theirs);
        const TextEdit more = some_edit(random, others);
        std::string changed = apply_splice(others, more);
        std::string typed;
        for (const auto& edit : transform_over(mine, {theirs, more})) {
            ASSERT_LE(edit.position + edit.removed, scalar_count(changed)) << i;
            changed = apply_splice(changed, edit);
            typed += edit.inserted;
        }
        EXPECT_EQ(typed, mine.inserted);
    }
}

}  // namespace
}  // namespace assent::ui
