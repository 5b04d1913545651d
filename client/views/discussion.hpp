#pragma once
// What people of the organisation say to one another about an item or a part, what they watch, and how far they have read.

#include "client/views/view.hpp"

namespace assent::views {

/// The thread of its subject, a field to add to it with people to mention, and watching.
void show_thread(ViewContext& context, const Subject& about);

/// "Watch" as a button that stays down.
void watch_button(ViewContext& context, const Subject& about);

/// On Home: what was said to this person, and in what they watch, since they last read the plan; nothing if there is nothing.
void mentions_card(ViewContext& context);

/// "Mark as read": what changes from now on is what is new to this person.
void mark_read_button(ViewContext& context, const Plan& plan);

}  // namespace assent::views
