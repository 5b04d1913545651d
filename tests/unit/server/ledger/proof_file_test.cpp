#include "server/ledger/proof_file.hpp"

#include <gmock/gmock.h>

#include "tests/support/signed_log.hpp"

using namespace assent;
using namespace assent::ledger;
using namespace assent::support;
using testing::HasSubstr;

namespace {

InclusionProof proof_of(const SignedLog& log, std::uint64_t sequence)
{
    Prover prover([&](std::uint64_t index) { return std::optional(log.leaves.at(index)); });
    return {log.tenant, log.events.at(sequence - 1), *prover.inclusion(sequence - 1, log.heads.back().size), log.heads.back()};
}

SignedLog a_signed_log()
{
    SignedLog log;
    log.command(3).command(2).command(2).sign();
    return log;
}

std::string verdict(const std::string& json, const PublicKey& key = test_key(0).public_key())
{
    const auto proof = parse_inclusion_proof(json);
    return proof ? fault_of(*proof, key).value_or("holds") : proof.error().message;
}

}  // namespace

TEST(ProofFileTest, the_proof_of_every_event_is_read_back_and_holds)
{
    const auto log = a_signed_log();
    for (std::uint64_t sequence = 1; sequence <= 7; ++sequence) {
        const auto proof = proof_of(log, sequence);
        const auto read = parse_inclusion_proof(to_json(proof));
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, proof);
        EXPECT_EQ(fault_of(*read, test_key(0).public_key()), std::nullopt);
    }
}

TEST(ProofFileTest, every_changed_character_that_changes_a_value_is_found)
{
    const std::string json = to_json(proof_of(a_signed_log(), 4));
    for (std::size_t i = 0; i < json.size(); ++i) {
        std::string changed = json;
        changed[i] = changed[i] == '1' ? '2' : '1';
        if (json[i] == ' ' || json[i] == '\n') continue;
        EXPECT_NE(verdict(changed), "holds") << "byte " << i;
    }
}

TEST(ProofFileTest, a_proof_under_another_key_or_for_another_event_does_not_hold)
{
    const auto log = a_signed_log();
    EXPECT_THAT(verdict(to_json(proof_of(log, 4)), test_key(1).public_key()), HasSubstr("another key"));
    auto proof = proof_of(log, 4);
    proof.event = log.events[4];
    EXPECT_THAT(verdict(to_json(proof)), HasSubstr("Event 5 is not in the log"));
    proof.event.sequence = 0;
    EXPECT_THAT(verdict(to_json(proof)), HasSubstr("Event 0 is not in the log"));
    proof = proof_of(log, 4);
    proof.tenant = TenantId::derived("south");
    EXPECT_THAT(verdict(to_json(proof)), HasSubstr("signature of its head does not hold"));
}

TEST(ProofFileTest, what_is_no_proof_is_refused)
{
    for (const char* text : {"", "[]", "{}", "{\"proof\":\"assent inclusion 2\"}", "null", "{\"proof\":1}"})
        EXPECT_THAT(verdict(text), HasSubstr("no proof")) << text;
    EXPECT_THAT(verdict(std::string(100'000, '[')), HasSubstr("no proof"));
}
