#include "server/store/sqlite/tenant_reader.hpp"

#include <optional>
#include <string>

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/log_rows.hpp"
#include "server/store/sqlite/migrations.hpp"

namespace assent::store {

static constexpr Statement begin_reading{"begin_reading", "BEGIN"};
static constexpr Statement select_blob{"select_blob", "SELECT content FROM blob WHERE hash = $1"};

TenantReader::TenantReader(std::unique_ptr<Database> database, TenantId tenant)
    : database_(std::move(database)), tenant_(tenant)
{}
TenantReader::TenantReader(TenantReader&&) noexcept = default;
TenantReader& TenantReader::operator=(TenantReader&&) noexcept = default;
TenantReader::~TenantReader() = default;

Result<TenantReader> TenantReader::open(const std::filesystem::path& path)
{
    ASSENT_TRY(auto database, Database::open(path, OpenMode::read_only));
    ASSENT_CHECK(database->run(begin_reading));  // all that follows sees the same moment
    ASSENT_TRY(const int version, schema_version(*database, tenant_application_id));
    if (version == 0) return refuse(Errc::not_found, path.string() + " was never completed; create the organisation again.");
    if (version > tenant_migrations().back().number)
        return refuse(Errc::storage_failed, path.string() + " was written by a newer version of Assent. Use that one to read it.");
    std::optional<TenantId> tenant;
    ASSENT_CHECK(database->one(select_tenant, [&](const Row& row) { tenant = row.fixed<TenantId>(0); }));
    if (!tenant) return refuse(Errc::not_found, path.string() + " was never completed; create the organisation again.");
    return TenantReader(std::move(database), *tenant);
}

Result<void> TenantReader::replay(const std::function<void(const ledger::StoredEvent&)>& take)
{
    EventRow row;
    Bytes leaf;
    Result<void> result;
    ASSENT_CHECK(database_->each(
        select_events,
        [&](const Row& stored) {
            read_event(stored, row);
            if (stored.malformed()) return false;
            ledger::encode_leaf(tenant_, row.event, leaf);
            if (ledger::hash_leaf(leaf) == row.leaf_hash)
                take(row.event);
            else
                result = refuse(Errc::storage_failed, "Event " + std::to_string(row.event.sequence) +
                                                          " does not match its hash. Run `assent audit verify` to find the first fault.");
            return result.has_value();
        },
        1));
    return result;
}

Result<Bytes> TenantReader::blob(const Hash& hash)
{
    Bytes content;
    ASSENT_TRY(const bool found, database_->one(
                                     select_blob,
                                     [&](const Row& row) {
                                         const BytesView bytes = row.bytes(0);
                                         content.assign(bytes.begin(), bytes.end());
                                     },
                                     hash));
    if (!found) return refuse(Errc::not_found, "There is no such file here.");
    if (sha256(content) != hash)
        return refuse(Errc::storage_failed, "A stored file does not match its hash. It may have been altered.");
    return content;
}

}  // namespace assent::store
