#include <algorithm>
#include <string>

#include <spdlog/spdlog.h>

#include "server/store/sqlite/database.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/log_rows.hpp"
#include "server/store/sqlite/migrations.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/store/sqlite/projection.hpp"
#include "server/store/contract.hpp"

namespace assent::store {

namespace {

constexpr Statement insert_event{
    "insert_event",
    "INSERT INTO event (sequence, at, actor, authority, key, command_hash, type, leaf_hash, attachments, payload) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Statement insert_receipt{
    "insert_receipt",
    "INSERT INTO receipt (tree_size, first_sequence, event_count, root, key, command_hash) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr Statement insert_blob{"insert_blob",
                                "INSERT INTO blob (hash, content) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING"};
constexpr Statement select_leaf_hashes{"select_leaf_hashes", "SELECT sequence, leaf_hash, at FROM event ORDER BY sequence"};
constexpr Statement select_leaf_run{
    "select_leaf_run", "SELECT leaf_hash FROM event WHERE sequence >= $1 ORDER BY sequence LIMIT 1024"};
constexpr Statement select_last_receipt{
    "select_last_receipt",
    "SELECT tree_size, first_sequence, event_count, root, key, command_hash FROM receipt ORDER BY tree_size DESC LIMIT 1"};
constexpr Statement select_known{
    "select_known",
    "SELECT event.actor, event.at, receipt.command_hash, receipt.first_sequence, receipt.event_count, receipt.tree_size, "
    "receipt.root FROM receipt JOIN event ON event.sequence = receipt.first_sequence WHERE receipt.key = $1"};
constexpr Statement insert_tenant{"insert_tenant", "INSERT INTO tenant (one, id) VALUES (1, $1)"};
constexpr Statement select_projection{"select_projection", "SELECT version, applied FROM projection WHERE name = $1"};
constexpr Statement put_projection{
    "put_projection",
    "INSERT INTO projection (name, version, applied) VALUES ($1, $2, $3) "
    "ON CONFLICT (name) DO UPDATE SET version = excluded.version, applied = excluded.applied"};

constexpr std::uint64_t tail_checked = 1000;

Error stopped_error()
{
    return {Errc::storage_failed, "This organisation's storage has stopped after a fault. Try again later.", {}};
}

class SqliteTenantStore final : public TenantStore
{
public:
    SqliteTenantStore(std::unique_ptr<Database> database, TenantId tenant, OpenOptions options)
        : database_(std::move(database)), tenant_(tenant), options_(std::move(options)),
          prover_([this](std::uint64_t index) { return leaf_at(index); })
    {
    }

    /// Makes the head from what is stored and brings the projections up to date.
    Result<void> load()
    {
        ASSENT_CHECK(load_head());
        ASSENT_CHECK(check_tail());
        return catch_up();
    }

    TenantId tenant() const override { return tenant_; }
    TreeHead head() const override { return {frontier_.size(), frontier_.root(), last_at_}; }
    bool stopped() const override { return database_ == nullptr; }

    Result<void> replay(std::uint64_t from, const std::function<void(const StoredEvent&)>& take) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        return watched(each_event(*database_, tenant_, from, [&](const StoredEvent& event) -> Result<void> {
            take(event);
            return {};
        }));
    }

    Result<std::vector<Receipt>> append(std::span<const Append> batch) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        auto written = write(batch);
        if (!written) stop(written.error());
        return written;
    }

    Result<std::optional<KnownCommand>> find(const Key& key) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        std::optional<KnownCommand> known;
        ASSENT_CHECK(watched(database_->one(
            select_known,
            [&](const Row& row) {
                known = KnownCommand{.actor = row.fixed<PersonId>(0),
                                     .command_hash = row.fixed<Hash>(2),
                                     .at = row.time(1),
                                     .receipt = {.first_sequence = row.count(3),
                                                 .event_count = row.small_count(4),
                                                 .tree_size = row.count(5),
                                                 .root = row.fixed<Hash>(6)}};
            },
            key)));
        return known;
    }

    Result<Bytes> blob(const Hash& hash) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        return watched(read_blob(*database_, hash));
    }

    Result<ledger::Proof> inclusion_proof(std::uint64_t sequence, std::uint64_t tree_size) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        if (sequence == 0 || sequence > tree_size || tree_size > frontier_.size())
            return refuse(Errc::invalid, "There is no such entry in a log of that size.");
        return proof_or_error(prover_.inclusion(sequence - 1, tree_size));
    }

    Result<ledger::Proof> consistency_proof(std::uint64_t old_size, std::uint64_t tree_size) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        if (old_size == 0 || old_size > tree_size || tree_size > frontier_.size())
            return refuse(Errc::invalid, "The log has never had both of these sizes.");
        return proof_or_error(prover_.consistency(old_size, tree_size));
    }

    Result<void> backup_to(const std::filesystem::path& path) override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        return database_->copy_into(path);
    }

    Result<void> rebuild_projections() override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        return watched(rebuild(options_.projections));
    }

    Result<void> maintain() override
    {
        if (stopped()) return tl::unexpected(stopped_error());
        if (database_->wal_pages() < static_cast<int>(options_.checkpoint_pages)) return {};
        return watched(database_->checkpoint(Database::Checkpoint::passive));
    }

