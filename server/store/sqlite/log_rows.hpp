#pragma once
// How events and receipts stand in the tables: shared by the store, which writes, and the audit, which only reads.

#include <optional>

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

inline constexpr Statement select_tenant{"select_tenant", "SELECT id FROM tenant"};

struct EventRow
{
    ledger::StoredEvent event;
    Hash leaf_hash;
};

/// Reads a row of select_events into `into`, whose buffers are used again. An unreadable value marks the row malformed.
void read_event(const Row& row, EventRow& into);
ledger::StoredReceipt read_receipt(const Row& row);

}  // namespace assent::store
