#include "server/store/sqlite/log_rows.hpp"

#include <algorithm>

namespace assent::store {

void read_event(const Row& row, EventRow& into)
{
    ledger::StoredEvent& event = into.event;
    event.sequence = row.count(0);
    event.at = row.time(1);
    event.actor = row.fixed<PersonId>(2);
    event.authority = row.text(3);
    event.key = row.fixed<Key>(4);
    event.command_hash = row.fixed<Hash>(5);
    event.type = row.small_count(6);
    into.leaf_hash = row.fixed<Hash>(7);
    const BytesView attachments = row.bytes(8);
    if (attachments.size() % 32 != 0) row.mark_malformed();
    event.attachments.resize(attachments.size() / 32);
    for (std::size_t i = 0; i < event.attachments.size(); ++i)
        std::copy_n(attachments.begin() + static_cast<std::ptrdiff_t>(32 * i), 32, event.attachments[i].bytes.begin());
    const BytesView payload = row.bytes(9);
    event.payload.assign(payload.begin(), payload.end());
}

ledger::StoredReceipt read_receipt(const Row& row)
{
    return {.first_sequence = row.count(1),
            .event_count = row.small_count(2),
            .tree_size = row.count(0),
            .root = row.fixed<Hash>(3),
            .key = row.fixed<Key>(4),
            .command_hash = row.fixed<Hash>(5)};
}

}  // namespace assent::store
