// The real server killed with SIGKILL at random moments while clients write. Every acknowledged command must be there after
// the restart with the receipt that was given, every other one gets one definite answer, nothing is there twice, and the
// log verifies. ASSENT_KILLS=N kills so often; the counts are printed as one JSON object.
#include <cstdio>
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

TEST(KillTest, nothing_acknowledged_is_lost_and_nothing_is_there_twice)
{
    const char* wanted = std::getenv("ASSENT_KILLS");
    const int kills = wanted ? std::atoi(wanted) : 30;
    const char* seed_text = std::getenv("ASSENT_SEED");
    const std::uint64_t seed = seed_text ? std::strtoull(seed_text, nullptr, 10) : std::random_device{}();
    SCOPED_TRACE("ASSENT_SEED=" + std::to_string(seed));
    std::mt19937_64 random(seed);

    TemporaryFolder folder;
    const auto data = folder / "data";
    create_tenant(data, "north", "workflows/ccg-plan.toml");
    add_user(data, "ada@example.org", "Ada Marsh", "north", {Role::administrator, Role::engagement_lead});

    Ledger ledger;
    std::string cookies;
    std::set<Key> settled;
    std::uint64_t unknown = 0, present = 0, absent = 0, acknowledged_checked = 0, lost = 0, doubled = 0;
    for (int round = 0; round <= kills; ++round) {
        // The rate is not what is tried here.
        ServerProcess server(data, {"--messages-per-second", "100000"});
        if (cookies.empty()) cookies = sign_in(server.port(), "ada@example.org");
        {
            OrganisationClient session(server.port(), "north", cookies);
            for (const auto& [key, command] : ledger.sent) {
                const bool acknowledged = ledger.acknowledged.contains(key);
                // All are asked about in the last round; in between those that are new.
                if (round < kills && settled.contains(key)) continue;
                session.say({AskKey{key}});
                auto answer = session.answer_to(key);
                ASSERT_TRUE(answer.has_value());
                const auto* accepted = std::get_if<Accepted>(&answer->body);
                if (acknowledged) {
                    ++acknowledged_checked;
                    const bool kept = accepted && *accepted == ledger.acknowledged.at(key);
                    lost += !kept;
                    EXPECT_TRUE(kept) << "lost: " << key.text();
                } else if (accepted) {
                    ++unknown;
                    ++present;
                    ledger.acknowledged.emplace(key, *accepted);
                } else {
                    ++unknown;
                    ++absent;
                    ASSERT_TRUE(std::holds_alternative<Refused>(answer->body)) << "no definite answer";
                    session.say({Submit{key, command}});
                    answer = session.answer_to(key);
                    ASSERT_TRUE(answer && std::holds_alternative<Accepted>(answer->body));
                    ledger.acknowledged.emplace(key, std::get<Accepted>(answer->body));
                }
                settled.insert(key);
            }
        }
        if (round == kills) {
            OrganisationClient session(server.port(), "north", cookies);
            const auto welcome = session.hear_one<Welcome>();
            ASSERT_TRUE(welcome.has_value());
            std::set<ForumId> there;
            for (const auto& forum : welcome->tenant.forums) doubled += !there.insert(forum.id).second;
            EXPECT_EQ(doubled, 0u);
            EXPECT_EQ(there.size(), ledger.sent.size());
            EXPECT_EQ(server.stop(), 0);
            break;
        }
        std::vector<std::thread> threads;
        for (int i = 0; i < writers; ++i)
            threads.emplace_back(write_until_killed, server.port(), cookies, random(), std::ref(ledger));
        ::poll(nullptr, 0, static_cast<int>(5 + random() % 296));  // the random moment
        server.kill();
        for (auto& thread : threads) thread.join();
    }
    const auto audit = run_program({"audit", "verify", "--data", data.string()});
    EXPECT_EQ(audit.status, 0) << audit.output;
    std::printf("{\"test\":\"kill\",\"kills\":%d,\"commands\":%zu,\"acknowledged_checked\":%llu,\"unknown\":%llu,"
                "\"unknown_present\":%llu,\"unknown_absent\":%llu,\"lost\":%llu,\"doubled\":%llu}\n",
                kills, ledger.sent.size(), static_cast<unsigned long long>(acknowledged_checked),
                static_cast<unsigned long long>(unknown), static_cast<unsigned long long>(present),
                static_cast<unsigned long long>(absent), static_cast<unsigned long long>(lost), static_cast<unsigned long long>(doubled));
    EXPECT_GT(acknowledged_checked, 0u);
}

}  // namespace
}  // namespace assent
