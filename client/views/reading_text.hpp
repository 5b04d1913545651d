#pragma once
// A long text of a plan as it is read: paragraphs, lists, bold and italic words, links (docs/marked-text.md).

#include <string_view>

#include "client/ui/widgets.hpp"

namespace assent::views {

/// Put around words of a text, these show them marked: words that something is about. Private-use characters, so nobody types them.
inline constexpr std::string_view mark_begins = "\xEE\x80\x80";
inline constexpr std::string_view mark_ends = "\xEE\x80\x81";

struct ReadingLook
{
    ui::TextSize size{ui::TextSize::reading};
    ui::Tone tone{ui::Tone::ink};
    float gap{10};  ///< between paragraphs
};

/// `key` keeps it apart from the other things of its container. Nothing is drawn of a text without words.
void reading_text(std::string_view key, std::string_view text, const ReadingLook& look = {});

}  // namespace assent::views
