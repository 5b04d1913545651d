#include "server/net/listener.hpp"

#include <stdexcept>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/post.hpp>

#include "server/net/log.hpp"
#include "server/net/server_state.hpp"
#include "server/net/tasks.hpp"

namespace assent::net {

namespace {

using asio::ip::tcp;

constexpr std::string_view turned_away =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// Where browsers find us by default: the address listened on, and localhost beside a loopback address.
std::vector<std::string> own_origins(const ServerOptions& options, const asio::ip::address& address, std::uint16_t port)
{
    const std::string scheme = options.tls ? "https://" : "http://";
    const bool usual = port == (options.tls ? 443 : 80);
    const std::string suffix = usual ? "" : ":" + std::to_string(port);
    const std::string host = address.is_v6() ? "[" + address.to_string() + "]" : address.to_string();
    std::vector<std::string> origins{scheme + host + suffix};
    if (address.is_loopback()) origins.push_back(scheme + "localhost" + suffix);
    return origins;
}

}  // namespace

ServerState::ServerState(asio::io_context& io_context, ServerOptions opts, HttpHandler http_handler,
                         MessageHandler& handler)
    : io(io_context),
      options(std::move(opts)),
      http(std::move(http_handler)),
      messages(handler),
      // Behind a proxy all connections come from one address, so only the total counts there.
      tcp_places(options.connections_max,
                 options.behind_proxy ? options.connections_max : options.connections_per_address_max),
      websocket_places(options.connections_max, options.connections_per_address_max),
      control_(asio::make_strand(io_context)),
      acceptor_(control_),
      gone_(control_)
{}

void ServerState::open()
{
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) throw std::runtime_error("Cannot listen on \"" + options.address + "\": it is not a numeric address.");
    if (!options.tls && !options.behind_proxy && !address.is_loopback())
        throw std::runtime_error("Refusing to serve plain HTTP on " + options.address +
                                 ": give a certificate and key, or say that a proxy in front ends TLS (--behind-proxy).");
    if (options.tls) tls = make_tls_context(options.tls);
    const tcp::endpoint endpoint(address, options.port);
    const std::string place = options.address + " port " + std::to_string(options.port);
    const auto check = [&](const char* what) {
        if (error) throw std::runtime_error("Cannot " + std::string(what) + " " + place + ": " + error.message() + ".");
    };
    acceptor_.open(endpoint.protocol(), error);
    check("open");
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    check("configure");
    acceptor_.bind(endpoint, error);
    check("listen on");
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
    check("listen on");
    port = acceptor_.local_endpoint().port();
    origins = OriginPolicy(options.origins.empty() ? own_origins(options, address, port) : options.origins);
    log_info("listening", {{"address", options.address}, {"port", std::to_string(port)},
                           {"tls", options.tls ? "yes" : "no"}});
}

asio::awaitable<void> ServerState::accept_loop(std::shared_ptr<ServerState> self)
{
    asio::steady_timer pause(self->control_);
    for (;;) {
        auto [error, socket] = co_await self->acceptor_.async_accept(asio::make_strand(self->io), as_result);
        if (!self->acceptor_.is_open()) co_return;
        if (!error) {
            self->admit(tcp::socket(std::move(socket)));
            continue;
        }
        // Most likely out of file descriptors: trying at once would only burn the processor.
        log_error("accept_failed", {{"why", error.message()}});
        pause.expires_after(std::chrono::milliseconds(100));
        co_await pause.async_wait(as_result);
    }
}

void ServerState::admit(tcp::socket socket)
{
    boost::system::error_code error;
    ++accepted;
    const auto remote = socket.remote_endpoint(error);
    if (error) return;  // gone already
    socket.set_option(tcp::no_delay(true), error);
    socket.set_option(asio::socket_base::send_buffer_size(options.send_buffer_bytes), error);
    std::string address = remote.address().to_string();
    Places::Place place = tcp_places.take(address);
    if (!place) {
        ++refused;
        log_warning("connection_refused", {{"addr", address}, {"open", std::to_string(tcp_places.taken())}});
        turn_away(socket);
        return;
    }
    auto start = tls ? start_tls_session : start_plain_session;
    start(shared_from_this(), std::move(socket), std::move(address), std::move(place));
}

