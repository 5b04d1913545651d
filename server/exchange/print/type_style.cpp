#include "server/exchange/print/type_style.hpp"

namespace assent::exchange::print {

TypeStyle heading_style(std::uint8_t level)
{
    switch (level) {
    case 1: return {26, 33, 600, ink::words, Align::start, false, 0, 10};
    case 2: return {17, 23, 600, ink::words, Align::start, false, 22, 8};
    case 3: return {13, 18, 600, ink::words, Align::start, false, 18, 6};
    case 4: return {11, 15.5, 600, ink::words, Align::start, false, 14, 4};
    default: return {10, 14.5, 600, ink::words, Align::start, false, 12, 3};
    }
}

TypeStyle body_style(ParagraphLook look)
{
    TypeStyle style{10, 14.5, 400, ink::words, Align::start, false, 0, 7};
    if (look == ParagraphLook::about || look == ParagraphLook::condition) style.ink = ink::quiet;
    if (look == ParagraphLook::about) style.size = 8.5, style.line = 12.5;
    if (look == ParagraphLook::service) style.weight = 500;
    if (look == ParagraphLook::organisation) style.ink = ink::quiet, style.weight = 500, style.after = 3;
    if (look == ParagraphLook::banner) style.ink = ink::amber, style.after = 20;
    return style;
}

TypeStyle cell_style(ParagraphLook look, ColumnLook column, bool heads_row, bool is_total)
{
    TypeStyle style{8.5, 12, 400, ink::words, Align::start, false, 0, 3};
    if (look == ParagraphLook::about) style.size = 7.5, style.line = 10.5;
    if (look == ParagraphLook::about || look == ParagraphLook::condition) style.ink = ink::quiet;
    if (heads_row || look == ParagraphLook::service) style.weight = 500;
    if (is_total) style.weight = 600;
    if (column == ColumnLook::figures) style.align = Align::end;
    if (column == ColumnLook::figures || column == ColumnLook::date) style.tabular = true;
    return style;
}

}  // namespace assent::exchange::print
