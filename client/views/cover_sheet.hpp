#pragma once
// The cover sheet of the paper for decision as the record writes it: committees, forums and consultations.

#include "client/views/view.hpp"

namespace assent::views {

/// Nothing while there is nothing to say.
void show_cover_sheet(ViewContext& context);

} // namespace assent::views
