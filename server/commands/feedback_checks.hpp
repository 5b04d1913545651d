#pragma once
// What the commands of the feedback log check alike.

#include "server/commands/handle.hpp"

namespace assent::commands {

/// The item, if this person may answer feedback on the plan as it stands.
/// Errors  not_found, forbidden, not_allowed.
Result<const FeedbackItem*> item_in(const Situation& situation, PlanId plan, FeedbackId id);

/// What somebody said: who, when and what is there, and nothing is too long.
Result<void> check_said(const FeedbackItem& item);

/// Names what the item is about as it is called now.
/// Errors  not_found: it is not in the plan.
Result<void> complete_about(const Plan& plan, About& about);

/// Errors  malformed, too_large: none or too many are named, or one twice.
Result<void> check_count(const std::vector<FeedbackId>& items);

/// Clears what only the server says of a new item: number, state, answer and what follows from it.
void forget_what_the_server_says(FeedbackItem& item);

}  // namespace assent::commands
