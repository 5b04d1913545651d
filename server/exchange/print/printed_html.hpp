#pragma once
// A printed document as one HTML page for reading: semantic, without script or style of its own; it reads well at 320 px and
// by ear (WCAG 2.2 AA; docs/exports.md). Where a page of the PDF begins stands "Page 12", with the anchor #page-12.

#include <string>
#include <vector>

#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

/// The whole page. All words are escaped. pages: of this very document; null: no page numbers.
/// pdf_address: where the same document is to be had as PDF, a path of this site; may be empty.
std::string printed_html(const Printed& printed, const Pages* pages, const std::string& pdf_address = {});

/// Blocks alone, as they stand in a cell or a section.
std::string html_of(const std::vector<TextBlock>& blocks);
std::string html_of(const Table& table);

}  // namespace assent::exchange::print
