#pragma once
// Keeps the optimistic copy up to date. All that happens comes in through one of the on_...() functions with the time it
// happened; all it wants done goes out through Link and Outbox. It reads no clock, opens no socket and draws no random
// number, so a test or the simulator can run a year of it in a second, and run it twice the same.
//
// What it promises: a command given to submit() is kept on the device until the server's answer is here, whatever happens
// to the connection, the server or the tab. After every reconnection it is sent again under the same key, in the order
// given, so it takes effect once. Only refusal or acceptance ends this.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "client/sync/copy.hpp"
#include "shared/base/bytes.hpp"
#include "shared/protocol/parts.hpp"

namespace assent::sync {

/// The connection as the core sees it; it answers through on_open(), on_message() and on_close().
class Link
{
public:
    virtual ~Link() = default;
    virtual void connect() = 0;
    /// False if it is not open; nothing is kept then.
    virtual bool send(BytesView message) = 0;
    virtual void disconnect(std::uint16_t code, std::string_view reason) = 0;
};

/// What this device keeps over a closed tab, by key. list() is answered by on_stored() for each value in the order of the
/// keys, then on_stored_end().
class Outbox
{
public:
    virtual ~Outbox() = default;
    virtual void put(const std::string& key, BytesView value) = 0;
    virtual void remove(const std::string& key) = 0;
    virtual void list(const std::string& prefix) = 0;
};

struct Timing
{
    static constexpr std::int64_t answer_ms = 20'000;      ///< a connection that leaves a command unanswered so long is given up
    static constexpr std::int64_t connect_ms = 15'000;     ///< until the registers must be here, or another part of them
    static constexpr std::int64_t retry_first_ms = 500;
    static constexpr std::int64_t retry_most_ms = 30'000;
    static constexpr std::int64_t retry_refused_ms = 10'000;  ///< at least, after the server said why it closed
    static constexpr std::int64_t ask_again_ms = 2'000;
    static constexpr std::size_t in_flight_max = 32;
    static constexpr std::uint32_t history_count = 50;
    static constexpr std::int64_t presence_ms = 80;  ///< between two words about where this person's caret is
};

/// "Policy violation" (RFC 6455 section 7.4.1): the server says in the reason why it will not go on with us.
inline constexpr std::uint16_t close_policy = 1008;

class SyncCore
{
public:
    /// link and outbox must outlive it. `random` gives keys and spreads the reconnections of many clients.
    SyncCore(std::string slug, Link& link, Outbox& outbox, Random random);

    const Copy& copy() const { return copy_; }
    const LiveTexts& texts() const { return texts_; }
    /// Up to which event the text at hand contains all edits; 0 if there is none. It may lag behind the registers after a break.
    std::uint64_t text_revision(PlanId plan) const
    {
        const auto known = text_revision_.find(plan);
        return known == text_revision_.end() ? 0 : known->second;
    }

    // ---- what happens (all times in milliseconds; only differences and order matter) ----------------------------------
    void start(std::int64_t now_ms);
    void on_open(std::int64_t now_ms);
    void on_message(BytesView message, std::int64_t now_ms);
    void on_close(std::uint16_t code, std::string_view reason, std::int64_t now_ms);
    void on_stored(std::string_view key, BytesView value);
    void on_stored_end(std::int64_t now_ms);
    /// The network came back, or the page became visible again: no reason to wait longer.
    void on_awake(std::int64_t now_ms);
    /// The session has ended, as the shell found out.
    void on_signed_out();
    /// The server does not admit this person to this organisation, as the shell found out.
    void on_refused(std::string reason);
    void tick(std::int64_t now_ms);
    /// When tick() has something to do; nothing: never.
    std::optional<std::int64_t> next_tick_ms() const;

