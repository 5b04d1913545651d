// A text that several people edit, and the others in it: their carets with names, what they have selected, and for a moment
// what they have just written. The browser's own field lies over it while this person edits.
#include <algorithm>
#include <cmath>
#include <optional>

#include "client/ui/controls.hpp"
#include "client/ui/field_parts.hpp"
#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"
#include "client/ui/text_splice.hpp"

namespace assent::ui {
using namespace internal;

namespace {

constexpr TextStyle style{TextSize::reading};

/// Where characters of the painted text stand.
class Places
{
public:
    Places(const PaintedField& field, std::string_view text) : field_(field), text_(text), line_px_(line_px(style.size)) {}

    std::size_t line_of(std::size_t byte) const
    {
        std::size_t line = 0;
        while (line + 1 < field_.block.lines.size() && field_.block.lines[line + 1].begin <= byte) ++line;
        return line;
    }

    float x_of(std::size_t line, std::size_t byte) const
    {
        const TextLine& where = field_.block.lines[line];
        const std::size_t to = std::clamp(byte, where.begin, where.end);
        return field_.rect.x + field_pad_x + text_width(text_.substr(where.begin, to - where.begin), style);
    }

    float y_of(std::size_t line) const { return field_.rect.y + field_pad_y + line_px_ * static_cast<float>(line); }

    /// The parts of the lines that a range covers, painted over or under by `draw` with a rectangle each.
    void cover(std::size_t from, std::size_t to, const Callable<const Rect&>& draw) const
    {
        if (field_.block.lines.empty() || to <= from) return;
        for (std::size_t line = line_of(from); line <= line_of(to); ++line) {
            const float left = x_of(line, from);
            const float right = x_of(line, to);
            if (right > left) draw({left, y_of(line), right - left, line_px_});
        }
    }

    /// The character at a point of the screen; nothing beside the words.
    std::optional<std::size_t> byte_at(float x, float y) const
    {
        const float row = std::floor((y - field_.rect.y - field_pad_y) / line_px_);
        if (row < 0 || row >= static_cast<float>(field_.block.lines.size())) return std::nullopt;
        const auto line = static_cast<std::size_t>(row);
        const TextLine& where = field_.block.lines[line];
        for (std::size_t byte = where.begin; byte < where.end && x >= x_of(line, byte);) {
            const std::size_t next = std::min(where.end, byte + byte_of_scalar(text_.substr(byte), 1));
            if (x < x_of(line, next)) return byte;
            byte = next;
        }
        return std::nullopt;
    }

    bool empty() const { return field_.block.lines.empty(); }
    float line_height() const { return line_px_; }

private:
    const PaintedField& field_;
    std::string_view text_;
    float line_px_;
};

void paint_caret(const Places& places, const RemoteCaret& caret, std::size_t byte)
{
    const std::size_t line = places.line_of(byte);
    const float x = places.x_of(line, byte);
    const float y = places.y_of(line);
    const Colour mark = person_colour(caret.name);
    fill({x - 1, y + 2, 2, places.line_height() - 4}, mark);
    if (!caret.show_name) return;
    const TextStyle flag{TextSize::label, Weight::medium};
    const float width = text_width(caret.name, flag) + 10;
    fill({x - 1, y - 13, width, 16}, mark, 3);
    paint_line(caret.name, flag, x + 4, y - 14, rgb(0xffffff));
}

/// Without others, or a text for them to be in, nothing.
void paint_others(const PaintedField& field, std::string_view text, const Others& others)
{
    const Places places(field, text);
    if (places.empty()) return;
    const auto byte = [&](std::size_t position) { return byte_of_scalar(text, position); };
    for (const FreshRun& fresh : others.fresh)
        places.cover(byte(fresh.position), byte(fresh.position + fresh.count), [&](const Rect& rect) {
            fill({rect.x, rect.y + rect.h - 3, rect.w, 2}, person_colour(fresh.name), 1);
        });
    for (const RemoteCaret& caret : others.carets) {
        places.cover(byte(std::min(caret.position, caret.other_end)), byte(std::max(caret.position, caret.other_end)), [&](const Rect& rect) {
            outline({rect.x, rect.y + 2, rect.w, rect.h - 4}, person_colour(caret.name), 3, 1.0F);
        });
        paint_caret(places, caret, byte(caret.position));
    }
}

/// Once the pointer rests on words: who wrote them. `edits` counts what was typed here, which hides it again.
void tell_writer(ImGuiID id, const PaintedField& field, std::string_view text, const Others& others, std::uint32_t edits)
{
    if (!others.about_words) return;
    const Places places(field, text);
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    const auto byte = hovering(id, field.rect) ? places.byte_at(pointer.x, pointer.y) : std::nullopt;
    ImGuiID& resting_on = memo(id).hovered;
    const ImGuiID now = byte ? mix_ids(id, static_cast<ImGuiID>(*byte) + 1, edits) : 0;
    if (now != resting_on && resting_on != 0) tooltip_due(resting_on, false, false);
    resting_on = now;
    if (!byte || !tooltip_due(now, true, true)) return;
    const std::string words = others.about_words(scalar_count(text.substr(0, *byte)));
    const std::size_t line = places.line_of(*byte);
    if (!words.empty()) show_tooltip({places.x_of(line, *byte), places.y_of(line), 1, places.line_height()}, words, TooltipSays::something_new);
}

}  // namespace

SharedTextResult shared_text_area(std::string_view label, std::string_view document_text, const FieldOptions& how, const Others& others)
{
    const ImGuiID id = id_of(label);
    if (take_focus_next()) semantics::request_focus(id);
    SharedTextResult result;
    result.focused = semantics::focused() == id;
    result.undo = semantics::take_undo(id);
    if (const auto selection = semantics::take_selection(id)) {
        result.moved = true;
        result.caret = selection->caret;
        result.other_end = selection->other_end;
    }
    std::uint32_t& sequence = contained_edits(id);
    // What is recorded now is the text before these edits; the browser waits for a value that contains them.
    const std::uint32_t contained = sequence;
    if (const auto typed = semantics::take_text(id)) {
        sequence = typed->sequence;
        if (how.disabled_reason.empty() && !how.read_only) {
            const TextEdit local = splice_between(typed->before, typed->text, typed->caret);
            if (!empty_splice(local))
                result.edits = typed->before == document_text ? std::vector<TextEdit>{local}
                                                              : transform_over(local, splices_between(typed->before, document_text));
        }
    }
    with_label(id, label, {.hidden = how.label_hidden, .required = how.required, .help = how.help, .error = how.error, .width = how.width, .natural = 400},
               [&](const FieldFrame& frame) {
                   const PaintedField field = paint_text_field(id, label, document_text, document_text, Role::text_area, how, frame, contained, true);
                   paint_others(field, document_text, others);
                   tell_writer(id, field, document_text, others, sequence);
               });
    return result;
}

}  // namespace assent::ui
