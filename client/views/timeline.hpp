#pragma once
#include "client/views/view.hpp"

namespace assent::views {

/// A tab of the history: the plan as it was at a moment, compared with now, and older words to be put back. The moment is in
/// the address: `at`, the number of its entry.
void show_timeline(ViewContext& context);

}  // namespace assent::views
