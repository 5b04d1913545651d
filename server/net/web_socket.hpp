#pragma once
// The real Connection: one WebSocket over a stream. Inside net only; slow to compile.
//
// Everything but send() and close() runs on the stream's executor, a strand. Two coroutines share it: the reader, and the
// writer, which alone writes messages and alone closes. Either ends the other: the reader by closing the outbox, the writer
// by dropping the socket.
//
// Whoever sends wakes the strand once, however much is sent, and what is queued then goes to the kernel in one write without
// the writer being resumed. It is resumed for what is left: what the kernel does not take at once, TLS, and closing.

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/websocket.hpp>

#include "server/net/gathered.hpp"
#include "server/net/limits.hpp"
#include "server/net/log.hpp"
#include "server/net/outbox.hpp"
#include "server/net/server_state.hpp"
#include "server/net/stream.hpp"
#include "server/net/tasks.hpp"

namespace assent::net {

/// What the handshake has settled.
struct Opening
{
    std::uint64_t id{};
    std::string remote_address;
    std::any context;
    Headers headers;  // for the 101 response
};

template<class Next>
class WebSocket final : public Connection, public std::enable_shared_from_this<WebSocket<Next>>
{
public:
    using Clock = std::chrono::steady_clock;

    WebSocket(std::shared_ptr<ServerState> state, Next&& next, beast::flat_buffer&& early, Opening opening)
        : Connection(opening.id, std::move(opening.remote_address), std::move(opening.context)),
          state_(std::move(state)),
          options_(state_->options),
          stream_(std::move(next), std::move(early)),
          outbox_(options_.outbox),
          rate_(options_.messages_per_second, options_.messages_burst, Clock::now()),
          wake_(stream_.get_executor(), Clock::time_point::max()),
          first_message_(stream_.get_executor()),
          write_(stream_.get_executor())
    {
        set_options(std::move(opening.headers));
    }

    bool send(SharedFrame frame) override
    {
        return send_all({&frame, 1});
    }

    bool send_all(std::span<const SharedFrame> frames) override
    {
        const Outbox::Put put = outbox_.put(frames);
        if (put == Outbox::Put::queued_first || put == Outbox::Put::overflow) wake_writer();
        return put == Outbox::Put::queued || put == Outbox::Put::queued_first;
    }

    void close(CloseCode code, std::string reason) override
    {
        if (outbox_.close(code, std::move(reason))) wake_writer();
    }

    /// On the strand. Ends the TCP connection at once.
    void drop() { Socket<beast::lowest_layer_type<Next>>::drop(beast::get_lowest_layer(stream_)); }

    /// `request` is let go once it has been answered.
    template<class Request>
    asio::awaitable<void> run(std::unique_ptr<Request> request)
    {
        using namespace asio::experimental::awaitable_operators;
        const auto self = this->shared_from_this();
        Socket<beast::lowest_layer_type<Next>>::expect_never(beast::get_lowest_layer(stream_));
        stream_.next_layer().set_owner(self);
        const auto [error] = co_await stream_.async_accept(*request, as_result);
        if (error) co_return;
        request.reset();
        stream_.set_option(beast::websocket::stream_base::decorator([](beast::websocket::response_type&) {}));  // lets go of the headers
        stream_.next_layer().opened();
        ++state_->websockets;
        log_info("websocket_opened", {{"id", std::to_string(id())}, {"addr", remote_address()}});
        const bool opened = tell([&] { state_->messages.opened(self); });
        if (!opened) fail(CloseCode::internal, "The server failed to open the connection.");
        watch_first_message();
        co_await (read_loop() && write_loop());
        if (opened) tell([&] { state_->messages.closed(self, ended_by_); });
        --state_->websockets;
        log_info("websocket_closed", {{"id", std::to_string(id())},
                                      {"addr", remote_address()},
                                      {"code", std::to_string(static_cast<unsigned>(ended_by_))},
                                      {"reason", ended_why_}});
    }

private:
    void set_options(Headers headers)
    {
        namespace ws = beast::websocket;
        stream_.binary(true);
        stream_.auto_fragment(false);
        stream_.read_message_max(options_.message_bytes_max);
        stream_.set_option(ws::stream_base::timeout{options_.handshake_deadline, options_.idle_deadline, true});
        stream_.set_option(ws::stream_base::decorator([headers = std::move(headers)](ws::response_type& response) {
            for (const auto& [name, value] : headers) response.set(name, value);
        }));
        // Called while reading. Pings cost us an answer, so they count like messages.
        stream_.control_callback([this](ws::frame_type kind, beast::string_view) {
            if (kind == ws::frame_type::close) stream_.next_layer().part_at_once();
            else count_one();
        });
    }

