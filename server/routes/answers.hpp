#pragma once
// How refusals are told to the program in the browser.

#include "server/net/http.hpp"
#include "server/routes/read_document.hpp"

namespace assent::routes {

inline net::HttpResponse json_error(unsigned status, const Error& error)
{
    return net::json_response(status, to_json(error));
}

inline unsigned status_for(Errc code)
{
    switch (code) {
    case Errc::not_found: return 404;
    case Errc::forbidden: return 403;
    case Errc::unauthenticated: return 401;
    case Errc::too_large: return 413;
    case Errc::rate_limited: return 429;
    case Errc::unavailable:
    case Errc::storage_failed: return 503;
    default: return 422;
    }
}

}  // namespace assent::routes
