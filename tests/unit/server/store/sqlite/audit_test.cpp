#include "server/store/sqlite/audit.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>

#include <gmock/gmock.h>

#include "server/store/sqlite/open.hpp"
#include "tests/support/raw_sqlite.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;

namespace {

/// A sound log of commands with 1 to 3 events, some with files, copied afresh for every alteration.
struct AuditTest : testing::Test
{
    TemporaryFolder folder;
    std::filesystem::path sound = folder / "sound.db";
    std::filesystem::path file = folder / "altered.db";
    static std::filesystem::path made;  ///< written once: every command waits for the disk
    static std::vector<KnownRoot> roots;

    static void make(const std::filesystem::path& path)
    {
        auto store = create_tenant_store(path, test_tenant);
        ASSERT_TRUE(store);
        for (int i = 0; i < 12; ++i) {
            auto append = an_append("command " + std::to_string(i), 1000 + i, 1 + static_cast<unsigned>(i) % 3);
            if (i % 4 == 0) append.blobs = {a_blob("file " + std::to_string(i)), a_blob("shared")};
            const auto receipts = (*store)->append(std::vector{append});
            ASSERT_TRUE(receipts);
            roots.push_back({receipts->front().tree_size, receipts->front().root});
        }
        store->reset();
        RawSqlite(path).run("PRAGMA journal_mode = DELETE");
    }

    void SetUp() override
    {
        static const TemporaryFolder kept;
        if (made.empty()) make(made = kept / "sound.db");
        std::filesystem::copy_file(made, sound);
    }

    void copy()
    {
        std::filesystem::remove(file);
        std::filesystem::copy_file(sound, file);
    }

    /// Alters a copy behind the triggers' back, which are put back afterwards so that they are not what is noticed.
    void alter(const std::string& sql)
    {
        copy();
        RawSqlite raw(file);
        const auto triggers = raw.rows("SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
        raw.drop_triggers();
        raw.run("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; PRAGMA journal_mode = MEMORY");
        raw.run(sql);
        for (const auto& trigger : triggers) raw.run(trigger);
    }

    /// First event that fails; -1 if none does.
    std::int64_t first_fault(std::span<const KnownRoot> known = {})
    {
        const auto report = audit_tenant_file(file, known);
        if (!report) ADD_FAILURE() << report.error().message;
        return report && report->fault ? static_cast<std::int64_t>(report->fault->sequence) : -1;
    }

    /// First event of the command that the event belongs to.
    std::int64_t first_of_command(std::int64_t sequence) const
    {
        std::int64_t first = 1;
        for (const auto& root : roots)
            if (static_cast<std::int64_t>(root.size) < sequence) first = static_cast<std::int64_t>(root.size) + 1;
        return first;
    }

    std::int64_t size() const { return static_cast<std::int64_t>(roots.back().size); }
};

std::filesystem::path AuditTest::made;
std::vector<KnownRoot> AuditTest::roots;

}  // namespace

TEST_F(AuditTest, a_sound_log_verifies_with_its_roots)
{
    copy();
    const auto report = audit_tenant_file(file, roots);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->fault, std::nullopt) << report->fault->what;
    EXPECT_EQ(report->tenant, test_tenant);
    EXPECT_EQ(report->size, roots.back().size);
    EXPECT_EQ(report->root, roots.back().root);
    EXPECT_EQ(report->last_at, Timestamp{1011});
    EXPECT_EQ(report->receipts, 12u);
}

TEST_F(AuditTest, a_change_of_any_column_of_any_event_names_that_event)
{
    const char* changes[] = {"at = at + 1", "at = at - 100", "authority = authority || 'x'", "type = type + 1",
                             "actor = zeroblob(16)", "key = zeroblob(16)", "command_hash = zeroblob(32)",
                             "leaf_hash = zeroblob(32)", "payload = CAST(payload || x'00' AS BLOB)", "payload = x''",
                             "attachments = CASE WHEN length(attachments) = 0 THEN zeroblob(32) ELSE x'' END"};
    for (const char* change : changes)
        for (std::int64_t sequence = 1; sequence <= size(); ++sequence) {
            alter("UPDATE event SET " + std::string(change) + " WHERE sequence = " + std::to_string(sequence));
            ASSERT_EQ(first_fault(), sequence) << change;
        }
}

