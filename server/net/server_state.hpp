#pragma once
// What the sessions of one server share. Inside net only; any thread may touch it.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>

#include "server/net/limits.hpp"
#include "server/net/listener.hpp"
#include "server/net/tls.hpp"

namespace assent::net {

using Executor = asio::any_io_executor;
using Milliseconds = std::chrono::milliseconds;

/// One TCP connection, as the server sees it when it stops. Both calls are made from any thread and return at once.
class SessionControl
{
public:
    virtual ~SessionControl() = default;
    virtual void begin_stop(std::string reason) = 0;
    virtual void drop() = 0;
};

/// A share of the memory for request bodies, given back when it goes.
class BodyShare
{
public:
    BodyShare() = default;
    BodyShare(std::atomic<std::size_t>& used, std::size_t bytes) : used_(&used), bytes_(bytes) {}
    BodyShare(BodyShare&& other) noexcept : used_(std::exchange(other.used_, nullptr)), bytes_(other.bytes_) {}
    BodyShare& operator=(BodyShare&&) = delete;
    ~BodyShare()
    {
        if (used_) *used_ -= bytes_;
    }
    explicit operator bool() const { return used_ != nullptr; }

private:
    std::atomic<std::size_t>* used_{};
    std::size_t bytes_{};
};

class ServerState : public std::enable_shared_from_this<ServerState>
{
public:
    ServerState(asio::io_context& io_context, ServerOptions opts, HttpHandler http_handler, MessageHandler& handler);

    void open();
    static asio::awaitable<void> accept_loop(std::shared_ptr<ServerState> self);
    static asio::awaitable<void> stop(std::shared_ptr<ServerState> self, std::string reason, Milliseconds deadline);
    void drop_all();

    /// False if the server has stopped meanwhile; then the session must not begin.
    bool enter(SessionControl* session, std::weak_ptr<SessionControl> self);
    void leave(SessionControl* session);
    std::size_t open_sessions() const;
    /// A share of `bytes`, or an empty one if too much is being received already.
    BodyShare body_share(std::size_t bytes);

    /// Where the listening socket lives.
    Executor control() const { return control_; }

    asio::io_context& io;
    const ServerOptions options;
    const HttpHandler http;
    MessageHandler& messages;
    OriginPolicy origins;
    TlsContext tls;  // null: plain
    Places tcp_places;
    Places websocket_places;  // per address behind a proxy, where all TCP connections are the proxy's
    std::atomic<std::uint64_t> next_id{1};
    std::atomic<std::size_t> websockets{};
    std::atomic<std::uint64_t> accepted{};
    std::atomic<std::uint64_t> refused{};
    std::uint16_t port{};

private:
    asio::awaitable<void> stop_here(std::string reason, Milliseconds deadline);
    void admit(asio::ip::tcp::socket socket);
    void turn_away(asio::ip::tcp::socket& socket);
    std::vector<std::shared_ptr<SessionControl>> sessions() const;
    asio::awaitable<void> wait_until_gone(Milliseconds deadline);

    asio::strand<asio::io_context::executor_type> control_;
    asio::ip::tcp::acceptor acceptor_;
    asio::steady_timer gone_;
    mutable std::mutex mutex_;
    std::map<SessionControl*, std::weak_ptr<SessionControl>> sessions_;
    bool stopping_{};
    std::atomic<std::size_t> body_bytes_{};
};

/// Starts a session on the socket's executor; each in a file of its own, since a file with Beast is slow to compile.
void start_plain_session(std::shared_ptr<ServerState> state, asio::ip::tcp::socket socket, std::string address,
                         Places::Place place);
void start_tls_session(std::shared_ptr<ServerState> state, asio::ip::tcp::socket socket, std::string address,
                       Places::Place place);

}  // namespace assent::net
