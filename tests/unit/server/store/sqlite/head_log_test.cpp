#include "server/store/sqlite/head_log.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/head_audit.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/store/sqlite/tenant_reader.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace fs = std::filesystem;

namespace {

struct HeadLogTest : testing::Test
{
    TemporaryFolder folder;
    fs::path data = folder / "data";
    fs::path witness = folder / "witness";
    fs::path heads = heads_path(data, "north");
    std::unique_ptr<TenantStore> store;
    std::int64_t now = 1'000'000;

    void SetUp() override
    {
        spdlog::set_level(spdlog::level::off);
        ASSERT_TRUE(make_directory(data / "tenants"));
        ASSERT_TRUE(make_directory(witness));
        store = *create_tenant_store(tenant_path(data, "north"), test_tenant);
    }

    Result<HeadLog> open() { return HeadLog::open(data, "north", *store, {now += 10}, witness); }

    void write(const std::string& name, unsigned events = 1)
    {
        ASSERT_TRUE(store->append(std::vector{an_append(name, now += 10, events)}));
    }

    Result<void> publish(HeadLog& log) { return log.publish(store->head().size, store->head().root, {now += 10}); }

    /// What the audit says of the heads, with the witness; then of the log, knowing them.
    std::vector<std::string> faults()
    {
        const auto report = audit_heads(heads, witness_path(witness, "north"));
        if (!report) return {report.error().message};
        auto faults = report->faults;
        const auto log = audit_tenant_file(tenant_path(data, "north"), report->roots);
        if (!log) faults.push_back(log.error().message);
        else if (log->fault) faults.push_back("event " + std::to_string(log->fault->sequence) + ": " + log->fault->what);
        return faults;
    }

    /// Two events and their head, all of which is put aside as "old"; then three more events and theirs.
    void work_with_a_copy_of_before()
    {
        auto log = *open();
        write("one", 2);
        ASSERT_TRUE(publish(log));
        keep(folder / "old");
        write("two", 3);
        ASSERT_TRUE(publish(log));
    }

    std::string content(const fs::path& path) { return *read_file_from(path); }

    void overwrite(const fs::path& path, const std::string& text)
    {
        std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
    }

    /// The state of the data folder put aside, to be put back later.
    void keep(const fs::path& as)
    {
        store.reset();
        fs::copy(data, as, fs::copy_options::recursive);
        store = *open_tenant_store(tenant_path(data, "north"));
    }
    /// Those whose name begins so, the database's -wal with it.
    void put_back(const fs::path& from, const std::string& only = "north")
    {
        store.reset();
        for (const char* end : {"", "-wal", "-shm"}) fs::remove(tenant_path(data, "north").string() + end);
        for (const auto& entry : fs::directory_iterator(from / "tenants"))
            if (entry.path().filename().string().starts_with(only))
                fs::copy_file(entry.path(), data / "tenants" / entry.path().filename(), fs::copy_options::overwrite_existing);
        store = *open_tenant_store(tenant_path(data, "north"));
    }
};

}  // namespace

