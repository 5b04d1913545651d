#pragma once
// The dialogs of the registers of interests, gifts and breaches.

#include "client/views/record_parts.hpp"

namespace assent::views {

/// The dialog for an entry; a null one is a new entry of the person who looks.
void open_interest_form(ViewContext& context, const InterestEntry* known);
/// The dialog that records when an interest ended.
void open_interest_end(ViewContext& context, const InterestEntry& entry);
void open_gift_form(ViewContext& context);
void open_breach_form(ViewContext& context);

/// The form in which confirmations and flags are sent; its errors belong beside their buttons.
Form& interest_acts(ViewContext& context);

/// Once after page().
void interest_register_dialogs(ViewContext& context);

}  // namespace assent::views
