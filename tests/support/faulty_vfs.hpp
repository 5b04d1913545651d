#pragma once
// A file system in memory for SQLite that fails when told and can lose power. It knows for each 512-byte sector what was
// synced and what was written since, so that after a power cut any mixture of the two may be found: each unsynced sector
// is kept, lost or torn on its own. One connection to a file at a time.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <sqlite3.h>

#include "shared/base/bytes.hpp"

namespace assent::support {

class FaultyVfs
{
public:
    /// What is on a disk: contents by file name.
    using Image = std::map<std::string, Bytes>;

    /// Registers itself with SQLite under `name`, until its end.
    explicit FaultyVfs(std::string name);
    ~FaultyVfs();
    FaultyVfs(const FaultyVfs&) = delete;
    FaultyVfs& operator=(const FaultyVfs&) = delete;

    const std::string& name() const { return name_; }

    /// Begins anew with these files, all synced.
    void load(const Image& image);

    /// What might be found after losing power now.
    Image after_power_cut(std::mt19937_64& random) const;

    /// Writes, truncations and syncs so far.
    std::uint64_t operations() const { return operations_; }

    enum class Repeat { once, for_ever };
    /// The operation with this number (1 is the next) gives `code`. A failed write may have written a part; a failed sync
    /// forgets what it should have written and will not try again, as Linux does.
    void fail_after(std::uint64_t number, int code, Repeat repeat = Repeat::once);
    bool has_failed() const { return failed_; }

    /// Called after each write, truncation and sync.
    std::function<void()> after_operation;

    struct File
    {
        Bytes content;   ///< what a program reads
        Bytes durable;   ///< what certainly survives
        bool named{};    ///< synced at least once, so the name survives
        /// Sectors that differ from `durable`, each with the contents it had since then, oldest first.
        std::map<std::size_t, std::vector<Bytes>> unsynced;
        std::vector<std::unique_ptr<std::uint8_t[]>> shared_memory;
    };

private:
    friend struct FaultyVfsMethods;

    int begin_operation();  ///< SQLITE_OK, or the code to fail with
    void end_operation();
    void write(File& file, const std::uint8_t* data, std::size_t size, std::size_t offset);
    void truncate(File& file, std::size_t size);
    static void sync(File& file);

    std::string name_;
    sqlite3_vfs vfs_{};
    std::map<std::string, std::shared_ptr<File>> files_;
    std::uint64_t operations_{};
    std::uint64_t fail_at_{};
    int fail_code_{};
    Repeat repeat_{};
    bool failed_{};
};

inline constexpr std::size_t sector_size = 512;

/// SQLite's view of an open file; lives in memory that SQLite allocates.
struct OpenFile
{
    sqlite3_file base;
    FaultyVfs* vfs;
    std::shared_ptr<FaultyVfs::File>* file;
};

inline OpenFile& of(sqlite3_file* file)
{
    return *reinterpret_cast<OpenFile*>(file);
}

struct FaultyVfsMethods
{
    static FaultyVfs& self(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }

    static int close(sqlite3_file* file)
    {
        delete of(file).file;
        return SQLITE_OK;
    }

    static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset)
    {
        const Bytes& content = (*of(file).file)->content;
        const auto begin = std::min(static_cast<std::size_t>(offset), content.size());
        const auto count = std::min(static_cast<std::size_t>(size), content.size() - begin);
        if (count > 0) std::memcpy(into, content.data() + begin, count);
        if (count == static_cast<std::size_t>(size)) return SQLITE_OK;
        std::memset(static_cast<char*>(into) + count, 0, static_cast<std::size_t>(size) - count);
        return SQLITE_IOERR_SHORT_READ;
    }

