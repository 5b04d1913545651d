// assent import: a document becomes a plan, a feedback log becomes items of a plan, or an exported plan is restored, while no
// server runs. Whoever may do it in the organisation is recorded as the importing person.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/exchange/plan_restore.hpp"
#include "server/routes/read_document.hpp"
#include "server/routes/read_log.hpp"
#include "server/routes/routes.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/clock.hpp"
#include "server/tenancy/offline.hpp"

namespace assent {

struct ImportOptions
{
    std::string file;
    std::string data;
    std::string tenant;
    std::string title;
    std::string plan;
    bool log{};
    bool partly{};
    routes::LogChoices choices;
};

static constexpr std::size_t restored_bytes_max = 64 * 1024 * 1024;

static Result<std::string> read_bounded(const std::string& path, std::size_t bytes_max)
{
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) return refuse(Errc::not_found, path + " cannot be read.");
    if (size > bytes_max)
        return refuse(Errc::too_large, path + " is larger than " + std::to_string(bytes_max / 1024 / 1024) +
                                           " MB, more than any plan. Check that it is the right file.");
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) {
        if (size == 0) return std::string();
        return refuse(Errc::not_found, path + " cannot be read.");
    }
    return text.str();
}

static Result<PersonId> who_may(const Tenant& tenant, Right right, const char* what)
{
    for (const auto& person : tenant.people)
        if (person.active && may(person, right)) return person.id;
    return refuse(Errc::forbidden, "Nobody in this organisation may " + std::string(what) + " Add somebody who may first: assent user add.");
}

static std::string file_name(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

static Result<void> import_document(const ImportOptions& options)
{
    ASSENT_TRY(const auto bytes, read_bounded(options.file, routes::upload_bytes_max));
    ASSENT_TRY(auto upload, routes::read_upload(bytes, file_name(options.file)));
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::open(options.data, options.tenant));
    ASSENT_TRY(const auto importer, who_may(organisation.tenant(), Right::create_plan, "start a plan."));
    const auto& summary = upload.summary;
    const Timestamp now = tenancy::wall_now();
    ImportPlan command;
    command.plan = PlanId::derived(summary.hash.hex() + options.tenant + std::to_string(now.micros));
    command.title = !options.title.empty() ? options.title : !summary.title.empty() ? summary.title : "Imported plan";
    command.period = !summary.period.empty() ? summary.period : financial_year(local_date(now));
    command.upload = summary.hash;
    organisation.offer_document(summary.hash, std::move(upload.document));
    ASSENT_CHECK(organisation.submit(importer, command, now));
    std::printf("Imported %s: %zu sections, %zu intentions, %zu tables, %zu dates; %zu doubts to settle.\n",
                command.title.c_str(), summary.sections, summary.intentions, summary.tables, summary.milestones,
                summary.doubts.size());
    return {};
}

static Result<const Plan*> plan_named(const Tenant& tenant, const std::string& wanted)
{
    if (const auto id = PlanId::parse(wanted))
        if (const auto* plan = find_plan(tenant, *id)) return plan;
    const Plan* found = nullptr;
    for (const auto& plan : tenant.plans) {
        if (plan.title != wanted) continue;
        if (found) return refuse(Errc::conflict, "Several plans are called " + wanted + ". Name one by its identifier.", "plan");
        found = &plan;
    }
    if (found) return found;
    return refuse(Errc::not_found, "There is no plan called " + wanted + " in " + tenant.name + '.', "plan");
}

static void print(const routes::ReadLog& log)
{
    const auto titles = titles_of(log.table, log.mapping);
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const auto field = i < log.mapping.columns.size() ? log.mapping.columns[i] : exchange::sheets::LogField::none;
        std::printf("  column %zu, %s: %s\n", i + 1, titles[i].c_str(), title_of(field).c_str());
    }
    for (const auto& remark : log.table.remarks) std::printf("  %s\n", remark.c_str());
    for (const auto& remark : log.preview.remarks)
        std::printf("  row %u%s%s: %s\n", remark.row, remark.column.empty() ? "" : ", ", remark.column.c_str(), remark.message.c_str());
    if (log.preview.remarks_left_out > 0) std::printf("  and %zu more remarks\n", log.preview.remarks_left_out);
}

