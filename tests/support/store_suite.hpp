#pragma once
// What every TenantStore must do, run against each engine. An engine gives a Fixture that makes, opens again and describes
// a store; see tests/unit/server/store/memory_store_test.cpp for the shortest one.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "server/ledger/merkle.hpp"
#include "server/store/tenant_store.hpp"
#include "tests/support/an_append.hpp"

namespace assent::support {

inline std::vector<store::StoredEvent> all_events(store::TenantStore& store, std::uint64_t from = 1)
{
    std::vector<store::StoredEvent> events;
    EXPECT_TRUE(store.replay(from, [&](const auto& event) { events.push_back(event); }));
    return events;
}

/// Fixture: `std::unique_ptr<store::TenantStore> fresh()` for test_tenant, and `reopened(store)` which closes and opens.
template<class Fixture>
class TenantStoreTest : public testing::Test
{
protected:
    Fixture fixture;
};

TYPED_TEST_SUITE_P(TenantStoreTest);

TYPED_TEST_P(TenantStoreTest, a_new_store_is_empty)
{
    auto store = this->fixture.fresh();
    EXPECT_EQ(store->tenant(), test_tenant);
    EXPECT_EQ(store->head().size, 0u);
    EXPECT_EQ(store->head().root, ledger::empty_root());
    EXPECT_TRUE(all_events(*store).empty());
    EXPECT_FALSE(store->stopped());
}

TYPED_TEST_P(TenantStoreTest, what_was_appended_is_replayed_in_order_with_all_its_fields)
{
    auto store = this->fixture.fresh();
    const std::vector batch{an_append("one", 1000, 2), an_append("two", 1000), an_append("three", 5000, 3)};
    const auto receipts = store->append(batch);
    ASSERT_TRUE(receipts);
    ASSERT_EQ(receipts->size(), 3u);
    EXPECT_EQ((*receipts)[0].first_sequence, 1u);
    EXPECT_EQ((*receipts)[0].event_count, 2u);
    EXPECT_EQ((*receipts)[1].tree_size, 3u);
    EXPECT_EQ((*receipts)[2].first_sequence, 4u);

    const auto events = all_events(*store);
    ASSERT_EQ(events.size(), 6u);
    ledger::Frontier frontier;
    for (std::size_t command = 0; command < batch.size(); ++command) {
        for (const auto& item : batch[command].events) {
            const auto& event = events[frontier.size()];
            EXPECT_EQ(event, (store::StoredEvent{.sequence = frontier.size() + 1,
                                                 .at = batch[command].at,
                                                 .actor = ada,
                                                 .authority = "test.write",
                                                 .key = batch[command].key,
                                                 .command_hash = batch[command].command_hash,
                                                 .type = item.type,
                                                 .attachments = {},
                                                 .payload = item.payload}));
            frontier.append(ledger::leaf_hash(test_tenant, event));
        }
        EXPECT_EQ((*receipts)[command].tree_size, frontier.size());
        EXPECT_EQ((*receipts)[command].root, frontier.root());
    }
    EXPECT_EQ(all_events(*store, 5).size(), 2u);
    EXPECT_EQ(all_events(*store, 7).size(), 0u);
}

TYPED_TEST_P(TenantStoreTest, everything_is_there_after_opening_it_again)
{
    auto store = this->fixture.fresh();
    auto with_blob = an_append("one", 1000, 2);
    with_blob.blobs.push_back(a_blob("an imported file"));
    ASSERT_TRUE(store->append(std::vector{with_blob}));
    ASSERT_TRUE(store->append(std::vector{an_append("two", 2000)}));
    const auto events = all_events(*store);
    const auto head = store->head();
    const auto known = store->find(Key::derived("one"));

    store = this->fixture.reopened(std::move(store));
    EXPECT_EQ(all_events(*store), events);
    EXPECT_EQ(store->head().size, 3u);
    EXPECT_EQ(store->head().root, head.root);
    EXPECT_EQ(store->head().at, Timestamp{2000});
    ASSERT_TRUE(known && *known);
    const auto again = store->find(Key::derived("one"));
    ASSERT_TRUE(again && *again);
    EXPECT_EQ((*again)->receipt, (*known)->receipt);
    EXPECT_EQ(as_text(*store->blob(with_blob.blobs[0].hash)), "an imported file");
    ASSERT_TRUE(store->append(std::vector{an_append("three", 2000)}));
    EXPECT_EQ(store->head().size, 4u);
}

TYPED_TEST_P(TenantStoreTest, a_key_is_found_with_what_was_done_under_it)
{
    auto store = this->fixture.fresh();
    const auto receipts = store->append(std::vector{an_append("one", 1000), an_append("two", 2000, 2)});
    ASSERT_TRUE(receipts);
    const auto known = store->find(Key::derived("two"));
    ASSERT_TRUE(known && *known);
    EXPECT_EQ((*known)->actor, ada);
    EXPECT_EQ((*known)->at, Timestamp{2000});
    EXPECT_EQ((*known)->command_hash, sha256(as_bytes("two")));
    EXPECT_EQ((*known)->receipt, (*receipts)[1]);
    const auto unknown = store->find(Key::derived("three"));
    ASSERT_TRUE(unknown);
    EXPECT_FALSE(*unknown);
}

TYPED_TEST_P(TenantStoreTest, a_blob_is_kept_once_and_named_by_the_first_event_of_its_command)
{
    auto store = this->fixture.fresh();
    auto one = an_append("one", 1000, 2);
    one.blobs = {a_blob("a"), a_blob("")};
    auto two = an_append("two", 1000);
    two.blobs = {a_blob("a")};
    ASSERT_TRUE(store->append(std::vector{one, two}));
    const auto events = all_events(*store);
    EXPECT_EQ(events[0].attachments, (std::vector{one.blobs[0].hash, one.blobs[1].hash}));
    EXPECT_TRUE(events[1].attachments.empty());
    EXPECT_EQ(events[2].attachments, std::vector{one.blobs[0].hash});
    EXPECT_EQ(as_text(*store->blob(one.blobs[0].hash)), "a");
    EXPECT_TRUE(store->blob(one.blobs[1].hash)->empty());
    const auto missing = store->blob(sha256(as_bytes("b")));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, Errc::not_found);
    EXPECT_FALSE(store->stopped());
}

