// Any bytes as each thing that is decoded: a client's message, a server's, an event of the log, a frozen plan. What is read
// can be written and read again as the same value; what a frozen plan is read from are the only bytes it has.

#include <cstddef>
#include <cstdint>

#include "shared/base/assertion.hpp"
#include "shared/document/canonical.hpp"
#include "shared/protocol/message.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace assent;
    if (size == 0) return 0;
    const BytesView bytes(data + 1, size - 1);
    switch (data[0] % 4) {
    case 0:
        if (const auto message = decode_client_message(bytes)) ASSENT_ASSERT(decode_client_message(encode(*message)) == message);
        break;
    case 1:
        if (const auto message = decode_server_message(bytes)) ASSENT_ASSERT(decode_server_message(encode(*message)) == message);
        break;
    case 2:
        if (const auto event = decode_event(bytes)) ASSENT_ASSERT(decode_event(encode(*event)) == event);
        break;
    default:
        if (const auto plan = read_canonical(bytes)) {
            const Bytes again = canonical_bytes(*plan);
            ASSENT_ASSERT(again == Bytes(bytes.begin(), bytes.end()));
        }
    }
    return 0;
}
