#include <gtest/gtest.h>

#include "tests/integration/net/net_fixture.hpp"
#include "tests/support/ws_client.hpp"

namespace assent::net {
namespace {

using namespace std::chrono_literals;
using support::WsClient;

SharedFrame frame(std::size_t size, std::uint8_t value = 7)
{
    return std::make_shared<const Bytes>(size, value);
}

std::string text_of(const std::optional<Bytes>& message)
{
    return message ? std::string(as_text(*message)) : "(closed)";
}

TEST(WebSocketTest, a_message_comes_and_goes_whole)
{
    TestServer server;
    WsClient client(server.port());
    ASSERT_TRUE(client.accepted());
    EXPECT_EQ(client.handshake().header("Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(client.handshake().header("Sec-WebSocket-Protocol"), "assent.v1");
    EXPECT_EQ(client.handshake().header("Sec-WebSocket-Extensions"), "");
    EXPECT_EQ(client.handshake().header("X-Content-Type-Options"), "nosniff");
    client.send(as_bytes("hello"));
    EXPECT_EQ(text_of(client.receive()), "hello");
    const Bytes largest(64 * 1024, std::uint8_t{1});
    client.send(largest);
    EXPECT_EQ(client.receive(), largest);
    client.close();
    EXPECT_EQ(client.close_code(), 1000);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::normal);
}

TEST(WebSocketTest, fragments_are_delivered_as_one_message)
{
    TestServer server;
    WsClient client(server.port());
    client.send_frame(2, as_bytes("one "), false);
    client.send_frame(9, as_bytes("ping"));
    client.send_frame(0, as_bytes("message"));
    EXPECT_EQ(text_of(client.receive()), "one message");
    EXPECT_EQ(server.handler().messages(), 1U);
}

TEST(WebSocketTest, the_context_of_admission_stays_with_the_connection)
{
    TestServer server;
    server.handler().on_admit = [](HttpRequest request) -> asio::awaitable<Admission> {
        co_return Admission::accept(std::string(request.cookie("session")));
    };
    WsClient client(server.port(), {.cookies = "session=abc"});
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    ASSERT_NE(connection->context_as<std::string>(), nullptr);
    EXPECT_EQ(*connection->context_as<std::string>(), "abc");
    EXPECT_EQ(connection->context_as<int>(), nullptr);
    EXPECT_EQ(connection->remote_address(), "127.0.0.1");
}

TEST(WebSocketTest, the_handler_may_refuse_and_a_failing_one_does)
{
    TestServer server;
    server.handler().on_admit = [](HttpRequest request) -> asio::awaitable<Admission> {
        if (request.cookie("session") == "boom") throw std::runtime_error("boom");
        co_return Admission::refuse(text_response(401, "Sign in first.\n"));
    };
    EXPECT_EQ(WsClient(server.port()).handshake().status, 401);
    EXPECT_EQ(WsClient(server.port()).handshake().body, "Sign in first.\n");
    EXPECT_EQ(WsClient(server.port(), {.cookies = "session=boom"}).handshake().status, 500);
}

TEST(WebSocketTest, pages_of_another_site_cannot_connect)
{
    TestServer server;
    for (const char* origin : {"https://evil.test", "null", ""})
        EXPECT_EQ(WsClient(server.port(), {.origin = origin}).handshake().status, 403) << origin;
    const std::string own = "http://127.0.0.1:" + std::to_string(server.port());
    EXPECT_EQ(WsClient(server.port(), {.origin = own + ".evil.test"}).handshake().status, 403);
    EXPECT_TRUE(WsClient(server.port(), {.origin = own}).accepted());
}

TEST(WebSocketTest, without_our_subprotocol_there_is_no_connection)
{
    TestServer server;
    const WsClient client(server.port(), {.subprotocol = "other.v1"});
    EXPECT_EQ(client.handshake().status, 400);
    EXPECT_NE(client.handshake().body.find("assent.v1"), std::string::npos);
}

TEST(WebSocketTest, compression_is_not_taken)
{
    TestServer server;
    const WsClient client(server.port(), {.headers = {{"Sec-WebSocket-Extensions", "permessage-deflate"}}});
    ASSERT_TRUE(client.accepted());
    EXPECT_EQ(client.handshake().header("Sec-WebSocket-Extensions"), "");
}

TEST(WebSocketTest, text_is_refused_with_1003)
{
    TestServer server;
    WsClient client(server.port());
    client.send_frame(1, as_bytes("text"));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1003);
    EXPECT_FALSE(client.close_reason().empty());
    EXPECT_EQ(server.handler().next_closed(), CloseCode::unsupported);
    EXPECT_EQ(server.handler().messages(), 0U);
}

TEST(WebSocketTest, a_message_past_the_limit_is_refused_with_1009)
{
    ServerOptions options;
    options.message_bytes_max = 1000;
    TestServer server(options);
    WsClient whole(server.port());
    whole.send(Bytes(1001));
    whole.wait_for_close();
    EXPECT_EQ(whole.close_code(), 1009);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::too_big);
    WsClient parts(server.port());
    parts.send_frame(2, Bytes(600), false);
    parts.send_frame(0, Bytes(600));
    parts.wait_for_close();
    EXPECT_EQ(parts.close_code(), 1009);
    EXPECT_EQ(server.handler().messages(), 0U);
}

TEST(WebSocketTest, a_broken_frame_is_refused_with_1002)
{
    TestServer server;
    WsClient client(server.port());
    client.send_raw(std::string("\xc2\x00", 2));  // a reserved bit, and no mask
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1002);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::protocol_error);
}

