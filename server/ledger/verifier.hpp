#pragma once
// Recomputes a log from what is stored and names the first event that does not fit. Knows no store: whoever has rows
// feeds them in order, events first and then the receipt that covers them. Used by `assent audit verify`, by restore, and
// by every store when it opens.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>

#include "server/ledger/leaf.hpp"
#include "server/ledger/merkle.hpp"

namespace assent::ledger {

/// A receipt as stored: what was promised for the events [first_sequence, tree_size].
struct StoredReceipt
{
    std::uint64_t first_sequence{};
    std::uint32_t event_count{};
    std::uint64_t tree_size{};
    Hash root;
    Key key;
    Hash command_hash;

    bool operator==(const StoredReceipt&) const = default;
};

/// The first thing that is wrong.
struct Fault
{
    std::uint64_t sequence{};  ///< of the first event that cannot be trusted
    std::string what;          ///< a sentence

    bool operator==(const Fault&) const = default;
};

class Verifier
{
public:
    explicit Verifier(TenantId tenant) : tenant_(tenant) {}

    /// Checks the next event: its place, its time and its own hash.
    std::optional<Fault> event(const StoredEvent& event, const Hash& stored_leaf_hash);

    /// Checks the receipt that covers the events since the last one: their number, key, and the root after them.
    std::optional<Fault> receipt(const StoredReceipt& receipt);

    /// Checks that nothing was left without a receipt.
    std::optional<Fault> finish() const;

    std::uint64_t size() const { return frontier_.size(); }
    Hash root() const { return frontier_.root(); }
    Timestamp last_at() const { return last_at_; }
    const Frontier& frontier() const { return frontier_; }

private:
    TenantId tenant_;
    Frontier frontier_;
    Timestamp last_at_{INT64_MIN};
    std::uint64_t receipts_size_{};  ///< events covered by receipts so far
    Key group_key_;                  ///< of the events since then
    Hash group_command_;
    PersonId group_actor_;
    std::unordered_set<Key> keys_;
    Bytes leaf_;
};

}  // namespace assent::ledger
