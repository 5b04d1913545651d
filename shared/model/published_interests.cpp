#include "shared/model/published_interests.hpp"

#include <algorithm>

namespace assent {

std::vector<PublishedInterest> published_interests(const Tenant& tenant, Date on)
{
    std::vector<PublishedInterest> published;
    for (const auto& entry : tenant.interests.entries) {
        const auto* person = find_person(tenant, entry.person);
        if (person && is_public(tenant.interests, entry, on)) published.push_back({person->name, person->job_title, &entry});
    }
    std::stable_sort(published.begin(), published.end(), [](const PublishedInterest& a, const PublishedInterest& b) {
        return a.name != b.name ? a.name < b.name : a.entry->from < b.entry->from;
    });
    return published;
}

std::vector<const Person*> without_published_interests(const Tenant& tenant, Date on)
{
    std::vector<const Person*> people;
    for (const auto id : tenant.interests.decision_makers) {
        const auto* person = find_person(tenant, id);
        const auto& entries = tenant.interests.entries;
        const bool has_any = std::any_of(entries.begin(), entries.end(), [&](const InterestEntry& entry) {
            return entry.person == id && (is_public(tenant.interests, entry, on) || (entry.withheld && is_live(entry, on)));
        });
        if (person && person->active && !has_any) people.push_back(person);
    }
    std::sort(people.begin(), people.end(), [](const Person* a, const Person* b) { return a->name < b->name; });
    return people;
}

}  // namespace assent
