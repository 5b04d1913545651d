#pragma once
// What can be done with a plan now, by whom, and why not. Pure functions of definition and facts: the browser greys out
// buttons with them and the server refuses commands with them, so the two cannot disagree.

#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/result.hpp"
#include "shared/workflow/definition.hpp"
#include "shared/workflow/facts.hpp"
#include "shared/workflow/guard.hpp"

namespace assent::workflow {

/// One step out of the present state.
struct Step
{
    std::string transition;  ///< key
    std::string title;
    std::string to;  ///< key of the state it leads to
    std::string to_title;
    std::string explanation;
    bool allowed{};                   ///< this person may take it now (and is asked for a reason if `needs_reason`)
    bool by_role{};                   ///< one of the person's roles may take it, now or once the needs are met
    bool needs_reason{};              ///< a reason must be given with it
    bool voids_approvals{};
    std::vector<Verdict> needs;       ///< everything the step needs, met or not, in the definition's order
    std::vector<std::string> reasons;  ///< why it is not allowed, a sentence each; empty if it is

    bool operator==(const Step&) const = default;
};
BOOST_DESCRIBE_STRUCT(Step, (),
                      (transition, title, to, to_title, explanation, allowed, by_role, needs_reason, voids_approvals,
                       needs, reasons))

/// Every step out of `facts.state`, allowed or not, in the definition's order. `facts.reason_given` is ignored.
///
/// roles   keys of the roles the person holds where the plan lives
std::vector<Step> available(const Definition& definition, const Facts& facts, const std::vector<std::string>& roles);

/// Whether the person may take the step now.
///
/// reason   what the person typed as their reason; white space alone is none
/// Errors   not_found: there is no such step out of this state. forbidden: none of the roles may take it. not_allowed:
///          something it needs is missing; the message says all that is. invalid (field "reason"): a reason is needed.
Result<void> check_transition(const Definition& definition, const Facts& facts, const std::vector<std::string>& roles,
                              std::string_view transition, std::string_view reason);

/// Whether people may do `activity` while the plan is in `state`; never in a state that does not exist.
bool allows(const Definition& definition, std::string_view state, Activity activity);

/// Whether the committee may hold a decision while the plan is in `state`.
bool may_decide(const Definition& definition, std::string_view state, std::string_view committee);

/// The same as a refusal that says where the plan stands and in which states it could be done.
///
/// Errors   not_allowed.
Result<void> check_activity(const Definition& definition, std::string_view state, Activity activity);
Result<void> check_decide(const Definition& definition, std::string_view state, std::string_view committee);

}  // namespace assent::workflow
