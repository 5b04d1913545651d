#pragma once
// The two clocks that limits are kept by. Wall time is shown and survives a restart; steady time cannot be set back, so
// nothing outlives its limit because somebody moved the clock.

#include <cstdint>

#include "shared/base/time.hpp"

namespace assent::identity {

struct Moment
{
    Timestamp wall;
    std::int64_t steady_micros{};  ///< of a clock that only moves forward; its zero means nothing
};

}  // namespace assent::identity
