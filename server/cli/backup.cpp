// `assent backup --data DIR OUT` and `assent restore IN --data DIR`.
#include <cstdio>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/store/sqlite/backup.hpp"

namespace assent {
namespace {

struct Options
{
    std::string data = "data";
    std::string other;
};

int finish(const Result<std::vector<store::BackedUp>>& copies, const char* done, const std::string& where)
{
    if (!copies) {
        std::fprintf(stderr, "assent: %s\n", copies.error().message.c_str());
        return 1;
    }
    for (const auto& copy : *copies)
        std::printf("%s: %llu events, root %s\n", copy.slug.c_str(), static_cast<unsigned long long>(copy.size),
                    copy.root.hex().c_str());
    std::printf("%s %s; every log verifies.\n", done, where.c_str());
    return 0;
}

}  // namespace

void add_backup(CLI::App& app, int& status)
{
    auto* const backup = app.add_subcommand("backup", "Copy all data to a new folder, also while a server runs");
    const auto options = std::make_shared<Options>();
    backup->add_option("--data", options->data, "Data folder")->capture_default_str();
    backup->add_option("OUT", options->other, "New or empty folder for the copy")->required();
    backup->callback([options, &status] {
        status = finish(store::backup_data(options->data, options->other), "Backed up to", options->other);
    });
}

void add_restore(CLI::App& app, int& status)
{
    auto* const restore = app.add_subcommand("restore", "Make a data folder from a backup, and verify it");
    const auto target = std::make_shared<Options>();
    restore->add_option("IN", target->other, "Folder made by assent backup")->required();
    restore->add_option("--data", target->data, "New or empty data folder")->capture_default_str();
    restore->callback([target, &status] {
        status = finish(store::restore_data(target->other, target->data), "Restored to", target->data);
    });
}

}  // namespace assent
