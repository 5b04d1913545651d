// What holds of every message, tried on random ones and on random damage.
#if !defined(__EMSCRIPTEN__)
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "shared/protocol/message.hpp"
#include "tests/support/any_value.hpp"

namespace assent {
namespace {

RC_GTEST_PROP(FlatPropertyTest, whatever_is_sent_is_what_arrives, (std::uint64_t seed))
{
    support::AnyValue any(seed, 3);
    const auto from_client = any.make<ClientMessage>();
    RC_ASSERT(decode_client_message(encode(from_client)) == from_client);
    const auto from_server = any.make<ServerMessage>();
    RC_ASSERT(decode_server_message(encode(from_server)) == from_server);
    const auto event = any.make<Event>();
    RC_ASSERT(decode_event(encode(event)) == event);
}

RC_GTEST_PROP(FlatPropertyTest, a_message_damaged_in_several_places_is_read_or_refused, (std::uint64_t seed))
{
    support::AnyValue any(seed, 3);
    Bytes bytes = encode(any.make<ClientMessage>());
    const auto damages = *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint8_t>>>(
        rc::gen::arbitrary<std::pair<std::uint32_t, std::uint8_t>>());
    for (const auto& [place, value] : damages) bytes[place % bytes.size()] = value;
    if (const auto read = decode_client_message(bytes)) RC_ASSERT(decode_client_message(encode(*read)) == *read);
}

RC_GTEST_PROP(FlatPropertyTest, random_bytes_are_read_or_refused, (const Bytes& bytes))
{
    if (const auto read = decode_client_message(bytes)) RC_ASSERT(decode_client_message(encode(*read)) == *read);
    if (const auto read = decode_server_message(bytes)) RC_ASSERT(decode_server_message(encode(*read)) == *read);
    if (const auto read = decode_event(bytes)) RC_ASSERT(decode_event(encode(*read)) == *read);
}

}  // namespace
}  // namespace assent
#endif
