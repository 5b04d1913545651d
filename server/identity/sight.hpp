#pragma once
// What a person may find. A search looks for nothing outside of it: it is applied before anything is ranked or counted.

#include <cstdint>
#include <string>

#include "shared/model/tenant.hpp"

namespace assent::identity {

struct Sight
{
    enum class Extent : std::uint8_t {
        nothing,
        published_naming,  ///< intentions of published versions that name `organisation`, and those versions' plans
        everything,        ///< all of the organisation, with its drafts: what the same person can open
    };
    Extent extent{};
    std::string organisation;

    bool operator==(const Sight&) const = default;
};

/// Whoever belongs to the organisation and may read can open every plan of it, drafts too (rooms/tenant_core answers OpenPlan to
/// all), so they find all. Whoever is here only as a provider's contact finds what is published about their organisation;
/// without an organisation to their name, nothing. Whoever was switched off finds nothing.
Sight sight_of(const Tenant& tenant, PersonId person);

}  // namespace assent::identity
