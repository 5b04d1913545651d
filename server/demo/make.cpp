#include "server/demo/make.hpp"

#include <algorithm>

#include "server/demo/story.hpp"
#include "server/store/sqlite/files.hpp"
#include "server/store/sqlite/open.hpp"
#include "server/tenancy/offline.hpp"

namespace assent::demo {

namespace fs = std::filesystem;

static constexpr const char* stage_name = "sample.unfinished";

/// Whether `data` holds nothing but a lock, an empty folder for organisations, and the rest of a sample that was cut short.
static bool is_vacant(const fs::path& data)
{
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(data, error)) {
        const auto name = entry.path().filename();
        if (name == store::lock_path(data).filename() || name == stage_name) continue;
        if (name == "tenants" && fs::is_empty(entry.path(), error)) continue;
        return false;
    }
    return !error;
}

static Result<void> move_into_place(const fs::path& stage, const fs::path& data)
{
    std::error_code error;
    fs::create_directories(data / "tenants", error);
    for (const auto& entry : fs::directory_iterator(stage / "tenants", error)) {
        fs::rename(entry.path(), data / "tenants" / entry.path().filename(), error);
        if (error) break;
    }
    if (!error) {
        ASSENT_CHECK(store::sync_directory(data / "tenants"));
    }
    // The system file comes last: without it a folder has no content.
    if (!error) fs::rename(store::system_path(stage), store::system_path(data), error);
    if (error) return refuse(Errc::storage_failed, "The finished sample cannot be moved into " + data.string() + ": " + error.message());
    fs::remove_all(stage, error);
    return store::sync_directory(data);
}

static Person person_in(const Story& story, const StoryMember& member)
{
    const auto found = std::find_if(story.people.begin(), story.people.end(), [&](const auto& p) { return p.key == member.person; });
    if (found == story.people.end()) throw ContentError("organisations.toml: there is no person " + member.person);
    return {person_of(found->key), found->name, found->email, found->job_title, member.organisation, member.roles, true};
}

static Error at_place(const Step& step, const Tenant& tenant, const Error& error)
{
    return {error.code, "The sample's own text is at fault. " + step.place + ", " + name_of(tenant, step.person) + ": " + error.message,
            error.field};
}

static Result<void> make_organisation(const Story& story, const StoryOrganisation& told, const fs::path& stage,
                                      store::SystemStore& system, Made& made)
{
    const auto& created = told.created;
    ASSENT_TRY(auto organisation, tenancy::OfflineOrganisation::create(stage, created.slug, created, told.at));
    ASSENT_CHECK(system.add_tenant({created.id, created.slug, created.name,
                                    created.kind == TenantKind::partnership ? store::TenantSort::partnership : store::TenantSort::ccg,
                                    told.at}));
    const auto dot = told.workflow_file.rfind('.');
    ASSENT_CHECK(organisation.adopt_workflow(told.workflow_file.substr(0, dot), std::string(file_named(told.workflow_file)), told.at));
    PersonId administrator;
    for (const auto& member : told.members) {
        const Person person = person_in(story, member);
        if (administrator) {
            ASSENT_CHECK(organisation.submit(administrator, AddPerson{person}, told.at));
        } else {
            ASSENT_CHECK(organisation.add_person(person, told.at));
            administrator = person.id;
        }
        ASSENT_CHECK(system.add_membership(person.id, created.slug));
    }
    for (const auto& step : told.steps) {
        const auto done = organisation.submit(step.person, step.command(organisation.tenant()), step.at);
        if (!done) return tl::unexpected(at_place(step, organisation.tenant(), done.error()));
        ++made.commands;
    }
    ++made.organisations;
    for (const auto& plan : organisation.tenant().plans) {
        ++made.plans;
        made.feedback_items += static_cast<std::uint32_t>(plan.feedback.size());
    }
    return {};
}

static Result<void> make_accounts(const Story& story, store::SystemStore& system, identity::Passwords& passwords)
{
    ASSENT_CHECK(identity::acceptable_password(story.password));
    // One password, so one hash: the sample is made sooner, and nothing is given away that is not printed anyway.
    ASSENT_TRY(const auto hash, passwords.hash(story.password));
    Timestamp first = story.organisations.front().at;
    for (const auto& person : story.people)
        ASSENT_CHECK(system.add_account({person_of(person.key), person.email, person.name, hash, true, first}));
    return {};
}

static std::vector<SignIn> sign_ins_of(const Story& story)
{
    std::vector<SignIn> sign_ins;
    for (const auto& person : story.people) {
        if (!person.listed) continue;
        SignIn sign_in{person.name, person.email, {}};
        for (const auto& organisation : story.organisations)
            for (const auto& member : organisation.members) {
                if (member.person != person.key) continue;
                std::string roles;
                for (const auto role : member.roles) roles += (roles.empty() ? "" : ", ") + words_of(role);
                sign_in.what += (sign_in.what.empty() ? "" : "; ") + organisation.created.name + ": " + roles;
            }
        sign_ins.push_back(std::move(sign_in));
    }
    return sign_ins;
}

static Result<Made> make_in(const fs::path& stage, identity::Passwords& passwords)
{
    const Story story = read_story();
    Made made;
    made.password = story.password;
    made.people = static_cast<std::uint32_t>(story.people.size());
    made.sign_ins = sign_ins_of(story);
    ASSENT_CHECK(store::make_directory(stage / "tenants"));
    ASSENT_TRY(const auto system, store::open_system_store(store::system_path(stage)));
    ASSENT_CHECK(make_accounts(story, *system, passwords));
    for (const auto& organisation : story.organisations) ASSENT_CHECK(make_organisation(story, organisation, stage, *system, made));
    return made;
}

Result<Made> make_demo(const fs::path& data, identity::Passwords& passwords)
{
    const auto occupied = [&] {
        return refuse(Errc::conflict, data.string() + " has content already, and the sample goes into an empty folder only. "
                                                      "Name another folder, or start the server on this one.");
    };
    std::error_code error;
    if (fs::exists(data, error) && !is_vacant(data)) return occupied();
    ASSENT_TRY(const auto lock, store::DataLock::take(data));
    if (!is_vacant(data)) return occupied();
    const fs::path stage = data / stage_name;
    fs::remove_all(stage, error);
    Result<Made> made = refuse(Errc::malformed, "The sample was not made.");
    try {
        made = make_in(stage, passwords);
    } catch (const ContentError& fault) {
        made = refuse(Errc::malformed, std::string("The sample's own text is at fault. ") + fault.what());
    }
    if (!made) {
        fs::remove_all(stage, error);
        return made;
    }
    ASSENT_CHECK(move_into_place(stage, data));
    return made;
}

}  // namespace assent::demo
