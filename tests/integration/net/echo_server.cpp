// The server's own listener and sessions with an echo behind them, for the conformance test. Prints "listening PORT",
// stops politely on SIGTERM. Loopback only.

#include <csignal>
#include <cstdio>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <spdlog/spdlog.h>

#include "server/net/listener.hpp"
#include "server/net/tasks.hpp"

namespace net = assent::net;

namespace {

class Echo final : public net::MessageHandler
{
public:
    net::asio::awaitable<net::Admission> admit(const net::HttpRequest&) override
    {
        co_return net::Admission::accept({});
    }
    void opened(std::shared_ptr<net::Connection>) override {}
    void received(std::shared_ptr<net::Connection> connection, assent::BytesView message) override
    {
        connection->send(std::make_shared<const assent::Bytes>(message.begin(), message.end()));
    }
    void closed(std::shared_ptr<net::Connection>, net::CloseCode) override {}
};

net::asio::awaitable<net::HttpResponse> answer(net::HttpRequest)
{
    co_return net::text_response(404, "Only the echo is here.\n");
}

net::asio::awaitable<void> wait_for_signal(net::asio::io_context& io, net::Server& server)
{
    net::asio::signal_set signals(io, SIGTERM, SIGINT);
    co_await signals.async_wait(net::as_result);
    co_await server.stop("The echo server stops.", std::chrono::seconds(5));
    io.stop();
}

}  // namespace

int main(int argc, char** argv)
{
    net::ServerOptions options;
    options.websocket_path = "/";
    options.subprotocol_required = false;
    // The conformance test sends as fast as it can, from one address, and opens connections that say nothing.
    options.messages_per_second = 1e6;
    options.messages_burst = 1e6;
    options.connections_per_address_max = 2000;
    options.first_message_deadline = {};

    CLI::App program{"WebSocket echo behind the server's own classes"};
    program.add_option("--port", options.port);
    program.add_option("--origin", options.origins);
    program.add_option("--max-message", options.message_bytes_max);
    CLI11_PARSE(program, argc, argv);
    spdlog::set_level(spdlog::level::warn);

    net::asio::io_context io{1};
    Echo echo;
    net::Server server(io, options, answer, echo);
    server.start();
    net::start_task(io.get_executor(), "signals", wait_for_signal(io, server));
    std::printf("listening %u\n", unsigned{server.port()});
    std::fflush(stdout);
    io.run();
}
