#include "server/exchange/docx/style_table.hpp"

#include <algorithm>
#include <utility>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange::docx {
namespace {

constexpr int based_on_max = 32;  // a chain that is longer goes in a circle

/// "heading 3": the level in the name of Word's own heading styles, whose outline level files often leave unsaid.
std::uint8_t level_in(std::string_view name)
{
    const std::string folded = fold(name);
    if (!folded.starts_with("heading ") || folded.size() != 9 || folded[8] < '1' || folded[8] > '9') return 0;
    return static_cast<std::uint8_t>(folded[8] - '0');
}

}  // namespace

bool is_on(pugi::xml_node property)
{
    if (!property) return false;
    const std::string_view value = property.attribute("w:val").value();
    return value != "0" && value != "false" && value != "off";
}

StyleTable::StyleTable(pugi::xml_node root)
{
    std::map<std::string, pugi::xml_node, std::less<>> nodes;
    for (const pugi::xml_node node : root.children("w:style"))
        nodes.emplace(node.attribute("w:styleId").value(), node);
    for (const auto& [id, node] : nodes) {
        const std::string_view type = node.attribute("w:type").value();
        StyleFacts facts;
        facts.name = node.child("w:name").attribute("w:val").value();
        if (type == "table") {
            tables_.emplace(id, facts.name);
            continue;
        }
        if (type != "paragraph" && type != "character") continue;
        bool outline_said = false;
        bool bold_said = false;
        bool italic_said = false;
        pugi::xml_node at = node;
        for (int steps = 0; at && steps < based_on_max; ++steps) {
            const pugi::xml_node paragraph = at.child("w:pPr");
            if (const auto outline = paragraph.child("w:outlineLvl"); outline && !outline_said) {
                const int level = outline.attribute("w:val").as_int(9);
                facts.outline = level >= 0 && level < 9 ? static_cast<std::uint8_t>(level + 1) : std::uint8_t{0};
                outline_said = true;
            }
            if (const std::uint8_t level = level_in(at.child("w:name").attribute("w:val").value());
                level != 0 && !outline_said) {
                facts.outline = level;
                outline_said = true;
            }
            if (const auto list = paragraph.child("w:numPr"); list && facts.list.empty()) {
                facts.list = list.child("w:numId").attribute("w:val").value();
                facts.list_level =
                    static_cast<std::uint8_t>(std::clamp(list.child("w:ilvl").attribute("w:val").as_int(), 0, 8));
            }
            const pugi::xml_node letters = at.child("w:rPr");
            if (const auto bold = letters.child("w:b"); bold && !std::exchange(bold_said, true))
                facts.bold = is_on(bold);
            if (const auto italic = letters.child("w:i"); italic && !std::exchange(italic_said, true))
                facts.italic = is_on(italic);
            const auto parent = nodes.find(std::string_view(at.child("w:basedOn").attribute("w:val").value()));
            if (parent == nodes.end()) break;
            at = parent->second;
        }
        if (type == "paragraph") {
            if (node.attribute("w:default").as_bool()) default_paragraph_ = facts;
            paragraphs_.emplace(id, std::move(facts));
        } else {
            characters_.emplace(id, std::move(facts));
        }
    }
}

const StyleFacts& StyleTable::paragraph(std::string_view id) const
{
    const auto found = paragraphs_.find(id);
    return found == paragraphs_.end() ? default_paragraph_ : found->second;
}

const StyleFacts& StyleTable::character(std::string_view id) const
{
    const auto found = characters_.find(id);
    return found == characters_.end() ? none_ : found->second;
}

std::string StyleTable::table_name(std::string_view id) const
{
    const auto found = tables_.find(id);
    return found == tables_.end() ? std::string() : found->second;
}

}  // namespace assent::exchange::docx
