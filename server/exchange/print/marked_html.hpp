#pragma once
// A long text with its marks (shared/document/marked_text.hpp) as HTML: paragraphs, lists within lists, strong, em, links.

#include <string>
#include <string_view>

namespace assent::exchange::print {

/// Everything that is no mark is escaped, so any text may be given. Links carry rel="noopener noreferrer".
std::string marked_html(std::string_view text);

}  // namespace assent::exchange::print
