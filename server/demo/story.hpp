#pragma once
// The sample as a story: who does what and when, told in files under content/ and acted out with the same commands that
// the browser sends. Nothing here reads a clock or draws a random number: the same files give the same organisations, event
// for event, with identifiers derived from names.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "server/demo/reader.hpp"
#include "shared/model/command.hpp"
#include "shared/model/event.hpp"
#include "shared/model/tenant.hpp"

namespace assent::demo {

/// Something a person does. The command is made when its turn comes, from the organisation as it then stands.
struct Step
{
    Timestamp at;
    PersonId person;
    std::string place;  ///< file and line it was read from
    std::function<Command(const Tenant&)> command;
    std::size_t order{};  ///< among those of the same moment
};

/// The identifier of a thing of the sample: "person/rosa", "av-ci/feedback/3".
template<class I>
I id_of(const std::string& words)
{
    return I::derived("demo/" + words);
}

inline PersonId person_of(const std::string& key)
{
    return id_of<PersonId>("person/" + key);
}

struct StoryPerson
{
    std::string key;
    std::string name;
    std::string email;
    std::string job_title;
    bool listed{};  ///< among the sign-ins that are printed
};

struct StoryMember
{
    std::string person;
    std::string organisation;
    std::vector<Role> roles;
};

struct StoryOrganisation
{
    TenantCreated created;
    Timestamp at;
    std::string workflow_file;
    std::vector<StoryMember> members;  ///< the first makes the others known and must be an administrator
    std::vector<Step> steps;           ///< forums, committees and all plans, in time order
};

struct Story
{
    std::string password;
    std::vector<StoryPerson> people;
    std::vector<StoryOrganisation> organisations;
};

/// Throws ContentError.
Story read_story();

// ---- for the families ----

/// What belongs to one plan while its file is read.
struct PlanScript
{
    std::string key;  ///< "av-ci": prefix of its identifiers
    PlanId plan;
    Entry file;
    std::vector<Step>& steps;

    template<class I>
    I id(const std::string& words) const
    {
        return id_of<I>(key + '/' + words);
    }

    void add(const Entry& entry, Timestamp at, const std::string& person, std::function<Command(const Tenant&)> command) const
    {
        steps.push_back({at, person_of(person), entry.place(), std::move(command), 0});
    }
};

/// The element that a file calls by an intention's reference, a section's number or heading, or a table's title.
ElementId element_named(const Plan& plan, const std::string& name);

void add_content_steps(const PlanScript& script);
void add_version_steps(const PlanScript& script);
void add_socialisation_steps(const PlanScript& script);
void add_feedback_steps(const PlanScript& script);
void add_significance_steps(const PlanScript& script);
void add_decision_steps(const PlanScript& script);

}  // namespace assent::demo
