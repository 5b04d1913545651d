#pragma once
// Who is signed in. A session is an opaque random token in the browser's cookie; we keep only its SHA-256, so that a
// stolen database signs nobody in. Sessions end by idleness, by an absolute limit and on demand. No clock is read here.
//
// Limits are kept by two clocks: the stored wall times hold over a restart, and the steady clock holds while the server
// runs, so that setting the wall clock back prolongs nothing (setting it forward ends sessions early, which is safe).

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "server/identity/moment.hpp"
#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"
#include "shared/model/ids.hpp"

namespace assent::identity {

/// What is kept of a session.
struct SessionRecord
{
    Hash token_hash;
    PersonId person;
    Timestamp created;
    Timestamp last_seen;  ///< to within SessionLimits::touch_seconds
    Timestamp expires;    ///< absolute
    std::string agent;    ///< short summary of the browser, as shown in the list of sessions

    bool operator==(const SessionRecord&) const = default;
};

/// Where sessions are kept; SystemStore is one. Each call is durable on return.
class SessionStore
{
public:
    virtual ~SessionStore() = default;
    virtual Result<void> insert_session(const SessionRecord& record) = 0;
    virtual Result<std::optional<SessionRecord>> find_session(const Hash& token_hash) = 0;
    virtual Result<void> touch_session(const Hash& token_hash, Timestamp last_seen) = 0;
    virtual Result<void> remove_session(const Hash& token_hash) = 0;
    virtual Result<void> remove_sessions_of(PersonId person) = 0;
    virtual Result<void> remove_sessions_expired(Timestamp absolute_before, Timestamp idle_before) = 0;
    virtual Result<std::vector<SessionRecord>> sessions_of(PersonId person) = 0;
};

struct SessionLimits
{
    std::int64_t idle_seconds{30 * 60};
    std::int64_t absolute_seconds{12 * 3600};
    std::int64_t touch_seconds{60};           ///< last_seen is written at most this often
    std::size_t sessions_per_person_max{20};  ///< the longest unseen makes room for the next
    std::size_t agent_bytes_max{120};
};

/// Fills its argument with bytes nobody can guess.
using RandomBytes = std::function<void(std::span<std::uint8_t>)>;

/// From the operating system, through libsodium.
RandomBytes system_random();

struct NewSession
{
    std::string token;  ///< 64 hexadecimal digits: for the cookie, and kept nowhere else
    SessionRecord record;
};

/// Thread-safe; calls block on the store.
class Sessions
{
public:
    Sessions(SessionStore& store, SessionLimits limits, RandomBytes random);

    /// Begins a session with a new token, after the person has proved who they are.
    Result<NewSession> sign_in(PersonId person, std::string_view agent, Moment now);

    /// The session of a token, which counts as used now.
    /// Errors  unauthenticated: malformed, unknown, idle too long, too old or signed out; the same answer for each.
    Result<SessionRecord> check(std::string_view token, Moment now);

    /// Whether a connection that was let in with this session may stay; does not count as use. Connections that carry
    /// messages call check() now and then instead, so that a session at work does not become idle.
    bool still_valid(const Hash& token_hash, Moment now);

    /// Ends the session. Ending one that is not there is done.
    Result<void> sign_out(std::string_view token);
    Result<void> sign_out(const Hash& token_hash);
    Result<void> sign_out_everywhere(PersonId person);

    /// The person's live sessions, last used first.
    Result<std::vector<SessionRecord>> list(PersonId person, Moment now);

    /// Removes what has expired; called every few minutes.
    Result<void> sweep(Moment now);

    static std::optional<Hash> hash_of(std::string_view token);

private:
    /// What the steady clock says about a session since this process first saw it.
    struct Seen
    {
        PersonId person;
        std::int64_t used_at{};
        std::int64_t ends_at{};
        Timestamp touched;
    };

    Result<SessionRecord> check_locked(const Hash& token_hash, Moment now, bool counts_as_use);
    bool is_over(const SessionRecord& record, const Seen& seen, Moment now) const;
    Seen first_sight(const SessionRecord& record, Moment now) const;

    SessionStore& store_;
    const SessionLimits limits_;
    const RandomBytes random_;
    std::mutex mutex_;
    std::unordered_map<Hash, Seen, std::size_t (*)(const Hash&)> seen_;
};

}  // namespace assent::identity
