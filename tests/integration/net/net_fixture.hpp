#pragma once
// A real server on a port of its own, run by two threads, with handlers that a test fills in.

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "server/net/listener.hpp"

namespace assent::net {

/// Tells what happened to its connections, and answers as the test says; an echo by default.
class Recorder final : public MessageHandler
{
public:
    std::function<asio::awaitable<Admission>(HttpRequest)> on_admit;
    std::function<void(const std::shared_ptr<Connection>&)> on_opened;
    std::function<void(const std::shared_ptr<Connection>&, BytesView)> on_received;

    asio::awaitable<Admission> admit(const HttpRequest& request) override;
    void opened(std::shared_ptr<Connection> connection) override;
    void received(std::shared_ptr<Connection> connection, BytesView message) override;
    void closed(std::shared_ptr<Connection> connection, CloseCode code) override;

    /// The next connection that opens; fails the test and gives null if none does.
    std::shared_ptr<Connection> next_opened();
    /// The code of the next connection that closes; fails the test and gives 0 if none does.
    CloseCode next_closed();
    std::size_t messages() const;

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::shared_ptr<Connection>> opened_;
    std::deque<CloseCode> closed_;
    std::size_t messages_{};
};

/// Answers every request with what it was, one line each: method, path, remote address, body size.
asio::awaitable<HttpResponse> describe(HttpRequest request);

class TestServer
{
public:
    explicit TestServer(ServerOptions options = {}, HttpHandler http = describe);
    ~TestServer();

    std::uint16_t port() const { return server_->port(); }
    Server& server() { return *server_; }
    Recorder& handler() { return handler_; }
    asio::io_context& io() { return io_; }

    /// Begins to stop; the future is ready when all have gone.
    std::future<void> stop(std::string reason, std::chrono::milliseconds deadline = std::chrono::seconds(10));

private:
    asio::io_context io_{2};
    Recorder handler_;
    std::unique_ptr<Server> server_;
    std::vector<std::thread> threads_;
};

/// Waits for the future for as long as a test may; false if that was not enough.
template<class T>
bool ready(std::future<T>& future)
{
    return future.wait_for(std::chrono::seconds(10)) == std::future_status::ready;
}

/// A certificate for 127.0.0.1, signed by itself, and its key, in new files that go with this object.
class SelfSigned
{
public:
    SelfSigned();
    ~SelfSigned();
    TlsFiles files;
};

}  // namespace assent::net