TEST(WebSocketTest, more_messages_than_the_rate_allows_end_with_1008)
{
    ServerOptions options;
    options.messages_per_second = 0.001;
    options.messages_burst = 5;
    TestServer server(options);
    WsClient client(server.port());
    for (int i = 0; i < 6; ++i) client.send(as_bytes("x"));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1008);
    EXPECT_FALSE(client.close_reason().empty());
    EXPECT_EQ(server.handler().next_closed(), CloseCode::policy);
    EXPECT_EQ(server.handler().messages(), 5U);
}

TEST(WebSocketTest, pings_count_for_the_rate)
{
    ServerOptions options;
    options.messages_per_second = 0.001;
    options.messages_burst = 5;
    TestServer server(options);
    WsClient client(server.port());
    for (int i = 0; i < 6; ++i) client.send_frame(9, {});
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1008);
}

TEST(WebSocketTest, who_says_nothing_at_first_is_closed_with_1008)
{
    ServerOptions options;
    options.first_message_deadline = 50ms;
    TestServer server(options);
    WsClient silent(server.port());
    silent.wait_for_close();
    EXPECT_EQ(silent.close_code(), 1008);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::policy);
}

TEST(WebSocketTest, who_answers_pings_stays_and_who_does_not_is_dropped)
{
    ServerOptions options;
    options.idle_deadline = 200ms;
    TestServer server(options);
    WsClient alive(server.port());
    alive.send(as_bytes("hello"));
    EXPECT_EQ(text_of(alive.receive()), "hello");
    WsClient dead(server.port());
    dead.answer_pings = false;
    dead.send(as_bytes("hello"));
    EXPECT_EQ(text_of(dead.receive()), "hello");
    // Reading answers the pings of the one that lives; it does so until the other one has been dropped for sure.
    auto living = std::async(std::launch::async, [&] {
        while (alive.pings() < 6) {
            try {
                if (!alive.receive(50ms)) break;
            } catch (const support::TimedOut&) {
            }
        }
    });
    dead.wait_for_close();
    EXPECT_EQ(dead.close_code(), 1006);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::abnormal);
    ASSERT_TRUE(ready(living));
    EXPECT_EQ(alive.close_code(), 0);
    alive.send(as_bytes("still here"));
    EXPECT_EQ(text_of(alive.receive()), "still here");
}

TEST(WebSocketTest, a_broken_frame_after_our_close_does_not_keep_the_connection_for_ever)
{
    ServerOptions options;
    options.handshake_deadline = 300ms;
    TestServer server(options);
    WsClient client(server.port());
    // In one segment: a text message, for which we close; a ping, which holds the Close up; a continuation of nothing.
    client.send_raw(WsClient::frame(1, as_bytes("text")) + WsClient::frame(9, {}) + WsClient::frame(0, as_bytes("ab")));
    EXPECT_EQ(server.handler().next_closed(), CloseCode::unsupported);
}

