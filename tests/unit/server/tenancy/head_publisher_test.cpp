#include "server/tenancy/head_publisher.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/head_audit.hpp"
#include "server/store/sqlite/open.hpp"
#include "tests/support/an_append.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;
using namespace assent::tenancy;
using testing::IsEmpty;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

struct HeadPublisherTest : testing::Test
{
    TemporaryFolder folder;
    fs::path data = folder / "data";
    fs::path witness = folder / "witness";
    std::unique_ptr<TenantStore> store;
    asio::io_context io;
    asio::executor_work_guard<asio::io_context::executor_type> work = asio::make_work_guard(io);
    std::shared_ptr<HeadPublisher> publisher;

    void SetUp() override
    {
        spdlog::set_level(spdlog::level::off);
        ASSERT_TRUE(make_directory(data / "tenants"));
        store = *create_tenant_store(tenant_path(data, "north"), test_tenant);
        auto heads = *open_heads(data, "north", *store, witness);
        ASSERT_TRUE(heads);
        publisher = std::make_shared<HeadPublisher>(asio::make_strand(asio::any_io_executor(io.get_executor())), "north",
                                                    *std::move(heads), HeadPublisher::Pace{1, 2, 1});
    }

    /// A durable command that the publisher hears of, once the executor runs.
    void commit(const std::string& name)
    {
        const auto receipts = store->append(std::vector{an_append(name, static_cast<std::int64_t>(1000 + store->head().size))});
        ASSERT_TRUE(receipts);
        asio::post(io, [this, receipt = receipts->front()] { publisher->committed(receipt.tree_size, receipt.root); });
    }

    /// Runs the executor until it holds; false after ten seconds.
    bool until(const std::function<bool()>& holds)
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (!holds() && std::chrono::steady_clock::now() < end) io.run_one_for(std::chrono::milliseconds(10));
        return holds();
    }

    std::uint64_t signed_size(const fs::path& file)
    {
        const auto report = audit_heads(file);
        if (!report) return 0;
        EXPECT_THAT(report->faults, IsEmpty());
        return report->last.size;
    }
    std::uint64_t signed_size() { return signed_size(heads_path(data, "north")); }
};

}  // namespace

TEST_F(HeadPublisherTest, what_was_committed_is_signed_while_the_organisation_stays_open)
{
    fs::create_directory(witness);
    commit("one");
    commit("two");
    EXPECT_TRUE(until([&] { return signed_size() == 2; }));
    commit("three");
    EXPECT_TRUE(until([&] { return signed_size() == 3; }));
    EXPECT_TRUE(until([&] { return signed_size(witness_path(witness, "north")) == 3; }));
}

TEST_F(HeadPublisherTest, a_witness_that_comes_back_is_brought_up_to_date_although_nothing_more_happens)
{
    commit("one");
    EXPECT_TRUE(until([&] { return signed_size() == 1; })) << "without its witness";
    EXPECT_FALSE(fs::exists(witness));
    fs::create_directory(witness);
    EXPECT_TRUE(until([&] { return signed_size(witness_path(witness, "north")) == 1; }));
}

TEST_F(HeadPublisherTest, what_is_left_is_signed_at_the_end)
{
    fs::create_directory(witness);
    commit("one");
    io.poll_one();  // it has heard of it and no more
    publisher->finish();
    EXPECT_EQ(signed_size(), 1u);
}

TEST_F(HeadPublisherTest, a_log_that_its_heads_contradict_is_refused_and_other_faults_only_cost_the_heads)
{
    publisher.reset();
    fs::remove(key_path(data, "north"));
    const auto without = open_heads(data, "north", *store, witness);
    ASSERT_TRUE(without);
    EXPECT_FALSE(without->has_value());
    const auto other = *create_tenant_store(tenant_path(data, "south"), TenantId::derived("south"));
    ASSERT_TRUE(open_heads(data, "south", *other, witness));
    fs::copy_file(heads_path(data, "south"), heads_path(data, "north"), fs::copy_options::overwrite_existing);
    EXPECT_EQ(open_heads(data, "north", *store, witness).error().code, Errc::conflict);
}
