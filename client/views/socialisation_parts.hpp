#pragma once
// The tabs of the socialisation screen that have files of their own, and what they share. Only socialisation.cpp uses
// it.

#include "client/views/view.hpp"
#include "shared/model/coverage.hpp"

namespace assent::views {

/// The parts of a version's text; asks the server the first time, empty until it is here.
std::vector<PlanPart> parts_of_version(ViewContext& context, VersionId version);
/// As choices of a group of checkboxes, by their titles.
std::vector<ui::Option> part_choices(const std::vector<PlanPart>& parts);
/// The elements of the parts with these titles; empty if they are more than can be named.
std::vector<ElementId> elements_of(const std::vector<PlanPart>& parts, const std::vector<std::string>& titles);

Coverage coverage_now(const ViewContext& context);

void show_coverage(ViewContext& context, const Coverage& coverage, Form& plan_form, Form& record_form);
void show_engagement_plan(ViewContext& context, const Coverage& coverage, Form& form);
void engagement_dialog(ViewContext& context, Form& form);
void show_briefings(ViewContext& context);
void briefing_dialog(ViewContext& context);

/// "Briefing 2": how a pack is called; "none" for zero.
std::string briefing_words(const Plan& plan, BriefingId briefing);

} // namespace assent::views
