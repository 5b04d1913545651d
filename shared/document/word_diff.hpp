#pragma once
// What changed between two texts, as runs of words to show: the same, added, removed. Myers' O(ND) comparison (An O(ND)
// Difference Algorithm and Its Variations, 1986) on words, tidied so that people read phrases and not confetti. Cost is
// bounded whatever the texts are, since the browser runs this while somebody waits.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

namespace assent {

enum class RunKind : std::uint8_t { same, added, removed };
BOOST_DESCRIBE_ENUM(RunKind, same, added, removed)

struct TextRun
{
    RunKind kind{};
    std::string text;

    bool operator==(const TextRun&) const = default;
};
BOOST_DESCRIBE_STRUCT(TextRun, (), (kind, text))

/// Edits above which a comparison gives up on being shortest: it then compares line by line, and at last says that the
/// whole was replaced. The work is at most proportional to the square of this and to the length of the texts.
inline constexpr std::uint32_t diff_edits_max = 1000;

/// Words, runs of blanks, and single signs, in order; together they are the text. Numbers stay whole ("1,204.5"), and so
/// do words with an apostrophe or hyphen. No token splits a character.
std::vector<std::string_view> words_in(std::string_view text);

/// The runs that lead from one text to the other. What is same or removed, joined, is `before`; what is same or added is
/// `after`. Two neighbouring runs never have one kind, and where words were replaced the removed come first.
std::vector<TextRun> compare_words(std::string_view before, std::string_view after);

/// The same for lists of values, each compared whole and joined with `joint`.
std::vector<TextRun> compare_lists(const std::vector<std::string>& before, const std::vector<std::string>& after,
                                   std::string_view joint);

/// A step of the shortest way from one sequence to another: `count` items that are kept, taken away or put in.
struct SequenceStep
{
    RunKind kind{};
    std::uint32_t before_index{};  ///< of the first item in the old sequence
    std::uint32_t after_index{};   ///< of the first item in the new one
    std::uint32_t count{};

    bool operator==(const SequenceStep&) const = default;
};

/// Compares sequences of numbers that stand for items. Above diff_edits_max what lies between the common beginning and
/// end counts as replaced.
std::vector<SequenceStep> compare_sequences(const std::vector<std::uint32_t>& before,
                                            const std::vector<std::uint32_t>& after);

/// `places`: where the items that stayed had stood, in their new order. True for each of a longest run that kept its
/// order; the others moved.
std::vector<bool> kept_in_order(const std::vector<std::size_t>& places);

}  // namespace assent
