#include "shared/workflow/engine.hpp"

#include <algorithm>

namespace assent::workflow {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool may_take(const Transition& transition, const std::vector<std::string>& roles)
{
    return std::any_of(roles.begin(), roles.end(), [&](const std::string& role) { return contains(transition.by, role); });
}

std::string for_whom(const Definition& definition, const Transition& transition)
{
    std::vector<std::string> titles;
    for (const std::string& key : transition.by) {
        const Role* role = find_role(definition, key);
        titles.push_back("the " + (role ? role->title : key));
    }
    return "This step is for " + joined(titles, " or ") + ".";
}

std::string title_of(const Definition& definition, std::string_view state)
{
    const State* found = find_state(definition, state);
    return found ? found->title : std::string(state);
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Step step_of(const Definition& definition, const Transition& transition, const Facts& facts,
             const std::vector<std::string>& roles)
{
    Step step;
    step.transition = transition.key;
    step.title = transition.title;
    step.to = transition.to;
    step.to_title = title_of(definition, transition.to);
    step.explanation = transition.explanation;
    step.by_role = may_take(transition, roles);
    step.voids_approvals = transition.voids_approvals;
    if (!step.by_role) step.reasons.push_back(for_whom(definition, transition));

    // A reason is asked for when the step is taken, so it keeps nobody from starting to; but where the step depends on
    // it, the person must know.
    Facts without = facts;
    without.reason_given = false;
    Facts with = facts;
    with.reason_given = true;
    step.needs_reason = mentions(transition.guard, GuardKind::reason_given) &&
                        !evaluate(transition.guard, definition, without).met &&
                        evaluate(transition.guard, definition, with).met;
    for (const Guard& need : transition.guard.children) {
        if (need.kind == GuardKind::reason_given) continue;
        step.needs.push_back(evaluate(need, definition, with));
        if (!step.needs.back().met) step.reasons.push_back(step.needs.back().sentence);
    }
    step.allowed = step.reasons.empty();
    return step;
}

std::string where_possible(const Definition& definition, std::string_view state, const std::string& what,
                           const std::vector<std::string>& elsewhere)
{
    return "You cannot " + what + " while the plan is in \"" + title_of(definition, state) + "\"" +
           (elsewhere.empty() ? "." : "; that can be done in " + joined(elsewhere, " or ") + ".");
}

}  // namespace

std::vector<Step> available(const Definition& definition, const Facts& facts, const std::vector<std::string>& roles)
{
    std::vector<Step> steps;
    for (const Transition& transition : definition.transitions)
        if (contains(transition.from, facts.state)) steps.push_back(step_of(definition, transition, facts, roles));
    return steps;
}

Result<void> check_transition(const Definition& definition, const Facts& facts, const std::vector<std::string>& roles,
                              std::string_view transition, std::string_view reason)
{
    const Transition* found = find_transition(definition, transition);
    if (!found || !contains(found->from, facts.state))
        return refuse(Errc::not_found,
                      "There is no such step from \"" + title_of(definition, facts.state) +
                          "\". The plan may have moved on since you opened it; look at its next steps again.",
                      "transition");
    if (!may_take(*found, roles)) return refuse(Errc::forbidden, for_whom(definition, *found), "transition");
    Facts now = facts;
    now.reason_given = !is_blank(reason);
    if (evaluate(found->guard, definition, now).met) return {};

    Facts with_reason = now;
    with_reason.reason_given = true;
    if (evaluate(found->guard, definition, with_reason).met)
        return refuse(Errc::invalid, "Say why: \"" + found->title + "\" needs a reason.", "reason");
    std::vector<std::string> reasons;
    for (const Guard& need : found->guard.children) {
        const Verdict verdict = evaluate(need, definition, with_reason);
        if (!verdict.met) reasons.push_back(verdict.sentence);
    }
    return refuse(Errc::not_allowed, "\"" + found->title + "\" is not possible yet. " + joined(reasons, " "),
                  "transition");
}

bool allows(const Definition& definition, std::string_view state, Activity activity)
{
    const State* found = find_state(definition, state);
    return found && std::find(found->allows.begin(), found->allows.end(), activity) != found->allows.end();
}

bool may_decide(const Definition& definition, std::string_view state, std::string_view committee)
{
    const State* found = find_state(definition, state);
    return found && contains(found->decides, committee);
}

Result<void> check_activity(const Definition& definition, std::string_view state, Activity activity)
{
    if (allows(definition, state, activity)) return {};
    std::vector<std::string> elsewhere;
    for (const State& other : definition.states)
        if (allows(definition, other.key, activity)) elsewhere.push_back("\"" + other.title + "\"");
    return refuse(Errc::not_allowed, where_possible(definition, state, in_words(activity), elsewhere));
}

Result<void> check_decide(const Definition& definition, std::string_view state, std::string_view committee)
{
    if (may_decide(definition, state, committee)) return {};
    std::vector<std::string> elsewhere;
    for (const State& other : definition.states)
        if (may_decide(definition, other.key, committee)) elsewhere.push_back("\"" + other.title + "\"");
    const Committee* found = find_committee(definition, committee);
    return refuse(Errc::not_allowed,
                  where_possible(definition, state,
                                 "hold a decision of the " + (found ? found->name : std::string(committee)), elsewhere));
}

}  // namespace assent::workflow
