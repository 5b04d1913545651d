#pragma once
// What can be seen wrong with a definition without walking it: how its committees are made up, and states and steps that
// cannot make sense by themselves.

#include <vector>

#include "shared/workflow/definition.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::workflow {

/// Quorums that the committee as composed cannot meet, or (where `survives_recusal` asks for it) not with one member
/// recused; casting votes that can never be cast; committees that nothing asks.
std::vector<Fault> committee_faults(const Definition& definition);

/// A definition without an end, an end that goes on, and approvals asked of committees that no state lets decide. These
/// leave nothing worth walking.
std::vector<Fault> outline_faults(const Definition& definition);

}  // namespace assent::workflow
