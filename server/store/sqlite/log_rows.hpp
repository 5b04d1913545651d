#pragma once
// How events, receipts and files stand in the tables: shared by the store, which writes, and the readers and the audit.

#include <functional>

#include "server/ledger/leaf.hpp"
#include "server/ledger/verifier.hpp"
#include "server/store/sqlite/database.hpp"

namespace assent::store {

inline constexpr Statement select_events{
    "select_events",
    "SELECT sequence, at, actor, authority, key, command_hash, type, leaf_hash, attachments, payload FROM event "
    "WHERE sequence >= $1 ORDER BY sequence"};

inline constexpr Statement select_receipts{
    "select_receipts",
    "SELECT tree_size, first_sequence, event_count, root, key, command_hash FROM receipt "
    "WHERE tree_size >= $1 ORDER BY tree_size"};

inline constexpr Statement select_blob{"select_blob", "SELECT content FROM blob WHERE hash = $1"};
inline constexpr Statement select_tenant{"select_tenant", "SELECT id FROM tenant"};

struct EventRow
{
    ledger::StoredEvent event;
    Hash leaf_hash;
};

/// Reads a row of select_events into `into`, whose buffers are used again. An unreadable value marks the row malformed.
void read_event(const Row& row, EventRow& into);
ledger::StoredReceipt read_receipt(const Row& row);

/// Gives each event from sequence `from` on, after comparing it with its leaf hash; stops at the first error of `take`.
/// Errors: storage_failed if an event does not match its hash or cannot be read.
Result<void> each_event(Database& database, const TenantId& tenant, std::uint64_t from,
                        const std::function<Result<void>(const ledger::StoredEvent&)>& take);

/// A stored file, compared with its hash. Errors: not_found; storage_failed if it does not match or cannot be read.
Result<Bytes> read_blob(Database& database, const Hash& hash);

}  // namespace assent::store
