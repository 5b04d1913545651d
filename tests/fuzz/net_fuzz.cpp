#include "tests/fuzz/net_fuzz.hpp"

#include <cstdlib>

#include <boost/beast/_experimental/test/stream.hpp>
#include <spdlog/spdlog.h>

#include "server/net/session.hpp"

namespace assent::net {

template<>
struct Socket<beast::test::stream>
{
    static void expect_within(beast::test::stream&, std::chrono::milliseconds) {}
    static void expect_never(beast::test::stream&) {}
    static void drop(beast::test::stream& stream) { stream.close(); }
    static void end_sending(beast::test::stream& stream) { stream.close(); }
    static std::size_t write_now(beast::test::stream& stream, std::span<const asio::const_buffer> buffers, beast::error_code& error)
    {
        return stream.write_some(buffers, error);
    }
};

namespace {

class FuzzEcho final : public MessageHandler
{
public:
    explicit FuzzEcho(std::size_t message_bytes_max) : message_bytes_max_(message_bytes_max) {}
    asio::awaitable<Admission> admit(const HttpRequest&) override { co_return Admission::accept({}); }
    void opened(std::shared_ptr<Connection>) override { ++open_; }
    void received(std::shared_ptr<Connection> connection, BytesView message) override
    {
        if (message.size() > message_bytes_max_) std::abort();
        connection->send(std::make_shared<const Bytes>(message.begin(), message.end()));
    }
    void closed(std::shared_ptr<Connection>, CloseCode) override { --open_; }
    int open() const { return open_; }

private:
    std::size_t message_bytes_max_;
    int open_{};
};

asio::awaitable<HttpResponse> fuzz_answer(HttpRequest request)
{
    const std::string& path = request.path;
    if (!path.starts_with('/') || ("/" + path + "/").find("/../") != std::string::npos ||
        path.find('\0') != std::string::npos)
        std::abort();
    co_return text_response(200, std::to_string(request.body.size()));
}

}  // namespace

void feed(std::string_view input)
{
    spdlog::set_level(spdlog::level::off);
    asio::io_context io{1};
    ServerOptions options;
    options.message_bytes_max = 1000;
    options.body_bytes_max = 1000;
    options.header_bytes_max = 1024;
    options.websocket_path = "/";
    options.subprotocol_required = false;
    options.first_message_deadline = {};
    options.handshake_deadline = std::chrono::milliseconds(5);
    options.outbox = {.bytes_max = 4000, .frames_max = 16};
    options.messages_burst = 64;
    FuzzEcho echo(options.message_bytes_max);
    const auto state = std::make_shared<ServerState>(io, options, fuzz_answer, echo);
    state->origins = OriginPolicy({"https://app.test"});
    beast::test::stream server(io);
    beast::test::stream client = beast::test::connect(server);
    server.append({input.data(), input.size()});
    std::make_shared<Session<beast::test::stream>>(state, std::move(server), "127.0.0.1", Places::Place{})->start();
    io.poll();
    client.close();
    io.restart();
    io.poll();
    if (state->open_sessions() != 0) io.run_for(std::chrono::milliseconds(500));
    if (echo.open() != 0 || state->open_sessions() != 0) std::abort();
}

}  // namespace assent::net
