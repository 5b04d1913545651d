#pragma once
// A clock that moves when told. Wall and steady time can be moved apart, as they are by an operator or a leap.

#include <cstdint>

#include "server/identity/moment.hpp"
#include "shared/base/time.hpp"

namespace assent::support {

class ManualClock
{
public:
    /// Begins at 2026-11-23 09:00:00 UTC.
    ManualClock() : wall_{Date::of(2026, 11, 23).days * 86'400'000'000LL + 9 * 3'600'000'000LL} {}

    Timestamp now() const { return wall_; }
    std::int64_t steady_micros() const { return steady_micros_; }
    identity::Moment moment() const { return {wall_, steady_micros_}; }

    void advance_micros(std::int64_t micros)
    {
        wall_.micros += micros;
        steady_micros_ += micros;
    }
    void advance_seconds(std::int64_t seconds) { advance_micros(seconds * 1'000'000); }
    /// Moves the wall clock alone, forwards or backwards.
    void jump_wall_seconds(std::int64_t seconds) { wall_.micros += seconds * 1'000'000; }

private:
    Timestamp wall_;
    std::int64_t steady_micros_{1'000'000};
};

}  // namespace assent::support