private:
    /// Passes a result on; a failure of storage stops the store.
    template<class T>
    Result<T> watched(Result<T> result)
    {
        if (!result && result.error().code == Errc::storage_failed) stop(result.error());
        return result;
    }

    void stop(const Error& error)
    {
        if (stopped()) return;
        spdlog::critical("The store of organisation {} has stopped: {} {}", tenant_.text(), error.message,
                         database_->problem());
        // Pages that failed to sync may look clean; nothing may be copied over the file on their word.
        database_->forbid_checkpoint_on_close();
        database_.reset();
    }

    Result<void> load_head()
    {
        std::uint64_t expected = 1;
        bool in_sequence = true;
        ASSENT_CHECK(database_->each(select_leaf_hashes, [&](const Row& row) {
            in_sequence = row.count(0) == expected++;
            frontier_.append(row.fixed<Hash>(1));
            last_at_ = row.time(2);
            return in_sequence;
        }));
        ledger::StoredReceipt last;
        ASSENT_TRY(const bool found,
                   database_->one(select_last_receipt, [&](const Row& row) { last = read_receipt(row); }));
        const bool fits = found ? last.tree_size == frontier_.size() && last.root == frontier_.root() : frontier_.size() == 0;
        if (!in_sequence || !fits)
            return refuse(Errc::storage_failed,
                          "The log does not match its last receipt. Run `assent audit verify` to find the first fault.");
        return {};
    }

    Result<void> check_tail()
    {
        const std::uint64_t size = frontier_.size();
        return each_event(*database_, tenant_, size > tail_checked ? size - tail_checked + 1 : 1,
                           [](const StoredEvent&) -> Result<void> { return {}; });
    }

    Result<void> apply(const std::vector<std::shared_ptr<Projection>>& projections, const StoredEvent& event)
    {
        for (const auto& projection : projections) ASSENT_CHECK(projection->apply(*database_, event));
        return {};
    }

    Result<void> record_applied(const std::vector<std::shared_ptr<Projection>>& projections, std::uint64_t applied)
    {
        for (const auto& projection : projections)
            ASSENT_CHECK(database_->run(put_projection, projection->name(), projection->version(), applied));
        return {};
    }

    Result<void> rebuild(const std::vector<std::shared_ptr<Projection>>& projections)
    {
        if (projections.empty()) return {};
        ASSENT_TRY(auto transaction, Transaction::begin(*database_));
        for (auto it = projections.rbegin(); it != projections.rend(); ++it) ASSENT_CHECK(database_->script((*it)->drop_sql()));
        for (const auto& projection : projections) ASSENT_CHECK(database_->script(projection->create_sql()));
        ASSENT_CHECK(each_event(*database_, tenant_, 1, [&](const StoredEvent& event) { return apply(projections, event); }));
        ASSENT_CHECK(record_applied(projections, frontier_.size()));
        return transaction.commit();
    }

    /// Projections may refer to each other, so one that is new, changed or behind has all of them made again.
    Result<void> catch_up()
    {
        for (const auto& projection : options_.projections) {
            int version = 0;
            std::uint64_t applied = 0;
            ASSENT_TRY(const bool found, database_->one(
                                             select_projection,
                                             [&](const Row& row) {
                                                 version = static_cast<int>(row.integer(0));
                                                 applied = row.count(1);
                                             },
                                             projection->name()));
            if (!found || version != projection->version() || applied != frontier_.size()) return rebuild(options_.projections);
        }
        return {};
    }

    Result<std::vector<Receipt>> write(std::span<const Append> batch)
    {
        ASSENT_CHECK(check_contract(batch, tenant_, last_at_));
        ledger::Frontier frontier = frontier_;
        Timestamp last_at = last_at_;
        std::vector<Receipt> receipts;
        StoredEvent event;
        Bytes leaf;
        ASSENT_TRY(auto transaction, Transaction::begin(*database_));
        for (const Append& append : batch) {
            for (const auto& blob : append.blobs) ASSENT_CHECK(database_->run(insert_blob, blob.hash, blob.content));
            Bytes attachments;
            event.at = append.at;
            event.actor = append.grant.principal();
            event.authority = append.grant.right();
            event.key = append.key;
            event.command_hash = append.command_hash;
            event.attachments.clear();
            for (const auto& blob : append.blobs) {
                event.attachments.push_back(blob.hash);
                attachments.insert(attachments.end(), blob.hash.bytes.begin(), blob.hash.bytes.end());
            }
            const std::uint64_t first = frontier.size() + 1;
            for (const auto& item : append.events) {
                event.sequence = frontier.size() + 1;
                event.type = item.type;
                event.payload = item.payload;
                ledger::encode_leaf(tenant_, event, leaf);
                const Hash hash = ledger::hash_leaf(leaf);
                ASSENT_CHECK(database_->run(insert_event, event.sequence, event.at, event.actor, event.authority, event.key,
                                            event.command_hash, event.type, hash, attachments, event.payload));
                ASSENT_CHECK(apply(options_.projections, event));
                frontier.append(hash);
                event.attachments.clear();
                attachments.clear();
            }
            const Receipt receipt{.first_sequence = first,
                                  .event_count = static_cast<std::uint32_t>(append.events.size()),
                                  .tree_size = frontier.size(),
                                  .root = frontier.root()};
            ASSENT_CHECK(database_->run(insert_receipt, receipt.tree_size, receipt.first_sequence, receipt.event_count,
                                        receipt.root, append.key, append.command_hash));
            receipts.push_back(receipt);
            last_at = append.at;
        }
        ASSENT_CHECK(record_applied(options_.projections, frontier.size()));
        ASSENT_CHECK(transaction.commit());
        frontier_ = std::move(frontier);
        last_at_ = last_at;
        return receipts;
    }

    /// Proofs read leaves in runs, so they are fetched in runs. What was appended never changes.
    std::optional<Hash> leaf_at(std::uint64_t index)
    {
        if (index < leaves_begin_ || index >= leaves_begin_ + leaves_.size()) {
            leaves_.clear();
            leaves_begin_ = index;
            const auto read = database_->each(
                select_leaf_run, [&](const Row& row) { leaves_.push_back(row.fixed<Hash>(0)); }, index + 1);
            if (!read || leaves_.empty()) {
                leaves_.clear();
                return std::nullopt;
            }
        }
        return leaves_[index - leaves_begin_];
    }

    Result<ledger::Proof> proof_or_error(std::optional<ledger::Proof> proof)
    {
        if (proof) return *std::move(proof);
        return watched(Result<ledger::Proof>(refuse(Errc::storage_failed, "A part of the log cannot be read.")));
    }

    std::unique_ptr<Database> database_;  ///< gone once stopped
    const TenantId tenant_;
    const OpenOptions options_;
    ledger::Prover prover_;
    std::vector<Hash> leaves_;  ///< the run of leaf hashes that was read last
    std::uint64_t leaves_begin_{};
    ledger::Frontier frontier_;
    Timestamp last_at_;
};

