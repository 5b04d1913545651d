// Any bytes as a Word document or as its main part: refused with a sentence, or read to the end; what is made of it can
// be printed as JSON, every line it names is a line of the document, and writing it as Word again gives a document.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include <nlohmann/json.hpp>

#include "server/exchange/docx/import_docx.hpp"
#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "server/exchange/import_text.hpp"
#include "tests/fuzz/docx_fuzz.hpp"

namespace {

using namespace assent;
using namespace assent::exchange;
using namespace assent::exchange::docx;

void read(BytesView bytes)
{
    const auto word = read_word(bytes);
    if (!word) {
        if (word.error().message.empty() || word.error().field != "file") std::abort();
        return;
    }
    std::size_t lines = 0;
    for (const WordBlock& block : word->blocks) {
        if (std::holds_alternative<WordParagraph>(block)) ++lines;
        if (const auto* table = std::get_if<WordTable>(&block)) lines += table->rows.size();
    }
    const auto written = write_word(*word);
    if (!written || !read_word(as_bytes(*written))) std::abort();
    const auto document = import_word(*word);
    if (!document) return;
    for (const auto& intention : document->intentions)
        for (const auto line : intention.lines)
            if (line == 0 || line > lines) std::abort();
    for (const auto& doubt : document->doubts)
        if (doubt.message.empty()) std::abort();
    if (!nlohmann::json::accept(to_json(*document))) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    read({data, size});
    const std::string document = assent::fuzz::docx_around(data, size);
    read(assent::as_bytes(document));
    return 0;
}
