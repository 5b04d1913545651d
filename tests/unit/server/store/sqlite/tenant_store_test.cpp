#include <fstream>

#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/open.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/server/store/sqlite/toy_projection.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;

namespace {

struct SqliteFixture
{
    TemporaryFolder folder;
    int stores{};
    std::filesystem::path path;

    std::unique_ptr<TenantStore> fresh()
    {
        path = folder / ("store" + std::to_string(++stores) + ".db");
        auto store = create_tenant_store(path, test_tenant);
        EXPECT_TRUE(store);
        return *std::move(store);
    }

    std::unique_ptr<TenantStore> reopened(std::unique_ptr<TenantStore> old)
    {
        old.reset();
        auto store = open_tenant_store(path);
        EXPECT_TRUE(store);
        return *std::move(store);
    }
};

OpenOptions with_toy(int version = 1)
{
    OpenOptions options;
    options.projections = {std::make_shared<ToyProjection>(version)};
    return options;
}

std::string upper_hex(PersonId person)
{
    std::string text = person.text();
    for (char& c : text) c = static_cast<char>(std::toupper(c));
    return text;
}

std::vector<std::string> toy_rows(const std::filesystem::path& path)
{
    return RawSqlite(path).rows("SELECT type, count, hex(last) FROM toy ORDER BY type");
}

}  // namespace

namespace assent::support {
INSTANTIATE_TYPED_TEST_SUITE_P(Sqlite, TenantStoreTest, SqliteFixture);
}

TEST(SqliteTenantStoreTest, a_file_belongs_to_one_organisation_and_is_not_made_twice)
{
    const TemporaryFolder folder;
    ASSERT_TRUE(create_tenant_store(folder / "a.db", test_tenant));
    const auto again = create_tenant_store(folder / "a.db", TenantId::derived("south"));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, Errc::conflict);
    EXPECT_EQ((*open_tenant_store(folder / "a.db"))->tenant(), test_tenant);
}

TEST(SqliteTenantStoreTest, a_file_that_is_missing_foreign_or_no_database_is_not_opened_and_not_changed)
{
    const TemporaryFolder folder;
    EXPECT_EQ(open_tenant_store(folder / "a.db").error().code, Errc::not_found);
    EXPECT_FALSE(std::filesystem::exists(folder / "a.db"));

    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    EXPECT_EQ(open_tenant_store(folder / "text.db").error().code, Errc::storage_failed);
    EXPECT_EQ(std::filesystem::file_size(folder / "text.db"), 5000u);

    RawSqlite(folder / "other.db").run("PRAGMA application_id = 7; CREATE TABLE t (x); PRAGMA user_version = 1");
    EXPECT_EQ(open_tenant_store(folder / "other.db").error().code, Errc::storage_failed);

    RawSqlite(folder / "empty.db").run("CREATE TABLE t (x)");
    EXPECT_EQ(open_tenant_store(folder / "empty.db").error().code, Errc::not_found);

    ASSERT_TRUE(create_tenant_store(folder / "newer.db", test_tenant));
    RawSqlite(folder / "newer.db").run("PRAGMA user_version = 1000");
    EXPECT_EQ(open_tenant_store(folder / "newer.db").error().code, Errc::storage_failed);
}

TEST(SqliteTenantStoreTest, the_connection_has_the_settings_that_durability_needs)
{
    const TemporaryFolder folder;
    auto store = create_tenant_store(folder / "a.db", test_tenant);
    ASSERT_TRUE(store);
    EXPECT_EQ(RawSqlite(folder / "a.db").rows("PRAGMA journal_mode"), std::vector<std::string>{"wal"});

    auto database = Database::open(folder / "a.db", OpenMode::existing);
    ASSERT_TRUE(database);
    const auto setting = [&](const Statement& pragma) {
        std::int64_t value = -1;
        EXPECT_TRUE((*database)->one(pragma, [&](const Row& row) { value = row.integer(0); }));
        return value;
    };
    static constexpr Statement synchronous{"synchronous", "PRAGMA synchronous"};
    static constexpr Statement foreign_keys{"foreign_keys", "PRAGMA foreign_keys"};
    static constexpr Statement trusted_schema{"trusted_schema", "PRAGMA trusted_schema"};
    static constexpr Statement cell_size_check{"cell_size_check", "PRAGMA cell_size_check"};
    static constexpr Statement autocheckpoint{"autocheckpoint", "PRAGMA wal_autocheckpoint"};
    EXPECT_EQ(setting(synchronous), 2);
    EXPECT_EQ(setting(foreign_keys), 1);
    EXPECT_EQ(setting(trusted_schema), 0);
    EXPECT_EQ(setting(cell_size_check), 1);
    EXPECT_EQ(setting(autocheckpoint), 0);
}

