#include "server/exchange/docx/import_docx.hpp"

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/docx/word_layout.hpp"
#include "server/exchange/read_plan.hpp"

namespace assent::exchange {

Result<ImportedDocument> import_word(const WordDocument& word, const ProviderDirectory& directory)
{
    WordLayout read = lay_out(word);
    ASSENT_TRY(auto document, read_plan(read.source, std::move(read.layout), std::move(read.outline), directory));
    // An exported document says a place where an intention has one; elsewhere the organisation's own is the reading.
    if (stamp_of(word))
        for (ImportedIntention& intention : document.intentions)
            if (intention.scope == Scope::whole) intention.place.clear();
    return std::move(document);
}

Result<ImportedDocument> import_docx(BytesView bytes, const ProviderDirectory& directory)
{
    ASSENT_TRY(const WordDocument word, read_word(bytes));
    return import_word(word, directory);
}

}  // namespace assent::exchange
