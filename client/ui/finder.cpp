// A field with a list of what it finds. The browser edits the field and says where the arrows went; everything else is here.
#include "client/ui/finder.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"

namespace assent::ui {
using namespace internal;

namespace {

struct State {
    float steps{};       // arrows pressed so far, down less up: the browser counts them
    std::string active;  // key of the item the arrows are at
    int frame{};         // that it was last drawn in
};

State& state_of(ImGuiID id)
{
    static std::unordered_map<ImGuiID, State> states;
    return states[id];
}

ImGuiID id_of_item(ImGuiID list, const FinderItem& item) { return ImHashStr(item.key.c_str(), item.key.size(), list); }

void paint_group_name(std::string_view name)
{
    // The group carries its name; a list box may hold nothing but groups and options.
    const TextStyle style{TextSize::label, Weight::semibold, Tone::secondary};
    const Rect rect = place(available_width(), line_px(TextSize::label) + 6);
    paint_line(name, style, rect.x + 8, rect.y + 4, tokens().ink_2, rect.w - 8);
}

struct Drawn {
    bool hovered{}, pressed{};
};

Drawn draw_item(ImGuiID id, const FinderItem& item, bool active, int position, int count)
{
    const float width = available_width();
    const float height = memo(id).height;
    const Slot slot = begin_slot(width, height);
    const Rect rect{slot.x, slot.y, width, std::max(height, 24.0F)};
    Drawn drawn;
    if (item.href.empty()) {
        const Press press = press_area(id, rect, item.key);
        drawn.hovered = press.hovered;
        drawn.pressed = press.pressed || semantics::take_click(id);
    } else {
        drawn.hovered = hovering(id, rect);
        drawn.pressed = semantics::take_click(id);
    }
    if (active || drawn.hovered) fill(rect, active ? tokens().blue_soft : mix(tokens().surface, tokens().line, 0.5F), 6);
    if (active) fill({rect.x, rect.y + 4, 3, rect.h - 8}, tokens().blue, 1);
    semantics::push({.id = id, .role = Role::option, .flags = active ? semantics::flag_selected : 0U, .rect = rect, .value = item.href, .position = position, .set_size = count});
    ImGui::PushOverrideID(id);
    const float inner = run_stack(ImHashStr("inner", 0, id), slot.x + 10, slot.y + 6, width - 20, 1, [&] {
        std::vector<Span> title = item.title;
        if (!item.note.empty()) title.push_back({.text = "  " + item.note, .tone = Tone::secondary});
        rich_text("title", title, TextSize::interface);
        if (!item.detail.empty()) rich_text("detail", item.detail, TextSize::label);
    });
    ImGui::PopID();
    memo(id).height = inner + 12;
    semantics::set_rect(id, {slot.x, slot.y, width, memo(id).height});
    semantics::pop();
    end_slot(slot, width, memo(id).height);
    return drawn;
}

}  // namespace

FinderResult finder(std::string_view label, std::string& value, const std::vector<FinderGroup>& groups, const Finder& how, const Body& between)
{
    const ImGuiID id = id_of(label);
    const ImGuiID list = ImHashStr("list", 0, id);
    State& state = state_of(id);
    // Opened again, it begins at its first item, and the browser counts from nought.
    if (state.frame + 1 < ImGui::GetFrameCount()) state = {};
    state.frame = ImGui::GetFrameCount();
    FinderResult result;
    if (take_focus_next()) semantics::request_focus(id);
    std::uint32_t& sequence = contained_edits(id);
    if (auto typed = semantics::take_text(id)) {
        sequence = typed->sequence;
        if (typed->text != value) {
            value = std::move(typed->text);
            result.changed = true;
            state.active.clear();
        }
    }
    result.erased = semantics::take_undo(id) < 0 && value.empty();

    std::vector<const FinderItem*> items;
    for (const FinderGroup& group : groups)
        for (const FinderItem& item : group.items) items.push_back(&item);
    const auto count = static_cast<int>(items.size());
    const auto found = std::find_if(items.begin(), items.end(), [&](const FinderItem* item) { return item->key == state.active; });
    int active = found == items.end() ? 0 : static_cast<int>(found - items.begin());
    if (const auto steps = semantics::take_number(id)) {
        if (count > 0) active = ((active + static_cast<int>(*steps - state.steps)) % count + count) % count;
        state.steps = *steps;
        if (count > 0) state.active = items[static_cast<std::size_t>(active)]->key;
    }
    const FinderItem* at = count > 0 ? items[static_cast<std::size_t>(active)] : nullptr;
    if (semantics::take_submit(id)) result.chosen = at;

    with_label(id, label, {.hidden = true}, [&](const FieldFrame& frame) {
        const TextStyle style{TextSize::reading};
        const float line = line_px(style.size);
        const Rect rect = place(frame.width, std::max(control_px(), line + 14));
        paint_field_box(rect, false, false, hovering(id, rect));
        paint_mark(Mark::search, rect.x + 17, rect.y + rect.h / 2, 14, tokens().ink_2);
        const float x = rect.x + field_pad_x + 18;
        if (semantics::focused() != id)
            paint_line(value.empty() ? how.placeholder : std::string_view(value), style, x, rect.y + (rect.h - line) / 2, value.empty() ? tokens().ink_2 : tokens().ink,
                       rect.x + rect.w - 8 - x);
        std::string options = "placeholder=" + std::string(how.placeholder) + "\nautocomplete=off\n";
        if (how.length_max > 0) options += "maxlength=" + std::to_string(how.length_max) + "\n";
        if (at) options += "controls=" + std::to_string(list) + "\nactive=" + std::to_string(id_of_item(list, *at)) + "\n";
        semantics::record({.id = id, .role = Role::combobox,
                           .flags = frame.flags | semantics::flag_no_spelling | (at ? semantics::flag_expanded : semantics::flag_collapsed), .rect = rect,
                           .name = shown(label), .value = value, .description = how.description, .options = options, .sequence = sequence,
                           .font = font_bits(style)});
    });
    between();
    if (!at) return result;
    const float room = std::max(96.0F, surroundings().height - 250 * std::max(1.0F, preferences().text_scale * 0.8F));
    scroll_area("Found###found", room, [&] {
        const float width = available_width();
        const Slot slot = begin_slot(width, memo(list).height);
        semantics::push({.id = list, .role = Role::list_box, .rect = {slot.x, slot.y, width, memo(list).height}, .name = shown(label)});
        int position = 0;
        const float height = run_stack(ImHashStr("stack", 0, list), slot.x, slot.y, width, 2, [&] {
            for (const FinderGroup& group : groups) {
                if (group.items.empty()) continue;
                const ImGuiID group_id = ImHashStr(group.name.c_str(), group.name.size(), ImHashStr("group", 0, list));
                const Slot part = begin_slot(available_width(), memo(group_id).height);
                semantics::push({.id = group_id, .role = Role::group, .rect = {part.x, part.y, part.width, memo(group_id).height}, .name = group.name});
                const float used = run_stack(ImHashStr("stack", 0, group_id), part.x, part.y, available_width(), 1, [&] {
                    paint_group_name(group.name);
                    for (const FinderItem& item : group.items) {
                        const Drawn drawn = draw_item(id_of_item(list, item), item, &item == at, ++position, count);
                        if (!drawn.pressed) continue;
                        result.chosen = &item;
                        result.followed = !item.href.empty();
                    }
                });
                semantics::set_rect(group_id, {part.x, part.y, part.width, used});
                semantics::pop();
                memo(group_id).height = used;
                end_slot(part, part.width, used);
            }
        });
        semantics::set_rect(list, {slot.x, slot.y, width, height});
        semantics::pop();
        memo(list).height = height;
        end_slot(slot, width, height);
    });
    return result;
}

}  // namespace assent::ui
