#include "server/store/sqlite/migrations.hpp"

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "server/store/sqlite/audit.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/unit/server/store/sqlite/toy_projection.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;

namespace {

/// A tenant's file as the first schema left it, with two commands of one event each. Made by that schema; never edited.
constexpr const char* version_1_tenant = R"sql(
PRAGMA application_id = 1095986772;
CREATE TABLE tenant (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    id  BLOB NOT NULL CHECK (length(id) = 16)
) STRICT;

CREATE TABLE event (
    sequence     INTEGER PRIMARY KEY CHECK (sequence > 0),
    at           INTEGER NOT NULL,
    actor        BLOB NOT NULL CHECK (length(actor) = 16),
    authority    TEXT NOT NULL,
    key          BLOB NOT NULL CHECK (length(key) = 16),
    command_hash BLOB NOT NULL CHECK (length(command_hash) = 32),
    type         INTEGER NOT NULL CHECK (type BETWEEN 0 AND 4294967295),
    leaf_hash    BLOB NOT NULL CHECK (length(leaf_hash) = 32),
    attachments  BLOB NOT NULL CHECK (length(attachments) % 32 = 0),
    payload      BLOB NOT NULL
) STRICT;

CREATE TABLE receipt (
    tree_size      INTEGER PRIMARY KEY,
    first_sequence INTEGER NOT NULL UNIQUE REFERENCES event (sequence),
    event_count    INTEGER NOT NULL CHECK (event_count > 0 AND tree_size = first_sequence + event_count - 1),
    root           BLOB NOT NULL CHECK (length(root) = 32),
    key            BLOB NOT NULL UNIQUE CHECK (length(key) = 16),
    command_hash   BLOB NOT NULL CHECK (length(command_hash) = 32)
) STRICT;

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN new.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM event)
BEGIN SELECT raise(ABORT, 'events are only appended'); END;
CREATE TRIGGER event_stays BEFORE DELETE ON event BEGIN SELECT raise(ABORT, 'events are never deleted'); END;
CREATE TRIGGER event_holds BEFORE UPDATE ON event BEGIN SELECT raise(ABORT, 'events are never changed'); END;

CREATE TRIGGER receipt_follows BEFORE INSERT ON receipt
WHEN new.first_sequence <> (SELECT coalesce(max(tree_size), 0) + 1 FROM receipt)
BEGIN SELECT raise(ABORT, 'receipts are only appended'); END;
CREATE TRIGGER receipt_stays BEFORE DELETE ON receipt BEGIN SELECT raise(ABORT, 'receipts are never deleted'); END;
CREATE TRIGGER receipt_holds BEFORE UPDATE ON receipt BEGIN SELECT raise(ABORT, 'receipts are never changed'); END;

CREATE TRIGGER tenant_stays BEFORE DELETE ON tenant BEGIN SELECT raise(ABORT, 'the owner stays'); END;
CREATE TRIGGER tenant_holds BEFORE UPDATE ON tenant BEGIN SELECT raise(ABORT, 'the owner stays'); END;
PRAGMA user_version = 1;
INSERT INTO tenant VALUES (1, x'dc365e79d41cfae1c3c0d969319ae621');
INSERT INTO event VALUES (1,1000,X'fdee430d40bd57deeac186cd9790033d','test.write',
    X'7692c3ad3540bb803c020b3aee66cd88',X'7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',0,
    X'b55315936436cf3127f0f095f708a6592446bdfcc9e52530f52f7e98d986bbb2',X'',X'6f6e65206576656e742030');
INSERT INTO event VALUES (2,1000,X'fdee430d40bd57deeac186cd9790033d','test.write',
    X'3fc4ccfe745870e2c0d99f71f30ff065',X'3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3',0,
    X'86dfb2dc68858ff4e9e9ae9ee307ac309498e0dc6603672f8b0bcb95bff3236d',X'',X'74776f206576656e742030');
INSERT INTO receipt VALUES (1,1,1,X'b55315936436cf3127f0f095f708a6592446bdfcc9e52530f52f7e98d986bbb2',
    X'7692c3ad3540bb803c020b3aee66cd88',X'7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed');
INSERT INTO receipt VALUES (2,2,1,X'0c78f11f309d9189ede917dd64ee2f63c3fe6d4adeccd7333160029c470ece6c',
    X'3fc4ccfe745870e2c0d99f71f30ff065',X'3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3');
)sql";

