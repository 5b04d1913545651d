#pragma once
// Small questions about elements of WordprocessingML, for word_body_reader.

#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

namespace assent::exchange::docx {

/// Whether the element only stands around what it holds: a content control, custom XML, alternative content.
bool is_frame(pugi::xml_node node);
/// What a frame holds; of alternatives the first. Any other element itself.
pugi::xml_node framed(pugi::xml_node node);

/// The words of a formula.
std::string formula_text(pugi::xml_node node);

/// The target in a field's instruction, HYPERLINK "address"; of a bookmark with "#". Empty for other fields.
std::string link_in(std::string_view instruction);

/// Appends the contents of text boxes in a drawing.
void find_boxes(pugi::xml_node parent, std::vector<pugi::xml_node>& boxes);

}  // namespace assent::exchange::docx
