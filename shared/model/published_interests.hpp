#pragma once
// The register of interests as the public reads it: who, and what of theirs is public on a day.

#include <string>
#include <vector>

#include "shared/model/tenant.hpp"

namespace assent {

struct PublishedInterest
{
    std::string name;
    std::string job_title;
    const InterestEntry* entry{};  ///< of the tenant's register
};

/// By name, and each person's by the day they began.
std::vector<PublishedInterest> published_interests(const Tenant& tenant, Date on);

/// Decision-making staff who have nothing on the public register, by name: that they have nothing to declare is worth reading too. Whoever
/// has only what is withheld is not among them.
std::vector<const Person*> without_published_interests(const Tenant& tenant, Date on);

}  // namespace assent
