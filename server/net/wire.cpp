#include "server/net/wire.hpp"

#include <algorithm>

#include <boost/asio/ip/address.hpp>

#include "server/net/log.hpp"
#include "server/net/target.hpp"
#include "server/net/text.hpp"

namespace assent::net {

namespace http = boost::beast::http;

namespace {

std::string_view view(boost::beast::string_view text)
{
    return {text.data(), text.size()};
}

constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

/// The last entry is the one our own proxy wrote; those before it came with the request and may say anything.
void believe_proxy(HttpRequest& request)
{
    for (const auto& [name, value] : request.headers) {
        const auto last = trim(std::string_view(value).substr(value.rfind(',') + 1));
        if (equal_ignoring_case(name, "X-Forwarded-Proto")) request.secure = equal_ignoring_case(last, "https");
        if (!equal_ignoring_case(name, "X-Forwarded-For")) continue;
        boost::system::error_code error;
        const auto address = boost::asio::ip::make_address(last, error);
        if (!error) request.remote_address = address.to_string();
    }
}

std::optional<HttpResponse> fault_of(const BeastHead& head)
{
    if (head.version() != 11 && head.version() != 10)
        return text_response(505, "This server speaks HTTP/1.1.\n");
    if (std::find(std::begin(methods), std::end(methods), view(head.method_string())) == std::end(methods))
        return text_response(501, "This server does not know the method.\n");
    const auto hosts = head.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11))
        return text_response(400, "A request needs one Host header.\n");
    // Two ways to say where the body ends let two readers of one stream see different requests (RFC 9112, 6.1).
    const auto lengths = head.count(http::field::content_length);
    const auto encodings = head.count(http::field::transfer_encoding);
    if (lengths > 1 || encodings > 1 || (lengths == 1 && encodings == 1))
        return text_response(400, "The request gives its length in more than one way.\n");
    if (encodings == 1 && !equal_ignoring_case(trim(view(head[http::field::transfer_encoding])), "chunked"))
        return text_response(501, "This server reads no transfer coding but chunked.\n");
    return std::nullopt;
}

}  // namespace

ReadHead read_head(const BeastHead& head, const Peer& peer)
{
    ReadHead read;
    read.refusal = fault_of(head);
    if (read.refusal) return read;
    auto target = parse_target(view(head.target()));
    if (!target) {
        read.refusal = text_response(400, target.error().message + "\n");
        return read;
    }
    HttpRequest& request = read.request;
    request.method = view(head.method_string());
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    request.remote_address = peer.address;
    request.secure = peer.transport == Transport::secure;
    for (const auto& field : head) request.headers.emplace_back(view(field.name_string()), view(field.value()));
    if (peer.trusted_proxy) believe_proxy(request);
    std::string cookies;
    for (const auto& [name, value] : request.headers)
        if (equal_ignoring_case(name, "Cookie")) cookies += (cookies.empty() ? "" : "; ") + value;
    request.cookies = parse_cookies(cookies);
    return read;
}

std::string response_head(const HttpResponse& response, std::size_t body_bytes, After after, std::time_t now)
{
    std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
    head += reason_phrase(response.status);
    head += "\r\n";
    for (const auto& [name, value] : response.headers) {
        if (has_control_character(name) || has_control_character(value) || equal_ignoring_case(name, "Content-Length") ||
            equal_ignoring_case(name, "Transfer-Encoding") || equal_ignoring_case(name, "Connection")) {
            log_error("response_header_left_out", {{"name", name}});
            continue;
        }
        head += name + ": " + value + "\r\n";
    }
    std::tm time{};
    gmtime_r(&now, &time);
    char date[40];
    head.append(date, std::strftime(date, sizeof date, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &time));
    if (response.status != 204 && response.status != 304) head += "Content-Length: " + std::to_string(body_bytes) + "\r\n";
    head += after == After::close ? "Connection: close\r\n\r\n" : "Connection: keep-alive\r\n\r\n";
    return head;
}

}  // namespace assent::net
