#pragma once
// An event as the log keeps it, and the bytes that stand for it in the Merkle tree. An auditor needs this page and
// SHA-256 to check a log, so the encoding is plain and does not depend on how a store lays out its rows.
//
// A leaf is the fields below in this order. Each is its length in bytes as 32 bits, little-endian, then the bytes:
//
//     tenant        16   identifier of the organisation whose log it is
//     sequence       8   unsigned, little-endian; counts from 1
//     at             8   signed, little-endian; microseconds since 1970, UTC
//     actor         16   identifier of the person
//     authority      n   UTF-8, the right that was used
//     key           16   idempotency key of the command
//     command_hash  32   SHA-256 of the command as received
//     type           4   unsigned, little-endian
//     attachments   32k  SHA-256 of each attached blob, one after the other
//     payload        n   the event itself
//
// The leaf's hash is SHA-256(0x00 || leaf), as RFC 9162, 2.1.1 says. The organisation is a field so that a row that is
// carried from one organisation's log into another's does not verify there.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/id.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent::ledger {

struct StoredEvent
{
    std::uint64_t sequence{};  ///< from 1, without gaps
    Timestamp at;              ///< never before the previous event's
    PersonId actor;
    std::string authority;  ///< the right that was used
    Key key;                ///< of the command; events of one command share it
    Hash command_hash;
    std::uint32_t type{};
    std::vector<Hash> attachments;  ///< blobs stored with the command; on its first event
    Bytes payload;

    bool operator==(const StoredEvent&) const = default;
};

/// Writes the leaf's bytes into `into`, replacing what is there; a caller with many events gives the same buffer again.
void encode_leaf(TenantId tenant, const StoredEvent& event, Bytes& into);

/// Reads such bytes, using the event's buffers again. False if they are not a leaf, to the last byte; what was read then
/// means nothing.
bool decode_leaf(BytesView leaf, TenantId& tenant, StoredEvent& event);

/// SHA-256(0x00 || leaf).
Hash leaf_hash(TenantId tenant, const StoredEvent& event);

}  // namespace assent::ledger
