#include "server/net/handshake.hpp"

#include <algorithm>

#include "server/net/text.hpp"

namespace assent::net {

namespace {

std::ptrdiff_t count_of(const HttpRequest& request, std::string_view name)
{
    return std::count_if(request.headers.begin(), request.headers.end(),
                         [&](const auto& header) { return equal_ignoring_case(header.first, name); });
}

bool any_lists(const HttpRequest& request, std::string_view name, std::string_view token)
{
    return std::any_of(request.headers.begin(), request.headers.end(), [&](const auto& header) {
        return equal_ignoring_case(header.first, name) && lists_token(header.second, token);
    });
}

/// 16 bytes in base64: 22 digits of which the last has four zero bits at its end, and two signs of padding.
bool is_key(std::string_view key)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return key.size() == 24 && key.ends_with("==") &&
           key.substr(0, 22).find_first_not_of(digits) == std::string_view::npos && digits.find(key[21]) % 16 == 0;
}

HttpResponse upgrade_required(std::string text)
{
    HttpResponse response = text_response(426, std::move(text));
    response.set("Upgrade", "websocket");
    response.set("Sec-WebSocket-Version", "13");
    return response;
}

}  // namespace

bool asks_for_websocket(const HttpRequest& request)
{
    return any_lists(request, "Upgrade", "websocket");
}

std::optional<HttpResponse> refuse_handshake(const HttpRequest& request, unsigned http_version,
                                             const ServerOptions& options, const OriginPolicy& origins)
{
    if (request.path != options.websocket_path) return text_response(404, "No WebSocket is served at this address.\n");
    if (request.method != "GET") return method_not_allowed("GET");
    if (http_version != 11) return text_response(505, "A WebSocket needs HTTP/1.1.\n");
    if (!asks_for_websocket(request) || !any_lists(request, "Connection", "upgrade"))
        return upgrade_required("This address takes WebSocket connections only.\n");
    if (count_of(request, "Sec-WebSocket-Version") != 1 || request.header("Sec-WebSocket-Version") != "13")
        return upgrade_required("Version 13 of the WebSocket protocol is the one served here.\n");
    if (count_of(request, "Sec-WebSocket-Key") != 1 || !is_key(request.header("Sec-WebSocket-Key")))
        return text_response(400, "The handshake needs one Sec-WebSocket-Key of 16 bytes.\n");
    if (count_of(request, "Transfer-Encoding") != 0 || count_of(request, "Content-Length") > 0)
        return text_response(400, "A handshake has no body.\n");
    if (count_of(request, "Origin") != 1 || !origins.allows(request.header("Origin")))
        return text_response(403, "Pages of this origin may not connect.\n");
    if (options.subprotocol_required && chosen_subprotocol(request, options).empty())
        return text_response(400, "The subprotocol served here is " + options.subprotocol +
                                      ". Reload the page to get the client that speaks it.\n");
    return std::nullopt;
}

std::string chosen_subprotocol(const HttpRequest& request, const ServerOptions& options)
{
    return any_lists(request, "Sec-WebSocket-Protocol", options.subprotocol) ? options.subprotocol : std::string{};
}

}  // namespace assent::net
