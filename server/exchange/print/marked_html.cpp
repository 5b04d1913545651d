#include "server/exchange/print/marked_html.hpp"

#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

std::string marked_html(std::string_view text)
{
    return html_of(marked_blocks(text));
}

}  // namespace assent::exchange::print
