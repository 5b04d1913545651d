#pragma once
// Words broken into lines of a width, by Pango: any script, either direction, with the fonts that are installed. Inter is
// the document's font; what it lacks comes from others. One Typeface and what it sets belong to one thread.

#include <memory>
#include <string>
#include <vector>

#include <pango/pango.h>

#include "server/exchange/print/printed.hpp"
#include "server/exchange/print/type_style.hpp"

namespace assent::exchange::print {

struct Unreference
{
    void operator()(void* object) const;
};
template<class T>
using Owned = std::unique_ptr<T, Unreference>;

class Typeface
{
public:
    Typeface();

    PangoContext* context() const { return context_.get(); }

    /// About how wide `text` is on one line: sums of single characters, for the widths of columns. Not for placing.
    double width_of(std::string_view text, const TypeStyle& style) const;
    double longest_word_of(std::string_view text, const TypeStyle& style) const;

private:
    Owned<PangoFontMap> map_;
    Owned<PangoContext> context_;
    double advances_[2][128];  ///< of ASCII at 1 pt: regular, bold
};

class SetText
{
public:
    SetText(const Typeface& type, const Words& words, const TypeStyle& style, double width);

    struct Line
    {
        PangoLayoutLine* line{};
        double x{};  ///< of its left edge in the box
        double width{};
    };

    const Words* words() const { return words_; }
    const std::string& text() const { return text_; }
    const TypeStyle& style() const { return style_; }
    std::size_t line_count() const { return lines_.size(); }
    double line_height() const { return line_height_; }
    double height(std::size_t lines) const { return line_height_ * static_cast<double>(lines); }
    /// Baseline's distance from the top of its line.
    double baseline() const { return baseline_; }
    const Line& line(std::size_t index) const { return lines_[index]; }
    /// Where the line begins in text(), in bytes.
    std::size_t begin_of(std::size_t line) const;
    /// The run of the words that holds this byte of text().
    const Run& run_at(std::size_t byte) const;
    bool has_links() const { return has_links_; }

private:
    const Words* words_;
    TypeStyle style_;
    std::string text_;
    std::vector<std::size_t> ends_;  ///< of the runs, in bytes of text_
    Owned<PangoLayout> layout_;
    std::vector<Line> lines_;
    double line_height_{};
    double baseline_{};
    bool has_links_{};
};

}  // namespace assent::exchange::print
