#include "tests/support/ws_client.hpp"

namespace assent::support {

namespace {

constexpr unsigned binary = 2;
constexpr unsigned close_frame = 8;
constexpr unsigned ping = 9;
constexpr unsigned pong = 10;

}  // namespace

WsClient::WsClient(std::uint16_t port, const Options& options) : socket_(port, options.socket)
{
    const std::string scheme = options.socket.tls == Tls::yes ? "https" : "http";
    const std::string host = "127.0.0.1:" + std::to_string(port);
    const std::string origin = options.origin.value_or(scheme + "://" + host);
    std::string text = "GET " + options.path + " HTTP/1.1\r\nHost: " + host +
                       "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    if (!origin.empty()) text += "Origin: " + origin + "\r\n";
    if (!options.subprotocol.empty()) text += "Sec-WebSocket-Protocol: " + options.subprotocol + "\r\n";
    if (!options.cookies.empty()) text += "Cookie: " + options.cookies + "\r\n";
    for (const auto& [name, value] : options.headers) text += name + ": " + value + "\r\n";
    socket_.write(text + "\r\n");
    handshake_ = read_reply(socket_, rest_);
}

std::string WsClient::frame(unsigned opcode, BytesView payload, bool final)
{
    constexpr std::string_view key = "\x12\x34\x56\x78";
    std::string out;
    out += static_cast<char>((final ? 0x80U : 0U) | opcode);
    const std::uint64_t size = payload.size();
    const int length_bytes = size < 126 ? 0 : size < 65536 ? 2 : 8;
    out += static_cast<char>(0x80U | (length_bytes == 0 ? size : length_bytes == 2 ? 126U : 127U));
    for (int i = length_bytes - 1; i >= 0; --i) out += static_cast<char>(size >> (8 * i) & 0xffU);
    out += key;
    for (std::size_t i = 0; i < payload.size(); ++i)
        out += static_cast<char>(payload[i] ^ static_cast<unsigned char>(key[i % 4]));
    return out;
}

bool WsClient::send(BytesView message)
{
    return send_frame(binary, message);
}

bool WsClient::send_frame(unsigned opcode, BytesView payload, bool final)
{
    return socket_.write(frame(opcode, payload, final));
}

bool WsClient::need(std::size_t size, std::chrono::milliseconds limit)
{
    while (rest_.size() < size) {
        const std::string some = socket_.read_some(limit);
        if (some.empty()) {
            if (close_code_ == 0) close_code_ = 1006;
            return false;
        }
        rest_ += some;
    }
    return true;
}

std::optional<Bytes> WsClient::receive(std::chrono::milliseconds limit)
{
    while (close_code_ == 0) {
        if (!need(2, limit)) return std::nullopt;
        const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(rest_[i]); };
        const unsigned opcode = byte(0) & 15U;
        const bool final = (byte(0) & 0x80U) != 0;
        const std::size_t form = byte(1) & 0x7fU;
        const std::size_t head = form == 127 ? 10 : form == 126 ? 4 : 2;
        if (!need(head, limit)) return std::nullopt;
        std::uint64_t size = form < 126 ? form : 0;
        for (std::size_t i = 2; i < head; ++i) size = size << 8 | byte(i);
        if (!need(head + size, limit)) return std::nullopt;
        const BytesView payload = as_bytes(rest_).subspan(head, size);
        const std::string content(as_text(payload));
        rest_.erase(0, head + size);
        if (opcode == ping) {
            ++pings_;
            if (answer_pings) send_frame(pong, as_bytes(content));
        } else if (opcode == close_frame) {
            close_code_ = 1005;
            if (content.size() >= 2) {
                close_code_ = static_cast<std::uint16_t>(as_bytes(content)[0] << 8 | as_bytes(content)[1]);
                close_reason_ = content.substr(2);
            }
            send_frame(close_frame, as_bytes(content).first(std::min<std::size_t>(2, content.size())));
        } else if (opcode != pong) {
            const BytesView part = as_bytes(content);
            partial_.insert(partial_.end(), part.begin(), part.end());
            if (final) return std::exchange(partial_, {});
        }
    }
    return std::nullopt;
}

void WsClient::wait_for_close(std::chrono::milliseconds limit)
{
    while (receive(limit)) {}
}

void WsClient::close(std::uint16_t code, std::string_view reason)
{
    Bytes payload{static_cast<std::uint8_t>(code >> 8), static_cast<std::uint8_t>(code & 0xff)};
    const BytesView text = as_bytes(reason);
    payload.insert(payload.end(), text.begin(), text.end());
    send_frame(close_frame, payload);
    wait_for_close();
}

}  // namespace assent::support
