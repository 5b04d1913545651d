#pragma once
// Words on the page: headings, paragraphs, labelled values, pills, callouts, empty states. All text wraps.
#include <string>
#include <string_view>
#include <vector>

#include "client/ui/layout.hpp"
#include "client/ui/theme.hpp"

namespace assent::ui {

/// level 1 to 6; the look follows the level unless size says otherwise. Level 1 is the page's one title.
void heading(int level, std::string_view text);
void heading(int level, std::string_view text, TextStyle style);

/// A paragraph; line breaks in the text are kept.
void text(std::string_view text);
void text(std::string_view text, TextStyle style);
/// 16/24 for reading.
void reading(std::string_view text, Tone tone = Tone::ink);
/// 12/18, secondary: labels and small print.
void small(std::string_view text, Tone tone = Tone::secondary);
/// Secondary colour at interface size.
void secondary(std::string_view text);

/// A run of text inside a rich paragraph.
struct Span {
    enum class Kind : std::uint8_t { plain, strong, inserted, deleted, marked, link };
    std::string text;
    Kind kind{Kind::plain};
    Tone tone{Tone::ink};
    std::string href{};  ///< for links; another site's opens beside the program
    bool bold{false}, italic{false};
};
/// One paragraph of differing runs: comparisons (inserted is underlined, deleted is struck), anchored words (marked),
/// bold and italic words, links.
void rich_text(std::string_view key, const std::vector<Span>& spans, TextSize size = TextSize::reading);
/// A mark in the margin, such as a bullet or a number, and beside it the body. What a list makes clear need not be read.
void hanging(std::string_view mark, TextStyle style, bool is_read, const Body& body);

/// Label above (12/18), value below.
void field_value(std::string_view label, std::string_view value, Tone tone = Tone::ink);
/// Label at the left, value at the right, wrapping: for short facts in a card.
void fact(std::string_view label, std::string_view value, Tone tone = Tone::ink);

/// A state as a word. Grey for Tone::secondary and ink.
void pill(std::string_view text, Tone tone = Tone::secondary);
/// A small bordered tag, e.g. a provider.
void chip(std::string_view text);
/// A chip that can be taken away; true when its button was pressed. remove_name e.g. "Remove BHT".
bool removable_chip(std::string_view text, std::string_view remove_name);
/// Initials in a coloured disc; the name is its text alternative.
void avatar(std::string_view name, float size = 28);
void avatars(const std::vector<std::string>& names, std::size_t shown_max = 5);

/// A sentence that matters in a soft box. Title may be empty.
void callout(Tone tone, std::string_view text, std::string_view title = {});
/// A callout that holds more than words.
void callout_box(std::string_view key, Tone tone, const Body& body);
void divider();

struct EmptyState {
    std::string_view title;   ///< what goes here
    std::string_view text{};
    std::string_view action{};///< the one button to begin; empty for none
    std::string_view disabled_reason{};
};
/// True when its button was pressed.
bool empty_state(const EmptyState& options);
/// Grey bars while content loads; says "Loading" to assistive technology once.
void skeleton(int lines = 4);
/// fraction 0 to 1; below 0 when unknown. note, e.g. "34 of 57 paragraphs".
void progress(std::string_view label, float fraction, std::string_view note = {});
/// An error in a list's place, with a button to try again; true when pressed.
bool load_error(std::string_view text, std::string_view action = "Try again");

/// A figure with its label, as on a dashboard; a card of its own.
struct Stat {
    std::string_view label;
    std::string_view figure;
    std::string_view note{};
    Tone tone{Tone::ink};
    std::string_view href{};
};
void stat(const Stat& options);

struct Segment {
    std::string label;
    double amount{};
    Tone tone{Tone::secondary};
    bool lighter{false};  ///< tells two segments of one tone apart
};
/// Shares of a whole as one bar, labelled beneath, with the same data as a table one key away.
void share_bar(std::string_view label, const std::vector<Segment>& segments);
/// Bars one below the other, each labelled with its amount.
void bar_list(std::string_view label, const std::vector<Segment>& bars, std::string_view unit = {});

}  // namespace assent::ui
