#include "client/ui/overlay.hpp"

#include <algorithm>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

void dialog(std::string_view title, bool& open, const Dialog& options, const Body& body)
{
    const ImGuiID id = ImHashStr("dialog", 0, id_of(title));
    if (!open) return;
    if (semantics::take_dismiss(id)) {
        open = false;
        return;
    }
    const Surroundings& s = surroundings();
    const bool single = s.width < 600;
    const float width = std::min(options.width, s.width - (single ? 16.0F : 48.0F));
    const float height_max = s.height - (single ? 16.0F : 48.0F);
    char key[24];
    ImFormatString(key, sizeof key, "##dialog%08x", id);
    layer(key, {0, 0, s.width, s.height}, true, [&] {
        const Tokens& t = tokens();
        fill({0, 0, s.width, s.height}, t.scrim);
        const ImGuiID inner_id = ImHashStr("content", 0, id);
        const float content = scroller_content_height(inner_id);
        const bool measured = content > 0;
        const float height = std::min(measured ? content : 200.0F, height_max);
        const float x = std::floor((s.width - width) / 2);
        const float y = std::floor(std::max(8.0F, (s.height - height) * (single ? 0.5F : 0.4F)));
        const Rect panel{x, y, width, height};
        for (int i = 1; i <= 8; ++i) {
            const auto spread = static_cast<float>(i) * 2;
            fill({x - spread, y - spread + 6, width + 2 * spread, height + 2 * spread}, {0, 0, 0, 6}, 8 + spread);
        }
        fill(panel, t.surface, 8);
        outline(panel, t.line, 8);
        ImGui::PushOverrideID(id);
        semantics::push({.id = id, .role = options.alert ? Role::alert_dialog : Role::dialog, .rect = panel, .name = shown(title), .description = options.description});
        const float pad = single ? 16 : 24;
        scroller(inner_id, panel, {.name = shown(title), .gap = 12, .padding_left = pad, .padding_top = 16, .padding_right = pad, .padding_bottom = pad}, [&] {
            row({.wrap = false}, [&] {
                next_width(available_width() - 44);
                heading(2, shown(title), {TextSize::card_title, Weight::semibold});
                push_right();
                if (icon_button(Icon::close, "Close###close_dialog")) open = false;
            });
            if (!options.description.empty()) secondary(options.description);
            body();
        });
        semantics::pop();
        ImGui::PopID();
    });
}

void dialog_buttons(const Body& body)
{
    space(4);
    row({.align = Align::end}, body);
}

bool confirm(std::string_view key, bool& open, const Confirm& options)
{
    bool yes = false;
    const Scope scope(key);
    dialog(options.title, open, {.width = 460, .alert = true}, [&] {
        text(options.text);
        dialog_buttons([&] {
            if (button(options.cancel_label)) open = false;
            if (button(options.confirm_label, {.kind = options.danger ? ButtonKind::danger : ButtonKind::primary})) {
                yes = true;
                open = false;
            }
        });
    });
    return yes;
}

namespace {
struct Toast {
    std::string text;
    Tone tone;
    double until;
};
std::vector<Toast> toasts;
}  // namespace

void toast(std::string_view words, Tone tone)
{
    toasts.push_back({std::string(words), tone, surroundings().now_ms + 6000});
    if (toasts.size() > 3) toasts.erase(toasts.begin());
    if (tone == Tone::red)
        announce_alert(words);
    else
        announce(words);
    internal::wake_in(0);
}

void announce(std::string_view words)
{
    if (hooks().announce) hooks().announce(words);
}

void announce_alert(std::string_view words)
{
    if (hooks().alert) hooks().alert(words);
}

void copy_to_clipboard(std::string_view words)
{
    if (hooks().copy) hooks().copy(words);
}

namespace internal {

void draw_toasts()
{
    const Surroundings& s = surroundings();
    toasts.erase(std::remove_if(toasts.begin(), toasts.end(), [&](const Toast& t) { return t.until <= s.now_ms; }), toasts.end());
    if (toasts.empty()) return;
    float bottom = s.height - 20;
    for (std::size_t i = toasts.size(); i-- > 0;) {
        const Toast& toast = toasts[i];
        wake_in(toast.until - s.now_ms + 1);
        const TextStyle style{TextSize::interface, Weight::medium};
        const TextBlock block = shape(toast.text, style, std::min(440.0F, s.width - 64));
        const float w = block.width + 36;
        const float h = block.height + 20;
        const float x = std::floor((s.width - w) / 2);
        const float y = bottom - h;
        char key[16];
        ImFormatString(key, sizeof key, "##toast%d", static_cast<int>(i));
        layer(key, {x - 8, y - 8, w + 16, h + 16}, false, [&] {
            const Tokens& t = tokens();
            fill({x - 3, y, w + 6, h + 4}, {0, 0, 0, 20}, 10);
            fill({x, y, w, h}, t.ink, 8);
            if (toast.tone != Tone::ink) fill({x + 8, y + 10, 4, h - 20}, toast.tone == Tone::red ? rgb(0xff8f84) : toast.tone == Tone::green ? rgb(0x63cf93) : t.blue, 2);
            paint_block(block, toast.text, style, x + 20, y + 10, t.surface);
            semantics::record({.id = id_of(key), .role = Role::paragraph, .rect = {x, y, w, h}, .name = toast.text, .font = font_bits(style)});
        });
        bottom = y - 8;
    }
}

}  // namespace internal

}  // namespace assent::ui
