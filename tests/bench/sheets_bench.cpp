// Ten thousand items of feedback in and out: CSV and XLSX written and read, a log read and validated, and taken over through
// the store, durably.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "server/exchange/sheets/log_import.hpp"
#include "server/exchange/sheets/registers.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "server/exchange/sheets/write_xlsx.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/offline.hpp"
#include "tests/support/temporary_folder.hpp"

namespace {

using namespace assent;
using Clock = std::chrono::steady_clock;

constexpr int items = 10'000;
constexpr int rounds = 5;

/// The fastest of some rounds, since others may be using the machine.
template<class Work>
double best_ms(Work work)
{
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        const auto begin = Clock::now();
        work();
        best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    return best;
}

void print(const char* what, double ms, std::size_t bytes)
{
    std::printf("{\"bench\":\"sheets\",\"what\":\"%s\",\"items\":%d,\"bytes\":%zu,\"ms\":%.1f}\n", what, items, bytes, ms);
    std::fflush(stdout);
}

template<class T>
T must(Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
    return *std::move(result);
}
void must(const Result<void>& result)
{
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().message.c_str());
        std::exit(1);
    }
}

const PersonId owner = PersonId::derived("owner");
const PlanId plan_id = PlanId::derived("plan");

/// An organisation with a plan of a hundred intentions and one version.
tenancy::OfflineOrganisation organisation_in(const std::filesystem::path& folder)
{
    std::filesystem::create_directories(store::tenant_path(folder, "bench").parent_path());
    const Timestamp now{1'790'000'000'000'000};
    auto organisation = must(tenancy::OfflineOrganisation::create(
        folder, "bench", TenantCreated{TenantId::derived("bench"), "bench", "Bench CCG", TenantKind::organisation, "CCG", {}}, now));
    std::ifstream file("workflows/ccg-plan.toml", std::ios::binary);
    std::stringstream toml;
    toml << file.rdbuf();
    must(organisation.adopt_workflow("ccg-plan", toml.str(), now));
    must(organisation.add_person({owner, "Ada Vale", "ada@example.org", "Planner", "", {Role::document_owner, Role::engagement_lead, Role::author}, true}, now));
    must(organisation.submit(owner, CreatePlan{plan_id, "Commissioning intentions", "2027/28", {}}, now));
    EditContent edit{plan_id, {}};
    for (int i = 0; i < 100; ++i) {
        Intention intention;
        intention.id = ElementId::derived("intention " + std::to_string(i));
        intention.reference = "UEC-" + std::to_string(100 + i);
        intention.programme_area = "Urgent and emergency care";
        intention.service_area = "Service " + std::to_string(i);
        intention.text = "What is to be done about service " + std::to_string(i);
        edit.edits.emplace_back(AddIntention{intention, {}});
    }
    must(organisation.submit(owner, edit, now));
    must(organisation.submit(owner, CutVersion{plan_id, VersionId::derived("v"), "0.1", {"First"}}, now));
    return organisation;
}

Plan plan_with_log(const Plan& from)
{
    Plan plan = from;
    for (int i = 0; i < items; ++i) {
        FeedbackItem item;
        item.id = FeedbackId::derived("item " + std::to_string(i));
        item.number = static_cast<std::uint32_t>(i + 1);
        item.received = Date{Date::of(2026, 7, 1).days + i % 90};
        item.channel = "e-mail";
        item.name = "Respondent " + std::to_string(i);
        item.organisation = "Practice " + std::to_string(i % 60);
        item.version = plan.versions.front().id;
        const auto& about = plan.content.intentions[static_cast<std::size_t>(i) % plan.content.intentions.size()];
        item.about = {about.id, title_of(plan.content, about.id), ""};
        item.verbatim = "The opening hours do not suit people who work shifts, and \"weekends\" are not mentioned; please say more.\nItem " + std::to_string(i);
        if (i % 2 == 0) {
            item.state = FeedbackState::closed;
            item.disposition = Disposition::accepted;
            item.response = "The hours are extended to 22:00 on week days, from April.";
            item.what_changed = "Hours changed";
            item.answered_by = owner;
            item.answered_at = {1'790'000'000'000'000};
        }
        plan.feedback.push_back(std::move(item));
    }
    return plan;
}

}  // namespace

int main()
{
    const support::TemporaryFolder folder;
    auto organisation = organisation_in(folder / "written");
    const auto tenant = organisation.tenant();
    const auto plan = plan_with_log(tenant.plans.front());

    std::string csv;
    print("csv_write", best_ms([&] { csv = exchange::sheets::csv_of(exchange::sheets::feedback_sheet(tenant, plan)); }), csv.size());
    exchange::sheets::Table table;
    print("csv_read", best_ms([&] { table = must(exchange::sheets::read_csv(csv)); }), csv.size());
    const auto mapping = must(exchange::sheets::suggest_mapping(table));
    exchange::sheets::LogPreview preview;
    print("log_validate", best_ms([&] { preview = must(exchange::sheets::preview_log(table, mapping, tenant, tenant.plans.front(), sha256(as_bytes(csv)))); }),
          csv.size());
    if (preview.items.size() != items) {
        std::fprintf(stderr, "Only %zu items were read.\n", preview.items.size());
        return 1;
    }
    Bytes xlsx;
    print("xlsx_write", best_ms([&] { xlsx = must(exchange::sheets::xlsx_of(exchange::sheets::feedback_sheet(tenant, plan), {"Log", "", "", {}})); }), xlsx.size());
    exchange::sheets::Table from_xlsx;
    print("xlsx_read", best_ms([&] { from_xlsx = must(exchange::sheets::read_xlsx(as_text(xlsx))); }), xlsx.size());

    // From the file's bytes to a log that is on the disk.
    double best = 1e9;
    for (int i = 0; i < rounds; ++i) {
        auto fresh = organisation_in(folder / ("round" + std::to_string(i)));
        const auto begin = Clock::now();
        const auto read = must(exchange::sheets::read_csv(csv));
        const Hash hash = sha256(as_bytes(csv));
        auto items_read = must(exchange::sheets::preview_log(read, must(exchange::sheets::suggest_mapping(read)), fresh.tenant(), fresh.tenant().plans.front(), hash));
        fresh.offer_log(hash, {"log.csv", plan_id, std::move(items_read.items)});
        must(fresh.submit(owner, ImportFeedback{plan_id, hash}, {1'790'000'000'000'000}));
        best = std::min(best, std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
        if (fresh.tenant().plans.front().feedback.size() != items) return 1;
    }
    print("csv_import_durable", best, csv.size());
    return 0;
}
