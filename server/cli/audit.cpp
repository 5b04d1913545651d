// `assent audit verify --data DIR [--tenant SLUG] [--expect SIZE:ROOT]`: recomputes the log of each organisation from what is
// stored and names the first event that does not fit. Reads only, and may run beside a server or on a backup.
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/backup.hpp"
#include "server/store/sqlite/open.hpp"

namespace assent {
namespace {

struct Options
{
    std::string data = "data";
    std::string tenant;
    std::vector<std::string> expected;
};

/// Reads "1234:9f86…": a size and the root of that many events, as on a receipt.
std::optional<store::KnownRoot> parse_root(const std::string& text)
{
    store::KnownRoot known;
    const auto colon = text.find(':');
    if (colon == std::string::npos) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + colon, known.size);
    const auto root = from_hex(text.substr(colon + 1));
    if (error != std::errc{} || end != text.data() + colon || known.size == 0 || !root || root->size() != 32) return std::nullopt;
    std::copy(root->begin(), root->end(), known.root.bytes.begin());
    return known;
}

/// Prints the verdict on one organisation; true if its log is whole.
bool verify(const std::filesystem::path& data, const std::string& slug, const std::vector<store::KnownRoot>& known)
{
    const auto report = store::audit_tenant_file(store::tenant_path(data, slug), known);
    if (!report) {
        std::fprintf(stderr, "assent: %s: %s\n", slug.c_str(), report.error().message.c_str());
        return false;
    }
    if (report->fault && report->fault->sequence == 0) {
        std::fprintf(stderr, "assent: %s: the events verify, but the file does not. %s\n", slug.c_str(),
                     report->fault->what.c_str());
        return false;
    }
    if (report->fault) {
        std::fprintf(stderr, "assent: %s: event %llu does not verify. %s\n", slug.c_str(),
                     static_cast<unsigned long long>(report->fault->sequence), report->fault->what.c_str());
        return false;
    }
    std::printf("%s: %llu events of %llu commands verify, root %s%s%s\n", slug.c_str(),
                static_cast<unsigned long long>(report->size), static_cast<unsigned long long>(report->receipts),
                report->root.hex().c_str(), report->size ? ", last " : "",
                report->size ? rfc3339(report->last_at).c_str() : "");
    return true;
}

int run(const Options& options)
{
    std::vector<store::KnownRoot> known;
    for (const std::string& text : options.expected) {
        const auto root = parse_root(text);
        if (!root) {
            std::fprintf(stderr, "assent: --expect takes SIZE:ROOT, a number and 64 hexadecimal digits.\n");
            return 2;
        }
        known.push_back(*root);
    }
    if (!known.empty() && options.tenant.empty()) {
        std::fprintf(stderr, "assent: --expect needs --tenant, since a root belongs to one organisation.\n");
        return 2;
    }
    auto slugs = store::tenant_files(options.data);
    if (!options.tenant.empty()) {
        if (std::find(slugs.begin(), slugs.end(), options.tenant) == slugs.end()) {
            std::fprintf(stderr, "assent: there is no organisation %s in %s.\n", options.tenant.c_str(), options.data.c_str());
            return 1;
        }
        slugs = {options.tenant};
    }
    if (slugs.empty()) {
        std::fprintf(stderr, "assent: there are no organisations in %s.\n", options.data.c_str());
        return 1;
    }
    if (store::DataLock::is_held(options.data))
        std::printf("A server is at work in %s: what follows is true as of now.\n", options.data.c_str());
    bool whole = true;
    for (const std::string& slug : slugs) whole = verify(options.data, slug, known) && whole;
    return whole ? 0 : 1;
}

}  // namespace

void add_audit(CLI::App& app, int& status)
{
    auto* const audit = app.add_subcommand("audit", "Check that the record was not altered");
    audit->require_subcommand(1);
    auto* const command = audit->add_subcommand("verify", "Recompute each log; names the first event that fails");
    const auto options = std::make_shared<Options>();
    command->add_option("--data", options->data, "Data folder, or a backup of one")->capture_default_str();
    command->add_option("--tenant", options->tenant, "Only this organisation, by its short name");
    command->add_option("--expect", options->expected, "SIZE:ROOT from a receipt or a witness; may be given several times");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace assent
