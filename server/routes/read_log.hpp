#pragma once
// From an uploaded feedback log to what the person who imports is shown, and to the items that ImportFeedback writes once they
// confirm. The browser keeps the file and sends it again with every choice of columns; what is held here is what was read last.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/sheets/log_import.hpp"
#include "server/net/fields.hpp"
#include "shared/base/result.hpp"
#include "shared/model/tenant.hpp"

namespace assent::routes {

/// How somebody wants a log read, beyond what its titles say. Texts as they came.
struct LogChoices
{
    std::string sheet;      ///< empty: the first with rows
    std::string columns;    ///< names of fields divided by commas, "received,none,verbatim"; empty: as suggested
    std::string title_row;  ///< number of the row of titles; empty: as suggested
    std::string version;    ///< identifier of the version of rows that name none
    std::string received;   ///< day of rows without one, "2026-11-22"
};
LogChoices log_choices(const net::Fields& query);

struct ReadLog
{
    exchange::sheets::Table table;
    exchange::sheets::LogMapping mapping;
    exchange::sheets::LogPreview preview;
    Hash hash;  ///< of the file and of how it was read: what ImportFeedback is to name
};

/// Errors  as exchange::sheets::read_table, suggest_mapping and preview_log. invalid: a choice that is none, field "columns",
///         "title_row", "version" or "received".
Result<ReadLog> read_log(std::string_view bytes, const LogChoices& choices, const Tenant& tenant, const Plan& plan);

/// What POST /api/upload-log answers with (docs/import.md).
std::string to_json(const ReadLog& log);

}  // namespace assent::routes
