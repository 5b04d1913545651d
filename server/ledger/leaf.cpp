#include "server/ledger/leaf.hpp"

#include "server/ledger/fields.hpp"
#include "server/ledger/merkle.hpp"

namespace assent::ledger {

void encode_leaf(TenantId tenant, const StoredEvent& event, Bytes& into)
{
    into.clear();
    into.reserve(160 + event.authority.size() + event.attachments.size() * 32 + event.payload.size());
    put_field(into, tenant.bytes);
    put_number_field(into, event.sequence, 8);
    put_number_field(into, static_cast<std::uint64_t>(event.at.micros), 8);
    put_field(into, event.actor.bytes);
    put_field(into, as_bytes(event.authority));
    put_field(into, event.key.bytes);
    put_field(into, event.command_hash.bytes);
    put_number_field(into, event.type, 4);
    put_number(into, event.attachments.size() * 32, 4);
    for (const Hash& hash : event.attachments) into.insert(into.end(), hash.bytes.begin(), hash.bytes.end());
    put_field(into, event.payload);
}

bool decode_leaf(BytesView leaf, TenantId& tenant, StoredEvent& event)
{
    FieldReader fields(leaf);
    tenant = fields.fixed<TenantId>();
    event.sequence = fields.number(8);
    event.at.micros = static_cast<std::int64_t>(fields.number(8));
    event.actor = fields.fixed<PersonId>();
    event.authority = as_text(fields.bytes());
    event.key = fields.fixed<Key>();
    event.command_hash = fields.fixed<Hash>();
    event.type = static_cast<std::uint32_t>(fields.number(4));
    const BytesView attachments = fields.bytes();
    event.attachments.resize(attachments.size() / 32);
    for (std::size_t i = 0; i < event.attachments.size(); ++i)
        std::copy_n(attachments.begin() + static_cast<std::ptrdiff_t>(32 * i), 32, event.attachments[i].bytes.begin());
    const BytesView payload = fields.bytes();
    event.payload.assign(payload.begin(), payload.end());
    return fields.whole() && attachments.size() % 32 == 0;
}

Hash leaf_hash(TenantId tenant, const StoredEvent& event)
{
    Bytes leaf;
    encode_leaf(tenant, event, leaf);
    return hash_leaf(leaf);
}

}  // namespace assent::ledger
