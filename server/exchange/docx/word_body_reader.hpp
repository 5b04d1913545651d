#pragma once
// The body of a Word document: blocks, rows and runs in their order, with what is tracked, commented and bookmarked in
// them.

#include <map>
#include <string>
#include <vector>

#include <pugixml.hpp>

#include "server/exchange/docx/numbering_table.hpp"
#include "server/exchange/docx/style_table.hpp"
#include "server/exchange/docx/word_document.hpp"
#include "server/exchange/package/relationships.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange::docx {

/// What a body refers to in the parts beside it.
struct BodySurroundings
{
    const StyleTable& styles;
    NumberingTable& numbering;  ///< counts while the body is read
    const std::vector<Relationship>& links;
    const std::map<std::string, std::string>& notes;  ///< by "f" or "e" and their id: footnotes and endnotes
};

/// Appends blocks, authors and remarks to `document`. The tree's depth is bounded by XmlLimits, so this may recurse.
///
/// Errors  too_large: more than 200,000 paragraphs and rows, or 20 MB of words; field "file".
Result<void> read_body(pugi::xml_node body, const BodySurroundings& surroundings, WordDocument& document);

}  // namespace assent::exchange::docx
