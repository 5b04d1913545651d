#include "server/commands/handle.hpp"

#include "shared/base/assertion.hpp"
#include "shared/workflow/plan_facts.hpp"

namespace assent::commands {

Result<Decided> handle(const identity::Grant& grant, const Situation& situation, const Command& command)
{
    ASSENT_ASSERT(grant.tenant() == situation.tenant.id && grant.principal() == situation.person.id);
    return std::visit([&](const auto& one) { return handle_one(situation, one); }, command);
}

Result<const Plan*> plan_in(const Situation& situation, PlanId id)
{
    if (const auto* plan = find_plan(situation.tenant, id)) return plan;
    return refuse(Errc::not_found, "There is no such plan here. It may have been moved; open it again from the list.");
}

Result<const workflow::Definition*> allowed(const Situation& situation, const Plan& plan, workflow::Activity activity)
{
    const auto found = situation.surroundings.definitions.find(plan.workflow_hash);
    if (found == situation.surroundings.definitions.end())
        return refuse(Errc::unavailable, "The workflow this plan runs under cannot be read. Tell your administrator.");
    ASSENT_CHECK(workflow::may_do(situation.tenant, plan, found->second, situation.person.id, activity));
    return &found->second;
}

Result<void> check_under_way(const Situation& situation, const Plan& plan)
{
    const auto found = situation.surroundings.definitions.find(plan.workflow_hash);
    const auto* state = found == situation.surroundings.definitions.end() ? nullptr : workflow::find_state(found->second, plan.state);
    if (state && state->is_final)
        return refuse(Errc::not_allowed, "The plan is in \"" + state->title + "\", where nothing is assessed or consulted on any more.");
    return {};
}

Result<void> check_optional_words(const std::string& text, const char* field)
{
    if (text.size() > EditLimits::text_bytes_max)
        return refuse(Errc::too_large, "This text is longer than 32 KB. Shorten it.", field);
    if (!is_plain_text(text))
        return refuse(Errc::invalid, "This text holds characters that cannot be shown. Paste it as plain text.", field);
    return {};
}

Result<void> check_words(const std::string& text, const char* field, const char* what)
{
    if (text.find_first_not_of(" \n\t") == std::string::npos)
        return refuse(Errc::invalid, "Enter " + std::string(what) + ".", field);
    return check_optional_words(text, field);
}

}  // namespace assent::commands
