#pragma once
// What the index knows of one thing that can be found: its words by field, and the values it can be narrowed by. Made from the
// organisation's state on its strand, so it copies what it needs.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/tenant.hpp"
#include "shared/protocol/message.hpp"

namespace assent::search {

struct Key
{
    SearchKind kind{};
    PlanId plan;     ///< zero: of the organisation
    ElementId item;  ///< the thing's identifier, whatever its kind

    bool operator==(const Key&) const = default;
};

struct KeyHash
{
    std::size_t operator()(const Key& key) const
    {
        return std::hash<PlanId>{}(key.plan) ^ std::hash<ElementId>{}(key.item) * 31 ^ static_cast<std::size_t>(key.kind);
    }
};

struct Entry
{
    std::string reference;
    std::string title;
    std::string text;
    std::vector<std::string> providers;
    std::string programme;
    std::string place;
    std::vector<std::string> routes;
    std::vector<std::string> quarters;  ///< "2026/27 Q1"
    std::string status;
    std::string year;  ///< financial year, "2026/27"

    bool operator==(const Entry&) const = default;
};

/// The identifier of a thing of any kind as keys have it.
template<class Tag>
ElementId item_of(const Id<Tag>& id)
{
    return ElementId{id.bytes};
}

/// Nothing if there is no such thing (any more).
///
/// hint   the thing's place among its kind in its plan, where it probably still stands
std::optional<Entry> entry_of(const Tenant& tenant, const Key& key, std::size_t hint = 0);

/// An intention as a published version has it.
Entry entry_of(const Intention& intention, const std::string& year);

/// Every quarter that days of the timescale fall into, up to eight; as written if it has no days.
std::vector<std::string> quarters_of(const IntentionTimescale& timescale);

}  // namespace assent::search
