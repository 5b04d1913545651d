#pragma once
// What the session's templates need to know of the streams below them. Inside net only.

#include <chrono>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include <boost/asio/compose.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <boost/beast/core/buffered_read_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket/teardown.hpp>

namespace assent::net {

namespace beast = boost::beast;

/// How deadlines are set on a lowest layer and how it is dropped; the fuzz target has one for a stream in memory.
template<class Lowest>
struct Socket;

template<>
struct Socket<beast::tcp_stream>
{
    static void expect_within(beast::tcp_stream& stream, std::chrono::milliseconds time) { stream.expires_after(time); }
    static void expect_never(beast::tcp_stream& stream) { stream.expires_never(); }
    static void drop(beast::tcp_stream& stream) { stream.close(); }
    static void end_sending(beast::tcp_stream& stream)
    {
        beast::error_code ignored;
        stream.socket().shutdown(boost::asio::ip::tcp::socket::shutdown_send, ignored);
    }
    /// Writes what fits into the kernel's buffer and returns at once; would_block: nothing did.
    static std::size_t write_now(beast::tcp_stream& stream, std::span<const boost::asio::const_buffer> buffers,
                                 beast::error_code& error)
    {
        if (!stream.socket().non_blocking()) stream.socket().non_blocking(true, error);
        return error ? 0 : stream.socket().write_some(buffers, error);
    }
};

/// Whose turn it is to write: ours with whole messages, or Beast's with its pings, pongs and Close frames. Neither may
/// begin within a frame of the other's. On the stream's strand only.
class WriteTurn
{
public:
    /// False: the other side writes.
    bool try_take() { return !std::exchange(taken_, true); }
    /// For whoever could not take it: `called` when the turn has been passed on to them.
    void when_mine(std::function<void()> called) { waiting_ = std::move(called); }
    void give_back()
    {
        if (waiting_) std::exchange(waiting_, nullptr)();
        else taken_ = false;
    }

private:
    bool taken_{};
    std::function<void()> waiting_;  // there are only two parties
};

/// The layer below a WebSocket. It gives back first what was read too far while the request was parsed: a client may send
/// its first frame in the same segment as the handshake, and Beast takes a parsed request only without what follows it.
///
/// It also parts sooner than Beast, which waits for the other side to end the TCP connection: once Close frames went both
/// ways nothing more is due from there. In other cases waiting is right, since closing with unread data would make TCP
/// throw away our Close.
///
/// And it lets us write messages past Beast, many in one write, which Beast cannot: a message from a server is the same
/// bytes for everybody, so there is nothing in it for Beast to do. What Beast still writes waits for its turn and goes out
/// whole.
template<class Next>
class ReplayStream : public beast::buffered_read_stream<Next, beast::flat_buffer>
{
public:
    ReplayStream(Next&& next, beast::flat_buffer&& early)
        : beast::buffered_read_stream<Next, beast::flat_buffer>(std::move(next))
    {
        this->buffer() = std::move(early);
    }

    /// The handshake is over; from here on Beast writes control frames.
    void opened()
    {
        opened_ = true;
        if (this->buffer().size() == 0) this->buffer().shrink_to_fit();
    }
    /// What keeps this stream alive; held while Beast writes, since its operations outlast it otherwise.
    void set_owner(std::weak_ptr<void> owner) { owner_ = std::move(owner); }
    WriteTurn& turn() { return turn_; }
    /// Beast has written a Close frame, or begun to: nothing may follow it.
    bool close_begun() const { return close_begun_; }

    /// The Close frame of the other side has come, or is the only thing still awaited.
    void part_at_once() { part_at_once_ = true; }

    /// What Beast writes: always all of it.
    template<class Buffers, class Handler>
    void async_write_some(const Buffers& buffers, Handler&& handler)
    {
        boost::asio::async_compose<Handler, void(beast::error_code, std::size_t)>(
            BeastWrite<Buffers>{*this, owner_.lock(), beast::buffers_suffix<Buffers>(buffers)}, handler, *this);
    }

    friend void teardown(beast::role_type role, ReplayStream& stream, beast::error_code& error)
    {
        using beast::websocket::teardown;
        teardown(role, stream.next_layer(), error);
    }

    template<class Handler>
    friend void async_teardown(beast::role_type role, ReplayStream& stream, Handler&& handler)
    {
        if (stream.part_at_once_) {
            Socket<beast::lowest_layer_type<Next>>::end_sending(beast::get_lowest_layer(stream));
            boost::asio::post(stream.get_executor(),
                              beast::bind_front_handler(std::forward<Handler>(handler), beast::error_code{}));
            return;
        }
        using beast::websocket::async_teardown;
        async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
    }

private:
    template<class Buffers>
    struct BeastWrite
    {
        ReplayStream& stream;
        std::shared_ptr<void> owner;
        beast::buffers_suffix<Buffers> left;
        std::size_t written{};
        bool mine{};

        template<class Self>
        void operator()(Self& self, beast::error_code error = {}, std::size_t size = 0)
        {
            auto& turn = stream.turn_;
            if (!mine) {
                mine = true;
                if (!turn.try_take()) {
                    auto kept = std::make_shared<Self>(std::move(self));
                    turn.when_mine([kept] { boost::asio::post(kept->get_executor(), [kept] { (*kept)(); }); });
                    return;
                }
            }
            if (written == 0 && size == 0 && is_close()) stream.close_begun_ = true;
            left.consume(size);
            written += size;
            if (!error && beast::buffer_bytes(left) > 0) {
                auto& next = stream.next_layer();
                const auto rest = left;
                next.async_write_some(rest, std::move(self));
                return;
            }
            turn.give_back();
            self.complete(error, written);
        }

        bool is_close() const
        {
            const boost::asio::const_buffer first = *boost::asio::buffer_sequence_begin(left);
            return stream.opened_ && first.size() > 0 && (*static_cast<const unsigned char*>(first.data()) & 0x0f) == 8;
        }
    };

    bool part_at_once_{};
    bool opened_{};
    bool close_begun_{};
    std::weak_ptr<void> owner_;
    WriteTurn turn_;
};

}  // namespace assent::net
