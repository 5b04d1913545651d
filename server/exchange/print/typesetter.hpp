#pragma once
// Sets a document on a canvas, page by page. Setting it twice gives the same pages, so the pages are counted on a canvas
// that draws nothing before they are drawn: no page is kept, and memory does not grow with the document.

#include "server/exchange/print/canvas.hpp"
#include "server/exchange/print/pages.hpp"

namespace assent::exchange::print {

/// known: what an earlier call gave, for the numbers in contents and footers; null: not known yet.
Pages typeset(const Printed& printed, const Typeface& type, Canvas& canvas, const Pages* known);

/// Counts the pages.
Pages paginate(const Printed& printed, const Typeface& type);

}  // namespace assent::exchange::print
