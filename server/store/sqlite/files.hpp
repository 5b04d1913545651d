#pragma once
// What SQLite does not see to: names in folders that survive a power cut, the lock of a data folder, and a write-ahead log
// that can be trusted after a failed sync.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/result.hpp"

namespace assent::store {

/// Errors  storage_failed.
Result<void> sync_file(const std::filesystem::path& path);
Result<void> sync_directory(const std::filesystem::path& path);

/// Makes a folder and its missing parents; each new name is on the disk on return.
Result<void> make_directory(const std::filesystem::path& path);

/// Writes a new file of a few kilobytes durably. Errors  conflict: it exists. storage_failed.
Result<void> write_file(const std::filesystem::path& path, std::string_view content);

/// Appends durably to a file of `length` bytes, which at 0 need not exist. What is written of an append that fails is taken
/// back.
/// Errors  storage_failed: also if the file has another length, since then somebody else writes in it.
Result<void> append_to_file(const std::filesystem::path& path, std::uint64_t length, std::string_view content);

/// Drops what lies beyond the first `length` bytes, durably. Errors  storage_failed.
Result<void> cut_file_to(const std::filesystem::path& path, std::uint64_t length);

/// The bytes from `from` on, of a file that is read as a whole or nearly so.
/// Errors  not_found: there is no such file. storage_failed.
Result<std::string> read_file_from(const std::filesystem::path& path, std::uint64_t from = 0);

/// Writes the bytes of a database's WAL over themselves and syncs. After a sync that failed, Linux may keep pages in memory
/// that it believes are written; read back, they look durable and are not. Writing them again makes them so, or fails.
/// Without a WAL there is nothing to do.
/// Errors  storage_failed.
Result<void> rewrite_wal(const std::filesystem::path& database);

}  // namespace assent::store
