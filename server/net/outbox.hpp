#pragma once
// What waits to be written to one WebSocket. Bounded in bytes and in messages; guarded by a mutex, since rooms on other
// strands fill it and the connection's writer empties it.

#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

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

    struct Next
    {
        SharedFrame frame;           ///< null: nothing to write now
        std::optional<Close> close;  ///< all is written; close now
    };

    explicit Outbox(OutboxLimits limits) : limits_(limits) {}

    /// A frame past either limit drops everything not yet being written and turns into Close 1013.
    Put put(SharedFrame frame);
    /// True if this call is the one that closes; what is queued goes out first.
    bool close(CloseCode code, std::string reason);
    /// The same, but drops what is queued: for peers whose own fault ends the connection.
    bool close_now(CloseCode code, std::string reason);

    /// The writer's next step. The frame of the step before counts as written, and as held until then.
    Next take();

    bool closing() const;
    /// Something waits, and the writer has not woken up for it yet.
    bool unattended() const;

private:
    bool close_locked(CloseCode code, std::string reason);
    void drop_locked();

    OutboxLimits limits_;
    mutable std::mutex mutex_;
    std::deque<SharedFrame> waiting_;
    std::size_t bytes_{};    // of waiting_ and of what is being written
    std::size_t writing_{};  // bytes of what is being written
    bool busy_{};            // the writer has something in hand
    std::optional<Close> close_;
};

}  // namespace assent::net
