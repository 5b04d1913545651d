#include "server/ledger/merkle.hpp"

#include <algorithm>
#include <bit>

namespace assent::ledger {

Hash hash_leaf(BytesView leaf)
{
    const std::uint8_t prefix = 0x00;
    return Sha256{}.update({&prefix, 1}).update(leaf).finish();
}

Hash hash_children(const Hash& left, const Hash& right)
{
    std::uint8_t bytes[65];
    bytes[0] = 0x01;
    std::copy(left.bytes.begin(), left.bytes.end(), bytes + 1);
    std::copy(right.bytes.begin(), right.bytes.end(), bytes + 33);
    return sha256(bytes);
}

Hash empty_root()
{
    return sha256({});
}

void Frontier::append(const Hash& leaf)
{
    peaks_.push_back(leaf);
    // As in counting: each one bit at the end of the old size is a perfect subtree as large as the one just completed.
    for (std::uint64_t carry = size_; carry & 1; carry >>= 1) {
        const Hash right = peaks_.back();
        peaks_.pop_back();
        peaks_.back() = hash_children(peaks_.back(), right);
    }
    ++size_;
}

Hash Frontier::root() const
{
    if (peaks_.empty()) return empty_root();
    Hash root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i-- > 0;) root = hash_children(peaks_[i], root);
    return root;
}

/// The largest power of two below `size`, which is at least 2: where RFC 9162 splits a tree.
static std::uint64_t split_of(std::uint64_t size)
{
    return std::bit_floor(size - 1);
}

/// Root of the perfect subtree of 2^level leaves that begins at leaf index * 2^level.
std::optional<Hash> Prover::node(unsigned level, std::uint64_t index)
{
    constexpr unsigned level_remembered = 5;
    if (level == 0) return leaf_at_(index);
    if (level >= level_remembered)
        if (const auto found = known_.find({level, index}); found != known_.end()) return found->second;
    const auto left = node(level - 1, 2 * index);
    const auto right = left ? node(level - 1, 2 * index + 1) : std::nullopt;
    if (!right) return std::nullopt;
    const Hash hash = hash_children(*left, *right);
    if (level >= level_remembered) known_.emplace(std::pair(level, index), hash);
    return hash;
}

/// Root of the leaves [begin, end), where `begin` is a multiple of a power of two not below the range's size, as every
/// subtree of a tree is: largest perfect subtrees first, joined from the right.
std::optional<Hash> Prover::range(std::uint64_t begin, std::uint64_t end)
{
    std::vector<Hash> peaks;
    while (begin < end) {
        const auto size = std::bit_floor(end - begin);
        const auto level = static_cast<unsigned>(std::countr_zero(size));
        const auto hash = node(level, begin >> level);
        if (!hash) return std::nullopt;
        peaks.push_back(*hash);
        begin += size;
    }
    Hash root = peaks.back();
    for (std::size_t i = peaks.size() - 1; i-- > 0;) root = hash_children(peaks[i], root);
    return root;
}

static bool collect(Proof& proof, const std::optional<Hash>& hash)
{
    if (!hash) return false;
    proof.push_back(*hash);
    return true;
}

std::optional<Proof> Prover::inclusion(std::uint64_t index, std::uint64_t size)
{
    if (index >= size) return std::nullopt;
    Proof proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    // From the root down; the path is given from the leaf up.
    while (end - begin > 1) {
        const std::uint64_t middle = begin + split_of(end - begin);
        if (index < middle) {
            if (!collect(proof, range(middle, end))) return std::nullopt;
            end = middle;
        } else {
            if (!collect(proof, range(begin, middle))) return std::nullopt;
            begin = middle;
        }
    }
    std::reverse(proof.begin(), proof.end());
    return proof;
}

std::optional<Proof> Prover::consistency(std::uint64_t old_size, std::uint64_t size)
{
    if (old_size == 0 || old_size > size) return std::nullopt;
    Proof proof;
    std::uint64_t begin = 0;
    std::uint64_t end = size;
    bool whole = true;  // the old tree's root is still the root of what is left, so the verifier has it
    while (old_size != end) {
        const std::uint64_t middle = begin + split_of(end - begin);
        if (old_size <= middle) {
            if (!collect(proof, range(middle, end))) return std::nullopt;
            end = middle;
        } else {
            if (!collect(proof, range(begin, middle))) return std::nullopt;
            begin = middle;
            whole = false;
        }
    }
    if (!whole && !collect(proof, range(begin, end))) return std::nullopt;
    std::reverse(proof.begin(), proof.end());
    return proof;
}

bool verify_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size, std::span<const Hash> proof,
                      const Hash& root)
{
    if (index >= size) return false;
    std::uint64_t fn = index;
    std::uint64_t sn = size - 1;
    Hash r = leaf;
    for (const Hash& p : proof) {
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            r = hash_children(p, r);
            while (!(fn & 1) && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            r = hash_children(r, p);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && r == root;
}

bool verify_consistency(std::uint64_t old_size, std::uint64_t size, std::span<const Hash> proof, const Hash& old_root,
                        const Hash& root)
{
    if (old_size > size) return false;
    if (old_size == size) return proof.empty() && old_root == root;
    if (old_size == 0) return proof.empty() && old_root == empty_root();
    // Where the old tree was perfect, its root is the first node of the path and is left out of the proof.
    std::vector<Hash> path(proof.begin(), proof.end());
    if (std::has_single_bit(old_size)) path.insert(path.begin(), old_root);
    if (path.empty()) return false;
    std::uint64_t fn = old_size - 1;
    std::uint64_t sn = size - 1;
    while (fn & 1) {
        fn >>= 1;
        sn >>= 1;
    }
    Hash fr = path.front();
    Hash sr = path.front();
    for (std::size_t i = 1; i < path.size(); ++i) {
        const Hash& c = path[i];
        if (sn == 0) return false;
        if ((fn & 1) || fn == sn) {
            fr = hash_children(c, fr);
            sr = hash_children(c, sr);
            while (!(fn & 1) && fn != 0) {
                fn >>= 1;
                sn >>= 1;
            }
        } else {
            sr = hash_children(sr, c);
        }
        fn >>= 1;
        sn >>= 1;
    }
    return sn == 0 && fr == old_root && sr == root;
}

}  // namespace assent::ledger
