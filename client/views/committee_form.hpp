#pragma once
// Setting up a committee: its seats come from the workflow's definition, the people who fill them from the organisation.

#include "client/views/view.hpp"

namespace assent::views {

/// Opens the dialog for a committee the workflow names and that has not been set up, or to change one that has.
void open_committee_form(ViewContext& context, const Committee* committee);

/// The dialog; once in each frame of the screen that opens it.
void committee_dialog(ViewContext& context);

}  // namespace assent::views
