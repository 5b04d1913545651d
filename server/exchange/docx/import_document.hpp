#pragma once
// A plan from a file of either kind: a Word document by its structure, anything else as plain text.

#include <string_view>

#include "server/exchange/imported_document.hpp"
#include "server/exchange/provider_directory.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

/// Errors  as of import_docx() or import_text(). All name the field "file".
Result<ImportedDocument> import_document(std::string_view bytes,
                                         const ProviderDirectory& directory = ProviderDirectory::standard());

}  // namespace assent::exchange::docx
