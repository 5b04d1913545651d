#include "server/exchange/package/xml_part.hpp"

#include <algorithm>

#include "shared/text/utf8.hpp"

namespace assent::exchange {
namespace {

// Blanks alone in an element are text in `<w:t xml:space="preserve"> </w:t>`; between elements they are indentation.
constexpr unsigned parse_options = pugi::parse_minimal | pugi::parse_cdata | pugi::parse_escapes | pugi::parse_eol |
                                   pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single;

tl::unexpected<Error> refused(Errc code, std::string_view name, const std::string& what)
{
    return refuse(code,
                  "The file cannot be read: its part \"" + std::string(name) + "\" " + what +
                      " Open it in the program it came from, save it again and try that file.",
                  "file");
}

bool deeper_than(pugi::xml_node root, std::size_t depth_max)
{
    std::size_t depth = 1;
    for (pugi::xml_node node = root; node;) {
        if (depth > depth_max) return true;
        if (node.first_child()) {
            node = node.first_child();
            ++depth;
            continue;
        }
        while (node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (node == root) return false;
        node = node.next_sibling();
    }
    return false;
}

}  // namespace

Result<XmlPart> XmlPart::parse(std::string text, std::string_view name, const XmlLimits& limits)
{
    if (text.size() > limits.bytes_max) return refused(Errc::too_large, name, "is too large.");
    if (!text::valid_utf8(text)) return refused(Errc::malformed, name, "is not in UTF-8.");
    if (text.find("<!DOCTYPE") != std::string::npos || text.find("<!ENTITY") != std::string::npos)
        return refused(Errc::malformed, name, "declares a document type, which Office documents never do.");
    // Every element begins with one of these characters and every attribute has the other: a bound before any is
    // allocated.
    const auto marks =
        static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return c == '<' || c == '='; }));
    if (marks > limits.marks_max) return refused(Errc::too_large, name, "has too many elements.");

    XmlPart part;
    part.text_ = std::make_unique<std::string>(std::move(text));
    part.document_ = std::make_unique<pugi::xml_document>();
    const auto result =
        part.document_->load_buffer_inplace(part.text_->data(), part.text_->size(), parse_options, pugi::encoding_utf8);
    if (!result || !part.document_->document_element())
        return refused(Errc::malformed, name,
                       "is no well-formed XML (at byte " + std::to_string(std::max<std::ptrdiff_t>(result.offset, 0)) +
                           ").");
    if (deeper_than(part.document_->document_element(), limits.depth_max))
        return refused(Errc::too_large, name, "nests its elements too deeply.");
    return part;
}

Result<XmlPart> read_xml(const Package& package, std::string_view name, const XmlLimits& limits)
{
    ASSENT_TRY(std::string text, package.read(name));
    return XmlPart::parse(std::move(text), name, limits);
}

}  // namespace assent::exchange
