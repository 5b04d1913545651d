#include "server/identity/sight.hpp"

#include <algorithm>

namespace assent::identity {

Sight sight_of(const Tenant& tenant, PersonId id)
{
    const auto* person = find_person(tenant, id);
    if (!person || !may(*person, Right::read)) return {};
    const bool only_contact =
        std::all_of(person->roles.begin(), person->roles.end(), [](Role role) { return role == Role::provider_contact; });
    if (!only_contact) return {Sight::Extent::everything, {}};
    if (person->organisation.empty()) return {};
    return {Sight::Extent::published_naming, person->organisation};
}

}  // namespace assent::identity
