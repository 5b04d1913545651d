#pragma once
// Between Beast's messages and our plain ones, and a response's head as bytes. Inside net only.

#include <ctime>
#include <optional>
#include <string>

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>

#include "server/net/cookies.hpp"
#include "server/net/http.hpp"
#include "server/net/security_headers.hpp"

namespace assent::net {

/// Who is on the other end of the TCP connection, and whether what it says about others is believed.
struct Peer
{
    std::string address;
    Transport transport = Transport::plain;
    bool trusted_proxy = false;
};

using BeastHead = boost::beast::http::request_header<boost::beast::http::fields>;

/// A request without its body yet, or the response that refuses its head (400, 501 or 505).
struct ReadHead
{
    HttpRequest request;
    std::optional<HttpResponse> refusal;
};
ReadHead read_head(const BeastHead& head, const Peer& peer);

enum class After { keep_alive, close };

/// Status line and headers, ready to send. A header with a line break in it, or a length or connection header from a
/// handler, is left out and logged: only this function says where a response ends.
std::string response_head(const HttpResponse& response, std::size_t body_bytes, After after, std::time_t now);

}  // namespace assent::net
