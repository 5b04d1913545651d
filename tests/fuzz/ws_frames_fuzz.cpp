// Frames after a right handshake, in any order and state of repair.

#include <cstdint>
#include <string>

#include "tests/fuzz/net_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    std::string input = "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://app.test\r\n"
                        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    input.append(reinterpret_cast<const char*>(data), size);
    assent::net::feed(input);
    return 0;
}
