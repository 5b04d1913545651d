// assent export: a plan as a file, as it stands at this moment. Reads only, and may run beside a server.
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/exchange/docx/plan_docx.hpp"
#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/pdf.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/reports.hpp"
#include "server/exchange/plan_json.hpp"
#include "server/exchange/sheets/registers.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "server/exchange/sheets/write_xlsx.hpp"
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
    std::string redline;
    std::string out;
    std::string report;
    bool log{};
    bool providers{};
    bool coverage{};
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

/// version  null: the working text
static Result<exchange::PlanPage> page_of(tenancy::OrganisationSnapshot& organisation, const Plan& plan, const Version* version)
{
    const auto& tenant = organisation.tenant();
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
    return exchange::plan_page(tenant, plan, version, std::move(frozen), mode, standing);
}

static Result<std::string> printed_of(const Tenant& tenant, const Plan& plan, const exchange::PlanPage& page, const ExportOptions& options)
{
    const auto report = options.report.empty() ? (options.log ? exchange::print::Report::you_said : exchange::print::Report::plan) : *exchange::print::report_named(options.report);
    const auto printed = exchange::print::printed_report(report, tenant, plan, page);
    if (options.format == "pdf") return exchange::print::pdf_of(printed);
    const auto pages = exchange::print::paginate(printed);
    return exchange::print::printed_html(printed, &pages);
}

/// "0.1..0.2", or "0.1.." for what was written since.
static Result<std::string> redline_of(tenancy::OrganisationSnapshot& organisation, const Plan& plan, const std::string& range)
{
    const auto stops = range.find("..");
    if (stops == std::string::npos || stops == 0)
        return refuse(Errc::invalid, "--redline wants two versions, as in --redline 0.1..0.2; without the second it goes up to the working text.", "redline");
    const std::string to = range.substr(stops + 2);
    ASSENT_TRY(const auto* before, version_to_show(plan, range.substr(0, stops)));
    const Version* after = nullptr;
    if (!to.empty()) {
        ASSENT_TRY(after, version_to_show(plan, to));
    }
    ASSENT_TRY(const auto old_page, page_of(organisation, plan, before));
    ASSENT_TRY(const auto new_page, page_of(organisation, plan, after));
    return exchange::docx::redline_docx(old_page, new_page, exchange::docx::redline_author(organisation.tenant(), plan, after));
}

static Result<std::string> json_of(tenancy::OrganisationSnapshot& organisation, const Plan& plan)
{
    std::map<Hash, FrozenPlan> contents;
    for (const auto& version : plan.versions) {
        ASSENT_TRY(const auto bytes, organisation.content(version.content_hash));
        auto read = read_canonical(bytes);
        if (!read) return refuse(Errc::malformed, "The kept content of version " + version.number + " cannot be read.");
        contents.emplace(version.content_hash, std::move(*read));
    }
    return exchange::plan_json(organisation.tenant(), plan, contents);
}

static Result<std::string> sheet_in_file(const Tenant& tenant, const Plan& plan, const ExportOptions& options)
{
    using exchange::sheets::PlanSheet;
    const auto which = options.log         ? PlanSheet::feedback_log
                       : options.providers ? PlanSheet::providers
                       : options.coverage  ? PlanSheet::coverage
                                           : PlanSheet::intentions;
    const auto sheet = exchange::sheets::sheet_of(which, tenant, plan);
    if (options.format == "csv") return exchange::sheets::csv_of(sheet);
    ASSENT_TRY(const auto bytes, exchange::sheets::xlsx_of(sheet, {plan.title, sheet.name, tenant.name, tenant.at}));
    return std::string(as_text(bytes));
}

static Result<std::string> exported(const ExportOptions& options)
{
    ASSENT_TRY(auto organisation, tenancy::OrganisationSnapshot::open(options.data, options.tenant));
    ASSENT_TRY(const auto* plan, plan_called(organisation.tenant(), options.plan));
    if (!options.redline.empty()) {
        if (options.format != "docx") return refuse(Errc::invalid, "--redline goes with --format docx.", "redline");
        return redline_of(organisation, *plan, options.redline);
    }
    if (!options.report.empty() && !exchange::print::report_named(options.report))
        return refuse(Errc::invalid, "There is no report called " + options.report + ". There are: " + exchange::print::report_names() + '.', "report");
    const bool is_printed = options.format == "html" || options.format == "pdf";
    if (is_printed || options.format == "docx") {
        ASSENT_TRY(const auto* version, version_to_show(*plan, options.version));
        ASSENT_TRY(const auto page, page_of(organisation, *plan, version));
        if (is_printed) return printed_of(organisation.tenant(), *plan, page, options);
        return exchange::docx::plan_docx(page);
    }
    if (!options.version.empty())
        return refuse(Errc::invalid, "--version goes with --format html, pdf or docx. The other formats hold the plan as it stands.", "version");
    if (!options.report.empty()) return refuse(Errc::invalid, "--report goes with --format html or pdf.", "report");
    if (options.format == "json") return json_of(organisation, *plan);
    return sheet_in_file(organisation.tenant(), *plan, options);
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
    command->add_option("--format", options->format, "html, pdf, docx, csv, xlsx or json")
        ->required()
        ->check(CLI::IsMember({"html", "pdf", "docx", "csv", "xlsx", "json"}));
    command->add_option("--version", options->version, "With html, pdf and docx: the number of a version; otherwise the plan as it stands");
    command->add_option("--report", options->report, "With html and pdf: " + exchange::print::report_names() + " (default: plan)");
    command->add_option("--redline", options->redline, "With docx: what changed, as tracked changes, FROM..TO, as 0.1..0.2");
    auto* log = command->add_flag("--log", options->log, "The feedback log instead of the intentions (csv, xlsx), or \"You said, we did\" (html, pdf)");
    auto* providers = command->add_flag("--providers", options->providers, "With csv or xlsx: providers and the intentions they are named in");
    auto* coverage = command->add_flag("--coverage", options->coverage, "With csv or xlsx: which forum saw which version, and who has not");
    log->excludes(providers)->excludes(coverage);
    providers->excludes(coverage);
    command->add_option("-o,--output", options->out, "File to write; otherwise standard output");
    command->callback([options, &status] { status = run_export(*options); });
}

}  // namespace assent
