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

Result<void> each_event(Database& database, const TenantId& tenant, std::uint64_t from,
                        const std::function<Result<void>(const ledger::StoredEvent&)>& take)
{
    EventRow row;
    Bytes leaf;
    Result<void> result;
    ASSENT_CHECK(database.each(
        select_events,
        [&](const Row& stored) {
            read_event(stored, row);
            if (stored.malformed()) return false;
            ledger::encode_leaf(tenant, row.event, leaf);
            if (ledger::hash_leaf(leaf) == row.leaf_hash)
                result = take(row.event);
            else
                result = refuse(Errc::storage_failed, "Event " + std::to_string(row.event.sequence) +
                                                          " does not match its hash. Run `assent audit verify` to find the first fault.");
            return result.has_value();
        },
        std::max<std::uint64_t>(from, 1)));
    return result;
}

Result<Bytes> read_blob(Database& database, const Hash& hash)
{
    Bytes content;
    ASSENT_TRY(const bool found, database.one(
                                     select_blob,
                                     [&](const Row& row) {
                                         const BytesView bytes = row.bytes(0);
                                         content.assign(bytes.begin(), bytes.end());
                                     },
                                     hash));
    if (!found) return refuse(Errc::not_found, "There is no such file here.");
    if (sha256(content) != hash)
        return refuse(Errc::storage_failed, "A stored file does not match its hash. It may have been altered.");
    return content;
}

}  // namespace assent::store
