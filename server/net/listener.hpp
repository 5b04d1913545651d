#pragma once
// The server's edge: listens, takes TLS, HTTP and WebSockets, keeps every limit and deadline, and hands what is left to
// the two handlers. It knows no plan, tenant or store. docs/transport.md lists what each limit answers.

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "server/net/http.hpp"
#include "server/net/message_handler.hpp"
#include "server/net/origin.hpp"

namespace boost::asio {
class io_context;
}

namespace assent::net {

struct TlsFiles
{
    std::string certificate;  ///< PEM, the chain in order, the server's own first
    std::string key;          ///< PEM
    explicit operator bool() const { return !certificate.empty() || !key.empty(); }
};

struct OutboxLimits
{
    std::size_t bytes_max = 1024 * 1024;
    std::size_t frames_max = 1000;
};

struct ServerOptions
{
    std::string address = "127.0.0.1";  ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;             ///< 0: any free one; Server::port() tells
    TlsFiles tls;
    /// A reverse proxy on the way ends TLS: plain HTTP is taken on any address, and X-Forwarded-For (its last entry) and
    /// X-Forwarded-Proto are believed. Without it both headers are ignored.
    bool behind_proxy = false;
    /// Pages that may open a WebSocket and post; empty: the address listened on, by its number and as "localhost".
    std::vector<std::string> origins;

    std::size_t header_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = 64 * 1024;
    /// Overrides body_bytes_max by method and path, e.g. for uploads.
    std::function<std::size_t(std::string_view method, std::string_view path)> body_bytes_max_for;
    /// The path as the log may have it, where an address holds a secret; empty: as it is.
    std::function<std::string(std::string_view path)> path_for_log;
    std::size_t bodies_in_flight_bytes_max = 256 * 1024 * 1024;  ///< of all requests being received; past it 503

    std::string websocket_path = "/ws";           ///< handshakes elsewhere are refused with 404
    std::string subprotocol = "assent.v1";
    bool subprotocol_required = true;             ///< false for the conformance test only
    std::size_t message_bytes_max = 64 * 1024;    ///< received; past it 1009
    OutboxLimits outbox;
    int send_buffer_bytes = 256 * 1024;           ///< the kernel's, per connection; it would grow to megabytes unasked
    double messages_per_second = 50;              ///< received, per connection; pings and pongs count as well
    double messages_burst = 200;

    std::size_t connections_max = 4000;
    std::size_t connections_per_address_max = 200;

    std::chrono::milliseconds handshake_deadline{5'000};      ///< TLS handshake; then each request's header
    std::chrono::milliseconds keep_alive_deadline{30'000};    ///< for the next request to begin
    std::chrono::milliseconds body_deadline{10'000};          ///< and 1 s more for every 16 KiB announced or allowed
    std::chrono::milliseconds handler_deadline{60'000};       ///< for the HTTP handler and admit(); then 503
    std::chrono::milliseconds first_message_deadline{5'000};  ///< after a WebSocket opens; 0: none. Then 1008
    std::chrono::milliseconds idle_deadline{60'000};          ///< without a sign of life; we ping at half of it
    std::chrono::milliseconds write_deadline{10'000};         ///< for a message, or 64 KiB of a body, to be taken
};

struct ServerCounts
{
    std::size_t connections{};  ///< TCP connections now, WebSockets included
    std::size_t websockets{};   ///< WebSockets now
    std::uint64_t accepted{};   ///< TCP connections since the start
    std::uint64_t refused{};    ///< of those, turned away for a limit on connections
};

class Server
{
public:
    /// Binds and listens; connections wait until start(). `io` may be run by several threads.
    /// Throws std::runtime_error with a sentence for the operator: the address cannot be used, the certificate cannot be
    /// read, or plain HTTP was asked for on an address that is not loopback.
    Server(asio::io_context& io, ServerOptions options, HttpHandler http, MessageHandler& messages);
    ~Server();  ///< drops what is still open; stop() first to part politely
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    void start();
    std::uint16_t port() const;
    const OriginPolicy& origins() const;
    ServerCounts counts() const;

    /// Parts politely: accepts nothing new, lets requests in flight finish, sends each WebSocket what is queued for it
    /// and then Close 1001 with `reason`. Returns when all are gone, or after `deadline` has dropped the rest.
    asio::awaitable<void> stop(std::string reason, std::chrono::milliseconds deadline);

private:
    std::shared_ptr<class ServerState> state_;
};

}  // namespace assent::net
