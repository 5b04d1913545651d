#pragma once
// One WebSocket, as rooms and sessions see it. The real one is made by the server (web_socket.hpp); tests may derive
// their own. send() and close() may be called from any thread or strand; neither blocks nor throws. Whoever keeps one lets
// go of it when MessageHandler::closed() says so: it must not outlive the io_context.

#include <any>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "shared/base/bytes.hpp"

namespace assent::net {

/// One message of the protocol, encoded once and shared by everyone it is sent to.
using SharedFrame = std::shared_ptr<const Bytes>;

/// RFC 6455 section 7.4.1 and the IANA registry. 4000 to 4999 are free for the product's own.
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,       ///< the server stops
    protocol_error = 1002,
    unsupported = 1003,      ///< a text message; the protocol is binary
    abnormal = 1006,         ///< never sent: the other side vanished
    policy = 1008,           ///< a deadline or rate was not kept, or the session has ended
    too_big = 1009,
    internal = 1011,
    try_again_later = 1013,  ///< reads too slowly; come back and go on from the last revision seen
};

class Connection
{
public:
    Connection(std::uint64_t id, std::string remote_address, std::any context)
        : id_(id), remote_address_(std::move(remote_address)), context_(std::move(context))
    {}
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Queues a message. Messages go out in the order of the calls. False: the connection is closing, or its outbox is
    /// full (ServerOptions::outbox), in which case what is queued is dropped and it closes with 1013.
    virtual bool send(SharedFrame frame) = 0;

    /// The same for several at once, which go out in one write if they can.
    virtual bool send_all(std::span<const SharedFrame> frames)
    {
        for (const auto& frame : frames)
            if (!send(frame)) return false;
        return true;
    }

    /// Closes after what is queued has gone out, for which the write deadline is allowed. The first call counts; reasons
    /// are cut to the 123 bytes that a Close frame can carry.
    virtual void close(CloseCode code, std::string reason) = 0;

    /// Unique within the process, for logs and maps; counts from 1.
    std::uint64_t id() const { return id_; }
    const std::string& remote_address() const { return remote_address_; }

    /// What admit() gave. Touched only from the MessageHandler's callbacks, which come one at a time.
    std::any& context() { return context_; }
    template<class T>
    T* context_as()
    {
        return std::any_cast<T>(&context_);
    }

private:
    std::uint64_t id_;
    std::string remote_address_;
    std::any context_;
};

}  // namespace assent::net
