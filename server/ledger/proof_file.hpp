#pragma once
// A proof that somebody can keep and check without the log: that an event is in the log which a signed head vouches for.
// As a small JSON object:
//
//     { "proof": "assent inclusion 1", "tenant": HEX, "leaf": HEX, "path": [HEX...], "head": LINE }
//
// `leaf` is the event's own bytes (leaf.hpp), with its number among them; `path` is the RFC 9162 inclusion proof from the
// leaf upwards; `head` is the signed head as its line of text (head.hpp).

#include <string>
#include <string_view>

#include "server/ledger/head.hpp"
#include "server/ledger/leaf.hpp"
#include "server/ledger/merkle.hpp"

namespace assent::ledger {

struct InclusionProof
{
    TenantId tenant;
    StoredEvent event;
    Proof path;
    SignedHead head;

    bool operator==(const InclusionProof&) const = default;
};

std::string to_json(const InclusionProof& proof);

/// Errors  malformed: not such an object.
Result<InclusionProof> parse_inclusion_proof(std::string_view json);

/// A sentence on what is wrong with it, or nothing. `known` is the organisation's public key, learnt from elsewhere.
std::optional<std::string> fault_of(const InclusionProof& proof, const PublicKey& known);

}  // namespace assent::ledger
