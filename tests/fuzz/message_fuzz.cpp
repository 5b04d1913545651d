// Any bytes as each thing that is decoded: a client's message, a server's, an event of the log, a frozen plan, a row of parts.
// What is read can be written and read again as the same value; what a frozen plan is read from are the only bytes it has.
// Now and then the fuzzer is given a right message of a kind drawn from the schema to begin from: chance alone makes few.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "shared/base/assertion.hpp"
#include "shared/document/canonical.hpp"
#include "shared/protocol/parts.hpp"
#include "tests/support/any_value.hpp"

namespace {

using namespace assent;

/// The bytes as messages, each after its length in two bytes, on one connection.
void put_together(BytesView bytes)
{
    Arrivals arrivals(100'000);
    while (bytes.size() >= 2) {
        const std::size_t size = std::min<std::size_t>(bytes[0] | bytes[1] << 8, bytes.size() - 2);
        auto message = decode_server_message(bytes.subspan(2, size));
        bytes = bytes.subspan(2 + size);
        if (!message || !arrivals.take(std::move(*message))) return;
        while (const auto next = arrivals.next()) ASSENT_ASSERT(!std::holds_alternative<Part>(next->body));
    }
}

Bytes a_right_input(unsigned seed)
{
    support::AnyValue any(seed, 3);
    Bytes input{static_cast<std::uint8_t>(any.below(5))};
    const auto add = [&](const Bytes& bytes) { input.insert(input.end(), bytes.begin(), bytes.end()); };
    switch (input[0]) {
    case 0: add(encode(any.make<ClientMessage>())); break;
    case 1: add(encode(any.make<ServerMessage>())); break;
    case 2: add(encode(any.make<Event>())); break;
    case 3: add(canonical_bytes({"Title", "2026/27", any.make<Content>()})); break;
    default:
        const Bytes message = encode(any.make<ServerMessage>());
        constexpr std::size_t part_bytes = 200;
        const auto count = static_cast<std::uint32_t>((message.size() + part_bytes - 1) / part_bytes);
        for (std::uint32_t i = 0; i < count; ++i) {
            const BytesView rest = BytesView(message).subspan(i * part_bytes);
            const Bytes part = encode_part(rest.first(std::min(part_bytes, rest.size())), 1, i, count);
            add({static_cast<std::uint8_t>(part.size()), static_cast<std::uint8_t>(part.size() >> 8)});
            add(part);
        }
    }
    return input;
}

}  // namespace

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t size_max);

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t size_max, unsigned seed)
{
    if (seed % 64 != 0) return LLVMFuzzerMutate(data, size, size_max);
    const Bytes input = a_right_input(seed);
    if (input.size() > size_max) return LLVMFuzzerMutate(data, size, size_max);
    std::copy(input.begin(), input.end(), data);
    return input.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) return 0;
    const BytesView bytes(data + 1, size - 1);
    switch (data[0] % 5) {
    case 0:
        if (const auto message = decode_client_message(bytes)) ASSENT_ASSERT(decode_client_message(encode(*message)) == message);
        break;
    case 1:
        if (const auto message = decode_server_message(bytes)) ASSENT_ASSERT(decode_server_message(encode(*message)) == message);
        break;
    case 2:
        if (const auto event = decode_event(bytes)) ASSENT_ASSERT(decode_event(encode(*event)) == event);
        break;
    case 3:
        if (const auto plan = read_canonical(bytes)) {
            const Bytes again = canonical_bytes(*plan);
            ASSENT_ASSERT(again == Bytes(bytes.begin(), bytes.end()));
        }
        break;
    default: put_together(bytes);
    }
    return 0;
}
