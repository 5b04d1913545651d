#pragma once
// The commands that the benches of the store and the ledger write, and their clock.

#include <chrono>
#include <string>

#include "server/store/tenant_store.hpp"
#include "tests/support/grant_for_test.hpp"

namespace assent::bench {

inline const TenantId tenant = TenantId::derived("north");
using Clock = std::chrono::steady_clock;

inline double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// One event of 200 bytes.
inline store::Append command(std::uint64_t number)
{
    const std::string name = "command " + std::to_string(number);
    return {.grant = identity::GrantForTest::make(tenant, PersonId::derived("ada"), "edit_content"),
            .key = Key::derived(name),
            .command_hash = sha256(as_bytes(name)),
            .at = {static_cast<std::int64_t>(number)},
            .events = {{8, Bytes(200, static_cast<std::uint8_t>(number))}},
            .blobs = {}};
}

}  // namespace assent::bench
