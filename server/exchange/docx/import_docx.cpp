#include "server/exchange/docx/import_docx.hpp"

#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/docx/word_layout.hpp"
#include "server/exchange/read_plan.hpp"

namespace assent::exchange::docx {

Result<ImportedDocument> import_word(const WordDocument& word, const ProviderDirectory& directory)
{
    WordLayout read = lay_out(word);
    return read_plan(read.source, std::move(read.layout), std::move(read.outline), directory);
}

Result<ImportedDocument> import_docx(BytesView bytes, const ProviderDirectory& directory)
{
    ASSENT_TRY(const WordDocument word, read_word(bytes));
    return import_word(word, directory);
}

}  // namespace assent::exchange::docx
