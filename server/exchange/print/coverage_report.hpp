#pragma once
// The parts of the coverage report (reports.hpp).

#include "server/exchange/print/printed.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::print {

/// Adds a matrix of forum by version with days and parts, who has not seen the newest version, and the list of events.
void add_coverage(Printed& printed, const Tenant& tenant, const Plan& plan);

}  // namespace assent::exchange::print
