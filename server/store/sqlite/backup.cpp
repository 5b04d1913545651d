#include "server/store/sqlite/backup.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <sstream>

#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/head_audit.hpp"
#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/store/system_store.hpp"

namespace assent::store {

namespace fs = std::filesystem;

static constexpr const char* manifest_title = "Assent backup 1";

std::vector<std::string> tenant_files(const fs::path& data)
{
    std::vector<std::string> slugs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(data / "tenants", ignored))
        if (entry.path().extension() == ".db" && is_slug(entry.path().stem().string()))
            slugs.push_back(entry.path().stem().string());
    std::sort(slugs.begin(), slugs.end());
    return slugs;
}

static Result<void> need_empty(const fs::path& folder)
{
    std::error_code error;
    if (!fs::exists(folder, error) || (fs::is_directory(folder, error) && fs::is_empty(folder, error))) return {};
    return refuse(Errc::conflict, folder.string() + " is not an empty folder. Give a new one; nothing was changed.");
}

static Result<void> copy_database(const fs::path& from, const fs::path& to)
{
    ASSENT_TRY(const auto database, Database::open(from, OpenMode::read_only));
    auto copied = database->copy_into(to);
    if (!copied && copied.error().code == Errc::storage_failed)
        copied.error().message = "Copying " + from.string() + " failed: " + database->problem() + ".";
    return copied;
}

/// Copies what there is of the signed heads and the key that signs them; an organisation of before has neither.
static Result<void> copy_heads(const fs::path& from, const fs::path& to, const std::string& slug)
{
    for (const auto path : {heads_path, key_path}) {
        auto content = read_file_from(path(from, slug));
        if (!content && content.error().code == Errc::not_found) continue;
        ASSENT_CHECK(content);
        if (path == heads_path) content->erase(content->rfind('\n') + 1);  // a server may be writing the next
        ASSENT_CHECK(write_file(path(to, slug), *content));
    }
    return {};
}

/// The audit's verdict on one copy; a fault becomes an error.
static Result<BackedUp> audited(const fs::path& data, const std::string& slug, std::optional<KnownRoot> backed_up = {})
{
    std::vector<KnownRoot> known;
    if (auto heads = audit_heads(heads_path(data, slug))) {
        if (!heads->faults.empty()) return refuse(Errc::storage_failed, slug + ": " + heads->faults.front());
        known = std::move(heads->roots);
    } else if (heads.error().code != Errc::not_found) {
        return tl::unexpected(heads.error());
    }
    if (backed_up) known.push_back(*backed_up);
    ASSENT_TRY(const auto report, audit_tenant_file(tenant_path(data, slug), known));
    if (report.fault)
        return refuse(Errc::storage_failed, slug + ": event " + std::to_string(report.fault->sequence) +
                                                " does not verify. " + report.fault->what);
    return BackedUp{slug, report.size, report.root};
}

Result<std::vector<BackedUp>> backup_data(const fs::path& data, const fs::path& out)
{
    std::error_code ignored;
    if (!fs::exists(system_path(data), ignored))
        return refuse(Errc::not_found, "There is no data of Assent in " + data.string() + ".");
    ASSENT_CHECK(need_empty(out));
    ASSENT_CHECK(make_directory(out / "tenants"));
    ASSENT_CHECK(copy_database(system_path(data), system_path(out)));

    std::vector<BackedUp> copies;
    std::string manifest = std::string(manifest_title) + '\n';
    for (const std::string& slug : tenant_files(data)) {
        // The heads first, so that none is for more than the log that is copied.
        ASSENT_CHECK(copy_heads(data, out, slug));
        ASSENT_CHECK(copy_database(tenant_path(data, slug), tenant_path(out, slug)));
        ASSENT_TRY(auto copy, audited(out, slug));
        manifest += slug + ' ' + std::to_string(copy.size) + ' ' + copy.root.hex() + '\n';
        copies.push_back(std::move(copy));
    }
    // Last, so that a backup with a manifest is a whole one.
    ASSENT_CHECK(write_file(out / "manifest", manifest));
    return copies;
}

static Result<std::vector<BackedUp>> read_manifest(const fs::path& path)
{
    std::ifstream file(path);
    if (!file) return refuse(Errc::not_found, path.parent_path().string() + " holds no complete backup: it has no manifest.");
    std::string line;
    std::vector<BackedUp> entries;
    const auto unreadable = refuse(Errc::malformed, path.string() + " cannot be read as the manifest of a backup.");
    if (!std::getline(file, line) || line != manifest_title) return unreadable;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string slug;
        std::string size;
        std::string root;
        if (!(words >> slug >> size >> root) || !is_slug(slug)) return unreadable;
        BackedUp entry{slug, 0, {}};
        const auto [end, error] = std::from_chars(size.data(), size.data() + size.size(), entry.size);
        const auto bytes = from_hex(root);
        if (error != std::errc{} || end != size.data() + size.size() || !bytes || bytes->size() != 32) return unreadable;
        std::copy(bytes->begin(), bytes->end(), entry.root.bytes.begin());
        entries.push_back(std::move(entry));
    }
    return entries;
}

static Result<void> copy_synced(const fs::path& from, const fs::path& to)
{
    std::error_code error;
    if (!fs::copy_file(from, to, error) || error)
        return refuse(Errc::storage_failed, "Copying " + from.string() + " failed: " + error.message() + ".");
    return sync_file(to);
}

static Result<void> restore_files(const fs::path& in, const fs::path& data, std::vector<BackedUp>& entries)
{
    for (BackedUp& entry : entries) {
        ASSENT_CHECK(copy_synced(tenant_path(in, entry.slug), tenant_path(data, entry.slug)));
        ASSENT_CHECK(copy_heads(in, data, entry.slug));
        ASSENT_TRY(auto copy, audited(data, entry.slug, KnownRoot{entry.size, entry.root}));
        if (copy.size != entry.size) return refuse(Errc::storage_failed, entry.slug + " is not the file that was backed up.");
    }
    ASSENT_CHECK(sync_directory(data / "tenants"));
    // Last: without it the folder holds nothing that a server would serve.
    ASSENT_CHECK(copy_synced(system_path(in), system_path(data)));
    ASSENT_CHECK(open_system_store(system_path(data)));
    return sync_directory(data);
}

Result<std::vector<BackedUp>> restore_data(const fs::path& in, const fs::path& data)
{
    ASSENT_TRY(auto entries, read_manifest(in / "manifest"));
    ASSENT_CHECK(need_empty(data));
    ASSENT_TRY(const auto lock, DataLock::take(data));
    if (auto restored = restore_files(in, data, entries); !restored) {
        std::error_code ignored;
        fs::remove_all(data / "tenants", ignored);
        for (const char* name : {"system.db", "system.db-wal", "system.db-shm", "lock"}) fs::remove(data / name, ignored);
        return tl::unexpected(restored.error());
    }
    return entries;
}

}  // namespace assent::store
