#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include "server/net/tasks.hpp"
#include "tests/integration/net/net_fixture.hpp"
#include "tests/support/ws_client.hpp"

namespace assent::net {
namespace {

using namespace std::chrono_literals;
using support::HttpClient;
using support::TestSocket;
using support::WsClient;

/// A handler that begins, says so, and ends when told.
struct Gate
{
    explicit Gate(asio::io_context& io) : timer(io, asio::steady_timer::time_point::max()) {}
    asio::steady_timer timer;
    std::promise<void> begun;

    static asio::awaitable<HttpResponse> pass(Gate& gate)
    {
        gate.begun.set_value();
        co_await gate.timer.async_wait(as_result);
        co_return text_response(200, "done");
    }
};

TEST(StopTest, web_sockets_get_what_is_queued_and_1001_with_the_reason)
{
    TestServer server;
    WsClient client(server.port());
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    for (std::uint8_t n = 0; n < 20; ++n) connection->send(std::make_shared<const Bytes>(5000, n));
    auto stopped = server.stop("The server restarts.");
    for (std::uint8_t n = 0; n < 20; ++n) EXPECT_EQ(client.receive(), Bytes(5000, n));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1001);
    EXPECT_EQ(client.close_reason(), "The server restarts.");
    ASSERT_TRUE(ready(stopped));
    EXPECT_EQ(server.handler().next_closed(), CloseCode::going_away);
    EXPECT_EQ(server.server().counts().connections, 0U);
    EXPECT_EQ(server.server().counts().websockets, 0U);
}

TEST(StopTest, idle_connections_end_and_new_ones_are_not_taken)
{
    TestServer server;
    TestSocket fresh(server.port());
    TestSocket idle(server.port());
    idle.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    std::string rest;
    EXPECT_EQ(support::read_reply(idle, rest).status, 200);
    auto stopped = server.stop("bye");
    ASSERT_TRUE(ready(stopped));
    EXPECT_EQ(idle.read_all(), "");
    EXPECT_EQ(fresh.read_all(), "");
    EXPECT_THROW(TestSocket{server.port()}, std::runtime_error);
}

TEST(StopTest, a_request_in_flight_is_finished)
{
    std::unique_ptr<Gate> gate;
    TestServer server({}, [&](HttpRequest) { return Gate::pass(*gate); });
    gate = std::make_unique<Gate>(server.io());
    auto begun = gate->begun.get_future();
    TestSocket socket(server.port());
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    ASSERT_TRUE(ready(begun));
    // A WebSocket beside it shows that the stop has begun before the handler ends.
    WsClient beside(server.port());
    auto stopped = server.stop("bye");
    beside.wait_for_close();
    EXPECT_NE(stopped.wait_for(0ms), std::future_status::ready);
    asio::post(server.io(), [&] { gate->timer.cancel(); });
    std::string rest;
    const auto reply = support::read_reply(socket, rest);
    EXPECT_EQ(reply.body, "done");
    EXPECT_EQ(reply.header("Connection"), "close");
    EXPECT_TRUE(ready(stopped));
}

TEST(StopTest, what_does_not_end_by_the_deadline_is_dropped)
{
    TestServer server;
    WsClient deaf(server.port(), {.socket = {.receive_buffer_bytes = 4096}});
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    for (int i = 0; i < 15; ++i) connection->send(std::make_shared<const Bytes>(65536));
    auto stopped = server.stop("bye", 50ms);
    ASSERT_TRUE(ready(stopped));
    server.handler().next_closed();
    EXPECT_EQ(server.server().counts().websockets, 0U);
}

TEST(StopTest, a_server_that_nobody_uses_stops_at_once)
{
    TestServer server;
    auto stopped = server.stop("bye");
    EXPECT_TRUE(ready(stopped));
}

TEST(StopTest, a_server_may_go_without_stopping)
{
    std::optional<TestServer> server(std::in_place);
    WsClient client(server->port());
    ASSERT_TRUE(client.accepted());
    server.reset();
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1006);
}

TEST(StartTest, plain_http_is_for_loopback_or_behind_a_proxy)
{
    asio::io_context io;
    Recorder handler;
    ServerOptions options;
    options.address = "0.0.0.0";
    try {
        const Server server(io, options, describe, handler);
        FAIL() << "took plain HTTP on every address";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("--behind-proxy"), std::string::npos);
    }
    options.address = "::1";
    options.behind_proxy = false;
    EXPECT_NO_THROW(Server(io, options, describe, handler));
}

TEST(StartTest, a_port_in_use_and_an_address_that_is_none_are_named)
{
    asio::io_context io;
    Recorder handler;
    const Server first(io, {}, describe, handler);
    ServerOptions options;
    options.port = first.port();
    try {
        const Server second(io, options, describe, handler);
        FAIL() << "took a port in use";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find(std::to_string(first.port())), std::string::npos);
    }
    options.address = "localhost";
    EXPECT_THROW(Server(io, options, describe, handler), std::runtime_error);
}

TEST(StartTest, our_own_origins_are_the_address_and_localhost)
{
    TestServer server;
    const std::string port = std::to_string(server.port());
    EXPECT_TRUE(server.server().origins().allows("http://127.0.0.1:" + port));
    EXPECT_TRUE(server.server().origins().allows("http://localhost:" + port));
    EXPECT_FALSE(server.server().origins().allows("https://127.0.0.1:" + port));
    EXPECT_FALSE(server.server().origins().allows("http://localhost"));
}

}  // namespace
}  // namespace assent::net