TEST(WebSocketTest, a_reader_that_fell_behind_gets_1013_and_can_come_back)
{
    ServerOptions options;
    options.outbox = {.bytes_max = 256 * 1024, .frames_max = 1000};
    TestServer server(options);
    WsClient client(server.port(), {.socket = {.receive_buffer_bytes = 4096}});
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    const auto one = frame(16 * 1024);
    int sent = 0;
    while (sent < 100'000 && connection->send(one)) ++sent;
    EXPECT_LT(sent, 100'000);
    EXPECT_FALSE(connection->send(one));
    client.wait_for_close();  // reads what had gone out before
    EXPECT_EQ(client.close_code(), 1013);
    EXPECT_NE(client.close_reason().find("slowly"), std::string::npos);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::try_again_later);
    WsClient again(server.port());
    again.send(as_bytes("back"));
    EXPECT_EQ(text_of(again.receive()), "back");
}

TEST(WebSocketTest, a_reader_that_has_stopped_is_dropped_at_the_write_deadline)
{
    ServerOptions options;
    options.write_deadline = 50ms;
    options.outbox.bytes_max = 32 * 1024 * 1024;
    TestServer server(options);
    WsClient client(server.port(), {.socket = {.receive_buffer_bytes = 4096}});
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    EXPECT_TRUE(connection->send(frame(16 * 1024 * 1024)));  // more than the kernel takes off our hands
    EXPECT_EQ(server.handler().next_closed(), CloseCode::try_again_later);
}

TEST(WebSocketTest, one_frame_goes_to_many_from_any_thread_in_order)
{
    TestServer server;
    std::vector<std::unique_ptr<WsClient>> clients;
    std::vector<std::shared_ptr<Connection>> connections;
    for (int i = 0; i < 10; ++i) {
        clients.push_back(std::make_unique<WsClient>(server.port()));
        connections.push_back(server.handler().next_opened());
        ASSERT_NE(connections.back(), nullptr);
    }
    std::thread other([&] {
        for (std::uint8_t n = 0; n < 100; ++n) {
            const auto shared = frame(10, n);
            for (const auto& connection : connections) EXPECT_TRUE(connection->send(shared));
        }
    });
    for (auto& client : clients)
        for (std::uint8_t n = 0; n < 100; ++n) EXPECT_EQ(client->receive(), Bytes(10, n));
    other.join();
}

TEST(WebSocketTest, pongs_and_messages_do_not_mix_however_slowly_the_peer_reads)
{
    using support::Tls;
    for (const Tls tls : {Tls::no, Tls::yes}) {
        const SelfSigned certificate;
        ServerOptions options;
        options.outbox = {.bytes_max = 64 * 1024 * 1024, .frames_max = 10'000};
        if (tls == Tls::yes) options.tls = certificate.files;
        TestServer server(options);
        WsClient client(server.port(), {.socket = {.tls = tls, .receive_buffer_bytes = 4096}});
        const auto connection = server.handler().next_opened();
        ASSERT_NE(connection, nullptr);
        // The socket's buffers fill in the middle of a message; what Beast has to say then waits for its turn.
        constexpr int rounds = 60;
        std::vector<SharedFrame> all;
        for (int i = 0; i < rounds * 10; ++i) all.push_back(frame(static_cast<std::size_t>(i * 37 % 9000)));
        for (int round = 0; round < rounds; ++round) {
            ASSERT_TRUE(connection->send_all(std::span(all).subspan(static_cast<std::size_t>(round) * 10, 10)));
            ASSERT_TRUE(client.send_frame(9, as_bytes("still there?")));
        }
        for (const auto& one : all) {
            const auto got = client.receive();
            ASSERT_TRUE(got.has_value());
            ASSERT_EQ(got->size(), one->size());
        }
        client.send(as_bytes("after"));
        EXPECT_EQ(text_of(client.receive()), "after");
        client.close();
        EXPECT_EQ(server.handler().next_closed(), CloseCode::normal);
    }
}

TEST(WebSocketTest, closing_sends_what_is_queued_and_then_the_reason)
{
    TestServer server;
    WsClient client(server.port());
    const auto connection = server.handler().next_opened();
    ASSERT_NE(connection, nullptr);
    for (std::uint8_t n = 0; n < 50; ++n) connection->send(frame(1000, n));
    connection->close(CloseCode::policy, "Your session has ended.");
    EXPECT_FALSE(connection->send(frame(1)));
    for (std::uint8_t n = 0; n < 50; ++n) EXPECT_EQ(client.receive(), Bytes(1000, n));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1008);
    EXPECT_EQ(client.close_reason(), "Your session has ended.");
    EXPECT_EQ(server.handler().next_closed(), CloseCode::policy);
}

TEST(WebSocketTest, a_connection_may_be_closed_as_it_opens)
{
    TestServer server;
    server.handler().on_opened = [](const std::shared_ptr<Connection>& connection) {
        connection->send(frame(3));
        connection->close(CloseCode::try_again_later, "Full.");
    };
    WsClient client(server.port());
    EXPECT_EQ(client.receive(), Bytes(3, 7));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1013);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::try_again_later);
}

