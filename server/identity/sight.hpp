#pragma once
// What a person may find. A search looks for nothing outside of it: it is applied before anything is ranked or counted.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/event.hpp"

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
    std::vector<PlanId> withheld{};  ///< drafts of these are not found: their papers are withheld from the person (papers_withheld)

    bool operator==(const Sight&) const = default;
};

/// Whoever belongs to the organisation and may read can open every plan of it, drafts too (rooms/tenant_core answers OpenPlan to
/// all), so they find all. Whoever is here only as a provider's contact finds what is published about their organisation;
/// without an organisation to their name, nothing. Whoever was switched off finds nothing.
Sight sight_of(const Tenant& tenant, PersonId person);

/// Whether `person` may be shown the plan's words as they are drafted: its text, its versions and its past.
/// Errors  forbidden: a chair ruled that they do not receive its papers; with who did, and what to do.
Result<void> may_read_papers(const Plan& plan, PersonId person);

/// The event as it is told to `person`: without the words of registers that are kept from them (seen_by, interest_register.hpp), without
/// those of a plan whose papers are withheld from them, and without views that others keep for themselves. Nothing if it may be told
/// as it is.
std::optional<Event> retold_to(const Tenant& tenant, PersonId person, const Event& event);

/// Takes out of the copy of a plan, of which the text itself is not part, what repeats its words.
void withhold_papers(Plan& plan);

}  // namespace assent::identity
