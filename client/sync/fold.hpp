#pragma once
// This person's unconfirmed edits over the confirmed text, with the same check() and apply() that the server uses.

#include <optional>
#include <vector>

#include "client/sync/copy.hpp"
#include "shared/model/edit.hpp"
#include "shared/model/plan.hpp"

namespace assent::sync {

/// The one field an edit changes; nothing for edits that add, move or remove.
std::optional<FieldRef> field_of(PlanId plan, const Edit& edit);

/// Gives an edit the value of a later one of the same field; what it was made over stays.
void take_value(Edit& edit, Edit&& later);

/// The plan's text with those edits of `pending` that still stand; nothing if there are none, or no text yet. An edit that
/// no longer fits (somebody changed the field meanwhile) is left out: the server will refuse it, and the words are kept.
/// Long texts that are open show what is open.
std::optional<ShownText> fold(const Plan& plan, const std::vector<Pending>& pending, const LiveTexts& texts);

/// The typing in one long text that a command is; null for other commands.
const ChangeText* typing_of(const Command& command);
std::optional<FieldRef> typed_field(const Command& command);
/// Whether an event's edits are those of a command: what a change did to the text only the event says.
bool same_edits(const std::vector<Edit>& command, const std::vector<Edit>& event);

/// The words of refused edits, the last for each field.
std::vector<KeptWords> kept_words_of(const std::vector<Pending>& pending);

}  // namespace assent::sync
