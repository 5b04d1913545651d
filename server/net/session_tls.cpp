#include <boost/beast/ssl.hpp>

#include "server/net/session.hpp"

namespace assent::net {

void start_tls_session(std::shared_ptr<ServerState> state, asio::ip::tcp::socket socket, std::string address,
                       Places::Place place)
{
    using Stream = beast::ssl_stream<beast::tcp_stream>;
    Stream stream(beast::tcp_stream(std::move(socket)), *state->tls);
    std::make_shared<Session<Stream>>(std::move(state), std::move(stream), std::move(address), std::move(place))->start();
}

}  // namespace assent::net
