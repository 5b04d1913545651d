#include "server/exchange/print/pdf_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

namespace assent::exchange::print {

static constexpr double unit = PANGO_SCALE;

static cairo_status_t append(void* to, const unsigned char* data, unsigned size)
{
    static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

PdfCanvas::PdfCanvas(const Printed& printed)
    : surface_(cairo_pdf_surface_create_for_stream(append, &bytes_, sheet::width, sheet::height)), cairo_(cairo_create(surface_))
{
    const std::string date = rfc3339(printed.made).substr(0, 19) + "Z";
    const auto say = [&](cairo_pdf_metadata_t what, const std::string& words) {
        cairo_pdf_surface_set_metadata(surface_, what, words.c_str());
    };
    say(CAIRO_PDF_METADATA_TITLE, printed.window_title);
    say(CAIRO_PDF_METADATA_AUTHOR, printed.author);
    say(CAIRO_PDF_METADATA_CREATOR, "Assent");
    say(CAIRO_PDF_METADATA_CREATE_DATE, date);
    say(CAIRO_PDF_METADATA_MOD_DATE, date);
}

PdfCanvas::~PdfCanvas()
{
    cairo_destroy(cairo_);
    cairo_surface_destroy(surface_);
}

std::string PdfCanvas::finish()
{
    cairo_surface_finish(surface_);
    return std::strcmp(failure(), "") == 0 ? std::move(bytes_) : std::string();
}

const char* PdfCanvas::failure() const
{
    for (const auto status : {cairo_status(cairo_), cairo_surface_status(surface_)})
        if (status != CAIRO_STATUS_SUCCESS && status != CAIRO_STATUS_SURFACE_FINISHED) return cairo_status_to_string(status);
    return "";
}

void PdfCanvas::end_page()
{
    cairo_show_page(cairo_);
}

void PdfCanvas::open(const char* element)
{
    // Nothing within an artifact has a place in the structure.
    if (artifact_depth_ == 0) cairo_tag_begin(cairo_, element, nullptr);
    if (std::strcmp(element, artifact) == 0 || artifact_depth_ > 0) ++artifact_depth_;
}

void PdfCanvas::close(const char* element)
{
    if (artifact_depth_ > 0) --artifact_depth_;
    if (artifact_depth_ == 0) cairo_tag_end(cairo_, element);
}

/// A value of cairo's tag attributes: in single quotes, which it escapes by a backslash.
static std::string attribute(const char* name, const std::string& value)
{
    std::string text = std::string(name) + "='";
    for (const char c : value) {
        if (c == '\'' || c == '\\') text += '\\';
        text += c;
    }
    return text + "'";
}

/// An address with only what RFC 3986 lets stand.
static std::string ascii_address(const std::string& link)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string address;
    for (const char c : link) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && std::strchr("\"<>\\^`{|}'()", c) == nullptr) address += c;
        else (address += '%') += {digits[byte >> 4], digits[byte & 15]};
    }
    return address;
}

void PdfCanvas::destination(const std::string& name, double y)
{
    const std::string what = attribute("name", name) + " x=" + std::to_string(std::lround(sheet::left)) +
                             " y=" + std::to_string(std::max(std::lround(y) - 12L, 0L));
    cairo_tag_begin(cairo_, CAIRO_TAG_DEST, what.c_str());
    cairo_tag_end(cairo_, CAIRO_TAG_DEST);
}

void PdfCanvas::bookmark(int level, const std::string& words, const std::string& name)
{
    while (!bookmarks_.empty() && bookmarks_.back().level >= level) bookmarks_.pop_back();
    const int above = bookmarks_.empty() ? CAIRO_PDF_OUTLINE_ROOT : bookmarks_.back().id;
    const int id = cairo_pdf_surface_add_outline(surface_, above, words.c_str(), attribute("dest", name).c_str(), {});
    bookmarks_.push_back({level, id});
}

void PdfCanvas::set(Colour colour)
{
    cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue);
}

void PdfCanvas::fill(const Box& box, Colour colour, double corner)
{
    set(colour);
    if (corner <= 0) {
        cairo_rectangle(cairo_, box.x, box.y, box.width, box.height);
    } else {
        constexpr double quarter = std::numbers::pi / 2;
        cairo_new_sub_path(cairo_);
        cairo_arc(cairo_, box.x + box.width - corner, box.y + corner, corner, -quarter, 0);
        cairo_arc(cairo_, box.x + box.width - corner, box.y + box.height - corner, corner, 0, quarter);
        cairo_arc(cairo_, box.x + corner, box.y + box.height - corner, corner, quarter, 2 * quarter);
        cairo_arc(cairo_, box.x + corner, box.y + corner, corner, 2 * quarter, 3 * quarter);
        cairo_close_path(cairo_);
    }
    cairo_fill(cairo_);
}

void PdfCanvas::rule(double x, double y, double width, Colour colour, double weight)
{
    fill({x, y - weight / 2, width, weight}, colour, 0);
}

