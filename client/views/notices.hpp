#pragma once
#include "client/views/view.hpp"

namespace assent::views {

/// At the top of a plan: this person's values that others replaced without having seen them, until each is settled, and the
/// parts that were removed and can be put back. Nothing if there are none.
void plan_notices(ViewContext& context);

}  // namespace assent::views
