#pragma once
// An Office file as what it is, a ZIP archive of XML parts ("package", ECMA-376 part 2), read from bytes that nobody
// vouches for. Everything is bounded before it is expanded; nothing is written to disk, and names stay names.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

struct PackageLimits
{
    std::size_t file_bytes_max = 20U * 1024 * 1024;
    std::size_t parts_max = 4'000;
    std::size_t part_bytes_max = 64U * 1024 * 1024;   ///< of one part, expanded
    std::size_t total_bytes_max = 256U * 1024 * 1024;  ///< of all parts, expanded, read or not
    std::size_t ratio_max = 400;                      ///< expanded to compressed, of parts over a megabyte
};

class Package
{
public:
    /// Reads the directory of the archive; expands nothing yet. `bytes` must outlive the package.
    ///
    /// Errors  too_large: a limit is passed. malformed: no ZIP archive, encrypted, a name that stands twice or leads
    ///         outside the archive. All name the field "file".
    static Result<Package> open(BytesView bytes, const PackageLimits& limits = {});

    Package(Package&&) noexcept;
    Package& operator=(Package&&) noexcept;
    ~Package();

    /// Names of the parts as they stand in the archive, "word/document.xml", sorted; folders are left out.
    std::vector<std::string> names() const;

    /// Whether there is a part of that name; ASCII case is ignored, as the standard has it.
    bool has(std::string_view name) const;

    /// The expanded part.
    ///
    /// Errors  not_found. too_large: it expands to more than its directory says. malformed: it is damaged.
    Result<std::string> read(std::string_view name) const;

private:
    struct Archive;
    struct Entry
    {
        std::string name;
        std::uint64_t index{};
        std::size_t bytes{};
    };

    Package() = default;

    std::unique_ptr<Archive> archive_;
    std::map<std::string, Entry, std::less<>> entries_;  ///< by name in lower case
};

}  // namespace assent::exchange
