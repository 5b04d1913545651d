#include "server/exchange/print/pdf.hpp"

#include "server/exchange/print/pdf_canvas.hpp"
#include "server/exchange/print/pdf_structure.hpp"
#include "server/exchange/print/typesetter.hpp"

namespace assent::exchange::print {

Result<std::string> pdf_of(const Printed& printed)
{
    const Typeface type;
    const auto pages = paginate(printed, type);
    PdfCanvas canvas(printed);
    typeset(printed, type, canvas, &pages);
    const auto drawn = canvas.finish();
    if (drawn.empty()) return refuse(Errc::unavailable, std::string("The PDF cannot be drawn: ") + canvas.failure());
    PdfDescription description{printed.window_title, printed.author, printed.language, rfc3339(printed.made).substr(0, 19) + 'Z', {}};
    for (const auto& line : printed.contents) description.titles[line.anchor] = line.words.text();
    auto joined = joined_structure(drawn, description);
    if (joined.bytes.empty()) return refuse(Errc::unavailable, "The PDF cannot be finished: " + joined.failure);
    return std::move(joined.bytes);
}

}  // namespace assent::exchange::print
