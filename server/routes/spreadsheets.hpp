#pragma once
// The downloads of a plan that open in a spreadsheet, by the end of their address: ".csv", ".feedback.xlsx" and so on.

#include <optional>
#include <string>
#include <string_view>

#include "server/exchange/sheets/registers.hpp"
#include "shared/base/result.hpp"

namespace assent::routes {

struct Spreadsheet
{
    std::string bytes;
    std::string type;      ///< Content-Type
    std::string name_end;  ///< end of the file's name, "-feedback-log.xlsx"
};

/// Nothing for a format that is no spreadsheet: "csv" and "xlsx" are the intentions, with "feedback.", "providers." or
/// "coverage." in front the other registers.
/// Errors  as exchange::sheets::xlsx_of.
std::optional<Result<Spreadsheet>> spreadsheet_of(std::string_view format, const Tenant& tenant, const Plan& plan);

}  // namespace assent::routes
