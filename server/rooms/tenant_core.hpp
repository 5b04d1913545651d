#pragma once
// Everything one organisation's server decides, without I/O: step() takes what happened and the time, and gives what to
// do about it. The shell around it (server/tenancy) owns sockets, threads and the store; the simulator puts faulty ones
// in their place and runs this very code.
//
// The state runs ahead of the disk: an accepted command is folded in at once, so that the next is decided against it. But
// nothing that was decided after an append leaves before that append is durable: every message to a client queues behind
// the last append that is still on its way. If one fails, the state is not to be trusted any more: all that waited are
// told that the outcome is unknown, and the core stops.

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

#include "server/commands/handle.hpp"
#include "server/commands/outside.hpp"
#include "server/identity/sight.hpp"
#include "server/rooms/plan_room.hpp"
#include "server/rooms/transfers.hpp"
#include "server/store/tenant_store.hpp"
#include "shared/protocol/message.hpp"

namespace assent::rooms {

/// A connection, as numbered by the shell.
using PeerId = std::uint64_t;

// ---- what happens ----

struct PeerJoined
{
    PeerId peer{};
    PersonId person;
    std::vector<OrganisationChoice> organisations;
};
struct PeerLeft
{
    PeerId peer{};
};
/// One message of the protocol, not decoded yet.
struct MessageArrived
{
    PeerId peer{};
    BytesView bytes;
};
struct AppendDone
{
    std::uint64_t ticket{};
    store::Receipt receipt;
};
/// The store stopped; whether the append is on disk is unknown.
struct AppendFailed
{
    std::uint64_t ticket{};
};
struct KeyFound
{
    PeerId peer{};
    Key key;
    store::KnownCommand known;
};
struct ContentRead
{
    PeerId peer{};
    PlanId plan;
    VersionId version;
    Bytes content;  ///< canonical bytes; empty if they could not be read
};
/// The answer to ReadPlanAt: a PlanAt, encoded; null if the log could not be read.
struct PlanAtRead
{
    PeerId peer{};
    SharedFrame answer;
};
/// The answer to RunSearch: SearchResults, encoded.
struct SearchDone
{
    PeerId peer{};
    Result<SharedFrame> answer;
};
struct DocumentArrived
{
    Hash hash;
    commands::ReadDocument document;
};
/// A feedback log or a returned document that was read and looked at.
struct LogArrived
{
    Hash hash;
    commands::ReadLog log;
};
/// A file to be attached to something.
struct FileArrived
{
    Hash hash;
    commands::UploadedFile file;
};
/// Somebody without an account looked or said something; answered with OutsideAnswered under the same ticket, once that is durable.
struct OutsideActed
{
    std::uint64_t ticket{};
    commands::OutsideAct act;
};
/// About outline_every after outlines_wait() became true.
struct OutlinesDue
{};

using Input = std::variant<PeerJoined, PeerLeft, MessageArrived, AppendDone, AppendFailed, KeyFound, ContentRead, DocumentArrived, PlanAtRead, OutlinesDue,
                           LogArrived, FileArrived, OutsideActed, SearchDone>;

// ---- what to do ----

struct SendFrame
{
    PeerId peer{};
    SharedFrame frame;
};
struct ClosePeer
{
    PeerId peer{};
    std::uint16_t code{};
    std::string reason;
};
/// To be answered with AppendDone or AppendFailed under the same ticket, in order.
struct WriteAppend
{
    std::uint64_t ticket{};
    store::Append append;
};
struct FindKey
{
    PeerId peer{};
    Key key;
};
struct ReadContent
{
    PeerId peer{};
    PlanId plan;
    VersionId version;
    Hash hash;
};

/// To be answered with PlanAtRead. Reading and folding (plan_at.hpp) are no work for the strand.
struct ReadPlanAt
{
    PeerId peer{};
    PlanId plan;
    std::uint64_t first{};     ///< event that made the plan
    std::uint64_t sequence{};  ///< up to here
};

/// Errors  as commands::decide(). rate_limited: too much waits for the disk. storage_failed: whether it was kept is unknown.
struct OutsideAnswered
{
    std::uint64_t ticket{};
    Result<void> result;
};

/// To be answered with SearchDone, from within `sight` only.
struct RunSearch
{
    PeerId peer{};
    Search question;
    identity::Sight sight;
};

using Action = std::variant<SendFrame, ClosePeer, WriteAppend, FindKey, ReadContent, ReadPlanAt, OutsideAnswered, RunSearch>;

struct CoreLimits
{
    std::size_t appends_waiting_max = 512;
    std::size_t peers_max = 2000;
    std::size_t documents_max = 8;  ///< uploads of each kind that wait to be used
    std::size_t plans_open_per_peer_max = 8;
    std::size_t history_lines_max = 200;  ///< in one answer
    std::size_t past_reads_max = 64;      ///< plans of the past being read for all peers
    std::size_t searches_max = 128;       ///< being carried out for all peers
    RoomLimits rooms;
    TransferLimits transfers;
};

class TenantCore
{
public:
    explicit TenantCore(CoreLimits limits = {}) : limits_(limits), transfers_(limits.transfers) {}

    /// Folds one event of the log, oldest first, before anything else happens.
    /// Errors  malformed: the payload cannot be read; the organisation must not be opened.
    Result<void> load(const store::StoredEvent& event);

    std::vector<Action> step(const Input& input, Timestamp now);