TEST(WebSocketTest, messages_after_our_close_are_not_delivered)
{
    TestServer server;
    server.handler().on_received = [](const std::shared_ptr<Connection>& connection, BytesView) {
        connection->close(CloseCode::policy, "One was enough.");
    };
    WsClient client(server.port());
    client.send_raw(WsClient::frame(2, as_bytes("one")) + WsClient::frame(2, as_bytes("two")));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1008);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::policy);
    EXPECT_EQ(server.handler().messages(), 1U);
}

TEST(WebSocketTest, a_handler_that_throws_ends_its_own_connection_with_1011)
{
    TestServer server;
    WsClient other(server.port());
    server.handler().on_received = [](const std::shared_ptr<Connection>& connection, BytesView message) {
        if (as_text(message) == "boom") throw std::runtime_error("boom");
        connection->send(frame(1));
    };
    WsClient client(server.port());
    client.send(as_bytes("boom"));
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1011);
    EXPECT_EQ(client.close_reason().find("boom"), std::string::npos);
    EXPECT_EQ(server.handler().next_closed(), CloseCode::internal);
    other.send(as_bytes("fine"));
    EXPECT_EQ(other.receive(), Bytes(1, 7));
}

TEST(WebSocketTest, a_handler_that_throws_at_the_opening_hears_of_no_closing)
{
    TestServer server;
    server.handler().on_opened = [](const std::shared_ptr<Connection>&) { throw std::runtime_error("boom"); };
    WsClient client(server.port());
    client.wait_for_close();
    EXPECT_EQ(client.close_code(), 1011);
    server.handler().on_opened = nullptr;
    {
        WsClient next(server.port());
        ASSERT_NE(server.handler().next_opened(), nullptr);
        next.close(1001);
    }
    EXPECT_EQ(server.handler().next_closed(), CloseCode::going_away);  // and no 1011 before it
}

TEST(WebSocketTest, a_peer_that_vanishes_is_told_apart_from_one_that_closes)
{
    TestServer server;
    {
        WsClient client(server.port());
        client.close(4001, "bye");
    }
    EXPECT_EQ(server.handler().next_closed(), CloseCode{4001});
    {
        WsClient client(server.port());
        client.send(as_bytes("x"));
        client.receive();
    }
    EXPECT_EQ(server.handler().next_closed(), CloseCode::abnormal);
}

TEST(WebSocketTest, behind_a_proxy_addresses_have_their_share_of_connections)
{
    ServerOptions options;
    options.behind_proxy = true;
    options.connections_per_address_max = 1;
    TestServer server(options);
    const auto from = [&](const char* address) {
        WsClient::Options client;
        client.headers = {{"X-Forwarded-For", address}};
        return client;
    };
    const WsClient first(server.port(), from("198.51.100.1"));
    EXPECT_TRUE(first.accepted());
    EXPECT_EQ(WsClient(server.port(), from("198.51.100.1")).handshake().status, 503);
    EXPECT_TRUE(WsClient(server.port(), from("198.51.100.2")).accepted());
}

TEST(WebSocketTest, twenty_that_do_not_read_do_not_hold_up_the_others)
{
    TestServer server;
    std::vector<std::unique_ptr<WsClient>> slow;
    std::vector<std::shared_ptr<Connection>> connections;
    for (int i = 0; i < 20; ++i) {
        slow.push_back(std::make_unique<WsClient>(server.port(), WsClient::Options{.socket = {.receive_buffer_bytes = 4096}}));
        connections.push_back(server.handler().next_opened());
        ASSERT_NE(connections.back(), nullptr);
    }
    WsClient honest(server.port());
    const auto open = server.handler().next_opened();
    ASSERT_NE(open, nullptr);
    const auto one = frame(64 * 1024);
    std::size_t cut = 0;
    for (int round = 0; round < 100; ++round) {
        for (const auto& connection : connections) cut += connection->send(one) ? 0 : 1;
        ASSERT_TRUE(open->send(one));
        ASSERT_EQ(honest.receive()->size(), one->size());
    }
    EXPECT_GT(cut, 0U);
    for (auto& client : slow) {
        client->wait_for_close();
        EXPECT_EQ(client->close_code(), 1013);
    }
}

}  // namespace
}  // namespace assent::net
