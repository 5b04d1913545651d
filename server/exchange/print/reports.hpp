#pragma once
// Reports on a plan as printed documents. Each is a function from the record to a document; nothing in them is typed.

#include <optional>
#include <string>
#include <string_view>

#include "server/exchange/plan_page.hpp"
#include "server/exchange/print/printed.hpp"

namespace assent::exchange::print {

enum class Report : std::uint8_t {
    plan,      ///< the plan itself
    you_said,  ///< "You said, we did", by forum
    feedback,  ///< every item of the feedback log, answered or not; with names, for the organisation only
    coverage,  ///< which forum has seen which version and parts, when, and who has not
    versions,  ///< the version-control table and what committees decided on each version
};

/// "plan", "you-said", "feedback", "coverage", "versions"; nothing for any other name.
std::optional<Report> report_named(std::string_view name);
std::string_view name_of(Report report);

/// All names, for messages: "plan, you-said, …".
std::string report_names();

/// page  made by plan_page() from this tenant and plan.
Printed printed_report(Report report, const Tenant& tenant, const Plan& plan, const PlanPage& page);

/// The one report that needs nothing but the page; items are grouped by the forum they came from.
Printed printed_you_said(const PlanPage& page);

}  // namespace assent::exchange::print
