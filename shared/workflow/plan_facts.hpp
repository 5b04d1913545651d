#pragma once
// From the model to the facts that guards are evaluated over, and from a person to what they may do. The browser asks
// these functions before it draws a button, and the server before it accepts a command: the same answer for both.

#include <string>
#include <vector>

#include "shared/base/result.hpp"
#include "shared/model/tenant.hpp"
#include "shared/workflow/definition.hpp"
#include "shared/workflow/engine.hpp"
#include "shared/workflow/facts.hpp"

namespace assent::workflow {

Facts facts_of(const Tenant& tenant, const Plan& plan);

/// Keys of the person's roles as definitions name them.
std::vector<std::string> role_keys(const Person& person);

/// Every step out of the plan's state, with what it still needs and whether this person may take it.
std::vector<Step> steps_for(const Tenant& tenant, const Plan& plan, const Definition& definition, PersonId person);

/// Whether the person's roles and the plan's state both allow `activity`.
/// Errors  forbidden: by role. not_allowed: by state. Both with a sentence to show beside the disabled control.
Result<void> may_do(const Tenant& tenant, const Plan& plan, const Definition& definition, PersonId person,
                    Activity activity);

/// The right that an activity needs.
Right right_for(Activity activity);

}  // namespace assent::workflow
