#pragma once
// From a plain text file to an ImportedDocument. A file that is no plan is refused with a reason and changes nothing; any
// other is read to its end: what cannot be placed becomes a doubt with its line.

#include <string>
#include <string_view>

#include "server/exchange/imported_document.hpp"
#include "server/exchange/provider_directory.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

/// Errors  too_large: over 20 MB or 200,000 lines. malformed: empty, binary or not UTF-8. invalid: a text, but with
///         neither an outline nor a table of intentions. All name the field "file".
/// Source  docs/import.md
Result<ImportedDocument> import_text(std::string_view bytes, const ProviderDirectory& directory = ProviderDirectory::standard());

/// The document as JSON, UTF-8, indented, in the shape of docs/import.md. What is not known is null.
std::string to_json(const ImportedDocument& document);

}  // namespace assent::exchange
