#pragma once
// One consultation as a case: its days, consultees, materials, report and what may be done next. consultation.cpp shows
// the list of them.

#include "client/views/view.hpp"

namespace assent::views {

ui::Tone tone_of(ConsultationState state);

/// "15 January 2027, 96 days of which 65 working days, in 9 days": the last day with what it leaves.
std::string days_words(Date opens, Date closes);
/// "Without Christmas Day (25 December 2026) and ...": holidays within; empty if there are none.
std::string holidays_words(Date opens, Date closes);

/// Opens the dialog that sets a case up, or changes `known`.
void open_case_form(ViewContext& context, const Consultation* known);
void case_form_dialog(ViewContext& context);

/// The whole screen of one case.
void show_case(ViewContext& context, const Consultation& consultation);

} // namespace assent::views
