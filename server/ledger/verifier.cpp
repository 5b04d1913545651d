#include "server/ledger/verifier.hpp"

namespace assent::ledger {

std::optional<Fault> Verifier::event(const StoredEvent& event, const Hash& stored_leaf_hash)
{
    const std::uint64_t expected = frontier_.size() + 1;
    if (event.sequence != expected)
        return Fault{expected, "Event " + std::to_string(expected) + " is missing; the next one stored is " +
                                   std::to_string(event.sequence) + "."};
    if (event.at < last_at_)
        return Fault{expected, "It is dated " + rfc3339(event.at) + ", before the event in front of it."};
    encode_leaf(tenant_, event, leaf_);
    if (hash_leaf(leaf_) != stored_leaf_hash) return Fault{expected, "Its content does not match its stored hash."};

    if (frontier_.size() == receipts_size_) {
        group_key_ = event.key;
        group_command_ = event.command_hash;
        group_actor_ = event.actor;
    } else if (event.key != group_key_ || event.command_hash != group_command_ || event.actor != group_actor_) {
        return Fault{expected, "It stands among the events of another command."};
    }
    frontier_.append(stored_leaf_hash);
    last_at_ = event.at;
    return std::nullopt;
}

std::optional<Fault> Verifier::receipt(const StoredReceipt& receipt)
{
    const std::uint64_t first = receipts_size_ + 1;
    if (receipt.first_sequence != first || receipt.event_count == 0 ||
        receipt.tree_size != first + receipt.event_count - 1 || receipt.tree_size != frontier_.size())
        return Fault{first, "The receipts do not cover it: the next one is for events " +
                                std::to_string(receipt.first_sequence) + " to " + std::to_string(receipt.tree_size) + "."};
    if (receipt.key != group_key_ || receipt.command_hash != group_command_)
        return Fault{first, "Its receipt is for another command."};
    if (!keys_.insert(receipt.key).second) return Fault{first, "Its command's key was used before."};
    if (receipt.root != frontier_.root())
        return Fault{first, "The tree's root after its command is not the one in the receipt."};
    receipts_size_ = receipt.tree_size;
    return std::nullopt;
}

std::optional<Fault> Verifier::finish() const
{
    if (receipts_size_ == frontier_.size()) return std::nullopt;
    return Fault{receipts_size_ + 1, "There is no receipt for it."};
}

}  // namespace assent::ledger
