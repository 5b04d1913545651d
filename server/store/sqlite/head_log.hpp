#pragma once
// The signed heads of one organisation on the disk, and the key that signs them. Beside the organisation's file, and never
// in it, so that a copy of the log or a bundle made from it holds no secret:
//
//     DATA/tenants/SLUG.heads   "assent-heads 1 TENANT", then a line a head (ledger/head.hpp); only ever appended to
//     DATA/tenants/SLUG.key     "assent-signing-key 1 SEED"; SLUG.key.next while a rotation is under way
//     WITNESS/SLUG.heads        where a witness is set: the same bytes, in a place that whoever can write DATA cannot change
//
// A head is only made of what is durable, so a head for more events than the log has means that the log lost some. One
// thread uses a HeadLog at a time; its folder's lock is held.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "server/ledger/head.hpp"
#include "server/store/tenant_store.hpp"

namespace assent::store {

class HeadLog
{
public:
    /// Opens an organisation's heads, or begins them with a new key, compares the last one with the log, and publishes
    /// one for what was written since. What was cut off by a crash is mended.
    /// Errors  conflict: the last head is not for this log: files were put back, mixed or changed. not_found: the key that
    ///         must sign is not there. malformed: the file cannot be read as heads. storage_failed.
    static Result<HeadLog> open(const std::filesystem::path& data, std::string_view slug, TenantStore& store, Timestamp now,
                                const std::filesystem::path& witness = {});

    /// Signs a head for a log of `size` durable events, appends it durably, and brings the witness up to date. Where the
    /// last head is for that size, only the latter.
    /// Errors  storage_failed: of the data folder or the witness; what is missing is made up for next time.
    ///         conflict: the witness has heads that this folder does not have; nothing of the witness's is touched.
    Result<void> publish(std::uint64_t size, const Hash& root, Timestamp now);

    /// Hands the log on to a new key: a head signed by the old key names it, the next head is signed by it. The old
    /// secret is gone afterwards. A crash at any moment leaves the one key or the other.
    /// Errors  storage_failed: which key is in force shows when the heads are opened again.
    Result<void> rotate(Timestamp now);

    const ledger::SignedHead& last() const { return last_; }

private:
    HeadLog(TenantId tenant, const std::filesystem::path& data, std::string_view slug, const std::filesystem::path& witness);

    Result<bool> read_last();
    Result<void> begin(const TreeHead& head, Timestamp now);
    Result<void> load_key();
    Result<void> compare(TenantStore& store) const;
    Result<void> append(ledger::SignedHead head, Timestamp now);
    Result<void> carry_to_witness();

    TenantId tenant_;
    std::string slug_;
    std::filesystem::path heads_;
    std::filesystem::path key_file_;
    std::filesystem::path witness_;  ///< empty: none
    std::optional<ledger::SigningKey> key_;
    ledger::SignedHead last_;
    std::uint64_t length_{};                ///< of the file of heads, in bytes
    std::optional<std::uint64_t> carried_;  ///< how many of them the witness has, once compared
};

}  // namespace assent::store
