#pragma once
// A plan as a printed document: cover, contents, version-control table, approvals, narrative, intentions by programme area,
// money tables, timetable and what became of feedback.

#include "server/exchange/plan_page.hpp"
#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

Printed printed_plan(const PlanPage& page);

/// What every document made from a plan says of itself: title of the window, author, date, head and foot of the pages.
/// what  "You said, we did"; empty: the plan itself.
Printed printed_frame(const PlanPage& page, const std::string& what);

/// "3 items were recorded in the feedback log…", with the counts by disposition below.
std::vector<Block> feedback_counts(const FeedbackSummary& feedback);

}  // namespace assent::exchange::print
