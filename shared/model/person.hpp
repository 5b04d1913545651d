#pragma once
// People of one organisation and what their roles let them do (REQUIREMENTS R4). Rights are checked by the same code
// that greys out a control in the browser and that refuses the command on the server.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/result.hpp"
#include "shared/model/ids.hpp"

namespace assent {

enum class Role : std::uint8_t {
    reader, author, contributor, document_owner, finance_reviewer, engagement_lead, committee_secretary, approver,
    provider_contact, administrator
};
BOOST_DESCRIBE_ENUM(Role, reader, author, contributor, document_owner, finance_reviewer, engagement_lead,
                    committee_secretary, approver, provider_contact, administrator)

/// What a command needs, beyond what the plan's state and its guards allow.
enum class Right : std::uint8_t {
    read, edit_content, cut_version, record_socialisation, log_feedback, answer_feedback, run_sign_off, vote, move_plan,
    create_plan, administer
};
BOOST_DESCRIBE_ENUM(Right, read, edit_content, cut_version, record_socialisation, log_feedback, answer_feedback,
                    run_sign_off, vote, move_plan, create_plan, administer)

struct Person
{
    PersonId id;
    std::string name;
    std::string email;
    std::string job_title;
    std::string organisation;  ///< in a partnership: the member organisation they act for
    std::vector<Role> roles;
    bool active{true};

    bool operator==(const Person&) const = default;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, name, email, job_title, organisation, roles, active))

/// Whether `person` has `right` through any role.
/// Errors  forbidden: with a sentence naming who could do it.
Result<void> may(const Person& person, Right right);

/// "committee secretary": the role as people say it. The same words are used in workflow definitions, with underscores.
std::string words_of(Role role);
/// "committee_secretary"; nothing for a name that is no role.
std::string name_of(Role role);
std::optional<Role> role_named(std::string_view name);

/// "PK": at most two letters of a person's name.
std::string initials_of(const std::string& name);

}  // namespace assent
