// Choices that the browser makes: selects, checkboxes, radio buttons, files. The twin is the native control; here they
// are only painted, and the twin's change is taken.
#include <algorithm>
#include <cmath>

#include "client/ui/controls.hpp"
#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

bool select(std::string_view label, const std::vector<Option>& options, std::string& value, const SelectOptions& how)
{
    const ImGuiID id = id_of(label);
    const std::string_view name = shown(label);
    bool changed = false;
    if (const auto number = semantics::take_number(id); number && how.disabled_reason.empty()) {
        const auto index = static_cast<std::size_t>(std::max(0.0F, *number));
        if (index < options.size() && options[index].value != value) {
            value = options[index].value;
            changed = true;
        }
    }
    std::string current;
    std::string lines;
    float widest = 0;
    for (const Option& option : options) {
        if (option.value == value) current = option.label;
        lines += option.value + "\t" + option.label + "\n";
        widest = std::max(widest, text_width(option.label, {TextSize::interface, Weight::medium}));
    }
    const TextStyle style{preferences().coarse_pointer ? TextSize::reading : TextSize::interface, Weight::medium};
    const std::string painted = how.label_inside ? std::string(name) + ": " + (current.empty() ? "all" : current) : current;
    const float natural = how.label_inside ? text_width(painted, style) + 42 : widest + 42;
    with_label(id, label, {.hidden = how.label_hidden || how.label_inside, .required = how.required, .help = how.help, .error = how.error,
                           .width = how.width, .natural = natural},
               [&](const FieldFrame& frame) {
                   const Rect rect = place(frame.width, std::max(control_px(), line_px(style.size) + 10));
                   paint_field_box(rect, !how.error.empty(), !how.disabled_reason.empty(), hovering(id, rect));
                   paint_line(painted, style, rect.x + 12, rect.y + (rect.h - line_px(style.size)) / 2,
                              how.disabled_reason.empty() ? tokens().ink : tokens().ink_2, rect.w - 38);
                   paint_mark(Mark::arrow_down, rect.x + rect.w - 16, rect.y + rect.h / 2, 10, tokens().ink);
                   const std::string description = join(how.disabled_reason, join(how.help, how.error));
                   semantics::record({.id = id, .role = Role::select,
                                      .flags = frame.flags | (how.disabled_reason.empty() ? 0U : semantics::flag_disabled), .rect = rect, .name = name,
                                      .value = value, .description = description, .options = lines, .font = font_bits(style)});
                   tooltip_for(id, rect, hovering(id, rect) && !how.disabled_reason.empty(), how.disabled_reason);
               });
    return changed;
}

namespace {

void paint_box(const Rect& box, bool on, bool enabled, bool hovered)
{
    const Tokens& t = tokens();
    const Colour edge = !enabled ? t.line_strong : on ? t.blue : hovered ? t.ink : t.line_strong;
    fill(box, on ? (enabled ? t.blue : t.line_strong) : enabled ? t.surface : t.page, 4);
    outline(box, edge, 4);
    if (on) paint_mark(Mark::tick, box.x + box.w / 2, box.y + box.h / 2, 14, t.on_blue, 2);
}

// A box or disc with its words at the right, one target.
bool choice(ImGuiID id, std::string_view label, Role role, bool on, std::string_view disabled_reason, std::string_view help, int position, int set_size)
{
    const bool enabled = disabled_reason.empty();
    const TextStyle style{};
    const std::string words(shown(label));
    const float mark = 20;
    const float natural = text_width(words, style) + mark + 8;
    const float width = here().is_row ? fit_width(natural) : std::min(natural, available_width());
    const TextBlock block = shape(words, style, natural <= width ? 0 : width - mark - 8);
    const TextBlock below = help.empty() ? TextBlock{} : shape(help, {TextSize::label, Weight::regular, Tone::secondary}, available_width() - mark - 8);
    const float least = preferences().coarse_pointer ? 44 : 28;
    const float line = std::max(least, block.height + 8);
    const Rect rect = place(std::max(width, below.width + mark + 8), line + (below.lines.empty() ? 0 : below.height));
    const bool hovered = hovering(id, rect) && enabled;
    const Tokens& t = tokens();
    const float mx = rect.x;
    const float my = rect.y + std::floor((line - mark) / 2);
    const Rect box{mx, my, mark, mark};
    if (role == Role::radio) {
        const Colour edge = !enabled ? t.line_strong : on ? t.blue : hovered ? t.ink : t.line_strong;
        const ImVec2 centre(mx + mark / 2, my + mark / 2);
        paper().AddCircleFilled(centre, mark / 2, colour(enabled ? t.surface : t.page));
        paper().AddCircle(centre, mark / 2 - 0.5F, colour(edge), 0, on ? 2.0F : 1.0F);
        if (on) paper().AddCircleFilled(centre, 5, colour(enabled ? t.blue : t.line_strong));
    } else {
        paint_box(box, on, enabled, hovered);
    }
    paint_block(block, words, style, rect.x + mark + 8, rect.y + std::floor((line - block.height) / 2), enabled ? t.ink : t.ink_2);
    if (!below.lines.empty()) paint_block(below, help, {TextSize::label, Weight::regular, Tone::secondary}, rect.x + mark + 8, rect.y + line - 4, t.ink_2);
    semantics::record({.id = id, .role = role, .flags = (on ? semantics::flag_checked : 0U) | (enabled ? 0U : semantics::flag_disabled), .rect = rect,
                       .name = words, .description = join(disabled_reason, help), .position = position, .set_size = set_size});
    tooltip_for(id, rect, hovering(id, rect) && !enabled, disabled_reason);
    return enabled;
}

}  // namespace

