// The buttons above a long text: bold, italic, lists, link. They are real buttons, but what they do is done by the browser
// in the field they belong to (client/web/marks.mjs), so that it is part of what is typed there: nothing is asked of them
// here. One tab stop; the arrows move within.
#include "client/ui/field_parts.hpp"

namespace assent::ui::internal {

void marks_toolbar(ImGuiID field, std::string_view field_name)
{
    struct Button {
        const char* name;
        const char* format;
        Weight weight{Weight::medium};
        bool italic{};
    };
    static constexpr Button buttons[] = {
        {"Bold", "bold", Weight::semibold}, {"Italic", "italic", Weight::medium, true}, {"Bullets", "bullets"}, {"Numbers", "numbers"}, {"Link", "link"}};
    const ImGuiID id = ImHashStr("marks", 0, field);
    const float height = preferences().coarse_pointer ? 36 : line_px(TextSize::label) + 8;
    const float width = available_width();
    const std::string options = "\nfor=" + std::to_string(field);
    const Slot slot = begin_slot(width, memo(id).height);
    semantics::push({.id = id, .role = Role::toolbar, .rect = {slot.x, slot.y, width, memo(id).height}, .name = "Formatting of " + std::string(field_name)});
    const float used = run_stack(id, slot.x, slot.y, width, 0, [&] {
        row({.gap = 2}, [&] {
            for (const Button& each : buttons) {
                TextStyle style{TextSize::label, each.weight};
                style.italic = each.italic;
                const Rect rect = place(text_width(each.name, style) + 16, height);
                const ImGuiID button = ImHashStr(each.format, 0, id);
                if (hovering(button, rect)) fill(rect, mix(tokens().surface, tokens().line, 0.6F), 6);
                paint_line(each.name, style, rect.x + 8, rect.y + (height - line_px(TextSize::label)) / 2, tokens().ink);
                semantics::record({.id = button, .role = Role::button, .flags = &each == buttons ? 0U : semantics::flag_passive, .rect = rect, .name = each.name,
                                   .options = "format=" + std::string(each.format) + options});
            }
        });
    });
    memo(id).height = used;
    semantics::set_rect(id, {slot.x, slot.y, width, used});
    semantics::pop();
    end_slot(slot, width, used);
}

}  // namespace assent::ui::internal
