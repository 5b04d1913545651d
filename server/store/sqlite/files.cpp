#include "server/store/sqlite/files.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "server/store/sqlite/open.hpp"

namespace assent::store {

namespace fs = std::filesystem;

namespace {

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    explicit operator bool() const { return number_ >= 0; }
    int number() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

tl::unexpected<Error> failure(const char* what, const fs::path& path)
{
    const int code = errno;
    return refuse(Errc::storage_failed, std::string(what) + ' ' + path.string() + " failed: " + std::strerror(code) + '.');
}

Result<void> write_all(int descriptor, const char* data, std::size_t size, off_t offset, const fs::path& path)
{
    while (size > 0) {
        const ssize_t written = ::pwrite(descriptor, data, size, offset);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return failure("Writing", path);
        data += written;
        offset += written;
        size -= static_cast<std::size_t>(written);
    }
    return {};
}

}  // namespace

Result<void> sync_file(const fs::path& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return failure("Opening", path);
    if (::fsync(file.number()) != 0) return failure("Syncing", path);
    return {};
}

Result<void> sync_directory(const fs::path& path)
{
    const fs::path folder = path.empty() ? fs::path(".") : path;
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory) return failure("Opening", folder);
    if (::fsync(directory.number()) != 0) return failure("Syncing", folder);
    return {};
}

Result<void> make_directory(const fs::path& path)
{
    std::error_code ignored;
    if (path.empty() || fs::is_directory(path, ignored)) return {};
    ASSENT_CHECK(make_directory(path.parent_path()));
    // Readable by the service's own account only: these files hold people's drafts and sessions.
    if (::mkdir(path.c_str(), 0700) != 0 && errno != EEXIST) return failure("Making the folder", path);
    return sync_directory(path.parent_path());
}

Result<void> write_file(const fs::path& path, std::string_view content)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file && errno == EEXIST) return refuse(Errc::conflict, "There is already a file " + path.string() + ".");
    if (!file) return failure("Making", path);
    ASSENT_CHECK(write_all(file.number(), content.data(), content.size(), 0, path));
    if (::fsync(file.number()) != 0) return failure("Syncing", path);
    return sync_directory(path.parent_path());
}

Result<void> append_to_file(const fs::path& path, std::uint64_t length, std::string_view content)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | (length == 0 ? O_CREAT : 0), 0600));
    if (!file) return failure("Opening", path);
    struct stat now{};
    if (::fstat(file.number(), &now) != 0) return failure("Looking at", path);
    const auto size = static_cast<std::uint64_t>(now.st_size);
    if (size != length)
        return refuse(Errc::storage_failed, path.string() + " has " + std::to_string(size) + " bytes and should have " +
                                                std::to_string(length) + ": somebody else changed it.");
    const auto taken_back = [&](const char* what) {
        auto error = failure(what, path);
        // If this fails too, the next append finds a file of another length.
        [[maybe_unused]] const int ignored = ::ftruncate(file.number(), static_cast<off_t>(length));
        return error;
    };
    while (!content.empty()) {
        const ssize_t written = ::write(file.number(), content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return taken_back("Writing");
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file.number()) != 0) return taken_back("Syncing");
    return length == 0 ? sync_directory(path.parent_path()) : Result<void>{};
}

Result<void> cut_file_to(const fs::path& path, std::uint64_t length)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file) return failure("Opening", path);
    if (::ftruncate(file.number(), static_cast<off_t>(length)) != 0) return failure("Cutting off", path);
    if (::fsync(file.number()) != 0) return failure("Syncing", path);
    return {};
}

Result<std::string> read_file_from(const fs::path& path, std::uint64_t from)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file && errno == ENOENT) return refuse(Errc::not_found, "There is no file " + path.string() + ".");
    if (!file) return failure("Opening", path);
    std::string content;
    std::vector<char> buffer(1 << 16);
    for (;;) {
        const ssize_t got = ::pread(file.number(), buffer.data(), buffer.size(), static_cast<off_t>(from + content.size()));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure("Reading", path);
        if (got == 0) return content;
        content.append(buffer.data(), static_cast<std::size_t>(got));
    }
}

Result<void> rewrite_wal(const fs::path& database)
{
    const fs::path path = database.string() + "-wal";
    const Descriptor file(::open(path.c_str(), O_RDWR | O_CLOEXEC));
    if (!file && errno == ENOENT) return {};
    if (!file) return failure("Opening", path);
    std::vector<char> buffer(1 << 20);
    off_t offset = 0;
    for (;;) {
        const ssize_t got = ::pread(file.number(), buffer.data(), buffer.size(), offset);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failure("Reading", path);
        if (got == 0) break;
        ASSENT_CHECK(write_all(file.number(), buffer.data(), static_cast<std::size_t>(got), offset, path));
        offset += got;
    }
    if (::fsync(file.number()) != 0) return failure("Syncing", path);
    return {};
}

fs::path lock_path(const fs::path& data)
{
    return data / "lock";
}

fs::path system_path(const fs::path& data)
{
    return data / "system.db";
}

fs::path tenant_path(const fs::path& data, std::string_view slug)
{
    return data / "tenants" / (std::string(slug) + ".db");
}

fs::path heads_path(const fs::path& data, std::string_view slug)
{
    return data / "tenants" / (std::string(slug) + ".heads");
}

fs::path key_path(const fs::path& data, std::string_view slug)
{
    return data / "tenants" / (std::string(slug) + ".key");
}

fs::path witness_path(const fs::path& witness, std::string_view slug)
{
    return witness / (std::string(slug) + ".heads");
}

Result<DataLock> DataLock::take(const fs::path& data)
{
    ASSENT_CHECK(make_directory(data / "tenants"));
    const fs::path path = lock_path(data);
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!file) return failure("Opening", path);
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return refuse(Errc::conflict, "Another program is using " + data.string() +
                                              ". Stop it first, or give another data folder.");
        return failure("Locking", path);
    }
    ASSENT_CHECK(sync_directory(data));
    return DataLock(file.release());
}

bool DataLock::is_held(const fs::path& data)
{
    const Descriptor file(::open(lock_path(data).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return false;
    // Shared, so that two who only ask do not see each other; released with the descriptor.
    return ::flock(file.number(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

DataLock::DataLock(DataLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DataLock& DataLock::operator=(DataLock&& other) noexcept
{
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

DataLock::~DataLock()
{
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace assent::store
