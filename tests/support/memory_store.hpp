#pragma once
// A tenant's store in memory, for tests and the simulator. The disk is a value of its own that outlives the store on it,
// so a crash is: drop the store, crash() the disk, make a new store on it.
//
//     auto disk = std::make_shared<MemoryDisk>(tenant);
//     auto store = std::make_unique<MemoryStore>(disk);
//     disk->fail_at(disk->appends + 3, MemoryDisk::Failure::after_durable);

#include <map>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "server/ledger/merkle.hpp"
#include "server/store/contract.hpp"
#include "server/store/tenant_store.hpp"

namespace assent::support {

/// What would be on the disk, and what goes wrong with it.
struct MemoryDisk
{
    enum class Failure {
        before_durable,  ///< the batch is lost and the caller hears storage_failed
        after_durable,   ///< the batch is kept and the caller hears storage_failed all the same
    };

    explicit MemoryDisk(TenantId owner) : tenant(owner) {}

    /// The `number`th batch from the disk's beginning (1 is the first) fails.
    void fail_at(std::uint64_t number, Failure failure) { failures[number] = failure; }

    /// A power cut: what was acknowledged without being synced is gone (nothing, unless `lies`).
    void crash()
    {
        events.resize(synced_events);
        receipts.resize(synced_receipts);
        synced();
    }

    void synced()
    {
        synced_events = events.size();
        synced_receipts = receipts.size();
    }

    struct StoredReceipt
    {
        store::Receipt receipt;
        Key key;
        Hash command_hash;
    };

    const TenantId tenant;
    std::vector<store::StoredEvent> events;
    std::vector<StoredReceipt> receipts;
    std::map<Hash, Bytes> blobs;
    std::uint64_t appends{};  ///< batches tried so far
    std::map<std::uint64_t, Failure> failures;
    /// A disk that acknowledges before it has written: the control run that every check of durability must catch.
    bool lies{};
    std::size_t synced_events{};
    std::size_t synced_receipts{};
};

class MemoryStore final : public store::TenantStore
{
public:
    explicit MemoryStore(std::shared_ptr<MemoryDisk> disk)
        : disk_(std::move(disk)), prover_([this](std::uint64_t index) {
              return index < leaves_.size() ? std::optional(leaves_[index]) : std::nullopt;
          })
    {
        for (const auto& event : disk_->events) add_leaf(event);
        for (const auto& stored : disk_->receipts) known_.emplace(stored.key, stored);
    }

    TenantId tenant() const override { return disk_->tenant; }

    Result<void> replay(std::uint64_t from, const std::function<void(const store::StoredEvent&)>& take) override;

    Result<std::vector<store::Receipt>> append(std::span<const store::Append> batch) override;

    store::TreeHead head() const override;

    Result<std::optional<store::KnownCommand>> find(const Key& key) override;

    Result<Bytes> blob(const Hash& hash) override;

    Result<ledger::Proof> inclusion_proof(std::uint64_t sequence, std::uint64_t tree_size) override;

    Result<ledger::Proof> consistency_proof(std::uint64_t old_size, std::uint64_t tree_size) override;

    /// There is no file to copy: copy the MemoryDisk instead.
    Result<void> backup_to(const std::filesystem::path&) override;

    Result<void> rebuild_projections() override { return stopped_ ? failed() : Result<void>{}; }
    Result<void> maintain() override { return stopped_ ? failed() : Result<void>{}; }
    bool stopped() const override { return stopped_; }

private:
    static tl::unexpected<Error> failed();

    void add_leaf(const store::StoredEvent& event);

    store::Receipt write(const store::Append& append);

    std::shared_ptr<MemoryDisk> disk_;
    std::vector<Hash> leaves_;
    ledger::Frontier frontier_;
    ledger::Prover prover_;
    std::unordered_map<Key, MemoryDisk::StoredReceipt> known_;
    bool stopped_{};
};

}  // namespace assent::support
