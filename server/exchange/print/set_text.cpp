#include "server/exchange/print/set_text.hpp"

#include <algorithm>

#include <pango/pangocairo.h>

namespace assent::exchange::print {

void Unreference::operator()(void* object) const
{
    g_object_unref(object);
}

static constexpr double unit = PANGO_SCALE;

static Owned<PangoLayout> new_layout(PangoContext* context, const TypeStyle& style)
{
    Owned<PangoLayout> layout(pango_layout_new(context));
    auto* description = pango_font_description_from_string("Inter");
    pango_font_description_set_absolute_size(description, style.size * unit);
    pango_font_description_set_weight(description, static_cast<PangoWeight>(style.weight));
    pango_layout_set_font_description(layout.get(), description);
    pango_font_description_free(description);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    return layout;
}

/// A map of its own, since one must not serve two threads.
Typeface::Typeface() : map_(pango_cairo_font_map_new()), context_(pango_font_map_create_context(map_.get()))
{
    pango_cairo_context_set_resolution(context_.get(), 72);
    pango_context_set_round_glyph_positions(context_.get(), FALSE);
    auto* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context_.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_language(context_.get(), pango_language_from_string("en-gb"));
    for (int bold = 0; bold < 2; ++bold) {
        TypeStyle style;
        style.size = 100;
        style.weight = bold != 0 ? 600 : 400;
        const auto layout = new_layout(context_.get(), style);
        for (int c = 0; c < 128; ++c) {
            const char letter = static_cast<char>(c < 32 ? ' ' : c);
            PangoRectangle extent;
            pango_layout_set_text(layout.get(), &letter, 1);
            pango_layout_get_extents(layout.get(), nullptr, &extent);
            advances_[bold][c] = extent.width / unit / 100;
        }
    }
}

double Typeface::width_of(std::string_view text, const TypeStyle& style) const
{
    const auto& advances = advances_[style.weight > 450 ? 1 : 0];
    double line = 0;
    double widest = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n') line = 0;
        else if (byte < 128) line += style.tabular && byte >= '0' && byte <= '9' ? std::max(advances[byte], advances['0']) : advances[byte];
        else if ((byte & 0xc0) != 0x80) line += byte >= 0xe0 ? 1.0 : 0.7;
        widest = std::max(widest, line);
    }
    return widest * style.size * 1.02 + 0.5;
}

double Typeface::longest_word_of(std::string_view text, const TypeStyle& style) const
{
    double longest = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find_first_of(" \n\t", begin), text.size() - 1) + 1;
        longest = std::max(longest, width_of(text.substr(begin, end - begin), style));
        begin = end;
    }
    return longest;
}

static void add(PangoAttrList* list, PangoAttribute* attribute, std::size_t begin, std::size_t end)
{
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
}

static int weight_of(const Run& run, int weight)
{
    const bool is_mark = run.look == Look::mark_good || run.look == Look::mark_warn || run.look == Look::mark_plain;
    if (is_mark) return 500;
    if (run.bold) return std::max(weight, 600);
    return run.look == Look::unit ? 400 : weight;
}

static double scale_of(Look look)
{
    switch (look) {
    case Look::mark_good:
    case Look::mark_warn:
    case Look::mark_plain: return 0.8;
    case Look::code: return 0.9;
    default: return 1;
    }
}

SetText::SetText(const Typeface& type, const Words& words, const TypeStyle& style, double width)
    : words_(&words), style_(style), text_(words.text()), layout_(new_layout(type.context(), style))
{
    auto* attributes = pango_attr_list_new();
    std::size_t begin = 0;
    for (const auto& run : words.runs) {
        const std::size_t end = begin + run.text.size();
        if (const int weight = weight_of(run, style.weight); weight != style.weight) add(attributes, pango_attr_weight_new(static_cast<PangoWeight>(weight)), begin, end);
        if (run.italic) add(attributes, pango_attr_style_new(PANGO_STYLE_ITALIC), begin, end);
        // Nobody draws these colours: they keep what Pango shapes as one within one run, and name it.
        add(attributes, pango_attr_foreground_new(static_cast<guint16>(ends_.size() & 0xffff), static_cast<guint16>(ends_.size() >> 16), 0), begin, end);
        // Titles with marks vary in size within a line; a mark is smaller than what it stands beside, but readable.
        if (const double scale = scale_of(run.look); scale < 1)
            add(attributes, pango_attr_size_new_absolute(static_cast<int>(std::max(style.size * std::min(scale, 10 / style.size), 7.0) * unit)), begin, end);
        has_links_ = has_links_ || !run.link.empty();
        ends_.push_back(end);
        begin = end;
    }
    // A hyphen that nobody wrote would be read and copied as part of the word.
    add(attributes, pango_attr_insert_hyphens_new(FALSE), 0, text_.size());
    // Contextual alternates draw "->" as an arrow: a record shows what was written. They are also half the work of shaping.
    add(attributes, pango_attr_font_features_new(style.tabular ? "calt=0, tnum=1" : "calt=0"), 0, text_.size());
    pango_layout_set_attributes(layout_.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_text(layout_.get(), text_.data(), static_cast<int>(text_.size()));
    pango_layout_set_width(layout_.get(), static_cast<int>(std::max(width, 1.0) * unit));

    line_height_ = style.line;
    double ascent = style.size * 0.97;
    double descent = style.size * 0.24;
    for (auto* item = pango_layout_get_lines_readonly(layout_.get()); item; item = item->next) {
        auto* line = static_cast<PangoLayoutLine*>(item->data);
        PangoRectangle extent;
        pango_layout_line_get_extents(line, nullptr, &extent);
        const double line_width = extent.width / unit;
        const bool to_right = (style.align == Align::end) != (line->resolved_dir == PANGO_DIRECTION_RTL);
        lines_.push_back({line, to_right ? width - line_width : 0, line_width});
        ascent = std::max(ascent, -extent.y / unit);
        descent = std::max(descent, (extent.y + extent.height) / unit);
    }
    // Fonts of other scripts may stand taller than the line was meant to be.
    line_height_ = std::max(line_height_, ascent + descent);
    baseline_ = (line_height_ - ascent - descent) / 2 + ascent;
}

std::size_t SetText::begin_of(std::size_t line) const
{
    return static_cast<std::size_t>(lines_[line].line->start_index);
}

const Run& SetText::run_at(std::size_t byte) const
{
    const auto found = std::upper_bound(ends_.begin(), ends_.end(), byte);
    return words_->runs[std::min(static_cast<std::size_t>(found - ends_.begin()), ends_.size() - 1)];
}

}  // namespace assent::exchange::print
