#include "server/ledger/leaf.hpp"

#include "server/ledger/merkle.hpp"

namespace assent::ledger {

static void put(Bytes& into, std::uint64_t value, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i) into.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

static void field(Bytes& into, BytesView bytes)
{
    put(into, bytes.size(), 4);
    into.insert(into.end(), bytes.begin(), bytes.end());
}

static void number_field(Bytes& into, std::uint64_t value, std::size_t size)
{
    put(into, size, 4);
    put(into, value, size);
}

void encode_leaf(TenantId tenant, const StoredEvent& event, Bytes& into)
{
    into.clear();
    into.reserve(160 + event.authority.size() + event.attachments.size() * 32 + event.payload.size());
    field(into, tenant.bytes);
    number_field(into, event.sequence, 8);
    number_field(into, static_cast<std::uint64_t>(event.at.micros), 8);
    field(into, event.actor.bytes);
    field(into, as_bytes(event.authority));
    field(into, event.key.bytes);
    field(into, event.command_hash.bytes);
    number_field(into, event.type, 4);
    put(into, event.attachments.size() * 32, 4);
    for (const Hash& hash : event.attachments) into.insert(into.end(), hash.bytes.begin(), hash.bytes.end());
    field(into, event.payload);
}

Hash leaf_hash(TenantId tenant, const StoredEvent& event)
{
    Bytes leaf;
    encode_leaf(tenant, event, leaf);
    return hash_leaf(leaf);
}

}  // namespace assent::ledger
