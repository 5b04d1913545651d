#pragma once
// The pages of a printed document: which words each begins with. The PDF and the HTML both take their page numbers from
// here, so "page 12" is one place on paper and on the screen.

#include <map>
#include <string>
#include <vector>

#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

/// Where a page after the first begins.
struct PageStart
{
    const Words* words{};  ///< of the document that was divided, which must stay where it is
    std::size_t byte{};    ///< into their text(), at the beginning of a line
    int page{};            ///< from 2
};

struct Pages
{
    int count{};
    std::vector<PageStart> starts;         ///< in reading order
    std::map<std::string, int> of_anchor;  ///< the page of each heading and of each table's row that has an anchor

    /// The page of this anchor; 1 if there is none.
    int page_of(const std::string& anchor) const;
};

/// Divides the document as the PDF does. Costs about half of making the PDF; the same document gives the same pages on every
/// machine that has the same fonts.
Pages paginate(const Printed& printed);

}  // namespace assent::exchange::print
