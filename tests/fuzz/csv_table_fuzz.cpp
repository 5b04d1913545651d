// Any bytes as a CSV file that is somebody's feedback log: refused with a sentence, or read within bounds, and what is made of
// it could be logged. What we write of what was read is read back the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "server/exchange/sheets/log_import.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "shared/model/edit.hpp"

using namespace assent;

static Tenant tenant_with_a_plan()
{
    Tenant tenant;
    tenant.people.push_back({PersonId::derived("a"), "Ada", "ada@example.org", "", "", {}, true});
    Plan plan;
    plan.id = PlanId::derived("plan");
    plan.versions.push_back({VersionId::derived("v"), "0.1", {}, {}, "", {}, {}, 1});
    plan.content.sections.push_back({ElementId::derived("s"), "1.1", 1, "Where we start", "", {}, 0});
    tenant.plans.push_back(std::move(plan));
    return tenant;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Tenant tenant = tenant_with_a_plan();
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto table = exchange::sheets::read_csv(bytes);
    if (!table) {
        if (table.error().message.empty() || table.error().field != "file") std::abort();
        return 0;
    }
    std::uint32_t before = 0;
    exchange::sheets::Sheet sheet;
    for (const auto& row : table->rows) {
        if (row.number <= before || row.cells.empty()) std::abort();
        before = row.number;
        auto& cells = sheet.rows.emplace_back();
        for (const auto& cell : row.cells) cells.emplace_back(cell);
    }
    if (const auto again = exchange::sheets::read_csv(exchange::sheets::csv_of(sheet))) {
        if (again->rows.size() != table->rows.size()) std::abort();
        for (std::size_t r = 0; r < again->rows.size(); ++r)
            for (std::size_t c = 0; c < again->rows[r].cells.size(); ++c)
                if (exchange::sheets::without_neutralising(again->rows[r].cells[c]) != exchange::sheets::without_neutralising(table->rows[r].cells.at(c))) std::abort();
    }
    const auto mapping = exchange::sheets::suggest_mapping(*table);
    if (!mapping) return 0;
    const auto preview = exchange::sheets::preview_log(*table, *mapping, tenant, tenant.plans.front(), {});
    if (!preview) return 0;
    if (preview->items.size() + preview->rows_with_errors != preview->rows) std::abort();
    for (const auto& item : preview->items)
        if (item.name.empty() || item.verbatim.empty() || !item.received || !item.id || !is_plain_text(item.verbatim) || !is_plain_text(item.response))
            std::abort();
    for (const auto& remark : preview->remarks)
        if (remark.message.empty() || remark.row == 0) std::abort();
    return 0;
}