    static int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset)
    {
        FaultyVfs& vfs = *of(file).vfs;
        const int code = vfs.begin_operation();
        // Half of a failed write arrives.
        const auto written = static_cast<std::size_t>(code == SQLITE_OK ? size : size / 2);
        vfs.write(**of(file).file, static_cast<const std::uint8_t*>(data), written, static_cast<std::size_t>(offset));
        vfs.end_operation();
        return code;
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size)
    {
        FaultyVfs& vfs = *of(file).vfs;
        const int code = vfs.begin_operation();
        if (code == SQLITE_OK) vfs.truncate(**of(file).file, static_cast<std::size_t>(size));
        vfs.end_operation();
        return code;
    }

    static int sync(sqlite3_file* file, int)
    {
        FaultyVfs& vfs = *of(file).vfs;
        const int code = vfs.begin_operation();
        if (code == SQLITE_OK)
            FaultyVfs::sync(**of(file).file);
        else
            (*of(file).file)->unsynced.clear();  // believed written; only `durable` knows better
        vfs.end_operation();
        return code;
    }

    static int file_size(sqlite3_file* file, sqlite3_int64* size)
    {
        *size = static_cast<sqlite3_int64>((*of(file).file)->content.size());
        return SQLITE_OK;
    }

    static int lock(sqlite3_file*, int) { return SQLITE_OK; }
    static int reserved(sqlite3_file*, int* result)
    {
        *result = 0;
        return SQLITE_OK;
    }
    static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
    static int sector(sqlite3_file*) { return sector_size; }
    static int characteristics(sqlite3_file*) { return 0; }

    static int shm_map(sqlite3_file* file, int page, int size, int extend, volatile void** region)
    {
        auto& pages = (*of(file).file)->shared_memory;
        while (extend && pages.size() <= static_cast<std::size_t>(page))
            pages.push_back(std::make_unique<std::uint8_t[]>(static_cast<std::size_t>(size)));
        *region = static_cast<std::size_t>(page) < pages.size() ? pages[static_cast<std::size_t>(page)].get() : nullptr;
        return SQLITE_OK;
    }
    static int shm_lock(sqlite3_file*, int, int, int) { return SQLITE_OK; }
    static void shm_barrier(sqlite3_file*) {}
    static int shm_unmap(sqlite3_file* file, int remove)
    {
        if (remove) (*of(file).file)->shared_memory.clear();
        return SQLITE_OK;
    }

    static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags)
    {
        static const sqlite3_io_methods methods{
            .iVersion = 2,           .xClose = close,         .xRead = read,
            .xWrite = write,         .xTruncate = truncate,   .xSync = sync,
            .xFileSize = file_size,  .xLock = lock,           .xUnlock = lock,
            .xCheckReservedLock = reserved,                   .xFileControl = control,
            .xSectorSize = sector,   .xDeviceCharacteristics = characteristics,
            .xShmMap = shm_map,      .xShmLock = shm_lock,    .xShmBarrier = shm_barrier,
            .xShmUnmap = shm_unmap,  .xFetch = nullptr,       .xUnfetch = nullptr};
        FaultyVfs& faulty = self(vfs);
        file->pMethods = nullptr;
        std::shared_ptr<FaultyVfs::File> opened;
        if (!name) {
            opened = std::make_shared<FaultyVfs::File>();  // temporary, gone when closed
        } else if (const auto found = faulty.files_.find(name); found != faulty.files_.end()) {
            opened = found->second;
        } else if (flags & SQLITE_OPEN_CREATE) {
            opened = faulty.files_[name] = std::make_shared<FaultyVfs::File>();
        } else {
            return SQLITE_CANTOPEN;
        }
        auto& result = of(file);
        result.vfs = &faulty;
        result.file = new std::shared_ptr<FaultyVfs::File>(std::move(opened));
        file->pMethods = &methods;
        if (out_flags) *out_flags = flags;
        return SQLITE_OK;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int)
    {
        return self(vfs).files_.erase(name) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
    }

    static int access(sqlite3_vfs* vfs, const char* name, int, int* result)
    {
        *result = self(vfs).files_.contains(name);
        return SQLITE_OK;
    }

    static int full_path(sqlite3_vfs*, const char* name, int size, char* into)
    {
        std::snprintf(into, static_cast<std::size_t>(size), "%s", name);
        return SQLITE_OK;
    }

    static int randomness(sqlite3_vfs*, int size, char* into)
    {
        std::memset(into, 0x5a, static_cast<std::size_t>(size));  // the same run gives the same files
        return size;
    }

    static int sleep(sqlite3_vfs*, int micros) { return micros; }
    static int last_error(sqlite3_vfs*, int, char*) { return 0; }
    static int current_time(sqlite3_vfs*, double* julian_day)
    {
        *julian_day = 2460000.5;
        return SQLITE_OK;
    }
};

