#pragma once
// What reaches a plan from outside the organisation, on the socialisation screen: invitations by link, public responses and their moderation,
// files of events and consultations.

#include "client/views/view.hpp"

namespace assent::views {

/// A warning below a field whose words look like personal data (shared/model/personal_data.hpp); nothing if none do.
void personal_data_warning(std::string_view words);

/// The tab "Invited by link"; its dialogs are drawn after the page.
void show_invitations(ViewContext& context);
void invitation_dialogs(ViewContext& context);

/// The tab "Public responses": those that wait first.
void show_responses(ViewContext& context);
void moderation_dialog(ViewContext& context);
std::size_t responses_waiting(const Plan& plan);

/// Files of an event or a consultation, and a field to add one. to  without its upload.
void show_attachments(ViewContext& context, AttachFile to, const std::vector<Attachment>& files);

}  // namespace assent::views
