#pragma once
// Which contracting routes a text names, with the words each rests on. A route is read from a phrase, never from a word
// that also means something else: "variation" alone is mostly clinical, a "lead provider" that somebody already is is no
// route, and a national specification is nobody's contract.

#include <string_view>
#include <vector>

#include "server/exchange/imported_document.hpp"

namespace assent::exchange {

/// Each route once, in the order of the text.
std::vector<RouteFound> find_routes(std::string_view text);

}  // namespace assent::exchange
