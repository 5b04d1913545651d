#pragma once
// Which part stands for what: packages name their parts by relationships ("_rels" folders, ECMA-376 part 2,
// section 6.5), not by file names.

#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/package/package.hpp"
#include "shared/base/result.hpp"

namespace assent::exchange {

struct Relationship
{
    std::string id;
    std::string type;   ///< last step of its address: "officeDocument", "styles", "hyperlink"
    std::string target;  ///< a part's name, "word/styles.xml"; of an external one the address as written
    bool external{};

    bool operator==(const Relationship&) const = default;
};

/// Relationships of `part`, those of the package itself for an empty name; none if it has no list of them. Targets that
/// lead outside the package are left out.
///
/// Errors  as of read_xml. too_large: more than 20,000.
Result<std::vector<Relationship>> read_relationships(const Package& package, std::string_view part);

/// The first of that type that is no external one; null if there is none.
const Relationship* find_type(const std::vector<Relationship>& relationships, std::string_view type);

/// The one with that id; null if there is none.
const Relationship* find_id(const std::vector<Relationship>& relationships, std::string_view id);

}  // namespace assent::exchange
