#pragma once
// What an organisation's log must be able to do, whatever engine keeps it. One thread uses a store at a time (normally
// the one of its CommitQueue). The interface knows one organisation: there is no tenant to pass in, and no way to reach
// another's.
//
// After the first failure of storage a store is stopped: its files are closed, every later call gives storage_failed, and
// only opening it anew finds out what is on the disk. An append that ended in storage_failed is neither done nor undone
// as far as anybody knows; `find` on a newly opened store gives the answer.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "server/identity/grant.hpp"
#include "server/ledger/leaf.hpp"
#include "server/ledger/merkle.hpp"
#include "shared/base/result.hpp"

namespace assent::store {

using identity::Grant;
using ledger::StoredEvent;

/// One accepted command, ready to be written. Everything about it has been decided: a store does not judge, and a batch
/// that breaks a rule below means that our own state is wrong, so it stops the store.
struct Append
{
    struct Item
    {
        std::uint32_t type{};
        Bytes payload;
    };
    /// Bytes kept under their own SHA-256, e.g. an imported file. The same bytes are kept once.
    struct Blob
    {
        Hash hash;
        Bytes content;
    };

    Grant grant;         ///< for this store's organisation; principal and right are written with each event
    Key key;             ///< not in the log yet
    Hash command_hash;   ///< of the command as received
    Timestamp at;        ///< not before the last event's: max(head().at, now)
    std::vector<Item> events;  ///< at least one
    std::vector<Blob> blobs;   ///< attached to the first event
};

/// What a person can hold against us later: after the command's events the tree had this size and root.
struct Receipt
{
    std::uint64_t first_sequence{};
    std::uint32_t event_count{};
    std::uint64_t tree_size{};  ///< also the sequence of the command's last event
    Hash root;

    bool operator==(const Receipt&) const = default;
};

/// What the log knows of an idempotency key.
struct KnownCommand
{
    PersonId actor;
    Hash command_hash;  ///< differs from the one in hand: the key was used for something else, refuse loudly
    Timestamp at;
    Receipt receipt;
};

struct TreeHead
{
    std::uint64_t size{};
    Hash root;
    Timestamp at;  ///< of the last event; zero in an empty log
};

/// Bounds that keep one command from filling the disk or the memory.
struct StoreLimits
{
    static constexpr std::size_t events_max = 10'000;  ///< in one append
    static constexpr std::size_t payload_bytes_max = 16 * 1024 * 1024;
    static constexpr std::size_t blob_bytes_max = 64 * 1024 * 1024;
    static constexpr std::size_t authority_bytes_max = 200;
};

class TenantStore
{
public:
    virtual ~TenantStore() = default;

    virtual TenantId tenant() const = 0;

    /// Gives every event from sequence `from` (1 is the first) in order, each checked against its stored leaf hash.
    /// Errors  storage_failed: unreadable or altered; events before the fault have been given.
    virtual Result<void> replay(std::uint64_t from, const std::function<void(const StoredEvent&)>& take) = 0;

    /// Writes all appends in one durable transaction, in order, and gives a receipt for each.
    /// Errors  storage_failed: it is unknown whether they are on disk; the store has stopped.
    ///         forbidden, conflict, invalid, too_large: nothing was written, since an append broke a rule of `Append`
    ///         (grant for another organisation; key known or twice in the batch; time before the last event's, no events
    ///         or wrong blob hash; sizes). The store has stopped.
    virtual Result<std::vector<Receipt>> append(std::span<const Append> batch) = 0;

    virtual TreeHead head() const = 0;

    /// The command that was accepted under `key`, or nothing.
    virtual Result<std::optional<KnownCommand>> find(const Key& key) = 0;

    /// Errors  not_found: never attached to a command here.
    virtual Result<Bytes> blob(const Hash& hash) = 0;

    /// Proof that the event `sequence` is in the tree of the first `tree_size` events.
    /// Errors  invalid: not within the log.
    virtual Result<ledger::Proof> inclusion_proof(std::uint64_t sequence, std::uint64_t tree_size) = 0;

    /// Proof that the tree of `old_size` events is the beginning of the tree of `tree_size` events.
    /// Errors  invalid: old_size is 0 or the sizes are not within the log.
    virtual Result<ledger::Proof> consistency_proof(std::uint64_t old_size, std::uint64_t tree_size) = 0;

    /// A complete copy in a new file at `path`, as of now, durable on return.
    /// Errors  conflict: the file exists. storage_failed: the copy could not be written; the store goes on.
    virtual Result<void> backup_to(const std::filesystem::path& path) = 0;

    /// Throws the projections away and makes them again from the events, in one transaction.
    virtual Result<void> rebuild_projections() = 0;

    /// Work that can wait for a quiet moment, such as a checkpoint. Called by the CommitQueue after a batch.
    virtual Result<void> maintain() = 0;

    /// True from the first failure on.
    virtual bool stopped() const = 0;
};

}  // namespace assent::store