/// The schema of a file, line by line.
std::vector<std::string> schema_of(const std::filesystem::path& path)
{
    return RawSqlite(path).rows("SELECT type || name || coalesce(sql, '') FROM sqlite_schema ORDER BY type, name");
}

}  // namespace

TEST(MigrationsTest, a_file_of_the_first_schema_is_brought_up_to_date_and_keeps_its_log)
{
    const TemporaryFolder folder;
    RawSqlite(folder / "old.db").run(version_1_tenant);
    const auto before = audit_tenant_file(folder / "old.db");
    ASSERT_TRUE(before);
    EXPECT_EQ(before->fault, std::nullopt) << before->fault->what;
    EXPECT_EQ(before->root.hex(), "0c78f11f309d9189ede917dd64ee2f63c3fe6d4adeccd7333160029c470ece6c");
    {
        OpenOptions options;
        options.projections = {std::make_shared<ToyProjection>()};
        auto store = open_tenant_store(folder / "old.db", options);
        ASSERT_TRUE(store) << store.error().message;
        EXPECT_EQ((*store)->tenant(), test_tenant);
        EXPECT_EQ((*store)->head().root, before->root);
        EXPECT_EQ(as_text(all_events(**store).at(1).payload), "two event 0");
        auto append = an_append("three", 2000);
        append.blobs = {a_blob("file")};
        ASSERT_TRUE((*store)->append(std::vector{append}));
    }
    EXPECT_EQ(audit_tenant_file(folder / "old.db")->fault, std::nullopt);

    ASSERT_TRUE(create_tenant_store(folder / "new.db", test_tenant));
    RawSqlite(folder / "old.db").run("DROP TABLE toy");
    EXPECT_EQ(schema_of(folder / "old.db"), schema_of(folder / "new.db"));
    EXPECT_EQ(RawSqlite(folder / "old.db").rows("PRAGMA user_version"),
              std::vector{std::to_string(tenant_migrations().back().number)});
}

TEST(MigrationsTest, numbers_go_up_by_one)
{
    for (const auto& migrations : {tenant_migrations(), system_migrations()})
        for (std::size_t i = 0; i < migrations.size(); ++i) EXPECT_EQ(migrations[i].number, static_cast<int>(i) + 1);
}

TEST(MigrationsTest, one_that_is_cut_short_anywhere_can_be_gone_on_with)
{
    spdlog::set_level(spdlog::level::off);
    std::mt19937_64 random(20261122);
    FaultyVfs vfs("migrating");
    FaultyVfs again("migrated");
    FaultyVfs::Image old;
    {
        sqlite3* handle = nullptr;
        ASSERT_EQ(sqlite3_open_v2("a.db", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, "migrating"), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(handle, version_1_tenant, nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        old = vfs.after_power_cut(random);
    }
    const auto options = [](const FaultyVfs& on) {
        OpenOptions result;
        result.vfs = on.name();
        result.projections = {std::make_shared<ToyProjection>()};
        return result;
    };
    const auto check = [&](const FaultyVfs::Image& image, const std::string& when) {
        again.load(image);
        auto store = open_tenant_store("a.db", options(again));
        ASSERT_TRUE(store) << when << ": " << store.error().message;
        EXPECT_EQ((*store)->head().size, 2u) << when;
        ASSERT_TRUE((*store)->append(std::vector{an_append("three", 2000)})) << when;
    };

    vfs.load(old);
    int images = 0;
    vfs.after_operation = [&] {
        for (int i = 0; i < 5; ++i, ++images)
            check(vfs.after_power_cut(random), "power cut at operation " + std::to_string(vfs.operations()));
    };
    const auto begin = vfs.operations();
    ASSERT_TRUE(open_tenant_store("a.db", options(vfs)));
    vfs.after_operation = nullptr;
    const auto operations = vfs.operations() - begin;
    EXPECT_GT(images, 50);

    int failures = 0;
    for (std::uint64_t at = 1; at <= operations; ++at) {
        vfs.load(old);
        vfs.fail_after(at, SQLITE_IOERR_WRITE);
        failures += !open_tenant_store("a.db", options(vfs));
        check(vfs.after_power_cut(random), "failure at operation " + std::to_string(at));
    }
    EXPECT_EQ(failures, static_cast<int>(operations)) << "a failure was not noticed";
}
