#pragma once
// One organisation's log as it stands at one moment, only to be read. Takes no lock and never checkpoints, so it may be used
// beside a running server.

#include <filesystem>
#include <functional>
#include <memory>

#include "server/ledger/leaf.hpp"
#include "server/ledger/verifier.hpp"
#include "shared/base/result.hpp"

namespace assent::store {

class Database;

class TenantReader
{
public:
    /// Errors  not_found: no file. storage_failed: not a file of Assent, of a newer program, or unreadable.
    static Result<TenantReader> open(const std::filesystem::path& path);
    TenantReader(TenantReader&&) noexcept;
    TenantReader& operator=(TenantReader&&) noexcept;
    ~TenantReader();

    /// Gives every event in order, each checked against its stored leaf hash.
    /// Errors  storage_failed: unreadable or altered; events before the fault have been given.
    Result<void> replay(const std::function<void(const ledger::StoredEvent&)>& take);

    /// Those from `from` on, in order, checked likewise, for as long as `take` gives true.
    Result<void> read(std::uint64_t from, const std::function<bool(const ledger::StoredEvent&)>& take);

    /// Gives every event with its leaf hash and every receipt as they are stored, unchecked: each receipt after the event
    /// that it ends with, and those that end with none at the end.
    /// Errors  storage_failed: a row cannot be read; what stands before it has been given.
    Result<void> stored(const std::function<void(const ledger::StoredEvent&, const Hash& leaf_hash)>& take_event,
                        const std::function<void(const ledger::StoredReceipt&)>& take_receipt);

    TenantId tenant() const { return tenant_; }

    /// Errors  not_found: never attached to a command here. storage_failed: unreadable or altered.
    Result<Bytes> blob(const Hash& hash);

private:
    TenantReader(std::unique_ptr<Database> database, TenantId tenant);

    std::unique_ptr<Database> database_;
    TenantId tenant_;
};

}  // namespace assent::store
