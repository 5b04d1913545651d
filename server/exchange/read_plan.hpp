#pragma once
// From the parts of a document, however they were found, to an ImportedDocument: one set of rules for plain text and
// Word.

#include "server/exchange/imported_document.hpp"
#include "server/exchange/layout.hpp"
#include "server/exchange/outline.hpp"
#include "server/exchange/provider_directory.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

/// Errors  invalid: neither an outline nor a table of intentions; field "file".
Result<ImportedDocument> read_plan(const SourceText& source, Layout layout, Outline outline,
                                   const ProviderDirectory& directory);

}  // namespace assent::exchange
