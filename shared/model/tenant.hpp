#pragma once
// All of one organisation, as its events tell it. The server keeps it in memory and the browser keeps what it was sent:
// both fold the same events with apply() (event.hpp), so both hold the same value.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/committee.hpp"
#include "shared/model/ids.hpp"
#include "shared/model/interest_register.hpp"
#include "shared/model/person.hpp"
#include "shared/model/plan.hpp"
#include "shared/model/socialisation.hpp"

namespace assent {

enum class TenantKind : std::uint8_t { organisation, partnership };
BOOST_DESCRIBE_ENUM(TenantKind, organisation, partnership)

/// A workflow definition as it was put into force: its TOML text is kept, so that its hash can be checked for ever.
struct WorkflowSource
{
    Hash hash;
    std::string name;
    std::string title;
    std::string toml;

    bool operator==(const WorkflowSource&) const = default;
};
BOOST_DESCRIBE_STRUCT(WorkflowSource, (), (hash, name, title, toml))

struct Tenant
{
    TenantId id;
    std::string slug;
    std::string name;
    TenantKind kind{};
    std::string body_type;             ///< "Clinical commissioning group": data, since bodies come and go
    std::vector<std::string> members;  ///< of a partnership: the names of its member organisations
    std::vector<Person> people;
    std::vector<Forum> forums;
    std::vector<Committee> committees;
    std::vector<WorkflowSource> workflows;
    std::vector<Plan> plans;
    std::uint64_t sequence{};  ///< of the last event folded in
    Timestamp at;
    std::vector<SavedView> saved_views;
    InterestRegister interests;

    bool operator==(const Tenant&) const = default;
};
BOOST_DESCRIBE_STRUCT(Tenant, (),
                      (id, slug, name, kind, body_type, members, people, forums, committees, workflows, plans, sequence, at,
                       saved_views, interests))

const Person* find_person(const Tenant& tenant, PersonId id);
const Plan* find_plan(const Tenant& tenant, PlanId id);
Plan* find_plan(Tenant& tenant, PlanId id);
const Forum* find_forum(const Tenant& tenant, ForumId id);
const Committee* find_committee(const Tenant& tenant, CommitteeId id);

/// The person's name, or "somebody no longer here".
std::string name_of(const Tenant& tenant, PersonId id);

}  // namespace assent
