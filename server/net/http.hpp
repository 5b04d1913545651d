#pragma once
// A request and a response as plain values, so that who answers them needs neither Beast nor a socket.
//
// What reaches a handler is already bounded, decoded and checked for form; see docs/transport.md for the order of checks.

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "server/net/fields.hpp"
#include "shared/base/bytes.hpp"

namespace assent::net {

namespace asio = boost::asio;

using Headers = std::vector<std::pair<std::string, std::string>>;

/// The first value of the header `name`, whose case does not matter; empty if there is none.
std::string_view find_header(const Headers& headers, std::string_view name);

struct HttpRequest
{
    std::string method;          ///< as sent, e.g. "GET"; HEAD is passed on, its body is cut off later
    std::string path;            ///< decoded and normalised: begins with '/', no "..", "//", '\\' or control character
    Fields query;                ///< decoded
    Headers headers;             ///< as sent, in order
    Fields cookies;
    std::string body;            ///< whole; its size is within the limit of its path
    std::string remote_address;  ///< without the port; behind a proxy the address that the proxy tells
    bool secure{};               ///< came over TLS, to us or to the proxy we are told to trust

    std::string_view header(std::string_view name) const { return find_header(headers, name); }
    std::string_view cookie(std::string_view name) const { return cookies.get_or_empty(name); }
};

using SharedBytes = std::shared_ptr<const Bytes>;

/// A file sent from disk in pieces, so that an export of any size takes little memory.
struct FileBody
{
    std::filesystem::path path;
};

struct HttpResponse
{
    unsigned status = 200;
    Headers headers;
    std::variant<std::string, SharedBytes, FileBody> body;

    /// Sets a header, replacing any of that name.
    HttpResponse& set(std::string_view name, std::string value);
    /// Adds a header beside others of that name (Set-Cookie).
    HttpResponse& add(std::string_view name, std::string value);
};

/// Answers one request. Runs on the connection's strand; what it throws becomes a 500 without details, and is logged.
using HttpHandler = std::function<asio::awaitable<HttpResponse>(HttpRequest)>;

HttpResponse text_response(unsigned status, std::string text);
HttpResponse html_response(unsigned status, std::string html);
HttpResponse json_response(unsigned status, std::string json);
/// 303 See Other: the browser goes on with GET. `location` is a path of this site, never a value a stranger chose.
HttpResponse redirect(std::string location);
/// 405 with the Allow header, e.g. `method_not_allowed("GET, HEAD")`.
HttpResponse method_not_allowed(std::string allow);

/// "Not Found" for 404; empty for a number without a registered phrase.
std::string_view reason_phrase(unsigned status);

}  // namespace assent::net
