// The organisation's server - core, strand, group commit, SQLite - on a disk that loses power or fails at a random moment
// under load. The disk is the one of tests/support/faulty_vfs.hpp: of what was not synced each sector is kept, lost or torn
// on its own. After every restart all that was acknowledged must be there with its receipt, and what was not gets one
// definite answer. ASSENT_POWER_CUTS=N cuts so often; ASSENT_SEED replays a run as far as threads allow.
#include <condition_variable>
#include <cstdio>
#include <fstream>
#include <future>
#include <mutex>
#include <set>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include "server/store/sqlite/audit.hpp"
#include "server/tenancy/tenant_server.hpp"
#include "tests/support/faulty_vfs.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;
using tenancy::TenantServer;

constexpr std::uint64_t clients = 6;
constexpr std::size_t in_flight = 4;  // per client

Command command_for(const Key& key) { return AddForum{{ForumId::derived(key.text()), "Forum " + key.text(), "", "", ""}}; }

/// What people outside were told; guarded by its mutex.
struct Ledger
{
    std::mutex mutex;
    std::condition_variable changed;
    std::set<Key> sent;
    std::map<Key, Accepted> acknowledged;
    std::map<Key, std::variant<Accepted, Refused, Unknown>> answers;  // to what was asked since the last restart
    std::uint64_t unknown_said{};
    std::size_t closed{};
    bool is_cut{};  // the power has gone: nothing that is said from now on was said
};

/// A client that keeps some commands under way for as long as the server answers.
class Writer final : public net::Connection
{
public:
    Writer(std::uint64_t id, std::uint64_t round, Ledger& ledger) : Connection(id, "127.0.0.1", {}), round_(round), ledger_(ledger) {}

    void attach(std::shared_ptr<TenantServer> server) { server_ = std::move(server); }
    void detach() { server_.reset(); }

    void start()
    {
        server_->received(id(), encode(ClientMessage{Hello{protocol_version}}));
        for (std::size_t i = 0; i < in_flight; ++i) write_one();
    }
    void ask(const Key& key) { server_->received(id(), encode(ClientMessage{AskKey{key}})); }

    /// Called on the organisation's strand.
    bool send(net::SharedFrame frame) override
    {
        const auto message = decode_server_message(*frame);
        if (!message) return false;
        const std::scoped_lock lock(ledger_.mutex);
        if (ledger_.is_cut) return false;
        const auto answered = [&](const auto& answer) {
            ledger_.answers[answer.key] = answer;
            ledger_.changed.notify_all();
        };
        if (const auto* accepted = std::get_if<Accepted>(&message->body)) {
            answered(*accepted);
            ledger_.acknowledged.emplace(accepted->key, *accepted);
            if (writes_) write_one();
        } else if (const auto* refused = std::get_if<Refused>(&message->body)) {
            answered(*refused);
        } else if (const auto* unknown = std::get_if<Unknown>(&message->body)) {
            answered(*unknown);
            ++ledger_.unknown_said;
        }
        return true;
    }
    void close(net::CloseCode, std::string) override
    {
        const std::scoped_lock lock(ledger_.mutex);
        ++ledger_.closed;
        ledger_.changed.notify_all();
    }

    bool writes_{true};

private:
    void write_one()
    {
        const Key key = Key::derived(std::to_string(round_) + '/' + std::to_string(id()) + '/' + std::to_string(++written_));
        ledger_.sent.insert(key);
        server_->received(id(), encode(ClientMessage{Submit{key, command_for(key)}}));
    }

    std::uint64_t round_;
    Ledger& ledger_;
    std::shared_ptr<TenantServer> server_;
    std::uint64_t written_{};
};

enum class Ending { power_cut, failed_sync, failed_write, disk_full };

struct Outcome
{
    std::uint64_t rounds{}, commands{}, acknowledged{}, unknown{}, present{}, absent{}, lost{}, damaged{}, unknown_said{}, undecided{};
};

/// One installation that lives through many restarts.
class Installation
{
public:
    Installation(std::uint64_t seed, store::Durability durability) : random_(seed)
    {
        options_ = store::standard_options();
        options_.vfs = vfs_.name();
        // Often, since that is where the file itself is written; but a checkpoint syncs, which would spare the control run.
        options_.checkpoint_pages = durability == store::Durability::full ? 20 : 1000;
        vfs_.load({});
        auto store = store::create_tenant_store(path(), TenantId::derived("north"), options_);
        if (!store) throw std::runtime_error(store.error().message);
        rooms::TenantCore core;
        const auto append = core.append_for_operator(founding_events("north"), Key::derived("founding"), Timestamp{1});
        if (!(*store)->append({&append, 1})) throw std::runtime_error("The organisation could not be founded.");
        store->reset();
        image_ = vfs_.after_power_cut(random_);
        options_.durability = durability;
    }

