#include "server/exchange/print/pdf.hpp"

#include "server/exchange/print/pdf_canvas.hpp"
#include "server/exchange/print/pdf_structure.hpp"
#include "server/exchange/print/typesetter.hpp"

namespace assent::exchange {

Result<std::string> pdf_of(const Printed& printed)
{
    const Typeface type;
    const auto pages = paginate(printed, type);
    PdfCanvas canvas(printed);
    typeset(printed, type, canvas, &pages);
    const auto drawn = canvas.finish();
    if (drawn.empty()) return refuse(Errc::unavailable, std::string("The PDF cannot be drawn: ") + canvas.failure());
    return joined_structure(drawn, printed);
}

}  // namespace assent::exchange