TYPED_TEST_P(TenantStoreTest, proofs_from_the_store_verify)
{
    auto store = this->fixture.fresh();
    std::vector<store::Receipt> receipts;
    for (int i = 0; i < 70; ++i) {
        const auto receipt = store->append(std::vector{an_append("command " + std::to_string(i), i)});
        ASSERT_TRUE(receipt);
        receipts.push_back(receipt->front());
    }
    const auto events = all_events(*store);
    for (const std::uint64_t size : {1, 2, 63, 64, 65, 70}) {
        for (std::uint64_t sequence = 1; sequence <= size; ++sequence) {
            const auto proof = store->inclusion_proof(sequence, size);
            ASSERT_TRUE(proof);
            EXPECT_TRUE(ledger::verify_inclusion(ledger::leaf_hash(test_tenant, events[sequence - 1]), sequence - 1, size,
                                                 *proof, receipts[size - 1].root));
            const auto consistency = store->consistency_proof(sequence, size);
            ASSERT_TRUE(consistency);
            EXPECT_TRUE(ledger::verify_consistency(sequence, size, *consistency, receipts[sequence - 1].root,
                                                   receipts[size - 1].root));
        }
    }
    for (const auto& [a, b] : {std::pair(0u, 5u), std::pair(6u, 5u), std::pair(71u, 71u)}) {
        EXPECT_EQ(store->inclusion_proof(a, b).error().code, Errc::invalid);
        EXPECT_EQ(store->consistency_proof(a, b).error().code, Errc::invalid);
    }
    EXPECT_FALSE(store->stopped());
}

