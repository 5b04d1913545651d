// Buttons, links, menus and tabs.
#include <algorithm>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

namespace {

const TextStyle button_text{TextSize::interface, Weight::medium};

struct Look {
    std::optional<Colour> back, edge;
    Colour ink;
};

Look look_of(ButtonKind kind, bool enabled, bool hovered, bool held, bool down)
{
    const Tokens& t = tokens();
    const float press = held ? 0.25F : hovered ? 0.12F : 0.0F;
    if (!enabled) {
        if (kind == ButtonKind::quiet) return {std::nullopt, std::nullopt, t.ink_2};
        return {mix(t.page, t.line, 0.35F), t.line_strong, t.ink_2};
    }
    switch (kind) {
        case ButtonKind::primary: return {mix(t.blue, t.ink, press), std::nullopt, t.on_blue};
        case ButtonKind::danger: return {mix(t.red, t.ink, press), std::nullopt, t.on_red};
        case ButtonKind::quiet:
            return {down || hovered ? std::optional{t.blue_soft} : std::nullopt, std::nullopt, t.blue};
        case ButtonKind::secondary:
            return {down ? t.blue_soft : mix(t.surface, t.line, press * 2), down ? t.blue : t.line_strong, down ? t.blue : t.ink};
    }
    return {std::nullopt, t.line_strong, t.ink};
}

struct Face {
    Rect rect;
    TextBlock block;
    float pad{};
};

// Room for a button's words, wrapped where the container is narrower.
Face button_face(std::string_view words, bool fill_width, bool small_size, float extra)
{
    const float pad = small_size ? 8 : 14;
    const float natural = text_width(words, button_text) + 2 * pad + extra;
    float width = here().next_width > 0 ? take_next_width() : fill_width ? available_width() : natural;
    width = std::min(width, here().right - here().left);
    if (!fill_width) wish(natural);
    Face face;
    face.pad = pad;
    face.block = shape(words, button_text, natural <= width ? 0 : std::max(20.0F, width - 2 * pad - extra));
    const float least = small_size ? (preferences().coarse_pointer ? 44.0F : line_px(TextSize::interface) + 6) : control_px();
    face.rect = place(width, std::max(least, face.block.height + (small_size ? 6.0F : 14.0F)));
    return face;
}

void paint_face(const Face& face, std::string_view words, const Look& look, bool centred)
{
    if (look.back) fill(face.rect, *look.back, 6);
    if (look.edge) outline(face.rect, *look.edge, 6);
    float y = face.rect.y + std::floor((face.rect.h - face.block.height) / 2);
    for (const TextLine& line : face.block.lines) {
        const float x = centred ? face.rect.x + (face.rect.w - line.width) / 2 : face.rect.x + face.pad;
        paint_line(words.substr(line.begin, line.end - line.begin), button_text, x, y, look.ink);
        y += line_px(TextSize::interface);
    }
}

}  // namespace

bool button(std::string_view label) { return button(label, ButtonOptions{}); }

bool primary_button(std::string_view label, std::string_view disabled_reason)
{
    return button(label, {.kind = ButtonKind::primary, .disabled_reason = disabled_reason});
}

bool button(std::string_view label, const ButtonOptions& options)
{
    const ImGuiID id = id_of(label);
    const std::string_view words = shown(label);
    const bool enabled = options.disabled_reason.empty();
    if (take_focus_next()) semantics::request_focus(id);
    const Face face = button_face(words, options.fill, options.small, 0);
    const Press press = press_area(id, face.rect, label, enabled);
    paint_face(face, words, look_of(options.kind, enabled, press.hovered, press.held, options.pressed.value_or(false)), true);
    std::uint32_t flags = enabled ? 0U : semantics::flag_disabled;
    if (options.pressed) flags |= semantics::flag_toggle | (*options.pressed ? semantics::flag_pressed : 0U);
    if (options.opens_dialog) flags |= semantics::flag_has_dialog;
    const std::string_view why = enabled ? options.description : options.disabled_reason;
    semantics::record({.id = id, .role = Role::button, .flags = flags, .rect = face.rect, .name = options.name.empty() ? words : options.name, .description = why});
    tooltip_for(id, face.rect, press.hovered, why);
    const bool clicked = semantics::take_click(id);
    return enabled && (clicked || press.pressed);
}

