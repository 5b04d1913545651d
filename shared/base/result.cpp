#include "shared/base/result.hpp"

namespace assent {

const char* name_of(Errc code)
{
    switch (code) {
    case Errc::none: return "none";
    case Errc::malformed: return "malformed";
    case Errc::too_large: return "too_large";
    case Errc::not_found: return "not_found";
    case Errc::forbidden: return "forbidden";
    case Errc::conflict: return "conflict";
    case Errc::not_allowed: return "not_allowed";
    case Errc::unauthenticated: return "unauthenticated";
    case Errc::rate_limited: return "rate_limited";
    case Errc::storage_failed: return "storage_failed";
    case Errc::unavailable: return "unavailable";
    case Errc::invalid: return "invalid";
    }
    return "unknown";
}

}  // namespace assent