TYPED_TEST_P(TenantStoreTest, a_batch_that_breaks_a_rule_writes_nothing_and_stops_the_store)
{
    const auto refused = [&](const char* what, std::vector<store::Append> batch, Errc code) {
        auto store = this->fixture.fresh();
        ASSERT_TRUE(store->append(std::vector{an_append("first", 1000)})) << what;
        const auto result = store->append(batch);
        ASSERT_FALSE(result) << what;
        EXPECT_EQ(result.error().code, code) << what;
        EXPECT_TRUE(store->stopped()) << what;
        store = this->fixture.reopened(std::move(store));
        EXPECT_EQ(store->head().size, 1u) << what;
        EXPECT_EQ(all_events(*store).size(), 1u) << what;
    };
    const auto good = an_append("good", 2000);
    refused("another organisation's authority", {good, an_append("bad", 2000, 1, TenantId::derived("south"))},
            Errc::forbidden);
    refused("a known key", {good, an_append("first", 2000)}, Errc::conflict);
    refused("a key twice", {good, good}, Errc::conflict);
    refused("time going back", {good, an_append("bad", 1999)}, Errc::invalid);
    refused("time before the last batch", {an_append("bad", 999)}, Errc::invalid);
    refused("no events", {good, an_append("bad", 2000, 0)}, Errc::invalid);
    auto no_key = an_append("bad", 2000);
    no_key.key = {};
    refused("no key", {no_key}, Errc::invalid);
    auto wrong_blob = an_append("bad", 2000);
    wrong_blob.blobs = {a_blob("a")};
    wrong_blob.blobs[0].content.push_back('b');
    refused("a blob under another hash", {good, wrong_blob}, Errc::invalid);
    refused("too many events", {good, an_append("bad", 2000, store::StoreLimits::events_max + 1)}, Errc::too_large);
    auto large = an_append("bad", 2000);
    large.events[0].payload.resize(store::StoreLimits::payload_bytes_max + 1);
    refused("too large an event", {good, large}, Errc::too_large);
}

TYPED_TEST_P(TenantStoreTest, a_stopped_store_refuses_every_call)
{
    auto store = this->fixture.fresh();
    ASSERT_FALSE(store->append(std::vector{an_append("bad", 0, 0)}));
    EXPECT_TRUE(store->stopped());
    EXPECT_EQ(store->append(std::vector{an_append("good", 0)}).error().code, Errc::storage_failed);
    EXPECT_EQ(store->replay(1, [](const auto&) {}).error().code, Errc::storage_failed);
    EXPECT_EQ(store->find(Key::derived("x")).error().code, Errc::storage_failed);
    EXPECT_EQ(store->blob({}).error().code, Errc::storage_failed);
    EXPECT_EQ(store->inclusion_proof(1, 1).error().code, Errc::storage_failed);
    EXPECT_EQ(store->consistency_proof(1, 1).error().code, Errc::storage_failed);
    EXPECT_EQ(store->rebuild_projections().error().code, Errc::storage_failed);
    EXPECT_EQ(store->maintain().error().code, Errc::storage_failed);
}

TYPED_TEST_P(TenantStoreTest, proofs_follow_a_log_that_grows_between_them)
{
    auto store = this->fixture.fresh();
    for (int i = 0; i < 40; ++i) {
        const auto receipt = store->append(std::vector{an_append("command " + std::to_string(i), i)});
        ASSERT_TRUE(receipt);
        const auto head = store->head();
        const auto events = all_events(*store);
        // The newest event first: whatever was read of the log for the proof before ends just short of it.
        for (const std::uint64_t sequence : {head.size, head.size / 2 + 1}) {
            const auto proof = store->inclusion_proof(sequence, head.size);
            ASSERT_TRUE(proof) << "event " << sequence << " of " << head.size;
            EXPECT_TRUE(ledger::verify_inclusion(ledger::leaf_hash(test_tenant, events[sequence - 1]), sequence - 1, head.size,
                                                 *proof, head.root));
        }
    }
}

REGISTER_TYPED_TEST_SUITE_P(TenantStoreTest, a_new_store_is_empty,
                            what_was_appended_is_replayed_in_order_with_all_its_fields,
                            everything_is_there_after_opening_it_again, a_key_is_found_with_what_was_done_under_it,
                            a_blob_is_kept_once_and_named_by_the_first_event_of_its_command, proofs_from_the_store_verify,
                            proofs_follow_a_log_that_grows_between_them,
                            a_batch_that_breaks_a_rule_writes_nothing_and_stops_the_store,
                            a_stopped_store_refuses_every_call);

}  // namespace assent::support