bool icon_button(Icon icon, std::string_view name, std::string_view disabled_reason)
{
    constexpr Mark marks[] = {Mark::cross, Mark::menu, Mark::more, Mark::chevron_up, Mark::chevron_down, Mark::chevron_left,
                              Mark::chevron_right, Mark::search, Mark::tick, Mark::plus, Mark::pencil, Mark::refresh};
    const ImGuiID id = id_of(name);
    const bool enabled = disabled_reason.empty();
    const float side = preferences().coarse_pointer ? 44 : 32;
    const Rect rect = place(side, side);
    const Press press = press_area(id, rect, name, enabled);
    if (press.hovered && enabled) fill(rect, mix(tokens().surface, tokens().line, 0.6F), 6);
    paint_mark(marks[static_cast<std::size_t>(icon)], rect.x + side / 2, rect.y + side / 2, 14, tokens().ink_2);
    semantics::record({.id = id, .role = Role::button, .flags = enabled ? 0U : semantics::flag_disabled, .rect = rect, .name = shown(name),
                       .description = disabled_reason});
    tooltip_for(id, rect, press.hovered, enabled ? shown(name) : disabled_reason);
    const bool clicked = semantics::take_click(id);
    return enabled && (clicked || press.pressed);
}

void link(std::string_view label, std::string_view href) { link(label, href, LinkOptions{}); }

void link(std::string_view label, std::string_view href, const LinkOptions& options)
{
    const ImGuiID id = id_of(label);
    const std::string_view words = shown(label);
    const std::uint32_t flags = options.native ? semantics::flag_native : 0U;
    if (options.as_button) {
        const Face face = button_face(words, false, false, 0);
        const bool hovered = hovering(id, face.rect);
        paint_face(face, words, look_of(options.primary ? ButtonKind::primary : ButtonKind::secondary, true, hovered, false, false), true);
        semantics::record({.id = id, .role = Role::link, .flags = flags, .rect = face.rect, .name = words, .value = href, .description = options.description});
        return;
    }
    const float natural = text_width(words, options.style);
    const float width = fit_width(natural);
    const TextBlock block = shape(words, options.style, natural <= width ? 0 : width);
    // A target of 24 px at least, reaching beyond the text where that is less high.
    const float height = std::max(block.height, preferences().coarse_pointer ? 32.0F : 24.0F);
    wish(natural);
    const Rect room = place(std::max(std::min(block.width, width), 24.0F), preferences().coarse_pointer ? height : block.height);
    const Rect rect{room.x, room.y - std::floor((height - room.h) / 2), room.w, height};
    const float y = rect.y + std::floor((height - block.height) / 2);
    paint_block(block, words, options.style, rect.x, y, tone_colour(options.style.tone));
    if (hovering(id, rect)) {
        float line_y = y + line_px(options.style.size) - 4;
        for (const TextLine& line : block.lines) {
            hline(rect.x, line_y, line.width, tone_colour(options.style.tone));
            line_y += line_px(options.style.size);
        }
    }
    semantics::record({.id = id, .role = Role::link, .flags = flags, .rect = rect, .name = words, .value = href, .description = options.description,
                       .font = font_bits(options.style)});
}

// ---- menus ---------------------------------------------------------------------------------------------------------

