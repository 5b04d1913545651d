#pragma once
// Checks an organisation's file of signed heads, and a witness's copy, by themselves. The roots they vouch for are then
// known to the audit of the log (audit.hpp). Reads only.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "server/ledger/head.hpp"
#include "server/store/sqlite/audit.hpp"

namespace assent::store {

struct HeadsReport
{
    TenantId tenant;
    std::uint64_t heads{};
    std::uint64_t rotations{};
    ledger::SignedHead last;        ///< of those that hold
    std::vector<KnownRoot> roots;   ///< of the heads that hold; also of those that only the witness has
    std::vector<std::string> faults;  ///< sentences; empty: all is well
    std::string remark;             ///< a sentence on something that is no fault, or empty
};

/// Checks each head's signature and place, the handing on of keys, and that the witness's heads are the beginning of these.
/// Read before the log, so that beside a running server no head is for more than the log that is read.
/// known    a public key learnt from elsewhere, which must have signed some of it.
/// witness  the witness's file; empty for none.
/// Errors  not_found: there is no such file. storage_failed.
Result<HeadsReport> audit_heads(const std::filesystem::path& heads, const std::filesystem::path& witness = {},
                                std::optional<ledger::PublicKey> known = {});

}  // namespace assent::store