TEST_F(AuditTest, a_change_of_any_bit_of_any_value_of_any_event_names_that_event)
{
    for (std::int64_t sequence = 1; sequence <= size(); sequence += 5)
        for (const auto& [column, bytes] : {std::pair("actor", 16), std::pair("key", 16), std::pair("command_hash", 32),
                                            std::pair("leaf_hash", 32), std::pair("payload", 8)})
            for (int bit = 0; bit < bytes * 8; bit += 7) {
                copy();
                {
                    RawSqlite raw(file);
                    raw.drop_triggers();
                    const auto hex = raw.rows("SELECT hex(" + std::string(column) + ") FROM event WHERE sequence = " +
                                              std::to_string(sequence));
                    auto value = *from_hex(hex.at(0));
                    value.at(static_cast<std::size_t>(bit / 8)) ^= static_cast<std::uint8_t>(1 << bit % 8);
                    raw.run("UPDATE event SET " + std::string(column) + " = x'" + to_hex(value) +
                            "' WHERE sequence = " + std::to_string(sequence));
                }
                ASSERT_EQ(first_fault(), sequence) << column << " bit " << bit;
            }
}

TEST_F(AuditTest, a_change_of_any_column_of_a_receipt_names_its_first_event)
{
    const char* changes[] = {"root = zeroblob(32)", "key = zeroblob(16)", "command_hash = zeroblob(32)",
                             "event_count = event_count + 1", "first_sequence = first_sequence + 100",
                             "tree_size = tree_size + 1000"};
    for (const char* change : changes)
        for (const auto& root : roots) {
            alter("UPDATE receipt SET " + std::string(change) + " WHERE tree_size = " + std::to_string(root.size));
            const auto expected = first_of_command(static_cast<std::int64_t>(root.size));
            const auto fault = first_fault();
            // A receipt that moved away leaves its events uncovered, which shows when the next command begins.
            if (std::string(change).starts_with("tree_size") && root.size != roots.back().size)
                ASSERT_EQ(fault, static_cast<std::int64_t>(root.size) + 1) << change;
            else
                ASSERT_EQ(fault, expected) << change;
        }
}

TEST_F(AuditTest, an_event_that_is_missing_doubled_swapped_or_slipped_in_is_named)
{
    for (std::int64_t sequence = 1; sequence < size(); ++sequence) {
        const auto at = std::to_string(sequence);
        alter("DELETE FROM event WHERE sequence = " + at);
        EXPECT_EQ(first_fault(), sequence);

        alter("UPDATE event SET sequence = -1 WHERE sequence = " + at + ";"
              "UPDATE event SET sequence = " + at + " WHERE sequence = " + at + " + 1;"
              "UPDATE event SET sequence = " + at + " + 1 WHERE sequence = -1");
        EXPECT_EQ(first_fault(), sequence) << "swapped";

        alter("UPDATE event SET sequence = -sequence WHERE sequence > " + at + ";"
              "UPDATE event SET sequence = 1 - sequence WHERE sequence < 0;"
              "INSERT INTO event SELECT " + at + " + 1, at, actor, authority, key, command_hash, type, leaf_hash, attachments, "
              "payload FROM event WHERE sequence = " + at);
        EXPECT_EQ(first_fault(), sequence + 1) << "doubled";
    }
    alter("INSERT INTO event SELECT sequence + 1, at, actor, authority, key, command_hash, type, leaf_hash, attachments, payload "
          "FROM event ORDER BY sequence DESC LIMIT 1");
    EXPECT_EQ(first_fault(), size() + 1);
    alter("INSERT INTO event SELECT -1, at, actor, authority, key, command_hash, type, leaf_hash, attachments, payload "
          "FROM event WHERE sequence = 1");
    EXPECT_EQ(first_fault(), 1) << "hidden before the beginning";
}

