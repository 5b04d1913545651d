#pragma once
// The plan workspace: its head with tabs, and one function for each tab. Only plan.cpp and the tabs' own files use it.

#include <string>
#include <vector>

#include "client/views/fields.hpp"
#include "client/views/view.hpp"

namespace assent::views {

void plan_head(ViewContext& context, std::string_view tab);

void narrative(ViewContext& context);
void intentions(ViewContext& context);
void intention_detail(ViewContext& context, const Intention& intention);
void tables(ViewContext& context);
void timetable(ViewContext& context);
void doubts(ViewContext& context);

/// The dialogs a tab opens, drawn after the page.
void narrative_dialogs(ViewContext& context);
void intentions_dialogs(ViewContext& context);
void timetable_dialogs(ViewContext& context);
void doubts_dialog(ViewContext& context);

/// "Q2 26/27", "Apr 2026", "1 Apr 2026", "2026/27", or what is written.
std::string when_of(const IntentionTimescale& timescale);
/// The quarters a timescale touches, as "2026Q2", to filter by; and such a key as people write it, "Q2 26/27".
std::vector<std::string> quarters_of(const IntentionTimescale& timescale);
std::string quarter_words(const std::string& key);
/// A contracting route's name as people read it.
std::string route_words(const std::string& name);
/// The first line of a text, for a row.
std::string first_line(const std::string& text);
/// How an intention differs from the latest version, or what it lacks.
struct IntentionState
{
    std::string words;
    ui::Tone tone{};
};
IntentionState state_of(ViewContext& context, const Intention& intention);

/// A confirmation before an element is taken out of the plan; open it by setting the look "remove" to its identifier.
void remove_dialog(ViewContext& context, std::string_view kind);
/// The neighbours of what stands at `index` after it moved there by one: up (-1) or down (1).
Neighbours places_beside(const std::vector<ElementId>& order, std::size_t index, int by);
/// Moves an element one place up or down among `order`.
void move_element(ViewContext& context, const std::vector<ElementId>& order, ElementId element, int by);
/// Feedback items about an element.
std::vector<const FeedbackItem*> feedback_about(const Plan& plan, ElementId element);

}  // namespace assent::views
