#include "shared/model/register.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace assent {

std::string name_of(TextField field)
{
    return boost::describe::enum_to_string(field, "");
}

std::string name_of(ListField field)
{
    return boost::describe::enum_to_string(field, "");
}

std::string name_of_cell(ElementId row, std::uint32_t column)
{
    return "cell/" + row.text() + '/' + std::to_string(column);
}

std::optional<Register> register_of(const Edit& edit)
{
    if (const auto* text = std::get_if<SetText>(&edit); text && !is_long(text->field))
        return Register{text->element, name_of(text->field)};
    if (const auto* list = std::get_if<SetList>(&edit)) return Register{list->element, name_of(list->field)};
    if (const auto* cell = std::get_if<SetCell>(&edit)) return Register{cell->table, name_of_cell(cell->row, cell->column)};
    return std::nullopt;
}

std::optional<std::string> value_not_seen(const Content& content, const Edit& edit)
{
    if (const auto* text = std::get_if<SetText>(&edit)) {
        auto now = is_long(text->field) ? std::nullopt : text_of(content, text->element, text->field);
        if (now && digest_of(*now) != text->was && *now != text->value) return now;
    } else if (const auto* list = std::get_if<SetList>(&edit)) {
        const auto now = list_of(content, list->element, list->field);
        if (!now || digest_of(*now) == list->was || *now == list->values) return std::nullopt;
        std::string lines;
        for (const auto& value : *now) lines += (lines.empty() ? "" : "\n") + value;
        return lines;
    } else if (const auto* set = std::get_if<SetCell>(&edit)) {
        const auto* now = find_cell(content, set->table, set->row, set->column);
        if (now && digest_of(*now) != set->was && *now != set->value) return *now;
    }
    return std::nullopt;
}

}  // namespace assent