TEST_F(HeadLogTest, a_new_organisation_gets_a_key_and_a_first_head_that_only_its_owner_can_read)
{
    const auto log = open();
    ASSERT_TRUE(log) << log.error().message;
    EXPECT_EQ(log->last().number, 1u);
    EXPECT_EQ(log->last().size, 0u);
    const auto mode = fs::status(key_path(data, "north")).permissions();
    EXPECT_EQ(mode & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(HeadLogTest, a_file_of_before_there_were_heads_gets_them_when_it_is_opened)
{
    write("one", 3);
    write("two");
    ASSERT_TRUE(open());
    const auto report = audit_heads(heads);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->heads, 1u);
    EXPECT_EQ(report->last.size, 4u);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(HeadLogTest, heads_go_on_where_they_stopped_and_the_witness_has_the_same)
{
    {
        auto log = *open();
        write("one", 2);
        ASSERT_TRUE(publish(log));
        ASSERT_TRUE(publish(log)) << "nothing new";
        write("two");
    }
    const auto log = open();
    ASSERT_TRUE(log);
    EXPECT_EQ(log->last().number, 3u) << "one for what was written since";
    EXPECT_EQ(content(heads), content(witness_path(witness, "north")));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(HeadLogTest, time_in_heads_never_goes_back)
{
    auto log = *open();
    const auto first = log.last().at;
    write("one");
    ASSERT_TRUE(log.publish(1, store->head().root, {5}));
    EXPECT_GT(log.last().at, first);
}

TEST_F(HeadLogTest, a_new_key_is_vouched_for_by_the_old_one_and_signs_from_then_on)
{
    auto log = *open();
    const auto old_key = log.last().key;
    const std::string old_secret = content(key_path(data, "north"));
    write("one");
    ASSERT_TRUE(publish(log));
    ASSERT_TRUE(log.rotate({now += 10}));
    const auto new_key = log.last().key;
    EXPECT_NE(new_key, old_key);
    write("two");
    ASSERT_TRUE(publish(log));
    auto again = open();
    ASSERT_TRUE(again) << again.error().message;
    write("three");
    ASSERT_TRUE(publish(*again));
    EXPECT_EQ(again->last().key, new_key);
    for (const auto& known : {old_key, new_key}) {
        const auto report = audit_heads(heads, witness_path(witness, "north"), known);
        ASSERT_TRUE(report);
        EXPECT_THAT(report->faults, IsEmpty());
        EXPECT_EQ(report->rotations, 1u);
    }
    EXPECT_NE(content(key_path(data, "north")), old_secret);
    EXPECT_FALSE(fs::exists(key_path(data, "north").string() + ".next"));
}

TEST_F(HeadLogTest, a_rotation_cut_short_leaves_the_one_key_or_the_other)
{
    const auto key_file = key_path(data, "north");
    const fs::path next_file = key_file.string() + ".next";
    auto log = *open();
    const std::string before = content(heads);
    const std::string old_key = content(key_file);
    ASSERT_TRUE(log.rotate({now += 10}));
    const std::string new_key = content(key_file);
    const std::string rotated = content(heads);
    const auto handed_on = rotated.find('\n', before.size()) + 1;

    overwrite(key_file, old_key);  // before the old key said so
    overwrite(next_file, new_key);
    overwrite(heads, before);
    fs::remove(witness_path(witness, "north"));
    ASSERT_TRUE(open());
    EXPECT_FALSE(fs::exists(next_file));
    EXPECT_EQ(content(key_file), old_key);

    overwrite(next_file, new_key);  // after it said so, before the new one took its place
    overwrite(heads, rotated.substr(0, handed_on));
    fs::remove(witness_path(witness, "north"));
    write("one");
    const auto opened = open();
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(content(key_file), new_key);
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(HeadLogTest, a_head_that_a_crash_left_half_written_is_mended_when_opened)
{
    {
        auto log = *open();
        write("one");
        ASSERT_TRUE(publish(log));
    }
    const std::string whole = content(heads);
    const auto last_line = whole.rfind('\n', whole.size() - 2) + 1;
    for (std::size_t size = last_line; size < whole.size(); size += 50) {
        overwrite(heads, whole.substr(0, size));
        fs::remove(witness_path(witness, "north"));
        const auto log = open();
        ASSERT_TRUE(log) << log.error().message;
        EXPECT_EQ(log->last().number, 2u);
        EXPECT_THAT(faults(), IsEmpty()) << size;
    }
    const auto first_line = whole.find('\n') + 1;
    for (const std::size_t size : {std::size_t{0}, first_line / 2, first_line, first_line + 10}) {
        overwrite(heads, whole.substr(0, size));
        fs::remove(witness_path(witness, "north"));
        ASSERT_TRUE(open()) << size;
        EXPECT_THAT(faults(), IsEmpty()) << size;
    }
}

TEST_F(HeadLogTest, a_witness_that_cannot_be_written_is_said_to_and_gets_all_it_missed_later)
{
    auto log = *open();
    fs::rename(witness, folder / "away");
    write("one");
    const auto failed = publish(log);
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().code, Errc::storage_failed);
    write("two");
    EXPECT_FALSE(publish(log));
    EXPECT_EQ(log.last().size, 2u) << "the data folder has its heads all the same";
    fs::rename(folder / "away", witness);
    ASSERT_TRUE(publish(log));
    EXPECT_EQ(content(heads), content(witness_path(witness, "north")));
}

TEST_F(HeadLogTest, heads_that_cannot_be_written_are_made_up_for)
{
    auto log = *open();
    fs::rename(data / "tenants", data / "away");
    EXPECT_FALSE(log.publish(5, {}, {now += 10}));
    EXPECT_EQ(log.last().number, 1u);
    fs::rename(data / "away", data / "tenants");
    write("one");
    ASSERT_TRUE(publish(log));
    EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(HeadLogTest, nothing_is_appended_to_a_file_that_somebody_else_changed)
{
    auto log = *open();
    write("one");
    std::ofstream(heads, std::ios::app) << "x";
    const auto published = publish(log);
    ASSERT_FALSE(published);
    EXPECT_THAT(published.error().message, HasSubstr("somebody else"));
}

TEST_F(HeadLogTest, an_old_log_put_back_under_its_heads_is_not_opened_and_found_by_the_audit)
{
    work_with_a_copy_of_before();
    put_back(folder / "old", "north.db");
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, Errc::conflict);
    EXPECT_THAT(opened.error().message, AllOf(HasSubstr("is for 5 events"), HasSubstr("the log has 2"), HasSubstr("older state")));
    EXPECT_THAT(faults(), ElementsAre(AllOf(HasSubstr("event 3:"), HasSubstr("a root of 5 events is in head 3"), HasSubstr("older state"))));

    // Worked on since, past the size of the head: a second history.
    write("other", 4);
    EXPECT_EQ(open().error().code, Errc::conflict);
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("event 3: From there to event 5 or before, the log is not the one whose root is in head 3")));
}

TEST_F(HeadLogTest, a_whole_folder_put_back_is_found_by_the_witness)
{
    work_with_a_copy_of_before();
    put_back(folder / "old");
    EXPECT_THAT(faults(), ElementsAre(AllOf(HasSubstr("The witness has 3 heads"), HasSubstr("for 5 events"), HasSubstr("older state")),
                                      AllOf(HasSubstr("event 3:"), HasSubstr("head 3 of the witness's north.heads"))));
    // It is served, and the witness's evidence stays as it is.
    const std::string evidence = content(witness_path(witness, "north"));
    auto log = open();
    ASSERT_TRUE(log);
    write("other");
    const auto published = publish(*log);
    ASSERT_FALSE(published);
    EXPECT_EQ(published.error().code, Errc::conflict);
    EXPECT_EQ(content(witness_path(witness, "north")), evidence);
    EXPECT_THAT(faults(), testing::Contains(HasSubstr("differ from line 4 on")));
}

TEST_F(HeadLogTest, heads_cut_short_or_taken_away_are_found_by_the_witness)
{
    {
        auto log = *open();
        for (const char* name : {"one", "two", "three"}) {
            write(name);
            ASSERT_TRUE(publish(log));
        }
    }
    const std::string whole = content(heads);
    overwrite(heads, whole.substr(0, whole.rfind('\n', whole.size() - 2) + 1));
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("The witness has 4 heads")));
    fs::remove(heads);
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("There is no file")));
    ASSERT_TRUE(open()) << "begun anew with the key that is there";
    EXPECT_THAT(faults(), ElementsAre(HasSubstr("differ from line 2 on")));
}