TEST(SqliteTenantStoreTest, the_log_takes_no_update_delete_or_replacement)
{
    const TemporaryFolder folder;
    {
        auto store = create_tenant_store(folder / "a.db", test_tenant);
        auto append = an_append("one", 1, 2);
        append.blobs = {a_blob("file")};
        ASSERT_TRUE((*store)->append(std::vector{append}));
    }
    RawSqlite raw(folder / "a.db");
    for (const char* table : {"event", "receipt", "blob", "tenant"}) {
        EXPECT_EQ(raw.try_to(std::string("DELETE FROM ") + table), SQLITE_CONSTRAINT) << table;
        const auto column = raw.rows(std::string("SELECT name FROM pragma_table_info('") + table + "')").front();
        EXPECT_EQ(raw.try_to(std::string("UPDATE ") + table + " SET " + column + " = " + column), SQLITE_CONSTRAINT) << table;
    }
    EXPECT_EQ(raw.try_to("INSERT OR REPLACE INTO event SELECT * FROM event WHERE sequence = 2"), SQLITE_CONSTRAINT);
    EXPECT_EQ(raw.try_to("INSERT OR REPLACE INTO receipt SELECT * FROM receipt"), SQLITE_CONSTRAINT);
    EXPECT_EQ(raw.try_to("INSERT INTO event SELECT 4, at, actor, authority, key, command_hash, type, leaf_hash, "
                         "attachments, payload FROM event WHERE sequence = 1"),
              SQLITE_CONSTRAINT)
        << "a gap";
}

TEST(SqliteTenantStoreTest, a_log_that_was_altered_is_not_opened)
{
    const char* alterations[] = {"UPDATE event SET payload = x'00' WHERE sequence = 2",
                                 "UPDATE event SET leaf_hash = zeroblob(32) WHERE sequence = 1",
                                 "DELETE FROM event WHERE sequence = 3", "DELETE FROM receipt WHERE tree_size = 3",
                                 "UPDATE receipt SET root = zeroblob(32) WHERE tree_size = 3",
                                 "UPDATE event SET actor = zeroblob(16) WHERE sequence = 3"};
    for (const char* alteration : alterations) {
        const TemporaryFolder folder;
        {
            auto store = create_tenant_store(folder / "a.db", test_tenant);
            for (const char* name : {"one", "two", "three"})
                ASSERT_TRUE((*store)->append(std::vector{an_append(name, 1)}));
        }
        {
            RawSqlite raw(folder / "a.db");
            raw.drop_triggers();
            raw.run(alteration);
        }
        const auto opened = open_tenant_store(folder / "a.db");
        ASSERT_FALSE(opened) << alteration;
        EXPECT_EQ(opened.error().code, Errc::storage_failed) << alteration;
    }
}

TEST(SqliteTenantStoreTest, an_event_that_changes_under_a_running_store_stops_it)
{
    const TemporaryFolder folder;
    auto store = create_tenant_store(folder / "a.db", test_tenant);
    ASSERT_TRUE((*store)->append(std::vector{an_append("one", 1), an_append("two", 1)}));
    {
        RawSqlite raw(folder / "a.db");
        raw.drop_triggers();
        raw.run("UPDATE event SET authority = 'forged' WHERE sequence = 2");
    }
    std::vector<std::uint64_t> seen;
    const auto result = (*store)->replay(1, [&](const StoredEvent& event) { seen.push_back(event.sequence); });
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, Errc::storage_failed);
    EXPECT_EQ(seen, std::vector<std::uint64_t>{1});
    EXPECT_TRUE((*store)->stopped());
}

TEST(SqliteTenantStoreTest, projections_follow_the_log_and_a_rebuilt_one_is_the_same)
{
    const TemporaryFolder folder;
    auto store = create_tenant_store(folder / "a.db", test_tenant, with_toy());
    ASSERT_TRUE(store);
    ASSERT_TRUE((*store)->append(std::vector{an_append("one", 1, 3), an_append("two", 1, 2)}));
    const auto rows = toy_rows(folder / "a.db");
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0], "0,2," + upper_hex(ada));
    EXPECT_EQ(rows[2].substr(0, 4), "2,1,");
    RawSqlite(folder / "a.db").run("UPDATE toy SET count = 99");
    ASSERT_TRUE((*store)->rebuild_projections());
    EXPECT_EQ(toy_rows(folder / "a.db"), rows);
}

TEST(SqliteTenantStoreTest, a_projection_that_is_new_changed_or_behind_is_made_again_on_opening)
{
    const TemporaryFolder folder;
    {
        auto store = create_tenant_store(folder / "a.db", test_tenant);
        ASSERT_TRUE((*store)->append(std::vector{an_append("one", 1, 3)}));
    }
    ASSERT_TRUE(open_tenant_store(folder / "a.db", with_toy()));
    const auto rows = toy_rows(folder / "a.db");
    EXPECT_EQ(rows.size(), 3u);

    RawSqlite(folder / "a.db").run("DELETE FROM toy");
    ASSERT_TRUE(open_tenant_store(folder / "a.db", with_toy()));
    EXPECT_TRUE(toy_rows(folder / "a.db").empty()) << "one that is up to date is believed";
    ASSERT_TRUE(open_tenant_store(folder / "a.db", with_toy(2)));
    EXPECT_EQ(toy_rows(folder / "a.db"), rows);

    {
        auto store = open_tenant_store(folder / "a.db");
        ASSERT_TRUE((*store)->append(std::vector{an_append("two", 1, 4)}));
    }
    EXPECT_EQ(toy_rows(folder / "a.db").size(), 3u);
    ASSERT_TRUE(open_tenant_store(folder / "a.db", with_toy(2)));
    EXPECT_EQ(toy_rows(folder / "a.db").size(), 4u);
}

