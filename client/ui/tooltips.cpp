// Tooltips: half a second after the pointer or the keyboard has come to what they are of.
#include <algorithm>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

ImGuiID tip_for = 0, tip_dismissed = 0;
double tip_since = 0;

}  // namespace

bool tooltip_due(ImGuiID id, bool hovered, bool wanted)
{
    if (!wanted) {
        if (tip_for == id) {
            tip_for = 0;
            tip_dismissed = 0;
        }
        return false;
    }
    if (tip_for != id) {
        if (tip_for != 0 && !hovered) return false;
        tip_for = id;
        tip_since = surroundings().now_ms;
    }
    if (tip_dismissed == id) return false;
    const double due = tip_since + 500;
    if (surroundings().now_ms >= due) return true;
    wake_in(due - surroundings().now_ms);
    return false;
}

void show_tooltip(const Rect& rect, std::string_view text, TooltipSays says)
{
    after_page([rect, says, words = std::string(text)] {
        const TextStyle style{TextSize::label, Weight::medium};
        const TextBlock block = shape(words, style, 280);
        const float w = block.width + 20;
        const float h = block.height + 12;
        const float x = std::clamp(rect.x + rect.w / 2 - w / 2, 4.0F, std::max(4.0F, surroundings().width - w - 4));
        float y = rect.y + rect.h + 6;
        if (y + h > surroundings().height) y = rect.y - h - 6;
        layer("##tooltip", {x, y, w, h}, false, [&] {
            const Tokens& t = tokens();
            fill({x, y, w, h}, t.ink, 6);
            paint_block(block, words, style, x + 10, y + 6, t.surface);
            if (says == TooltipSays::something_new)
                semantics::record({.id = id_of("##tooltip"), .role = Role::tooltip, .rect = {x, y, w, h}, .name = words, .font = font_bits(style)});
        });
    });
}

void tooltip_for(ImGuiID id, const Rect& rect, bool hovered, std::string_view text)
{
    const bool wanted = !text.empty() && (hovered || keyboard_focus(id));
    if (tooltip_due(id, hovered, wanted)) show_tooltip(rect, text, TooltipSays::what_is_recorded);
}

void dismiss_tooltip() { tip_dismissed = tip_for; }

}  // namespace assent::ui::internal