    asio::awaitable<void> read_loop()
    {
        const auto self = this->shared_from_this();
        beast::flat_buffer inbound(options_.message_bytes_max + kept_bytes_max);
        // Once we close, async_close() alone reads: Beast's reading must not begin anew while its closing discards what comes.
        while (!outbox_.closing()) {
            const auto [error, size] =
                co_await stream_.async_read_some(inbound, 0, asio::bind_cancellation_slot(cancel_read_.slot(), as_result));
            if (error) {
                read_ended(error);
                break;
            }
            if (stream_.got_text()) fail(CloseCode::unsupported, "Text messages are not taken; the protocol is binary.");
            if (outbox_.closing()) break;  // the peer's last words come too late
            if (!stream_.is_message_done()) continue;
            heard_ = true;
            if (count_one()) {
                const BytesView message{static_cast<const std::uint8_t*>(inbound.data().data()), inbound.size()};
                if (!tell([&] { state_->messages.received(self, message); }))
                    fail(CloseCode::internal, "The server failed on this message.");
            }
            inbound.clear();
            if (inbound.capacity() > kept_bytes_max) inbound.shrink_to_fit();
            // The writer needs some steps of the strand to wake up. Letting it go first means that an answer is on its way
            // before the next frame is read, which may be one that ends the connection.
            for (int step = 0; step < 8 && outbox_.unattended(); ++step) co_await asio::post(asio::use_awaitable);
        }
    }

    asio::awaitable<void> write_loop()
    {
        const auto self = this->shared_from_this();
        for (;;) {
            if (!rest_) {
                Outbox::Next next = outbox_.take();
                if (!next.frames.empty()) rest_ = std::make_unique<Gathered>(std::move(next.frames));
                if (next.close) {
                    co_await close_as(*next.close);
                    break;
                }
            }
            if (rest_) {
                if (!co_await write_rest()) break;
            } else {
                asleep_ = true;
                co_await wake_.async_wait(as_result);
                asleep_ = false;
            }
        }
        outbox_.close_now(CloseCode::abnormal, {});
        first_message_.cancel();
        drop();
        cancel_read_.emit(asio::cancellation_type::terminal);
    }

    /// False if the connection is at its end.
    asio::awaitable<bool> write_rest()
    {
        auto& layer = stream_.next_layer();
        watch_write();
        if (!layer.turn().try_take()) {
            bool mine = false;
            layer.turn().when_mine([this, &mine] {
                mine = true;
                wake_.cancel();
            });
            while (!mine) co_await wake_.async_wait(as_result);
        }
        bool fine = !layer.close_begun();
        while (fine && !rest_->empty()) {
            const auto [error, size] = co_await layer.next_layer().async_write_some(rest_->buffers(), as_result);
            fine = !error;
            rest_->consume(size);
        }
        ++writes_;
        write_.cancel();
        rest_.reset();
        layer.turn().give_back();
        co_return fine;
    }

    asio::awaitable<void> close_as(const Outbox::Close& close)
    {
        if (read_ended_) co_return;
        ended_by_ = close.code;
        ended_why_ = close.reason;
        ended_ = true;
        const beast::websocket::close_reason reason{static_cast<beast::websocket::close_code>(close.code), close.reason};
        stream_.next_layer().part_at_once();  // once async_close has read the other side's Close
        watch_close();
        co_await stream_.async_close(reason, asio::bind_cancellation_slot(cancel_close_.slot(), as_result));
        ++writes_;
        write_.cancel();
    }

    /// Writes what is queued while the writer sleeps, and wakes it if there is more to do.
    void write_at_once()
    {
        if (!asleep_) return;  // it will look again
        if constexpr (std::is_same_v<Next, beast::lowest_layer_type<Next>>) {
            auto& layer = stream_.next_layer();
            if (!layer.close_begun() && layer.turn().try_take()) {
                Outbox::Next next = outbox_.take();
                if (!next.frames.empty()) {
                    Gathered gathered(std::move(next.frames));
                    beast::error_code error;  // met again by whoever writes the rest
                    const std::size_t size = Socket<Next>::write_now(layer.next_layer(), gathered.buffers(), error);
                    gathered.consume(size);
                    if (gathered.empty()) {
                        next = outbox_.take();
                    } else {
                        rest_ = std::make_unique<Gathered>(gathered.release());
                        rest_->consume(size);
                    }
                }
                if (!rest_ && !next.frames.empty()) rest_ = std::make_unique<Gathered>(std::move(next.frames));
                layer.turn().give_back();
                if (!rest_ && !next.close) return;
            }
        }
        asleep_ = false;
        wake_.cancel();
    }

