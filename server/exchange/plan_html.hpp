#pragma once
// A plan as one HTML page for reading and printing: contents with links, the version-control table, narrative, intentions
// by programme area, money tables, timetable, approvals and what became of feedback. Plain semantic HTML without script or
// style of its own; it reads well at 320 px and on paper (WCAG 2.2 AA; docs/exports.md).

#include <string>

#include "server/exchange/plan_page.hpp"

namespace assent::exchange {

/// The whole page. All texts of the plan are escaped.
std::string plan_html(const PlanPage& page);

/// "You said, we did" as a page of its own: the items of the summary with their responses.
std::string feedback_html(const PlanPage& page);

}  // namespace assent::exchange