TEST_F(HeadLogTest, every_flipped_byte_of_the_heads_or_of_the_witness_is_found)
{
    {
        auto log = *open();
        write("one");
        ASSERT_TRUE(publish(log));
    }
    for (const auto& file : {heads, witness_path(witness, "north")}) {
        const std::string whole = content(file);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            std::string flipped = whole;
            flipped[i] = static_cast<char>(flipped[i] ^ 1);
            overwrite(file, flipped);
            const auto report = audit_heads(heads, witness_path(witness, "north"));
            ASSERT_TRUE(report);
            // A last line without its end may be one that is being written.
            ASSERT_TRUE(!report->faults.empty() || i + 1 == whole.size()) << file << " byte " << i;
        }
        overwrite(file, whole);
    }
}

TEST_F(HeadLogTest, another_organisations_heads_or_key_are_not_taken)
{
    ASSERT_TRUE(open());
    auto south = *create_tenant_store(tenant_path(data, "south"), TenantId::derived("south"));
    ASSERT_TRUE(HeadLog::open(data, "south", *south, {now}));
    const std::string own_key = content(key_path(data, "north"));
    fs::copy_file(key_path(data, "south"), key_path(data, "north"), fs::copy_options::overwrite_existing);
    EXPECT_EQ(open().error().code, Errc::not_found);
    overwrite(key_path(data, "north"), own_key);
    fs::copy_file(heads_path(data, "south"), heads, fs::copy_options::overwrite_existing);
    EXPECT_EQ(open().error().code, Errc::conflict);
}

TEST_F(HeadLogTest, a_damaged_key_or_last_head_signs_nothing)
{
    ASSERT_TRUE(open());
    const std::string key = content(key_path(data, "north"));
    overwrite(key_path(data, "north"), key.substr(0, 40));
    EXPECT_EQ(open().error().code, Errc::not_found);
    overwrite(key_path(data, "north"), key);
    std::string text = content(heads);
    text[text.size() - 5] = text[text.size() - 5] == '0' ? '1' : '0';
    overwrite(heads, text);
    EXPECT_EQ(open().error().code, Errc::malformed);
    overwrite(heads, ledger::heads_title(TenantId{}) + "\nhead\n");
    EXPECT_EQ(open().error().code, Errc::conflict);
}

TEST_F(HeadLogTest, a_log_is_read_as_it_is_stored_each_receipt_after_its_events)
{
    write("one", 2);
    write("two", 1);
    store.reset();
    auto reader = TenantReader::open(tenant_path(data, "north"));
    ASSERT_TRUE(reader);
    std::string order;
    ASSERT_TRUE(reader->stored([&](const auto& event, const Hash&) { order += "e" + std::to_string(event.sequence); },
                               [&](const auto& receipt) { order += "r" + std::to_string(receipt.tree_size); }));
    EXPECT_EQ(order, "e1e2r2e3r3");
}
