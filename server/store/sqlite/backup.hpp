#pragma once
// Copies of a whole data folder, made while a server is at work and checked before they are believed.
//
//     OUT/manifest          what was copied, with the size and root of each log
//     OUT/system.db
//     OUT/tenants/SLUG.db, SLUG.heads, SLUG.key   the key signs in the organisation's name: keep a backup as safe as the data

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/base/sha256.hpp"

namespace assent::store {

struct BackedUp
{
    std::string slug;
    std::uint64_t size{};  ///< events
    Hash root;
};

/// The slugs of the tenant files in a data folder or a backup, in order.
std::vector<std::string> tenant_files(const std::filesystem::path& data);

/// Copies everything into `out`, a new or empty folder, and audits each copy. Reads beside a running server without ever
/// checkpointing. The system file is copied first, so that no organisation it names is missing; each file is one moment's
/// state. Durable on return; after an error `out` is incomplete and has no manifest.
/// Errors  not_found: no data folder. conflict: `out` is not empty. storage_failed: cannot be copied, or the copy of an
///         organisation does not verify.
Result<std::vector<BackedUp>> backup_data(const std::filesystem::path& data, const std::filesystem::path& out);

/// Copies a backup into `data`, a new or empty folder, and audits each file against the manifest. After an error nothing
/// is left in `data`.
/// Errors  not_found, malformed: no backup, or its manifest cannot be read. conflict: `data` is not empty.
///         storage_failed: cannot be copied, or a file is not the one that was backed up.
Result<std::vector<BackedUp>> restore_data(const std::filesystem::path& in, const std::filesystem::path& data);

}  // namespace assent::store
