#pragma once
// A plan that another server exported (plan_json.hpp), read so that it can be kept here as it was: its words, versions under
// their own hashes, events, feedback, decisions and history. The file is trusted in nothing: every text, number and
// reference is checked, and what versions hold is hashed again.

#include <string_view>
#include <vector>

#include "shared/base/bytes.hpp"
#include "shared/base/result.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange {

struct RestorablePlan
{
    Plan plan;
    std::string organisation;  ///< whose it was
    WorkflowSource workflow;   ///< the definition it runs under
    std::vector<Forum> forums;  ///< those it names, without contacts
    std::vector<Person> people; ///< those it names; no longer active, without address and roles
    struct Frozen
    {
        Hash hash;
        Bytes content;  ///< canonical bytes
    };
    std::vector<Frozen> versions;  ///< one for each content hash that versions have
};

/// Errors  malformed, too_large, invalid: a sentence with the place in the file, field "file".
Result<RestorablePlan> read_plan_json(std::string_view text);

}  // namespace assent::exchange
