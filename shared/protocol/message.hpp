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

/// Asks for a plan's text, and for its edits from then on.
struct OpenPlan
{
    PlanId plan;
    bool operator==(const OpenPlan&) const = default;
};
BOOST_DESCRIBE_STRUCT(OpenPlan, (), (plan))

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
/// While somebody edits a field, others' edits of it are refused.
struct Editing
{
    PlanId plan;
    ElementId element;
    std::string field;
    bool operator==(const Editing&) const = default;
};
BOOST_DESCRIBE_STRUCT(Editing, (), (plan, element, field))

/// A part of a long message has come: the next may follow.
struct NextPart
{
    std::uint32_t transfer{};
    bool operator==(const NextPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(NextPart, (), (transfer))

struct ClientMessage
{
    std::variant<Hello, Submit, AskKey, OpenPlan, ClosePlan, GetVersion, GetHistory, Editing, NextPart> body;
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

/// A plan's text as of `revision`; edits of it follow.
struct PlanText
{
    PlanId plan;
    std::uint64_t revision{};
    Content content;
    bool operator==(const PlanText&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanText, (), (plan, revision, content))

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

struct HistoryLine
{
    std::uint64_t sequence{};
    Timestamp at;
    PersonId actor;
    std::string what;
    bool operator==(const HistoryLine&) const = default;
};
BOOST_DESCRIBE_STRUCT(HistoryLine, (), (sequence, at, actor, what))

struct History
{
    PlanId plan;
    std::vector<HistoryLine> lines;  ///< newest first
    bool more{};
    bool operator==(const History&) const = default;
};
BOOST_DESCRIBE_STRUCT(History, (), (plan, lines, more))

struct PresenceEntry
{
    PersonId person;
    ElementId element;  ///< zero: reading
    std::string field;
    bool operator==(const PresenceEntry&) const = default;
};
BOOST_DESCRIBE_STRUCT(PresenceEntry, (), (person, element, field))

struct Presence
{
    PlanId plan;
    std::vector<PresenceEntry> entries;
    bool operator==(const Presence&) const = default;
};
BOOST_DESCRIBE_STRUCT(Presence, (), (plan, entries))

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

struct ServerMessage
{
    std::variant<Welcome, Accepted, Refused, Unknown, Published, PlanText, VersionText, History, Presence, Failed, Part> body;
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
