#include "server/store/group_commit.hpp"

#include <future>

#include <gmock/gmock.h>

#include "tests/support/memory_store.hpp"
#include "tests/support/store_suite.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;
using testing::ElementsAre;

namespace {

void at_once(std::function<void()> work)
{
    work();
}

/// A queue that works when told, and what it answered.
struct ByHand
{
    std::shared_ptr<MemoryDisk> disk = std::make_shared<MemoryDisk>(test_tenant);
    std::vector<std::uint64_t> sizes;  ///< tree sizes acknowledged
    std::vector<Errc> errors;
    CommitQueue queue;  ///< last, since it answers until its end

    explicit ByHand(CommitQueue::Limits limits = {})
        : queue(std::make_unique<MemoryStore>(disk), at_once, limits, CommitQueue::Drive::by_hand)
    {
    }

    Result<void> submit(const std::string& name, std::int64_t at = 0, std::size_t payload = 1)
    {
        auto append = an_append(name, at);
        append.events[0].payload.resize(payload);
        return queue.submit(std::move(append), [this](Result<Receipt> receipt) {
            if (receipt)
                sizes.push_back(receipt->tree_size);
            else
                errors.push_back(receipt.error().code);
        });
    }
};

}  // namespace

TEST(CommitQueueTest, what_has_gathered_is_written_in_one_transaction_and_answered_in_order)
{
    ByHand test;
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(test.submit(name));
    EXPECT_TRUE(test.sizes.empty()) << "nothing is acknowledged before it is durable";
    EXPECT_TRUE(test.queue.run_once());
    EXPECT_THAT(test.sizes, ElementsAre(1, 2, 3));
    EXPECT_EQ(test.disk->appends, 1u);
    EXPECT_FALSE(test.queue.run_once());
}

TEST(CommitQueueTest, a_batch_has_a_largest_size)
{
    ByHand test({.batch_max = 2});
    for (const char* name : {"a", "b", "c"}) ASSERT_TRUE(test.submit(name));
    EXPECT_TRUE(test.queue.run_once());
    EXPECT_THAT(test.sizes, ElementsAre(1, 2));
    EXPECT_TRUE(test.queue.run_once());
    EXPECT_EQ(test.disk->appends, 2u);
}