    void read_ended(const beast::error_code& error)
    {
        namespace ws = beast::websocket;
        read_ended_ = true;
        if (!ended_) {
            ended_ = true;
            if (error == ws::error::closed) {
                ended_by_ = static_cast<CloseCode>(stream_.reason().code);
                ended_why_ = "closed by the other side";
            } else if (error == ws::error::message_too_big || error == ws::error::buffer_overflow) {
                ended_by_ = CloseCode::too_big;
            } else if (error == ws::condition::protocol_violation) {
                ended_by_ = CloseCode::protocol_error;
            }
            if (ended_why_.empty()) ended_why_ = error.message();
        }
        outbox_.close_now(CloseCode::abnormal, {});
        wake_writer();
    }

    /// Closes for a fault of the peer's; what is queued for it is dropped.
    void fail(CloseCode code, std::string reason)
    {
        if (outbox_.close_now(code, std::move(reason))) wake_writer();
    }

    bool count_one()
    {
        if (rate_.take(Clock::now())) return true;
        fail(CloseCode::policy, "Too many messages a second; connect again and send fewer.");
        return false;
    }

    /// Calls the handler; false if it threw.
    template<class Call>
    bool tell(Call call)
    {
        try {
            call();
            return true;
        } catch (const std::exception& error) {
            log_error("message_handler_failed", {{"id", std::to_string(id())}, {"what", error.what()}});
            return false;
        }
    }

    void wake_writer()
    {
        asio::post(stream_.get_executor(), [self = this->shared_from_this()] { self->write_at_once(); });
    }

    void watch_first_message()
    {
        if (options_.first_message_deadline == Milliseconds::zero()) return;
        first_message_.expires_after(options_.first_message_deadline);
        first_message_.async_wait([self = this->shared_from_this()](const boost::system::error_code& error) {
            if (!error && !self->heard_) self->fail(CloseCode::policy, "No message came in the time allowed.");
        });
    }

    void watch_write()
    {
        write_.expires_after(options_.write_deadline);
        // The timer may have fired just before it was cancelled, so it names the write that it watches.
        write_.async_wait([self = this->shared_from_this(), watched = writes_](const boost::system::error_code& error) {
            if (error || self->writes_ != watched) return;
            if (!self->ended_) {
                self->ended_ = true;
                self->ended_by_ = CloseCode::try_again_later;
                self->ended_why_ = "did not read within the write deadline";
            }
            self->drop();
        });
    }

    /// Beast's close waits for its read, which on meeting a broken frame waits for the close: each holds the lock that the
    /// other wants, no socket is involved, and Beast's own deadline wakes neither. Cancelling both does.
    void watch_close()
    {
        write_.expires_after(options_.handshake_deadline);
        write_.async_wait([self = this->shared_from_this(), watched = writes_](const boost::system::error_code& error) {
            if (!error && self->writes_ == watched) self->cancel_close_.emit(asio::cancellation_type::terminal);
        });
    }

    static constexpr std::size_t kept_bytes_max = 8 * 1024;

    std::shared_ptr<ServerState> state_;
    const ServerOptions& options_;
    beast::websocket::stream<ReplayStream<Next>> stream_;
    Outbox outbox_;
    RateLimit rate_;
    asio::steady_timer wake_;
    asio::steady_timer first_message_;
    asio::steady_timer write_;
    asio::cancellation_signal cancel_read_;
    asio::cancellation_signal cancel_close_;
    std::unique_ptr<Gathered> rest_;  // of a write that the kernel did not take at once
    std::uint64_t writes_{};
    bool asleep_{};  // the writer, with nothing in hand
    bool heard_{};
    bool read_ended_{};
    bool ended_{};  // ended_by_ is settled
    CloseCode ended_by_ = CloseCode::abnormal;
    std::string ended_why_;
};

}  // namespace assent::net
