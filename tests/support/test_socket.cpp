#include "tests/support/test_socket.hpp"

#include <array>
#include <csignal>

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace assent::support {

struct TestSocket::State
{
    int fd = -1;
    SSL_CTX* context = nullptr;
    SSL* tls = nullptr;

    ~State()
    {
        if (tls) SSL_free(tls);
        if (context) SSL_CTX_free(context);
        if (fd >= 0) ::close(fd);
    }
};

TestSocket::TestSocket(std::uint16_t port, const Options& options) : state_(std::make_unique<State>())
{
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
    state_->fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (options.receive_buffer_bytes > 0)
        ::setsockopt(state_->fd, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer_bytes, sizeof(int));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(state_->fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("nobody listens on port " + std::to_string(port));
    const int yes = 1;
    ::setsockopt(state_->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (options.tls == Tls::no) return;
    const timeval limit{10, 0};
    ::setsockopt(state_->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    state_->context = SSL_CTX_new(TLS_client_method());
    state_->tls = SSL_new(state_->context);
    SSL_set_fd(state_->tls, state_->fd);
    if (SSL_connect(state_->tls) != 1) throw std::runtime_error("the TLS handshake failed");
}

TestSocket::~TestSocket() = default;
TestSocket::TestSocket(TestSocket&&) noexcept = default;
TestSocket& TestSocket::operator=(TestSocket&&) noexcept = default;

bool TestSocket::write(std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto sent = state_->tls ? SSL_write(state_->tls, bytes.data(), static_cast<int>(bytes.size()))
                                      : ::send(state_->fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

std::string TestSocket::read_some(std::chrono::milliseconds limit)
{
    std::array<char, 16384> buffer;
    if (!state_->tls || SSL_pending(state_->tls) == 0) {
        pollfd wait{state_->fd, POLLIN, 0};
        if (::poll(&wait, 1, static_cast<int>(limit.count())) == 0) throw TimedOut();
    }
    const auto size = state_->tls ? SSL_read(state_->tls, buffer.data(), buffer.size())
                                  : ::recv(state_->fd, buffer.data(), buffer.size(), 0);
    return size > 0 ? std::string(buffer.data(), static_cast<std::size_t>(size)) : std::string();
}

std::string TestSocket::read_all(std::chrono::milliseconds limit)
{
    std::string all;
    for (std::string some = read_some(limit); !some.empty(); some = read_some(limit)) all += some;
    return all;
}

void TestSocket::end_writing()
{
    ::shutdown(state_->fd, SHUT_WR);
}

}  // namespace assent::support
