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
    EXPECT_EQ(transform_splice({3, 0, "x"}, others), (TextEdit{11, 0, "x"}));
    EXPECT_EQ(transform_splice({3, 2, ""}, others), (TextEdit{11, 2, ""}));
    EXPECT_EQ(transform_splice({3, 1, "x"}, {8, 2, "yy"}), (TextEdit{3, 1, "x"}));
}

TEST(TextSpliceTest, what_another_removed_is_not_removed_twice)
{
    EXPECT_EQ(transform_splice({2, 4, ""}, {4, 4, ""}), (TextEdit{2, 2, ""}));
    EXPECT_EQ(transform_splice({2, 2, ""}, {0, 8, ""}), (TextEdit{0, 0, ""}));
}

TEST(TextSpliceTest, a_transformed_edit_stays_inside_the_text_and_keeps_what_was_typed)
{
    std::mt19937_64 random(7);
    for (int i = 0; i < 5000; ++i) {
        const std::string text = some_text(random) + some_text(random);
        const TextEdit mine = some_edit(random, text);
        const TextEdit theirs = some_edit(random, text);
        const std::string changed = apply_splice(text, theirs);
        const TextEdit moved = transform_splice(mine, theirs);
        ASSERT_LE(moved.position + moved.removed, scalar_count(changed)) << i;
        EXPECT_EQ(moved.inserted, mine.inserted);
    }
}

}  // namespace
}  // namespace assent::ui
