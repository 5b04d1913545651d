#include "server/ledger/verifier.hpp"

#include <gtest/gtest.h>

#include "tests/support/signed_log.hpp"

using namespace assent;
using namespace assent::ledger;

namespace {

const TenantId tenant = TenantId::derived("tenant");

/// A log of three commands with 1, 3 and 2 events, as a store would keep it.
struct Log : support::SignedLog
{
    Log() : SignedLog("history", ::tenant) { command(1).command(3).command(2); }

    std::optional<Fault> verify() const
    {
        Verifier verifier(tenant);
        std::size_t next = 0;
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (auto fault = verifier.event(events[i], leaves[i])) return fault;
            if (next < receipts.size() && receipts[next].tree_size == events[i].sequence)
                if (auto fault = verifier.receipt(receipts[next++])) return fault;
        }
        for (; next < receipts.size(); ++next)
            if (auto fault = verifier.receipt(receipts[next])) return fault;
        return verifier.finish();
    }

    std::uint64_t first_fault() const
    {
        const auto fault = verify();
        return fault ? fault->sequence : 0;
    }
};

}  // namespace

TEST(VerifierTest, an_untouched_log_is_whole)
{
    EXPECT_EQ(Log{}.verify(), std::nullopt);
}

TEST(VerifierTest, a_changed_event_is_named)
{
    for (std::size_t i = 0; i < 6; ++i) {
        Log log;
        log.events[i].payload[0] ^= 0x40;
        EXPECT_EQ(log.first_fault(), i + 1);
    }
}

TEST(VerifierTest, a_changed_event_with_its_hash_made_again_is_caught_by_the_receipt_of_its_command)
{
    const std::uint64_t first_of_command[] = {1, 2, 2, 2, 5, 5};
    for (std::size_t i = 0; i < 6; ++i) {
        Log log;
        log.events[i].payload[0] ^= 0x40;
        log.leaves[i] = leaf_hash(tenant, log.events[i]);
        EXPECT_EQ(log.first_fault(), first_of_command[i]);
    }
}

TEST(VerifierTest, a_removed_event_is_named)
{
    for (std::size_t i = 0; i < 6; ++i) {
        Log log;
        log.events.erase(log.events.begin() + static_cast<std::ptrdiff_t>(i));
        log.leaves.erase(log.leaves.begin() + static_cast<std::ptrdiff_t>(i));
        // Without its last event, the last command's receipt covers more than there is.
        EXPECT_EQ(log.first_fault(), i == 5 ? 5 : i + 1);
    }
}

TEST(VerifierTest, an_event_dated_before_the_one_in_front_is_named)
{
    Log log;
    log.events[3].at = log.events[2].at;
    --log.events[3].at.micros;
    log.leaves[3] = leaf_hash(tenant, log.events[3]);
    ASSERT_TRUE(log.verify());
    EXPECT_EQ(log.verify()->sequence, 4u);
    EXPECT_NE(log.verify()->what.find("dated"), std::string::npos);
}

TEST(VerifierTest, the_log_of_another_organisation_fails_at_its_first_event)
{
    const Log log;
    Verifier verifier(TenantId::derived("another"));
    ASSERT_TRUE(verifier.event(log.events[0], log.leaves[0]));
}

TEST(VerifierTest, receipts_that_are_missing_altered_or_of_other_commands_are_noticed)
{
    Log log;
    log.receipts.pop_back();
    EXPECT_EQ(log.first_fault(), 5u);

    log = Log();
    log.receipts.erase(log.receipts.begin() + 1);
    EXPECT_EQ(log.first_fault(), 5u) << "events of the next command stand behind those of an unfinished one";

    log = Log();
    log.receipts[1].root.bytes[3] ^= 1;
    EXPECT_EQ(log.first_fault(), 2u);

    log = Log();
    log.receipts[1].key = Key::derived("another");
    EXPECT_EQ(log.first_fault(), 2u);

    log = Log();
    log.receipts[1].command_hash = {};
    EXPECT_EQ(log.first_fault(), 2u);

    log = Log();
    log.receipts[2].event_count = 1;
    EXPECT_EQ(log.first_fault(), 5u);

    log = Log();
    log.receipts[2].first_sequence = 4;
    EXPECT_EQ(log.first_fault(), 5u);
}

TEST(VerifierTest, a_key_that_was_used_before_is_noticed)
{
    Log log;
    log.receipts[2].key = log.receipts[0].key;
    Frontier frontier;
    for (std::size_t i = 0; i < 6; ++i) {
        if (i >= 4) log.events[i].key = log.receipts[0].key;
        log.leaves[i] = leaf_hash(tenant, log.events[i]);
        frontier.append(log.leaves[i]);
    }
    log.receipts[2].root = frontier.root();
    ASSERT_TRUE(log.verify());
    EXPECT_EQ(log.verify()->sequence, 5u);
    EXPECT_NE(log.verify()->what.find("used before"), std::string::npos);
}
