#include "tests/support/memory_store.hpp"

namespace assent::support {

Result<void> MemoryStore::replay(std::uint64_t from, const std::function<void(const store::StoredEvent&)>& take)
{
    if (stopped_) return failed();
    for (std::uint64_t i = from == 0 ? 0 : from - 1; i < disk_->events.size(); ++i) take(disk_->events[i]);
    return {};
}

Result<std::vector<store::Receipt>> MemoryStore::append(std::span<const store::Append> batch)
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

store::TreeHead MemoryStore::head() const
{
    return {frontier_.size(), frontier_.root(), disk_->events.empty() ? Timestamp{} : disk_->events.back().at};
}

Result<std::optional<store::KnownCommand>> MemoryStore::find(const Key& key)
{
    if (stopped_) return failed();
    const auto found = known_.find(key);
    if (found == known_.end()) return std::nullopt;
    const auto& event = disk_->events[found->second.receipt.first_sequence - 1];
    return store::KnownCommand{event.actor, found->second.command_hash, event.at, found->second.receipt};
}

Result<Bytes> MemoryStore::blob(const Hash& hash)
{
    if (stopped_) return failed();
    const auto found = disk_->blobs.find(hash);
    if (found == disk_->blobs.end()) return refuse(Errc::not_found, "There is no such file here.");
    return found->second;
}

Result<ledger::Proof> MemoryStore::inclusion_proof(std::uint64_t sequence, std::uint64_t tree_size)
{
    if (stopped_) return failed();
    if (sequence == 0 || sequence > tree_size || tree_size > frontier_.size())
        return refuse(Errc::invalid, "There is no such entry in a log of that size.");
    return *prover_.inclusion(sequence - 1, tree_size);
}

Result<ledger::Proof> MemoryStore::consistency_proof(std::uint64_t old_size, std::uint64_t tree_size)
{
    if (stopped_) return failed();
    if (old_size == 0 || old_size > tree_size || tree_size > frontier_.size())
        return refuse(Errc::invalid, "The log has never had both of these sizes.");
    return *prover_.consistency(old_size, tree_size);
}

Result<void> MemoryStore::backup_to(const std::filesystem::path&)
{
    return refuse(Errc::unavailable, "A store in memory has no file.");
}

tl::unexpected<Error> MemoryStore::failed()
{
    return refuse(Errc::storage_failed, "The storage has failed. Nothing more is accepted until it works again.");
}

void MemoryStore::add_leaf(const store::StoredEvent& event)
{
    leaves_.push_back(ledger::leaf_hash(disk_->tenant, event));
    frontier_.append(leaves_.back());
}

store::Receipt MemoryStore::write(const store::Append& append)
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

}  // namespace assent::support
