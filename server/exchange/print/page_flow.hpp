#pragma once
// One page after another: where the next words go, what stands at head and foot of each sheet, and where each page begins.

#include <optional>

#include "server/exchange/print/canvas.hpp"
#include "server/exchange/print/pages.hpp"

namespace assent::exchange::print {

/// Words set to their width with what is around them: an item's label, and the structure elements they open and close.
struct Piece
{
    SetText text;
    double x{};  ///< from the left edge of the column they stand in
    std::unique_ptr<Words> label_words;
    std::unique_ptr<SetText> label;  ///< to the left of the first line
    double label_x{};
    std::vector<const char*> open;       ///< before the label
    std::vector<const char*> open_body;  ///< before the words
    std::vector<const char*> close;      ///< after the words
    bool is_quote{};
};

/// A block of words in pieces, for a column `width` wide. Pieces point at the block's words, which must be the document's own.
void add_pieces(std::vector<Piece>& pieces, const Typeface& type, const Paragraph& block, double width, const TypeStyle& style);
void add_pieces(std::vector<Piece>& pieces, const Typeface& type, const List& block, double width, const TypeStyle& style);

class PageFlow
{
public:
    /// pages: how many there will be; 0 while that is not known.
    PageFlow(const Printed& printed, const Typeface& type, Canvas& canvas, int pages);

    Canvas& canvas() { return canvas_; }
    const Typeface& type() const { return type_; }
    Pages& pages() { return pages_; }

    double y() const { return y_; }
    void move_to(double y) { y_ = y; }
    void skip(double distance) { y_ += distance; }
    double room() const { return sheet::bottom - y_; }
    bool is_at_top() const { return y_ <= top_; }
    static double page_room() { return sheet::bottom - sheet::top; }

    void begin();
    void new_page();
    void finish();
    /// A new page unless `height` still fits on this one.
    void need(double height);

    /// Draws lines of the document's own words, and notes the page's beginning if they are its first.
    void draw(const SetText& text, std::size_t first, std::size_t last, double x, double y, bool is_part, const std::string* to = nullptr);
    /// Draws for the eye alone.
    void fill(const Box& box, Colour colour, double corner = 0);
    void rule(double x, double y, double width, Colour colour, double weight);

    /// Sets a piece down the page and over its end if need be, two lines at least on either side.
    void place(const Piece& piece, double left);
    /// What a piece needs so as to begin on a page.
    static double lead_of(const SetText& text);

    void anchor(const std::string& name);

private:
    void furniture();

    const Printed& printed_;
    const Typeface& type_;
    Canvas& canvas_;
    int total_;
    Pages pages_;
    double y_{sheet::top};
    double top_{sheet::top};
    bool is_fresh_{};  ///< the page has none of the document's words yet
};

/// How many of a text's lines from `first` on go into `room`, so that neither end is a line alone. 0: none should.
std::size_t lines_that_fit(const SetText& text, std::size_t first, double room);

}  // namespace assent::exchange::print
