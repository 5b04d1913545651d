#pragma once
// Requests to this server beside the connection: who is signed in, and signing out. client/web/request.js does them.

#include <functional>
#include <string>
#include <string_view>

namespace assent::app {

/// status is the HTTP status, 0 when the server was not reached. Called once, not in a frame.
using Answered = std::function<void(int status, std::string body)>;

/// method "GET" or "POST" (without a body); path on this host.
void request(std::string_view method, std::string_view path, Answered answered);

}  // namespace assent::app
