// Power cuts and failing disks, by the thousand, on the file system in tests/support/faulty_vfs.hpp. The seed is printed;
// ASSENT_SEED replays one. ASSENT_CRASH_IMAGES sets how many images are tried (a release tries 100,000).

#include <cstdlib>

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "server/store/sqlite/open.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/store_suite.hpp"
#include "tests/unit/server/store/sqlite/toy_projection.hpp"

using namespace assent;
using namespace assent::store;
using namespace assent::support;

namespace {

/// Thousands of failures are made here on purpose; the log would bury the results.
[[maybe_unused]] const bool quiet = (spdlog::set_level(spdlog::level::off), true);

std::uint64_t number_from(const char* variable, std::uint64_t otherwise)
{
    const char* const text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

OpenOptions on(const FaultyVfs& vfs, Durability durability = Durability::full)
{
    OpenOptions options;
    options.vfs = vfs.name();
    options.durability = durability;
    options.checkpoint_pages = 15;  // often, since that is where the file itself is written
    options.projections = {std::make_shared<ToyProjection>()};
    return options;
}

/// What the outside world was told.
struct Promised
{
    bool created{};
    std::vector<Receipt> receipts;  ///< of commands 0 .. n-1
    std::size_t tried{};            ///< commands handed to the store
};

Append command(std::size_t number)
{
    auto append = an_append("command " + std::to_string(number), 1, 1 + number % 3);
    append.events[0].payload.resize(number % 7 == 0 ? 9000 : 50);
    if (number % 11 == 0) append.blobs = {a_blob(std::string(6000, static_cast<char>('a' + number % 26)))};
    return append;
}

/// Creates a store and writes to it until it stops; what was promised is kept up to date all the while.
void work(const FaultyVfs& vfs, Promised& promised, std::size_t commands, Durability durability = Durability::full)
{
    auto store = create_tenant_store("a.db", test_tenant, on(vfs, durability));
    if (!store) return;
    promised.created = true;
    while (promised.tried < commands) {
        std::vector<Append> batch;
        for (std::size_t i = 0; i < 1 + promised.tried % 4; ++i) batch.push_back(command(promised.tried + i));
        promised.tried += batch.size();
        const auto receipts = (*store)->append(batch);
        if (!receipts) {
            EXPECT_EQ(receipts.error().code, Errc::storage_failed);
            EXPECT_TRUE((*store)->stopped());
            return;
        }
        promised.receipts.insert(promised.receipts.end(), receipts->begin(), receipts->end());
        if (!(*store)->maintain()) {
            EXPECT_TRUE((*store)->stopped());
            return;
        }
    }
}

/// What is wrong with an image, given what was promised; empty if nothing is.
std::string fault_of(FaultyVfs& vfs, const FaultyVfs::Image& image, const Promised& promised)
{
    vfs.load(image);
    auto store = open_tenant_store("a.db", on(vfs));
    if (!store && !promised.created) {
        // The making was cut short; it can be made now.
        const bool begun = image.contains("a.db");
        if (begun && store.error().code != Errc::not_found) return "half made, and " + store.error().message;
        store = create_tenant_store("a.db", test_tenant, on(vfs));
        return store ? "" : "cannot be made: " + store.error().message;
    }
    if (!store) return "damaged: " + store.error().message;

    for (std::size_t i = 0; i < promised.receipts.size(); ++i) {
        const auto known = (*store)->find(command(i).key);
        if (!known || !*known) return "lost: command " + std::to_string(i);
        if ((*known)->receipt != promised.receipts[i]) return "changed: command " + std::to_string(i);
    }
    // A command that was tried and not acknowledged is there whole or not at all, and can be settled.
    std::uint64_t size = promised.receipts.empty() ? 0 : promised.receipts.back().tree_size;
    for (std::size_t i = promised.receipts.size(); i < promised.tried; ++i) {
        const auto known = (*store)->find(command(i).key);
        if (!known) return "unreadable";
        if (*known) {
            if ((*known)->receipt.event_count != command(i).events.size()) return "half there: command " + std::to_string(i);
            size = (*known)->receipt.tree_size;
        }
    }
    if ((*store)->head().size != size) return "events of nobody's";
    if (!(*store)->rebuild_projections()) return "projections cannot be made";
    const auto more = (*store)->append(std::vector{command(1'000'000)});
    if (!more) return "takes nothing more";

    auto database = Database::open("a.db", OpenMode::existing, vfs.name());
    if (!database) return "does not open";
    static constexpr Statement integrity{"integrity", "PRAGMA integrity_check"};
    std::string verdict;
    if (!(*database)->one(integrity, [&](const Row& row) { verdict = row.text(0); }) || verdict != "ok") return verdict;
    return "";
}

struct Outcome
{
    std::size_t images{};
    std::map<std::string, std::size_t> faults;  ///< by kind: "lost", "damaged" ...
    std::string first;
};

/// Cuts the power after every operation of a run, in several ways each, until enough images were looked at.
Outcome cut_power(std::size_t images, std::uint64_t seed, Durability durability)
{
    std::mt19937_64 random(seed);
    FaultyVfs vfs("faulty-run");
    FaultyVfs again("faulty-image");
    Outcome outcome;
    // One run has some 700 operations.
    const std::size_t per_operation = images / 700 + 1;
    while (outcome.images < images) {
        vfs.load({});
        Promised promised;
        vfs.after_operation = [&] {
            for (std::size_t i = 0; i < per_operation && outcome.images < images; ++i) {
                ++outcome.images;
                const auto fault = fault_of(again, vfs.after_power_cut(random), promised);
                if (fault.empty()) continue;
                ++outcome.faults[fault.substr(0, fault.find(':'))];
                if (outcome.first.empty()) outcome.first = fault + ", at operation " + std::to_string(vfs.operations());
            }
        };
        work(vfs, promised, 80, durability);
        vfs.after_operation = nullptr;
        EXPECT_EQ(promised.receipts.size(), promised.tried);
    }
    return outcome;
}

}  // namespace

TEST(CrashTest, a_power_cut_at_any_moment_loses_and_damages_nothing_that_was_acknowledged)
{
    const auto seed = number_from("ASSENT_SEED", 20261122);
    const auto images = number_from("ASSENT_CRASH_IMAGES", 5000);
    RecordProperty("seed", static_cast<int>(seed));
    const auto outcome = cut_power(images, seed, Durability::full);
    std::printf("%zu images after power cuts, seed %llu\n", outcome.images, static_cast<unsigned long long>(seed));
    EXPECT_TRUE(outcome.faults.empty()) << outcome.first << " (seed " << seed << ")";
}

TEST(CrashTest, the_same_run_without_a_sync_per_commit_is_caught_losing_data)
{
    const auto outcome = cut_power(1000, number_from("ASSENT_SEED", 20261122), Durability::normal_for_control_runs);
    EXPECT_GT(outcome.faults.count("lost") ? outcome.faults.at("lost") : 0, 10u) << "the images do not lose unsynced writes";
}

TEST(CrashTest, at_the_first_storage_error_the_store_stops_and_a_restart_finds_all_that_was_acknowledged)
{
    std::mt19937_64 random(number_from("ASSENT_SEED", 20261122));
    FaultyVfs vfs("faulty-run");
    FaultyVfs again("faulty-image");
    Promised whole;
    work(vfs, whole, 40);
    const std::uint64_t operations = vfs.operations();
    ASSERT_GT(operations, 200u);
    std::size_t stopped = 0;
    for (const int code : {SQLITE_IOERR_FSYNC, SQLITE_FULL, SQLITE_IOERR_WRITE})
        for (const auto repeat : {FaultyVfs::Repeat::once, FaultyVfs::Repeat::for_ever})
            for (std::uint64_t at = 1 + random() % 3; at <= operations; at += 3) {
                vfs.load({});
                vfs.fail_after(at, code, repeat);
                Promised promised;
                work(vfs, promised, 40);
                ASSERT_TRUE(vfs.has_failed());
                stopped += promised.tried < 40;
                const auto fault = fault_of(again, vfs.after_power_cut(random), promised);
                ASSERT_EQ(fault, "") << "operation " << at << ", code " << code;
            }
    EXPECT_GT(stopped, operations) << "most failures must be noticed";
}

TEST(CrashTest, after_a_failed_operation_nothing_more_is_acknowledged)
{
    // Every operation from the first commit on fails once; the store must not carry on as if it had not.
    FaultyVfs vfs("faulty-run");
    Promised whole;
    work(vfs, whole, 12);
    const std::uint64_t operations = vfs.operations();
    for (std::uint64_t at = 1; at <= operations; ++at) {
        vfs.load({});
        vfs.fail_after(at, SQLITE_IOERR_FSYNC, FaultyVfs::Repeat::once);
        Promised promised;
        std::size_t acknowledged_at_failure = 0;
        bool seen = false;
        vfs.after_operation = [&] {
            if (seen || !vfs.has_failed()) return;
            seen = true;
            acknowledged_at_failure = promised.receipts.size();
        };
        work(vfs, promised, 12);
        vfs.after_operation = nullptr;
        ASSERT_TRUE(seen);
        EXPECT_EQ(promised.receipts.size(), acknowledged_at_failure) << "operation " << at;
    }
}