void ServerState::turn_away(tcp::socket& socket)
{
    if (tls) return;  // a plain answer would only confuse a TLS client
    boost::system::error_code ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(turned_away.data(), turned_away.size()), ignored);
    socket.shutdown(tcp::socket::shutdown_send, ignored);
}

asio::awaitable<void> ServerState::stop(std::shared_ptr<ServerState> self, std::string reason, Milliseconds deadline)
{
    // On the strand of its own, wherever the caller is: the acceptor and the timer are touched there only.
    co_await asio::co_spawn(self->control_, self->stop_here(std::move(reason), deadline), asio::use_awaitable);
}

asio::awaitable<void> ServerState::stop_here(std::string reason, Milliseconds deadline)
{
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    std::size_t count = 0;
    for (const auto& session : sessions()) {
        session->begin_stop(reason);
        ++count;
    }
    log_info("stopping", {{"connections", std::to_string(count)}, {"reason", reason}});
    co_await wait_until_gone(deadline);
    count = 0;
    for (const auto& session : sessions()) {
        session->drop();
        ++count;
    }
    if (count == 0) co_return;
    log_warning("stop_deadline", {{"dropped", std::to_string(count)}});
    // Dropped sockets end their sessions at once, so that the handler hears of each; a handler may still be busy.
    co_await wait_until_gone(std::chrono::seconds(1));
}

asio::awaitable<void> ServerState::wait_until_gone(Milliseconds deadline)
{
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!sessions().empty() && std::chrono::steady_clock::now() < end) {
        gone_.expires_at(end);
        co_await gone_.async_wait(as_result);
    }
}

void ServerState::drop_all()
{
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    asio::post(control_, [self = shared_from_this()] {
        boost::system::error_code ignored;
        self->acceptor_.close(ignored);
    });
    for (const auto& session : sessions()) session->drop();
}

bool ServerState::enter(SessionControl* session, std::weak_ptr<SessionControl> self)
{
    const std::scoped_lock lock(mutex_);
    if (stopping_) return false;
    sessions_.emplace(session, std::move(self));
    return true;
}

void ServerState::leave(SessionControl* session)
{
    const std::scoped_lock lock(mutex_);
    sessions_.erase(session);
    if (sessions_.empty() && stopping_) asio::post(control_, [self = shared_from_this()] { self->gone_.cancel(); });
}

std::size_t ServerState::open_sessions() const
{
    const std::scoped_lock lock(mutex_);
    return sessions_.size();
}

std::vector<std::shared_ptr<SessionControl>> ServerState::sessions() const
{
    std::vector<std::shared_ptr<SessionControl>> open;
    const std::scoped_lock lock(mutex_);
    for (const auto& [key, session] : sessions_)
        if (auto alive = session.lock()) open.push_back(std::move(alive));
    return open;
}

BodyShare ServerState::body_share(std::size_t bytes)
{
    const std::size_t before = body_bytes_.fetch_add(bytes);
    BodyShare share(body_bytes_, bytes);
    if (before + bytes > options.bodies_in_flight_bytes_max) return {};
    return share;
}

Server::Server(asio::io_context& io, ServerOptions options, HttpHandler http, MessageHandler& messages)
    : state_(std::make_shared<ServerState>(io, std::move(options), std::move(http), messages))
{
    state_->open();
}

Server::~Server()
{
    state_->drop_all();
}

void Server::start()
{
    start_task(state_->control(), "accept", ServerState::accept_loop(state_));
}

std::uint16_t Server::port() const
{
    return state_->port;
}

const OriginPolicy& Server::origins() const
{
    return state_->origins;
}

ServerCounts Server::counts() const
{
    return {state_->tcp_places.taken(), state_->websockets, state_->accepted, state_->refused};
}

asio::awaitable<void> Server::stop(std::string reason, std::chrono::milliseconds deadline)
{
    return ServerState::stop(state_, std::move(reason), deadline);
}

}  // namespace assent::net
