#pragma once
// Spreadsheet files: RFC 4180 with CRLF, UTF-8 with a byte-order mark so that Excel reads it right, one row a thing, no
// merged cells. What a spreadsheet would run as a formula begins with an apostrophe instead (CWE-1236).

#include <string>
#include <string_view>

#include "shared/model/tenant.hpp"

namespace assent::exchange {

/// One cell as it stands in a file: neutralised, and quoted where it must be.
std::string csv_cell(std::string_view text);

/// A plan's intentions, in the order of the plan. Several values in a cell are separated by "; ".
std::string plan_csv(const Content& content);

/// The feedback log with every column of the record; names of versions and people are resolved.
std::string feedback_csv(const Tenant& tenant, const Plan& plan);

}  // namespace assent::exchange
