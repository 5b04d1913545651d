// `assent inspect FILE [--json]`: what an import would make of a file. Changes nothing.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/exchange/docx/import_document.hpp"
#include "server/exchange/import_text.hpp"
#include "server/exchange/source_text.hpp"

namespace assent {
namespace {

/// The file's bytes, at most one more than may be imported, so that a huge file costs nothing.
Result<std::string> read_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return refuse(Errc::not_found, "The file cannot be opened. Check its name and that you may read it.", "file");
    std::string bytes;
    char block[64 * 1024];
    while (bytes.size() <= exchange::import_bytes_max && (file.read(block, sizeof block), file.gcount() > 0))
        bytes.append(block, static_cast<std::size_t>(file.gcount()));
    if (file.bad()) return refuse(Errc::malformed, "The file cannot be read. It may be a folder, or its disk has a fault.", "file");
    return bytes;
}

void print_summary(const exchange::ImportedDocument& d)
{
    const auto& facts = d.document;
    const auto or_none = [](const std::string& text) { return text.empty() ? "(not written)" : text.c_str(); };
    std::printf("%s\n  organisation  %s\n  period        %s\n  version       %s\n", or_none(facts.title), or_none(facts.organisation),
                or_none(facts.period), or_none(facts.version));
    std::size_t places = 0;
    std::size_t providers = 0;
    for (const auto& i : d.intentions) {
        places += i.scope == exchange::Scope::place;
        providers += i.scope == exchange::Scope::provider;
    }
    std::size_t failed = 0;
    std::size_t checks = 0;
    for (const auto& t : d.tables)
        for (const auto& c : t.checks) {
            ++checks;
            failed += !c.ok;
        }
    std::printf("  headings      %zu\n  intentions    %zu (%zu for one place, %zu for one provider)\n", d.outline.size(), d.intentions.size(),
                places, providers);
    std::printf("  statements    %zu\n  tables        %zu (%zu checks, %zu do not come out)\n", d.statements.size(), d.tables.size(), checks,
                failed);
    std::printf("  milestones    %zu\n  versions      %zu\n", d.milestones.size(), d.version_control.size());
    std::printf("%zu doubts to settle%s\n", d.doubts.size(), d.doubts.empty() ? "" : ":");
    for (const auto& doubt : d.doubts) std::printf("  line %u: %s\n", doubt.line, doubt.message.c_str());
}

int inspect(const std::string& path, bool json)
{
    const auto bytes = read_file(path);
    if (!bytes) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), bytes.error().message.c_str());
        return 1;
    }
    const auto document = exchange::docx::import_document(*bytes);
    if (!document) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), document.error().message.c_str());
        return 1;
    }
    if (json) std::printf("%s\n", exchange::to_json(*document).c_str());
    else print_summary(*document);
    return 0;
}

}  // namespace

void add_inspect(CLI::App& app, int& status)
{
    struct Options
    {
        std::string file;
        bool json{};
    };
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("inspect", "Show what an import would make of a file; changes nothing");
    command->add_option("FILE", options->file, "a plan as a Word document (.docx) or saved as plain text (UTF-8)")->required();
    command->add_flag("--json", options->json, "print everything as JSON, docs/import.md says in which shape");
    command->callback([options, &status] { status = inspect(options->file, options->json); });
}

}  // namespace assent
