#pragma once
// A blocking HTTP/1.1 client for tests: keeps cookies, keeps its connection, follows nothing.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/test_socket.hpp"

namespace assent::support {

struct HttpReply
{
    int status{};
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    /// The first header of that name, whatever its case; empty if there is none.
    std::string header(std::string_view name) const;
    std::size_t count(std::string_view name) const;
};

using ExtraHeaders = std::vector<std::pair<std::string, std::string>>;

/// Reads one response from the socket; `rest` holds what was read before and keeps what was read too far.
/// Throws std::runtime_error if the connection ends before the response does, or it is none.
HttpReply read_reply(TestSocket& socket, std::string& rest, bool without_body = false);

class HttpClient
{
public:
    explicit HttpClient(std::uint16_t port, Tls tls = Tls::no) : port_(port), tls_(tls) {}

    HttpReply get(std::string_view path, const ExtraHeaders& headers = {}) { return request("GET", path, {}, headers); }
    HttpReply head(std::string_view path, const ExtraHeaders& headers = {}) { return request("HEAD", path, {}, headers); }
    /// With our own Origin, unless `headers` has another.
    HttpReply post(std::string_view path, std::string_view content_type, std::string_view body, ExtraHeaders headers = {});
    /// As a browser sends a form; names and values are escaped here.
    HttpReply post_form(std::string_view path, const std::vector<std::pair<std::string, std::string>>& fields);
    HttpReply request(std::string_view method, std::string_view path, std::string_view body, const ExtraHeaders& headers);

    /// The Cookie header that the next request will carry; for WsClient.
    std::string cookie_header() const;
    /// "http://127.0.0.1:PORT".
    std::string origin() const;

    std::map<std::string, std::string> cookies;  ///< by name; a test may add, change or remove some

private:
    void take_cookies(const HttpReply& reply);

    std::uint16_t port_;
    Tls tls_;
    std::optional<TestSocket> socket_;
    std::string rest_;
};

}  // namespace assent::support
