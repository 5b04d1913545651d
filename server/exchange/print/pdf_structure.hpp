#pragma once
// What a tagged PDF needs and cairo 1.16 does not write: the language, the scope of header cells, marks of what is for the
// eye alone, words for links, XMP metadata. Read and written by QPDF, with the streams packed.

#include <string>

#include "server/exchange/print/printed.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

/// pdf  a file of PdfCanvas. Rows and words that a page's end cut are one element again.
/// Errors  unavailable, with what QPDF said.
Result<std::string> joined_structure(const std::string& pdf, const Printed& printed);

}  // namespace assent::exchange
