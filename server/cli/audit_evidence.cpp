#include "server/cli/audit_evidence.hpp"

#include <cstdio>
#include <fstream>
#include <vector>

#include "server/ledger/bundle.hpp"
#include "server/ledger/proof_file.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/head_log.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/store/sqlite/tenant_reader.hpp"
#include "server/tenancy/clock.hpp"

namespace assent {
namespace {

int answer_no(const std::string& sentence)
{
    std::fprintf(stderr, "assent: %s\n", sentence.c_str());
    return 1;
}

int status_of(const Result<void>& done)
{
    return done ? 0 : answer_no(done.error().message);
}

/// An organisation's heads, and its log read after them, so that it has at least what the heads are for.
struct HeadsAndLog
{
    ledger::HeadsFile heads;
    store::TenantReader log;
};

Result<HeadsAndLog> read_tenant(const std::filesystem::path& data, const std::string& slug)
{
    if (!store::is_slug(slug) || !std::filesystem::exists(store::tenant_path(data, slug)))
        return refuse(Errc::not_found, "There is no organisation " + slug + " in " + data.string() + '.');
    auto text = store::read_file_from(store::heads_path(data, slug));
    if (!text && text.error().code == Errc::not_found)
        return refuse(Errc::not_found, "There are no signed heads of " + slug + " yet. They begin when a server next opens it.");
    ASSENT_CHECK(text);
    auto heads = ledger::parse_heads(*text);
    if (!heads)
        return refuse(heads.error().code, store::heads_path(data, slug).string() + ": " + heads.error().message +
                                              " Run `assent audit verify` to find out more.");
    ASSENT_TRY(auto log, store::TenantReader::open(store::tenant_path(data, slug)));
    return HeadsAndLog{*std::move(heads), std::move(log)};
}

Result<void> write_bundle(const std::filesystem::path& data, const std::string& slug, const std::filesystem::path& out)
{
    ASSENT_TRY(auto read, read_tenant(data, slug));
    if (std::filesystem::exists(out)) return refuse(Errc::conflict, "There is already a file " + out.string() + '.');
    std::ofstream file(out, std::ios::binary);
    const auto count = read.heads.heads.size();
    const std::string key = count ? read.heads.heads.back().key_after().hex() : "none";
    ledger::BundleWriter bundle(read.log.tenant(), std::move(read.heads.heads),
                                [&](std::string_view text) { file.write(text.data(), static_cast<std::streamsize>(text.size())); });
    ASSENT_CHECK(read.log.stored([&](const auto& event, const Hash& hash) { bundle.event(event, hash); },
                                 [&](const auto& receipt) { bundle.receipt(receipt); }));
    bundle.finish();
    file.close();
    if (!file) return refuse(Errc::storage_failed, "Writing " + out.string() + " failed. The disk may be full.");
    ASSENT_CHECK(store::sync_file(out));
    std::printf("%s: %llu events and %zu signed heads written to %s. Public key: %s\n", slug.c_str(),
                static_cast<unsigned long long>(bundle.events()), count, out.string().c_str(), key.c_str());
    return {};
}

Result<ledger::InclusionProof> make_proof(const std::filesystem::path& data, const std::string& slug, std::uint64_t sequence)
{
    ASSENT_TRY(auto read, read_tenant(data, slug));
    if (read.heads.heads.empty() || sequence == 0 || sequence > read.heads.heads.back().size)
        return refuse(Errc::not_found, "Event " + std::to_string(sequence) + " is not in what has been signed so far, " +
                                           std::to_string(read.heads.heads.empty() ? 0 : read.heads.heads.back().size) + " events.");
    ledger::InclusionProof proof{read.log.tenant(), {}, {}, read.heads.heads.back()};
    std::vector<Hash> leaves;
    ASSENT_CHECK(read.log.read(1, [&](const ledger::StoredEvent& event) {
        leaves.push_back(ledger::leaf_hash(proof.tenant, event));
        if (event.sequence == sequence) proof.event = event;
        return leaves.size() < proof.head.size;
    }));
    ledger::Prover prover([&](std::uint64_t index) { return index < leaves.size() ? std::optional(leaves[index]) : std::nullopt; });
    auto path = prover.inclusion(sequence - 1, proof.head.size);
    if (path) proof.path = *std::move(path);
    const auto fault = path ? ledger::fault_of(proof, proof.head.key) : std::optional<std::string>("The log is shorter than its last head.");
    if (fault) return refuse(Errc::storage_failed, *fault + " Run `assent audit verify` to find out more.");
    return proof;
}

Result<ledger::PublicKey> rotated(const std::filesystem::path& data, const std::string& slug)
{
    if (!store::is_slug(slug)) return refuse(Errc::not_found, "There is no organisation of this short name.", "slug");
    ASSENT_TRY(const auto lock, store::DataLock::take(data));
    ASSENT_TRY(auto log, store::open_tenant_store(store::tenant_path(data, slug)));
    ASSENT_TRY(auto heads, store::HeadLog::open(data, slug, *log, tenancy::wall_now()));
    ASSENT_CHECK(heads.rotate(tenancy::wall_now()));
    return heads.last().key;
}

}  // namespace

int export_bundle(const std::filesystem::path& data, const std::string& slug, const std::filesystem::path& out)
{
    return status_of(write_bundle(data, slug, out));
}

int verify_bundle(const std::filesystem::path& path, const std::optional<ledger::PublicKey>& known)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) return answer_no(path.string() + " cannot be opened.");
    ledger::BundleVerifier verifier(known);
    std::optional<ledger::BundleFault> fault;
    std::string line;
    while (!fault && std::getline(file, line)) {
        // A line without its end is one that was cut short, even if what is there can be read.
        if (file.eof()) break;
        fault = verifier.line(line);
    }
    if (!fault) fault = verifier.finish();
    if (fault) return answer_no(path.string() + ", line " + std::to_string(fault->line) + ": " + fault->what);
    const auto& heads = verifier.heads();
    std::printf("%llu events of %llu commands verify, root %s\n", static_cast<unsigned long long>(verifier.log().size()),
                static_cast<unsigned long long>(verifier.receipts()), verifier.log().root().hex().c_str());
    if (heads.count() == 0) return answer_no(path.string() + ": it has no signed head, so nobody vouches for it.");
    std::printf("%llu signed heads verify, the last of %s for %llu events, key %s\n",
                static_cast<unsigned long long>(heads.count()), rfc3339(heads.last().at).c_str(),
                static_cast<unsigned long long>(heads.last().size), heads.last().key_after().hex().c_str());
    if (heads.last().size < verifier.log().size())
        std::printf("Events from %llu on are not yet under a signed head.\n", static_cast<unsigned long long>(heads.last().size + 1));
    if (!known)
        std::printf("The key is the bundle's own. Compare it with the one the organisation published, or give that with --public-key.\n");
    return 0;
}

