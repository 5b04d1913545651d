#pragma once
// A whole plan for other programs and for keeping: content, versions, forums' events, feedback, decisions, history.
// Field names are those of the model and a test holds them still; docs/exports.md lists them.

#include <map>
#include <string>

#include "shared/document/canonical.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange {

/// JSON, indented by two, ending in a line feed. Identifiers and hashes are hexadecimal, days are ISO 8601 or null, times
/// RFC 3339 in UTC or null; choices are words with underscores. "people" holds name and role of everybody who is named by
/// identifier; e-mail addresses stay inside. With the contents of its versions and its workflow a plan can be restored
/// elsewhere (plan_restore.hpp).
///
/// contents  what versions hold, by their content hash; what is not given is left out
std::string plan_json(const Tenant& tenant, const Plan& plan, const std::map<Hash, FrozenPlan>& contents);

}  // namespace assent::exchange
