#pragma once
// What waits to be written to one WebSocket. Bounded in bytes and in messages; guarded by a mutex, since rooms on other
// strands fill it and the connection's writer empties it, as much at a time as one write may gather. Empty it takes no
// memory of its own.

#include <cstddef>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "server/net/connection.hpp"
#include "server/net/listener.hpp"

namespace assent::net {

class Outbox
{
public:
    enum class Put {
        queued,
        queued_first,  ///< as queued, and the writer may be asleep: wake it
        refused,       ///< closing already
        overflow,      ///< now closing for it: wake the writer
    };

    struct Close
    {
        CloseCode code;
        std::string reason;
    };

    /// What one write gathers at most. One message longer than the bytes goes alone.
    static constexpr std::size_t batch_frames_max = 32;
    static constexpr std::size_t batch_bytes_max = 64 * 1024;

    struct Next
    {
        std::vector<SharedFrame> frames;  ///< empty: nothing to write now
        std::optional<Close> close;       ///< all is written; close now
    };

    explicit Outbox(OutboxLimits limits) : limits_(limits) {}

    /// Frames past either limit drop everything not yet being written and turn into Close 1013.
    Put put(SharedFrame frame) { return put(std::span<const SharedFrame>(&frame, 1)); }
    Put put(std::span<const SharedFrame> frames);
    /// True if this call is the one that closes; what is queued goes out first.
    bool close(CloseCode code, std::string reason);
    /// The same, but drops what is queued: for peers whose own fault ends the connection.
    bool close_now(CloseCode code, std::string reason);

    /// The writer's next step. The frames of the step before count as written, and as held until then.
    Next take();

    bool closing() const;
    /// Something waits, and the writer has not woken up for it yet.
    bool unattended() const;

private:
    std::size_t batch_locked() const;
    bool close_locked(CloseCode code, std::string reason);
    void drop_locked();

    OutboxLimits limits_;
    mutable std::mutex mutex_;
    std::vector<SharedFrame> waiting_;
    std::size_t bytes_{};           // of waiting_ and of what is being written
    std::size_t writing_bytes_{};   // of what the writer has in hand
    std::size_t writing_frames_{};
    std::optional<Close> close_;
};

}  // namespace assent::net
