#include "server/routes/spreadsheets.hpp"

#include "server/exchange/sheets/write_csv.hpp"
#include "server/exchange/sheets/write_xlsx.hpp"

namespace assent::routes {

using exchange::sheets::PlanSheet;

static std::optional<PlanSheet> sheet_named(std::string_view word)
{
    if (word.empty()) return PlanSheet::intentions;
    if (word == "feedback") return PlanSheet::feedback_log;
    if (word == "providers") return PlanSheet::providers;
    if (word == "coverage") return PlanSheet::coverage;
    return std::nullopt;
}

static Result<Spreadsheet> written(PlanSheet which, std::string_view form, const Tenant& tenant, const Plan& plan)
{
    const auto sheet = exchange::sheets::sheet_of(which, tenant, plan);
    const auto name_end = '-' + std::string(exchange::sheets::file_word_of(which)) + '.' + std::string(form);
    if (form == "csv") return Spreadsheet{exchange::sheets::csv_of(sheet), "text/csv; charset=utf-8", name_end};
    ASSENT_TRY(const auto bytes, exchange::sheets::xlsx_of(sheet, {plan.title, sheet.name, tenant.name, tenant.at}));
    return Spreadsheet{std::string(as_text(bytes)), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name_end};
}

std::optional<Result<Spreadsheet>> spreadsheet_of(std::string_view format, const Tenant& tenant, const Plan& plan)
{
    const auto stop = format.rfind('.');
    const auto form = stop == std::string_view::npos ? format : format.substr(stop + 1);
    if (form != "csv" && form != "xlsx") return std::nullopt;
    const auto which = sheet_named(stop == std::string_view::npos ? std::string_view() : format.substr(0, stop));
    if (!which) return std::nullopt;
    return written(*which, form, tenant, plan);
}

}  // namespace assent::routes
