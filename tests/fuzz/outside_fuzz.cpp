// What anybody may send: a form, and a file. Words found as personal data are within the text; a file that is taken has a kind.
#include <cstdint>
#include <string_view>

#include "server/exchange/file_kinds.hpp"
#include "server/net/fields.hpp"
#include "shared/base/assertion.hpp"
#include "shared/model/personal_data.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto form = assent::net::parse_form(text))
        for (const auto& [name, value] : form->items) {
            std::size_t last = 0;
            for (const auto& each : assent::personal_data_in(value)) {
                ASSENT_ASSERT(last <= each.begin && each.begin < each.end && each.end <= value.size());
                last = each.end;
            }
            static_cast<void>(assent::redacted(value));
        }
    for (const char* name : {"a.docx", "a.xlsx", "a.odt", "a.csv", "a.pdf"})
        if (const auto kind = assent::exchange::media_type_of({data, size}, name)) ASSENT_ASSERT(!kind->empty());
    const auto name = assent::exchange::file_name_of(text);
    ASSENT_ASSERT(!name.empty() && name.size() <= 120 && name.find_first_of("/\\\"\r\n") == std::string::npos);
    return 0;
}