    /// Runs until the disk ends it, and takes what is found on the disk afterwards. False: it did not open.
    bool live_once(Ending ending, Outcome& outcome)
    {
        vfs_.load(image_);
        boost::asio::io_context io;
        auto opened = TenantServer::open(io.get_executor(), "data", "north", options_);
        if (!opened) {
            ++outcome.damaged;
            return false;
        }
        auto work = boost::asio::make_work_guard(io);
        std::vector<std::thread> threads;
        for (int i = 0; i < 2; ++i) threads.emplace_back([&io] { io.run(); });
        ledger_.is_cut = false;
        ledger_.closed = 0;
        settle(**opened, outcome);
        ledger_.closed = 0;

        std::vector<std::shared_ptr<Writer>> writers;
        for (std::uint64_t i = 0; i < clients; ++i) {
            writers.push_back(std::make_shared<Writer>(++last_id_, ++round_, ledger_));
            writers.back()->attach(*opened);
        }
        const std::uint64_t moment = 1 + random_() % 600;
        std::atomic<std::uint64_t> left = moment;
        bool done = false;
        if (ending == Ending::power_cut) {
            // On the store's thread. Whatever was acknowledged before this is on the disk, or the promise is broken.
            vfs_.after_operation = [&] {
                if (done || --left > 0) return;
                const std::scoped_lock lock(ledger_.mutex);
                image_ = vfs_.after_power_cut(random_);
                ledger_.is_cut = done = true;
                ledger_.changed.notify_all();
            };
        } else {
            const int code = ending == Ending::failed_sync ? SQLITE_IOERR_FSYNC : ending == Ending::failed_write ? SQLITE_IOERR_WRITE : SQLITE_FULL;
            vfs_.fail_after(moment, code, random_() % 2 ? FaultyVfs::Repeat::once : FaultyVfs::Repeat::for_ever);
        }
        for (auto& writer : writers) (*opened)->joined(writer, engagement, {});
        {
            const std::scoped_lock lock(ledger_.mutex);
            for (auto& writer : writers) writer->start();
        }
        {
            std::unique_lock lock(ledger_.mutex);
            const bool ended = ledger_.changed.wait_for(lock, std::chrono::seconds(30), [&] { return ledger_.is_cut || ledger_.closed >= clients; });
            EXPECT_TRUE(ended) << "the organisation neither lost its power nor stopped";
            for (auto& writer : writers) writer->writes_ = false;
        }
        part(*opened);
        for (auto& writer : writers) writer->detach();
        work.reset();
        for (auto& thread : threads) thread.join();
        end_of(*opened);
        vfs_.after_operation = nullptr;
        if (ending != Ending::power_cut) image_ = vfs_.after_power_cut(random_);
        ++outcome.rounds;
        outcome.unknown_said = ledger_.unknown_said;
        outcome.commands = ledger_.sent.size();
        outcome.acknowledged = ledger_.acknowledged.size();
        return true;
    }

    /// Opens once more, asks about everything there ever was, and has the file audited.
    void end(Outcome& outcome)
    {
        vfs_.load(image_);
        boost::asio::io_context io;
        auto work = boost::asio::make_work_guard(io);
        auto opened = TenantServer::open(io.get_executor(), "data", "north", options_);
        if (!opened) {
            ++outcome.damaged;
            work.reset();
            return;
        }
        std::thread thread([&io] { io.run(); });
        ledger_.is_cut = false;
        ledger_.closed = 0;
        settled_.clear();
        settle(**opened, outcome);
        part(*opened);
        work.reset();
        thread.join();
        end_of(*opened);
        TemporaryFolder folder;
        for (const auto& [name, content] : image_)
            std::ofstream(folder / std::filesystem::path(name).filename().string(), std::ios::binary) << as_text(content);
        const auto report = store::audit_tenant_file(folder / path().filename().string());
        if (!report || report->fault) ++outcome.damaged;
    }

private:
    static std::filesystem::path path() { return store::tenant_path("data", "north"); }

    /// Lets what is under way end, so that nothing is written after this.
    static void part(std::shared_ptr<TenantServer>& server)
    {
        std::promise<void> drained;
        server->drain([&] { drained.set_value(); });
        drained.get_future().wait();
    }
    /// When the executor runs no more, and before it goes.
    static void end_of(std::shared_ptr<TenantServer>& server)
    {
        server->finish();
        server.reset();
    }

