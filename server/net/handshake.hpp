#pragma once
// Is this request the opening handshake of a WebSocket that we take? Pure, so that each refusal has a unit test.

#include <optional>

#include "server/net/http.hpp"
#include "server/net/listener.hpp"

namespace assent::net {

/// The request asks for a WebSocket, rightly formed or not.
bool asks_for_websocket(const HttpRequest& request);

/// The response that refuses the handshake; nothing if it is right. `http_version` is 11 for HTTP/1.1.
/// Stricter than RFC 6455 section 4.2.1 asks: one key, of 16 bytes; no body; an allowed Origin; our subprotocol.
std::optional<HttpResponse> refuse_handshake(const HttpRequest& request, unsigned http_version,
                                             const ServerOptions& options, const OriginPolicy& origins);

/// The subprotocol to confirm: ours if the client offers it, else empty.
std::string chosen_subprotocol(const HttpRequest& request, const ServerOptions& options);

}  // namespace assent::net
