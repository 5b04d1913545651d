#pragma once
// Choices that a person makes for an uploaded file, as they come with it: the answers of a file that does not say itself.

#include <string>

#include "shared/base/result.hpp"
#include "shared/base/time.hpp"
#include "shared/model/tenant.hpp"

namespace assent::routes {

/// "2026-11-22". Errors  invalid, field "received": no day.
Result<Date> chosen_day(const std::string& text);

/// The version of that identifier. Errors  invalid, field "version": the plan has none.
Result<const Version*> chosen_version(const Plan& plan, const std::string& text);

}  // namespace assent::routes
