#include "server/exchange/import_text.hpp"

#include "server/exchange/read_plan.hpp"

namespace assent::exchange {

Result<ImportedDocument> import_text(std::string_view bytes, const ProviderDirectory& directory)
{
    ASSENT_TRY(const SourceText source, read_source(bytes));
    Layout layout = lay_out(source);
    Outline outline = read_outline(layout);
    return read_plan(source, std::move(layout), std::move(outline), directory);
}

}  // namespace assent::exchange
