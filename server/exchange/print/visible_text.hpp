#pragma once
// Text as it may be printed: what a reader cannot see, or what makes words read in another order than they are stored, is
// written out, so that a printed page says what was decided on and nothing more (Unicode TR 36 and TR 39; "Trojan Source").

#include <string>
#include <string_view>

namespace assent::exchange::print {

/// Valid UTF-8 whose every character shows: zero-width and bidirectional controls, soft hyphens, tags and other format
/// characters become "[U+202E]"; joiners and variation selectors stay where they shape letters or pictures around them.
/// Bytes that are no UTF-8 become U+FFFD. Line feeds and tabs stay, other line ends become line feeds, and control
/// characters are left out.
std::string visible_text(std::string_view text);

}  // namespace assent::exchange::print
