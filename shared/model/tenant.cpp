#include "shared/model/tenant.hpp"

#include <algorithm>

namespace assent {

template<class T, class I>
static auto find_by_id(T& items, I id) -> decltype(&items.front())
{
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

const Person* find_person(const Tenant& tenant, PersonId id)
{
    return find_by_id(tenant.people, id);
}

const Plan* find_plan(const Tenant& tenant, PlanId id)
{
    return find_by_id(tenant.plans, id);
}

Plan* find_plan(Tenant& tenant, PlanId id)
{
    return find_by_id(tenant.plans, id);
}

const Forum* find_forum(const Tenant& tenant, ForumId id)
{
    return find_by_id(tenant.forums, id);
}

const Committee* find_committee(const Tenant& tenant, CommitteeId id)
{
    return find_by_id(tenant.committees, id);
}

std::string name_of(const Tenant& tenant, PersonId id)
{
    const auto* person = find_person(tenant, id);
    return person ? person->name : "somebody no longer here";
}

}  // namespace assent