inline FaultyVfs::FaultyVfs(std::string name) : name_(std::move(name))
{
    vfs_.iVersion = 1;
    vfs_.szOsFile = sizeof(OpenFile);
    vfs_.mxPathname = 512;
    vfs_.zName = name_.c_str();
    vfs_.pAppData = this;
    vfs_.xOpen = FaultyVfsMethods::open;
    vfs_.xDelete = FaultyVfsMethods::remove;
    vfs_.xAccess = FaultyVfsMethods::access;
    vfs_.xFullPathname = FaultyVfsMethods::full_path;
    vfs_.xRandomness = FaultyVfsMethods::randomness;
    vfs_.xSleep = FaultyVfsMethods::sleep;
    vfs_.xGetLastError = FaultyVfsMethods::last_error;
    vfs_.xCurrentTime = FaultyVfsMethods::current_time;
    sqlite3_vfs_register(&vfs_, 0);
}

inline FaultyVfs::~FaultyVfs()
{
    sqlite3_vfs_unregister(&vfs_);
}

inline void FaultyVfs::load(const Image& image)
{
    files_.clear();
    fail_at_ = 0;
    failed_ = false;
    for (const auto& [name, content] : image) {
        auto file = std::make_shared<File>();
        file->content = file->durable = content;
        file->named = true;
        files_[name] = std::move(file);
    }
}

inline void FaultyVfs::fail_after(std::uint64_t number, int code, Repeat repeat)
{
    fail_at_ = operations_ + number;
    fail_code_ = code;
    repeat_ = repeat;
    failed_ = false;
}

inline int FaultyVfs::begin_operation()
{
    ++operations_;
    const bool fails = fail_at_ != 0 && (operations_ == fail_at_ || (repeat_ == Repeat::for_ever && operations_ > fail_at_));
    failed_ = failed_ || fails;
    return fails ? fail_code_ : SQLITE_OK;
}

inline void FaultyVfs::end_operation()
{
    if (after_operation) after_operation();
}

inline Bytes sector_of(const Bytes& content, std::size_t sector)
{
    const auto begin = std::min(sector * sector_size, content.size());
    const auto end = std::min(begin + sector_size, content.size());
    return {content.begin() + static_cast<std::ptrdiff_t>(begin), content.begin() + static_cast<std::ptrdiff_t>(end)};
}

inline void FaultyVfs::write(File& file, const std::uint8_t* data, std::size_t size, std::size_t offset)
{
    if (size == 0) return;
    if (file.content.size() < offset + size) file.content.resize(offset + size);
    std::copy_n(data, size, file.content.begin() + static_cast<std::ptrdiff_t>(offset));
    for (std::size_t sector = offset / sector_size; sector * sector_size < offset + size; ++sector)
        file.unsynced[sector].push_back(sector_of(file.content, sector));
}

inline void FaultyVfs::truncate(File& file, std::size_t size)
{
    const std::size_t before = file.content.size();
    file.content.resize(size);
    for (std::size_t sector = size / sector_size; sector * sector_size < before; ++sector)
        file.unsynced[sector].push_back(sector_of(file.content, sector));
}

inline void FaultyVfs::sync(File& file)
{
    // Only what was written since: a sync that failed before has lost the rest for good.
    for (const auto& [sector, versions] : file.unsynced) {
        const Bytes& last = versions.back();
        const std::size_t begin = sector * sector_size;
        if (last.empty()) continue;
        if (file.durable.size() < begin + last.size()) file.durable.resize(begin + last.size());
        std::copy(last.begin(), last.end(), file.durable.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    if (file.durable.size() > file.content.size()) file.durable.resize(file.content.size());
    file.unsynced.clear();
    file.named = true;
}

inline FaultyVfs::Image FaultyVfs::after_power_cut(std::mt19937_64& random) const
{
    Image image;
    for (const auto& [name, file] : files_) {
        if (!file->named && random() % 2) continue;
        Bytes found = file->durable;
        for (const auto& [sector, versions] : file->unsynced) {
            const std::size_t begin = sector * sector_size;
            const Bytes& written = versions[random() % versions.size()];
            Bytes chosen = sector_of(file->durable, sector);
            switch (random() % 3) {
            case 0: continue;  // lost
            case 1: chosen = written; break;
            default:  // torn: the beginning is new, the rest is old
                if (chosen.size() < written.size()) chosen.resize(written.size());
                std::copy_n(written.begin(), written.empty() ? 0 : random() % written.size(), chosen.begin());
            }
            if (chosen.empty()) {
                found.resize(std::min(found.size(), begin));  // the file ended before this sector
                continue;
            }
            if (found.size() < begin + chosen.size()) found.resize(begin + chosen.size());
            std::copy(chosen.begin(), chosen.end(), found.begin() + static_cast<std::ptrdiff_t>(begin));
        }
        image[name] = std::move(found);
    }
    return image;
}

}  // namespace assent::support
