#pragma once
// A Word document as the parts and the outline that the import's rules are about. Tracked changes are taken as
// accepted.

#include <deque>
#include <string>

#include "server/exchange/docx/word_document.hpp"
#include "server/exchange/layout.hpp"
#include "server/exchange/outline.hpp"

namespace assent::exchange::docx {

struct WordLayout
{
    std::deque<std::string> texts;  ///< what the parts' cells and the source's lines point into
    SourceText source;
    Layout layout;
    Outline outline;
};

WordLayout lay_out(const WordDocument& document);

}  // namespace assent::exchange::docx
