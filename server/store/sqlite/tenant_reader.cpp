#include "server/store/sqlite/tenant_reader.hpp"

#include <optional>
#include <string>
#include <vector>

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/log_rows.hpp"
#include "server/store/sqlite/migrations.hpp"

namespace assent::store {

static constexpr Statement begin_reading{"begin_reading", "BEGIN"};

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
    return each_event(*database_, tenant_, 1, [&](const ledger::StoredEvent& event) -> Result<void> {
        take(event);
        return {};
    });
}

Result<void> TenantReader::read(std::uint64_t from, const std::function<bool(const ledger::StoredEvent&)>& take)
{
    bool enough = false;
    auto result = each_event(*database_, tenant_, from, [&](const ledger::StoredEvent& event) -> Result<void> {
        enough = !take(event);
        if (enough) return refuse(Errc::none, "");
        return {};
    });
    return enough ? Result<void>{} : result;
}

Result<void> TenantReader::stored(const std::function<void(const ledger::StoredEvent&, const Hash&)>& take_event,
                                  const std::function<void(const ledger::StoredReceipt&)>& take_receipt)
{
    std::vector<ledger::StoredReceipt> receipts;
    ASSENT_CHECK(database_->each(select_receipts, [&](const Row& row) { receipts.push_back(read_receipt(row)); }, INT64_MIN));
    std::size_t next = 0;
    EventRow event;
    ASSENT_CHECK(database_->each(
        select_events,
        [&](const Row& row) {
            read_event(row, event);
            if (row.malformed()) return false;
            take_event(event.event, event.leaf_hash);
            for (; next < receipts.size() && receipts[next].tree_size <= event.event.sequence; ++next)
                take_receipt(receipts[next]);
            return true;
        },
        INT64_MIN));
    for (; next < receipts.size(); ++next) take_receipt(receipts[next]);
    return {};
}

Result<Bytes> TenantReader::blob(const Hash& hash) { return read_blob(*database_, hash); }

}  // namespace assent::store
