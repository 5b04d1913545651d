#pragma once
// Draws pages with cairo, whose PDF surface embeds fonts and writes structure elements as they are opened and closed.
// What cairo 1.16 cannot say, pdf_structure.hpp adds to its output.

#include <vector>

#include <cairo.h>

#include "server/exchange/print/canvas.hpp"

namespace assent::exchange::print {

class PdfCanvas : public Canvas
{
public:
    explicit PdfCanvas(const Printed& printed);
    ~PdfCanvas() override;
    PdfCanvas(const PdfCanvas&) = delete;
    PdfCanvas& operator=(const PdfCanvas&) = delete;

    void begin_page() override {}
    void end_page() override;
    void open(const char* element) override;
    void close(const char* element) override;
    void destination(const std::string& name, double y) override;
    void bookmark(int level, const std::string& words, const std::string& name) override;
    void lines(const SetText& text, std::size_t first, std::size_t last, double x, double y, bool is_part, const std::string* to) override;
    void fill(const Box& box, Colour colour, double corner) override;
    void rule(double x, double y, double width, Colour colour, double weight) override;
    void watermark(const std::string& words) override;

    /// The file as cairo wrote it; empty if cairo failed. Nothing can be drawn afterwards.
    std::string finish();
    /// What cairo said if it failed.
    const char* failure() const;

private:
    struct Bookmark
    {
        int level{};
        int id{};
    };

    void line(const SetText& text, const SetText::Line& line, double x, double baseline, bool is_direct);
    void mark_fields(const SetText& text, const SetText::Line& line, double x, double baseline);
    void run(const SetText& text, PangoGlyphItem* item, double x, double baseline);
    void set(Colour colour);

    std::string bytes_;
    cairo_surface_t* surface_{};
    cairo_t* cairo_{};
    std::vector<Bookmark> bookmarks_;  ///< the ones above the next, outermost first
    int artifact_depth_{};
};

}  // namespace assent::exchange::print
