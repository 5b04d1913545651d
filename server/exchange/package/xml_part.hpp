#pragma once
// XML of an Office package as a tree, parsed within bounds: UTF-8 only, no document type (so no entities but the five
// of XML and character references), and nodes, attributes and depth counted before anything walks the tree.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "server/exchange/package/package.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

struct XmlLimits
{
    std::size_t bytes_max = 64U * 1024 * 1024;
    std::size_t marks_max = 4'000'000;  ///< tags and attributes; a page of tables has about a thousand
    std::size_t depth_max = 256;       ///< so that a walk may recurse
};

/// A parsed part; the tree points into the text it keeps.
class XmlPart
{
public:
    /// Errors  too_large: a limit is passed. malformed: not well-formed XML in UTF-8, or it declares a document type.
    ///         The sentence calls the part by `name`.
    static Result<XmlPart> parse(std::string text, std::string_view name, const XmlLimits& limits = {});

    /// The element that holds all others.
    pugi::xml_node root() const { return document_->document_element(); }

private:
    XmlPart() = default;

    std::unique_ptr<std::string> text_;
    std::unique_ptr<pugi::xml_document> document_;
};

/// Reads and parses a part of `package`. Errors as of Package::read and XmlPart::parse.
Result<XmlPart> read_xml(const Package& package, std::string_view name, const XmlLimits& limits = {});

}  // namespace assent::exchange
