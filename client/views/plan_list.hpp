#pragma once
// The list of plans with where each stands, on the home screen and on the screen of all plans.

#include "client/views/view.hpp"

namespace assent::views {

/// With an empty state where there is none. brief: fewer columns.
void plan_table(ViewContext& context, bool brief);
/// "Import a document" and "Start a plan", for a head.
void plan_list_actions(ViewContext& context);
void plan_list_dialogs(ViewContext& context);

}  // namespace assent::views
