#pragma once
// Interests in an item before a committee: what the register had when the decision opened, what was declared since, and the chair's
// rulings.

#include "client/views/record_parts.hpp"

namespace assent::views {

/// The last interest of whoever sits in the seat, or of the member while nobody does; one that waits for a ruling before others.
const Interest* interest_of(const Decision& decision, PersonId member);

/// Interests that wait for the chair's ruling, with the picklist beside each; nothing if none was found or declared.
/// reason  why this person cannot record a ruling; empty if they can
void interests_card(ViewContext& context, const Decision& decision, std::string_view reason);

/// In the dialog that opens a decision: what the register has that the committee would have to rule on.
void interests_ahead(ViewContext& context, const Committee& committee, Date meeting);

void ask_interest(ViewContext& context, const Decision& decision, PersonId person);
void ask_ruling(ViewContext& context, const Decision& decision, PersonId person);

/// The dialogs of the two above; once after page().
void interest_dialogs(ViewContext& context, const Decision& decision);

}  // namespace assent::views
