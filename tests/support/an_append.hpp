#pragma once
// Commands for a store, as small as they can be: made of a name, so that the same name is the same command.

#include <string>

#include "server/store/tenant_store.hpp"
#include "tests/support/grant_for_test.hpp"

namespace assent::support {

inline const TenantId test_tenant = TenantId::derived("north");
inline const PersonId ada = PersonId::derived("ada");

inline store::Append an_append(const std::string& name, std::int64_t at, unsigned events = 1, TenantId tenant = test_tenant)
{
    store::Append append{.grant = identity::GrantForTest::make(tenant, ada),
                         .key = Key::derived(name),
                         .command_hash = sha256(as_bytes(name)),
                         .at = {at},
                         .events = {},
                         .blobs = {}};
    for (unsigned i = 0; i < events; ++i) {
        const std::string payload = name + " event " + std::to_string(i);
        append.events.push_back({i, Bytes(payload.begin(), payload.end())});
    }
    return append;
}

inline store::Append::Blob a_blob(const std::string& content)
{
    return {sha256(as_bytes(content)), Bytes(content.begin(), content.end())};
}

}  // namespace assent::support
