#pragma once

#include <string>

#include "shared/workflow/definition.hpp"

namespace assent::workflow {

/// The definition as a Graphviz digraph: states in a box for each phase, steps with who may take them and what they need
/// in words.
std::string dot(const Definition& definition);

}  // namespace assent::workflow
