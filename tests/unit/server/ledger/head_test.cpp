#include "server/ledger/head.hpp"

#include <gmock/gmock.h>

#include "server/ledger/merkle.hpp"
#include "tests/support/signed_log.hpp"

using namespace assent;
using namespace assent::ledger;
using namespace assent::support;
using testing::HasSubstr;
using testing::Optional;

namespace {

/// Head 1 of the empty log, 2 and 3 after a command each; 3 hands on to another key, which signs 4 and 5.
SignedLog rotated_log()
{
    SignedLog log;
    log.command(1).sign().command(3).sign(true).sign().command(2).sign();
    return log;
}

/// What the chain says of the first head that does not hold; empty if all do.
std::string fault_in(const std::vector<SignedHead>& heads, TenantId tenant = TenantId::derived("north"),
                     std::optional<PublicKey> known = {})
{
    HeadChain chain(tenant, known);
    for (const auto& head : heads)
        if (auto fault = chain.add(head)) return *fault;
    return chain.finish().value_or("");
}

std::string text_of(const std::vector<SignedHead>& heads)
{
    std::string text = heads_title(TenantId::derived("north")) + '\n';
    for (const auto& head : heads) text += line_of(head) + '\n';
    return text;
}

}  // namespace

TEST(HeadTest, a_head_is_its_line_and_its_line_is_the_head)
{
    for (const auto& head : rotated_log().heads) EXPECT_THAT(parse_head(line_of(head)), Optional(head));
}

TEST(HeadTest, the_signed_bytes_are_those_of_the_specification)
{
    SignedHead head{.number = 2, .size = 5, .root = sha256(as_bytes("root")), .at = {1'000}, .key = {}, .next = {}, .signature = {}};
    const SigningKey key(sha256(as_bytes("seed")).bytes);
    sign_head(TenantId::derived("north"), head, key);
    Bytes message;
    const auto field = [&](BytesView bytes) {
        message.insert(message.end(), {static_cast<std::uint8_t>(bytes.size()), 0, 0, 0});
        message.insert(message.end(), bytes.begin(), bytes.end());
    };
    field(as_bytes("assent tree head 1"));
    field(TenantId::derived("north").bytes);
    field(Bytes{2, 0, 0, 0, 0, 0, 0, 0});
    field(Bytes{5, 0, 0, 0, 0, 0, 0, 0});
    field(head.root.bytes);
    field(Bytes{0xe8, 3, 0, 0, 0, 0, 0, 0});
    field(key.public_key().bytes);
    field({});
    EXPECT_TRUE(verify_signature(message, head.signature, key.public_key()));
    EXPECT_EQ(head.key, key.public_key());
}

TEST(HeadTest, heads_in_order_hold_over_a_change_of_keys)
{
    EXPECT_EQ(fault_in(rotated_log().heads), "");
    EXPECT_EQ(fault_in(rotated_log().heads, TenantId::derived("north"), test_key(0).public_key()), "") << "the first key vouches";
    EXPECT_EQ(fault_in(rotated_log().heads, TenantId::derived("north"), test_key(1).public_key()), "") << "the present key vouches";
}

TEST(HeadTest, a_key_that_signed_nothing_vouches_for_nothing)
{
    EXPECT_THAT(fault_in(rotated_log().heads, TenantId::derived("north"), test_key(2).public_key()), HasSubstr("No head was signed"));
    // Named as the next key by somebody who has only the old one.
    SignedLog named;
    named.command(1).sign(true);
    EXPECT_THAT(fault_in(named.heads, named.tenant, test_key(1).public_key()), HasSubstr("No head was signed"));
}

TEST(HeadTest, any_value_of_a_head_that_is_changed_breaks_its_signature)
{
    const auto heads = rotated_log().heads;
    for (std::size_t i = 0; i < heads.size(); ++i) {
        for (const auto& change : std::vector<std::function<void(SignedHead&)>>{
                 [](auto& h) { h.size += 1; }, [](auto& h) { h.root.bytes[31] ^= 1; }, [](auto& h) { h.at.micros += 1; },
                 [](auto& h) { h.key = test_key(7).public_key(); }, [](auto& h) { h.signature.bytes[0] ^= 1; },
                 [](auto& h) { h.next = h.next ? std::nullopt : std::optional(test_key(7).public_key()); }}) {
            auto changed = heads;
            change(changed[i]);
            EXPECT_THAT(fault_in(changed), HasSubstr("Head " + std::to_string(i + 1) + " is not signed")) << i;
        }
    }
}

TEST(HeadTest, heads_that_are_missing_doubled_or_swapped_are_named)
{
    const auto heads = rotated_log().heads;
    for (std::size_t i = 0; i + 1 < heads.size(); ++i) {
        auto changed = heads;
        changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(i));
        EXPECT_THAT(fault_in(changed), HasSubstr("Head " + std::to_string(i + 1) + " is missing"));
        changed = heads;
        changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(i), heads[i]);
        EXPECT_THAT(fault_in(changed), HasSubstr("Head " + std::to_string(i + 2) + " is missing"));
        changed = heads;
        std::swap(changed[i], changed[i + 1]);
        EXPECT_THAT(fault_in(changed), HasSubstr("Head " + std::to_string(i + 1) + " is missing"));
    }
}

