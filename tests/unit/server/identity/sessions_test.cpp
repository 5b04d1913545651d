#include "server/identity/sessions.hpp"

#include <map>
#include <set>

#include <gtest/gtest.h>

#include "tests/support/manual_clock.hpp"

using namespace assent;
using namespace assent::identity;
using assent::support::ManualClock;

namespace {

const PersonId ada = PersonId::derived("ada");
const PersonId bob = PersonId::derived("bob");

class SessionsInMemory final : public SessionStore
{
public:
    Result<void> insert_session(const SessionRecord& record) override
    {
        records[record.token_hash] = record;
        return status();
    }
    Result<std::optional<SessionRecord>> find_session(const Hash& token_hash) override
    {
        if (fails) return tl::unexpected(status().error());
        const auto found = records.find(token_hash);
        return found == records.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> touch_session(const Hash& token_hash, Timestamp last_seen) override
    {
        records.at(token_hash).last_seen = last_seen;
        ++touches;
        return status();
    }
    Result<void> remove_session(const Hash& token_hash) override
    {
        records.erase(token_hash);
        return status();
    }
    Result<void> remove_sessions_of(PersonId person) override
    {
        std::erase_if(records, [&](const auto& entry) { return entry.second.person == person; });
        return status();
    }
    Result<void> remove_sessions_expired(Timestamp absolute_before, Timestamp idle_before) override
    {
        std::erase_if(records, [&](const auto& entry) {
            return entry.second.expires <= absolute_before || entry.second.last_seen <= idle_before;
        });
        return status();
    }
    Result<std::vector<SessionRecord>> sessions_of(PersonId person) override
    {
        std::vector<SessionRecord> found;
        for (const auto& [token_hash, record] : records)
            if (record.person == person) found.push_back(record);
        return found;
    }

    std::map<Hash, SessionRecord> records;
    int touches{};
    bool fails{};

private:
    Result<void> status() const
    {
        if (fails) return refuse(Errc::storage_failed, "failed");
        return {};
    }
};

struct SessionsTest : testing::Test
{
    SessionsInMemory store;
    ManualClock clock;
    std::uint8_t next_random{};
    Sessions sessions = restarted();

    Sessions restarted()
    {
        return Sessions(store, {}, [this](std::span<std::uint8_t> into) {
            std::fill(into.begin(), into.end(), ++next_random);
        });
    }

    std::string signed_in(PersonId person = ada)
    {
        auto session = sessions.sign_in(person, "Firefox on Linux", clock.moment());
        EXPECT_TRUE(session);
        return session->token;
    }

    Errc check(const std::string& token) { return check(sessions, token); }
    Errc check(Sessions& in, const std::string& token)
    {
        const auto result = in.check(token, clock.moment());
        return result ? Errc::none : result.error().code;
    }
};

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 3600;

}  // namespace

TEST_F(SessionsTest, a_token_is_known_and_only_its_hash_is_kept)
{
    const auto token = signed_in();
    EXPECT_EQ(token.size(), 64u);
    ASSERT_EQ(store.records.size(), 1u);
    const auto& kept = store.records.begin()->second;
    EXPECT_EQ(kept.token_hash, sha256(*from_hex(token)));
    EXPECT_NE(kept.token_hash.hex(), token);
    const auto record = sessions.check(token, clock.moment());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->person, ada);
    EXPECT_EQ(record->agent, "Firefox on Linux");
    EXPECT_EQ(record->expires.micros - record->created.micros, 12 * hour * 1'000'000);
}

TEST_F(SessionsTest, every_sign_in_has_a_token_of_its_own)
{
    EXPECT_NE(signed_in(), signed_in());
    Sessions real(store, {}, system_random());
    std::set<std::string> tokens;
    for (int i = 0; i < 15; ++i) tokens.insert(real.sign_in(bob, "", clock.moment())->token);
    EXPECT_EQ(tokens.size(), 15u);
}

