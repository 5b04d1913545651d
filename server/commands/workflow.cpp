// The plan's steps from draft to published.
#include "server/commands/handle.hpp"
#include "shared/workflow/plan_facts.hpp"

namespace assent::commands {

Result<Decided> handle_one(const Situation& situation, const TakeTransition& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    const auto found = situation.surroundings.definitions.find(plan->workflow_hash);
    if (found == situation.surroundings.definitions.end())
        return refuse(Errc::unavailable, "The workflow this plan runs under cannot be read. Tell your administrator.");
    const auto& definition = found->second;
    if (plan->state != command.from) {
        const auto* state = workflow::find_state(definition, plan->state);
        return refuse(Errc::conflict,
                      "The plan has moved on since you opened it: it is now in " + (state ? state->title : plan->state) + '.',
                      "from");
    }
    ASSENT_CHECK(check_optional_words(command.reason, "reason"));
    ASSENT_CHECK(workflow::check_transition(definition, workflow::facts_of(situation.tenant, *plan),
                                            workflow::role_keys(situation.person), command.transition, command.reason));
    const auto* transition = workflow::find_transition(definition, command.transition);
    const auto* from = workflow::find_state(definition, plan->state);
    const auto* to = workflow::find_state(definition, transition->to);
    const auto* version = latest_version(*plan);
    const bool publishes = to->phase == workflow::Phase::published && from->phase != workflow::Phase::published && version;
    return Decided{{TransitionTaken{command.plan, command.transition, plan->state, transition->to, command.reason,
                                    transition->voids_approvals, publishes ? version->id : VersionId{}}},
                   {}};
}

}  // namespace assent::commands