    // ---- what the person does -----------------------------------------------------------------------------------------
    /// Keeps the command, shows its effect where it is an edit, and sends it when it can. An edit of a field whose last edit
    /// has not left yet replaces that one and has its key.
    ///
    /// key   chosen by the caller; zero: one is drawn
    Key submit(Command command, std::int64_t now_ms, Key key = {});
    /// Opens a long text for typing. False if the plan's text is not here, or its history cannot be read: it can then only be
    /// set as a whole.
    bool open_text(const FieldRef& field);
    /// Types in an open text: splices one after the other, in scalar values. Shown at once and sent; while an earlier change
    /// of the text is on its way, what follows is gathered.
    bool write_text(const FieldRef& field, const std::vector<text::Splice>& splices, std::int64_t now_ms);
    /// Takes back this person's last change of an open text (-1), or does it again (1).
    bool undo_text(const FieldRef& field, int direction, std::int64_t now_ms);
    /// The person has seen what others did to the same words while they were away.
    void forget_since_left(const FieldRef& field);
    /// Forgets a refused command; for words kept in a field, all that were.
    void dismiss(const Key& key);
    /// The plan on screen; zero: none. Its text and the presence of others follow.
    void open_plan(PlanId plan);
    void want_version(PlanId plan, VersionId version);
    /// What the plan said right after an event; Copy::past_of says when the answer is here. One is asked for at a time.
    void want_plan_at(PlanId plan, std::uint64_t sequence);
    /// Looks for it in the organisation; Copy::searched has the answer. Without words and filters what was found is forgotten.
    void search(std::string text, std::vector<SearchFilter> filters, std::uint32_t limit);
    /// The newest page, or with `more` the next older one.
    void want_history(PlanId plan, bool more);
    /// The field this person is in, and in an open text where: caret and other end of the selection. Nothing: reading.
    void edit_field(const std::optional<FieldRef>& field, std::int64_t now_ms, std::uint32_t caret = 0, std::uint32_t other_end = 0);

    /// The prefix under which this person's unconfirmed work in this organisation is kept.
    std::string outbox_prefix() const;

private:
    void take(ServerMessage&& message, std::int64_t now_ms);
    void welcome(Welcome&& message, std::int64_t now_ms);
    void accepted(const Accepted& message, std::int64_t now_ms);
    void refused(const Refused& message, std::int64_t now_ms);
    void unknown(const Unknown& message, std::int64_t now_ms);
    void published(const Published& message, std::int64_t now_ms);
    void take_edits(const Plan& plan, const Published& message, const ContentEdited& edited, std::int64_t now_ms);
    void plan_text(PlanText&& message);
    void plan_resumed(const PlanResumed& message);
    void presence(Presence&& message);
    void history(const History& message);
    void failed(const Failed& message);
    void put_away_plan();

    void send(ClientMessage message);
    void read_outbox();
    void send_queued(std::int64_t now_ms);
    void submit_typing(const FieldRef& field, std::uint32_t mark, std::int64_t now_ms);
    void refuse_typing(const FieldRef& field, const Error& error);
    std::vector<Bytes> unsent_typing(const FieldRef& field) const;
    void send_presence(std::int64_t now_ms);
    void ask_for_plan();
    void connect(std::int64_t now_ms);
    void wait_and_retry(std::int64_t now_ms);
    void keep(const Pending& pending);
    void forget(std::size_t index);
    void settle(const Key& key, Error error);
    void sweep();
    void refresh();
    void refresh_plan(PlanId plan);
    void refresh_kept();
    void parse_workflows();
    Pending* find(const Key& key);
    std::string stored_key(const Pending& pending) const;

    std::string slug_;
    Link& link_;
    Outbox& outbox_;
    Random random_;
    Copy copy_;
    bool open_{};       ///< the connection carries messages
    Arrivals arrivals_;
    bool reading_{};     ///< the outbox is being listed
    bool read_again_{};  ///< and has to be once more: there may be more in it
    std::uint64_t last_order_{};
    std::int64_t connecting_since_ms_{};
    std::int64_t hold_until_ms_{};  ///< the server asked for patience
    PlanId open_plan_;
    Editing editing_;        ///< where this person is
    Editing shown_editing_;  ///< where the others think so
    std::int64_t presence_at_ms_{};
    LiveTexts texts_;
    std::map<PlanId, std::uint64_t> text_revision_;  ///< the text at hand contains all edits up to this event
    std::set<VersionId> asked_versions_;
    GetPlanAt asked_past_;  ///< sequence 0: nothing is awaited
};

/// One command as it is kept on the device, and back; nothing for bytes that are no such record.
Bytes encode_kept(const Pending& pending);
std::optional<Pending> decode_kept(BytesView bytes);

}  // namespace assent::sync
