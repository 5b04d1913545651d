// Text fields. While one has the focus the browser shows and edits the text; we paint the box, and the text otherwise.
#include <algorithm>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

namespace internal {

std::string join(std::string_view a, std::string_view b)
{
    std::string out(a);
    if (!a.empty() && !b.empty()) out += ' ';
    return out.append(b);
}

void paint_label(std::string_view words, Weight weight)
{
    const TextStyle style{TextSize::label, weight, Tone::secondary};
    const TextBlock block = shape(words, style, available_width());
    const Rect rect = place(block.width, block.height);
    paint_block(block, words, style, rect.x, rect.y, tokens().ink_2);
}

void paint_error(std::string_view words)
{
    const TextStyle style{TextSize::label, Weight::medium, Tone::red};
    const TextBlock block = shape(words, style, available_width() - 18);
    const Rect rect = place(block.width + 18, block.height);
    paper().AddCircleFilled({rect.x + 6, rect.y + 9}, 6, colour(tokens().red));
    paint_line("!", {TextSize::label, Weight::semibold}, rect.x + 4.5F, rect.y, tokens().on_red);
    paint_block(block, words, style, rect.x + 18, rect.y, tokens().red);
}

void paint_field_box(const Rect& rect, bool invalid, bool disabled, bool hovered)
{
    const Tokens& t = tokens();
    fill(rect, disabled ? t.page : t.surface, 6);
    outline(rect, invalid ? t.red : hovered && !disabled ? t.ink : t.line_strong, 6, invalid ? 2.0F : 1.0F);
}

void with_label(ImGuiID id, std::string_view label, const LabelParts& parts, const Callable<const FieldFrame&>& field)
{
    const bool in_row = here().is_row;
    float width = parts.width > 0 ? parts.width : here().next_width > 0 ? take_next_width() : in_row ? parts.natural : available_width();
    width = std::min(width, here().right - here().left);
    const std::uint32_t flags = (parts.hidden ? semantics::flag_label_hidden : 0U) | (parts.required ? semantics::flag_required : 0U) |
                                (parts.error.empty() ? 0U : semantics::flag_invalid);
    const ImGuiID frame_id = ImHashStr("frame", 0, id);
    const Slot slot = begin_slot(width, memo(frame_id).height);
    const float height = run_stack(frame_id, slot.x, slot.y, width, 4, [&] {
        if (!parts.hidden) {
            const std::string words = std::string(shown(label)) + (parts.required ? " (required)" : "");
            const TextStyle style{TextSize::label, Weight::medium, Tone::secondary};
            const TextBlock block = shape(words, style, width);
            const Rect rect = place(block.width, block.height);
            paint_block(block, words, style, rect.x, rect.y, tokens().ink_2);
            semantics::record({.id = ImHashStr("label", 0, id), .role = Role::label_text, .rect = rect, .name = words, .sequence = id, .font = font_bits(style)});
        }
        if (!parts.help.empty()) paint_label(parts.help, Weight::regular);
        field({width, flags});
        if (!parts.error.empty()) paint_error(parts.error);
    });
    memo(frame_id).height = height;
    end_slot(slot, width, height);
}

}  // namespace internal

