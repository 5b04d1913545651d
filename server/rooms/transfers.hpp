#pragma once
// Long messages on their way in parts (shared/protocol/parts.hpp). A peer that reads has what it asked for as fast as it
// reads; one that does not holds its place only until the memory is needed for another.

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/protocol/parts.hpp"

namespace assent::rooms {

struct TransferLimits
{
    std::size_t part_bytes = part_bytes_max;
    std::uint32_t parts_ahead = 2;        ///< sent before the first NextPart
    std::size_t per_peer_max = 8;         ///< at one time
    std::size_t bytes_max = 64 * 1024 * 1024;  ///< of all that are under way in the organisation
};

class Transfers
{
public:
    using Peer = std::uint64_t;
    using Frame = std::shared_ptr<const Bytes>;

    explicit Transfers(TransferLimits limits) : limits_(limits) {}

    /// Whether a message has to go in parts.
    bool is_long(std::size_t message_bytes) const { return message_bytes > limits_.part_bytes; }

    /// Begins with a long message and gives the parts to send at once; nothing if the peer has too many under way.
    std::optional<std::vector<Frame>> begin(Peer peer, Frame message);

    /// The part that a NextPart lets go; null if there is nothing left of that transfer, or never was.
    Frame next(Peer peer, std::uint32_t transfer);

    /// Whoever has not asked for longest, while more is under way than may be: to be closed, and left(). The latest to begin
    /// is never among them, so one message longer than the bound can still be sent.
    std::optional<Peer> one_too_many() const;

    void left(Peer peer);
    std::size_t bytes() const { return bytes_; }

private:
    struct Transfer
    {
        Frame message;
        std::uint32_t sent{};
        std::uint64_t asked{};  ///< when it last moved, in moves of all transfers
    };
    struct Sending
    {
        std::map<std::uint32_t, Transfer> transfers;
        std::uint32_t last{};
    };

    Frame send_one(Peer peer, std::uint32_t number);

    TransferLimits limits_;
    std::map<Peer, Sending> peers_;
    std::size_t bytes_{};
    std::uint64_t moves_{};
};

}  // namespace assent::rooms