namespace {

struct MenuState {
    ImGuiID menu{};
    Rect anchor;
};

void paint_menu(ImGuiID menu_id, const Rect& anchor, std::string_view name, const std::vector<MenuItem>& items, Memo& state)
{
    const float row_height = control_px();
    const TextStyle note_style{TextSize::label, Weight::regular, Tone::secondary};
    float width = std::max(160.0F, anchor.w);
    float height = 12;
    bool any_checked = false;
    for (const MenuItem& item : items) any_checked = any_checked || item.checked;
    const float beside = any_checked ? 28 + 22 : 28;  // what stands beside the words of an item
    for (const MenuItem& item : items) {
        const std::string& note = item.disabled_reason.empty() ? item.note : item.disabled_reason;
        width = std::max(width, text_width(item.label, {}) + beside);
        if (!note.empty()) width = std::max(width, std::min(320.0F, text_width(note, note_style) + beside));
    }
    const Surroundings& s = surroundings();
    width = std::min(width, s.width - 16);
    std::vector<TextBlock> notes;
    for (const MenuItem& item : items) {
        const std::string& note = item.disabled_reason.empty() ? item.note : item.disabled_reason;
        notes.push_back(note.empty() ? TextBlock{} : shape(note, note_style, width - beside));
        height += row_height + (note.empty() ? 0 : notes.back().height + 4);
    }
    const float x = std::clamp(anchor.x, 8.0F, std::max(8.0F, s.width - width - 8));
    float y = anchor.y + anchor.h + 4;
    if (y + height > s.height - 8) y = std::max(8.0F, anchor.y - height - 4 > 8 ? anchor.y - height - 4 : s.height - height - 8);
    const float visible = std::min(height, s.height - y - 8);
    char key[24];
    ImFormatString(key, sizeof key, "##menu%08x", menu_id);
    layer(key, {x - 12, y - 12, width + 24, visible + 24}, true, [&] {
        const Rect panel{x, y, width, visible};
        for (int i = 1; i <= 6; ++i) {
            const auto spread = static_cast<float>(i);
            fill({x - spread, y - spread + 3, width + 2 * spread, visible + 2 * spread}, {0, 0, 0, 8}, 8 + spread);
        }
        fill(panel, tokens().surface, 8);
        outline(panel, tokens().line, 8);
        ImGui::PushOverrideID(menu_id);
        semantics::push({.id = menu_id, .role = Role::menu, .rect = panel, .name = name});
        float at = y + 6;
        int position = 0;
        for (std::size_t i = 0; i < items.size(); ++i) {
            const MenuItem& item = items[i];
            const std::string key_of_item = item.key.empty() ? item.label : item.key;
            const bool enabled = item.disabled_reason.empty();
            const float h = row_height + (notes[i].lines.empty() ? 0 : notes[i].height + 4);
            const ImGuiID id = id_of(key_of_item);
            const Rect rect{x + 6, at, width - 12, h};
            const Press press = item.href.empty() ? press_area(id, rect, item.label, enabled) : Press{.id = id, .hovered = hovering(id, rect)};
            if (press.hovered || semantics::focused() == id) fill(rect, tokens().blue_soft, 5);
            const Colour ink = !enabled ? tokens().ink_2 : item.danger ? tokens().red : tokens().ink;
            float text_x = rect.x + 8;
            if (any_checked) {
                if (item.checked) paint_mark(Mark::tick, text_x + 6, rect.y + row_height / 2, 12, tokens().blue);
                text_x += 22;
            }
            paint_line(item.label, {}, text_x, rect.y + (row_height - line_px(TextSize::interface)) / 2, ink, rect.x + rect.w - text_x - 4);
            const std::string& note = enabled ? item.note : item.disabled_reason;
            if (!notes[i].lines.empty()) paint_block(notes[i], note, note_style, text_x, rect.y + row_height - 5, tokens().ink_2);
            const std::uint32_t flags = (enabled ? 0U : semantics::flag_disabled) | (item.native ? semantics::flag_native : 0U) |
                                        (item.checked ? semantics::flag_checked : 0U) | (any_checked ? semantics::flag_toggle : 0U);
            semantics::record({.id = id, .role = Role::menu_item, .flags = flags, .rect = rect, .name = item.label, .value = item.href,
                               .description = note, .position = ++position, .set_size = static_cast<int>(items.size())});
            if (semantics::take_click(id) || press.pressed) {
                if (enabled) {
                    if (item.href.empty()) state.key = key_of_item;
                    state.open = false;
                }
            }
            at += h;
        }
        semantics::pop();
        ImGui::PopID();
        if (semantics::take_dismiss(menu_id)) state.open = false;
    });
}

}  // namespace

namespace internal {

std::optional<std::string> run_menu(ImGuiID id, const Rect& rect, std::string_view name, const std::vector<MenuItem>& items, bool pressed)
{
    Memo& state = memo(id);
    if (pressed) state.open = !state.open;
    if (state.open) {
        const ImGuiID menu_id = ImHashStr("menu", 0, id);
        // The items are copied: the layer is drawn after the caller's have gone.
        after_page([menu_id, rect, label = std::string(name), items, &state] { paint_menu(menu_id, rect, label, items, state); });
    }
    if (state.key.empty()) return std::nullopt;
    return std::exchange(state.key, std::string{});
}

}  // namespace internal

