// A paragraph of differing runs, broken into lines as one text.
#include <algorithm>
#include <cmath>

#include "client/ui/internal.hpp"
#include "client/ui/text.hpp"

namespace assent::ui {
using namespace internal;

namespace {

Role role_of(const Span& span)
{
    switch (span.kind) {
        case Span::Kind::plain: return span.bold ? Role::inline_strong : span.italic ? Role::inline_emphasis : Role::inline_text;
        case Span::Kind::strong: return Role::inline_strong;
        case Span::Kind::inserted: return Role::inline_insert;
        case Span::Kind::deleted: return Role::inline_delete;
        case Span::Kind::marked: return Role::inline_mark;
        case Span::Kind::link: return Role::link;
    }
    return Role::inline_text;
}

TextStyle style_of(const Span& span, TextSize size)
{
    TextStyle style{size, span.bold || span.kind == Span::Kind::strong ? Weight::semibold : Weight::regular, span.tone};
    style.italic = span.italic;
    if (span.kind == Span::Kind::inserted) style.tone = Tone::green;
    if (span.kind == Span::Kind::deleted) style.tone = Tone::red;
    if (span.kind == Span::Kind::link) style.tone = Tone::blue;
    return style;
}

// What one span has on one line; answers its width.
float paint_piece(const Span& span, std::string_view words, const TextStyle& style, float x, float y, float line)
{
    const Tokens& t = tokens();
    const float inked = std::ceil(text_advance(words.substr(0, words.find_last_not_of(' ') + 1), style));
    if (span.kind == Span::Kind::marked) {
        fill({x - 1, y + 1, inked + 2, line - 2}, t.amber_soft, 2);
        hline(x, y + line - 3, inked, t.amber);
        hline(x, y + line - 2, inked, t.amber);
    }
    if (span.kind == Span::Kind::inserted) fill({x - 1, y + 1, inked + 2, line - 2}, t.green_soft, 2);
    if (span.kind == Span::Kind::deleted) fill({x - 1, y + 1, inked + 2, line - 2}, t.red_soft, 2);
    const Colour ink = span.kind == Span::Kind::marked ? t.ink : tone_colour(style.tone);
    paint_line(words, style, x, y, ink);
    if (span.kind == Span::Kind::inserted || span.kind == Span::Kind::link) hline(x, y + line - 4, inked, ink);
    if (span.kind == Span::Kind::deleted) hline(x, y + std::floor(line / 2), inked, ink);
    return text_advance(words, style);
}

}  // namespace

void rich_text(std::string_view key, const std::vector<Span>& spans, TextSize size)
{
    const ImGuiID id = id_of(key);
    std::string all;
    std::vector<WeightedPart> parts;
    for (const Span& span : spans) {
        all += span.text;
        parts.push_back({all.size(), style_of(span, size).weight});
    }
    const float width = here().is_row ? fit_width(available_width()) : available_width();
    const float line = line_px(size);
    const TextBlock block = shape(all, {size}, parts, width);
    const Slot slot = begin_slot(width, block.height);
    const ImRect clip = ImGui::GetCurrentWindowRead()->ClipRect;
    std::size_t i = 0;
    float y = slot.y - line;
    for (const TextLine& each : block.lines) {
        float x = slot.x;
        y += line;
        if (y + line < clip.Min.y || y > clip.Max.y) continue;
        for (std::size_t at = each.begin; at < each.end;) {
            while (parts[i].end <= at) ++i;
            const std::size_t end = std::min(parts[i].end, each.end);
            x += paint_piece(spans[i], std::string_view(all).substr(at, end - at), style_of(spans[i], size), x, y, line);
            at = end;
        }
    }
    semantics::push({.id = id, .role = Role::paragraph, .rect = {slot.x, slot.y, width, block.height}, .font = font_bits({size})});
    for (std::size_t k = 0; k < spans.size(); ++k) {
        const bool is_link = spans[k].kind == Span::Kind::link;
        semantics::record({.id = mix_ids(id, static_cast<ImGuiID>(k), 3), .role = role_of(spans[k]), .rect = {0, 0, 0, 0}, .name = spans[k].text,
                           .value = spans[k].href, .step = is_link ? 1.0F : 0.0F, .font = font_bits(style_of(spans[k], size))});
    }
    semantics::pop();
    end_slot(slot, width, block.height);
}

void hanging(std::string_view mark, TextStyle style, bool is_read, const Body& body)
{
    const ImGuiID id = child_id();
    const float width = available_width();
    // Numbers up to 99 have one margin, so that a list's words stand under each other; so have the marks that are signs.
    const float indent = std::max(text_width(mark, style), text_width(is_read ? "99." : "–", style)) + std::floor(font_px(style.size) / 2);
    const Slot slot = begin_slot(width, memo(id).height);
    paint_line(mark, style, slot.x, slot.y, tone_colour(style.tone));
    if (is_read)
        semantics::record({.id = auto_id(), .role = Role::paragraph, .rect = {slot.x, slot.y, indent, line_px(style.size)}, .name = mark, .font = font_bits(style)});
    const float height = std::max(run_stack(id, slot.x + indent, slot.y, width - indent, here().gap, body), line_px(style.size));
    memo(id).height = height;
    end_slot(slot, width, height);
}

}  // namespace assent::ui
