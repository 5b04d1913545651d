// Tooltips: half a second after the pointer or the keyboard has come to what they are of.
#include <algorithm>

#include "client/ui/internal.hpp"

namespace assent::ui::internal {
namespace {

ImGuiID tip_for = 0, tip_dismissed = 0;
double tip_since = 0;

}  // namespace

void tooltip_for(ImGuiID id, const Rect& rect, bool hovered, std::string_view text)
{
    const bool wanted = !text.empty() && (hovered || keyboard_focus(id));
    if (!wanted) {
        if (tip_for == id) {
            tip_for = 0;
            tip_dismissed = 0;
        }
        return;
    }
    if (tip_for != id) {
        if (tip_for != 0 && !hovered) return;
        tip_for = id;
        tip_since = surroundings().now_ms;
    }
    if (tip_dismissed == id) return;
    const double due = tip_since + 500;
    if (surroundings().now_ms < due) {
        wake_in(due - surroundings().now_ms);
        return;
    }
    after_page([rect, words = std::string(text)] {
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
        });
    });
}

void dismiss_tooltip() { tip_dismissed = tip_for; }

}  // namespace assent::ui::internal
