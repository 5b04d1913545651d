#pragma once
// Conditions as a definition writes them: names, and tables that join or deny them (docs/workflow-format.md).

#include <string>

#include "shared/workflow/value_reader.hpp"

namespace assent::workflow {

/// What a list of needs, or a single one, comes to: always an `all`. Faults begin with `where`.
Guard read_guard(ValueReader& reader, std::string where, const toml::node& node);

}  // namespace assent::workflow
