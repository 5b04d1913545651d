#pragma once
// A Word document (Office Open XML, ECMA-376, transitional) of a WordDocument: what it says, with styles, numbering,
// header and footer. The same value gives the same bytes.

#include <string>

#include "server/exchange/docx/word_document.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

inline constexpr const char* docx_media_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Numbers of headings are Word's own where the numbers in `document` follow each other as Word would count them;
/// otherwise they are written as words, since the record decides. Runs of contents entries become one contents field.
///
/// Errors  too_large: it cannot be put together in memory.
Result<std::string> write_word(const WordDocument& document);

}  // namespace assent::exchange::docx
