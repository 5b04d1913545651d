#pragma once
// The rules of `Append` that do not need the log to be read. Every engine asks here first, so that they agree.

#include <span>

#include "server/store/tenant_store.hpp"

namespace assent::store {

/// Errors  forbidden, conflict, invalid, too_large: as TenantStore::append says. Keys are compared within the batch only.
Result<void> check_contract(std::span<const Append> batch, TenantId tenant, Timestamp last_at);

}  // namespace assent::store
