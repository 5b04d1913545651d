#pragma once
// The one place where the server reads a clock.

#include "server/identity/moment.hpp"
#include "shared/base/time.hpp"

namespace assent::tenancy {

Timestamp wall_now();
identity::Moment moment_now();

}  // namespace assent::tenancy
