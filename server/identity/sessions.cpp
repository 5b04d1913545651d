#include "server/identity/sessions.hpp"

#include <algorithm>
#include <cstring>

#include <sodium.h>

#include "shared/base/assertion.hpp"

namespace assent::identity {

static constexpr std::int64_t second = 1'000'000;

static std::size_t hash_for_map(const Hash& hash)
{
    std::size_t value;
    std::memcpy(&value, hash.bytes.data(), sizeof value);
    return value;
}

static tl::unexpected<Error> no_session()
{
    return refuse(Errc::unauthenticated, "Your session has ended. Sign in again; what you typed is kept.");
}

/// The browser's summary, which a stranger chose: bounded, and of printable ASCII only.
static std::string cleaned(std::string_view agent, std::size_t bytes_max)
{
    std::string result;
    for (const char c : agent.substr(0, bytes_max)) result += c >= ' ' && c < 0x7f ? c : '?';
    return result;
}

RandomBytes system_random()
{
    ASSENT_ASSERT(sodium_init() >= 0);
    return [](std::span<std::uint8_t> into) { randombytes_buf(into.data(), into.size()); };
}

Sessions::Sessions(SessionStore& store, SessionLimits limits, RandomBytes random)
    : store_(store), limits_(limits), random_(std::move(random)), seen_(64, hash_for_map)
{
}

std::optional<Hash> Sessions::hash_of(std::string_view token)
{
    if (token.size() != 64) return std::nullopt;
    const auto bytes = from_hex(token);
    if (!bytes) return std::nullopt;
    return sha256(*bytes);
}

Sessions::Seen Sessions::first_sight(const SessionRecord& record, Moment now) const
{
    // After a restart the steady clock starts from what the wall clock says is left, and never from more than the limits.
    const std::int64_t left = std::min(record.expires.micros - now.wall.micros, limits_.absolute_seconds * second);
    const std::int64_t idle = std::max<std::int64_t>(now.wall.micros - record.last_seen.micros, 0);
    return {.person = record.person,
            .used_at = now.steady_micros - idle,
            .ends_at = now.steady_micros + left,
            .touched = record.last_seen};
}

bool Sessions::is_over(const SessionRecord& record, const Seen& seen, Moment now) const
{
    return now.wall >= record.expires || now.steady_micros >= seen.ends_at ||
           now.steady_micros - seen.used_at >= limits_.idle_seconds * second;
}

Result<NewSession> Sessions::sign_in(PersonId person, std::string_view agent, Moment now)
{
    const std::lock_guard lock(mutex_);
    std::array<std::uint8_t, 32> token;
    random_(token);
    NewSession session{.token = to_hex(token),
                       .record = {.token_hash = sha256(token),
                                  .person = person,
                                  .created = now.wall,
                                  .last_seen = now.wall,
                                  .expires = {now.wall.micros + limits_.absolute_seconds * second},
                                  .agent = cleaned(agent, limits_.agent_bytes_max)}};
    ASSENT_TRY(auto others, store_.sessions_of(person));
    std::sort(others.begin(), others.end(), [](const auto& a, const auto& b) { return a.last_seen > b.last_seen; });
    while (others.size() >= limits_.sessions_per_person_max) {
        ASSENT_CHECK(store_.remove_session(others.back().token_hash));
        seen_.erase(others.back().token_hash);
        others.pop_back();
    }
    ASSENT_CHECK(store_.insert_session(session.record));
    seen_[session.record.token_hash] = first_sight(session.record, now);
    return session;
}

Result<SessionRecord> Sessions::check_locked(const Hash& token_hash, Moment now, bool counts_as_use)
{
    ASSENT_TRY(auto record, store_.find_session(token_hash));
    if (!record) {
        seen_.erase(token_hash);
        return no_session();
    }
    const auto [place, is_new] = seen_.try_emplace(token_hash, Seen{});
    Seen& seen = place->second;
    if (is_new) seen = first_sight(*record, now);
    if (is_over(*record, seen, now)) {
        seen_.erase(token_hash);
        ASSENT_CHECK(store_.remove_session(token_hash));
        return no_session();
    }
    if (!counts_as_use) return *record;
    seen.used_at = now.steady_micros;
    // Written now and then only: it matters after a restart and in the list of sessions.
    if (now.wall.micros - seen.touched.micros >= limits_.touch_seconds * second) {
        ASSENT_CHECK(store_.touch_session(token_hash, now.wall));
        seen.touched = now.wall;
        record->last_seen = now.wall;
    }
    return *record;
}

Result<SessionRecord> Sessions::check(std::string_view token, Moment now)
{
    const auto token_hash = hash_of(token);
    if (!token_hash) return no_session();
    const std::lock_guard lock(mutex_);
    return check_locked(*token_hash, now, true);
}

bool Sessions::still_valid(const Hash& token_hash, Moment now)
{
    const std::lock_guard lock(mutex_);
    return check_locked(token_hash, now, false).has_value();
}

Result<void> Sessions::sign_out(std::string_view token)
{
    const auto token_hash = hash_of(token);
    return token_hash ? sign_out(*token_hash) : Result<void>{};
}

Result<void> Sessions::sign_out(const Hash& token_hash)
{
    const std::lock_guard lock(mutex_);
    seen_.erase(token_hash);
    return store_.remove_session(token_hash);
}

Result<void> Sessions::sign_out_everywhere(PersonId person)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(seen_, [&](const auto& entry) { return entry.second.person == person; });
    return store_.remove_sessions_of(person);
}

Result<std::vector<SessionRecord>> Sessions::list(PersonId person, Moment now)
{
    const std::lock_guard lock(mutex_);
    ASSENT_TRY(auto records, store_.sessions_of(person));
    std::erase_if(records, [&](const SessionRecord& record) {
        const auto found = seen_.find(record.token_hash);
        return is_over(record, found != seen_.end() ? found->second : first_sight(record, now), now);
    });
    std::sort(records.begin(), records.end(), [](const auto& a, const auto& b) {
        return a.last_seen != b.last_seen ? a.last_seen > b.last_seen : a.token_hash < b.token_hash;
    });
    return records;
}

Result<void> Sessions::sweep(Moment now)
{
    const std::lock_guard lock(mutex_);
    std::vector<Hash> over;
    for (const auto& [token_hash, seen] : seen_)
        if (now.steady_micros >= seen.ends_at || now.steady_micros - seen.used_at >= limits_.idle_seconds * second)
            over.push_back(token_hash);
    for (const Hash& token_hash : over) {
        seen_.erase(token_hash);
        ASSENT_CHECK(store_.remove_session(token_hash));
    }
    // last_seen may lag behind use by the touch interval, so what is still in use is given that much longer.
    return store_.remove_sessions_expired(
        now.wall, {now.wall.micros - (limits_.idle_seconds + limits_.touch_seconds) * second});
}

}  // namespace assent::identity
