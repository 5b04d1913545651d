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
    std::uint32_t parts_ahead = 2;        ///< to a peer, that it has not answered yet
    std::size_t announced_bytes = 1024;   ///< of a message that has to wait for others: what says that it is coming
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

    /// Begins with a long message and gives the parts to send at once, in any case its first, which holds its place in the
    /// order of things; nothing if the peer has too many under way. The peer's older messages go first.
    std::optional<std::vector<Frame>> begin(Peer peer, Frame message);

    /// A part has come to the peer: what may be sent now.
    std::vector<Frame> next(Peer peer);

    /// Whoever has not asked for longest, while more is under way than may be: to be closed, and left(). The latest to begin
    /// is never among them, so one message longer than the bound can still be sent.
    std::optional<Peer> one_too_many() const;

    void left(Peer peer);
    std::size_t bytes() const { return bytes_; }

private:
    struct Transfer
    {
        Frame message;
        std::size_t sent_bytes{};
        std::uint32_t index{};  ///< of the next part
        std::uint32_t count{};
    };
    struct Sending
    {
        std::map<std::uint32_t, Transfer> transfers;  ///< by number, the oldest first
        std::uint32_t last{};
        std::uint32_t unanswered{};  ///< parts
        std::uint64_t moved{};       ///< when something last went to it, in moves of all peers
    };

    Frame send_part(Sending& sending, std::uint32_t number, std::size_t bytes);
    void send_ahead(Sending& sending, std::vector<Frame>& frames);

    TransferLimits limits_;
    std::map<Peer, Sending> peers_;
    std::size_t bytes_{};
    std::uint64_t moves_{};
};

}  // namespace assent::rooms
