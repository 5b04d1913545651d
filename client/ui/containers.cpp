// Containers that mean something or paint something: cards, groups, lists, scroll regions.
#include <algorithm>
#include <cmath>

#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

void card(std::string_view key, const Body& body) { card(key, Card{}, body); }

void card(std::string_view key, const Card& options, const Body& body)
{
    const ImGuiID id = id_of(key);
    ImGui::PushOverrideID(id);
    const bool in_row = here().is_row;
    const float width = here().next_width > 0 ? take_next_width() : available_width();
    const float min_height = here().min_height;
    const Slot slot = begin_slot(width, memo(id).height);
    const Tokens& t = tokens();
    const float pad = options.padding;
    semantics::push({.id = id, .role = Role::section_card, .rect = {slot.x, slot.y, width, memo(id).height}, .name = options.title});
    float own = 0;
    float height = 0;
    {
        Behind layers;
        own = run_stack(id, slot.x + pad, slot.y + pad, width - 2 * pad, options.gap, [&] {
            if (!options.title.empty()) {
                row([&] {
                    heading(options.level, options.title);
                    if (!options.note.empty()) {
                        push_right();
                        secondary(options.note);
                    }
                });
            }
            body();
        }) + 2 * pad;
        height = std::max(own, in_row ? 0.0F : min_height);
        layers.behind();
        const Rect box{slot.x, slot.y, width, height};
        fill(box, t.surface, 8);
        outline(box, options.accent || options.selected ? t.blue : t.line, 8, options.selected ? 2.0F : 1.0F);
    }
    memo(id).height = height;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    end_slot(slot, width, height);
    here().stretch += height - own;
    ImGui::PopID();
}

void group(std::string_view name, const Body& body)
{
    // Not the id of the name alone: a control inside may have the same one.
    const ImGuiID id = ImHashStr("group", 0, id_of(name));
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    semantics::push({.id = id, .role = Role::group, .rect = {slot.x, slot.y, width, memo(id).height}, .name = name});
    const float height = run_stack(id, slot.x, slot.y, width, here().is_row ? 8 : here().gap, body);
    memo(id).height = height;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    end_slot(slot, width, height);
}

void list(std::string_view key, const ListOptions& options, const Body& body)
{
    const ImGuiID id = id_of(key);
    ImGui::PushOverrideID(id);
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    semantics::push({.id = id, .role = Role::list, .rect = {slot.x, slot.y, width, memo(id).height}});
    const float height = run_stack(id, slot.x, slot.y, width, options.gap, [&] {
        here().ruled = options.ruled;
        body();
    });
    memo(id).height = height;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    end_slot(slot, width, height);
    ImGui::PopID();
}

void list_item(std::string_view key, const Body& body)
{
    const ImGuiID id = id_of(key);
    ImGui::PushOverrideID(id);
    const bool ruled = here().ruled;
    const bool line_above = ruled && here().ruled_count++ > 0;
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    if (line_above) hline(slot.x, slot.y, width, tokens().line);
    const float pad = ruled ? 10 : 0;
    semantics::push({.id = id, .role = Role::list_item, .rect = {slot.x, slot.y, width, memo(id).height}});
    const float height = run_stack(id, slot.x, slot.y + pad, width, 8, body) + 2 * pad;
    memo(id).height = height;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    end_slot(slot, width, height);
    ImGui::PopID();
}

void scroll_area(std::string_view name, float height_max, const Body& body)
{
    const ImGuiID id = id_of(name);
    const float width = available_width();
    const float height = std::min(height_max, std::max(scroller_content_height(id), 24.0F));
    const Slot slot = begin_slot(width, height);
    scroller(id, {slot.x, slot.y, width, height}, {.name = shown(name), .gap = here().gap}, body);
    end_slot(slot, width, height);
}

}  // namespace assent::ui
