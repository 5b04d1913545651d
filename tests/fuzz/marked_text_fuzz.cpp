// Any bytes as a text with marks: it is read, no run is empty, no link leads where it may not, and reading what it says
// without its marks loses no line.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/assertion.hpp"
#include "shared/document/marked_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace assent;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto blocks = parse_marked(text);
    std::size_t bytes = 0;
    for (const auto& block : blocks) {
        ASSENT_ASSERT(!block.runs.empty());
        ASSENT_ASSERT(block.depth <= marked_depth_max);
        for (const auto& run : block.runs) {
            ASSENT_ASSERT(!run.text.empty());
            ASSENT_ASSERT(run.text.find('\n') == std::string::npos);
            ASSENT_ASSERT(run.link.find_first_of("\"<> ()\\") == std::string::npos);
            ASSENT_ASSERT(run.link.empty() || run.link.size() > 7);
            bytes += run.text.size();
        }
    }
    ASSENT_ASSERT(bytes <= size);
    const auto plain = plain_text_of(text);
    ASSENT_ASSERT(plain.size() <= size);
    ASSENT_ASSERT(std::count(plain.begin(), plain.end(), '\n') == std::count(text.begin(), text.end(), '\n'));
    return 0;
}
