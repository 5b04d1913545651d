#pragma once
// The tables of a printed plan.

#include <string>
#include <vector>

#include "server/exchange/plan_page.hpp"
#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

/// "s-3fa9...": where a link to an element goes. Made from its identifier, so that repeated numbers break no link.
std::string anchor_of(const char* kind, ElementId id);

/// None for what is agreed.
std::vector<Run> status_marks(PartStatus status);

Table version_table(const std::vector<VersionLine>& versions);
Table approval_table(const std::vector<ApprovalLine>& approvals);
Table intention_table(const std::string& area, const std::vector<const Intention*>& intentions, bool has_place);
Table money_table(const MoneyTable& table);
Table timetable(const std::vector<PlanMilestone>& milestones);
Table feedback_table(const std::vector<FeedbackLine>& lines);

}  // namespace assent::exchange::print