TEST_F(SessionsTest, anything_but_a_live_token_gets_the_same_answer)
{
    const auto token = signed_in();
    std::set<std::string> answers;
    for (const std::string& wrong : {std::string(), std::string("x"), std::string(64, 'g'), std::string(64, 'a'), token + "a",
                                     token.substr(1), token.substr(0, 63) + "g"}) {
        const auto result = sessions.check(wrong, clock.moment());
        ASSERT_FALSE(result) << wrong;
        EXPECT_EQ(result.error().code, Errc::unauthenticated);
        answers.insert(result.error().message);
    }
    EXPECT_EQ(answers.size(), 1u);
}

TEST_F(SessionsTest, a_session_ends_when_it_has_been_idle_and_lives_while_it_is_used)
{
    const auto token = signed_in();
    for (int i = 0; i < 10; ++i) {
        clock.advance_seconds(29 * minute);
        ASSERT_EQ(check(token), Errc::none);
    }
    clock.advance_seconds(30 * minute);
    EXPECT_EQ(check(token), Errc::unauthenticated);
    EXPECT_TRUE(store.records.empty()) << "what is over is removed";
}

TEST_F(SessionsTest, a_session_ends_after_its_absolute_time_however_much_it_is_used)
{
    const auto token = signed_in();
    for (int i = 0; i < 12 * 3 - 1; ++i) {
        clock.advance_seconds(20 * minute);
        ASSERT_EQ(check(token), Errc::none);
    }
    clock.advance_seconds(20 * minute);
    EXPECT_EQ(check(token), Errc::unauthenticated);
}

TEST_F(SessionsTest, setting_the_wall_clock_back_prolongs_nothing)
{
    const auto token = signed_in();
    for (int i = 0; i < 12 * 3 - 1; ++i) {
        clock.advance_seconds(20 * minute);
        clock.jump_wall_seconds(-20 * minute);
        ASSERT_EQ(check(token), Errc::none);
    }
    clock.advance_seconds(20 * minute);
    EXPECT_EQ(check(token), Errc::unauthenticated);

    const auto idle = signed_in();
    clock.advance_seconds(30 * minute);
    clock.jump_wall_seconds(-24 * hour);
    EXPECT_EQ(check(idle), Errc::unauthenticated);
}

TEST_F(SessionsTest, after_a_restart_what_was_left_is_left)
{
    const auto token = signed_in();
    for (int i = 0; i < 3 * 11; ++i) {
        clock.advance_seconds(20 * minute);
        ASSERT_EQ(check(token), Errc::none);
    }
    Sessions after = restarted();
    EXPECT_EQ(check(after, token), Errc::none);
    clock.advance_seconds(20 * minute);
    EXPECT_EQ(check(after, token), Errc::none);
    // From here on the wall clock stands still, and the hour that was left ends all the same.
    clock.advance_seconds(20 * minute);
    clock.jump_wall_seconds(-20 * minute);
    EXPECT_EQ(check(after, token), Errc::none);
    clock.advance_seconds(20 * minute);
    clock.jump_wall_seconds(-20 * minute);
    EXPECT_EQ(check(after, token), Errc::unauthenticated);
}

TEST_F(SessionsTest, a_session_that_was_idle_over_a_restart_is_over)
{
    const auto token = signed_in();
    clock.advance_seconds(31 * minute);
    Sessions after = restarted();
    EXPECT_EQ(check(after, token), Errc::unauthenticated);
}

TEST_F(SessionsTest, use_is_written_down_at_most_once_a_minute)
{
    const auto token = signed_in();
    for (int i = 0; i < 600; ++i) {
        clock.advance_seconds(1);
        ASSERT_EQ(check(token), Errc::none);
    }
    EXPECT_EQ(store.touches, 10);
}

TEST_F(SessionsTest, looking_whether_a_session_is_valid_does_not_keep_it_alive)
{
    const auto token = signed_in();
    const auto token_hash = *Sessions::hash_of(token);
    clock.advance_seconds(20 * minute);
    EXPECT_TRUE(sessions.still_valid(token_hash, clock.moment()));
    clock.advance_seconds(10 * minute);
    EXPECT_FALSE(sessions.still_valid(token_hash, clock.moment()));
    EXPECT_EQ(check(token), Errc::unauthenticated);
}

