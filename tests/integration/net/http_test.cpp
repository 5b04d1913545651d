#include <fstream>

#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include "server/net/security_headers.hpp"
#include "server/net/static_files.hpp"
#include "server/net/tasks.hpp"
#include "tests/integration/net/net_fixture.hpp"
#include "tests/support/http_client.hpp"

namespace assent::net {
namespace {

using namespace std::chrono_literals;
using support::HttpClient;
using support::read_reply;
using support::TestSocket;

HttpHandler always(HttpResponse response)
{
    return [response](HttpRequest) -> asio::awaitable<HttpResponse> { return [](HttpResponse r) -> asio::awaitable<HttpResponse> { co_return r; }(response); };
}

/// Waits until it is cancelled.
asio::awaitable<void> wait_for_ever()
{
    asio::steady_timer never(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    co_await never.async_wait(as_result);
}

TEST(HttpTest, a_request_is_answered_with_headers_that_protect)
{
    TestServer server;
    const auto reply = HttpClient(server.port()).get("/plans/a%20b?x=1");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "GET\n/plans/a b\n127.0.0.1\n0\n");
    EXPECT_EQ(reply.header("Content-Security-Policy"), content_security_policy);
    EXPECT_EQ(reply.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(reply.header("Strict-Transport-Security"), "");
    EXPECT_FALSE(reply.header("Date").empty());
    EXPECT_EQ(reply.count("Content-Length"), 1U);
}

TEST(HttpTest, one_connection_serves_many_requests)
{
    TestServer server;
    HttpClient client(server.port());
    for (int i = 0; i < 5; ++i) EXPECT_EQ(client.get("/").header("Connection"), "keep-alive");
    EXPECT_EQ(server.server().counts().accepted, 1U);
}

TEST(HttpTest, requests_sent_ahead_are_answered_in_order)
{
    TestServer server;
    TestSocket socket(server.port());
    socket.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    std::string rest;
    EXPECT_EQ(read_reply(socket, rest).body, "GET\n/1\n127.0.0.1\n0\n");
    EXPECT_EQ(read_reply(socket, rest).body, "GET\n/2\n127.0.0.1\n0\n");
    EXPECT_EQ(socket.read_all(), "");
}

TEST(HttpTest, http_1_0_gets_an_answer_and_an_end)
{
    TestServer server;
    TestSocket socket(server.port());
    socket.write("GET / HTTP/1.0\r\n\r\n");
    EXPECT_NE(socket.read_all().find("Connection: close"), std::string::npos);
}

TEST(HttpTest, a_head_request_has_the_length_but_not_the_body)
{
    TestServer server({}, always(text_response(200, "twelve bytes")));
    HttpClient client(server.port());
    const auto reply = client.head("/");
    EXPECT_EQ(reply.header("Content-Length"), "12");
    EXPECT_EQ(client.get("/").body, "twelve bytes");  // nothing of a body was in between
}

TEST(HttpTest, a_body_is_read_whole_up_to_the_limit)
{
    ServerOptions options;
    options.body_bytes_max = 1000;
    TestServer server(options);
    HttpClient client(server.port());
    EXPECT_EQ(client.post("/", "text/plain", std::string(1000, 'x')).body, "POST\n/\n127.0.0.1\n1000\n");
    const auto reply = client.post("/", "text/plain", std::string(1001, 'x'));
    EXPECT_EQ(reply.status, 413);
    EXPECT_EQ(reply.header("Connection"), "close");
}

TEST(HttpTest, a_chunked_body_meets_the_same_limit)
{
    ServerOptions options;
    options.body_bytes_max = 10;
    TestServer server(options);
    const auto send = [&](const std::string& chunks) {
        TestSocket socket(server.port());
        socket.write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        std::string rest;
        return read_reply(socket, rest);
    };
    EXPECT_EQ(send("5\r\nabcde\r\n5\r\nfghij\r\n0\r\n\r\n").body, "POST\n/\n127.0.0.1\n10\n");
    EXPECT_EQ(send("5\r\nabcde\r\n6\r\nfghijk\r\n0\r\n\r\n").status, 413);
    EXPECT_EQ(send("ffffffffff\r\n").status, 413);
    EXPECT_EQ(send("xyz\r\n").status, 400);
}

TEST(HttpTest, a_path_may_have_a_limit_of_its_own)
{
    ServerOptions options;
    options.body_bytes_max_for = [](std::string_view method, std::string_view path) -> std::size_t {
        return method == "POST" && path == "/import" ? 3'000'000 : 100;
    };
    TestServer server(options);
    HttpClient client(server.port());
    EXPECT_EQ(client.post("/import", "application/octet-stream", std::string(3'000'000, 'x')).body,
              "POST\n/import\n127.0.0.1\n3000000\n");
    EXPECT_EQ(client.post("/other", "text/plain", std::string(101, 'x')).status, 413);
}

TEST(HttpTest, bodies_together_have_a_limit_too)
{
    ServerOptions options;
    options.bodies_in_flight_bytes_max = 1000;
    TestServer server(options);
    HttpClient client(server.port());
    EXPECT_EQ(client.post("/", "text/plain", std::string(1001, 'x')).status, 503);
    EXPECT_EQ(client.post("/", "text/plain", std::string(1000, 'x')).status, 200);
    EXPECT_EQ(client.post("/", "text/plain", std::string(1000, 'x')).status, 200);  // given back
}

TEST(HttpTest, a_client_that_asks_first_is_told_to_go_on_or_not_to)
{
    ServerOptions options;
    options.body_bytes_max = 10;
    TestServer server(options);
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: ";
    TestSocket socket(server.port());
    socket.write(head + "5\r\n\r\n");
    EXPECT_EQ(socket.read_some(), "HTTP/1.1 100 Continue\r\n\r\n");
    socket.write("abcde");
    std::string rest;
    EXPECT_EQ(read_reply(socket, rest).status, 200);
    socket.write(head + "11\r\n\r\n");
    EXPECT_EQ(read_reply(socket, rest).status, 413);
}

TEST(HttpTest, headers_past_the_limit_are_refused)
{
    ServerOptions options;
    options.header_bytes_max = 1000;
    TestServer server(options);
    HttpClient client(server.port());
    EXPECT_EQ(client.get("/", {{"X-Fits", std::string(800, 'x')}}).status, 200);
    EXPECT_EQ(client.get("/", {{"X-Long", std::string(1000, 'x')}}).status, 431);
}

TEST(HttpTest, what_is_no_request_is_told_so)
{
    TestServer server;
    for (const char* text : {"rubbish\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "GET /../etc HTTP/1.1\r\nHost: a\r\n\r\n",
                             "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                             "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"}) {
        TestSocket socket(server.port());
        socket.write(text);
        std::string rest;
        EXPECT_EQ(read_reply(socket, rest).status, 400) << text;
        EXPECT_EQ(rest + socket.read_all(), "") << text;
    }
}

TEST(HttpTest, a_connection_that_says_nothing_is_dropped_at_the_deadline)
{
    ServerOptions options;
    options.handshake_deadline = 50ms;
    TestServer server(options);
    TestSocket silent(server.port());
    EXPECT_EQ(silent.read_all(), "");
    TestSocket half(server.port());
    half.write("GET / HTTP/1.1\r\nHost: a\r\nX-Never-");
    EXPECT_EQ(half.read_all(), "");
}

TEST(HttpTest, a_body_that_does_not_come_is_not_waited_for)
{
    ServerOptions options;
    options.body_deadline = 50ms;
    TestServer server(options);
    TestSocket socket(server.port());
    socket.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_EQ(socket.read_all(), "");
}

TEST(HttpTest, an_idle_connection_is_dropped_at_the_deadline)
{
    ServerOptions options;
    options.keep_alive_deadline = 50ms;
    TestServer server(options);
    TestSocket socket(server.port());
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    std::string rest;
    EXPECT_EQ(read_reply(socket, rest).status, 200);
    EXPECT_EQ(socket.read_all(), "");
}

TEST(HttpTest, a_handler_that_throws_becomes_500_without_its_words)
{
    TestServer server({}, [](HttpRequest) -> asio::awaitable<HttpResponse> {
        throw std::runtime_error("secret path /var/lib/x");
        co_return HttpResponse{};
    });
    const auto reply = HttpClient(server.port()).get("/");
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("secret"), std::string::npos);
}

TEST(HttpTest, a_handler_that_never_ends_becomes_503_at_the_deadline)
{
    ServerOptions options;
    options.handler_deadline = 50ms;
    TestServer server(options, [](HttpRequest) -> asio::awaitable<HttpResponse> {
        co_await wait_for_ever();
        co_return text_response(200, "late");
    });
    EXPECT_EQ(HttpClient(server.port()).get("/").status, 503);
}

TEST(HttpTest, pages_of_another_site_cannot_post)
{
    TestServer server;
    HttpClient client(server.port());
    EXPECT_EQ(client.post("/", "text/plain", "x").status, 200);
    EXPECT_EQ(client.post("/", "text/plain", "x", {{"Origin", "https://evil.test"}}).status, 403);
    EXPECT_EQ(client.post("/", "text/plain", "x", {{"Origin", "null"}}).status, 403);
    EXPECT_EQ(client.request("DELETE", "/", "", {{"Sec-Fetch-Site", "cross-site"}}).status, 403);
    EXPECT_EQ(client.post("/", "text/plain", "x", {{"Origin", "http://localhost:" + std::to_string(server.port())}}).status,
              200);
}

TEST(HttpTest, shared_bytes_and_files_are_sent_whole)
{
    const std::string name = testing::TempDir() + "/assent_http_test_file";
    std::string content;
    for (int i = 0; i < 40'000; ++i) content += std::to_string(i);
    std::ofstream(name, std::ios::binary) << content;
    const BytesView view = as_bytes(content);
    HttpResponse shared;
    shared.body = std::make_shared<const Bytes>(view.begin(), view.end());
    HttpResponse file;
    file.body = FileBody{name};
    for (const auto& response : {shared, file}) {
        TestServer server({}, always(response));
        HttpClient client(server.port());
        EXPECT_TRUE(client.get("/").body == content);
        EXPECT_EQ(client.head("/").header("Content-Length"), std::to_string(content.size()));
        EXPECT_TRUE(client.get("/").body == content);
    }
    std::filesystem::remove(name);
}

TEST(HttpTest, a_file_that_is_not_there_is_a_fault_of_ours)
{
    HttpResponse response;
    response.body = FileBody{"/nonexistent/file"};
    TestServer server({}, always(response));
    const auto reply = HttpClient(server.port()).get("/");
    EXPECT_EQ(reply.status, 500);
    EXPECT_EQ(reply.body.find("nonexistent"), std::string::npos);
}

TEST(HttpTest, who_does_not_read_the_answer_is_dropped_at_the_deadline)
{
    ServerOptions options;
    options.write_deadline = 50ms;
    std::promise<void> freed;
    auto gone = freed.get_future();
    const auto body = [&] {
        return SharedBytes(new Bytes(32 * 1024 * 1024), [&](const Bytes* bytes) {
            delete bytes;
            freed.set_value();
        });
    };
    HttpResponse response;
    response.body = body();
    // Handed over on the first request, so that nothing but the session holds the body.
    const auto once = std::make_shared<HttpResponse>(std::move(response));
    TestServer server(options, [once](HttpRequest) -> asio::awaitable<HttpResponse> {
        return [](std::shared_ptr<HttpResponse> r) -> asio::awaitable<HttpResponse> { co_return std::move(*r); }(once);
    });
    TestSocket socket(server.port(), {.receive_buffer_bytes = 4096});
    socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(ready(gone));
    EXPECT_LT(socket.read_all().size(), 32U * 1024 * 1024);
}

TEST(HttpTest, one_address_has_no_more_than_its_share_of_connections)
{
    ServerOptions options;
    options.connections_per_address_max = 2;
    TestServer server(options);
    HttpClient first(server.port());
    HttpClient second(server.port());
    EXPECT_EQ(first.get("/").status, 200);
    EXPECT_EQ(second.get("/").status, 200);
    TestSocket third(server.port());
    EXPECT_TRUE(third.read_all().starts_with("HTTP/1.1 503 "));
    EXPECT_EQ(server.server().counts().refused, 1U);
    EXPECT_EQ(first.get("/").status, 200);
}

TEST(HttpTest, the_proxys_word_about_the_address_is_taken_only_where_there_is_one)
{
    const support::ExtraHeaders forwarded{{"X-Forwarded-For", "10.0.0.1, 198.51.100.4"}};
    TestServer direct;
    EXPECT_EQ(HttpClient(direct.port()).get("/", forwarded).body, "GET\n/\n127.0.0.1\n0\n");
    ServerOptions options;
    options.behind_proxy = true;
    TestServer behind(options);
    EXPECT_EQ(HttpClient(behind.port()).get("/", forwarded).body, "GET\n/\n198.51.100.4\n0\n");
}

TEST(HttpTest, the_application_is_served_and_kept_by_the_browser)
{
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "assent_http_test_client";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "index.html") << "<!doctype html>";
    std::ofstream(folder / "app.8f3a91c2.wasm") << "wasm";
    std::ofstream(folder / "app.8f3a91c2.wasm.br") << "br";
    auto files = StaticFiles::load(folder);
    ASSERT_TRUE(files.has_value());
    const auto shared = std::make_shared<const StaticFiles>(*std::move(files));
    TestServer server({}, [shared](HttpRequest request) -> asio::awaitable<HttpResponse> {
        return [](std::shared_ptr<const StaticFiles> s, HttpRequest r) -> asio::awaitable<HttpResponse> {
            co_return s->serve(r);
        }(shared, std::move(request));
    });
    HttpClient client(server.port());
    const auto index = client.get("/plans/12");
    EXPECT_EQ(index.body, "<!doctype html>");
    const auto again = client.get("/plans/12", {{"If-None-Match", index.header("ETag")}});
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.header("Content-Length"), "");
    const auto wasm = client.get("/app.8f3a91c2.wasm", {{"Accept-Encoding", "br"}});
    EXPECT_EQ(wasm.body, "br");
    EXPECT_EQ(wasm.header("Content-Type"), "application/wasm");
    EXPECT_EQ(wasm.header("Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(client.get("/%2e%2e/etc/passwd").status, 400);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace assent::net
