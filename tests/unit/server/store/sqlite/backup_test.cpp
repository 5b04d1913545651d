#include "server/store/sqlite/backup.hpp"

#include <atomic>
#include <fstream>
#include <random>
#include <thread>

#include <gmock/gmock.h>

#include "server/store/sqlite/audit.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/head_log.hpp"
#include "server/store/sqlite/open.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

struct BackupTest : testing::Test
{
    TemporaryFolder folder;
    std::filesystem::path data = folder / "data";
    std::filesystem::path out = folder / "out";
    std::filesystem::path restored = folder / "restored";

    void SetUp() override
    {
        const auto lock = DataLock::take(data);
        ASSERT_TRUE(lock);
        auto system = open_system_store(system_path(data));
        for (const char* slug : {"north", "south"}) {
            const auto id = TenantId::derived(slug);
            auto store = create_tenant_store(tenant_path(data, slug), id);
            ASSERT_TRUE(store);
            auto append = an_append("one", 1, 3, id);
            append.blobs = {a_blob("file")};
            ASSERT_TRUE((*store)->append(std::vector{append, an_append("two", 2, 1, id)}));
            ASSERT_TRUE((*system)->add_tenant({.id = id, .slug = slug, .name = slug}));
        }
    }

    bool nothing_left() const { return !std::filesystem::exists(restored) || std::filesystem::is_empty(restored); }
};

}  // namespace

TEST_F(BackupTest, what_was_backed_up_is_restored_whole)
{
    const auto copies = backup_data(data, out);
    ASSERT_TRUE(copies) << copies.error().message;
    ASSERT_EQ(copies->size(), 2u);
    EXPECT_EQ((*copies)[0].slug, "north");
    EXPECT_EQ((*copies)[0].size, 4u);
    const auto back = restore_data(out, restored);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_THAT(tenant_files(restored), ElementsAre("north", "south"));
    auto store = open_tenant_store(tenant_path(restored, "south"));
    ASSERT_TRUE(store);
    EXPECT_EQ((*store)->head().root, (*copies)[1].root);
    EXPECT_EQ(as_text(*(*store)->blob(a_blob("file").hash)), "file");
    EXPECT_EQ((*open_system_store(system_path(restored)))->tenants()->size(), 2u);
    EXPECT_FALSE(DataLock::is_held(restored));
}

TEST_F(BackupTest, a_store_at_work_is_copied_at_moments_that_each_verify)
{
    const auto lock = DataLock::take(data);
    auto store = open_tenant_store(tenant_path(data, "north"));
    ASSERT_TRUE(store);
    std::atomic<bool> done{};
    std::atomic<std::uint64_t> acknowledged{(*store)->head().size};
    std::thread writer([&] {
        for (int i = 0; !done; ++i) {
            auto append = an_append("more " + std::to_string(i), 10, 2);
            append.grant = identity::GrantForTest::make(TenantId::derived("north"), ada);
            ASSERT_TRUE((*store)->append(std::vector{append}));
            acknowledged += 2;
            ASSERT_TRUE((*store)->maintain());
        }
    });
    std::uint64_t last = 0;
    for (int i = 0; i < 8; ++i) {
        const std::uint64_t before = acknowledged;
        const auto copies = backup_data(data, folder / ("out" + std::to_string(i)));
        ASSERT_TRUE(copies) << copies.error().message;
        EXPECT_GE((*copies)[0].size, before) << "what was acknowledged is in a later backup";
        EXPECT_EQ((*copies)[0].size % 2, 0u) << "a command is in it whole or not at all";
        EXPECT_GE((*copies)[0].size, last);
        last = (*copies)[0].size;
    }
    done = true;
    writer.join();
    EXPECT_FALSE((*store)->stopped());
    const auto back = restore_data(folder / "out7", restored);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ((*back)[0].size, last);
}

TEST_F(BackupTest, a_folder_that_holds_something_is_not_written_to)
{
    std::filesystem::create_directory(out);
    std::ofstream(out / "mine") << "x";
    EXPECT_EQ(backup_data(data, out).error().code, Errc::conflict);
    EXPECT_FALSE(std::filesystem::exists(out / "tenants"));
    ASSERT_TRUE(backup_data(data, folder / "good"));
    EXPECT_EQ(restore_data(folder / "good", out).error().code, Errc::conflict);
    EXPECT_EQ(restore_data(folder / "good", data).error().code, Errc::conflict);
    EXPECT_EQ(backup_data(folder / "nowhere", folder / "new").error().code, Errc::not_found);
    EXPECT_EQ(restore_data(folder / "nowhere", folder / "new").error().code, Errc::not_found);
}

