#pragma once
// Reads a tenant's file from end to end and recomputes everything that can be recomputed. Opens the file read-only and
// never checkpoints, so it may run beside a server; it then sees one moment's state.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "server/ledger/verifier.hpp"
#include "shared/base/result.hpp"

namespace assent::store {

/// A root that somebody outside wrote down: on a receipt, in printed minutes, by a witness.
struct KnownRoot
{
    std::uint64_t size{};
    Hash root;
    std::string where{"known outside"};  ///< as in "a root that is known outside"
};

struct AuditReport
{
    TenantId tenant;
    std::uint64_t size{};  ///< events read before the first fault
    Hash root;
    Timestamp last_at;
    std::uint64_t receipts{};
    /// The first thing that is wrong. Sequence 0: not an event but the file as a whole.
    std::optional<ledger::Fault> fault;
};

/// Checks every event, receipt and blob, the known roots, the tables' definitions with the triggers that guard them, and
/// SQLite's own structures. Without a known root a log that was cut short at the end of a command looks whole.
/// Errors  not_found: no file. storage_failed: not a file of Assent, or so damaged that it says nothing.
Result<AuditReport> audit_tenant_file(const std::filesystem::path& path, std::span<const KnownRoot> known = {});

}  // namespace assent::store
