#include "server/exchange/package/package.hpp"

#include <algorithm>

#include <zip.h>

namespace assent::exchange {
namespace {

constexpr std::size_t ratio_counts_from = 1024U * 1024;  // small parts of repeated words compress a lot and cost nothing
constexpr std::size_t name_bytes_max = 512;

tl::unexpected<Error> malformed(const std::string& what)
{
    return refuse(Errc::malformed,
                  "The file " + what + " Open it in the program it came from, save it again and try that file.",
                  "file");
}

tl::unexpected<Error> too_large(const std::string& what)
{
    return refuse(Errc::too_large,
                  "The file " + what +
                      " It was not read. Leave out what the plan does not need, such as pictures, and try again.",
                  "file");
}

/// Names lead nowhere but into the archive: no root, no drive, no parent, no backslash, nothing that is no text.
bool stays_inside(std::string_view name)
{
    if (name.empty() || name.size() > name_bytes_max || name.front() == '/') return false;
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == '\\' || c == ':' || c == 0x7F) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t slash = std::min(name.find('/', begin), name.size());
        const std::string_view step = name.substr(begin, slash - begin);
        if (step == ".." || step == "." || (step.empty() && slash != name.size())) return false;
        begin = slash + 1;
    }
    return true;
}

std::string lower(std::string_view name)
{
    std::string folded(name);
    for (char& c : folded)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return folded;
}

std::string megabytes(std::size_t bytes)
{
    return std::to_string(bytes / (1024 * 1024)) + " MB";
}

}  // namespace

struct Package::Archive
{
    zip_t* handle{};

    explicit Archive(zip_t* opened) : handle(opened) {}
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;
    ~Archive() { zip_discard(handle); }
};

Package::Package(Package&&) noexcept = default;
Package& Package::operator=(Package&&) noexcept = default;
Package::~Package() = default;

Result<Package> Package::open(BytesView bytes, const PackageLimits& limits)
{
    if (bytes.empty()) return refuse(Errc::malformed, "The file is empty. Choose the document itself.", "file");
    if (bytes.size() > limits.file_bytes_max)
        return too_large("is larger than " + megabytes(limits.file_bytes_max) + ".");

    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* handle = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    zip_error_fini(&error);
    if (handle == nullptr) {
        if (source != nullptr) zip_source_free(source);
        return malformed("is damaged or is no Office document: it cannot be opened as an archive.");
    }
    Package package;
    package.archive_ = std::make_unique<Archive>(handle);

    const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(zip_get_num_entries(handle, 0), 0));
    if (count > limits.parts_max) return too_large("has more than " + std::to_string(limits.parts_max) + " parts.");
    std::size_t total = 0;
    for (std::uint64_t index = 0; index < count; ++index) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t wanted = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
        if (zip_stat_index(handle, index, 0, &stat) != 0 || (stat.valid & wanted) != wanted)
            return malformed("is damaged: its directory cannot be read.");
        const std::string_view name = stat.name;
        if (!stays_inside(name)) return malformed("has a part with a name that is not allowed.");
        if (stat.encryption_method != ZIP_EM_NONE) return malformed("is protected with a password.");
        if (stat.size > limits.part_bytes_max || stat.size > limits.total_bytes_max - total)
            return too_large(
                "expands to more than " +
                megabytes(stat.size > limits.part_bytes_max ? limits.part_bytes_max : limits.total_bytes_max) + ".");
        if (stat.size > ratio_counts_from && stat.size / std::max<zip_uint64_t>(stat.comp_size, 1) > limits.ratio_max)
            return too_large("has a part that expands to more than " + std::to_string(limits.ratio_max) +
                             " times its size.");
        total += static_cast<std::size_t>(stat.size);
        if (name.ends_with('/')) continue;
        if (!package.entries_
                 .try_emplace(lower(name), Entry{std::string(name), index, static_cast<std::size_t>(stat.size)})
                 .second)
            return malformed("has two parts of the same name.");
    }
    return package;
}

std::vector<std::string> Package::names() const
{
    std::vector<std::string> names;
    names.reserve(entries_.size());
    for (const auto& [folded, entry] : entries_)
        names.push_back(entry.name);
    return names;
}

bool Package::has(std::string_view name) const
{
    return entries_.contains(lower(name));
}

Result<std::string> Package::read(std::string_view name) const
{
    const auto found = entries_.find(lower(name));
    if (found == entries_.end())
        return refuse(Errc::not_found, "The file has no part named \"" + std::string(name) + "\".", "file");
    const Entry& entry = found->second;
    zip_file_t* file = zip_fopen_index(archive_->handle, entry.index, 0);
    if (file == nullptr) return malformed("is damaged: its part \"" + entry.name + "\" cannot be opened.");

    // The directory may lie about the size, so no more is asked for than it says; the read after the last also checks
    // the sum.
    std::string content(entry.bytes, '\0');
    std::size_t got = 0;
    zip_int64_t step = 1;
    while (got < content.size() && step > 0) {
        step = zip_fread(file, content.data() + got, content.size() - got);
        if (step > 0) got += static_cast<std::size_t>(step);
    }
    char beyond = 0;
    const bool more = step >= 0 && got == content.size() && (step = zip_fread(file, &beyond, 1)) > 0;
    zip_fclose(file);
    if (more) return too_large("has a part that expands to more than its directory says.");
    if (step < 0 || got != content.size())
        return malformed("is damaged: its part \"" + entry.name + "\" cannot be read to its end.");
    return content;
}

}  // namespace assent::exchange
