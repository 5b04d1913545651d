#pragma once
// Where the files are and how a program opens them. The rest of the server sees only TenantStore and SystemStore.
//
//     DATA/lock              held exclusively by the one program that may write
//     DATA/system.db         organisations, accounts, sessions
//     DATA/tenants/SLUG.db   one organisation each, with -wal and -shm beside it while open
//     DATA/tenants/SLUG.heads, SLUG.key   its signed heads and the key that signs them (head_log.hpp)

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/store/system_store.hpp"
#include "server/store/tenant_store.hpp"

namespace assent::store {

std::filesystem::path lock_path(const std::filesystem::path& data);
std::filesystem::path system_path(const std::filesystem::path& data);
/// `slug` must satisfy is_slug.
std::filesystem::path tenant_path(const std::filesystem::path& data, std::string_view slug);
std::filesystem::path heads_path(const std::filesystem::path& data, std::string_view slug);
std::filesystem::path key_path(const std::filesystem::path& data, std::string_view slug);
/// Where a witness, a folder outside of the data, keeps its copy of the heads.
std::filesystem::path witness_path(const std::filesystem::path& witness, std::string_view slug);

/// The right to write in a data folder, for as long as it lives. Released by the system if the process dies.
class DataLock
{
public:
    /// Makes the folder, its `tenants` folder and the lock file where they are missing, durably, and takes the lock.
    /// Errors  conflict: another program holds it. storage_failed: the folder cannot be made or written.
    static Result<DataLock> take(const std::filesystem::path& data);
    /// Whether some program holds the lock now.
    static bool is_held(const std::filesystem::path& data);

    DataLock(DataLock&& other) noexcept;
    DataLock& operator=(DataLock&& other) noexcept;
    ~DataLock();

private:
    explicit DataLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

class Projection;

/// What a sync is worth. Only tests use anything but `full`: as the control run that must be caught losing data.
enum class Durability { full, normal_for_control_runs };

struct OpenOptions
{
    std::vector<std::shared_ptr<Projection>> projections;  ///< see projection.hpp; kept in step with the events
    std::string vfs;  ///< name of a registered SQLite VFS; empty: the system's files. Tests give one that fails.
    Durability durability{Durability::full};
    std::uint32_t checkpoint_pages{1000};  ///< length of the WAL, in pages of 4 KiB, at which maintain() copies it over
};

/// Options with all the projections that the server keeps (projections.hpp).
OpenOptions standard_options();

/// Makes the file of a new organisation; it and its folder are on the disk when this returns. A file whose making was cut
/// short is made again.
/// Errors  conflict: there is a complete one already. storage_failed.
Result<std::unique_ptr<TenantStore>> create_tenant_store(const std::filesystem::path& path, TenantId tenant,
                                                         OpenOptions options = {});

/// Opens an organisation's file, migrates it, makes the tree's head from the leaf hashes and compares it with the last
/// receipt, and checks the last thousand events against theirs. Brings the projections up to date.
/// Errors  not_found: no file, or its making was cut short. storage_failed: unreadable, altered, or of a newer program.
Result<std::unique_ptr<TenantStore>> open_tenant_store(const std::filesystem::path& path, OpenOptions options = {});

/// Opens the installation's file, making it where it is missing. ":memory:" is one for tests.
Result<std::unique_ptr<SystemStore>> open_system_store(const std::filesystem::path& path);

}  // namespace assent::store