/// Nothing is written while any row has an error, unless --partly says that such rows are to be left out.
static Result<void> import_log(const ImportOptions& options)
{
    ASSENT_TRY(const auto bytes, read_bounded(options.file, routes::upload_bytes_max));
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::open(options.data, options.tenant));
    const auto& tenant = organisation.tenant();
    ASSENT_TRY(const auto* plan, plan_named(tenant, options.plan));
    ASSENT_TRY(const auto importer, who_may(tenant, Right::log_feedback, "log feedback."));
    ASSENT_TRY(auto log, routes::read_log(bytes, options.choices, tenant, *plan));
    print(log);
    if (log.preview.rows_with_errors > 0 && !options.partly)
        return refuse(Errc::invalid, std::to_string(log.preview.rows_with_errors) + " of " + std::to_string(log.preview.rows) +
                                         " rows have errors, and nothing was written. Correct them, or leave those rows out with --partly.");
    const auto count = log.preview.items.size();
    const ImportFeedback command{plan->id, log.hash};
    const std::string title = plan->title;
    organisation.offer_log(log.hash, {file_name(options.file), command.plan, std::move(log.preview.items)});
    ASSENT_CHECK(organisation.submit(importer, command, tenancy::wall_now()));
    std::printf("Took %zu items into the feedback log of %s; %zu rows left out.\n", count, title.c_str(), log.preview.rows_with_errors);
    return {};
}

/// People and forums that the organisation knows already stay as they are here.
static Result<void> restore_plan(const ImportOptions& options)
{
    ASSENT_TRY(const auto bytes, read_bounded(options.file, restored_bytes_max));
    ASSENT_TRY(auto file, exchange::read_plan_json(bytes));
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::open(options.data, options.tenant));
    const auto& tenant = organisation.tenant();
    if (find_plan(tenant, file.plan.id))
        return refuse(Errc::conflict, "This plan is in " + tenant.name + " already. A plan is restored in an organisation that does not have it.");
    std::vector<Event> events;
    const auto adopted = [&](const WorkflowSource& workflow) { return workflow.hash == file.workflow.hash; };
    if (std::none_of(tenant.workflows.begin(), tenant.workflows.end(), adopted)) events.emplace_back(WorkflowAdopted{file.workflow});
    for (const auto& person : file.people)
        if (!find_person(tenant, person.id)) events.emplace_back(PersonAdded{person});
    for (const auto& forum : file.forums)
        if (!find_forum(tenant, forum.id)) events.emplace_back(ForumAdded{forum});
    std::vector<commands::Kept> kept;
    for (auto& version : file.versions) kept.push_back({version.hash, std::move(version.content)});
    const std::string title = file.plan.title;
    const auto id = file.plan.id;
    events.emplace_back(PlanRestored{id, std::move(file.plan), file.organisation});
    ASSENT_CHECK(organisation.append(std::move(events), std::move(kept), tenancy::wall_now()));
    const auto* plan = find_plan(organisation.tenant(), id);
    std::printf("Restored %s: %u intentions, %zu versions, %zu items of feedback, %zu decisions.\n", title.c_str(), plan->intention_count,
                plan->versions.size(), plan->feedback.size(), plan->decisions.size());
    return {};
}

static Result<void> import_file(const ImportOptions& options)
{
    if (options.log) {
        if (options.plan.empty()) return refuse(Errc::invalid, "Name the plan that the log belongs to: --plan TITLE.", "plan");
        return import_log(options);
    }
    return options.file.ends_with(".json") ? restore_plan(options) : import_document(options);
}

void add_import(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("import", "Make a plan of a document, restore an exported plan, or take over a feedback log");
    auto options = std::make_shared<ImportOptions>();
    command->add_option("file", options->file, "The document, an exported plan (.json), or a log (.csv, .xlsx)")->required();
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--tenant", options->tenant, "Short name of the organisation")->required();
    command->add_option("--title", options->title, "The plan's title, if not the document's");
    auto* log = command->add_flag("--log", options->log, "The file is a feedback log");
    command->add_option("--plan", options->plan, "With --log: title or identifier of the plan")->needs(log);
    command->add_option("--sheet", options->choices.sheet, "With --log: the sheet to read, if not the first with rows")->needs(log);
    command->add_option("--columns", options->choices.columns, "With --log: fields of the columns, divided by commas (docs/import.md)")->needs(log);
    command->add_option("--title-row", options->choices.title_row, "With --log: number of the row of titles")->needs(log);
    command->add_option("--received", options->choices.received, "With --log: day of rows without one, as 2026-11-22")->needs(log);
    command->add_flag("--partly", options->partly, "With --log: leave rows with errors out, and take the others over")->needs(log);
    command->callback([options, &status] {
        const auto imported = import_file(*options);
        status = imported ? 0 : 1;
        if (!imported) std::fprintf(stderr, "assent: %s\n", imported.error().message.c_str());
    });
}

}  // namespace assent
