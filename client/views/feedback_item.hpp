#pragma once
// One item of the feedback log: what was said, never edited, and what the organisation does about it; and the dialogs that
// log a new one, say what it is about, and tie it to a change of the plan.

#include "client/views/record_parts.hpp"

namespace assent::views {

/// In the inspector.
void show_feedback_item(ViewContext& context, const FeedbackItem& item);

// ---- words -----------------------------------------------------------------------------------------------------------

/// "Healthwatch Luton" or, without an organisation, the person's name.
std::string from_words(const FeedbackItem& item);
/// "event, 0.9": how it came and about which version.
std::string how_words(const Plan& plan, const FeedbackItem& item);
/// "3.2 Urgent care", "The whole plan".
std::string about_title(const FeedbackItem& item);
ui::Tone tone_of(FeedbackState state);

// ---- logging_feedback.cpp --------------------------------------------------------------------------------------------

/// The form of the dialog below; setting `open` shows it.
Form& log_form(ViewContext& context);
/// Opens it for an item about a part of the plan.
void log_about(ViewContext& context, ElementId element);
/// Logs an item, with all columns of the log. Call it once after page().
void log_dialog(ViewContext& context);

// ---- about_words.cpp -------------------------------------------------------------------------------------------------

/// In a form: which part an item is about, and the words in it, selected in the part's text.
void about_fields(ViewContext& context, Form& form);
/// What was chosen with about_fields().
About about_in(ViewContext& context, Form& form);
/// The words an item is about, with what stood around them when it was logged.
void quoted_words(const About& about);
/// Says what an item is about: from the tray, or since its words are gone. The dialog is called once after page().
void open_place_dialog(ViewContext& context, const FeedbackItem& item);
void place_dialog(ViewContext& context);

// ---- caused_change.cpp -----------------------------------------------------------------------------------------------

/// A change that an item led to: what was and what is there, where, and the version that holds it.
void caused_change(ViewContext& context, const CausedChange& change);
/// In the inspector: the changes an item led to, and the way to tie it to one.
void changes_of_item(ViewContext& context, const FeedbackItem& item);
/// Opens the dialog below, which answers the items about a part with a change of it. Nothing where there are none to answer.
///
/// label  of the field that was changed, as comparisons name it; empty: to be chosen
/// to     the version that holds the change; zero: the draft now
void answer_with_change_button(ViewContext& context, ElementId element, std::string_view label = {}, VersionId to = {});
/// Once after page().
void answer_with_change_dialog(ViewContext& context);

// ---- feedback_ties.cpp -----------------------------------------------------------------------------------------------

/// In the inspector: duplicates, what who said it thinks of the answer, and publication.
void ties_of_item(ViewContext& context, const FeedbackItem& item);

}  // namespace assent::views
