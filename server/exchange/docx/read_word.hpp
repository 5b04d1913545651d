#pragma once
// Reads a Word document (.docx) as what it says. The file is hostile until read: bounds are those of package/, and of
// paragraphs, cells and words here. Pictures, charts and headers are left out and said so; text boxes follow the
// paragraph they hang on.

#include "server/exchange/docx/word_document.hpp"
#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

/// Whether the bytes begin as a ZIP archive does, which every .docx is.
bool looks_like_package(BytesView bytes);

/// Errors  malformed: damaged, protected, an Office file of another kind, or none. too_large: over a limit. Field
/// "file". Source  docs/import.md, "Word"
Result<WordDocument> read_word(BytesView bytes);

}  // namespace assent::exchange::docx
