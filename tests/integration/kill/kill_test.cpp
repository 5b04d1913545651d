// The real server killed with SIGKILL at random moments while clients write. Every acknowledged command must be there after
// the restart with the receipt that was given, every other one gets one definite answer, nothing is there twice, and the
// log verifies. ASSENT_KILLS=N kills so often; the counts are printed as one JSON object.
#include <cstdio>
#include <functional>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "tests/support/organisation_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace assent {
namespace {

using namespace support;

constexpr int writers = 4;

/// What a parent outside the server knows: what was sent, and what was acknowledged.
struct Ledger
{
    std::mutex mutex;
    std::map<Key, Command> sent;
    std::map<Key, Accepted> acknowledged;
};

AddForum forum_for(const Key& key)
{
    return {{ForumId::derived(key.text()), "Forum " + key.text(), "", "", ""}};
}

/// Writes until the connection ends.
void write_until_killed(std::uint16_t port, const std::string& cookies, std::uint64_t seed, Ledger& ledger)
{
    try {
        OrganisationClient session(port, "north", cookies);
        for (std::uint64_t i = 0;; ++i) {
            const Key key = Key::derived("kill " + std::to_string(seed) + ' ' + std::to_string(i));
            const Command command = forum_for(key);
            {
                const std::scoped_lock lock(ledger.mutex);
                ledger.sent.emplace(key, command);
            }
            if (!session.say({Submit{key, command}})) return;
            const auto answer = session.answer_to(key);
            if (!answer) return;
            if (const auto* accepted = std::get_if<Accepted>(&answer->body)) {
                const std::scoped_lock lock(ledger.mutex);
                ledger.acknowledged.emplace(key, *accepted);
            }
        }
    } catch (const std::runtime_error&) {
        return;  // the server went while the connection was being made
    }
}

struct Counts
{
    std::uint64_t acknowledged_checked{}, unknown{}, present{}, absent{}, lost{}, doubled{};
};

/// One installation that is killed and started again, and what people outside were told by it.
class Installation
{
public:
    explicit Installation(const std::filesystem::path& data) : data_(data)
    {
        create_tenant(data, "north", "workflows/ccg-plan.toml");
        add_user(data, "ada@example.org", "Ada Marsh", "north", {Role::administrator, Role::engagement_lead});
    }

    /// The same installation, found elsewhere.
    void moved_to(const std::filesystem::path& data) { data_ = data; }

    /// Starts the server, asks about what is in doubt, and kills it after `milliseconds` under load.
    void live_once(int milliseconds, std::mt19937_64& random)
    {
        ServerProcess server(data_, options);
        if (cookies_.empty()) cookies_ = sign_in(server.port(), "ada@example.org");
        settle(server.port(), Asks::about_what_is_new);
        std::vector<std::thread> threads;
        for (int i = 0; i < writers; ++i)
            threads.emplace_back(write_until_killed, server.port(), cookies_, random(), std::ref(ledger_));
        ::poll(nullptr, 0, milliseconds);  // the random moment
        server.kill();
        if (after_kill) after_kill();
        for (auto& thread : threads) thread.join();
    }

    /// Asks about everything there ever was, and has the log verified.
    void end()
    {
        {
            ServerProcess server(data_, options);
            settle(server.port(), Asks::about_everything);
            OrganisationClient session(server.port(), "north", cookies_);
            const auto welcome = session.hear_one<Welcome>();
            ASSERT_TRUE(welcome.has_value());
            std::set<ForumId> there;
            for (const auto& forum : welcome->tenant.forums) counts.doubled += !there.insert(forum.id).second;
            EXPECT_EQ(there.size() + counts.lost, ledger_.sent.size());
        }
        const auto audit = run_program({"audit", "verify", "--data", data_.string()});
        EXPECT_EQ(audit.status, 0) << audit.output;
    }

    void print(const char* test, int kills) const
    {
        std::printf("{\"test\":\"%s\",\"kills\":%d,\"commands\":%zu,\"acknowledged_checked\":%llu,\"unknown\":%llu,"
                    "\"unknown_present\":%llu,\"unknown_absent\":%llu,\"lost\":%llu,\"doubled\":%llu}\n",
                    test, kills, ledger_.sent.size(), static_cast<unsigned long long>(counts.acknowledged_checked),
                    static_cast<unsigned long long>(counts.unknown), static_cast<unsigned long long>(counts.present),
                    static_cast<unsigned long long>(counts.absent), static_cast<unsigned long long>(counts.lost),
                    static_cast<unsigned long long>(counts.doubled));
        std::fflush(stdout);
    }

    Counts counts;
    std::function<void()> after_kill;

private:
    enum class Asks { about_what_is_new, about_everything };

    void settle(std::uint16_t port, Asks asks)
    {
        OrganisationClient session(port, "north", cookies_);
        for (const auto& [key, command] : ledger_.sent) {
            if (!settled_.insert(key).second && asks == Asks::about_what_is_new) continue;
            session.say({AskKey{key}});
            auto answer = session.answer_to(key);
            ASSERT_TRUE(answer.has_value());
            const auto* accepted = std::get_if<Accepted>(&answer->body);
            if (const auto told = ledger_.acknowledged.find(key); told != ledger_.acknowledged.end()) {
                ++counts.acknowledged_checked;
                if (!accepted || !(*accepted == told->second)) ++counts.lost;
                continue;
            }
            ++counts.unknown;
            if (accepted) {
                ++counts.present;
            } else {
                ++counts.absent;
                ASSERT_TRUE(std::holds_alternative<Refused>(answer->body)) << "no definite answer";
                session.say({Submit{key, command}});
                answer = session.answer_to(key);
                ASSERT_TRUE(answer && std::holds_alternative<Accepted>(answer->body));
            }
            ledger_.acknowledged.emplace(key, std::get<Accepted>(answer->body));
        }
    }

