#include "server/exchange/docx/word_frames.hpp"

#include "server/exchange/text_tools.hpp"

namespace assent::exchange::docx {
namespace {

std::string_view name(pugi::xml_node node)
{
    return node.name();
}

}  // namespace

bool is_frame(pugi::xml_node node)
{
    const auto n = name(node);
    return n == "w:sdt" || n == "w:customXml" || n == "w:ins" || n == "mc:AlternateContent" || n == "w:smartTag";
}

pugi::xml_node framed(pugi::xml_node node)
{
    if (name(node) == "w:sdt") return node.child("w:sdtContent");
    if (name(node) != "mc:AlternateContent") return node;
    return node.child("mc:Choice") ? node.child("mc:Choice") : node.child("mc:Fallback");
}

std::string formula_text(pugi::xml_node node)
{
    std::string text;
    for (const pugi::xml_node child : node.children())
        text += name(child) == "m:t" ? std::string(child.text().get()) : formula_text(child);
    return text;
}

std::string link_in(std::string_view instruction)
{
    instruction = trim(instruction);
    if (!starts_with_ignoring_case(instruction, "HYPERLINK")) return {};
    const std::size_t begin = instruction.find('"');
    const std::size_t end = begin == std::string_view::npos ? begin : instruction.find('"', begin + 1);
    if (end == std::string_view::npos) return {};
    const std::string target(instruction.substr(begin + 1, end - begin - 1));
    const bool inside = instruction.substr(0, begin).find("\\l") != std::string_view::npos;
    return inside ? "#" + target : target;
}

void find_boxes(pugi::xml_node parent, std::vector<pugi::xml_node>& boxes)
{
    for (const pugi::xml_node node : parent.children()) {
        if (name(node) == "w:txbxContent")
            boxes.push_back(node);
        else
            find_boxes(name(node) == "mc:AlternateContent" ? framed(node) : node, boxes);
    }
}

}  // namespace assent::exchange::docx
