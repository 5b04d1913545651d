#pragma once
// One TCP connection: requests one after the other, and perhaps a WebSocket in the end. Inside net only; slow to compile.

#include <array>
#include <fstream>

#include <boost/asio/ssl/stream_base.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include "server/net/handshake.hpp"
#include "server/net/text.hpp"
#include "server/net/web_socket.hpp"
#include "server/net/wire.hpp"
#include "server/net/within.hpp"

namespace assent::net {

namespace http = beast::http;

template<class Next>
class Session final : public SessionControl, public std::enable_shared_from_this<Session<Next>>
{
public:
    Session(std::shared_ptr<ServerState> state, Next&& next, std::string address, Places::Place place)
        : state_(std::move(state)),
          options_(state_->options),
          place_(std::move(place)),
          id_(state_->next_id++),
          executor_(next.get_executor()),
          next_(std::move(next)),
          peer_{std::move(address), is_tls ? Transport::secure : Transport::plain, options_.behind_proxy},
          buffer_(options_.header_bytes_max + read_ahead_bytes_max)
    {}
    ~Session() override { state_->leave(this); }

    void begin_stop(std::string reason) override
    {
        asio::post(executor_, [self = this->shared_from_this(), reason = std::move(reason)] {
            self->stopping_ = true;
            if (self->socket_) self->socket_->close(CloseCode::going_away, reason);
            else if (self->idle_) self->drop_now();
        });
    }

    void drop() override
    {
        asio::post(executor_, [self = this->shared_from_this()] { self->drop_now(); });
    }

    void start()
    {
        if (state_->enter(this, this->weak_from_this())) start_task(executor_, "session", run(this->shared_from_this()));
    }

private:
    static constexpr bool is_tls = !std::is_same_v<Next, beast::lowest_layer_type<Next>>;
    static constexpr std::size_t read_ahead_bytes_max = 64 * 1024;
    static constexpr std::size_t piece_bytes = 64 * 1024;
    using Lowest = Socket<beast::lowest_layer_type<Next>>;
    using HeadParser = http::request_parser<http::empty_body>;
    using BodyParser = http::request_parser<http::string_body>;

    void expect_within(Milliseconds time) { Lowest::expect_within(beast::get_lowest_layer(next_), time); }

    void drop_now()
    {
        if (socket_) socket_->drop();
        else Lowest::drop(beast::get_lowest_layer(next_));
    }

    // Keeps the session alive by its parameter: `this` alone would not.
    static asio::awaitable<void> run(std::shared_ptr<Session> self)
    {
        if (!co_await self->greet()) co_return;
        while (co_await self->serve_one()) {}
        // Here, where nothing is left of the HTTP request but what the answer to the handshake needs.
        if (self->socket_) co_await self->socket_->run(std::move(self->handshake_));
        else co_await self->part();
    }

    asio::awaitable<bool> greet()
    {
        expect_within(options_.handshake_deadline);
        if constexpr (is_tls) {
            const auto [error] = co_await next_.async_handshake(asio::ssl::stream_base::server, as_result);
            if (error) {
                log_info("tls_refused", {{"id", std::to_string(id_)}, {"addr", peer_.address}, {"why", error.message()}});
                drop_now();
                co_return false;
            }
        }
        co_return true;
    }

    /// Reads and answers one request; false if the connection is to end.
    asio::awaitable<bool> serve_one()
    {
        if (!co_await await_request()) co_return false;
        expect_within(options_.handshake_deadline);
        HeadParser parser;
        parser.header_limit(static_cast<std::uint32_t>(options_.header_bytes_max));
        parser.body_limit(boost::none);  // checked below, by path
        const auto [error, size] = co_await http::async_read_header(next_, buffer_, parser, as_result);
        if (error) {
            if (error == http::error::header_limit || error == http::error::buffer_overflow)
                co_await refuse(text_response(431, "The request's headers are too large.\n"));
            else if (error.category() == http::make_error_code(http::error::bad_method).category() &&
                     error != http::error::end_of_stream && error != http::error::partial_message)
                co_await refuse(text_response(400, "This is no HTTP request that the server can read.\n"));
            co_return false;
        }
        ReadHead head = read_head(parser.get(), peer_);
        const bool websocket = !head.refusal && (asks_for_websocket(head.request) ||
                                                 head.request.path == options_.websocket_path);
        if (websocket) {
            co_await upgrade(std::move(head.request), parser);
            co_return false;
        }
        co_return co_await answer(std::move(head), parser);
    }

    asio::awaitable<bool> await_request()
    {
        if (stopping_) co_return false;
        if (buffer_.size() > 0) co_return true;
        if (served_ > 0) expect_within(options_.keep_alive_deadline);
        idle_ = true;
        const auto [error, size] = co_await next_.async_read_some(buffer_.prepare(first_read_bytes), as_result);
        idle_ = false;
        if (error) co_return false;
        buffer_.commit(size);
        co_return true;
    }