Result<std::optional<TenantId>> owner_of(Database& database)
{
    std::optional<TenantId> owner;
    ASSENT_CHECK(database.one(select_tenant, [&](const Row& row) { owner = row.fixed<TenantId>(0); }));
    return owner;
}

}  // namespace

Result<std::unique_ptr<TenantStore>> create_tenant_store(const std::filesystem::path& path, TenantId tenant,
                                                         OpenOptions options)
{
    {
        ASSENT_TRY(auto database, Database::open(path, OpenMode::create, options.vfs, options.durability));
        ASSENT_CHECK(migrate(*database, tenant_application_id, tenant_migrations()));
        ASSENT_TRY(const auto owner, owner_of(*database));
        if (owner) return refuse(Errc::conflict, "There is already an organisation in " + path.string() + ".");
        ASSENT_CHECK(database->run(insert_tenant, tenant));
        ASSENT_CHECK(database->checkpoint(Database::Checkpoint::truncate));
    }
    // SQLite syncs what is in the file, not that the file has a name.
    if (options.vfs.empty()) {
        ASSENT_CHECK(sync_file(path));
        ASSENT_CHECK(sync_directory(path.parent_path()));
    }
    return open_tenant_store(path, std::move(options));
}

Result<std::unique_ptr<TenantStore>> open_tenant_store(const std::filesystem::path& path, OpenOptions options)
{
    if (options.vfs.empty()) ASSENT_CHECK(rewrite_wal(path));
    ASSENT_TRY(auto database, Database::open(path, OpenMode::existing, options.vfs, options.durability));
    database->forbid_checkpoint_on_close();  // until it is known to be sound
    ASSENT_TRY(const int version, schema_version(*database, tenant_application_id));
    if (version == 0) return refuse(Errc::not_found, path.string() + " was never completed; create the organisation again.");
    ASSENT_CHECK(migrate(*database, tenant_application_id, tenant_migrations()));
    ASSENT_TRY(const auto owner, owner_of(*database));
    if (!owner) return refuse(Errc::not_found, path.string() + " was never completed; create the organisation again.");
    ASSENT_CHECK(database->checkpoint(Database::Checkpoint::truncate));
    auto store = std::make_unique<SqliteTenantStore>(std::move(database), *owner, std::move(options));
    ASSENT_CHECK(store->load());
    return store;
}

}  // namespace assent::store
