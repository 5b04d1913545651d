#pragma once
// A log with receipts and signed heads in memory, made step by step, and its bundle as text.

#include <string>
#include <vector>

#include "server/ledger/bundle.hpp"
#include "server/ledger/merkle.hpp"

namespace assent::support {

/// Always the same key for a number, so that a failing test fails again.
inline ledger::SigningKey test_key(unsigned number)
{
    return ledger::SigningKey(sha256(as_bytes("key " + std::to_string(number))).bytes);
}

class SignedLog
{
public:
    /// `history`  goes into every event: two logs of one organisation with other histories part at their first event.
    explicit SignedLog(std::string history = "history", TenantId owner = TenantId::derived("north"))
        : tenant(owner), history_(std::move(history))
    {
        sign();
    }

    SignedLog& command(unsigned count)
    {
        const std::string name = history_ + " command " + std::to_string(receipts.size());
        ledger::StoredReceipt receipt{.first_sequence = events.size() + 1,
                                      .event_count = count,
                                      .tree_size = events.size() + count,
                                      .root = {},
                                      .key = Key::derived(name),
                                      .command_hash = sha256(as_bytes(name))};
        for (unsigned i = 0; i < count; ++i) {
            const auto sequence = events.size() + 1;
            events.push_back({.sequence = sequence,
                              .at = {static_cast<std::int64_t>(1000 * sequence)},
                              .actor = PersonId::derived("ada"),
                              .authority = "vote",
                              .key = receipt.key,
                              .command_hash = receipt.command_hash,
                              .type = 7,
                              .attachments = {},
                              .payload = Bytes(3, static_cast<std::uint8_t>(sequence))});
            if (i == 0 && sequence % 3 == 0) events.back().attachments.push_back(sha256(as_bytes(name)));
            leaves.push_back(ledger::leaf_hash(tenant, events.back()));
            frontier_.append(leaves.back());
        }
        receipt.root = frontier_.root();
        receipts.push_back(receipt);
        return *this;
    }

    SignedLog& sign(bool rotates = false)
    {
        ledger::SignedHead head{.number = heads.size() + 1,
                                .size = frontier_.size(),
                                .root = frontier_.root(),
                                .at = {static_cast<std::int64_t>(1'000'000 + heads.size())},
                                .key = {},
                                .next = {},
                                .signature = {}};
        if (rotates) head.next = test_key(key_number_ + 1).public_key();
        ledger::sign_head(tenant, head, test_key(key_number_));
        key_number_ += rotates;
        heads.push_back(head);
        return *this;
    }

    std::string bundle() const
    {
        std::string text;
        ledger::BundleWriter writer(tenant, heads, [&](std::string_view part) { text += part; });
        std::size_t next = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            writer.event(events[i], leaves[i]);
            if (next < receipts.size() && receipts[next].tree_size == events[i].sequence) writer.receipt(receipts[next++]);
        }
        writer.finish();
        return text;
    }

    TenantId tenant;
    std::vector<ledger::StoredEvent> events;
    std::vector<Hash> leaves;
    std::vector<ledger::StoredReceipt> receipts;
    std::vector<ledger::SignedHead> heads;

private:
    std::string history_;
    ledger::Frontier frontier_;
    unsigned key_number_{};
};

}  // namespace assent::support
