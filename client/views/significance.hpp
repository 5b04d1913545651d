#pragma once
// The assessment of one intention: what it says, whether it is to be asked again, what follows from it, and the two
// dialogs that change it. Shown beside the register of intentions and on the consultation screen.

#include "client/views/view.hpp"
#include "shared/model/significance.hpp"

namespace assent::views {

/// Where an intention stands with its assessment, in a word for a row.
struct SignificanceState
{
    std::string words;
    ui::Tone tone{};
    std::string note; ///< what is still to be done, or who waived it; may be empty
};
SignificanceState significance_state(const ViewContext& context, const IntentionMark& mark);

/// The mark of an intention; null if the plan has none.
const IntentionMark* find_mark(const Plan& plan, ElementId intention);

void significance_of(ViewContext& context, const IntentionMark& mark);

/// Drawn after the page, for the intention that is selected.
void significance_dialogs(ViewContext& context, const IntentionMark& mark);

} // namespace assent::views
