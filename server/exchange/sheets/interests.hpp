#pragma once
// The public register of interests as a spreadsheet.

#include "server/exchange/sheets/sheet.hpp"
#include "shared/base/time.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::sheets {

/// The entries that are public on that day, in the order of published_interests().
Sheet interests_sheet(const Tenant& tenant, Date on);

}  // namespace assent::exchange::sheets