TEST_F(AuditTest, a_log_cut_short_at_the_end_is_noticed_through_its_receipt_or_a_root_known_outside)
{
    const auto last = std::to_string(size());
    alter("DELETE FROM event WHERE sequence = " + last);
    EXPECT_EQ(first_fault(), first_of_command(size()));

    const auto before = std::to_string(first_of_command(size()) - 1);
    alter("DELETE FROM event WHERE sequence > " + before + "; DELETE FROM receipt WHERE tree_size > " + before);
    EXPECT_EQ(first_fault(std::span(roots).last(1)), first_of_command(size()));
}

TEST_F(AuditTest, a_whole_log_made_anew_is_noticed_through_a_root_known_outside)
{
    {
        auto forged = create_tenant_store(file, test_tenant);
        for (int i = 0; i < 12; ++i)
            ASSERT_TRUE((*forged)->append(std::vector{an_append("other " + std::to_string(i), 1000 + i, 2)}));
    }
    EXPECT_EQ(first_fault(), -1) << "by itself it is a sound log";
    EXPECT_GT(first_fault(std::span(roots).first(3)), 0);
}

TEST_F(AuditTest, a_file_attached_to_an_event_that_is_altered_or_missing_names_the_event)
{
    const auto fourth = first_of_command(static_cast<std::int64_t>(roots[4].size));
    alter("UPDATE blob SET content = x'00' WHERE content = CAST('file 4' AS BLOB)");
    EXPECT_EQ(first_fault(), fourth);
    alter("DELETE FROM blob WHERE content = CAST('file 4' AS BLOB)");
    EXPECT_EQ(first_fault(), fourth);
    alter("UPDATE blob SET hash = zeroblob(32) WHERE content = CAST('file 4' AS BLOB)");
    EXPECT_EQ(first_fault(), fourth);
    alter("INSERT INTO blob (hash, content) VALUES (zeroblob(32), x'00')");
    EXPECT_EQ(first_fault(), 0) << "no event's";
}

TEST_F(AuditTest, another_organisations_name_on_the_log_is_noticed)
{
    alter("UPDATE tenant SET id = zeroblob(16)");
    EXPECT_EQ(first_fault(), 1);
}

TEST_F(AuditTest, triggers_and_tables_that_were_changed_are_noticed)
{
    for (const char* change : {"DROP TRIGGER event_holds", "DROP TRIGGER receipt_stays; CREATE TRIGGER receipt_stays BEFORE DELETE ON "
                                                           "receipt BEGIN SELECT 1; END",
                               "CREATE TRIGGER extra AFTER INSERT ON event BEGIN SELECT 1; END", "DROP TRIGGER blob_stays"}) {
        copy();
        RawSqlite(file).run(change);
        EXPECT_EQ(first_fault(), 0) << change;
    }
    copy();
    RawSqlite(file).run("CREATE TABLE something_else (x)");
    EXPECT_EQ(first_fault(), -1) << "projections come and go";
}

TEST_F(AuditTest, values_of_the_wrong_kind_or_size_are_named_and_not_read)
{
    alter("UPDATE event SET actor = zeroblob(15) WHERE sequence = 7");
    EXPECT_EQ(first_fault(), 7);
    alter("UPDATE event SET attachments = zeroblob(33) WHERE sequence = 7");
    EXPECT_EQ(first_fault(), 7);
    alter("UPDATE event SET type = -1 WHERE sequence = 7");
    EXPECT_EQ(first_fault(), 7);
    alter("UPDATE event SET type = 4294967296 WHERE sequence = 7");
    EXPECT_EQ(first_fault(), 7);
    alter("UPDATE event SET sequence = 9223372036854775807 WHERE sequence = 7");
    EXPECT_EQ(first_fault(), 7);
    alter("UPDATE receipt SET root = zeroblob(31) WHERE tree_size = 6");
    EXPECT_GT(first_fault(), 0);
}

