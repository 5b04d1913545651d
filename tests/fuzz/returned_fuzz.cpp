// Any main part of a returned document: its changes and comments become items on elements that the version has, or go
// to the tray; each says something, and reading twice gives the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "server/exchange/docx/read_word.hpp"
#include "server/exchange/docx/returned_document.hpp"
#include "tests/fuzz/docx_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace assent;
    using namespace assent::exchange;
    using namespace assent::exchange::docx;
    static const Content sent = [] {
        Content content;
        content.sections.push_back({ElementId::derived("s"), "1", 1, "Money",
                                    "We will open a clinic in the north by June.", PartStatus::agreed, 0});
        Intention intention;
        intention.id = ElementId::derived("i");
        intention.reference = "UEC-01";
        intention.text = "Open later.";
        content.intentions.push_back(intention);
        return content;
    }();
    const std::string bytes = fuzz::docx_around(data, size);
    const auto word = read_word(as_bytes(bytes));
    if (!word) return 0;
    const auto returned = read_returned(*word, sent, VersionId::derived("v"));
    for (const auto& item : returned.items)
        if (item.verbatim.empty() || !item.id || title_of(sent, item.about.element).empty()) std::abort();
    for (const auto& detached : returned.detached)
        if (detached.item.verbatim.empty() || detached.item.about.element || detached.reason.empty()) std::abort();
    if (returned != read_returned(*word, sent, VersionId::derived("v"))) std::abort();
    return 0;
}
