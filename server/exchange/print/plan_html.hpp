#pragma once
// A plan as one HTML page, with the page numbers of its PDF.

#include <string>

#include "server/exchange/plan_page.hpp"

namespace assent::exchange::print {

/// The whole page. All texts of the plan are escaped.
std::string plan_html(const PlanPage& page);

/// "You said, we did" as a page of its own: the items of the summary with their responses.
std::string feedback_html(const PlanPage& page);

}  // namespace assent::exchange::print
