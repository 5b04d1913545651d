#include "tests/bench/room_load.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assent::bench {

LoadSocket::~LoadSocket()
{
    ::close(fd_);
}

void LoadSocket::send(BytesView message, bool text)
{
    const std::size_t size = message.size();
    out_.push_back(text ? 0x81 : 0x82);
    if (size < 126) {
        out_.push_back(static_cast<std::uint8_t>(0x80 | size));
    } else {
        const int digits = size <= 0xffff ? 2 : 8;
        out_.push_back(digits == 2 ? 0xfe : 0xff);
        for (int i = digits - 1; i >= 0; --i) out_.push_back(static_cast<std::uint8_t>(size >> (8 * i)));
    }
    out_.insert(out_.end(), 4, 0);  // a mask of zeros
    out_.insert(out_.end(), message.begin(), message.end());
    const auto sent = ::send(fd_, out_.data(), out_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) out_.erase(out_.begin(), out_.begin() + sent);
}

Load::Load(OnOpen on_open, OnMessage on_message)
    : on_open_(std::move(on_open)), on_message_(std::move(on_message)), epoll_(::epoll_create1(EPOLL_CLOEXEC))
{}

Load::~Load()
{
    close_all();
    ::close(epoll_);
}

void Load::close_all()
{
    sockets_.clear();
}

LoadSocket& Load::connect(const Address& address, std::size_t room, std::size_t person)
{
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(address.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        throw std::runtime_error(std::string("Cannot connect: ") + std::strerror(errno));
    const int one = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    auto& socket = *sockets_.emplace_back(std::make_unique<LoadSocket>(fd, room, person));
    const std::string authority = "127.0.0.1:" + std::to_string(address.port);
    const std::string request = "GET " + address.path + " HTTP/1.1\r\nHost: " + authority + "\r\nOrigin: http://" + authority +
                                "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + address.headers + "\r\n";
    if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
        throw std::runtime_error("Cannot send the handshake.");
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = &socket;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    return socket;
}

bool Load::run_until(Clock::time_point end, const std::function<bool()>& done)
{
    std::array<epoll_event, 256> events;
    while (!done()) {
        if (Clock::now() >= end) return false;
        const int count = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), 1);
        for (int i = 0; i < count; ++i) readable(*static_cast<LoadSocket*>(events[static_cast<std::size_t>(i)].data.ptr));
    }
    return true;
}

void Load::readable(LoadSocket& socket)
{
    static std::array<std::uint8_t, 256 * 1024> buffer;
    const auto size = ::recv(socket.fd_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (size < 0 && errno == EAGAIN) return;
    if (size <= 0) throw std::runtime_error("The server closed a connection.");
    socket.bytes_in += static_cast<std::uint64_t>(size);
    socket.in_.insert(socket.in_.end(), buffer.begin(), buffer.begin() + size);
    if (!socket.shaken_ && !take_handshake(socket)) return;
    take_frames(socket);
    if (socket.in_.empty() && socket.in_.capacity() > 4096) socket.in_ = {};
}

bool Load::take_handshake(LoadSocket& socket)
{
    const std::string_view text = as_text(socket.in_);
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) return false;
    if (text.substr(0, 12) != "HTTP/1.1 101") throw std::runtime_error("The handshake was answered with " + std::string(text.substr(0, 80)));
    socket.in_.erase(socket.in_.begin(), socket.in_.begin() + static_cast<std::ptrdiff_t>(end) + 4);
    socket.shaken_ = true;
    on_open_(socket);
    return true;
}

void Load::take_frames(LoadSocket& socket)
{
    std::size_t at = 0;
    for (;;) {
        const BytesView in = BytesView(socket.in_).subspan(at);
        if (in.size() < 2) break;
        std::size_t header = 2;
        std::uint64_t size = in[1] & 0x7f;
        if (size >= 126) {
            const std::size_t digits = size == 126 ? 2 : 8;
            header += digits;
            if (in.size() < header) break;
            size = 0;
            for (std::size_t i = 0; i < digits; ++i) size = size << 8 | in[2 + i];
        }
        if (in.size() < header + size) break;
        const unsigned opcode = in[0] & 0x0f;
        if (opcode == 8) throw std::runtime_error("The server closed: " + std::string(as_text(in.subspan(header + 2, size - 2))));
        if (opcode == 9) {
            Bytes pong{0x8a, static_cast<std::uint8_t>(0x80 | size), 0, 0, 0, 0};
            pong.insert(pong.end(), in.begin() + static_cast<std::ptrdiff_t>(header), in.begin() + static_cast<std::ptrdiff_t>(header + size));
            ::send(socket.fd_, pong.data(), pong.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        } else if (opcode == 1 || opcode == 2) {
            on_message_(socket, in.subspan(header, size));
        }
        at += header + size;
    }
    socket.in_.erase(socket.in_.begin(), socket.in_.begin() + static_cast<std::ptrdiff_t>(at));
}

}  // namespace assent::bench
