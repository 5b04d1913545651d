#pragma once
// Beside a part of the plan: the feedback about words in its text, about the part, and the items that changed it.

#include <string>

#include "client/sync/field_ref.hpp"
#include "client/views/view.hpp"

namespace assent::views {

/// The text with the words that open items are about marked, for reading_text().
std::string with_marked_words(ViewContext& context, const sync::FieldRef& field, const std::string& shown);

/// Below a long text: how many items are about words in it, which words, and a way to log one.
void feedback_on_words(ViewContext& context, const sync::FieldRef& field, const std::string& shown);

/// The items that led to changes of the part, and answering others with its latest change.
void feedback_and_changes(ViewContext& context, ElementId element);

/// A button with the number of remarks, and the thread while it is down.
void discussion_of_part(ViewContext& context, ElementId element);

}  // namespace assent::views