    /// Asks about every command that has not been settled since it was last in doubt.
    void settle(TenantServer& server, Outcome& outcome)
    {
        std::vector<Key> asked;
        for (const auto& key : ledger_.sent)
            if (settled_.insert(key).second) asked.push_back(key);
        const auto asker = std::make_shared<Writer>(++last_id_, 0, ledger_);
        asker->writes_ = false;
        asker->attach(std::shared_ptr<TenantServer>(server.shared_from_this()));
        {
            const std::scoped_lock lock(ledger_.mutex);
            ledger_.answers.clear();
        }
        const auto told = ledger_.acknowledged;  // answers from here on add to it
        server.joined(asker, engagement, {});
        server.received(asker->id(), encode(ClientMessage{Hello{protocol_version}}));
        for (std::size_t begin = 0; begin < asked.size(); begin += 200) {
            const std::size_t end = std::min(asked.size(), begin + 200);
            for (std::size_t i = begin; i < end; ++i) asker->ask(asked[i]);
            std::unique_lock lock(ledger_.mutex);
            if (!ledger_.changed.wait_for(lock, std::chrono::seconds(30), [&] { return ledger_.answers.size() >= end || ledger_.closed > 0; })) break;
        }
        const std::scoped_lock lock(ledger_.mutex);
        for (const auto& key : asked) {
            const auto before = told.find(key);
            const auto answer = ledger_.answers.find(key);
            const auto* accepted = answer == ledger_.answers.end() ? nullptr : std::get_if<Accepted>(&answer->second);
            const bool absent = answer != ledger_.answers.end() && std::holds_alternative<Refused>(answer->second);
            if (before != told.end()) {
                outcome.lost += !accepted || !(*accepted == before->second);
                if (!accepted) ledger_.acknowledged.erase(key);  // counted once
            } else {
                ++outcome.unknown;
                outcome.present += accepted != nullptr;
                outcome.absent += absent;
                outcome.undecided += !accepted && !absent;
                if (absent) ledger_.sent.erase(key);
            }
        }
        server.left(asker->id());
        asker->detach();
    }

    std::mt19937_64 random_;
    FaultyVfs vfs_{"power-cut"};
    store::OpenOptions options_;
    FaultyVfs::Image image_;
    Ledger ledger_;
    std::set<Key> settled_;
    std::uint64_t last_id_{};
    std::uint64_t round_{};
};

std::uint64_t number_from(const char* variable, std::uint64_t otherwise)
{
    const char* const text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

void print(const char* test, const Outcome& o, std::uint64_t seed)
{
    std::printf("{\"test\":\"%s\",\"restarts\":%llu,\"commands\":%llu,\"acknowledged\":%llu,\"unknown\":%llu,\"unknown_present\":%llu,"
                "\"unknown_absent\":%llu,\"said_unknown\":%llu,\"lost\":%llu,\"damaged\":%llu,\"seed\":%llu}\n",
                test, static_cast<unsigned long long>(o.rounds), static_cast<unsigned long long>(o.commands),
                static_cast<unsigned long long>(o.acknowledged), static_cast<unsigned long long>(o.unknown),
                static_cast<unsigned long long>(o.present), static_cast<unsigned long long>(o.absent),
                static_cast<unsigned long long>(o.unknown_said), static_cast<unsigned long long>(o.lost),
                static_cast<unsigned long long>(o.damaged), static_cast<unsigned long long>(seed));
}

class PowerCutTest : public testing::Test
{
protected:
    void SetUp() override { spdlog::set_level(spdlog::level::off); }  // failures are made here on purpose
    const std::uint64_t seed_ = number_from("ASSENT_SEED", std::random_device{}());
    const std::uint64_t cuts_ = number_from("ASSENT_POWER_CUTS", 60);
};

TEST_F(PowerCutTest, nothing_acknowledged_is_lost_when_the_power_goes)
{
    Installation installation(seed_, store::Durability::full);
    Outcome outcome;
    for (std::uint64_t i = 0; i < cuts_; ++i) ASSERT_TRUE(installation.live_once(Ending::power_cut, outcome)) << "seed " << seed_;
    installation.end(outcome);
    print("power_cut", outcome, seed_);
    EXPECT_EQ(outcome.lost + outcome.damaged + outcome.undecided, 0u) << "seed " << seed_;
    EXPECT_GT(outcome.acknowledged, cuts_);
    EXPECT_GT(outcome.present + outcome.absent, cuts_ / 2) << "the cuts do not come while anything is under way";
}

TEST_F(PowerCutTest, the_same_without_a_sync_per_commit_is_caught_losing_data)
{
    Installation installation(seed_, store::Durability::normal_for_control_runs);
    Outcome outcome;
    for (std::uint64_t i = 0; i < 60 && installation.live_once(Ending::power_cut, outcome); ++i) {}
    print("power_cut_control", outcome, seed_);
    EXPECT_GT(outcome.lost, 10u);
}

TEST_F(PowerCutTest, a_failing_disk_stops_the_organisation_and_nobody_is_told_what_is_not_so)
{
    Installation installation(seed_, store::Durability::full);
    Outcome outcome;
    std::mt19937_64 random(seed_);
    for (std::uint64_t i = 0; i < cuts_; ++i)
        ASSERT_TRUE(installation.live_once(static_cast<Ending>(1 + random() % 3), outcome)) << "seed " << seed_;
    installation.end(outcome);
    print("disk_fault", outcome, seed_);
    EXPECT_EQ(outcome.lost + outcome.damaged + outcome.undecided, 0u) << "seed " << seed_;
    EXPECT_GT(outcome.unknown_said, 0u);
}

}  // namespace
}  // namespace assent
