// assent import: a document becomes a plan while no server runs. Whoever creates plans in the organisation is recorded as
// the importing person: its first document owner.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/routes/read_document.hpp"
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
    std::string period;
};

static Result<std::string> read_bounded(const std::string& path)
{
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    if (failed) return refuse(Errc::not_found, path + " cannot be read.");
    if (size > routes::upload_bytes_max)
        return refuse(Errc::too_large, path + " is larger than 20 MB, more than any plan. Check that it is the right file.");
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) {
        if (size == 0) return std::string();
        return refuse(Errc::not_found, path + " cannot be read.");
    }
    return text.str();
}

static Result<void> import_file(const ImportOptions& options)
{
    ASSENT_TRY(const auto bytes, read_bounded(options.file));
    ASSENT_TRY(auto upload, routes::read_upload(bytes, std::filesystem::path(options.file).filename().string()));
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::open(options.data, options.tenant));
    PersonId importer;
    for (const auto& person : organisation.tenant().people)
        if (!importer && may(person, Right::create_plan)) importer = person.id;
    if (!importer)
        return refuse(Errc::forbidden, "Nobody in this organisation may start a plan. Add a document owner first: assent user add.");
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

void add_import(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand("import", "Make a plan of a document");
    auto options = std::make_shared<ImportOptions>();
    command->add_option("file", options->file, "The document")->required();
    command->add_option("--data", options->data, "Data folder")->required();
    command->add_option("--tenant", options->tenant, "Short name of the organisation")->required();
    command->add_option("--title", options->title, "The plan's title, if not the document's");
    command->callback([options, &status] {
        const auto imported = import_file(*options);
        status = imported ? 0 : 1;
        if (!imported) std::fprintf(stderr, "assent: %s\n", imported.error().message.c_str());
    });
}

}  // namespace assent