TEST_F(BackupTest, a_log_that_was_altered_is_not_backed_up_as_if_it_were_sound)
{
    {
        RawSqlite raw(tenant_path(data, "south"));
        raw.drop_triggers();
        raw.run("UPDATE event SET payload = x'00' WHERE sequence = 3");
    }
    const auto copies = backup_data(data, out);
    ASSERT_FALSE(copies);
    EXPECT_EQ(copies.error().code, Errc::storage_failed);
    EXPECT_THAT(copies.error().message, HasSubstr("south: event 3"));
    EXPECT_FALSE(std::filesystem::exists(out / "manifest"));
    EXPECT_EQ(restore_data(out, restored).error().code, Errc::not_found) << "without a manifest it is no backup";
}

TEST_F(BackupTest, a_backup_that_was_altered_is_refused_and_leaves_nothing_behind)
{
    const auto spoilt = [&](const std::string& name, auto spoil) {
        const auto copy = folder / name;
        ASSERT_TRUE(backup_data(data, copy));
        spoil(copy);
        const auto back = restore_data(copy, restored);
        ASSERT_FALSE(back) << name;
        EXPECT_EQ(back.error().code, name == "manifest" ? Errc::malformed : Errc::storage_failed) << name;
        EXPECT_TRUE(nothing_left()) << name;
    };
    spoilt("payload", [](const auto& copy) {
        RawSqlite raw(copy / "tenants" / "south.db");
        raw.drop_triggers();
        raw.run("UPDATE event SET payload = x'00' WHERE sequence = 3");
    });
    spoilt("cut short", [](const auto& copy) {
        RawSqlite raw(copy / "tenants" / "south.db");
        raw.drop_triggers();
        raw.run("DELETE FROM receipt WHERE tree_size = 4; DELETE FROM event WHERE sequence = 4");
    });
    spoilt("swapped", [](const auto& copy) {
        std::filesystem::copy_file(copy / "tenants" / "north.db", copy / "tenants" / "south.db",
                                   std::filesystem::copy_options::overwrite_existing);
    });
    spoilt("missing", [](const auto& copy) { std::filesystem::remove(copy / "tenants" / "south.db"); });
    spoilt("no system", [](const auto& copy) { std::filesystem::remove(copy / "system.db"); });
    spoilt("manifest", [](const auto& copy) { std::ofstream(copy / "manifest", std::ios::app) << "../x 1 2\n"; });
}

TEST_F(BackupTest, signed_heads_and_their_key_come_back_and_are_gone_on_with)
{
    {
        const auto lock = DataLock::take(data);
        auto store = open_tenant_store(tenant_path(data, "north"));
        ASSERT_TRUE(HeadLog::open(data, "north", **store, {1'000}));
    }
    ASSERT_TRUE(backup_data(data, out));
    EXPECT_FALSE(std::filesystem::exists(heads_path(out, "south"))) << "it has none yet";
    ASSERT_TRUE(restore_data(out, restored));
    auto store = open_tenant_store(tenant_path(restored, "north"));
    auto append = an_append("more", 50, 1, TenantId::derived("north"));
    ASSERT_TRUE((*store)->append(std::vector{append}));
    const auto heads = HeadLog::open(restored, "north", **store, {2'000});
    ASSERT_TRUE(heads) << heads.error().message;
    EXPECT_EQ(heads->last().number, 2u);
    EXPECT_EQ(heads->last().size, 5u);
}

TEST_F(BackupTest, heads_that_were_altered_are_not_backed_up_as_if_they_were_sound)
{
    {
        const auto lock = DataLock::take(data);
        auto store = open_tenant_store(tenant_path(data, "north"));
        ASSERT_TRUE(HeadLog::open(data, "north", **store, {1'000}));
    }
    auto text = *read_file_from(heads_path(data, "north"));
    text[text.size() - 3] = text[text.size() - 3] == '0' ? '1' : '0';
    std::ofstream(heads_path(data, "north"), std::ios::trunc) << text;
    const auto copies = backup_data(data, out);
    ASSERT_FALSE(copies);
    EXPECT_THAT(copies.error().message, HasSubstr("Head 1 is not signed"));
}
