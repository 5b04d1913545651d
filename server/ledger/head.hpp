#pragma once
// Signed tree heads, in the manner of RFC 9162, 4.10: what the organisation's key says about its log at a moment. Who has
// seen one can hold the organisation to it for ever, because no later log without those very events has that root.
//
// What is signed is the fields below in this order, each its length in bytes as 32 bits, little-endian, then the bytes:
//
//     label     18   "assent tree head 1"
//     tenant    16   identifier of the organisation whose log it is
//     number     8   unsigned, little-endian; counts the organisation's heads from 1
//     size       8   unsigned, little-endian; events in the tree
//     root      32   of the tree of that many events (leaf.hpp; RFC 9162, 2.1.1)
//     at         8   signed, little-endian; microseconds since 1970, UTC; later than the head before
//     key       32   the Ed25519 public key that signs it
//     next       n   32: the public key that signs from the next head on, a rotation; 0: the same key goes on
//
// A head as a line of text, here broken in two: numbers in decimal, bytes in lower-case hexadecimal, one space between,
// "-" for no next key, ended by a newline:
//
//     head NUMBER SIZE ROOT AT KEY NEXT SIGNATURE
//
// A file of heads is the line "assent-heads 1 TENANT" and then heads, in order. It is only ever appended to.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/ledger/signing.hpp"
#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent::ledger {

struct SignedHead
{
    std::uint64_t number{};  ///< from 1, without gaps
    std::uint64_t size{};
    Hash root;
    Timestamp at;
    PublicKey key;                  ///< that signed it
    std::optional<PublicKey> next;  ///< that signs from the next head on, where it changes here
    Signature signature;

    bool operator==(const SignedHead&) const = default;
    /// The key that must sign the next head.
    const PublicKey& key_after() const { return next ? *next : key; }
};

/// Puts key and signature into a head that has everything else.
void sign_head(TenantId tenant, SignedHead& head, const SigningKey& key);
/// Whether the key named in the head signed these very values for this organisation.
bool signature_holds(TenantId tenant, const SignedHead& head);

/// The line, without the newline.
std::string line_of(const SignedHead& head);
/// Nothing if it is not the one line that stands for a head.
std::optional<SignedHead> parse_head(std::string_view line);

/// Heads one after the other, each checked against those before it: its place, time, size, signature, and that the key
/// which signs is the first one's or was handed on by the one before.
class HeadChain
{
public:
    /// `known`  a public key learnt from elsewhere. Without it the first head's own key is believed.
    explicit HeadChain(TenantId tenant, std::optional<PublicKey> known = {}) : tenant_(tenant), known_(known) {}

    /// A sentence on what is wrong, or nothing. The first fault ends the chain: nothing may be added after it.
    std::optional<std::string> add(const SignedHead& head);
    /// Whether all of it counts for nothing because the known key signed none of it.
    std::optional<std::string> finish() const;

    std::uint64_t count() const { return count_; }
    /// Undefined while there is none.
    const SignedHead& last() const { return last_; }

private:
    TenantId tenant_;
    std::optional<PublicKey> known_;
    bool known_signed_{};  ///< the known key has signed one, so it or its successors sign from there on
    std::uint64_t count_{};
    SignedHead last_;
};

std::string heads_title(TenantId tenant);

struct HeadsFile
{
    TenantId tenant;
    std::vector<SignedHead> heads;
    bool is_cut_off{};  ///< the last line has no end: it was being written, or a crash cut it off. It is left out
};

/// Reads the text of a file of heads; checks no signature.
/// Errors  malformed: names the line.
Result<HeadsFile> parse_heads(std::string_view text);

}  // namespace assent::ledger
