#pragma once
// A whole log in one file of text that says everything needed to check it: the events' own bytes, the receipts that were
// given for them, and the signed heads. docs/ledger.md describes it for whoever writes a verifier of their own.
//
//     assent-ledger 1 TENANT
//     event HASH LEAF                          the leaf's bytes (leaf.hpp) and its hash as stored
//     receipt FIRST COUNT SIZE ROOT KEY HASH   after the last of its events; key and hash are the command's
//     head NUMBER SIZE ROOT AT KEY NEXT SIGNATURE   after as many events as it is for
//     end EVENTS RECEIPTS HEADS
//
// A head stands where the tree has its size, so a verifier that grows the tree once has checked each root and that each
// head's log goes on from the one before.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/ledger/head.hpp"
#include "server/ledger/leaf.hpp"
#include "server/ledger/verifier.hpp"

namespace assent::ledger {

/// Writes a bundle line by line as events and receipts come, in order. It judges nothing: what is stored is what is written.
class BundleWriter
{
public:
    using Write = std::function<void(std::string_view)>;

    BundleWriter(TenantId tenant, std::vector<SignedHead> heads, Write write);
    void event(const StoredEvent& event, const Hash& stored_leaf_hash);
    void receipt(const StoredReceipt& receipt);
    /// Heads that are for more events than came, and the last line.
    void finish();

    std::uint64_t events() const { return events_; }

private:
    void line(std::string_view line);
    void heads_up_to(std::uint64_t size);

    TenantId tenant_;
    std::vector<SignedHead> heads_;
    Write write_;
    std::uint64_t events_{};
    std::uint64_t receipts_{};
    std::size_t next_head_{};
    Bytes leaf_;
};

struct BundleFault
{
    std::uint64_t line{};  ///< from 1
    std::string what;      ///< sentences that name the event or head

    bool operator==(const BundleFault&) const = default;
};

/// Takes a bundle line by line; the first fault is the answer and nothing may be given after it.
class BundleVerifier
{
public:
    /// `known`  a public key learnt from elsewhere. Without it the bundle's own first key is believed, which shows that it
    /// is whole, not whose it is.
    explicit BundleVerifier(std::optional<PublicKey> known = {}) : known_(known), log_(TenantId{}), heads_(TenantId{}) {}

    /// `line`  without its newline.
    std::optional<BundleFault> line(std::string_view line);
    /// That the bundle has its end, and that the known key signed something in it.
    std::optional<BundleFault> finish() const;

    TenantId tenant() const { return tenant_; }
    const Verifier& log() const { return log_; }
    const HeadChain& heads() const { return heads_; }
    std::uint64_t receipts() const { return receipts_; }

private:
    std::optional<std::string> title(std::string_view line);
    std::optional<std::string> event(std::string_view line);
    std::optional<std::string> receipt(std::string_view line);
    std::optional<std::string> head(std::string_view line);
    std::optional<std::string> end(std::string_view line);

    std::optional<PublicKey> known_;
    TenantId tenant_;
    Verifier log_;
    HeadChain heads_;
    std::uint64_t receipts_{};
    std::uint64_t lines_{};
    bool ended_{};
    // Used again for each line.
    StoredEvent event_;
    Bytes leaf_;
};

}  // namespace assent::ledger
