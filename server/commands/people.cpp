// Who belongs to the organisation and what they may do.
#include "server/commands/handle.hpp"

namespace assent::commands {

static Result<void> check_roles(const std::vector<Role>& roles)
{
    if (roles.empty()) return refuse(Errc::invalid, "Choose at least one role.", "roles");
    if (roles.size() > 10) return refuse(Errc::too_large, "A person has ten roles at most.", "roles");
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AddPerson& command)
{
    const auto& person = command.person;
    if (!person.id) return refuse(Errc::malformed, "The person has no identifier.", "person");
    if (find_person(situation.tenant, person.id))
        return refuse(Errc::conflict, "This person belongs to the organisation already.", "person");
    ASSENT_CHECK(check_words(person.name, "name", "the person's name"));
    ASSENT_CHECK(check_words(person.email, "email", "the person's e-mail address"));
    ASSENT_CHECK(check_optional_words(person.job_title, "job_title"));
    ASSENT_CHECK(check_optional_words(person.organisation, "organisation"));
    ASSENT_CHECK(check_roles(person.roles));
    return Decided{{PersonAdded{person}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const SetRoles& command)
{
    if (!find_person(situation.tenant, command.person))
        return refuse(Errc::not_found, "There is no such person here.", "person");
    if (command.person == situation.person.id)
        return refuse(Errc::not_allowed, "You cannot change your own roles. Ask another administrator.", "person");
    ASSENT_CHECK(check_roles(command.roles));
    return Decided{{RolesSet{command.person, command.roles, command.active}}, {}};
}

}  // namespace assent::commands