bool checkbox(std::string_view label, bool& value, std::string_view disabled_reason, std::string_view help)
{
    const ImGuiID id = id_of(label);
    bool changed = false;
    if (const auto number = semantics::take_number(id); number && disabled_reason.empty() && (*number > 0) != value) {
        value = *number > 0;
        changed = true;
    }
    choice(id, label, Role::checkbox, value, disabled_reason, help, 0, 0);
    return changed;
}

bool tick(std::string_view name, bool& value)
{
    const ImGuiID id = id_of(name);
    bool changed = false;
    if (const auto number = semantics::take_number(id); number && (*number > 0) != value) {
        value = *number > 0;
        changed = true;
    }
    const float side = preferences().coarse_pointer ? 44.0F : 24.0F;
    const Rect rect = place(side, side);
    paint_box({rect.x + std::floor((side - 20) / 2), rect.y + std::floor((side - 20) / 2), 20, 20}, value, true, hovering(id, rect));
    semantics::record({.id = id, .role = Role::checkbox, .flags = value ? semantics::flag_checked : 0U, .rect = rect, .name = shown(name)});
    return changed;
}

namespace {

template <class F>
void choice_group(std::string_view label, Role role, bool hidden, std::string_view help, std::string_view error, bool side_by_side, F&& each)
{
    const ImGuiID id = id_of(label);
    ImGui::PushOverrideID(id);
    const float width = available_width();
    const Slot slot = begin_slot(width, memo(id).height);
    const std::uint32_t flags = error.empty() ? 0U : semantics::flag_invalid;
    const std::string description = join(help, error);
    semantics::push({.id = id, .role = role, .flags = flags, .rect = {slot.x, slot.y, width, memo(id).height}, .name = shown(label), .description = description});
    const float height = run_stack(id, slot.x, slot.y, width, 4, [&] {
        // The name and the description of the group are these words; as paragraphs they would be read twice.
        if (!hidden) paint_label(shown(label));
        if (!help.empty()) paint_label(help, Weight::regular);
        if (side_by_side)
            row({.gap = 20}, [&] { each(); });
        else
            stack(2, [&] { each(); });
        if (!error.empty()) paint_error(error);
    });
    memo(id).height = height;
    semantics::set_rect(id, {slot.x, slot.y, width, height});
    semantics::pop();
    ImGui::PopID();
    end_slot(slot, width, height);
}

}  // namespace

bool radio_group(std::string_view label, const std::vector<Option>& options, std::string& value, const RadioOptions& how)
{
    bool changed = false;
    choice_group(label, Role::radio_group, how.label_hidden, how.help, how.error, how.side_by_side, [&] {
        int position = 0;
        for (const Option& option : options)
            if (const auto number = semantics::take_number(id_of(option.value)); number && *number > 0 && how.disabled_reason.empty() && value != option.value) {
                value = option.value;
                changed = true;
            }
        for (const Option& option : options)
            choice(id_of(option.value), option.label, Role::radio, option.value == value, how.disabled_reason, {}, ++position, static_cast<int>(options.size()));
    });
    return changed;
}

