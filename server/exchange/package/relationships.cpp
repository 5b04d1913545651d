#include "server/exchange/package/relationships.hpp"

#include <algorithm>
#include <optional>

#include "server/exchange/package/xml_part.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t relationships_max = 20'000;

/// `target` as seen from the folder of `part`; nothing if it leads outside.
std::optional<std::string> resolved(std::string_view part, std::string_view target)
{
    std::vector<std::string_view> steps;
    const auto walk = [&](std::string_view path) {
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view step = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
            if (step.empty() || step == ".") continue;
            if (step != "..")
                steps.push_back(step);
            else if (steps.empty())
                return false;
            else
                steps.pop_back();
        }
        return true;
    };
    if (!target.starts_with('/')) walk(part.substr(0, part.rfind('/') == std::string_view::npos ? 0 : part.rfind('/')));
    if (!walk(target) || steps.empty()) return std::nullopt;
    std::string name;
    for (const auto step : steps)
        name += (name.empty() ? "" : "/") + std::string(step);
    return name;
}

}  // namespace

Result<std::vector<Relationship>> read_relationships(const Package& package, std::string_view part)
{
    const std::size_t slash = part.rfind('/');
    const std::size_t base = slash == std::string_view::npos ? 0 : slash + 1;
    const std::string list = std::string(part.substr(0, base)) + "_rels/" + std::string(part.substr(base)) + ".rels";
    std::vector<Relationship> relationships;
    if (!package.has(list)) return relationships;
    ASSENT_TRY(const XmlPart xml, read_xml(package, list));
    for (const pugi::xml_node node : xml.root().children()) {
        if (node.type() != pugi::node_element) continue;
        if (relationships.size() == relationships_max)
            return refuse(Errc::too_large, "The file links to more than 20,000 things. It was not read.", "file");
        const std::string_view type = node.attribute("Type").value();
        const std::string_view target = node.attribute("Target").value();
        Relationship relationship{
            node.attribute("Id").value(), std::string(type.substr(std::min(type.rfind('/') + 1, type.size()))),
            std::string(target), std::string_view(node.attribute("TargetMode").value()) == "External"};
        if (!relationship.external) {
            const auto name = resolved(part, target);
            if (!name) continue;
            relationship.target = *name;
        }
        relationships.push_back(std::move(relationship));
    }
    return relationships;
}

const Relationship* find_type(const std::vector<Relationship>& relationships, std::string_view type)
{
    const auto found = std::find_if(relationships.begin(), relationships.end(),
                                    [&](const Relationship& r) { return r.type == type && !r.external; });
    return found == relationships.end() ? nullptr : &*found;
}

const Relationship* find_id(const std::vector<Relationship>& relationships, std::string_view id)
{
    const auto found =
        std::find_if(relationships.begin(), relationships.end(), [&](const Relationship& r) { return r.id == id; });
    return found == relationships.end() ? nullptr : &*found;
}

}  // namespace assent::exchange
