#include "client/ui/text.hpp"

#include <algorithm>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"

namespace assent::ui {
using namespace internal;

namespace {

TextStyle heading_style(int level)
{
    if (level == 1) return {TextSize::title, Weight::semibold};
    if (level == 2) return {TextSize::card_title, Weight::semibold};
    if (level == 3) return {TextSize::interface, Weight::semibold};
    return {TextSize::label, Weight::semibold, Tone::secondary};
}

Rect paragraph(std::string_view words, const TextStyle& style, Role role, int level, ImGuiID id)
{
    const float natural = text_width(words, style);
    const bool breaks = words.find('\n') != std::string_view::npos;
    const bool in_row = here().is_row;
    const float width = in_row || here().next_width > 0 ? fit_width(natural) : available_width();
    const TextBlock block = shape(words, style, natural <= width && !breaks ? 0 : width);
    const Slot slot = begin_slot(width, block.height);
    const Rect rect{slot.x, slot.y, in_row ? width : std::min(width, std::max(block.width, 1.0F)), block.height};
    paint_block(block, words, style, rect.x, rect.y, tone_colour(style.tone));
    if (!words.empty())
        semantics::record({.id = id, .role = role, .rect = {rect.x, rect.y, std::min(width, block.width + 1), rect.h}, .name = words,
                           .level = level, .font = font_bits(style)});
    wish(breaks ? block.width : natural);
    end_slot(slot, in_row ? width : block.width, block.height);
    return rect;
}

}  // namespace

void heading(int level, std::string_view text) { heading(level, text, heading_style(level)); }

void heading(int level, std::string_view text, TextStyle style)
{
    const ImGuiID id = auto_id();
    if (take_focus_next()) semantics::request_focus(id);
    paragraph(text, style, Role::heading, level, id);
}

void text(std::string_view words) { text(words, TextStyle{}); }
void text(std::string_view words, TextStyle style) { paragraph(words, style, Role::paragraph, 0, auto_id()); }
void reading(std::string_view words, Tone tone) { text(words, {TextSize::reading, Weight::regular, tone}); }
void small(std::string_view words, Tone tone) { text(words, {TextSize::label, Weight::regular, tone}); }
void secondary(std::string_view words) { text(words, {.tone = Tone::secondary}); }

void field_value(std::string_view label, std::string_view value, Tone tone)
{
    stack(2, [&] {
        small(label);
        text(value, {.tone = tone});
    });
}

void fact(std::string_view label, std::string_view value, Tone tone)
{
    row([&] {
        text(label);
        push_right();
        text(value, {.tone = tone});
    });
}

void pill(std::string_view words, Tone tone)
{
    const TextStyle style{TextSize::label, Weight::medium};
    const float h = line_px(TextSize::label);
    const float w = std::min(text_width(words, style) + 16, here().is_row ? here().right - here().left : available_width());
    // In a line of 20 px text a pill of 18 px sits in the middle.
    const float room = std::max(h, line_px(TextSize::interface));
    const Slot slot = begin_slot(w, room);
    const Rect box{slot.x, slot.y + std::floor((room - h) / 2), w, h};
    const Tokens& t = tokens();
    const bool grey = tone == Tone::ink || tone == Tone::secondary;
    fill(box, tone_soft(tone), h / 2);
    if (grey || preferences().scheme >= Scheme::contrast_light) outline(box, grey ? mix(t.line, t.line_strong, 0.3F) : tone_colour(tone), h / 2);
    paint_line(words, style, box.x + 8, box.y, tone_colour(grey ? Tone::secondary : tone), w - 14);
    semantics::record({.id = auto_id(), .role = Role::paragraph, .rect = box, .name = words, .font = font_bits(style)});
    end_slot(slot, w, room);
}

namespace {
const TextStyle chip_style{TextSize::label, Weight::medium};
float chip_height() { return line_px(TextSize::label) + 4; }
}  // namespace

void chip(std::string_view words)
{
    const float w = std::min(text_width(words, chip_style) + 14, here().is_row ? here().right - here().left : available_width());
    const Rect box = place(w, chip_height());
    fill(box, tokens().page, 4);
    outline(box, tokens().line, 4);
    paint_line(words, chip_style, box.x + 7, box.y + 2, tokens().ink, w - 12);
    semantics::record({.id = auto_id(), .role = Role::paragraph, .rect = box, .name = words, .font = font_bits(chip_style)});
}

bool removable_chip(std::string_view words, std::string_view remove_name)
{
    const float side = std::max(24.0F, chip_height());
    const float w = std::min(text_width(words, chip_style) + 9 + side, here().is_row ? here().right - here().left : available_width());
    const Slot slot = begin_slot(w, side);
    const Rect box{slot.x, slot.y, w, side};
    fill(box, tokens().page, 4);
    outline(box, tokens().line, 4);
    paint_line(words, chip_style, box.x + 8, box.y + std::floor((side - line_px(TextSize::label)) / 2), tokens().ink, w - side - 8);
    semantics::record({.id = auto_id(), .role = Role::paragraph, .rect = {box.x, box.y, w - side, side}, .name = words, .font = font_bits(chip_style)});
    const ImGuiID id = id_of(remove_name);
    const Rect cross{box.x + w - side, box.y, side, side};
    const Press press = press_area(id, cross, remove_name);
    if (press.hovered) fill({cross.x + 2, cross.y + 2, cross.w - 4, cross.h - 4}, tokens().line, 3);
    paint_mark(Mark::cross, cross.x + side / 2, cross.y + side / 2, 11, tokens().ink_2);
    semantics::record({.id = id, .role = Role::button, .rect = cross, .name = remove_name});
    end_slot(slot, w, side);
    return semantics::take_click(id) || press.pressed;
}

namespace {

std::string initials(std::string_view name)
{
    std::string out;
    bool start = true;
    int count = 0;
    for (std::size_t i = 0; i < name.size() && count < 2;) {
        const auto byte = static_cast<unsigned char>(name[i]);
        const std::size_t size = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        if (name[i] == ' ' || name[i] == '-') {
            start = true;
        } else if (start) {
            out += name.substr(i, size);
            start = false;
            ++count;
        }
        i += size;
    }
    return out;
}

void paint_avatar(std::string_view name, float x, float y, float size)
{
    const TextStyle style{TextSize::label, Weight::semibold};
    paper().AddCircleFilled({x + size / 2, y + size / 2}, size / 2, colour(person_colour(std::string(name))));
    const std::string letters = initials(name);
    paint_line(letters, style, x + (size - text_width(letters, style)) / 2, y + (size - line_px(TextSize::label)) / 2, rgb(0xffffff));
}

}  // namespace

void internal::paint_person(std::string_view name, float size)
{
    const Rect box = place(size, size);
    paint_avatar(name, box.x, box.y, size);
}

void avatar(std::string_view name, float size)
{
    size *= preferences().text_scale;
    const Rect box = place(size, size);
    paint_avatar(name, box.x, box.y, size);
    semantics::record({.id = auto_id(), .role = Role::image, .rect = box, .name = name});
}

void avatars(const std::vector<std::string>& names, std::size_t shown_max)
{
    if (names.empty()) return;
    const float size = 28 * preferences().text_scale;
    const std::size_t count = std::min(names.size(), shown_max);
    const bool more = names.size() > count;
    const float step = size - 5;
    const Rect box = place(step * static_cast<float>(count + (more ? 1 : 0)) + 5, size);
    std::string all;
    for (std::size_t i = count; i-- > 0;) {
        const float x = box.x + step * static_cast<float>(i);
        paper().AddCircleFilled({x + size / 2, box.y + size / 2}, size / 2 + 2, colour(tokens().surface));
        paint_avatar(names[i], x, box.y, size);
    }
    for (const std::string& name : names) all += (all.empty() ? "Here now: " : ", ") + name;
    if (more) {
        const std::string rest = "+" + std::to_string(names.size() - count);
        const TextStyle style{TextSize::label, Weight::medium, Tone::secondary};
        paint_line(rest, style, box.x + step * static_cast<float>(count) + 6, box.y + (size - line_px(TextSize::label)) / 2, tokens().ink_2);
    }
    semantics::record({.id = auto_id(), .role = Role::image, .rect = box, .name = all});
}

void callout_box(std::string_view key, Tone tone, const Body& body)
{
    const ImGuiID id = id_of(key);
    const float width = here().next_width > 0 ? take_next_width() : available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    float height = 0;
    {
        Behind layers;
        height = run_stack(id, slot.x + 12, slot.y + 10, width - 24, 6, body) + 20;
        layers.behind();
        fill({slot.x, slot.y, width, height}, tone_soft(tone), 8);
        if (preferences().scheme >= Scheme::contrast_light) outline({slot.x, slot.y, width, height}, tone_colour(tone), 8);
    }
    memo(id).height = height;
    end_slot(slot, width, height);
}

void callout(Tone tone, std::string_view words, std::string_view title)
{
    const ImGuiID id = auto_id();
    char key[24];
    ImFormatString(key, sizeof key, "##callout%08x", id);
    callout_box(key, tone, [&] {
        if (!title.empty()) text(title, {TextSize::interface, Weight::semibold, tone});
        text(words, {TextSize::interface, Weight::regular, tone});
    });
}

void divider()
{
    const Rect box = place(available_width(), 1);
    hline(box.x, box.y, box.w, tokens().line);
}

bool empty_state(const EmptyState& options)
{
    bool pressed = false;
    inset(16, 32, 16, 32, [&] {
        stack(8, [&] {
            row({.align = Align::centre}, [&] { text(options.title, {TextSize::card_title, Weight::semibold}); });
            if (!options.text.empty()) row({.align = Align::centre}, [&] { secondary(options.text); });
            if (!options.action.empty()) {
                space(4);
                row({.align = Align::centre},
                    [&] { pressed = button(options.action, {.kind = ButtonKind::primary, .disabled_reason = options.disabled_reason}); });
            }
        });
    });
    return pressed;
}

void skeleton(int lines)
{
    const float width = available_width();
    const float h = line_px(TextSize::interface);
    const Rect box = place(width, h * static_cast<float>(lines) + 8 * static_cast<float>(lines - 1));
    const float parts[] = {0.92F, 0.78F, 0.85F, 0.6F, 0.7F};
    for (int i = 0; i < lines; ++i)
        fill({box.x, box.y + static_cast<float>(i) * (h + 8) + 3, width * parts[i % 5], h - 6}, tokens().line, 4);
    semantics::record({.id = auto_id(), .role = Role::paragraph, .rect = box, .name = "Loading", .font = font_bits({})});
}

void progress(std::string_view label, float fraction, std::string_view note)
{
    stack(4, [&] {
        row([&] {
            small(shown(label));
            if (!note.empty()) {
                push_right();
                small(note);
            }
        });
        const Rect box = place(available_width(), 8);
        const Tokens& t = tokens();
        fill(box, t.line, 4);
        const float part = fraction < 0 ? 0.3F : std::clamp(fraction, 0.0F, 1.0F);
        if (part > 0) fill({box.x, box.y, std::max(8.0F, box.w * part), box.h}, t.blue, 4);
        semantics::record({.id = id_of(label), .role = Role::progress, .rect = box, .name = label, .value = note, .min = 0, .max = 1, .now = fraction});
    });
}

bool load_error(std::string_view words, std::string_view action)
{
    bool pressed = false;
    callout_box("##load_error", Tone::red, [&] {
        text(words, {.tone = Tone::red});
        pressed = button(action);
    });
    return pressed;
}

}  // namespace assent::ui
