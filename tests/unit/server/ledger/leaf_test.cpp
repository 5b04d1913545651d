#include "server/ledger/leaf.hpp"

#include <gtest/gtest.h>

#include "server/ledger/merkle.hpp"

using namespace assent;
using namespace assent::ledger;

namespace {

template<class T>
T filled(std::uint8_t value)
{
    T result;
    result.bytes.fill(value);
    return result;
}

StoredEvent sample()
{
    return {.sequence = 0x0102030405060708,
            .at = {0x1112131415161718},
            .actor = filled<PersonId>(0xaa),
            .authority = "vote",
            .key = filled<Key>(0xbb),
            .command_hash = filled<Hash>(0xcc),
            .type = 0x21222324,
            .attachments = {filled<Hash>(0xdd)},
            .payload = {9, 8, 7}};
}

std::string repeated(const std::string& digits, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) result += digits;
    return result;
}

}  // namespace

TEST(LeafTest, the_bytes_are_those_of_the_documented_encoding)
{
    Bytes bytes;
    encode_leaf(filled<TenantId>(0x99), sample(), bytes);
    EXPECT_EQ(to_hex(bytes), "10000000" + repeated("99", 16) + "08000000" "0807060504030201" "08000000" "1817161514131211"
                             "10000000" + repeated("aa", 16) + "04000000" "766f7465" "10000000" + repeated("bb", 16) +
                             "20000000" + repeated("cc", 32) + "04000000" "24232221" "20000000" + repeated("dd", 32) +
                             "03000000" "090807");
    bytes.insert(bytes.begin(), 0);
    EXPECT_EQ(leaf_hash(filled<TenantId>(0x99), sample()), sha256(bytes));
}

TEST(LeafTest, a_change_of_any_field_or_of_the_organisation_changes_the_hash)
{
    const TenantId tenant = filled<TenantId>(1);
    const Hash before = leaf_hash(tenant, sample());
    const auto differs = [&](auto change) {
        StoredEvent event = sample();
        change(event);
        return leaf_hash(tenant, event) != before;
    };
    EXPECT_EQ(leaf_hash(tenant, sample()), before);
    EXPECT_NE(leaf_hash(filled<TenantId>(2), sample()), before);
    EXPECT_TRUE(differs([](auto& e) { ++e.sequence; }));
    EXPECT_TRUE(differs([](auto& e) { ++e.at.micros; }));
    EXPECT_TRUE(differs([](auto& e) { e.actor.bytes[15] ^= 1; }));
    EXPECT_TRUE(differs([](auto& e) { e.authority += 'd'; }));
    EXPECT_TRUE(differs([](auto& e) { e.key.bytes[0] ^= 1; }));
    EXPECT_TRUE(differs([](auto& e) { e.command_hash.bytes[31] ^= 0x80; }));
    EXPECT_TRUE(differs([](auto& e) { e.type = 0; }));
    EXPECT_TRUE(differs([](auto& e) { e.attachments.clear(); }));
    EXPECT_TRUE(differs([](auto& e) { e.payload.push_back(0); }));
}

TEST(LeafTest, bytes_cannot_move_from_one_field_to_the_next_unseen)
{
    StoredEvent one = sample();
    StoredEvent other = sample();
    one.attachments.clear();
    one.payload.assign(32, 0xdd);
    other.attachments = {filled<Hash>(0xdd)};
    other.payload.clear();
    EXPECT_NE(leaf_hash({}, one), leaf_hash({}, other));
}

TEST(LeafTest, a_leaf_is_read_back_as_it_was_written_and_nothing_else_is)
{
    const StoredEvent event{.sequence = 12,
                            .at = {-5},
                            .actor = PersonId::derived("ada"),
                            .authority = "vote",
                            .key = Key::derived("key"),
                            .command_hash = sha256(as_bytes("command")),
                            .type = 4'000'000'000,
                            .attachments = {sha256(as_bytes("one")), sha256(as_bytes("two"))},
                            .payload = {1, 2, 3}};
    Bytes leaf;
    encode_leaf(TenantId::derived("north"), event, leaf);
    TenantId tenant;
    StoredEvent read;
    ASSERT_TRUE(decode_leaf(leaf, tenant, read));
    EXPECT_EQ(tenant, TenantId::derived("north"));
    EXPECT_EQ(read, event);
    for (std::size_t size = 0; size < leaf.size(); ++size) EXPECT_FALSE(decode_leaf(BytesView(leaf).first(size), tenant, read)) << size;
    leaf.push_back(0);
    EXPECT_FALSE(decode_leaf(leaf, tenant, read));
}
