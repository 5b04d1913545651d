// assent tenant create, assent user add.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include <CLI/CLI.hpp>

#include "server/cli/subcommands.hpp"
#include "server/identity/passwords.hpp"
#include "server/identity/sessions.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/clock.hpp"
#include "server/tenancy/offline.hpp"

namespace assent {

template<class T>
static T random_id()
{
    T id;
    identity::system_random()(id.bytes);
    return id;
}

static int report(const Error& error)
{
    std::fprintf(stderr, "assent: %s\n", error.message.c_str());
    return 1;
}

struct TenantOptions
{
    std::string data = "data";
    std::string slug;
    std::string name;
    std::string kind = "ccg";
    std::string body_type = "Clinical commissioning group";
    std::vector<std::string> members;
    std::string workflow;
};

static Result<std::string> read_text_file(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    if (!file || !(text << file.rdbuf())) return refuse(Errc::not_found, path + " cannot be read.");
    return text.str();
}

static Result<void> create_tenant(const TenantOptions& options)
{
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(const auto system, store::open_system_store(store::system_path(options.data)));
    const Timestamp now = tenancy::wall_now();
    const bool partnership = options.kind == "partnership";
    const auto id = random_id<TenantId>();
    if (system->tenant_by_slug(options.slug))
        return refuse(Errc::conflict, "There is already an organisation called " + options.slug + ".");
    ASSENT_TRY(const auto toml, read_text_file(options.workflow));
    ASSENT_TRY(auto organisation,
               tenancy::OfflineOrganisation::create(options.data, options.slug,
                                                    {id, options.slug, options.name,
                                                     partnership ? TenantKind::partnership : TenantKind::organisation,
                                                     options.body_type, options.members},
                                                    now));
    ASSENT_CHECK(organisation.adopt_workflow(std::filesystem::path(options.workflow).stem().string(), toml, now));
    return system->add_tenant(
        {id, options.slug, options.name, partnership ? store::TenantSort::partnership : store::TenantSort::ccg, now});
}

void add_tenant(CLI::App& app, int& status)
{
    auto* tenant = app.add_subcommand("tenant", "Organisations");
    tenant->require_subcommand(1);
    auto* create = tenant->add_subcommand("create", "Make a new organisation");
    auto options = std::make_shared<TenantOptions>();
    create->add_option("slug", options->slug, "Short name for addresses, such as luton")->required();
    create->add_option("--name", options->name, "Full name")->required();
    create->add_option("--data", options->data, "Data folder")->capture_default_str();
    create->add_option("--kind", options->kind, "ccg or partnership")->capture_default_str()
        ->check(CLI::IsMember({"ccg", "partnership"}));
    create->add_option("--body-type", options->body_type, "What kind of body it is")->capture_default_str();
    create->add_option("--member", options->members, "Of a partnership: a member organisation's name");
    create->add_option("--workflow", options->workflow, "Workflow definition (TOML) for its plans")->required();
    create->callback([options, &status] {
        const auto created = create_tenant(*options);
        status = created ? 0 : report(created.error());
        if (created) std::printf("Created %s (%s).\n", options->name.c_str(), options->slug.c_str());
    });
}

struct UserOptions
{
    std::string data = "data";
    std::string email;
    std::string name;
    std::string tenant;
    std::string job_title;
    std::string organisation;
    std::vector<std::string> roles;
};

static Result<void> add_person(const UserOptions& options, const std::string& password)
{
    std::vector<Role> roles;
    for (const auto& name : options.roles) {
        const auto role = role_named(name);
        if (!role) return refuse(Errc::invalid, "There is no role " + name + ". Use a name such as document_owner or approver.");
        roles.push_back(*role);
    }
    const auto email = identity::folded_email(options.email);
    if (!email) return refuse(Errc::invalid, options.email + " is not an e-mail address.");
    ASSENT_TRY(const auto lock, store::DataLock::take(options.data));
    ASSENT_TRY(const auto system, store::open_system_store(store::system_path(options.data)));
    ASSENT_TRY(const auto tenant, system->tenant_by_slug(options.tenant));
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::open(options.data, options.tenant));
    const Timestamp now = tenancy::wall_now();
    ASSENT_TRY(const auto existing, system->account_by_email(*email));
    PersonId person = existing ? existing->person : random_id<PersonId>();
    if (!existing) {
        ASSENT_CHECK(identity::acceptable_password(password, {options.name, options.email}));
        ASSENT_TRY(const auto hash, identity::Passwords().hash(password));
        ASSENT_CHECK(system->add_account({person, *email, options.name, hash, true, now}));
    }
    if (!find_person(organisation.tenant(), person))
        ASSENT_CHECK(organisation.add_person(
            {person, options.name, *email, options.job_title, options.organisation, roles, true}, now));
    return system->add_membership(person, options.tenant);
}

void add_user(CLI::App& app, int& status)
{
    auto* user = app.add_subcommand("user", "People");
    user->require_subcommand(1);
    auto* add = user->add_subcommand("add", "Add a person to an organisation; a new person's password is read from standard input");
    auto options = std::make_shared<UserOptions>();
    add->add_option("email", options->email, "E-mail address, with which the person signs in")->required();
    add->add_option("--name", options->name, "Name")->required();
    add->add_option("--tenant", options->tenant, "Short name of the organisation")->required();
    add->add_option("--role", options->roles, "Role; may be given several times")->required();
    add->add_option("--job-title", options->job_title, "Job title, as printed in version tables");
    add->add_option("--organisation", options->organisation, "In a partnership: the member organisation they act for");
    add->add_option("--data", options->data, "Data folder")->capture_default_str();
    add->callback([options, &status] {
        std::string password;
        std::getline(std::cin, password);
        const auto added = add_person(*options, password);
        status = added ? 0 : report(added.error());
        if (added) std::printf("%s belongs to %s.\n", options->name.c_str(), options->tenant.c_str());
    });
}

}  // namespace assent
