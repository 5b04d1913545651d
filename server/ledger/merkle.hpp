#pragma once
// The Merkle tree of RFC 9162, section 2.1, over hashes of leaves. Frontier grows a tree without keeping it; Prover
// reads leaf hashes through a callback, so the caller decides where they are kept; the verifiers need nothing but the
// proof. None of them does I/O. Indices of leaves count from 0 here, as in the RFC (event n is leaf n - 1).

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/sha256.hpp"

namespace assent::ledger {

/// SHA-256(0x00 || leaf).
Hash hash_leaf(BytesView leaf);
/// SHA-256(0x01 || left || right).
Hash hash_children(const Hash& left, const Hash& right);
/// The root of a tree without leaves: SHA-256 of nothing.
Hash empty_root();

/// The roots of the perfect subtrees that a tree of n leaves splits into, largest first: at most 64 hashes. Appending
/// costs one node on average, the root at most log2 n.
class Frontier
{
public:
    void append(const Hash& leaf);
    std::uint64_t size() const { return size_; }
    Hash root() const;

    bool operator==(const Frontier&) const = default;

private:
    std::vector<Hash> peaks_;
    std::uint64_t size_{};
};

using Proof = std::vector<Hash>;

/// Makes proofs from leaf hashes kept elsewhere. It remembers the roots of perfect subtrees of 32 leaves and more, which
/// in a log never change, so the first proof reads all leaves before it and later ones hardly any; a million events cost
/// about 5 MB.
class Prover
{
public:
    /// Gives the hash of the leaf at an index; nothing if it cannot be read, which ends the calculation with nothing.
    using LeafAt = std::function<std::optional<Hash>(std::uint64_t index)>;

    explicit Prover(LeafAt leaf_at) : leaf_at_(std::move(leaf_at)) {}

    /// That leaf `index` is in the tree of the first `size` leaves (RFC 9162, 2.1.3.1).
    /// Nothing if index >= size or a leaf cannot be read.
    std::optional<Proof> inclusion(std::uint64_t index, std::uint64_t size);

    /// That the tree of the first `old_size` leaves is the beginning of that of the first `size` (RFC 9162, 2.1.4.1).
    /// Empty where the sizes are equal. Nothing if old_size is 0 or above `size`, or a leaf cannot be read.
    std::optional<Proof> consistency(std::uint64_t old_size, std::uint64_t size);

private:
    std::optional<Hash> node(unsigned level, std::uint64_t index);
    std::optional<Hash> range(std::uint64_t begin, std::uint64_t end);

    LeafAt leaf_at_;
    std::map<std::pair<unsigned, std::uint64_t>, Hash> known_;  ///< by level and index within it
};

/// RFC 9162, 2.1.3.2.
bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root);

/// RFC 9162, 2.1.4.2. The tree of no leaves is the beginning of every tree; its proof is empty.
bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root,
                        const Hash& root);

}  // namespace assent::ledger
