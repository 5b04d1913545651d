#include "server/exchange/docx/import_document.hpp"

#include "server/exchange/docx/import_docx.hpp"
#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/import_text.hpp"

namespace assent::exchange::docx {

Result<ImportedDocument> import_document(std::string_view bytes, const ProviderDirectory& directory)
{
    return looks_like_package(as_bytes(bytes)) ? import_docx(as_bytes(bytes), directory)
                                               : import_text(bytes, directory);
}

}  // namespace assent::exchange::docx
