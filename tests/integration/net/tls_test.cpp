#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/integration/net/net_fixture.hpp"
#include "tests/support/ws_client.hpp"

namespace assent::net {
namespace {

using namespace std::chrono_literals;
using support::HttpClient;
using support::TestSocket;
using support::Tls;
using support::WsClient;

class TlsTest : public testing::Test
{
protected:
    ServerOptions with_tls() const
    {
        ServerOptions options;
        options.tls = certificate_.files;
        return options;
    }

    SelfSigned certificate_;
};

TEST_F(TlsTest, requests_are_served_and_told_to_stay_secure)
{
    TestServer server(with_tls());
    HttpClient client(server.port(), Tls::yes);
    for (int i = 0; i < 3; ++i) {
        const auto reply = client.get("/");
        EXPECT_EQ(reply.status, 200);
        EXPECT_EQ(reply.header("Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
    }
    EXPECT_EQ(client.post("/", "text/plain", std::string(60'000, 'x')).body, "POST\n/\n127.0.0.1\n60000\n");
    EXPECT_EQ(client.post("/", "text/plain", std::string(70'000, 'x')).status, 413);
}

TEST_F(TlsTest, a_web_socket_runs_over_tls)
{
    TestServer server(with_tls());
    WsClient client(server.port(), {.socket = {.tls = Tls::yes}});
    ASSERT_TRUE(client.accepted());
    client.send(as_bytes("hello"));
    ASSERT_EQ(client.receive(), Bytes({'h', 'e', 'l', 'l', 'o'}));
    const Bytes large(60'000, std::uint8_t{3});
    client.send(large);
    EXPECT_EQ(client.receive(), large);
    client.close();
    EXPECT_EQ(client.close_code(), 1000);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::normal);
}

TEST_F(TlsTest, the_plain_origin_is_foreign)
{
    TestServer server(with_tls());
    const WsClient client(server.port(), {.origin = "http://127.0.0.1:" + std::to_string(server.port()),
                                          .socket = {.tls = Tls::yes}});
    EXPECT_EQ(client.handshake().status, 403);
}

TEST_F(TlsTest, who_speaks_plain_http_gets_no_page)
{
    TestServer server(with_tls());
    TestSocket socket(server.port());
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(socket.read_all().find("HTTP/"), std::string::npos);
}

TEST_F(TlsTest, an_unfinished_tls_handshake_is_dropped_at_the_deadline)
{
    ServerOptions options = with_tls();
    options.handshake_deadline = 50ms;
    TestServer server(options);
    TestSocket socket(server.port());
    socket.write("\x16\x03\x01");
    EXPECT_EQ(socket.read_all(), "");
}

TEST_F(TlsTest, stopping_is_polite_over_tls_too)
{
    TestServer server(with_tls());
    WsClient client(server.port(), {.socket = {.tls = Tls::yes}});
    ASSERT_NE(server.handler().next_opened(), nullptr);
    auto stopped = server.stop("bye");
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1001);
    EXPECT_TRUE(ready(stopped));
}

TEST_F(TlsTest, files_that_cannot_be_used_are_named)
{
    asio::io_context io;
    Recorder handler;
    const auto message = [&](TlsFiles files) {
        ServerOptions options;
        options.tls = std::move(files);
        try {
            const Server server(io, options, describe, handler);
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string("started");
    };
    EXPECT_NE(message({"/nonexistent.crt", certificate_.files.key}).find("/nonexistent.crt"), std::string::npos);
    EXPECT_NE(message({certificate_.files.certificate, "/nonexistent.key"}).find("/nonexistent.key"), std::string::npos);
    EXPECT_NE(message({certificate_.files.certificate, ""}).find("both"), std::string::npos);
}

}  // namespace
}  // namespace assent::net
