#pragma once
// Who answers messages. The server calls it; the same classes carry the product's protocol and the echo of the
// conformance test.

#include <any>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include "server/net/connection.hpp"
#include "server/net/http.hpp"

namespace assent::net {

/// Whether a handshake becomes a connection: a context for it, or the response that says why not.
struct Admission
{
    std::optional<HttpResponse> refusal;
    std::any context;

    static Admission accept(std::any context) { return {std::nullopt, std::move(context)}; }
    static Admission refuse(HttpResponse response) { return {std::move(response), {}}; }
};

/// For one connection: admit, opened, any number of received, closed; each after the one before has returned, though not
/// always on the same thread. For different connections the calls overlap, so an implementation with several threads
/// guards what they share. What a callback throws is logged and closes that connection with 1011.
class MessageHandler
{
public:
    virtual ~MessageHandler() = default;

    /// Decides on a handshake, whose form, origin and subprotocol have been found right.
    virtual asio::awaitable<Admission> admit(const HttpRequest& request) = 0;
    virtual void opened(std::shared_ptr<Connection> connection) = 0;
    /// One whole binary message, within ServerOptions::message_bytes_max; `message` is valid during the call only.
    virtual void received(std::shared_ptr<Connection> connection, BytesView message) = 0;
    /// Once for each connection that was opened. `code` is the one that ended it: ours, the other side's, or abnormal.
    virtual void closed(std::shared_ptr<Connection> connection, CloseCode code) = 0;
};

}  // namespace assent::net
