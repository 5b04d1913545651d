#pragma once
// What plays the people in a room bench: any number of WebSocket connections to 127.0.0.1 on one thread, as light as they can be
// made, since they share the machine with the server that is measured.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/bytes.hpp"

namespace assent::bench {

using Clock = std::chrono::steady_clock;

class LoadSocket
{
public:
    LoadSocket(int fd, std::size_t room, std::size_t person) : room(room), person(person), fd_(fd) {}
    ~LoadSocket();
    LoadSocket(const LoadSocket&) = delete;
    LoadSocket& operator=(const LoadSocket&) = delete;

    void send(BytesView message, bool text = false);

    const std::size_t room;
    const std::size_t person;
    bool ready{};              ///< has all that it joins for
    std::size_t delivered{};   ///< edits that it was told of
    std::uint64_t bytes_in{};

private:
    friend class Load;
    int fd_;
    bool shaken_{};
    Bytes in_;
    Bytes out_;
};

class Load
{
public:
    struct Address
    {
        std::uint16_t port{};
        std::string path;
        std::string headers;  ///< further lines of the handshake, each with its line end
    };
    using OnOpen = std::function<void(LoadSocket&)>;
    using OnMessage = std::function<void(LoadSocket&, BytesView)>;

    Load(OnOpen on_open, OnMessage on_message);
    ~Load();
    Load(const Load&) = delete;
    Load& operator=(const Load&) = delete;

    /// Connects and sends the handshake; the rest happens in run_until(). Throws std::runtime_error.
    LoadSocket& connect(const Address& address, std::size_t room, std::size_t person);
    /// Serves the sockets until `done` says so; false if `end` came first. It is asked once a millisecond or more often.
    bool run_until(Clock::time_point end, const std::function<bool()>& done);
    const std::vector<std::unique_ptr<LoadSocket>>& sockets() const { return sockets_; }
    void close_all();

private:
    void readable(LoadSocket& socket);
    bool take_handshake(LoadSocket& socket);
    void take_frames(LoadSocket& socket);

    OnOpen on_open_;
    OnMessage on_message_;
    int epoll_;
    std::vector<std::unique_ptr<LoadSocket>> sockets_;
};

}  // namespace assent::bench
