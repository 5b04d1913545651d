#pragma once
// The long texts of a plan (a section's narrative, what an intention says) are plain UTF-8 with a few marks: lists, bold,
// italic, links. The text is what is edited, compared and hashed; this reads it for showing. docs/marked-text.md has the
// grammar, which is a small part of CommonMark 0.31.
//
// Nothing is refused: a mark that has no partner, or a link that leads elsewhere than to the web or an e-mail address, is
// shown as it was typed. Time and memory are linear in the size of the text, whatever is in it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assent {

/// Words that look alike.
struct MarkedRun
{
    std::string text;
    bool bold{};
    bool italic{};
    /// Part of the text that was read: http, https or mailto, without quotes, angle brackets, parentheses and blanks, and at
    /// most 2,000 bytes. Empty: no link.
    std::string_view link{};

    bool operator==(const MarkedRun&) const = default;
};

enum class MarkedKind : std::uint8_t { paragraph, bullet, numbered };

/// One line of the text that is not blank.
struct MarkedBlock
{
    MarkedKind kind{};
    std::uint8_t depth{};    ///< of a list's item: 0 to 2, and at most one more than that of the item before it
    std::uint16_t number{};  ///< of a numbered item, as it is written
    std::vector<MarkedRun> runs;

    bool operator==(const MarkedBlock&) const = default;
};

inline constexpr std::uint8_t marked_depth_max = 2;

/// The links of what is answered are views into `text`.
std::vector<MarkedBlock> parse_marked(std::string_view text);

/// The same lines without the marks inside them: "**Now** [here](https://…)" is "Now here". What makes a list ("- ", "1. ")
/// stays, since that is how lists are written where there is nothing but words. For searching, titles and CSV.
std::string plain_text_of(std::string_view text);

}  // namespace assent
