#pragma once
// What travels over the WebSocket, one message a binary frame, in FlatBuffers (flat.hpp; schema in docs/assent.fbs).
// No message names an organisation: that was settled when the connection was admitted.
//
// A connection begins with the client's Hello and the server's Welcome, which carries all registers of the organisation;
// plan texts come only when a plan is opened. From then on the server sends every event once, in the order of the log.
// Each command is answered with Accepted, Refused or, if the store failed, Unknown. A client that did not hear an answer
// asks with AskKey, or simply sends the command again under the same key.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/bytes.hpp"
#include "shared/model/command.hpp"
#include "shared/model/event.hpp"
#include "shared/model/tenant.hpp"

namespace assent {

/// Raised when older programs could not understand newer ones. A client of another protocol is refused politely.
inline constexpr std::uint32_t protocol_version = 1;

/// Bounds of the wire: a client's message; the server's may be larger, since a plan is.
inline constexpr std::size_t client_message_bytes_max = 64 * 1024;

// ---- client to server ----

struct Hello
{
    std::uint32_t protocol{};
    bool operator==(const Hello&) const = default;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (protocol))

struct Submit
{
    Key key;
    Command command;
    bool operator==(const Submit&) const = default;
};
BOOST_DESCRIBE_STRUCT(Submit, (), (key, command))

/// What became of a command whose answer was not heard.
struct AskKey
{
    Key key;
    bool operator==(const AskKey&) const = default;
};
BOOST_DESCRIBE_STRUCT(AskKey, (), (key))

/// Asks for a plan's text, and for its edits from then on. The answer is PlanText or, if the server still has all edits after
/// `have`, PlanResumed; the edits since then follow as Published.
struct OpenPlan
{
    PlanId plan;
    std::uint64_t have{};  ///< the text at hand contains all edits up to this event; 0: there is none
    bool operator==(const OpenPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenPlan, (), (plan, have))

struct ClosePlan
{
    PlanId plan;
    bool operator==(const ClosePlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClosePlan, (), (plan))

struct GetVersion
{
    PlanId plan;
    VersionId version;
    bool operator==(const GetVersion&) const = default;
};
BOOST_DESCRIBE_STRUCT(GetVersion, (), (plan, version))

/// The plan's history before a place in the log, newest first; 0: from the end.
struct GetHistory
{
    PlanId plan;
    std::uint64_t before{};
    std::uint32_t count{};
    bool operator==(const GetHistory&) const = default;
};
BOOST_DESCRIBE_STRUCT(GetHistory, (), (plan, before, count))

/// "I am in this plan, at this field": shown to the others, never logged. A zero element: in the plan, editing nothing.
struct Editing
{
    PlanId plan;
    ElementId element;
    std::string field;
    TextPoint caret;      ///< in a long text
    TextPoint other_end;  ///< of the selection; the caret if nothing is selected
    bool operator==(const Editing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Editing, (), (plan, element, field, caret, other_end))

/// A part of a long message has come: the next may follow.
struct NextPart
{
    std::uint32_t transfer{};
    bool operator==(const NextPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(NextPart, (), (transfer))

/// What the plan said right after an event. Answered with PlanAt or Failed. One is looked up at a time: of those asked for
/// meanwhile only the last is answered.
struct GetPlanAt
{
    PlanId plan;
    std::uint64_t sequence{};
    bool operator==(const GetPlanAt&) const = default;
};
BOOST_DESCRIBE_STRUCT(GetPlanAt, (), (plan, sequence))

/// What can be found (docs/search.md). The numbers are sent: new kinds go to the end.
enum class SearchKind : std::uint8_t {
    plan, section, intention, table, milestone, version, feedback, occasion, decision, forum, person
};
BOOST_DESCRIBE_ENUM(SearchKind, plan, section, intention, table, milestone, version, feedback, occasion, decision, forum, person)

/// By what a search can be narrowed. `kind` takes the name of a SearchKind, the others a value as people write it.
enum class SearchFacet : std::uint8_t { kind, provider, programme, place, route, quarter, status, year };
BOOST_DESCRIBE_ENUM(SearchFacet, kind, provider, programme, place, route, quarter, status, year)

struct SearchFilter
{
    SearchFacet facet{};
    std::string value;
    bool operator==(const SearchFilter&) const = default;
};
BOOST_DESCRIBE_STRUCT(SearchFilter, (), (facet, value))

struct SearchLimits
{
    static constexpr std::size_t text_bytes_max = 256;  ///< of the words, and of a filter's value
    static constexpr std::size_t filters_max = 8;
    static constexpr std::uint32_t hits_max = 50;       ///< of one kind
    static constexpr std::size_t offered_max = 24;
};

/// Answered with SearchResults or Failed. One search of a connection runs at a time: of those asked for meanwhile only the last is
/// answered. Words that break SearchLimits are refused.
struct Search
{
    std::uint32_t number{};  ///< the answer has it too
    std::string text;
    std::vector<SearchFilter> filters;  ///< of one facet any, of different facets all
    std::uint32_t limit{};              ///< hits of one kind
    bool operator==(const Search&) const = default;
};
BOOST_DESCRIBE_STRUCT(Search, (), (number, text, filters, limit))

struct ClientMessage
{
    std::variant<Hello, Submit, AskKey, OpenPlan, ClosePlan, GetVersion, GetHistory, Editing, NextPart, GetPlanAt, Search> body;
    bool operator==(const ClientMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(ClientMessage, (), (body))

// ---- server to client ----

struct OrganisationChoice
{
    std::string slug;
    std::string name;
    bool operator==(const OrganisationChoice&) const = default;
};
BOOST_DESCRIBE_STRUCT(OrganisationChoice, (), (slug, name))

/// All registers as of `tenant.sequence`; every plan comes without its content.
struct Welcome
{
    PersonId person;
    Tenant tenant;
    std::vector<OrganisationChoice> organisations;  ///< all that the person belongs to
    Timestamp now;
    bool operator==(const Welcome&) const = default;
};
BOOST_DESCRIBE_STRUCT(Welcome, (), (person, tenant, organisations, now))

/// The command is durable. The receipt says where it stands in the organisation's tamper-evident log.
struct Accepted
{
    Key key;
    std::uint64_t first_sequence{};
    std::uint32_t event_count{};
    std::uint64_t tree_size{};
    Hash root;
    Timestamp at;
    bool operator==(const Accepted&) const = default;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (key, first_sequence, event_count, tree_size, root, at))

/// The command was not carried out and left nothing behind. `code` is an Errc.
struct Refused
{
    Key key;
    std::uint8_t code{};
    std::string message;
    std::string field;
    bool operator==(const Refused&) const = default;
};
BOOST_DESCRIBE_STRUCT(Refused, (), (key, code, message, field))

/// Nobody knows yet whether the command took effect; ask again with the same key.
struct Unknown
{
    Key key;
    bool operator==(const Unknown&) const = default;
};
BOOST_DESCRIBE_STRUCT(Unknown, (), (key))

struct Published
{
    EventMeta meta;
    Event event;
    bool operator==(const Published&) const = default;
};
BOOST_DESCRIBE_STRUCT(Published, (), (meta, event))

/// Whose words a number in a text's history stands for.
struct TextWriter
{
    std::uint64_t writer{};
    PersonId person;
    bool operator==(const TextWriter&) const = default;
};
BOOST_DESCRIBE_STRUCT(TextWriter, (), (writer, person))

/// A long text that was written in, with its history (docs/text.md).
struct TextHistory
{
    ElementId element;
    TextField field{};
    Bytes saved;
    std::vector<TextWriter> writers;
    bool operator==(const TextHistory&) const = default;
};
BOOST_DESCRIBE_STRUCT(TextHistory, (), (element, field, saved, writers))

/// A plan's text as of `revision`; edits of it follow. A text that comes with its history is empty in `content`: it stands in
/// front of the history.
struct PlanText
{
    PlanId plan;
    std::uint64_t revision{};
    Content content;
    std::vector<TextHistory> texts;
    bool operator==(const PlanText&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanText, (), (plan, revision, content, texts))

/// The text at hand is good; all edits after it follow.
struct PlanResumed
{
    PlanId plan;
    bool operator==(const PlanResumed&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanResumed, (), (plan))

struct VersionText
{
    PlanId plan;
    VersionId version;
    Hash content_hash;
    std::string title;
    std::string period;
    Content content;
    bool operator==(const VersionText&) const = default;
};
BOOST_DESCRIBE_STRUCT(VersionText, (), (plan, version, content_hash, title, period, content))

/// What the plan said after its last edit at or before the moment that was asked for.
struct PlanAt
{
    PlanId plan;
    std::uint64_t sequence{};  ///< of that edit
    Timestamp at;
    PersonId actor;
    Content content;
    bool operator==(const PlanAt&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanAt, (), (plan, sequence, at, actor, content))

struct HistoryLine
{
    std::uint64_t sequence{};
    Timestamp at;
    PersonId actor;
    std::string what;
    bool operator==(const HistoryLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryLine, (), (sequence, at, actor, what))

/// Whether a line tells of the same sitting as the one before it, such as one person's typing, and is to take its place.
inline bool same_sitting(const HistoryLine& before, const HistoryLine& next)
{
    static constexpr std::int64_t sitting_micros = std::int64_t{10} * 60 * 1'000'000;
    return before.actor == next.actor && before.what == next.what && next.at.micros - before.at.micros <= sitting_micros;
}

struct History
{
    PlanId plan;
    std::vector<HistoryLine> lines;  ///< newest first
    bool more{};
    bool operator==(const History&) const = default;
};
BOOST_DESCRIBE_STRUCT(History, (), (plan, lines, more))

/// Somebody else in a plan. A person with two tabs is there twice.
struct PresenceEntry
{
    std::uint64_t tab{};  ///< which of them; means nothing else
    PersonId person;
    ElementId element;  ///< zero: reading
    std::string field;
    TextPoint caret;
    TextPoint other_end;
    bool operator==(const PresenceEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(PresenceEntry, (), (tab, person, element, field, caret, other_end))

/// Who is in a plan, or what changed in that.
struct Presence
{
    PlanId plan;
    bool whole{};  ///< all others are named; what was known before counts no more
    std::vector<PresenceEntry> entries;
    std::vector<std::uint64_t> gone;
    bool operator==(const Presence&) const = default;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (plan, whole, entries, gone))

/// A question (not a command) that could not be answered. `code` is an Errc.
struct Failed
{
    std::string question;  ///< name of the message that asked: "GetVersion"
    std::uint8_t code{};
    std::string message;
    bool operator==(const Failed&) const = default;
};
BOOST_DESCRIBE_STRUCT(Failed, (), (question, code, message))

/// A piece of a message that is too long to be sent whole (parts.hpp). The message takes its place in the order of things
/// where its first part stands.
struct Part
{
    std::uint32_t transfer{};  ///< which message of this connection, counted from 1
    std::uint32_t index{};
    std::uint32_t count{};
    Bytes bytes;
    bool operator==(const Part&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (transfer, index, count, bytes))

/// Words that were looked for, in Unicode scalar values.
struct SearchMark
{
    std::uint32_t position{};
    std::uint32_t count{};
    bool operator==(const SearchMark&) const = default;
};
BOOST_DESCRIBE_STRUCT(SearchMark, (), (position, count))

struct SearchHit
{
    SearchKind kind{};
    PlanId plan;     ///< zero: of the organisation
    ElementId item;  ///< the thing's identifier, whatever its kind
    std::string reference;
    std::string title;
    std::string snippet;  ///< of its text, around the words; may be empty
    std::vector<SearchMark> title_marks;
    std::vector<SearchMark> snippet_marks;
    std::string status;
    bool operator==(const SearchHit&) const = default;
};
BOOST_DESCRIBE_STRUCT(SearchHit, (), (kind, plan, item, reference, title, snippet, title_marks, snippet_marks, status))

/// Hits of one kind stand together, the kind with the best hit first.
struct SearchResults
{
    std::uint32_t number{};
    std::vector<SearchHit> hits;
    std::vector<SearchFilter> offered;  ///< values that the best hits have
    bool more{};                        ///< there are others of some kind
    bool preparing{};                   ///< not everything can be found yet
    bool operator==(const SearchResults&) const = default;
};
BOOST_DESCRIBE_STRUCT(SearchResults, (), (number, hits, offered, more, preparing))

struct PlanEdited
{
    EventMeta meta;  ///< of its latest edit
    PlanId plan;
    bool operator==(const PlanEdited&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanEdited, (), (meta, plan))

/// Plans were edited that not everybody has open: as many Published with a ContentEdited that says nothing more.
struct PlansEdited
{
    std::vector<PlanEdited> plans;
    bool operator==(const PlansEdited&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlansEdited, (), (plans))

struct ServerMessage
{
    std::variant<Welcome, Accepted, Refused, Unknown, Published, PlanText, VersionText, History, Presence, Failed, Part,
                 PlanResumed, PlanAt, SearchResults, PlansEdited>
        body;
    bool operator==(const ServerMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(ServerMessage, (), (body))

// One place each that encodes and decodes, so that the templates are instantiated once.

Bytes encode(const ClientMessage& message);
Bytes encode(const ServerMessage& message);
std::optional<ClientMessage> decode_client_message(BytesView bytes);
std::optional<ServerMessage> decode_server_message(BytesView bytes);

/// An event's payload in the log, and back.
Bytes encode(const Event& event);
std::optional<Event> decode_event(BytesView bytes);

/// A command's bytes: what its idempotency key stands for is their hash.
Bytes encode(const Command& command);

}  // namespace assent
