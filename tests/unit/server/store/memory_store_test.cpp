#include "tests/support/memory_store.hpp"

#include "tests/support/store_suite.hpp"

using namespace assent;
using namespace assent::support;

namespace {

struct MemoryFixture
{
    std::shared_ptr<MemoryDisk> disk;

    std::unique_ptr<store::TenantStore> fresh()
    {
        disk = std::make_shared<MemoryDisk>(test_tenant);
        return std::make_unique<MemoryStore>(disk);
    }

    std::unique_ptr<store::TenantStore> reopened(std::unique_ptr<store::TenantStore> old)
    {
        old.reset();
        return std::make_unique<MemoryStore>(disk);
    }
};

}  // namespace

namespace assent::support {
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, TenantStoreTest, MemoryFixture);
}

TEST(MemoryStoreTest, an_honest_disk_loses_nothing_that_was_acknowledged_in_a_crash)
{
    auto disk = std::make_shared<MemoryDisk>(test_tenant);
    {
        MemoryStore store(disk);
        ASSERT_TRUE(store.append(std::vector{an_append("one", 1), an_append("two", 2)}));
    }
    disk->crash();
    MemoryStore store(disk);
    EXPECT_EQ(store.head().size, 2u);
}

TEST(MemoryStoreTest, a_lying_disk_loses_what_it_acknowledged)
{
    auto disk = std::make_shared<MemoryDisk>(test_tenant);
    {
        MemoryStore store(disk);
        ASSERT_TRUE(store.append(std::vector{an_append("one", 1)}));
        disk->lies = true;
        ASSERT_TRUE(store.append(std::vector{an_append("two", 2)}));
    }
    disk->crash();
    MemoryStore store(disk);
    EXPECT_EQ(store.head().size, 1u);
    EXPECT_FALSE(*store.find(Key::derived("two")));
}

TEST(MemoryStoreTest, a_failed_append_may_or_may_not_be_there_afterwards)
{
    for (const auto failure : {MemoryDisk::Failure::before_durable, MemoryDisk::Failure::after_durable}) {
        auto disk = std::make_shared<MemoryDisk>(test_tenant);
        disk->fail_at(2, failure);
        {
            MemoryStore store(disk);
            ASSERT_TRUE(store.append(std::vector{an_append("one", 1)}));
            const auto result = store.append(std::vector{an_append("two", 2)});
            ASSERT_FALSE(result);
            EXPECT_EQ(result.error().code, Errc::storage_failed);
            EXPECT_TRUE(store.stopped());
        }
        disk->crash();
        MemoryStore store(disk);
        EXPECT_EQ((*store.find(Key::derived("two"))).has_value(), failure == MemoryDisk::Failure::after_durable);
        ASSERT_TRUE(store.append(std::vector{an_append("three", 3)}));
    }
}
