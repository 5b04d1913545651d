#pragma once
// One person's connection to an organisation on a real server, as blocking calls: greets, and asks for the parts of long
// messages as a browser does.

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "shared/protocol/parts.hpp"
#include "tests/support/ws_client.hpp"

namespace assent::support {

class OrganisationClient
{
public:
    /// Throws std::runtime_error if the server does not admit the session.
    OrganisationClient(std::uint16_t port, const std::string& slug, const std::string& cookies)
    {
        WsClient::Options options;
        options.path = "/ws?organisation=" + slug;
        options.cookies = cookies;
        socket_ = std::make_unique<WsClient>(port, options);
        if (!socket_->accepted()) throw std::runtime_error("The WebSocket was refused.");
        say({Hello{protocol_version}});
    }

    /// False if the server has gone.
    bool say(const ClientMessage& message) { return socket_->send(encode(message)); }

    /// The next message, put together if it came in parts; nothing once the connection has ended.
    std::optional<ServerMessage> hear()
    {
        for (;;) {
            if (auto message = arrivals_.next()) return message;
            const auto bytes = socket_->receive();
            if (!bytes) return std::nullopt;
            bytes_ += bytes->size();
            ++frames_;
            auto message = decode_server_message(*bytes);
            if (!message) throw std::runtime_error("The server sent what cannot be read.");
            if (const auto* part = std::get_if<Part>(&message->body)) say({NextPart{part->transfer}});
            if (!arrivals_.take(std::move(*message))) throw std::runtime_error("The server sent a part that does not fit.");
        }
    }

    /// The next message of this kind; others are dropped. Nothing once the connection has ended.
    template<class T>
    std::optional<T> hear_one()
    {
        while (auto message = hear())
            if (auto* one = std::get_if<T>(&message->body)) return std::move(*one);
        return std::nullopt;
    }

    /// The answer to the command under `key`, or nothing if the connection ended first.
    std::optional<ServerMessage> answer_to(const Key& key)
    {
        while (auto message = hear()) {
            if (const auto* one = std::get_if<Accepted>(&message->body); one && one->key == key) return message;
            if (const auto* one = std::get_if<Refused>(&message->body); one && one->key == key) return message;
            if (const auto* one = std::get_if<Unknown>(&message->body); one && one->key == key) return message;
        }
        return std::nullopt;
    }

    WsClient& socket() { return *socket_; }
    /// Received so far.
    std::size_t bytes() const { return bytes_; }
    std::size_t frames() const { return frames_; }

private:
    std::unique_ptr<WsClient> socket_;
    Arrivals arrivals_;
    std::size_t bytes_{};
    std::size_t frames_{};
};

}  // namespace assent::support
