// Any bytes as a workflow definition: read or refused, and what is read is checked, drawn and stepped through. Seeds:
// workflows/ and tests/data/workflow/.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/assertion.hpp"
#include "shared/workflow/checker.hpp"
#include "shared/workflow/engine.hpp"
#include "shared/workflow/graph.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace assent::workflow;
    const Parsed parsed = parse({reinterpret_cast<const char*>(data), size});
    ASSENT_ASSERT(parsed.definition.has_value() == parsed.faults.empty());
    for (const Fault& fault : parsed.faults) ASSENT_ASSERT(!text_of(fault, "f").empty());
    if (!parsed.definition) return 0;
    const Definition& definition = *parsed.definition;
    // Small limits keep each input short; reaching them is an answer like any other.
    const CheckReport report = check(definition, {500, 5'000});
    for (const Fault& fault : report.faults) ASSENT_ASSERT(!fault.message.empty());
    ASSENT_ASSERT(!dot(definition).empty());
    for (const State& state : definition.states) {
        Facts facts;
        facts.state = state.key;
        for (const Step& step : available(definition, facts, {definition.roles.front().key}))
            ASSENT_ASSERT(step.allowed == step.reasons.empty());
    }
    return 0;
}
