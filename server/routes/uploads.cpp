// Files that people send: each is read here and held until a command names it. Nothing is written by sending one.
#include <map>
#include <optional>

#include "server/exchange/file_kinds.hpp"
#include "server/routes/answers.hpp"
#include "server/routes/asking.hpp"
#include "server/routes/read_log.hpp"
#include "server/routes/read_word_back.hpp"
#include "server/routes/routes.hpp"
#include "server/tenancy/clock.hpp"
#include "shared/document/canonical.hpp"

namespace assent::routes {

using net::HttpRequest;
using net::HttpResponse;
using tenancy::TenantServer;

bool takes_file(std::string_view path)
{
    return path == upload_path || path == log_upload_path || path == word_upload_path || path == attachment_upload_path;
}

static std::string sent_name(const HttpRequest& request)
{
    const auto name = net::parse_form("name=" + std::string(request.header("X-File-Name")));
    return name ? std::string(name->get_or_empty("name")) : std::string();
}

static Result<void> check_right(const rooms::TenantCore& core, PersonId sender, Right right)
{
    const auto* person = find_person(core.tenant(), sender);
    if (!person || !person->active) return refuse(Errc::forbidden, "You do not belong to this organisation.");
    return may(*person, right);
}

/// The plan, if the sender may log feedback.
static Result<const Plan*> plan_to_log_in(const rooms::TenantCore& core, PersonId sender, const std::optional<PlanId>& id)
{
    ASSENT_CHECK(check_right(core, sender, Right::log_feedback));
    const auto* plan = id ? find_plan(core.tenant(), *id) : nullptr;
    if (!plan) return refuse(Errc::not_found, "There is no such plan here.", "plan");
    return plan;
}

static std::optional<PlanId> named_plan(const HttpRequest& request) { return PlanId::parse(request.query.get_or_empty("plan")); }

// What is asked of an organisation may be looked at after the answer was given up: it takes what it needs by value.

static Result<std::string> take_document(TenantServer& organisation, PersonId sender, const HttpRequest& request)
{
    ASSENT_CHECK(ask_or_refuse<void>(organisation, [sender](const rooms::TenantCore& core) { return check_right(core, sender, Right::create_plan); }));
    ASSENT_TRY(auto read, read_upload(request.body, sent_name(request)));
    organisation.document(read.summary.hash, std::move(read.document));
    return to_json(read.summary);
}

static Result<std::string> take_log(TenantServer& organisation, PersonId sender, const HttpRequest& request)
{
    // What rows are matched against: the plan, and names of people and forums.
    auto asked = ask_or_refuse<Tenant>(organisation, [sender, id = named_plan(request)](const rooms::TenantCore& core) -> Result<Tenant> {
        ASSENT_TRY(const auto* plan, plan_to_log_in(core, sender, id));
        Tenant found;
        found.people = core.tenant().people;
        found.forums = core.tenant().forums;
        found.plans.push_back(*plan);
        return found;
    });
    ASSENT_TRY(const auto tenant, std::move(asked));
    const Plan& plan = tenant.plans.front();
    ASSENT_TRY(auto log, read_log(request.body, log_choices(request.query), tenant, plan));
    std::string json = to_json(log);
    organisation.log(log.hash, {sent_name(request), plan.id, std::move(log.preview.items)});
    return json;
}

static Result<std::string> take_word(TenantServer& organisation, PersonId sender, const HttpRequest& request)
{
    struct Found
    {
        Plan plan;
        std::map<PlanId, std::string> titles;
    };
    auto asked = ask_or_refuse<Found>(organisation, [sender, id = named_plan(request)](const rooms::TenantCore& core) -> Result<Found> {
        ASSENT_TRY(const auto* plan, plan_to_log_in(core, sender, id));
        Found here{*plan, {}};
        for (const auto& each : core.tenant().plans) here.titles[each.id] = each.title;
        return here;
    });
    ASSENT_TRY(const auto found, std::move(asked));
    const auto words_of_version = [&](const Version& version) -> Result<Content> {
        auto kept = read_canonical(content_of(organisation, version.content_hash));
        if (!kept) return refuse(Errc::unavailable, "The version cannot be read now. Try again in a minute.");
        return std::move(kept->content);
    };
    ASSENT_TRY(const auto back, read_word_back(request.body, word_back_choices(request.query),
                                               {found.plan, found.titles, words_of_version, local_date(tenancy::wall_now())}));
    organisation.log(back.hash, {sent_name(request), found.plan.id, back.ready()});
    return to_json(back);
}

static Result<std::string> take_attachment(TenantServer& organisation, PersonId sender, const HttpRequest& request)
{
    ASSENT_CHECK(ask_or_refuse<void>(organisation, [sender](const rooms::TenantCore& core) { return check_right(core, sender, Right::record_socialisation); }));
    const auto name = exchange::file_name_of(sent_name(request));
    ASSENT_TRY(const auto media_type, exchange::media_type_of(as_bytes(request.body), name));
    Bytes bytes(request.body.begin(), request.body.end());
    const Hash hash = sha256(bytes);
    organisation.file(hash, {name, media_type, std::move(bytes)});
    return "{\"upload\":\"" + hash.hex() + "\"}";
}

HttpResponse Routes::take_file(const HttpRequest& request)
{
    const auto taken = [&]() -> Result<std::string> {
        ASSENT_TRY(const auto session, session_of(request));
        ASSENT_TRY(const auto organisation, organisation_for(request, std::string(request.query.get_or_empty("organisation"))));
        if (request.path == log_upload_path) return take_log(*organisation, session.person, request);
        if (request.path == word_upload_path) return take_word(*organisation, session.person, request);
        if (request.path == attachment_upload_path) return take_attachment(*organisation, session.person, request);
        return take_document(*organisation, session.person, request);
    }();
    return taken ? net::json_response(200, *taken) : json_error(status_for(taken.error().code), taken.error());
}

}  // namespace assent::routes
