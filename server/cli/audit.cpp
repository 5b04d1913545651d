// `assent audit`: checks that the record was not altered, and makes what others can check it with. What only reads may run
// beside a server or on a backup.
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "server/cli/audit_evidence.hpp"
#include "server/cli/subcommands.hpp"
#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/backup.hpp"
#include "server/store/sqlite/head_audit.hpp"
#include "server/store/sqlite/open.hpp"

namespace assent {
namespace {

struct AuditOptions
{
    std::string data = "data";
    std::string tenant;
    std::vector<std::string> expected;
    std::string witness;
    std::string public_key;
    std::string bundle;
    std::string proof;
    std::string out;
    std::uint64_t event{};
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

int usage_fault(const char* sentence)
{
    std::fprintf(stderr, "assent: %s\n", sentence);
    return 2;
}

bool fault(const std::string& slug, const std::string& sentence)
{
    std::fprintf(stderr, "assent: %s: %s\n", slug.c_str(), sentence.c_str());
    return false;
}

/// Prints the verdict on an organisation's signed heads and adds the roots they vouch for; true if they are whole.
bool verify_heads(const std::filesystem::path& data, const std::string& slug, const AuditOptions& options,
                  const std::optional<ledger::PublicKey>& key, std::vector<store::KnownRoot>& known, std::optional<TenantId>& owner)
{
    const auto witness = options.witness.empty() ? std::filesystem::path{} : store::witness_path(options.witness, slug);
    auto report = store::audit_heads(store::heads_path(data, slug), witness, key);
    if (!report && report.error().code == Errc::not_found && witness.empty() && !key &&
        !std::filesystem::exists(store::key_path(data, slug))) {
        std::printf("%s: there are no signed heads yet; they begin when a server next opens it\n", slug.c_str());
        return true;
    }
    if (!report) return fault(slug, report.error().message);
    known.insert(known.end(), report->roots.begin(), report->roots.end());
    owner = report->tenant;
    for (const auto& sentence : report->faults) fault(slug, sentence);
    if (!report->faults.empty()) return false;
    if (!report->remark.empty()) std::printf("%s: %s\n", slug.c_str(), report->remark.c_str());
    std::printf("%s: %llu signed heads verify, %llu rotations, the last head of %s for %llu events, key %s\n", slug.c_str(),
                static_cast<unsigned long long>(report->heads), static_cast<unsigned long long>(report->rotations),
                rfc3339(report->last.at).c_str(), static_cast<unsigned long long>(report->last.size),
                report->last.key_after().hex().c_str());
    return true;
}

/// Prints the verdict on one organisation; true if its log is whole.
bool verify(const std::filesystem::path& data, const std::string& slug, const AuditOptions& options,
            const std::optional<ledger::PublicKey>& key, std::vector<store::KnownRoot> known)
{
    std::optional<TenantId> owner;
    bool whole = verify_heads(data, slug, options, key, known, owner);
    const auto report = store::audit_tenant_file(store::tenant_path(data, slug), known);
    if (!report) return fault(slug, report.error().message);
    if (report->fault && report->fault->sequence == 0)
        return fault(slug, "the events verify, but the file does not. " + report->fault->what);
    if (report->fault)
        return fault(slug, "event " + std::to_string(report->fault->sequence) + " does not verify. " + report->fault->what);
    if (owner && *owner != TenantId{} && *owner != report->tenant)
        whole = fault(slug, "the signed heads are those of another organisation, " + owner->text() + '.');
    std::printf("%s: %llu events of %llu commands verify, root %s%s%s\n", slug.c_str(),
                static_cast<unsigned long long>(report->size), static_cast<unsigned long long>(report->receipts),
                report->root.hex().c_str(), report->size ? ", last " : "",
                report->size ? rfc3339(report->last_at).c_str() : "");
    return whole;
}

int verify_data(const AuditOptions& options, const std::optional<ledger::PublicKey>& key)
{
    std::vector<store::KnownRoot> known;
    for (const std::string& text : options.expected) {
        const auto root = parse_root(text);
        if (!root) return usage_fault("--expect takes SIZE:ROOT, a number and 64 hexadecimal digits.");
        known.push_back(*root);
    }
    if ((!known.empty() || key) && options.tenant.empty())
        return usage_fault("--expect and --public-key need --tenant, since a root or a key belongs to one organisation.");
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
    for (const std::string& slug : slugs) whole = verify(options.data, slug, options, key, known) && whole;
    return whole ? 0 : 1;
}

int verify_any(const AuditOptions& options)
{
    std::optional<ledger::PublicKey> key;
    if (!options.public_key.empty()) {
        key = ledger::PublicKey::parse(options.public_key);
        if (!key) return usage_fault("--public-key takes 64 hexadecimal digits.");
    }
    if (!options.bundle.empty()) return verify_bundle(options.bundle, key);
    if (options.proof.empty()) return verify_data(options, key);
    if (!key) return usage_fault("--proof needs --public-key, the organisation's, learnt from elsewhere.");
    return verify_proof(options.proof, *key);
}

void add_tenant_options(CLI::App& command, AuditOptions& options)
{
    command.add_option("--data", options.data, "Data folder")->capture_default_str();
    command.add_option("--tenant", options.tenant, "Short name of the organisation")->required();
}

}  // namespace

void add_audit(CLI::App& app, int& status)
{
    auto* const audit = app.add_subcommand("audit", "Check that the record was not altered");
    audit->require_subcommand(1);
    const auto options = std::make_shared<AuditOptions>();

    auto* const verify = audit->add_subcommand("verify", "Recompute a log, a bundle or a proof; names the first event or head that fails");
    auto* const data = verify->add_option("--data", options->data, "Data folder, or a backup of one")->capture_default_str();
    verify->add_option("--tenant", options->tenant, "Only this organisation, by its short name");
    verify->add_option("--expect", options->expected, "SIZE:ROOT from a receipt or a witness; may be given several times");
    verify->add_option("--witness", options->witness, "The folder of `assent serve --witness`: signed heads to compare with");
    verify->add_option("--public-key", options->public_key, "The organisation's public key, learnt from elsewhere");
    auto* const bundle = verify->add_option("--bundle", options->bundle, "A bundle made by `assent audit export`");
    verify->add_option("--proof", options->proof, "A proof made by `assent audit prove`")->excludes(bundle)->excludes(data);
    bundle->excludes(data);
    verify->callback([options, &status] { status = verify_any(*options); });

    auto* const exported = audit->add_subcommand("export", "Write a whole log into one file that can be checked without this program");
    add_tenant_options(*exported, *options);
    exported->add_option("--out", options->out, "File to make")->required();
    exported->callback([options, &status] { status = export_bundle(options->data, options->tenant, options->out); });

    auto* const prove = audit->add_subcommand("prove", "Print the proof that one event is in the log");
    add_tenant_options(*prove, *options);
    prove->add_option("--event", options->event, "Number of the event, from 1")->required();
    prove->callback([options, &status] { status = prove_event(options->data, options->tenant, options->event); });

    auto* const rotate = audit->add_subcommand("rotate-key", "Sign from now on with a new key, which the old one vouches for");
    add_tenant_options(*rotate, *options);
    rotate->callback([options, &status] { status = rotate_key(options->data, options->tenant); });
}

}  // namespace assent
