#pragma once
// What a plan said at a moment of its past, folded from its log off the strand: it shares nothing with the room.

#include <cstdint>
#include <optional>

#include "server/store/tenant_store.hpp"
#include "shared/protocol/message.hpp"

namespace assent::rooms {

class PlanAtFold
{
public:
    /// As of `sequence`.
    PlanAtFold(PlanId plan, std::uint64_t sequence);

    /// The log's events in order, from the plan's first or earlier. False once there is no need for more.
    bool take(const store::StoredEvent& event);

    /// The plan as of its last edit that was taken; nothing if it was not there, or an event could not be read.
    std::optional<PlanAt> finish();

private:
    PlanAt at_;
    std::uint64_t sequence_;
    bool begun_{};
    bool failed_{};
};

}  // namespace assent::rooms
