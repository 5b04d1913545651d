#pragma once
// A printed document as PDF: tagged (ISO 32000-1, 14.8), with bookmarks, links, language and title, fonts embedded. The same
// document gives the same bytes; its date is the document's own. docs/exports.md says what the file has and has not.

#include <string>

#include "server/exchange/print/printed.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::print {

/// Errors  unavailable: the fonts or the PDF library failed, with what they said. It is no fault of the document.
Result<std::string> pdf_of(const Printed& printed);

}  // namespace assent::exchange::print