    asio::awaitable<bool> answer(ReadHead head, HeadParser& parser)
    {
        if (head.refusal) {
            co_await refuse(std::move(*head.refusal));
            co_return false;
        }
        HttpRequest& request = head.request;
        const bool changes = request.method != "GET" && request.method != "HEAD" && request.method != "OPTIONS";
        if (changes && !state_->origins.allows_change(request)) {
            co_await refuse(text_response(403, "Pages of this origin may not send requests here.\n"), &request);
            co_return false;
        }
        const BodyShare share = body_share(request, parser);  // held until the answer is out
        if (!share || !co_await read_body(request, parser)) {
            co_await refuse_body(request, parser, share);
            co_return false;
        }
        const auto started = std::chrono::steady_clock::now();
        const bool keep = keep_alive_ && !stopping_;
        const std::string method = request.method;
        const std::string path = logged(request.path);
        HttpResponse response = co_await call_handler(std::move(request));
        const unsigned status = response.status;
        const After after = keep && !stopping_ ? After::keep_alive : After::close;
        const bool written = co_await write(std::move(response), after, method == "HEAD");
        const auto took = std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - started);
        log_info("http", {{"id", std::to_string(id_)}, {"method", method}, {"path", path},
                          {"status", std::to_string(status)}, {"ms", std::to_string(took.count())},
                          {"addr", peer_.address}});
        ++served_;
        co_return written && after == After::keep_alive;
    }

    std::string logged(const std::string& path) const { return options_.path_for_log ? options_.path_for_log(path) : path; }

    std::size_t body_limit(const HttpRequest& request) const
    {
        return options_.body_bytes_max_for ? options_.body_bytes_max_for(request.method, request.path)
                                           : options_.body_bytes_max;
    }

    /// Room for the body, reserved before a byte of it is read; empty if it may not come, see refuse_body().
    BodyShare body_share(const HttpRequest& request, HeadParser& parser)
    {
        const std::size_t limit = body_limit(request);
        const auto length = parser.content_length();
        if (length && *length > limit) return {};
        return state_->body_share(parser.chunked() ? limit : static_cast<std::size_t>(length.value_or(0)));
    }

    asio::awaitable<bool> read_body(HttpRequest& request, HeadParser& head)
    {
        const std::size_t limit = body_limit(request);
        const std::size_t expected = head.chunked() ? limit : static_cast<std::size_t>(head.content_length().value_or(0));
        expect_within(options_.body_deadline + std::chrono::seconds(expected / (16 * 1024)));
        if (equal_ignoring_case(request.header("Expect"), "100-continue") && expected > 0) {
            const auto [failed, sent] =
                co_await asio::async_write(next_, asio::buffer("HTTP/1.1 100 Continue\r\n\r\n", 25), as_result);
            if (failed) co_return false;
        }
        BodyParser parser(std::move(head));
        parser.body_limit(limit);
        const auto [error, size] = co_await http::async_read(next_, buffer_, parser, as_result);
        if (error) {
            body_error_ = error;
            co_return false;
        }
        keep_alive_ = parser.keep_alive();
        request.body = std::move(parser.get().body());
        co_return true;
    }

    asio::awaitable<void> refuse_body(const HttpRequest& request, HeadParser& parser, const BodyShare& share)
    {
        if (body_error_ == http::error::body_limit || (!share && parser.content_length().value_or(0) > body_limit(request)))
            co_await refuse(text_response(413, "The request's body is larger than the " +
                                                   std::to_string(body_limit(request)) + " bytes taken here.\n"),
                            &request);
        else if (!share)
            co_await refuse(busy(), &request);
        else if (body_error_.category() == http::make_error_code(http::error::bad_method).category() &&
                 body_error_ != http::error::partial_message)
            co_await refuse(text_response(400, "The request's body cannot be read.\n"), &request);
        // Anything else is a connection that broke or ran out of time: there is nobody to answer.
    }

    static HttpResponse busy()
    {
        HttpResponse response = text_response(503, "The server has too much to do; try again in a moment.\n");
        response.set("Retry-After", "5");
        return response;
    }

    asio::awaitable<HttpResponse> call_handler(HttpRequest request)
    {
        auto outcome = co_await within(state_->http(std::move(request)), options_.handler_deadline);
        if (outcome.value) co_return *std::move(outcome.value);
        co_return failed(outcome.failure);
    }

    /// The answer for a handler that threw, or that took too long (null).
    HttpResponse failed(const std::exception_ptr& failure)
    {
        if (!failure) {
            log_error("handler_timed_out", {{"id", std::to_string(id_)}});
            return text_response(503, "The server took too long; whether your request took effect is not known.\n");
        }
        try {
            std::rethrow_exception(failure);
        } catch (const std::exception& error) {
            log_error("handler_failed", {{"id", std::to_string(id_)}, {"what", error.what()}});
        } catch (...) {
            log_error("handler_failed", {{"id", std::to_string(id_)}, {"what", "not a std::exception"}});
        }
        return text_response(500, "The server failed; the fault has been recorded.\n");
    }

