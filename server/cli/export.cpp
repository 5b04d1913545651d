// assent export: a plan as a file, as it stands at this moment. Reads only, and may run beside a server.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/exchange/plan_csv.hpp"
#include "server/exchange/plan_html.hpp"
#include "server/exchange/plan_json.hpp"
#include "server/tenancy/offline.hpp"
#include "shared/workflow/parse.hpp"

namespace assent {

struct ExportOptions
{
    std::string plan;
    std::string data;
    std::string tenant;
    std::string format;
    std::string version;
    std::string out;
    bool log{};
};

static std::string lower(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

static Result<const Plan*> plan_called(const Tenant& tenant, const std::string& wanted)
{
    if (const auto id = PlanId::parse(wanted))
        if (const auto* plan = find_plan(tenant, *id)) return plan;
    const Plan* found = nullptr;
    std::string all;
    for (const auto& plan : tenant.plans) {
        all += "\n  " + plan.id.text() + "  " + plan.title;
        if (lower(plan.title) != lower(wanted)) continue;
        if (found) return refuse(Errc::conflict, "Several plans are called " + wanted + ". Name one by its identifier:" + all);
        found = &plan;
    }
    if (found) return found;
    return refuse(Errc::not_found, "There is no plan called " + wanted + " in " + tenant.name +
                                       (all.empty() ? ". It has no plans yet." : ". It has:" + all));
}

static Result<const Version*> version_to_show(const Plan& plan, const std::string& number)
{
    if (number.empty()) return plan.edited_since_version ? nullptr : latest_version(plan);
    for (const auto& version : plan.versions)
        if (version.number == number) return &version;
    return refuse(Errc::not_found, plan.title + " has no version " + number + '.');
}

static Result<std::string> html_of(tenancy::OrganisationSnapshot& organisation, const Plan& plan, const ExportOptions& options)
{
    const auto& tenant = organisation.tenant();
    ASSENT_TRY(const auto* version, version_to_show(plan, options.version));
    FrozenPlan frozen{plan.title, plan.period, plan.content};
    if (version) {
        ASSENT_TRY(const auto bytes, organisation.content(version->content_hash));
        auto read = read_canonical(bytes);
        if (!read) return refuse(Errc::malformed, "The kept content of version " + version->number + " cannot be read.");
        frozen = std::move(*read);
    }
    std::string standing;
    for (const auto& source : tenant.workflows) {
        if (source.hash != plan.workflow_hash) continue;
        const auto parsed = workflow::parse(source.toml);
        const auto* state = parsed.definition ? workflow::find_state(*parsed.definition, plan.state) : nullptr;
        if (state) standing = state->title;
    }
    const bool is_published = version && version->id == plan.published_version;
    const auto mode = is_published ? exchange::PlanPageMode::print : exchange::PlanPageMode::draft;
    const auto page = exchange::plan_page(tenant, plan, version, std::move(frozen), mode, standing);
    return options.log ? exchange::feedback_html(page) : exchange::plan_html(page);
}

static Result<std::string> exported(const ExportOptions& options)
{
    ASSENT_TRY(auto organisation, tenancy::OrganisationSnapshot::open(options.data, options.tenant));
    ASSENT_TRY(const auto* plan, plan_called(organisation.tenant(), options.plan));
    if (options.format == "html") return html_of(organisation, *plan, options);
    if (!options.version.empty())
        return refuse(Errc::invalid, "--version goes with --format html. The other formats hold the plan as it stands.", "version");
    if (options.format == "json") return exchange::plan_json(organisation.tenant(), *plan);
    return options.log ? exchange::feedback_csv(organisation.tenant(), *plan) : exchange::plan_csv(plan->content);
}

static Result<void> write_out(const std::string& text, const std::string& path)
{
    if (path.empty()) {
        if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() || std::fflush(stdout) != 0)
            return refuse(Errc::storage_failed, "The output cannot be written.");
        return {};
    }
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    if (!file || !file.write(text.data(), static_cast<std::streamsize>(text.size())) || !file.flush())
        return refuse(Errc::storage_failed, path + " cannot be written. Check the folder and that there is room.");
    return {};
}

static int run_export(const ExportOptions& options)
{
    if (options.format == "docx" || options.format == "xlsx") {
        std::fprintf(stderr, "assent: %s files are not available yet in this version. Use --format %s.\n", options.format.c_str(),
                     options.format == "docx" ? "html, which a word processor opens" : "csv, which a spreadsheet opens");
        return 2;
    }
    const auto text = exported(options);
    const auto written = text ? write_out(*text, options.out) : Result<void>(tl::unexpected(text.error()));
    if (written) return 0;
    std::fprintf(stderr, "assent: %s\n", written.error().message.c_str());
    return 1;
}

void add_export(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("export", "Write a plan to a file, also while a server runs");
    auto options = std::make_shared<ExportOptions>();
    command->add_option("PLAN", options->plan, "The plan's title or identifier")->required();
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--tenant", options->tenant, "Short name of the organisation")->required();
    command->add_option("--format", options->format, "html, docx, csv, xlsx or json")
        ->required()
        ->check(CLI::IsMember({"html", "docx", "csv", "xlsx", "json"}));
    command->add_option("--version", options->version, "With html: the number of a version; otherwise the plan as it stands");
    command->add_flag("--log", options->log, "The feedback log instead of the intentions (csv), or \"You said, we did\" (html)");
    command->add_option("-o,--output", options->out, "File to write; otherwise standard output");
    command->callback([options, &status] { status = run_export(*options); });
}

}  // namespace assent