    /// Makes an append for the program's own subcommands (creating an organisation, adding people), against the state,
    /// and folds it in at once; the caller writes it.
    store::Append append_for_operator(std::vector<Event> events, Key key, Timestamp now);

    const Tenant& tenant() const { return tenant_; }
    const commands::Surroundings& surroundings() const { return surroundings_; }
    bool stopped() const { return stopped_; }
    std::size_t appends_waiting() const { return waiting_.size(); }
    /// Somebody has yet to hear that plans they have not opened were edited; OutlinesDue tells them. Whoever types, types on: were
    /// everybody told of each edit in every plan, that would soon be most of what is sent.
    bool outlines_wait() const { return !outlines_.empty(); }
    static constexpr std::int64_t outline_every_ms = 500;
    std::size_t peers() const { return peers_.size(); }
    /// What the texts of all rooms take, in bytes.
    std::size_t room_memory() const;

private:
    struct Peer
    {
        PersonId person;
        std::vector<OrganisationChoice> organisations;
        bool greeted{};
        std::set<PlanId> plans;
        PresenceEntry editing;
        PlanId editing_in;
        bool reading_past{};
        std::optional<GetPlanAt> asked_past;  ///< while another is read
        std::optional<RunSearch> searching;
        std::optional<Search> asked_search;   ///< while another is carried out

        PresenceEntry presence_in(PlanId plan) const;
    };
    /// An append on its way to the disk, and what must not leave before it.
    struct Waiting
    {
        std::uint64_t ticket{};
        Key key;
        Hash command_hash;
        PersonId person;
        Timestamp at;
        std::vector<PeerId> asked_by;
        std::vector<Action> held;
    };
    struct Used
    {
        Hash command_hash;
        PersonId person;
    };

    void on(const PeerJoined& input, Timestamp now);
    void on(const PeerLeft& input, Timestamp now);
    void on(const MessageArrived& input, Timestamp now);
    void on(const AppendDone& input, Timestamp now);
    void on(const AppendFailed& input, Timestamp now);
    void on(const KeyFound& input, Timestamp now);
    void on(const ContentRead& input, Timestamp now);
    void on(const DocumentArrived& input, Timestamp now);
    void on(const PlanAtRead& input, Timestamp now);
    void on(const SearchDone& input, Timestamp now);
    void on(const OutlinesDue& input, Timestamp now);
    void on(const LogArrived& input, Timestamp now);
    void on(const FileArrived& input, Timestamp now);
    void on(const OutsideActed& input, Timestamp now);

    void on_message(PeerId id, Peer& peer, const Hello& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const Submit& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const AskKey& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const OpenPlan& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const ClosePlan& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const GetVersion& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const GetHistory& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const Editing& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const NextPart& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const GetPlanAt& message, Timestamp now);
    void on_message(PeerId id, Peer& peer, const Search& message, Timestamp now);

    Result<commands::Decided> decide(const Submit& message, PersonId person, Timestamp at);
    PlanRoom& room(PlanId plan);
    void accept(PeerId id, const Submit& message, const Hash& command_hash, commands::Decided decided, PersonId person,
                Timestamp at);
    Result<void> take_in(const commands::OutsideAct& act, Timestamp at);
    /// Sends the append to the disk, folds its events and tells everybody; who is to hear that it is durable is in `asked_by`.
    void write(store::Append append, const std::vector<Event>& events, PersonId person, const std::vector<PeerId>& asked_by);
    void answer_duplicate(PeerId id, const Key& key, const Hash& command_hash, PersonId person);
    void publish(const EventMeta& meta, const Event& event, const std::vector<PeerId>& asked_by);
    void publish_words(const EventMeta& meta, PlanId plan, const SharedFrame& whole, const std::vector<PeerId>& asked_by);
    void tell_edited(PlansEdited edited);
    void close_switched_off();
    void take_papers_from(PlanId plan, PersonId person);
    void show_presence(PeerId id, const Peer& peer, PlanId plan);
    void left_plan(PeerId id, PlanId plan);
    void fold(const EventMeta& meta, const Event& event);
    void adopt_definitions(const Event& event);

    void send(PeerId peer, const ServerMessage& message);
    void send(PeerId peer, SharedFrame frame);
    void send_in_parts(PeerId peer, SharedFrame message);
    void close(PeerId peer, std::uint16_t code, std::string reason);
    void fail(PeerId peer, const char* question, const Error& error);
    void emit(Action action);
    Timestamp next_time(Timestamp now) const;

    CoreLimits limits_;
    Tenant tenant_;
    commands::Surroundings surroundings_;
    std::deque<Hash> documents_;  ///< in the order they came, as the two that follow
    std::deque<Hash> logs_;
    std::deque<Hash> files_;
    std::map<PeerId, Peer> peers_;
    std::map<PlanId, std::set<PeerId>> readers_;  ///< the peers that have a plan open: those with it in Peer::plans
    Transfers transfers_;
    std::deque<Waiting> waiting_;
    std::unordered_map<Key, Used> used_;
    std::map<PlanId, PlanRoom> rooms_;
    std::map<PlanId, std::vector<HistoryLine>> history_;
    std::size_t past_reads_{};
    std::size_t searches_{};
    std::map<PlanId, EventMeta> outlines_;  ///< the latest edit of each plan that somebody has yet to hear of
    Timestamp outlined_at_;
    std::vector<Action> actions_;
    std::uint64_t next_ticket_{1};
    bool stopped_{};
};

}  // namespace assent::rooms
