#include "server/store/sqlite/audit.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/log_rows.hpp"
#include "server/store/sqlite/migrations.hpp"

namespace assent::store {

using ledger::Fault;

namespace {

constexpr Statement begin_reading{"begin_reading", "BEGIN"};
constexpr Statement count_blobs{"count_blobs", "SELECT count(*) FROM blob"};
constexpr Statement integrity_check{"integrity_check", "PRAGMA integrity_check(1)"};
constexpr Statement log_schema{"log_schema",
                               "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_schema "
                               "WHERE tbl_name IN ('tenant', 'event', 'receipt', 'blob') ORDER BY type, name"};

class Audit
{
public:
    Audit(Database& database, TenantId tenant, int version, std::span<const KnownRoot> known)
        : database_(database), version_(version), verifier_(tenant), known_(known.begin(), known.end())
    {
        std::sort(known_.begin(), known_.end(), [](const auto& a, const auto& b) { return a.size < b.size; });
    }

    AuditReport run(TenantId tenant)
    {
        AuditReport report{.tenant = tenant};
        report.fault = log();
        if (!report.fault) report.fault = whole_file();
        report.size = verifier_.size();
        report.root = verifier_.root();
        report.last_at = verifier_.size() > 0 ? verifier_.last_at() : Timestamp{};
        report.receipts = receipts_passed_;
        return report;
    }

private:
    std::optional<Fault> log()
    {
        const auto read_receipts =
            database_.each(select_receipts, [&](const Row& row) { receipts_.push_back(read_receipt(row)); }, 0);
        // Events are read all the same: the fault may lie before the receipt that cannot be read.
        EventRow row;
        std::optional<Fault> fault;
        const auto read_events = database_.each(
            select_events,
            [&](const Row& stored) {
                read_event(stored, row);
                if (!stored.malformed()) fault = next_event(row);
                return !fault;
            },
            INT64_MIN);
        if (fault) return fault;
        if (!read_events) return Fault{verifier_.size() + 1, "It cannot be read: " + database_.problem() + "."};
        if (!read_receipts) return Fault{covered_ + 1, "Its receipt cannot be read: " + database_.problem() + "."};
        if (receipts_passed_ < receipts_.size()) return verifier_.receipt(receipts_[receipts_passed_]);
        if (auto unfinished = verifier_.finish()) return unfinished;
        if (!known_.empty() && known_.back().size > verifier_.size())
            return Fault{verifier_.size() + 1, "The log ends before it, and a root of " + std::to_string(known_.back().size) +
                                                   " events is " + known_.back().where +
                                                   ". It was cut short or put back to an older state."};
        return std::nullopt;
    }

    std::optional<Fault> next_event(const EventRow& row)
    {
        if (auto fault = verifier_.event(row.event, row.leaf_hash)) return fault;
        for (const Hash& hash : row.event.attachments)
            if (auto what = blob_fault(hash); !what.empty()) return Fault{row.event.sequence, what};
        for (; next_known_ < known_.size() && known_[next_known_].size <= verifier_.size(); ++next_known_)
            if (known_[next_known_].size == verifier_.size() && known_[next_known_].root != verifier_.root())
                return Fault{covered_ + 1, "From there to event " + std::to_string(verifier_.size()) +
                                               " or before, the log is not the one whose root is " +
                                               known_[next_known_].where + '.'};
        if (receipts_passed_ < receipts_.size() && receipts_[receipts_passed_].tree_size <= verifier_.size()) {
            if (auto fault = verifier_.receipt(receipts_[receipts_passed_])) return fault;
            ++receipts_passed_;
            covered_ = verifier_.size();
        }
        return std::nullopt;
    }

    std::string blob_fault(const Hash& hash)
    {
        if (blobs_.contains(hash)) return {};
        bool intact = false;
        const auto found =
            version_ < 2 ? Result<bool>(false)
                         : database_.one(select_blob, [&](const Row& row) { intact = sha256(row.bytes(0)) == hash; }, hash);
        if (!found || !*found) return "The file attached to it, " + hash.hex() + ", is missing or cannot be read.";
        if (!intact) return "The file attached to it, " + hash.hex() + ", was altered.";
        blobs_.insert(hash);
        return {};
    }

    std::optional<Fault> whole_file()
    {
        std::uint64_t blobs = 0;
        if (version_ >= 2 &&
            (!database_.one(count_blobs, [&](const Row& row) { blobs = row.count(0); }) || blobs != blobs_.size()))
            return Fault{0, "There are attached files that no event names."};
        std::string verdict;
        if (!database_.one(integrity_check, [&](const Row& row) { verdict = row.text(0); }) || verdict != "ok")
            return Fault{0, "The file's structure is damaged: " + (verdict.empty() ? database_.problem() : verdict) + "."};
        if (schema_of(database_) != expected_schema())
            return Fault{0, "The definitions of the log's tables, or the triggers that guard them, were changed."};
        return std::nullopt;
    }

    static std::vector<std::string> schema_of(Database& database)
    {
        std::vector<std::string> schema;
        if (!database.each(log_schema, [&](const Row& row) { schema.push_back(row.text(0)); })) schema.clear();
        return schema;
    }

    std::vector<std::string> expected_schema() const
    {
        auto reference = Database::open(":memory:", OpenMode::create);
        if (!reference) return {"unknown"};
        const auto migrated = migrate(**reference, tenant_application_id,
                                      tenant_migrations().first(static_cast<std::size_t>(version_)));
        return migrated ? schema_of(**reference) : std::vector<std::string>{"unknown"};
    }

    Database& database_;
    const int version_;
    ledger::Verifier verifier_;
    std::vector<KnownRoot> known_;
    std::size_t next_known_{};
    std::vector<ledger::StoredReceipt> receipts_;
    std::size_t receipts_passed_{};
    std::uint64_t covered_{};  ///< events whose receipts were right
    std::set<Hash> blobs_;
};

}  // namespace

Result<AuditReport> audit_tenant_file(const std::filesystem::path& path, std::span<const KnownRoot> known)
{
    ASSENT_TRY(auto database, Database::open(path, OpenMode::read_only));
    ASSENT_CHECK(database->run(begin_reading));
    ASSENT_TRY(const int version, schema_version(*database, tenant_application_id));
    if (version == 0) return refuse(Errc::storage_failed, path.string() + " holds no log.");
    if (version > tenant_migrations().back().number)
        return refuse(Errc::storage_failed, path.string() + " was written by a newer version of Assent. Use that one to check it.");
    std::optional<TenantId> tenant;
    ASSENT_CHECK(database->one(select_tenant, [&](const Row& row) { tenant = row.fixed<TenantId>(0); }));
    if (!tenant) return refuse(Errc::storage_failed, path.string() + " does not say whose log it is.");
    return Audit(*database, *tenant, version, known).run(*tenant);
}

}  // namespace assent::store
