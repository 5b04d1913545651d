#pragma once
// Proves a definition sound before any plan may start under it, by walking every configuration a plan can get into:
// state, what holds, and whether the approvals given are of the latest version. What it proves is listed in
// docs/workflow-format.md, "What the checker proves".

#include <cstdint>
#include <vector>

#include "shared/workflow/definition.hpp"
#include "shared/workflow/parse.hpp"

namespace assent::workflow {

struct CheckLimits
{
    std::uint32_t configurations_max{1'000'000};
    std::uint32_t moves_max{16'000'000};  ///< edges kept, 4 bytes each
};

struct CheckReport
{
    std::vector<Fault> faults;  ///< by line; empty: the definition is sound
    std::uint32_t configurations{};
    std::uint32_t moves{};
};

/// Checks a definition that parse() accepted. One that is too large to walk within the limits has a fault that says so.
CheckReport check(const Definition& definition, const CheckLimits& limits = {});

}  // namespace assent::workflow
