#include "client/sync/fold.hpp"

#include <algorithm>

#include "shared/base/overloaded.hpp"

namespace assent::sync {

std::optional<FieldRef> field_of(PlanId plan, const Edit& edit)
{
    if (const auto* text = std::get_if<SetText>(&edit)) return FieldRef{plan, text->element, field_name(text->field)};
    if (const auto* list = std::get_if<SetList>(&edit)) return FieldRef{plan, list->element, field_name(list->field)};
    if (const auto* cell = std::get_if<SetCell>(&edit)) return FieldRef{plan, cell->table, cell_name(cell->row, cell->column)};
    if (const auto* change = std::get_if<ChangeText>(&edit)) return FieldRef{plan, change->element, field_name(change->field)};
    return std::nullopt;
}

const ChangeText* typing_of(const Command& command)
{
    const auto* edit = std::get_if<EditContent>(&command);
    return edit && edit->edits.size() == 1 ? std::get_if<ChangeText>(&edit->edits.front()) : nullptr;
}

std::optional<FieldRef> typed_field(const Command& command)
{
    const auto* change = typing_of(command);
    return change ? field_of(plan_of(command), *change) : std::nullopt;
}

bool same_edits(const std::vector<Edit>& command, const std::vector<Edit>& event)
{
    return std::equal(command.begin(), command.end(), event.begin(), event.end(), [](const Edit& one, const Edit& other) {
        // The server says more of some edits than was asked.
        if (const auto* removed = std::get_if<RemoveElement>(&one); removed && one.index() == other.index())
            return removed->element == std::get<RemoveElement>(other).element;
        if (const auto* back = std::get_if<RestoreElement>(&one); back && one.index() == other.index())
            return back->element == std::get<RestoreElement>(other).element;
        const auto* asked = std::get_if<ChangeText>(&one);
        const auto* done = std::get_if<ChangeText>(&other);
        if (!asked || !done) return one == other;
        return asked->element == done->element && asked->field == done->field && asked->changes == done->changes;
    });
}

void take_value(Edit& edit, Edit&& later)
{
    if (auto* text = std::get_if<SetText>(&edit)) text->value = std::move(std::get<SetText>(later).value);
    if (auto* list = std::get_if<SetList>(&edit)) list->values = std::move(std::get<SetList>(later).values);
    if (auto* cell = std::get_if<SetCell>(&edit)) cell->value = std::move(std::get<SetCell>(later).value);
}

static ElementId element_of(const Edit& edit)
{
    return std::visit(Overloaded{
                          [](const AddSection& e) { return e.section.id; },
                          [](const AddIntention& e) { return e.intention.id; },
                          [](const AddTable& e) { return e.table.id; },
                          [](const AddMilestone& e) { return e.milestone.id; },
                          [](const SetCell& e) { return e.table; },
                          [](const AddRow& e) { return e.table; },
                          [](const MoveRow& e) { return e.table; },
                          [](const RemoveRow& e) { return e.table; },
                          [](const auto& e) { return e.element; },
                      },
                      edit);
}

std::optional<ShownText> fold(const Plan& plan, const std::vector<Pending>& pending, const LiveTexts& texts)
{
    std::optional<ShownText> shown;
    const bool has_text = plan.content_loaded || plan.content != Content{};
    for (const auto& one : pending) {
        const auto* command = std::get_if<EditContent>(&one.command);
        if (!command || command->plan != plan.id || one.state == CommandState::refused || one.seen || !has_text) continue;
        if (!shown) shown = ShownText{plan.content, {}, {}};
        for (const auto& edit : command->edits) {
            if (const auto* change = std::get_if<ChangeText>(&edit)) {
                const FieldRef field{plan.id, change->element, field_name(change->field)};
                if (const auto* words = texts.words(field)) {
                    set_text(shown->content, change->element, change->field, *words);
                    shown->pending.insert(field);
                }
                continue;
            }
            if (!check(shown->content, edit)) continue;
            apply(shown->content, edit);
            if (const auto field = field_of(plan.id, edit))
                shown->pending.insert(*field);
            else
                shown->pending_elements.insert(element_of(edit));
        }
    }
    return shown;
}

std::vector<KeptWords> kept_words_of(const std::vector<Pending>& pending)
{
    std::vector<KeptWords> kept;
    for (const auto& one : pending) {
        const auto* command = std::get_if<EditContent>(&one.command);
        if (one.state != CommandState::refused || !command || command->edits.size() != 1) continue;
        const auto field = field_of(command->plan, command->edits.front());
        if (!field) continue;
        KeptWords words{one.key, *field, {}, one.error.message};
        if (const auto* text = std::get_if<SetText>(&command->edits.front())) words.words = text->value;
        if (const auto* cell = std::get_if<SetCell>(&command->edits.front())) words.words = cell->value;
        if (std::holds_alternative<ChangeText>(command->edits.front())) words.words = one.words;
        if (const auto* list = std::get_if<SetList>(&command->edits.front()))
            for (const auto& value : list->values) words.words += (words.words.empty() ? "" : "\n") + value;
        std::erase_if(kept, [&](const KeptWords& other) { return other.field == *field; });
        kept.push_back(std::move(words));
    }
    return kept;
}

}  // namespace assent::sync
