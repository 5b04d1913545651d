#pragma once
// From a Word document to an ImportedDocument: the rules of the text import, on the document's own structure instead of
// guesses. docs/import.md, "Word", says what a line number means.

#include "server/exchange/docx/word_document.hpp"
#include "server/exchange/imported_document.hpp"
#include "server/exchange/provider_directory.hpp"
#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

/// Errors  as of read_word(); invalid: no plan. All name the field "file".
Result<ImportedDocument> import_docx(BytesView bytes,
                                     const ProviderDirectory& directory = ProviderDirectory::standard());

/// The same of a document already read.
Result<ImportedDocument> import_word(const WordDocument& document,
                                     const ProviderDirectory& directory = ProviderDirectory::standard());

}  // namespace assent::exchange::docx
