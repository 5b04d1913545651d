#pragma once
// The pieces that plan_html() puts together: tables, texts and marks, each a string of HTML.

#include <string>
#include <vector>

#include "server/exchange/plan_page.hpp"

namespace assent::exchange {

/// "s-3fa9...": where a link to an element goes. Made from its identifier, so that repeated numbers break no link.
std::string anchor_of(const char* kind, ElementId id);

/// A word on a coloured field; `look` is good, warn, bad or plain.
std::string pill(const std::string& words, const char* look);

/// Nothing for what is agreed.
std::string status_mark(PartStatus status);

/// Whether a cell is a figure: digits with signs, separators, brackets, a percent sign, a currency sign or a unit of
/// thousands or millions; "-" and "n/a" go with figures.
bool is_figure(const std::string& cell);

std::string version_table(const std::vector<VersionLine>& versions);
std::string approval_table(const std::vector<ApprovalLine>& approvals);
std::string intention_table(const std::string& area, const std::vector<const Intention*>& intentions, bool has_place);
std::string money_table(const MoneyTable& table);
std::string timetable(const std::vector<PlanMilestone>& milestones);
std::string feedback_counts(const FeedbackSummary& feedback);
std::string feedback_table(const std::vector<FeedbackLine>& lines);

}  // namespace assent::exchange