int prove_event(const std::filesystem::path& data, const std::string& slug, std::uint64_t sequence)
{
    const auto proof = make_proof(data, slug, sequence);
    if (!proof) return answer_no(proof.error().message);
    std::fputs(ledger::to_json(*proof).c_str(), stdout);
    return 0;
}

int verify_proof(const std::filesystem::path& file, const ledger::PublicKey& known)
{
    const auto text = store::read_file_from(file);
    if (!text) return answer_no(text.error().message);
    const auto proof = ledger::parse_inclusion_proof(*text);
    if (!proof) return answer_no(file.string() + ": " + proof.error().message);
    if (const auto fault = ledger::fault_of(*proof, known)) return answer_no(file.string() + ": " + *fault);
    std::printf("Event %llu of %s is in the log of %llu events whose head was signed at %s.\n",
                static_cast<unsigned long long>(proof->event.sequence), rfc3339(proof->event.at).c_str(),
                static_cast<unsigned long long>(proof->head.size), rfc3339(proof->head.at).c_str());
    return 0;
}

int rotate_key(const std::filesystem::path& data, const std::string& slug)
{
    const auto key = rotated(data, slug);
    if (!key) return answer_no(key.error().message);
    std::printf("%s signs from now on with the key %s. Publish it where the old one was published.\n", slug.c_str(), key->hex().c_str());
    return 0;
}

}  // namespace assent
