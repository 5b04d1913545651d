// Any bytes: opened as an Office package they are refused with a sentence or every part reads within the limits, and
// what parses as XML can be walked. A part of XML is also tried by itself, since few mutations leave an archive whole.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "server/exchange/package/relationships.hpp"
#include "server/exchange/package/xml_part.hpp"

namespace {

using namespace assent::exchange;

constexpr PackageLimits limits{
    .file_bytes_max = 1024 * 1024, .parts_max = 64, .part_bytes_max = 256 * 1024, .total_bytes_max = 1024 * 1024};
constexpr XmlLimits xml_limits{.bytes_max = 256 * 1024, .marks_max = 10'000, .depth_max = 64};

std::size_t depth_of(pugi::xml_node node)
{
    std::size_t deepest = 0;
    for (const pugi::xml_node child : node.children())
        deepest = std::max(deepest, depth_of(child));
    return deepest + 1;
}

void parse(std::string text)
{
    const auto xml = XmlPart::parse(std::move(text), "part", xml_limits);
    if (!xml && xml.error().message.empty()) std::abort();
    if (xml && depth_of(xml->root()) > xml_limits.depth_max + 1)
        std::abort();  // text is a node below the deepest element
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    parse(std::string(reinterpret_cast<const char*>(data), size));
    const auto package = Package::open({data, size}, limits);
    if (!package) {
        if (package.error().message.empty()) std::abort();
        return 0;
    }
    std::size_t total = 0;
    for (const std::string& name : package->names()) {
        if (name.starts_with("../") || name.front() == '/') std::abort();
        if (const auto links = read_relationships(*package, name); !links && links.error().message.empty()) std::abort();
        auto content = package->read(name);
        if (!content) continue;
        total += content->size();
        parse(*std::move(content));
    }
    if (total > limits.total_bytes_max) std::abort();
    return 0;
}
