#pragma once
// The registers of a plan that people take away as a spreadsheet. One row a thing; several values in a cell are separated by
// "; "; names of people, versions and forums are resolved.

#include <cstdint>
#include <optional>
#include <string_view>

#include "server/exchange/sheets/sheet.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::sheets {

enum class PlanSheet : std::uint8_t { intentions, feedback_log, providers, coverage };

/// The sheet of the plan as it stands. Of `tenant` people and forums are read.
Sheet sheet_of(PlanSheet sheet, const Tenant& tenant, const Plan& plan);

/// "intentions", "feedback-log", "providers", "coverage": for names of files.
std::string_view file_word_of(PlanSheet sheet);

/// In the order of the plan.
Sheet intentions_sheet(const Content& content);

/// Every column of the comment log (REQUIREMENTS, section 7).
Sheet feedback_sheet(const Tenant& tenant, const Plan& plan);

/// A row for each intention that a provider is named in, providers by name. A name the directory of providers knows comes
/// under its short name, so that a provider written in two ways is found in one place.
Sheet provider_sheet(const Content& content);

/// A row for each time a forum saw a version of the plan, and one for each forum that has not.
Sheet coverage_sheet(const Tenant& tenant, const Plan& plan);

}  // namespace assent::exchange::sheets