bool checkbox_group(std::string_view label, const std::vector<Option>& options, std::vector<std::string>& values, std::string_view help)
{
    bool changed = false;
    choice_group(label, Role::group, false, help, {}, false, [&] {
        for (const Option& option : options) {
            const ImGuiID id = id_of(option.value);
            const auto found = std::find(values.begin(), values.end(), option.value);
            bool on = found != values.end();
            if (const auto number = semantics::take_number(id); number && (*number > 0) != on) {
                if (on)
                    values.erase(found);
                else
                    values.push_back(option.value);
                on = !on;
                changed = true;
            }
            choice(id, option.label, Role::checkbox, on, {}, {}, 0, 0);
        }
    });
    return changed;
}

// ---- files ---------------------------------------------------------------------------------------------------------

namespace {
std::unordered_map<ImGuiID, Upload> uploads;
}

namespace internal {
void report_upload(NodeId id, const Upload& upload) { uploads[id] = upload; }
}

Upload file_field(std::string_view label, const UploadOptions& options)
{
    const ImGuiID id = id_of(label);
    Upload& state = uploads[id];
    const Upload now = state;
    state.just_finished = false;
    const bool enabled = options.disabled_reason.empty();
    with_label(id, label, {.help = options.help, .error = options.error, .natural = 4000}, [&](const FieldFrame& frame) {
        const float height = 88;
        const Rect rect = place(frame.width, height);
        const Tokens& t = tokens();
        const bool hovered = hovering(id, rect) && enabled;
        fill(rect, hovered ? t.blue_soft : t.surface, 8);
        const Colour edge = options.error.empty() && now.state != Upload::State::failed ? t.line_strong : t.red;
        for (float x = rect.x + 6; x < rect.x + rect.w - 8; x += 10) {
            hline(x, rect.y, 6, edge);
            hline(x, rect.y + rect.h - 1, 6, edge);
        }
        for (float y = rect.y + 6; y < rect.y + rect.h - 8; y += 10) {
            fill({rect.x, y, 1, 6}, edge);
            fill({rect.x + rect.w - 1, y, 1, 6}, edge);
        }
        std::string first = "Choose a file or drop it here";
        std::string second = std::string(options.accept);
        if (now.state == Upload::State::sending) {
            first = "Sending " + now.file_name;
            second = std::to_string(static_cast<int>(now.fraction * 100)) + " %";
        } else if (now.state == Upload::State::done) {
            first = now.file_name;
            second = "Sent. Choose another file or drop it here to replace it";
        } else if (now.state == Upload::State::failed) {
            first = now.file_name.empty() ? first : now.file_name;
            second = now.status == 0 ? "The server was not reached. Choose the file again to retry" : "Not accepted";
        }
        const TextStyle strong{TextSize::interface, Weight::medium};
        const TextStyle quiet{TextSize::label, Weight::regular, Tone::secondary};
        const float first_width = std::min(text_width(first, strong), rect.w - 24);
        const float second_width = std::min(text_width(second, quiet), rect.w - 24);
        paint_line(first, strong, rect.x + (rect.w - first_width) / 2, rect.y + 24, enabled ? t.blue : t.ink_2, rect.w - 20);
        paint_line(second, quiet, rect.x + (rect.w - second_width) / 2, rect.y + 46, t.ink_2, rect.w - 20);
        if (now.state == Upload::State::sending) {
            fill({rect.x + 24, rect.y + rect.h - 14, rect.w - 48, 4}, t.line, 2);
            fill({rect.x + 24, rect.y + rect.h - 14, std::max(4.0F, (rect.w - 48) * now.fraction), 4}, t.blue, 2);
        }
        const std::string how = "url=" + std::string(options.url) + "\naccept=" + std::string(options.accept) + "\nmax=" + std::to_string(options.bytes_max) +
                                "\nagain=" + std::to_string(options.again) + "\n";
        const std::string description = join(options.disabled_reason, join(options.help, join(options.error, now.state == Upload::State::idle ? "" : first + ". " + second)));
        semantics::record({.id = id, .role = Role::file_field, .flags = frame.flags | (enabled ? 0U : semantics::flag_disabled), .rect = rect,
                           .name = shown(label), .description = description, .options = how});
    });
    return now;
}

}  // namespace assent::ui