TEST(CommitQueueTest, a_full_queue_refuses_by_number_and_by_size)
{
    ByHand test({.waiting_max = 2});
    ASSERT_TRUE(test.submit("a"));
    ASSERT_TRUE(test.submit("b"));
    EXPECT_EQ(test.submit("c").error().code, Errc::rate_limited);
    EXPECT_EQ(test.queue.read([](TenantStore&) {}).error().code, Errc::rate_limited);
    EXPECT_TRUE(test.queue.run_once());
    EXPECT_TRUE(test.submit("c"));

    ByHand bytes({.waiting_bytes_max = 10'000});
    ASSERT_TRUE(bytes.submit("large", 0, 20'000)) << "alone, anything that the store takes passes";
    EXPECT_EQ(bytes.submit("a").error().code, Errc::rate_limited);
    EXPECT_TRUE(bytes.queue.run_once());
    ASSERT_TRUE(bytes.submit("a", 0, 5'000));
    EXPECT_EQ(bytes.submit("b", 0, 5'000).error().code, Errc::rate_limited);
    EXPECT_THAT(bytes.errors, ElementsAre());
}

TEST(CommitQueueTest, a_read_sees_what_was_submitted_before_it_and_nothing_after)
{
    ByHand test;
    std::vector<std::uint64_t> seen;
    const auto look = [&](TenantStore& store) { seen.push_back(store.head().size); };
    ASSERT_TRUE(test.queue.read(look));
    ASSERT_TRUE(test.submit("a"));
    ASSERT_TRUE(test.submit("b"));
    ASSERT_TRUE(test.queue.read(look));
    ASSERT_TRUE(test.submit("c"));
    while (test.queue.run_once()) {}
    EXPECT_THAT(seen, ElementsAre(0, 2));
    EXPECT_THAT(test.sizes, ElementsAre(1, 2, 3));
}

TEST(CommitQueueTest, after_a_failure_everybody_is_told_unknown_and_nothing_more_is_taken)
{
    for (const auto failure : {MemoryDisk::Failure::before_durable, MemoryDisk::Failure::after_durable}) {
        ByHand test({.batch_max = 2});
        test.disk->fail_at(2, failure);
        for (const char* name : {"a", "b", "c", "d", "e"}) ASSERT_TRUE(test.submit(name));
        bool read = false;
        ASSERT_TRUE(test.queue.read([&](TenantStore&) { read = true; }));
        while (test.queue.run_once()) {}
        EXPECT_THAT(test.sizes, ElementsAre(1, 2));
        EXPECT_THAT(test.errors, ElementsAre(Errc::storage_failed, Errc::storage_failed, Errc::storage_failed));
        EXPECT_FALSE(read);
        EXPECT_TRUE(test.queue.stopped());
        EXPECT_EQ(test.submit("f").error().code, Errc::storage_failed);
        EXPECT_EQ(test.queue.read([](TenantStore&) {}).error().code, Errc::storage_failed);
    }
}

TEST(CommitQueueTest, a_batch_that_breaks_a_rule_is_unknown_to_those_in_it_and_never_refused)
{
    ByHand test;
    ASSERT_TRUE(test.submit("a", 2000));
    ASSERT_TRUE(test.submit("b", 1000));
    while (test.queue.run_once()) {}
    EXPECT_THAT(test.errors, ElementsAre(Errc::storage_failed, Errc::storage_failed));
    EXPECT_TRUE(test.queue.stopped());
}

TEST(CommitQueueTest, a_closed_queue_takes_nothing_more_and_still_writes_what_waits)
{
    auto disk = std::make_shared<MemoryDisk>(test_tenant);
    int answered = 0;
    {
        CommitQueue queue(std::make_unique<MemoryStore>(disk), at_once, {}, CommitQueue::Drive::by_hand);
        ASSERT_TRUE(queue.submit(an_append("a", 0), [&](Result<Receipt> receipt) { answered += receipt.has_value(); }));
        queue.close();
        EXPECT_EQ(queue.submit(an_append("b", 0), [](Result<Receipt>) {}).error().code, Errc::unavailable);
    }
    EXPECT_EQ(answered, 1);
    EXPECT_EQ(disk->events.size(), 1u);
}

TEST(CommitQueueTest, commands_from_many_threads_are_each_written_once)
{
    constexpr int threads = 4;
    constexpr int each = 500;
    auto disk = std::make_shared<MemoryDisk>(test_tenant);
    std::atomic<int> acknowledged{};
    {
        CommitQueue queue(std::make_unique<MemoryStore>(disk), at_once, {.waiting_max = threads * each});
        std::vector<std::thread> submitters;
        for (int t = 0; t < threads; ++t)
            submitters.emplace_back([&, t] {
                for (int i = 0; i < each; ++i)
                    ASSERT_TRUE(queue.submit(an_append(std::to_string(t) + '/' + std::to_string(i), 0),
                                             [&](Result<Receipt> receipt) { acknowledged += receipt.has_value(); }));
            });
        for (auto& submitter : submitters) submitter.join();
        std::promise<std::uint64_t> seen;
        ASSERT_TRUE(queue.read([&](TenantStore& store) { seen.set_value(store.head().size); }));
        EXPECT_EQ(seen.get_future().get(), threads * each);
    }
    EXPECT_EQ(acknowledged, threads * each);
    EXPECT_EQ(disk->receipts.size(), static_cast<std::size_t>(threads * each));
}

TEST(CommitQueueTest, what_a_read_holds_is_never_let_go_on_the_stores_own_thread)
{
    struct Owner
    {
        std::unique_ptr<CommitQueue> queue;
        std::promise<std::thread::id>* ended{};
        ~Owner() { ended->set_value(std::this_thread::get_id()); }
    };
    std::promise<std::function<void()>> posted;
    std::promise<std::thread::id> ended;
    auto owner = std::make_shared<Owner>();
    owner->ended = &ended;
    owner->queue = std::make_unique<CommitQueue>(std::make_unique<MemoryStore>(std::make_shared<MemoryDisk>(test_tenant)),
                                                 [&](std::function<void()> work) { posted.set_value(std::move(work)); });
    auto* const queue = owner->queue.get();
    ASSERT_TRUE(queue->read([owner](TenantStore&) {}));
    owner.reset();
    posted.get_future().get() = nullptr;  // the last that knew of the owner: it ends here, and its queue's thread is joined
    EXPECT_EQ(ended.get_future().get(), std::this_thread::get_id());
}