TEST_F(SessionsTest, signing_out_ends_one_session_and_signing_out_everywhere_ends_a_persons)
{
    const auto one = signed_in();
    const auto two = signed_in();
    const auto three = signed_in();
    const auto bobs = signed_in(bob);
    ASSERT_TRUE(sessions.sign_out(one));
    EXPECT_EQ(check(one), Errc::unauthenticated);
    EXPECT_EQ(check(two), Errc::none);
    EXPECT_TRUE(sessions.sign_out(one)) << "twice is done";
    EXPECT_TRUE(sessions.sign_out("nonsense"));
    ASSERT_TRUE(sessions.sign_out_everywhere(ada));
    EXPECT_EQ(check(two), Errc::unauthenticated);
    EXPECT_EQ(check(three), Errc::unauthenticated);
    EXPECT_FALSE(sessions.still_valid(*Sessions::hash_of(three), clock.moment()));
    EXPECT_EQ(check(bobs), Errc::none);
}

TEST_F(SessionsTest, the_list_has_a_persons_live_sessions_last_used_first)
{
    const auto one = signed_in();
    clock.advance_seconds(20 * minute);
    const auto two = signed_in();
    signed_in(bob);
    auto list = sessions.list(ada, clock.moment());
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 2u);
    EXPECT_EQ((*list)[0].token_hash, *Sessions::hash_of(two));
    clock.advance_seconds(15 * minute);
    list = sessions.list(ada, clock.moment());
    ASSERT_EQ(list->size(), 1u) << "the first has been idle for 35 minutes";
    EXPECT_EQ((*list)[0].token_hash, *Sessions::hash_of(two));
}

TEST_F(SessionsTest, a_person_has_so_many_sessions_and_the_longest_unseen_makes_room)
{
    std::vector<std::string> tokens;
    for (int i = 0; i < 21; ++i) {
        tokens.push_back(signed_in());
        clock.advance_seconds(1);
    }
    EXPECT_EQ(store.records.size(), 20u);
    EXPECT_EQ(check(tokens[0]), Errc::unauthenticated);
    EXPECT_EQ(check(tokens[1]), Errc::none);
    EXPECT_EQ(check(tokens[20]), Errc::none);
}

TEST_F(SessionsTest, sweeping_removes_what_is_over_and_nothing_else)
{
    signed_in();
    clock.advance_seconds(20 * minute);
    const auto used = signed_in();
    clock.advance_seconds(25 * minute);
    ASSERT_EQ(check(used), Errc::none);
    clock.advance_seconds(20 * minute);
    ASSERT_TRUE(sessions.sweep(clock.moment()));
    EXPECT_EQ(store.records.size(), 1u);
    EXPECT_EQ(check(used), Errc::none);
    ASSERT_TRUE(restarted().sweep({{clock.now().micros + 13 * hour * 1'000'000}, 0}));
    EXPECT_TRUE(store.records.empty());
}

TEST_F(SessionsTest, the_browsers_summary_is_cut_and_cleaned)
{
    const std::string odd = "Fire\nfox\x01" + std::string(500, 'x');
    const auto session = sessions.sign_in(ada, odd, clock.moment());
    EXPECT_EQ(session->record.agent.substr(0, 10), "Fire?fox?x");
    EXPECT_EQ(session->record.agent.size(), 120u);
}

TEST_F(SessionsTest, a_failing_store_lets_nobody_in)
{
    const auto token = signed_in();
    store.fails = true;
    EXPECT_EQ(check(token), Errc::storage_failed);
    EXPECT_FALSE(sessions.still_valid(*Sessions::hash_of(token), clock.moment()));
    EXPECT_EQ(sessions.sign_in(ada, "", clock.moment()).error().code, Errc::storage_failed);
}