    asio::awaitable<void> upgrade(HttpRequest request, HeadParser& parser)
    {
        if (auto refusal = refuse_handshake(request, parser.get().version(), options_, state_->origins)) {
            co_await refuse(std::move(*refusal), &request);
            co_return;
        }
        if (options_.behind_proxy && !(websocket_place_ = state_->websocket_places.take(request.remote_address))) {
            co_await refuse(busy(), &request);
            co_return;
        }
        Lowest::expect_never(beast::get_lowest_layer(next_));  // nothing is read or written meanwhile
        auto outcome = co_await within(state_->messages.admit(request), options_.handler_deadline);
        std::optional<Admission>& admission = outcome.value;
        if (!admission || admission->refusal || stopping_) {
            HttpResponse response = !admission           ? failed(outcome.failure)
                                    : admission->refusal ? *std::move(admission->refusal)
                                                         : busy();
            co_await refuse(std::move(response), &request);
            co_return;
        }
        HttpResponse headers;
        add_security_headers(headers, request.secure ? Transport::secure : Transport::plain);
        const std::string subprotocol = chosen_subprotocol(request, options_);
        if (!subprotocol.empty()) headers.set("Sec-WebSocket-Protocol", subprotocol);
        socket_ = std::make_shared<WebSocket<Next>>(
            state_, std::move(next_), std::move(buffer_),
            Opening{id_, request.remote_address, std::move(admission->context), std::move(headers.headers)});
        handshake_ = std::make_unique<http::request<http::empty_body>>(parser.release());
    }

    /// Answers, and ends the connection: what follows in the stream is not known or not wanted.
    asio::awaitable<void> refuse(HttpResponse response, const HttpRequest* request = nullptr)
    {
        log_info("http_refused", {{"id", std::to_string(id_)}, {"status", std::to_string(response.status)},
                                  {"method", request ? request->method : std::string()},
                                  {"path", request ? logged(request->path) : std::string()}, {"addr", peer_.address}});
        co_await write(std::move(response), After::close, request && request->method == "HEAD");
    }

    asio::awaitable<bool> write(HttpResponse response, After after, bool head_only)
    {
        add_security_headers(response, peer_.transport);
        std::ifstream file;
        BytesView memory;
        std::size_t left = 0;
        if (const auto* path = std::get_if<FileBody>(&response.body)) {
            std::error_code error;
            left = static_cast<std::size_t>(std::filesystem::file_size(path->path, error));
            file.open(path->path, std::ios::binary);
            if (error || !file) {
                log_error("file_unreadable", {{"path", path->path.string()}});
                response = text_response(500, "The server cannot read the file.\n");
                add_security_headers(response, peer_.transport);
            }
        }
        if (const auto* text = std::get_if<std::string>(&response.body)) memory = as_bytes(*text);
        if (const auto* shared = std::get_if<SharedBytes>(&response.body); shared && *shared) memory = **shared;
        if (!std::holds_alternative<FileBody>(response.body)) left = memory.size();

        const std::string head = response_head(response, left, after, std::time(nullptr));
        if (head_only || response.status == 204 || response.status == 304) left = 0;
        Bytes piece;
        std::size_t at = 0;
        for (bool first = true; first || left > 0; first = false) {
            const std::size_t size = std::min(left, piece_bytes);
            BytesView body = memory.empty() ? BytesView{} : memory.subspan(at, size);
            if (memory.empty() && size > 0) {
                piece.resize(size);
                if (!file.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(size))) {
                    log_error("file_shrank", {{"id", std::to_string(id_)}});
                    co_return false;  // the length is promised already: a cut connection is the only honest end
                }
                body = piece;
            }
            const std::array<asio::const_buffer, 2> parts{asio::buffer(head.data(), first ? head.size() : 0),
                                                          asio::buffer(body.data(), body.size())};
            expect_within(options_.write_deadline);
            const auto [error, sent] = co_await asio::async_write(next_, parts, as_result);
            if (error) co_return false;
            at += size;
            left -= size;
        }
        co_return true;
    }

    /// Lets the other side read our last answer: closing with unread data would make TCP throw the answer away.
    asio::awaitable<void> part()
    {
        expect_within(linger_deadline);
        if constexpr (is_tls) co_await next_.async_shutdown(as_result);
        Lowest::end_sending(beast::get_lowest_layer(next_));
        std::array<char, 4096> rest;
        for (std::size_t taken = 0; taken < linger_bytes_max && !stopping_;) {
            const auto [error, size] =
                co_await beast::get_lowest_layer(next_).async_read_some(asio::buffer(rest), as_result);
            if (error) break;
            taken += size;
        }
        drop_now();
    }

    static constexpr std::size_t first_read_bytes = 4096;
    static constexpr std::size_t linger_bytes_max = 1024 * 1024;
    static constexpr Milliseconds linger_deadline{2000};

    std::shared_ptr<ServerState> state_;
    const ServerOptions& options_;
    Places::Place place_;
    Places::Place websocket_place_;
    std::uint64_t id_;
    Executor executor_;
    Next next_;
    Peer peer_;
    beast::flat_buffer buffer_;
    std::shared_ptr<WebSocket<Next>> socket_;
    std::unique_ptr<http::request<http::empty_body>> handshake_;
    beast::error_code body_error_;
    std::uint64_t served_{};
    bool idle_{};
    bool keep_alive_{};
    bool stopping_{};
};

}  // namespace assent::net
