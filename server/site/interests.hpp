#pragma once
// The public register of interests of an organisation's decision-making staff, as a page without script.

#include <string>
#include <string_view>

#include "shared/model/tenant.hpp"

namespace assent::site {

/// "/published/SLUG/register-of-interests"; with ".csv" behind it the same as a spreadsheet.
std::string interests_href(std::string_view slug);

/// What is public on that day (published_interests.hpp).
std::string interests_page(const Tenant& tenant, Date on);

}  // namespace assent::site
