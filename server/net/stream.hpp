#pragma once
// What the session's templates need to know of the streams below them. Inside net only.

#include <chrono>

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

/// Gives back first what was read too far while the request was parsed: a client may send its first frame in the same
/// segment as the handshake, and Beast takes a parsed request only without what follows it.
template<class Next>
class ReplayStream : public beast::buffered_read_stream<Next, beast::flat_buffer>
{
public:
    ReplayStream(Next&& next, beast::flat_buffer&& early)
        : beast::buffered_read_stream<Next, beast::flat_buffer>(std::move(next))
    {
        this->buffer() = std::move(early);
    }

    friend void teardown(beast::role_type role, ReplayStream& stream, beast::error_code& error)
    {
        using beast::websocket::teardown;
        teardown(role, stream.next_layer(), error);
    }

    template<class Handler>
    friend void async_teardown(beast::role_type role, ReplayStream& stream, Handler&& handler)
    {
        using beast::websocket::async_teardown;
        async_teardown(role, stream.next_layer(), std::forward<Handler>(handler));
    }
};

}  // namespace assent::net