std::optional<std::string> menu_button(std::string_view label, const std::vector<MenuItem>& items, const ButtonOptions& options)
{
    const ImGuiID id = id_of(label);
    const std::string_view words = shown(label);
    const bool enabled = options.disabled_reason.empty();
    const Face face = button_face(words, options.fill, options.small, 18);
    const Press press = press_area(id, face.rect, label, enabled);
    const Look look = look_of(options.kind, enabled, press.hovered, press.held, memo(id).open);
    paint_face(face, words, look, false);
    paint_mark(Mark::arrow_down, face.rect.x + face.rect.w - face.pad - 3, face.rect.y + face.rect.h / 2, 10, look.ink);
    const std::uint32_t flags = semantics::flag_has_menu | (memo(id).open ? semantics::flag_expanded : semantics::flag_collapsed) |
                                (enabled ? 0U : semantics::flag_disabled);
    semantics::record({.id = id, .role = Role::button, .flags = flags, .rect = face.rect, .name = options.name.empty() ? words : options.name,
                       .description = enabled ? options.description : options.disabled_reason});
    tooltip_for(id, face.rect, press.hovered && !enabled, options.disabled_reason);
    const bool clicked = semantics::take_click(id);
    return run_menu(id, face.rect, words, items, enabled && (clicked || press.pressed));
}

// ---- tabs ----------------------------------------------------------------------------------------------------------

bool tabs(std::string_view name, const std::vector<TabItem>& items, std::string& current)
{
    bool changed = false;
    const ImGuiID list_id = id_of(name);
    bool links = false;
    for (const TabItem& item : items) links = links || !item.href.empty();
    ImGui::PushOverrideID(list_id);
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(list_id).height);
    semantics::push({.id = list_id, .role = links ? Role::navigation : Role::tab_list, .rect = {slot.x, slot.y, width, memo(list_id).height}, .name = name});
    const TextStyle label_style{TextSize::interface, Weight::medium};
    const float height = line_px(TextSize::interface) + (preferences().coarse_pointer ? 24.0F : 16.0F);
    const float gap = width < 500 ? 16.0F : 24.0F;
    float x = slot.x;
    float y = slot.y;
    int position = 0;
    for (const TabItem& item : items) {
        const std::string full = item.count.empty() ? item.label : item.label + " " + item.count;
        const float label_width = text_width(item.label, label_style);
        const float w = label_width + (item.count.empty() ? 0 : 5 + text_width(item.count, {}));
        if (x > slot.x && x + w > slot.x + width) {
            x = slot.x;
            y += height;
        }
        const ImGuiID id = id_of(item.key);
        const bool is_current = item.key == current;
        const Rect rect{x, y, w, height};
        const Press press = links ? Press{.id = id, .hovered = hovering(id, rect)} : press_area(id, rect, item.label);
        const Colour ink = is_current ? tokens().ink : press.hovered ? tokens().blue : tokens().ink_2;
        const float text_y = y + (height - 4 - line_px(TextSize::interface)) / 2;
        paint_line(item.label, label_style, x, text_y, ink);
        if (!item.count.empty()) paint_line(item.count, {}, x + label_width + 5, text_y, tokens().ink_2);
        if (is_current) fill({x, y + height - 3, w, 3}, tokens().blue, 0);
        else if (press.hovered) fill({x, y + height - 3, w, 3}, tokens().line_strong, 0);
        if (links)
            semantics::record({.id = id, .role = Role::link, .flags = is_current ? semantics::flag_current : 0U, .rect = rect, .name = full, .value = item.href});
        else
            semantics::record({.id = id, .role = Role::tab, .flags = is_current ? semantics::flag_selected : semantics::flag_passive, .rect = rect,
                               .name = full, .position = ++position, .set_size = static_cast<int>(items.size())});
        if (!links && (semantics::take_click(id) || press.pressed) && !is_current) {
            current = item.key;
            changed = true;
        }
        x += w + gap;
    }
    const float used = y + height - slot.y;
    memo(list_id).height = used;
    semantics::set_rect(list_id, {slot.x, slot.y, width, used});
    semantics::pop();
    ImGui::PopID();
    end_slot(slot, width, used);
    here().ends_in_tabs = true;
    return changed;
}

}  // namespace assent::ui
