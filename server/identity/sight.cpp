#include "server/identity/sight.hpp"

#include <algorithm>

#include "shared/base/overloaded.hpp"

namespace assent::identity {

Sight sight_of(const Tenant& tenant, PersonId id)
{
    const auto* person = find_person(tenant, id);
    if (!person || !may(*person, Right::read)) return {};
    const bool only_contact =
        std::all_of(person->roles.begin(), person->roles.end(), [](Role role) { return role == Role::provider_contact; });
    if (only_contact && person->organisation.empty()) return {};
    if (only_contact) return {Sight::Extent::published_naming, person->organisation, {}};
    Sight sight{Sight::Extent::everything, {}, {}};
    for (const auto& plan : tenant.plans)
        if (papers_withheld(plan, id)) sight.withheld.push_back(plan.id);
    return sight;
}

Result<void> may_read_papers(const Plan& plan, PersonId person)
{
    const auto* decision = papers_withheld(plan, person);
    if (!decision) return {};
    return refuse(Errc::forbidden, "You do not receive the papers of this plan: the chair of " + decision->committee.name +
                                       " ruled so because of your interest. If that is wrong, ask the committee secretary.");
}

template<class... Kinds>
static bool is_one_of(const Event& event)
{
    return (std::holds_alternative<Kinds>(event) || ...);
}

std::optional<Event> retold_to(const Tenant& tenant, PersonId id, const Event& event)
{
    // Asked of every event for everybody who is connected: most are told as they are.
    if (is_one_of<InterestEntered, InterestAmended, BreachRecorded>(event)) {
        const auto* person = find_person(tenant, id);
        if (!person) return std::nullopt;
        return std::visit(Overloaded{
                              [&](const InterestEntered& e) -> Event { return InterestEntered{seen_by(e.entry, *person)}; },
                              [&](const InterestAmended& e) -> Event { return InterestAmended{seen_by(e.entry, *person)}; },
                              [&](const BreachRecorded& e) -> Event { return BreachRecorded{seen_by(e.breach, *person)}; },
                              [&](const auto&) -> Event { return event; },
                          },
                          event);
    }
    if (const auto* saved = std::get_if<ViewSaved>(&event); saved && !saved->view.shared && saved->view.owner != id)
        return ViewDropped{saved->view.id};  // it may have been everybody's before
    if (is_one_of<SuggestionsMade, ValueReplaced>(event)) {
        const auto* plan = find_plan(tenant, plan_of(event));
        if (!plan || !papers_withheld(*plan, id)) return std::nullopt;
        if (std::holds_alternative<SuggestionsMade>(event)) return SuggestionsMade{plan->id, {}};
        return ValueReplaced{plan->id, {}, {}, {}, {}};
    }
    return std::nullopt;
}

void withhold_papers(Plan& plan)
{
    plan.content = {};
    plan.suggestions.clear();
    plan.replaced.clear();
}

}  // namespace assent::identity
