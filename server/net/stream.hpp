#pragma once
// What the session's templates need to know of the streams below them. Inside net only.

#include <chrono>

#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
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
};

/// The layer below a WebSocket. It gives back first what was read too far while the request was parsed: a client may send
/// its first frame in the same segment as the handshake, and Beast takes a parsed request only without what follows it.
///
/// It also parts sooner than Beast, which waits for the other side to end the TCP connection: once Close frames went both
/// ways nothing more is due from there. In other cases waiting is right, since closing with unread data would make TCP
/// throw away our Close.
template<class Next>
class ReplayStream : public beast::buffered_read_stream<Next, beast::flat_buffer>
{
public:
    ReplayStream(Next&& next, beast::flat_buffer&& early)
        : beast::buffered_read_stream<Next, beast::flat_buffer>(std::move(next))
    {
        this->buffer() = std::move(early);
    }

    /// The Close frame of the other side has come, or is the only thing still awaited.
    void part_at_once() { part_at_once_ = true; }

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
    bool part_at_once_{};
};

}  // namespace assent::net
