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

    Result<void> replay(std::uint64_t from, const std::function<void(const store::StoredEvent&)>& take) override
    {
        if (stopped_) return failed();
        for (std::uint64_t i = from == 0 ? 0 : from - 1; i < disk_->events.size(); ++i) take(disk_->events[i]);
        return {};
    }

    Result<std::vector<store::Receipt>> append(std::span<const store::Append> batch) override
    {
        if (stopped_) return failed();
        const auto stop = [&](Error error) {
            stopped_ = true;
            return tl::unexpected(std::move(error));
        };
        const auto failure = disk_->failures.find(++disk_->appends);
        if (auto kept = store::check_contract(batch, disk_->tenant, head().at); !kept) return stop(kept.error());
        for (const auto& append : batch)
            if (known_.contains(append.key)) return stop({Errc::conflict, "A command was given to the writer twice.", "key"});
        if (failure != disk_->failures.end() && failure->second == MemoryDisk::Failure::before_durable)
            return stop(failed().value());

        std::vector<store::Receipt> receipts;
        for (const auto& append : batch) receipts.push_back(write(append));
        if (!disk_->lies) disk_->synced();
        if (failure != disk_->failures.end()) return stop(failed().value());
        return receipts;
    }

    store::TreeHead head() const override
    {
        return {frontier_.size(), frontier_.root(), disk_->events.empty() ? Timestamp{} : disk_->events.back().at};
    }

    Result<std::optional<store::KnownCommand>> find(const Key& key) override
    {
        if (stopped_) return failed();
        const auto found = known_.find(key);
        if (found == known_.end()) return std::nullopt;
        const auto& event = disk_->events[found->second.receipt.first_sequence - 1];
        return store::KnownCommand{event.actor, found->second.command_hash, event.at, found->second.receipt};
    }

    Result<Bytes> blob(const Hash& hash) override
    {
        if (stopped_) return failed();
        const auto found = disk_->blobs.find(hash);
        if (found == disk_->blobs.end()) return refuse(Errc::not_found, "There is no such file here.");
        return found->second;
    }

    Result<ledger::Proof> inclusion_proof(std::uint64_t sequence, std::uint64_t tree_size) override
    {
        if (stopped_) return failed();
        if (sequence == 0 || sequence > tree_size || tree_size > frontier_.size())
            return refuse(Errc::invalid, "There is no such entry in a log of that size.");
        return *prover_.inclusion(sequence - 1, tree_size);
    }

    Result<ledger::Proof> consistency_proof(std::uint64_t old_size, std::uint64_t tree_size) override
    {
        if (stopped_) return failed();
        if (old_size == 0 || old_size > tree_size || tree_size > frontier_.size())
            return refuse(Errc::invalid, "The log has never had both of these sizes.");
        return *prover_.consistency(old_size, tree_size);
    }

    /// There is no file to copy: copy the MemoryDisk instead.
    Result<void> backup_to(const std::filesystem::path&) override
    {
        return refuse(Errc::unavailable, "A store in memory has no file.");
    }

    Result<void> rebuild_projections() override { return stopped_ ? failed() : Result<void>{}; }
    Result<void> maintain() override { return stopped_ ? failed() : Result<void>{}; }
    bool stopped() const override { return stopped_; }

private:
    static tl::unexpected<Error> failed()
    {
        return refuse(Errc::storage_failed, "The storage has failed. Nothing more is accepted until it works again.");
    }

    void add_leaf(const store::StoredEvent& event)
    {
        leaves_.push_back(ledger::leaf_hash(disk_->tenant, event));
        frontier_.append(leaves_.back());
    }

    store::Receipt write(const store::Append& append)
    {
        const std::uint64_t first = disk_->events.size() + 1;
        std::vector<Hash> attachments;
        for (const auto& blob : append.blobs) {
            disk_->blobs.emplace(blob.hash, blob.content);
            attachments.push_back(blob.hash);
        }
        for (const auto& item : append.events) {
            disk_->events.push_back({.sequence = disk_->events.size() + 1,
                                     .at = append.at,
                                     .actor = append.grant.principal(),
                                     .authority = append.grant.right(),
                                     .key = append.key,
                                     .command_hash = append.command_hash,
                                     .type = item.type,
                                     .attachments = std::exchange(attachments, {}),
                                     .payload = item.payload});
            add_leaf(disk_->events.back());
        }
        const store::Receipt receipt{first, static_cast<std::uint32_t>(append.events.size()), frontier_.size(),
                                     frontier_.root()};
        disk_->receipts.push_back({receipt, append.key, append.command_hash});
        known_.emplace(append.key, disk_->receipts.back());
        return receipt;
    }

    std::shared_ptr<MemoryDisk> disk_;
    std::vector<Hash> leaves_;
    ledger::Frontier frontier_;
    ledger::Prover prover_;
    std::unordered_map<Key, MemoryDisk::StoredReceipt> known_;
    bool stopped_{};
};

}  // namespace assent::support
