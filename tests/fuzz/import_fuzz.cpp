// Any bytes: the importer refuses them or reads them to the end, and what it makes can be printed as JSON. Every line it
// names is a line of the file.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <nlohmann/json.hpp>

#include "server/exchange/import_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto document = assent::exchange::import_text(bytes);
    if (!document) {
        if (document.error().message.empty()) std::abort();
        return 0;
    }
    std::size_t lines = 1;
    for (const char c : bytes) lines += c == '\n' || c == '\r';
    for (const auto& intention : document->intentions) {
        if (intention.lines.empty() || intention.identity.size() != 32) std::abort();
        for (const auto line : intention.lines)
            if (line == 0 || line > lines) std::abort();
    }
    for (const auto& doubt : document->doubts)
        if (doubt.line > lines || doubt.message.empty()) std::abort();
    if (!nlohmann::json::accept(assent::exchange::to_json(*document))) std::abort();
    return 0;
}
