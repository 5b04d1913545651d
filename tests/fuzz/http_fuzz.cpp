// Everything up to the handler: the request parser, the checks of its head, cookies, forms, bodies, WebSocket handshakes.

#include <cstdlib>

#include "server/net/cookies.hpp"
#include "server/net/fields.hpp"
#include "server/net/static_files.hpp"
#include "tests/fuzz/net_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    assent::net::feed(input);
    // The small readers see the same bytes bare, which a request would wrap too deeply to reach often.
    if (const auto cookies = assent::net::parse_cookies(input); cookies.items.size() > 64) std::abort();
    if (const auto form = assent::net::parse_form(input); form && form->items.size() > 256) std::abort();
    assent::net::accepts_encoding(input, "br");
    return 0;
}