    // The rate is not what is tried here.
    static inline const std::vector<std::string> options = {"--messages-per-second", "100000"};

    std::filesystem::path data_;
    std::string cookies_;
    Ledger ledger_;
    std::set<Key> settled_;
};

int number_from(const char* variable, int otherwise)
{
    const char* const text = std::getenv(variable);
    return text ? std::atoi(text) : otherwise;
}

class KillTest : public testing::Test
{
protected:
    int moment() { return static_cast<int>(5 + random_() % 296); }

    TemporaryFolder folder_;
    const std::uint64_t seed_ = static_cast<std::uint64_t>(number_from("ASSENT_SEED", static_cast<int>(std::random_device{}() >> 1)));
    std::mt19937_64 random_{seed_};
};

TEST_F(KillTest, nothing_acknowledged_is_lost_and_nothing_is_there_twice)
{
    SCOPED_TRACE("ASSENT_SEED=" + std::to_string(seed_));
    const int kills = number_from("ASSENT_KILLS", 30);
    Installation installation(folder_ / "data");
    for (int i = 0; i < kills && !HasFatalFailure(); ++i) installation.live_once(moment(), random_);
    installation.end();
    installation.print("kill", kills);
    EXPECT_EQ(installation.counts.lost, 0u);
    EXPECT_EQ(installation.counts.doubled, 0u);
    EXPECT_GT(installation.counts.acknowledged_checked, 0u);
}

/// A file system in a file. What a copy of that file holds is what a disk would hold after losing power: what the kernel
/// had not written yet is not in it.
class CutTest : public KillTest
{
protected:
    void SetUp() override
    {
        if (::geteuid() != 0) GTEST_SKIP() << "mounting a file system takes root";
        const std::string image = (folder_ / "image").string();
        std::filesystem::create_directory(folder_ / "disk");
        if (!run("truncate -s 96M '" + image + "' && mkfs.ext4 -q -F -E lazy_itable_init=0,lazy_journal_init=0 '" + image + "'") ||
            !mount("image"))
            GTEST_SKIP() << "a loop device is not to be had here";
    }
    void TearDown() override { unmount(); }

    static bool run(const std::string& command) { return std::system((command + " > /dev/null 2>&1").c_str()) == 0; }
    bool mount(const std::string& image)
    {
        is_mounted_ = run("mount -o loop '" + (folder_ / image).string() + "' '" + (folder_ / "disk").string() + "'");
        return is_mounted_;
    }
    void unmount()
    {
        if (is_mounted_) run("umount '" + (folder_ / "disk").string() + "'");
        is_mounted_ = false;
    }

    /// As often as asked: load, kill, and on with what the disk holds. False once that is not to be opened any more.
    void cut(Installation& installation, int cuts)
    {
        std::string image = "image";
        for (int i = 0; i < cuts && !HasFatalFailure(); ++i) {
            const std::string copy = "copy" + std::to_string(i);  // a fresh name: loop devices are reused by name
            installation.after_kill = [&] {
                ASSERT_TRUE(run("cp --sparse=always '" + (folder_ / image).string() + "' '" + (folder_ / copy).string() + "'"));
            };
            installation.live_once(200 + moment(), random_);
            unmount();
            std::filesystem::remove(folder_ / image);
            image = copy;
            ASSERT_TRUE(mount(image)) << "the file system is damaged";
        }
    }

    bool is_mounted_{};
};

TEST_F(CutTest, nothing_acknowledged_is_lost_when_the_machine_loses_its_power)
{
    SCOPED_TRACE("ASSENT_SEED=" + std::to_string(seed_));
    const int cuts = number_from("ASSENT_MACHINE_CUTS", 10);
    Installation installation(folder_ / "disk" / "data");
    cut(installation, cuts);
    installation.end();
    installation.print("machine_power_cut", cuts);
    EXPECT_EQ(installation.counts.lost, 0u);
    EXPECT_EQ(installation.counts.doubled, 0u);
    EXPECT_GT(installation.counts.acknowledged_checked, 0u);
}

TEST_F(CutTest, a_server_whose_syncs_do_nothing_is_caught_losing_what_it_acknowledged)
{
    Installation installation(folder_ / "disk" / "data");
    run("sync");
    const char* shim = std::getenv("ASSENT_NO_SYNC");
    ASSERT_TRUE(shim) << "ASSENT_NO_SYNC must name the library that takes the syncs away";
    ::setenv("LD_PRELOAD", shim, 1);
    bool starts_again = true;
    try {
        cut(installation, 1);
        installation.end();
    } catch (const std::runtime_error&) {
        starts_again = false;  // so much is gone that there is no server, or it knows nobody
    }
    ::unsetenv("LD_PRELOAD");
    installation.print("machine_power_cut_control", 1);
    EXPECT_TRUE(installation.counts.lost > 0 || !starts_again) << "the cuts lose nothing, so they prove nothing";
}

}  // namespace
}  // namespace assent
