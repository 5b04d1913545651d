#pragma once
// What this browser knows of the organisation: the registers and texts the server confirmed, with what this person has
// done since folded over them, and what became of each of their commands. Views read it and change nothing; SyncCore
// (core.hpp) keeps it up to date. It knows no clock, socket or browser, so the simulator links it too.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "client/sync/field_ref.hpp"
#include "client/sync/live_texts.hpp"
#include "shared/model/command.hpp"
#include "shared/model/tenant.hpp"
#include "shared/protocol/message.hpp"
#include "shared/workflow/definition.hpp"

namespace assent::sync {

enum class Connection : std::uint8_t {
    connecting,  ///< asked for, or open and waiting for the registers
    live,
    waiting,     ///< broken; tried again at Copy::retry_at_ms
    signed_out,  ///< the server no longer knows the session: sign in again
    refused,     ///< the server does not admit this person here; see Copy::refusal
};

enum class CommandState : std::uint8_t {
    none,      ///< no such command, or forgotten
    queued,    ///< kept here, to be sent when there is a connection
    sent,      ///< the answer has not come yet
    unknown,   ///< the server does not know whether it took effect; it is being asked again under the same key
    accepted,  ///< durable; shown as soon as its events are here
    refused,   ///< not carried out; `error` says why
};

/// A command of this person that is not settled yet, or was refused and not dismissed.
struct Pending
{
    Key key;
    Command command;
    CommandState state{CommandState::queued};
    Error error;
    std::uint64_t order{};       ///< rises with each command given on this device
    std::uint64_t last_event{};  ///< once accepted: the last event it led to
    std::int64_t sent_at_ms{};
    std::int64_t ask_at_ms{};    ///< when to ask again, if unknown
    bool maybe_sent{};           ///< a server may have seen these very bytes under this key, so they may not change
    bool seen{};                 ///< its events are folded in already, although the answer is not here
    bool away{};                 ///< given without a connection, or by an earlier page
    std::optional<std::uint32_t> text_mark{};  ///< of typing that may still grow: where it began in the open text
    std::string words{};         ///< of refused typing: the whole text as this person had it
};

/// An edit of this person that was refused because somebody else changed the field. The words are kept until they use
/// or discard them.
struct KeptWords
{
    Key key;
    FieldRef field;
    std::string words;   ///< what they wrote; the values of a list, one a line
    std::string reason;  ///< the server's sentence
};

/// A plan's text as this person sees it: confirmed, with their own unconfirmed edits.
struct ShownText
{
    Content content;
    std::set<FieldRef> pending;        ///< fields shown with an edit that is not confirmed
    std::set<ElementId> pending_elements;  ///< elements added or moved by an edit that is not confirmed
};

struct HistoryPages
{
    std::vector<HistoryLine> lines;  ///< newest first
    bool more{true};                 ///< there may be older ones
    bool loading{};
};

/// One workflow definition as parsed from the organisation's TOML, or why it could not be.
struct ParsedWorkflow
{
    Hash hash;
    std::optional<workflow::Definition> definition;
    std::string error;
};

/// What was searched for last, and what was found.
struct Searched
{
    Search asked;                        ///< number 0: nothing yet
    std::optional<SearchResults> found;  ///< of `asked`, or while that is awaited of what was asked before
    bool waiting{};
    std::string failure;
};

struct Copy
{
    Connection connection{Connection::connecting};
    std::string refusal;            ///< with Connection::refused, and with waiting where the server said why it closed
    std::int64_t retry_at_ms{};     ///< with Connection::waiting
    std::uint32_t attempts{};       ///< connections that failed since the last that lived
    bool welcomed{};                ///< registers have come at least once; what follows holds values
    bool outbox_read{};             ///< this device's kept work has been read back
    PersonId person;
    Tenant tenant;                  ///< confirmed: what the events say
    std::vector<OrganisationChoice> organisations;
    std::vector<ParsedWorkflow> workflows;
    std::vector<Pending> pending;   ///< in the order given
    std::vector<KeptWords> kept;    ///< in the order refused
    std::map<PlanId, Presence> presence;
    std::map<PlanId, ShownText> shown;  ///< only of plans with unconfirmed edits
    std::map<FieldRef, SinceYouLeft> since_left;  ///< where others changed the same words while this person was away
    std::uint32_t parts_here{};     ///< of a long answer that is on its way, out of
    std::uint32_t parts_in_all{};   ///< so many; 0: none is
    std::map<VersionId, VersionText> versions;
    std::map<PlanId, PlanAt> past;      ///< what a plan said at the moment that was asked for last
    std::map<PlanId, std::uint64_t> past_of;  ///< that moment, as an event's number; the text itself may be of an earlier one
    std::map<PlanId, HistoryPages> histories;
    Searched searched;
    std::map<std::string, std::string> failures;  ///< of questions: "GetVersion/<id>", "GetPlanAt/<plan>/<sequence>" -> sentence
    Timestamp saved_at;             ///< of the last receipt; zero if none yet
    std::uint64_t saved_tree_size{};
    Hash saved_root;
    std::uint64_t changes{};        ///< rises with every change of anything here

    const Plan* plan(PlanId id) const;
    const Person* me() const;
    const workflow::Definition* definition_of(const Plan& plan) const;

    /// The plan's text to show: with this person's unconfirmed edits; null until it has come from the server.
    const Content* text(PlanId plan) const;
    bool is_pending(const FieldRef& field) const;
    bool is_pending(PlanId plan, ElementId element) const;

    /// Who else edits this field now; zero if nobody does.
    PersonId editor_of(const FieldRef& field) const;
    /// Everybody else in this field, a person with two tabs twice.
    std::vector<PresenceEntry> others_at(const FieldRef& field) const;
    /// Who else is in the plan, by name.
    std::vector<std::string> others_in(PlanId plan) const;

    /// What became of a command. Accepted ones are remembered for a while.
    CommandState state_of(const Key& key) const;
    /// The refusal of a command; null if it was not refused.
    const Error* refusal_of(const Key& key) const;
    const Pending* find_pending(const Key& key) const;
    /// Commands that are neither durable nor refused.
    std::size_t unsent_count() const;
    /// The words refused in this field; null if none.
    const KeptWords* kept_words(const FieldRef& field) const;

    std::vector<std::pair<Key, Error>> settled;  ///< the latest answers, code none: accepted; bounded
};

/// The quiet word of the top bar and what colour it takes.
struct SavedWord
{
    enum class Kind : std::uint8_t { saved, sending, offline, not_sent, connecting };
    Kind kind{};
    std::string text;  ///< "Saved 10:42", "Sending", "Offline, 3 changes kept", "Not sent: ..."
};
SavedWord saved_word(const Copy& copy);

}  // namespace assent::sync
