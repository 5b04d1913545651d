#pragma once
// A blocking TCP (or TLS) connection to 127.0.0.1 for tests. Every wait has a limit, so that a test fails instead of
// hanging; what a test would not expect to go wrong is thrown.

#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace assent::support {

struct TimedOut : std::runtime_error
{
    TimedOut() : std::runtime_error("nothing came in the time that the test allows") {}
};

enum class Tls { no, yes };  ///< yes: any certificate is taken

class TestSocket
{
public:
    struct Options
    {
        Tls tls = Tls::no;
        int receive_buffer_bytes = 0;  ///< 0: the system's own; small for a reader that soon blocks its sender
    };

    /// Throws std::runtime_error if nobody listens, or the TLS handshake fails.
    explicit TestSocket(std::uint16_t port) : TestSocket(port, Options{}) {}
    TestSocket(std::uint16_t port, const Options& options);
    ~TestSocket();
    TestSocket(TestSocket&&) noexcept;
    TestSocket& operator=(TestSocket&&) noexcept;

    /// Writes all; false if the other side has gone.
    bool write(std::string_view bytes);
    /// Some bytes, as soon as there are any; empty when the other side has ended or reset the connection. Throws TimedOut.
    std::string read_some(std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// All until the other side ends. Throws TimedOut.
    std::string read_all(std::chrono::milliseconds limit = std::chrono::seconds(10));
    /// Says that no more will come; reading goes on.
    void end_writing();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace assent::support
