#pragma once
// A committee deciding on one version: quorum, members, the person's own vote, conditions.

#include "client/views/record_parts.hpp"

namespace assent::views {

/// "Quorate", "Not quorate", "Closed: approved", "Set aside": where a decision stands, for a pill.
struct DecisionStanding
{
    std::string words;
    ui::Tone tone{};
};
DecisionStanding standing_of(const Decision& decision);

/// "5 of 7 voted": votes that count, of those in the room who may vote.
std::string votes_words(const Decision& decision);

/// The latest version in words that bind: "version 1.0, content 8f3a 91c2 5d07".
std::string what_words(const Plan& plan, const Decision& decision);

/// The screen's content for one decision.
void show_decision(ViewContext& context, const Decision& decision);
/// Its dialogs; once after page().
void decision_dialogs(ViewContext& context, const Decision& decision);
/// The form of the dialog that closes it.
Form& close_form(ViewContext& context, const Decision& decision);
/// Why this person cannot act as this decision's secretary; empty if they can.
std::string_view why_no_secretary(const ViewContext& context, const Committee& committee);

}  // namespace assent::views
