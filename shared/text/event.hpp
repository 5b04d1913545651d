#pragma once
// What happened to a text, as plain values. An event is one character inserted or deleted. Events of one replica are
// numbered from 0 without gaps; an event names its parents, the newest events its writer had seen. Runs of events are
// written as one: typing forwards, deleting forwards, deleting backwards.

#include <cstdint>
#include <string>
#include <vector>


namespace assent::text {

/// One writer of one text: a person in one tab. The room gives the numbers out, small ones first, and knows whose they are.
using ReplicaId = std::uint64_t;

/// One event, named the same everywhere.
struct EventId
{
    ReplicaId replica{};
    std::uint32_t sequence{};

    bool operator==(const EventId&) const = default;
    bool operator<(const EventId& other) const
    {
        return replica != other.replica ? replica < other.replica : sequence < other.sequence;
    }
};

/// A state of the text: the newest events, from which all others follow. Sorted; empty is the empty text.
struct Version
{
    std::vector<EventId> heads;

    bool operator==(const Version&) const = default;
};

enum class OperationKind : std::uint8_t { insert = 0, erase_forward = 1, erase_backward = 2 };

/// A run of events of one kind.
struct Operation
{
    OperationKind kind{};
    std::uint32_t position{};  ///< of the first event, in the text at its parents
    std::uint32_t count{};     ///< events, and so scalar values
    std::uint32_t bytes{};     ///< insert: how many bytes of the change's content it takes
};

/// Events of one replica, each after the one before; the first one's parents are given.
struct Change
{
    EventId first;
    std::vector<EventId> parents;  ///< sorted; empty only for the first event of a text
    std::vector<Operation> operations;
    std::string content;  ///< what the insertions insert, one after the other; valid UTF-8

    std::uint32_t count() const
    {
        std::uint32_t sum = 0;
        for (const Operation& operation : operations) sum += operation.count;
        return sum;
    }
};

/// What an operation did to the visible text: at `position`, `erased` scalar values went and `inserted` came. Several are
/// meant one after the other.
struct Splice
{
    std::uint32_t position{};
    std::uint32_t erased{};
    std::string inserted;

    bool operator==(const Splice&) const = default;
};

// Bounds. A change beyond them is refused before anything is allocated for it.
constexpr std::uint32_t text_scalars_max = 1U << 26;     ///< 67 million visible scalar values
constexpr std::uint32_t events_max = 1U << 30;           ///< events in one text's history
constexpr std::uint32_t content_bytes_max = 1U << 29;    ///< bytes ever inserted
constexpr std::uint32_t parents_max = 1024;              ///< of one change
constexpr std::uint32_t change_bytes_max = 16U << 20;    ///< one message of changes
constexpr std::size_t held_changes_max = 1024;           ///< changes that wait for their parents
constexpr std::size_t held_bytes_max = 4U << 20;         ///< and what they take

}  // namespace assent::text
