#pragma once
// A blocking WebSocket client for tests. It says what it is told to, right or wrong; it masks with a fixed key.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/bytes.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/test_socket.hpp"

namespace assent::support {

class WsClient
{
public:
    struct Options
    {
        std::string path = "/ws";
        std::optional<std::string> origin;  ///< none: our own, "http://127.0.0.1:PORT"; empty: no such header
        std::string subprotocol = "assent.v1";
        std::string cookies;  ///< HttpClient::cookie_header()
        ExtraHeaders headers;
        TestSocket::Options socket;
    };

    /// Connects and shakes hands; handshake() tells how that went.
    explicit WsClient(std::uint16_t port) : WsClient(port, Options{}) {}
    WsClient(std::uint16_t port, const Options& options);

    const HttpReply& handshake() const { return handshake_; }
    bool accepted() const { return handshake_.status == 101; }

    /// One whole binary message. False if the server has gone.
    bool send(BytesView message);
    bool send_frame(unsigned opcode, BytesView payload, bool final = true);
    bool send_raw(std::string_view bytes) { return socket_.write(bytes); }
    /// A frame as a client sends it.
    static std::string frame(unsigned opcode, BytesView payload, bool final = true);

    /// The next message; nothing once the server has closed, see close_code(). Answers pings and the Close by itself.
    /// Throws TimedOut.
    std::optional<Bytes> receive(std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// Reads and forgets messages until the server has closed.
    void wait_for_close(std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// Sends Close and waits for the server's.
    void close(std::uint16_t code = 1000, std::string_view reason = {});

    /// Of the server's Close; 1006 if the connection ended without one; 0 while it is open.
    std::uint16_t close_code() const { return close_code_; }
    const std::string& close_reason() const { return close_reason_; }
    /// Pings answered so far.
    int pings() const { return pings_; }

    bool answer_pings = true;
    TestSocket& socket() { return socket_; }

private:
    bool need(std::size_t size, std::chrono::milliseconds limit);

    TestSocket socket_;
    std::string rest_;
    HttpReply handshake_;
    Bytes partial_;
    std::uint16_t close_code_{};
    std::string close_reason_;
    int pings_{};
};

}  // namespace assent::support
