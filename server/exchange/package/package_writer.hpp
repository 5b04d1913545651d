#pragma once
// Writes an Office package: parts, their content types and relationships. The same calls give the same bytes: parts
// stand in the order added and every stored date is 1 January 1980, the first that ZIP knows.

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.hpp"

namespace assent::exchange {

class PackageWriter
{
public:
    /// Adds a part. `name` has no leading slash and stands once; `content_type` as in its standard.
    void add(std::string name, std::string_view content_type, std::string content);

    /// Says that `source` (empty: the package) refers to `target`, and gives the relationship's id, "rId1". Targets are
    /// names of parts or, if external, addresses. `type` is the full address of the kind of relationship.
    enum class Target { part, external };
    std::string relate(std::string_view source, std::string_view type, std::string_view target,
                       Target kind = Target::part);

    /// The archive. Errors  too_large: it could not be put together in memory.
    Result<std::string> finish() &&;

private:
    struct Part
    {
        std::string name;
        std::string content_type;
        std::string content;
    };
    struct Relation
    {
        std::string source;
        std::string id;
        std::string type;
        std::string target;
        Target kind{};
    };

    std::vector<Part> parts_;
    std::vector<Relation> relations_;
};

/// `text` as character data or attribute value: marks escaped; characters that XML 1.0 cannot hold left out.
std::string xml_escaped(std::string_view text);

}  // namespace assent::exchange
