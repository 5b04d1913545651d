#pragma once
// Messages that are too long to wait in a connection's outbox travel in parts: an organisation's registers, a plan's text.
// The sender holds the message and sends a few parts ahead; each NextPart, said for every part that came, lets one more go.
// Other messages are sent in between, and the receiver puts everything back into the order in which it was said.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "shared/protocol/message.hpp"

namespace assent {

/// Bytes of a message in one part; shorter messages travel whole. With the parts sent ahead it stays well within what may
/// wait for one connection (docs/transport.md).
inline constexpr std::size_t part_bytes_max = 240 * 1024;

/// A piece of a long message, as the message that carries it. Pieces may be of any length but zero.
Bytes encode_part(BytesView piece, std::uint32_t transfer, std::uint32_t index, std::uint32_t count);

/// The receiving side of one connection.
class Arrivals
{
public:
    explicit Arrivals(std::size_t message_bytes_max = std::size_t{512} * 1024 * 1024) : message_bytes_max_(message_bytes_max) {}

    /// Takes what came. False: a part does not fit what came before it, or its message is too long or cannot be read; the
    /// connection is of no more use.
    bool take(ServerMessage message);

    /// The next message that is here whole and has its turn; nothing if the next in turn is still coming.
    std::optional<ServerMessage> next();

    /// Parts of something have come and more are to follow.
    bool is_partial() const { return !waiting_.empty(); }

private:
    struct Slot
    {
        std::uint32_t transfer{};  ///< zero: a message that came whole
        std::uint32_t count{};
        std::uint32_t received{};
        Bytes bytes;
        std::optional<ServerMessage> message;  ///< once it is whole
    };

    bool take_part(Part&& part);

    std::size_t message_bytes_max_;
    std::deque<Slot> waiting_;
};

}  // namespace assent