TEST_F(AuditTest, a_flipped_bit_anywhere_in_the_file_is_noticed_or_changes_no_event)
{
    std::mt19937_64 random(20261122);
    const auto bytes = std::filesystem::file_size(sound);
    const auto all = "SELECT hex(sequence) || hex(at) || hex(actor) || authority || hex(key) || hex(command_hash) || type || "
                     "hex(attachments) || hex(payload) FROM event ORDER BY sequence";
    const auto events = RawSqlite(sound).rows(all);
    int noticed = 0;
    for (int i = 0; i < 400; ++i) {
        copy();
        const auto at = static_cast<std::streamoff>(random() % bytes);
        {
            std::fstream raw(file, std::ios::in | std::ios::out | std::ios::binary);
            raw.seekg(at);
            const char byte = static_cast<char>(raw.get() ^ (1 << random() % 8));
            raw.seekp(at);
            raw.put(byte);
        }
        const auto report = audit_tenant_file(file);
        if (!report || report->fault) {
            ++noticed;
            continue;
        }
        ASSERT_EQ(RawSqlite(file).rows(all), events) << "byte " << at;
    }
    EXPECT_GT(noticed, 50);
}

TEST_F(AuditTest, it_reads_beside_a_store_at_work_and_leaves_the_wal_alone)
{
    auto store = create_tenant_store(file, test_tenant);
    ASSERT_TRUE((*store)->append(std::vector{an_append("one", 1)}));
    const auto wal = std::filesystem::file_size(file.string() + "-wal");
    ASSERT_GT(wal, 0u);
    const auto before = std::filesystem::last_write_time(file);
    EXPECT_EQ(audit_tenant_file(file)->size, 1u);
    EXPECT_EQ(std::filesystem::file_size(file.string() + "-wal"), wal);
    EXPECT_EQ(std::filesystem::last_write_time(file), before);
    ASSERT_TRUE((*store)->append(std::vector{an_append("two", 1)}));
    EXPECT_EQ(audit_tenant_file(file)->size, 2u);
}

TEST_F(AuditTest, a_verifier_written_apart_from_this_one_comes_to_the_same_verdicts)
{
    if (std::system("python3 -c 'import sqlite3' 2>/dev/null") != 0) GTEST_SKIP() << "no python3";
    const auto verdict = [&] {
        const std::string command = "python3 tests/support/verify_log.py '" + file.string() + "' 2>&1";
        std::string printed;
        FILE* const pipe = popen(command.c_str(), "r");
        for (int c; (c = std::fgetc(pipe)) != EOF;) printed += static_cast<char>(c);
        pclose(pipe);
        return printed;
    };
    copy();
    EXPECT_EQ(verdict(), "sound " + std::to_string(size()) + ' ' + roots.back().root.hex() + '\n');
    const char* alterations[] = {"UPDATE event SET payload = x'00' WHERE sequence = 5",
                                 "UPDATE event SET at = at + 1 WHERE sequence = 17",
                                 "UPDATE receipt SET root = zeroblob(32) WHERE tree_size = 6",
                                 "DELETE FROM event WHERE sequence = 1",
                                 "DELETE FROM receipt WHERE tree_size = (SELECT max(tree_size) FROM receipt)",
                                 "UPDATE blob SET content = x'00' WHERE content = CAST('file 4' AS BLOB)",
                                 "UPDATE tenant SET id = zeroblob(16)"};
    for (const char* alteration : alterations) {
        alter(alteration);
        EXPECT_EQ(verdict(), "fault " + std::to_string(first_fault()) + '\n') << alteration;
    }
}

TEST_F(AuditTest, what_is_no_log_is_an_error)
{
    EXPECT_EQ(audit_tenant_file(folder / "none.db").error().code, Errc::not_found);
    std::ofstream(file) << std::string(10'000, 'x');
    EXPECT_EQ(audit_tenant_file(file).error().code, Errc::storage_failed);
    std::filesystem::remove(file);
    RawSqlite(file).run("CREATE TABLE t (x)");
    EXPECT_EQ(audit_tenant_file(file).error().code, Errc::storage_failed);
    copy();
    RawSqlite(file).run("PRAGMA user_version = 1000");
    EXPECT_EQ(audit_tenant_file(file).error().code, Errc::storage_failed);
}
