#pragma once
// Headers that tell the browser to distrust everything we did not mean. Every response gets them; a header that the
// handler has set itself is left as it is.

#include <string_view>

#include "server/net/http.hpp"

namespace assent::net {

/// Only our own files; WebAssembly may be compiled; nobody may frame us. `data:` images are drawn by the client itself.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

enum class Transport { plain, secure };

/// Adds what is missing. HSTS only where the request came over TLS: RFC 6797 section 7.2 forbids it elsewhere.
void add_security_headers(HttpResponse& response, Transport transport);

}  // namespace assent::net