void PdfCanvas::watermark(const std::string& words)
{
    cairo_save(cairo_);
    set(ink::watermark);
    cairo_translate(cairo_, sheet::width / 2, sheet::height / 2);
    cairo_rotate(cairo_, -0.86);
    cairo_select_font_face(cairo_, "Inter", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_BOLD);
    cairo_set_font_size(cairo_, 170);
    cairo_text_extents_t extents;
    cairo_text_extents(cairo_, words.c_str(), &extents);
    cairo_move_to(cairo_, -extents.width / 2 - extents.x_bearing, -extents.height / 2 - extents.y_bearing);
    // As a path: the word is no part of the text that is copied or searched.
    cairo_text_path(cairo_, words.c_str());
    cairo_fill(cairo_);
    cairo_restore(cairo_);
}

static bool is_mark(Look look)
{
    return look == Look::mark_good || look == Look::mark_warn || look == Look::mark_plain;
}

static Colour ink_of(const Run& run, const TypeStyle& style)
{
    if (!run.link.empty()) return ink::blue;
    switch (run.look) {
    case Look::mark_good: return ink::green;
    case Look::mark_warn: return ink::amber;
    case Look::number:
    case Look::absent:
    case Look::unit:
    case Look::mark_plain: return ink::quiet;
    default: return style.ink;
    }
}

void PdfCanvas::lines(const SetText& text, std::size_t first, std::size_t last, double x, double y, bool is_part, const std::string* to)
{
    // Words of one element without links go into it directly; others into elements within it.
    const bool has_marks = text.words() && std::any_of(text.words()->runs.begin(), text.words()->runs.end(), [](const Run& run) { return is_mark(run.look); });
    // Several lines are elements of their own too: cairo writes the blank at a line's end as marked content within, and some
    // readers (poppler 22) take its end for that of the whole.
    const bool is_direct = artifact_depth_ > 0 || (!is_part && !to && !text.has_links() && !has_marks && text.line_count() == 1);
    for (std::size_t i = first; i < last; ++i) {
        const double baseline = y + text.height(i - first) + text.baseline();
        if (has_marks) mark_fields(text, text.line(i), x, baseline);
    }
    const bool is_one = !is_direct && (to || !text.has_links());
    for (std::size_t i = first; i < last; ++i) {
        if (is_one && to) cairo_tag_begin(cairo_, CAIRO_TAG_LINK, attribute("dest", *to).c_str());
        else if (is_one) open(rest_of_words);
        line(text, text.line(i), x + text.line(i).x, y + text.height(i - first) + text.baseline(), is_direct || is_one);
        if (is_one && to) cairo_tag_end(cairo_, CAIRO_TAG_LINK);
        else if (is_one) close(rest_of_words);
    }
}

void PdfCanvas::mark_fields(const SetText& text, const SetText::Line& line, double x, double baseline)
{
    double left = x + line.x;
    for (auto* entry = line.line->runs; entry; entry = entry->next) {
        auto* item = static_cast<PangoGlyphItem*>(entry->data);
        const double width = pango_glyph_string_get_width(item->glyphs) / unit;
        const auto look = text.run_at(static_cast<std::size_t>(item->item->offset)).look;
        if (is_mark(look)) {
            const double size = std::max(std::min(text.style().size * 0.8, 8.0), 7.0);
            const Box box{left - 4, baseline - size * 1.08, width + 8, size * 1.5};
            open(artifact);
            fill(box, look == Look::mark_warn ? ink::amber_soft : look == Look::mark_good ? ink::green_soft : ink::field, box.height / 2);
            close(artifact);
        }
        left += width;
    }
}

void PdfCanvas::line(const SetText& text, const SetText::Line& line, double x, double baseline, bool is_direct)
{
    const Run* open_run = nullptr;
    bool is_link = false;
    const auto end_span = [&] {
        if (!open_run || is_direct) return;
        if (is_link) cairo_tag_end(cairo_, CAIRO_TAG_LINK);
        else close(rest_of_words);
        open_run = nullptr;
    };
    for (auto* entry = line.line->runs; entry; entry = entry->next) {
        auto* item = static_cast<PangoGlyphItem*>(entry->data);
        const Run& run_here = text.run_at(static_cast<std::size_t>(item->item->offset));
        const bool goes_on = open_run && (run_here.link.empty() ? !is_link : is_link && (&run_here == open_run || run_here.joins_link));
        if (!is_direct && !goes_on) {
            end_span();
            is_link = !run_here.link.empty();
            if (is_link) cairo_tag_begin(cairo_, CAIRO_TAG_LINK, attribute("uri", ascii_address(run_here.link)).c_str());
            else open(rest_of_words);
        }
        open_run = &run_here;
        run(text, item, x, baseline);
        x += pango_glyph_string_get_width(item->glyphs) / unit;
    }
    end_span();
}

void PdfCanvas::run(const SetText& text, PangoGlyphItem* item, double x, double baseline)
{
    const Run& run_here = text.run_at(static_cast<std::size_t>(item->item->offset));
    set(ink_of(run_here, text.style()));
    cairo_move_to(cairo_, x, baseline);
    pango_cairo_show_glyph_item(cairo_, text.text().c_str(), item);
    if (run_here.link.empty()) return;
    fill({x, baseline + 1.4, pango_glyph_string_get_width(item->glyphs) / unit, 0.5}, ink::blue, 0);
}

}  // namespace assent::exchange::print
