#include "tests/support/http_client.hpp"

#include <algorithm>
#include <cctype>

namespace assent::support {

namespace {

bool same_name(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
        return std::tolower(x) == std::tolower(y);
    });
}

std::string escaped(std::string_view text)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (std::isalnum(byte) != 0) out += c;
        else (((out += '%') += digits[byte >> 4]) += digits[byte & 15]);
    }
    return out;
}

/// Reads on until `rest` holds `size` bytes.
void need(TestSocket& socket, std::string& rest, std::size_t size)
{
    while (rest.size() < size) {
        const std::string some = socket.read_some();
        if (some.empty()) throw std::runtime_error("the server ended the connection within a response");
        rest += some;
    }
}

}  // namespace

std::string HttpReply::header(std::string_view name) const
{
    for (const auto& [key, value] : headers)
        if (same_name(key, name)) return value;
    return {};
}

std::size_t HttpReply::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::count_if(headers.begin(), headers.end(), [&](const auto& header) { return same_name(header.first, name); }));
}

HttpReply read_reply(TestSocket& socket, std::string& rest, bool without_body)
{
    while (rest.find("\r\n\r\n") == std::string::npos) need(socket, rest, rest.size() + 1);
    const std::size_t end = rest.find("\r\n\r\n");
    std::string head = rest.substr(0, end + 2);
    rest.erase(0, end + 4);

    HttpReply reply;
    if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("not an HTTP response: " + head);
    reply.status = std::stoi(head.substr(9, 3));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
        const std::size_t line_end = head.find("\r\n", at);
        const std::string line = head.substr(at, line_end - at);
        const std::size_t colon = line.find(": ");
        if (colon == std::string::npos) throw std::runtime_error("not a header: " + line);
        reply.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        at = line_end + 2;
    }
    const std::string length = reply.header("Content-Length");
    if (reply.status == 100 && length.empty()) return read_reply(socket, rest, without_body);
    if (without_body || length.empty()) return reply;
    need(socket, rest, std::stoul(length));
    reply.body = rest.substr(0, std::stoul(length));
    rest.erase(0, reply.body.size());
    return reply;
}

HttpReply HttpClient::post(std::string_view path, std::string_view content_type, std::string_view body,
                           ExtraHeaders headers)
{
    if (std::none_of(headers.begin(), headers.end(), [](const auto& header) { return same_name(header.first, "Origin"); }))
        headers.emplace_back("Origin", origin());
    headers.emplace_back("Content-Type", content_type);
    return request("POST", path, body, headers);
}

HttpReply HttpClient::post_form(std::string_view path, const std::vector<std::pair<std::string, std::string>>& fields)
{
    std::string body;
    for (const auto& [name, value] : fields) {
        if (!body.empty()) body += '&';
        body += escaped(name) + "=" + escaped(value);
    }
    return post(path, "application/x-www-form-urlencoded", body);
}

HttpReply HttpClient::request(std::string_view method, std::string_view path, std::string_view body,
                              const ExtraHeaders& headers)
{
    std::string text = std::string(method) + " " + std::string(path) + " HTTP/1.1\r\nHost: 127.0.0.1:" +
                       std::to_string(port_) + "\r\n";
    for (const auto& [name, value] : headers) text += name + ": " + value + "\r\n";
    if (!cookies.empty()) text += "Cookie: " + cookie_header() + "\r\n";
    if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    text += "\r\n";
    text += body;
    if (!socket_) {
        socket_.emplace(port_, TestSocket::Options{tls_});
        rest_.clear();
    }
    socket_->write(text);  // a server may answer and close before it has read all: the answer is what counts
    HttpReply reply;
    try {
        reply = read_reply(*socket_, rest_, method == "HEAD");
    } catch (...) {
        socket_.reset();
        throw;
    }
    if (same_name(reply.header("Connection"), "close")) socket_.reset();
    take_cookies(reply);
    return reply;
}

std::string HttpClient::cookie_header() const
{
    std::string header;
    for (const auto& [name, value] : cookies) header += (header.empty() ? "" : "; ") + name + "=" + value;
    return header;
}

std::string HttpClient::origin() const
{
    return (tls_ == Tls::yes ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port_);
}

void HttpClient::take_cookies(const HttpReply& reply)
{
    for (const auto& [header, text] : reply.headers) {
        if (!same_name(header, "Set-Cookie")) continue;
        const std::string pair = text.substr(0, text.find(';'));
        const std::string name = pair.substr(0, pair.find('='));
        if (text.find("Max-Age=0") != std::string::npos) cookies.erase(name);
        else cookies[name] = pair.substr(name.size() + 1);
    }
}

}  // namespace assent::support
