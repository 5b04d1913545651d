#include "server/net/session.hpp"

namespace assent::net {

void start_plain_session(std::shared_ptr<ServerState> state, asio::ip::tcp::socket socket, std::string address,
                         Places::Place place)
{
    std::make_shared<Session<beast::tcp_stream>>(std::move(state), beast::tcp_stream(std::move(socket)),
                                                 std::move(address), std::move(place))
        ->start();
}

}  // namespace assent::net