namespace {

std::string attributes(const FieldOptions& how, bool shared)
{
    std::string out;
    const auto add = [&out](std::string_view key, std::string_view value) {
        if (!value.empty()) out.append(key).append("=").append(value).append("\n");
    };
    add("placeholder", how.placeholder);
    add("inputmode", how.input_mode);
    add("autocomplete", how.autocomplete);
    add("lang", how.language);
    if (shared) add("shared", "1");
    if (how.marks) add("marks", "1");
    if (how.length_max > 0) add("maxlength", std::to_string(how.length_max));
    return out;
}

const char* month_name(int month)
{
    constexpr const char* names[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return month >= 1 && month <= 12 ? names[month - 1] : "";
}

std::string readable_date(const std::string& iso)
{
    if (iso.size() != 10) return iso;
    const int day = (iso[8] - '0') * 10 + (iso[9] - '0');
    const int month = (iso[5] - '0') * 10 + (iso[6] - '0');
    return std::to_string(day) + " " + month_name(month) + " " + iso.substr(0, 4);
}

}  // namespace

namespace internal {

std::uint32_t& contained_edits(ImGuiID id)
{
    static std::unordered_map<ImGuiID, std::uint32_t> sequences;
    return sequences[id];
}

PaintedField paint_text_field(ImGuiID id, std::string_view label, std::string_view value, std::string_view painted, Role role, const FieldOptions& how,
                         const FieldFrame& frame, std::uint32_t sequence, bool shared)
{
    const bool many_lines = role == Role::text_area;
    if (how.marks && !how.read_only && how.disabled_reason.empty()) marks_toolbar(id, shown(label));
    const TextStyle style{TextSize::reading};
    const float line = line_px(style.size);
    const float inner = frame.width - 2 * field_pad_x;
    PaintedField out;
    out.block = many_lines ? shape(painted, style, inner) : TextBlock{};
    const float lines = std::max(static_cast<float>(how.rows), static_cast<float>(out.block.lines.size()));
    const float height = many_lines ? lines * line + 2 * field_pad_y : std::max(control_px(), line + 10);
    const Rect rect = place(frame.width, height);
    out.rect = rect;
    const bool disabled = !how.disabled_reason.empty();
    const bool focused = semantics::focused() == id;
    const bool hovered = hovering(id, rect);
    paint_field_box(rect, !how.error.empty(), disabled || how.read_only, hovered);
    float x = rect.x + field_pad_x;
    if (role == Role::search_field) {
        paint_mark(Mark::search, rect.x + 17, rect.y + rect.h / 2, 14, tokens().ink_2);
        x += 18;
    }
    if (!focused) {
        const bool hint = painted.empty();
        const std::string_view words = hint ? how.placeholder : painted;
        const Colour ink = hint || disabled ? tokens().ink_2 : tokens().ink;
        if (many_lines && !hint)
            paint_block(out.block, words, style, x, rect.y + field_pad_y, ink);
        else
            paint_line(words, style, x, many_lines ? rect.y + field_pad_y : rect.y + (rect.h - line) / 2, ink, rect.x + rect.w - 8 - x);
    }
    std::uint32_t flags = frame.flags;
    if (disabled) flags |= semantics::flag_disabled;
    if (how.read_only) flags |= semantics::flag_read_only;
    if (!how.spellcheck) flags |= semantics::flag_no_spelling;
    semantics::record({.id = id, .role = role, .flags = flags, .rect = rect, .name = shown(label), .value = value,
                       .description = join(how.disabled_reason, join(how.help, how.error)), .options = attributes(how, shared), .sequence = sequence,
                       .font = font_bits(style)});
    tooltip_for(id, rect, hovered && disabled, how.disabled_reason);
    set_last_focused(focused);
    set_submitted(semantics::take_submit(id));
    return out;
}

}  // namespace internal

namespace {

bool plain_field(std::string_view label, std::string& value, const FieldOptions& how, Role role)
{
    const ImGuiID id = id_of(label);
    if (take_focus_next()) semantics::request_focus(id);
    bool changed = false;
    std::uint32_t& sequence = contained_edits(id);
    const bool locked = !how.disabled_reason.empty() || how.read_only;
    if (auto typed = semantics::take_text(id)) {
        sequence = typed->sequence;
        if (!locked && typed->text != value) {
            value = std::move(typed->text);
            changed = true;
        }
    }
    semantics::take_undo(id);
    const std::string painted = role == Role::date_field ? readable_date(value) : std::string{};
    with_label(id, label, {.hidden = how.label_hidden, .required = how.required, .help = how.help, .error = how.error, .width = how.width,
                           .natural = role == Role::date_field ? 160.0F : 240.0F},
               [&](const FieldFrame& frame) {
                   paint_text_field(id, label, value, role == Role::date_field ? std::string_view{painted} : std::string_view{value}, role, how, frame, sequence);
               });
    return changed;
}

}  // namespace

bool text_field(std::string_view label, std::string& value, const FieldOptions& how) { return plain_field(label, value, how, Role::text_field); }
bool text_area(std::string_view label, std::string& value, const FieldOptions& how) { return plain_field(label, value, how, Role::text_area); }
bool search_field(std::string_view label, std::string& value, const FieldOptions& how) { return plain_field(label, value, how, Role::search_field); }
bool date_field(std::string_view label, std::string& value, const FieldOptions& how) { return plain_field(label, value, how, Role::date_field); }

}  // namespace assent::ui
