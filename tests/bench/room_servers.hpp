#pragma once
// The servers that a room bench measures, each told in its own protocol to join a room, to type, and how it tells of what
// somebody typed.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "tests/bench/room_load.hpp"

namespace assent::bench {

class RoomServer
{
public:
    virtual ~RoomServer() = default;
    /// Begins a new server with nobody in it, for rooms of so many people. Throws std::runtime_error.
    virtual void start(std::size_t rooms, std::size_t people) = 0;
    virtual void stop() = 0;
    virtual pid_t pid() const = 0;
    virtual Load::Address address(std::size_t room) const = 0;
    virtual void opened(LoadSocket& socket) = 0;
    /// Sets `ready` once the socket has joined, and counts what it is told of in `delivered`.
    virtual void heard(LoadSocket& socket, BytesView message) = 0;
    /// The room's typist types a few characters at the end of its text.
    virtual void type(LoadSocket& socket) = 0;

    std::string name;
    std::string note;  ///< what it keeps and when; empty: nothing but what is in memory
};

/// The program itself. Every room is a plan of one organisation, and everybody in it has it open; more people than one
/// organisation takes make several.
std::unique_ptr<RoomServer> assent_server(std::filesystem::path folder);
/// A broadcast with nothing else, in C++ with Beast; `durable`: written and synced to the disk before it is shown.
std::unique_ptr<RoomServer> bare_beast(std::filesystem::path program, std::optional<std::filesystem::path> durable);
/// The peers from npm that are installed in `folder`; those that are not are left out.
std::vector<std::unique_ptr<RoomServer>> npm_servers(const std::filesystem::path& folder, const std::filesystem::path& data);

}  // namespace assent::bench
