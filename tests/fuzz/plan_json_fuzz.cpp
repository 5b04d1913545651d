// Any bytes as an exported plan: refused with a sentence about the file, or every reference in it leads somewhere.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/exchange/plan_restore.hpp"

using namespace assent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto file = exchange::read_plan_json({reinterpret_cast<const char*>(data), size});
    if (!file) {
        if (file.error().message.empty() || file.error().field != "file") std::abort();
        return 0;
    }
    for (const auto& item : file->plan.feedback)
        if (!find_version(file->plan, item.version)) std::abort();
    for (const auto& invitation : file->plan.invitations)
        if (!invitation.token_hash.is_zero()) std::abort();
    return 0;
}
