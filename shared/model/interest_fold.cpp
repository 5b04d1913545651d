// What events about interests, gifts and breaches do to the state.
#include "shared/model/fold.hpp"

namespace assent {

void fold(Tenant& tenant, const EventMeta&, const InterestEntered& event)
{
    tenant.interests.entries.push_back(event.entry);
}

void fold(Tenant& tenant, const EventMeta&, const InterestAmended& event)
{
    if (auto* entry = find_in(tenant.interests.entries, event.entry.id)) *entry = event.entry;
}

void fold(Tenant& tenant, const EventMeta&, const InterestEnded& event)
{
    if (auto* entry = find_in(tenant.interests.entries, event.entry)) entry->to = event.to;
}

void fold(Tenant& tenant, const EventMeta& meta, const InterestsConfirmed& event)
{
    tenant.interests.confirmations.push_back({event.person, event.on, meta.actor});
}

void fold(Tenant& tenant, const EventMeta&, const DecisionMakerSet& event)
{
    auto& all = tenant.interests.decision_makers;
    std::erase(all, event.person);
    if (event.decides) all.push_back(event.person);
}

void fold(Tenant& tenant, const EventMeta&, const GiftRecorded& event)
{
    tenant.interests.gifts.push_back(event.gift);
}

void fold(Tenant& tenant, const EventMeta&, const BreachRecorded& event)
{
    tenant.interests.breaches.push_back(event.breach);
}

}  // namespace assent
