#pragma once
// One item of the feedback log: what was said, never edited, and what the organisation does about it; and the dialog that
// logs a new one.

#include "client/views/record_parts.hpp"

namespace assent::views {

/// In the inspector.
void show_feedback_item(ViewContext& context, const FeedbackItem& item);

/// The form of the dialog below; setting `open` shows it.
Form& log_form(ViewContext& context);
/// Logs an item, with all columns of the log. Call it once after page().
void log_dialog(ViewContext& context);

/// "Healthwatch Luton" or, without an organisation, the person's name.
std::string from_words(const FeedbackItem& item);
/// "event, 0.9": how it came and about which version.
std::string how_words(const Plan& plan, const FeedbackItem& item);

}  // namespace assent::views
