#include "server/ledger/merkle.hpp"

#include <map>
#include <string>

#include <gtest/gtest.h>

using namespace assent;
using namespace assent::ledger;

namespace {

/// RFC 9162, 2.1.1, as written there.
Hash naive_root(std::span<const Hash> leaves)
{
    if (leaves.empty()) return sha256({});
    if (leaves.size() == 1) return leaves[0];
    static std::map<std::vector<Hash>, Hash> known;  // the definition asked for the same subtrees half a million times
    std::vector<Hash> key{leaves.front(), leaves.back()};
    if (const auto found = known.find(key); found != known.end()) return found->second;
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    return known[key] = hash_children(naive_root(leaves.first(k)), naive_root(leaves.subspan(k)));
}

/// RFC 9162, 2.1.3.1.
Proof naive_path(std::size_t m, std::span<const Hash> leaves)
{
    if (leaves.size() == 1) return {};
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    Proof path = m < k ? naive_path(m, leaves.first(k)) : naive_path(m - k, leaves.subspan(k));
    path.push_back(m < k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
    return path;
}

/// RFC 9162, 2.1.4.1.
Proof naive_subproof(std::size_t m, std::span<const Hash> leaves, bool whole)
{
    if (m == leaves.size()) return whole ? Proof{} : Proof{naive_root(leaves)};
    std::size_t k = 1;
    while (k * 2 < leaves.size()) k *= 2;
    Proof proof =
        m <= k ? naive_subproof(m, leaves.first(k), whole) : naive_subproof(m - k, leaves.subspan(k), false);
    proof.push_back(m <= k ? naive_root(leaves.subspan(k)) : naive_root(leaves.first(k)));
    return proof;
}

std::vector<Hash> some_leaves(std::size_t count)
{
    std::vector<Hash> leaves;
    for (std::size_t i = 0; i < count; ++i) leaves.push_back(hash_leaf(as_bytes("leaf " + std::to_string(i))));
    return leaves;
}

Prover prover(const std::vector<Hash>& leaves)
{
    return Prover([&leaves](std::uint64_t i) { return std::optional(leaves[i]); });
}

constexpr std::size_t size_max = 256;

}  // namespace

TEST(MerkleTest, the_roots_are_those_of_the_published_vectors)
{
    // The eight inputs and roots used by the reference implementations of Certificate Transparency.
    const char* inputs[] = {"", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                            "606162636465666768696a6b6c6d6e6f"};
    const char* roots[] = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                           "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                           "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                           "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                           "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                           "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                           "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                           "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    Frontier frontier;
    EXPECT_EQ(frontier.root().hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (std::size_t i = 0; i < 8; ++i) {
        frontier.append(hash_leaf(*from_hex(inputs[i])));
        EXPECT_EQ(frontier.root().hex(), roots[i]) << "size " << i + 1;
    }
}

TEST(MerkleTest, a_growing_frontier_has_the_root_of_the_recursive_definition)
{
    const auto leaves = some_leaves(size_max);
    Frontier frontier;
    for (std::size_t n = 0; n <= size_max; ++n) {
        ASSERT_EQ(frontier.size(), n);
        ASSERT_EQ(frontier.root(), naive_root(std::span(leaves).first(n))) << n;
        if (n < size_max) frontier.append(leaves[n]);
    }
}

TEST(MerkleTest, every_inclusion_proof_is_that_of_the_definition_and_verifies)
{
    const auto leaves = some_leaves(size_max);
    Prover maker = prover(leaves);
    for (std::size_t n = 1; n <= size_max; ++n) {
        const auto tree = std::span(leaves).first(n);
        const Hash root = naive_root(tree);
        for (std::size_t m = 0; m < n; ++m) {
            const auto proof = maker.inclusion(m, n);
            ASSERT_TRUE(proof);
            ASSERT_EQ(*proof, naive_path(m, tree)) << m << " of " << n;
            ASSERT_TRUE(verify_inclusion(leaves[m], m, n, *proof, root)) << m << " of " << n;
            if (n % 16 < 3 && n > 1)
                ASSERT_FALSE(verify_inclusion(leaves[m], (m + 1) % n, n, *proof, root)) << m << " of " << n;
        }
    }
}

TEST(MerkleTest, every_consistency_proof_is_that_of_the_definition_and_verifies)
{
    const auto leaves = some_leaves(size_max);
    Prover maker = prover(leaves);
    std::vector<Hash> roots;
    for (std::size_t n = 0; n <= size_max; ++n) roots.push_back(naive_root(std::span(leaves).first(n)));
    for (std::size_t n = 1; n <= size_max; ++n)
        for (std::size_t m = 1; m <= n; ++m) {
            const auto proof = maker.consistency(m, n);
            ASSERT_TRUE(proof);
            ASSERT_EQ(*proof, naive_subproof(m, std::span(leaves).first(n), true)) << m << " of " << n;
            ASSERT_TRUE(verify_consistency(m, n, *proof, roots[m], roots[n])) << m << " of " << n;
            if (n % 16 > 2) continue;
            ASSERT_FALSE(verify_consistency(m, n, *proof, roots[m - 1], roots[n])) << m << " of " << n;
            if (m < n) ASSERT_FALSE(verify_consistency(m, n, *proof, roots[m], roots[n - 1])) << m << " of " << n;
        }
}

TEST(MerkleTest, a_proof_with_any_bit_changed_or_a_hash_too_many_or_too_few_is_refused)
{
    const auto leaves = some_leaves(100);
    const Hash root = naive_root(leaves);
    const Hash old_root = naive_root(std::span(leaves).first(37));
    const auto inclusion = *prover(leaves).inclusion(37, 100);
    const auto consistency = *prover(leaves).consistency(37, 100);
    for (std::size_t bit = 0; bit < inclusion.size() * 256; ++bit) {
        auto wrong = inclusion;
        wrong[bit / 256].bytes[bit / 8 % 32] ^= static_cast<std::uint8_t>(1u << bit % 8);
        ASSERT_FALSE(verify_inclusion(leaves[37], 37, 100, wrong, root)) << bit;
    }
    for (std::size_t bit = 0; bit < consistency.size() * 256; ++bit) {
        auto wrong = consistency;
        wrong[bit / 256].bytes[bit / 8 % 32] ^= static_cast<std::uint8_t>(1u << bit % 8);
        ASSERT_FALSE(verify_consistency(37, 100, wrong, old_root, root)) << bit;
    }
    auto longer = inclusion;
    longer.push_back(root);
    EXPECT_FALSE(verify_inclusion(leaves[37], 37, 100, longer, root));
    EXPECT_FALSE(verify_inclusion(leaves[37], 37, 100, std::span(inclusion).first(inclusion.size() - 1), root));
    longer = consistency;
    longer.push_back(root);
    EXPECT_FALSE(verify_consistency(37, 100, longer, old_root, root));
    EXPECT_FALSE(verify_consistency(37, 100, std::span(consistency).first(consistency.size() - 1), old_root, root));
}

TEST(MerkleTest, what_lies_outside_the_tree_has_no_proof)
{
    const auto leaves = some_leaves(8);
    EXPECT_FALSE(prover(leaves).inclusion(8, 8));
    EXPECT_FALSE(prover(leaves).inclusion(0, 0));
    EXPECT_FALSE(prover(leaves).consistency(0, 8));
    EXPECT_FALSE(prover(leaves).consistency(9, 8));
    EXPECT_FALSE(verify_inclusion(leaves[0], 8, 8, {}, leaves[0]));
    EXPECT_FALSE(verify_consistency(9, 8, {}, leaves[0], leaves[0]));
    EXPECT_TRUE(verify_consistency(0, 8, {}, empty_root(), naive_root(leaves)));
    EXPECT_FALSE(verify_consistency(0, 8, {}, leaves[0], naive_root(leaves)));
}

TEST(MerkleTest, a_leaf_that_cannot_be_read_ends_the_proof)
{
    const auto leaves = some_leaves(8);
    Prover broken([&](std::uint64_t i) { return i == 5 ? std::nullopt : std::optional(leaves[i]); });
    EXPECT_FALSE(broken.inclusion(0, 8));
    EXPECT_FALSE(broken.consistency(3, 8));
}