TEST(SqliteTenantStoreTest, a_backup_is_a_store_of_its_own_and_is_never_written_over)
{
    const TemporaryFolder folder;
    auto store = create_tenant_store(folder / "a.db", test_tenant, with_toy());
    auto append = an_append("one", 1, 3);
    append.blobs = {a_blob("file")};
    ASSERT_TRUE((*store)->append(std::vector{append}));
    ASSERT_TRUE((*store)->backup_to(folder / "b.db"));
    EXPECT_EQ((*store)->backup_to(folder / "b.db").error().code, Errc::conflict);
    EXPECT_EQ((*store)->backup_to(folder / "no folder" / "b.db").error().code, Errc::storage_failed);
    EXPECT_FALSE((*store)->stopped());
    const auto head = (*store)->head();
    ASSERT_TRUE((*store)->append(std::vector{an_append("two", 1)}));

    auto copy = open_tenant_store(folder / "b.db", with_toy());
    ASSERT_TRUE(copy);
    EXPECT_EQ((*copy)->head().root, head.root);
    EXPECT_EQ(as_text(*(*copy)->blob(append.blobs[0].hash)), "file");
    ASSERT_TRUE((*copy)->append(std::vector{an_append("other", 1)}));
}

TEST(SqliteTenantStoreTest, maintenance_empties_a_long_wal_into_the_file)
{
    const TemporaryFolder folder;
    OpenOptions options;
    options.checkpoint_pages = 10;
    auto store = create_tenant_store(folder / "a.db", test_tenant, options);
    const auto before = std::filesystem::file_size(folder / "a.db");
    for (int i = 0; i < 50; ++i) {
        ASSERT_TRUE((*store)->append(std::vector{an_append(std::to_string(i), 1, 20)}));
        ASSERT_TRUE((*store)->maintain());
    }
    EXPECT_GT(std::filesystem::file_size(folder / "a.db"), before + 50'000);
    EXPECT_LT(std::filesystem::file_size(folder / "a.db-wal"), 400'000u);
}

TEST(SqliteTenantStoreTest, a_process_that_dies_leaves_a_wal_that_the_next_one_reads)
{
    const TemporaryFolder folder;
    TreeHead head;
    {
        auto store = create_tenant_store(folder / "a.db", test_tenant);
        ASSERT_TRUE((*store)->append(std::vector{an_append("one", 1), an_append("two", 1)}));
        head = (*store)->head();
        std::filesystem::create_directory(folder / "copy");
        for (const char* name : {"a.db", "a.db-wal"}) std::filesystem::copy_file(folder / name, folder / "copy" / name);
    }
    auto store = open_tenant_store(folder / "copy" / "a.db");
    ASSERT_TRUE(store);
    EXPECT_EQ((*store)->head().size, 2u);
    EXPECT_EQ((*store)->head().root, head.root);
}

TEST(FilesTest, a_wal_is_written_over_itself_unchanged)
{
    const TemporaryFolder folder;
    std::string content;
    for (int i = 0; i < 300'000; ++i) content += static_cast<char>(i * 7 % 251);
    std::ofstream(folder / "a.db-wal", std::ios::binary) << content << content << content << content;
    ASSERT_TRUE(rewrite_wal(folder / "a.db"));
    std::ifstream file(folder / "a.db-wal", std::ios::binary);
    const std::string found((std::istreambuf_iterator<char>(file)), {});
    EXPECT_EQ(found, content + content + content + content);
    EXPECT_TRUE(rewrite_wal(folder / "none.db"));
}

TEST(DataLockTest, only_one_holds_a_folder_and_anybody_can_ask)
{
    const TemporaryFolder folder;
    EXPECT_FALSE(DataLock::is_held(folder / "data"));
    {
        auto lock = DataLock::take(folder / "data");
        ASSERT_TRUE(lock);
        EXPECT_TRUE(std::filesystem::is_directory(folder / "data" / "tenants"));
        EXPECT_TRUE(DataLock::is_held(folder / "data"));
        const auto second = DataLock::take(folder / "data");
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().code, Errc::conflict);
        const DataLock moved = *std::move(lock);
        EXPECT_TRUE(DataLock::is_held(folder / "data"));
    }
    EXPECT_FALSE(DataLock::is_held(folder / "data"));
    EXPECT_TRUE(DataLock::take(folder / "data"));
}

TEST(DataLockTest, a_folder_that_cannot_be_made_is_refused)
{
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    const auto lock = DataLock::take(folder / "file" / "data");
    ASSERT_FALSE(lock);
    EXPECT_EQ(lock.error().code, Errc::storage_failed);
}
