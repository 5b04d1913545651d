#include "server/exchange/print/page_flow.hpp"

#include <algorithm>

#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

PageFlow::PageFlow(const Printed& printed, const Typeface& type, Canvas& canvas, int pages)
    : printed_(printed), type_(type), canvas_(canvas), total_(pages)
{}

void PageFlow::begin()
{
    pages_.count = 1;
    canvas_.begin_page();
    furniture();
}

void PageFlow::new_page()
{
    canvas_.end_page();
    ++pages_.count;
    canvas_.begin_page();
    furniture();
    y_ = sheet::top;
    is_fresh_ = true;
}

void PageFlow::finish()
{
    canvas_.end_page();
}

void PageFlow::need(double height)
{
    if (height > room() && !is_at_top()) new_page();
}

static void line_of(Canvas& canvas, const Typeface& type, const Words& words, double x, double y, double width, Align align)
{
    TypeStyle style = furniture_style;
    style.align = align;
    const SetText text(type, words, style, width);
    // What is too long for one line is cut there: the cover has it whole.
    if (!words.empty()) canvas.lines(text, 0, 1, x, y, false, nullptr);
}

void PageFlow::furniture()
{
    constexpr double width = sheet::right - sheet::left;
    canvas_.open(artifact);
    if (printed_.is_draft) canvas_.watermark("DRAFT");
    const bool is_cover = pages_.count == 1 && printed_.cover == CoverLook::sheet;
    if (!is_cover) {
        line_of(canvas_, type_, as_words(printed_.header), sheet::left, sheet::header_y, width - 60, Align::start);
        if (printed_.is_draft) {
            line_of(canvas_, type_, as_words("DRAFT", Look::mark_warn), sheet::left, sheet::header_y, width, Align::end);
        }
        canvas_.rule(sheet::left, sheet::header_y + 16, width, ink::line, 0.75);
    }
    const std::string number = "Page " + std::to_string(pages_.count) + " of " + std::to_string(total_);
    canvas_.rule(sheet::left, sheet::footer_y - 6, width, ink::line, 0.75);
    line_of(canvas_, type_, as_words(printed_.footer), sheet::left, sheet::footer_y, width - 90, Align::start);
    line_of(canvas_, type_, as_words(number), sheet::left, sheet::footer_y, width, Align::end);
    canvas_.close(artifact);
}

void PageFlow::draw(const SetText& text, std::size_t first, std::size_t last, double x, double y, bool is_part, const std::string* to)
{
    if (is_fresh_) pages_.starts.push_back({text.words(), text.begin_of(first), pages_.count});
    is_fresh_ = false;
    canvas_.lines(text, first, last, x, y, is_part, to);
}

void PageFlow::fill(const Box& box, Colour colour, double corner)
{
    canvas_.open(artifact);
    canvas_.fill(box, colour, corner);
    canvas_.close(artifact);
}

void PageFlow::rule(double x, double y, double width, Colour colour, double weight)
{
    canvas_.open(artifact);
    canvas_.rule(x, y, width, colour, weight);
    canvas_.close(artifact);
}

std::size_t lines_that_fit(const SetText& text, std::size_t first, double room)
{
    const std::size_t left = text.line_count() - first;
    const auto fit = static_cast<std::size_t>(std::max(room / text.line_height() + 1e-6, 0.0));
    if (fit >= left) return left;
    std::size_t take = left - fit == 1 ? fit - std::min<std::size_t>(fit, 1) : fit;
    if (first == 0 && take < 2) take = 0;
    return take;
}

double PageFlow::lead_of(const SetText& text)
{
    return text.height(text.line_count() <= 3 ? text.line_count() : 2);
}

void PageFlow::place(const Piece& piece, double left)
{
    const auto& text = piece.text;
    const double x = left + piece.x;
    if (!is_at_top()) skip(text.style().before);
    if (lines_that_fit(text, 0, room()) == 0 && !is_at_top()) new_page();
    for (const auto* element : piece.open) canvas_.open(element);
    if (piece.label) {
        canvas_.open("Lbl");
        canvas_.lines(*piece.label, 0, 1, left + piece.label_x, y_, false, nullptr);
        canvas_.close("Lbl");
    }
    bool is_open = false;
    for (std::size_t line = 0; line < text.line_count();) {
        std::size_t take = lines_that_fit(text, line, room());
        // A page that has room for nothing but this takes what it can.
        if (take == 0 && is_at_top()) take = std::clamp<std::size_t>(static_cast<std::size_t>(room() / text.line_height()), 1, text.line_count() - line);
        if (take > 0) {
            const bool is_part = take < text.line_count();
            if (piece.is_quote) fill({x - 9, y_ + 1, 2, text.height(take) - 2}, ink::line_strong);
            if (!is_open)
                for (const auto* element : piece.open_body) canvas_.open(element);
            is_open = true;
            draw(text, line, line + take, x, y_, is_part);
            skip(text.height(take));
            line += take;
        }
        if (line < text.line_count()) new_page();
    }
    for (const auto* element : piece.close) canvas_.close(element);
    skip(text.style().after);
}

void PageFlow::anchor(const std::string& name)
{
    if (name.empty()) return;
    if (pages_.of_anchor.emplace(name, pages_.count).second) canvas_.destination(name, y_);
}

namespace {

/// A list's items one after the other, deeper ones within the item they belong to.
class ListPieces
{
public:
    ListPieces(std::vector<Piece>& pieces, const Typeface& type, double width, const TypeStyle& style)
        : pieces_(pieces), type_(type), width_(width), style_(style)
    {}

    void add(const List& list, double indent)
    {
        const double hang = list.look == ListLook::values ? 0 : list.look == ListLook::bullets ? style_.size * 1.3 : style_.size * 2;
        bool is_first = true;
        for (const auto& item : list.items) {
            const double x = indent + hang;
            Piece piece{SetText(type_, item.words, style_, std::max(width_ - x, 20.0)), x, {}, {}, indent, {}, {"LBody", "P"}, {"P"}, false};
            if (is_first) piece.open.push_back("L");
            piece.open.push_back("LI");
            is_first = false;
            if (list.look != ListLook::values) {
                piece.label_words = std::make_unique<Words>(as_words(list.look == ListLook::bullets ? "\xe2\x80\xa2" : std::to_string(item.number) + '.'));
                piece.label = std::make_unique<SetText>(type_, *piece.label_words, style_, hang);
            }
            pieces_.push_back(std::move(piece));
            for (const auto& inner : item.inner) add(inner, x);
            auto& last = pieces_.back().close;
            last.insert(last.end(), {"LBody", "LI"});
        }
        if (!is_first) pieces_.back().close.push_back("L");
    }

private:
    std::vector<Piece>& pieces_;
    const Typeface& type_;
    double width_;
    TypeStyle style_;
};

}  // namespace

void add_pieces(std::vector<Piece>& pieces, const Typeface& type, const Paragraph& block, double width, const TypeStyle& style)
{
    if (block.words.empty()) return;
    const bool is_quote = block.look == ParagraphLook::quote;
    const double x = is_quote ? 10 : 0;
    Piece piece{SetText(type, block.words, style, width - x), x, {}, {}, 0, {}, {"P"}, {"P"}, is_quote};
    if (is_quote) {
        piece.open.push_back("BlockQuote");
        piece.close.push_back("BlockQuote");
    }
    pieces.push_back(std::move(piece));
}

void add_pieces(std::vector<Piece>& pieces, const Typeface& type, const List& block, double width, const TypeStyle& style)
{
    ListPieces(pieces, type, width, style).add(block, 0);
}

}  // namespace assent::exchange::print
