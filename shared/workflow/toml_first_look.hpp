#pragma once
// What must not reach the TOML parser, found before it runs.

#include <optional>
#include <string_view>

#include "shared/workflow/parse.hpp"

namespace assent::workflow {

/// The first thing in the text that toml++ must not be given, if there is anything.
std::optional<Fault> first_look(std::string_view text);

}  // namespace assent::workflow
