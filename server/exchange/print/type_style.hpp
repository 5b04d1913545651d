#pragma once
// Sizes, distances and colours of the printed page. Points (1/72 inch) throughout; the paper is A4 (ISO 216).

#include <cstdint>

#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

struct Colour
{
    double red{}, green{}, blue{};
};

constexpr Colour colour(std::uint32_t rgb)
{
    return {(rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0};
}

/// The tokens of server/site/style.css in its light form, so that paper and screen look alike; contrast at least 4.5:1.
namespace ink {
inline constexpr Colour words = colour(0x212b32);
inline constexpr Colour quiet = colour(0x4c6272);
inline constexpr Colour blue = colour(0x005eb8);
inline constexpr Colour amber = colour(0x7a4d00);
inline constexpr Colour amber_soft = colour(0xfff3d6);
inline constexpr Colour green = colour(0x00702f);
inline constexpr Colour green_soft = colour(0xe3f2e9);
inline constexpr Colour line = colour(0xd8dde0);
inline constexpr Colour line_strong = colour(0x7d8a94);
inline constexpr Colour field = colour(0xf0f4f5);
inline constexpr Colour watermark = colour(0xf1f3f4);
}  // namespace ink

namespace sheet {
inline constexpr double width = 595.276;
inline constexpr double height = 841.89;
inline constexpr double left = 56;
inline constexpr double right = width - 56;
inline constexpr double top = 76;
inline constexpr double bottom = height - 70;
inline constexpr double header_y = 36;
inline constexpr double footer_y = height - 46;
}  // namespace sheet

enum class Align : std::uint8_t { start, end };

struct TypeStyle
{
    double size{10};
    double line{14.5};  ///< from one baseline to the next
    int weight{400};
    Colour ink{ink::words};
    Align align{Align::start};
    bool tabular{};  ///< figures of one width
    double before{};
    double after{};
};

TypeStyle heading_style(std::uint8_t level);
TypeStyle body_style(ParagraphLook look);
TypeStyle cell_style(ParagraphLook look, ColumnLook column, bool heads_row, bool is_total);

inline constexpr TypeStyle list_style{10, 14.5, 400, ink::words, Align::start, false, 0, 3.5};
inline constexpr TypeStyle column_head_style{7.5, 10.5, 500, ink::quiet, Align::start, false, 0, 0};
inline constexpr TypeStyle caption_style{9, 13, 500, ink::quiet, Align::start, false, 2, 3};
inline constexpr TypeStyle furniture_style{8, 11, 400, ink::quiet, Align::start, true, 0, 0};

}  // namespace assent::exchange::print