TEST(HeadTest, another_organisations_heads_do_not_hold)
{
    EXPECT_THAT(fault_in(rotated_log().heads, TenantId::derived("south")), HasSubstr("another organisation's"));
}

TEST(HeadTest, a_key_that_was_not_handed_on_to_signs_nothing)
{
    auto heads = rotated_log().heads;
    sign_head(TenantId::derived("north"), heads[3], test_key(0));  // the old key, after it handed on
    EXPECT_THAT(fault_in(heads), HasSubstr("Head 4 is signed by the key " + test_key(0).public_key().hex()));
}

TEST(HeadTest, heads_that_contradict_each_other_are_refused_even_if_the_key_signed_them)
{
    const auto resigned = [](auto change) {
        SignedLog log;
        log.command(2).sign().sign();
        change(log.heads[2]);
        sign_head(log.tenant, log.heads[2], test_key(0));
        return fault_in(log.heads);
    };
    EXPECT_EQ(resigned([](auto&) {}), "");
    EXPECT_THAT(resigned([](auto& h) { h.at = {1}; }), HasSubstr("not after the head in front"));
    EXPECT_THAT(resigned([](auto& h) { h.size = 1; }), HasSubstr("does not go on"));
    EXPECT_THAT(resigned([](auto& h) { h.root.bytes[0] ^= 1; }), HasSubstr("does not go on"));
    SignedLog empty;
    empty.heads[0].root = {};
    sign_head(empty.tenant, empty.heads[0], test_key(0));
    EXPECT_THAT(fault_in(empty.heads), HasSubstr("empty log"));
}

TEST(HeadTest, a_file_of_heads_is_read_as_it_was_written)
{
    const auto heads = rotated_log().heads;
    const auto file = parse_heads(text_of(heads));
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->tenant, TenantId::derived("north"));
    EXPECT_EQ(file->heads, heads);
    EXPECT_FALSE(file->is_cut_off);
}

TEST(HeadTest, a_line_without_its_end_is_left_out)
{
    const auto heads = rotated_log().heads;
    const std::string text = text_of(heads);
    const auto file = parse_heads(std::string_view(text).substr(0, text.size() - 1));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->is_cut_off);
    EXPECT_EQ(file->heads.size(), heads.size() - 1);
}

TEST(HeadTest, every_flipped_byte_of_a_file_of_heads_is_found)
{
    const auto heads = rotated_log().heads;
    const std::string text = text_of(heads);
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string flipped = text;
        flipped[i] = static_cast<char>(flipped[i] ^ (1 << i % 7));
        const auto file = parse_heads(flipped);
        // The end of the last line is all that a flip can take away unseen here: then the head is left out, and said to be.
        const bool is_last = i + 1 == text.size();
        ASSERT_TRUE(!file || !fault_in(file->heads, file->tenant).empty() || (is_last && file->is_cut_off)) << "byte " << i;
    }
}

TEST(HeadTest, what_is_no_file_of_heads_is_refused_with_its_line)
{
    EXPECT_EQ(parse_heads("").error().code, Errc::malformed);
    EXPECT_THAT(parse_heads("assent-heads 2 " + TenantId{}.text() + "\n").error().message, HasSubstr("Line 1"));
    EXPECT_THAT(parse_heads(heads_title(TenantId{}) + "\nhead 1\n").error().message, HasSubstr("Line 2"));
}
