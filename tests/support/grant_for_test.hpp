#pragma once
// Grants for tests of what lies below the Authoriser: stores, queues, the simulator's disk.

#include "server/identity/grant.hpp"

namespace assent::identity {

struct GrantForTest
{
    static Grant make(TenantId tenant, PersonId principal, std::string right = "test.write",
                      std::uint64_t state_version = 0)
    {
        return Grant(tenant, principal, std::move(right), state_version);
    }
};

}  // namespace assent::identity
