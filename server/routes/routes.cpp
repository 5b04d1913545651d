#include "server/routes/routes.hpp"

#include <chrono>
#include <future>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "server/exchange/plan_csv.hpp"
#include "server/exchange/plan_html.hpp"
#include "server/exchange/plan_json.hpp"
#include "server/exchange/plan_page.hpp"
#include "server/net/cookies.hpp"
#include "server/net/fields.hpp"
#include "server/site/pages.hpp"
#include "server/routes/read_document.hpp"
#include "server/tenancy/clock.hpp"
#include "shared/document/canonical.hpp"

namespace assent::routes {

using net::HttpRequest;
using net::HttpResponse;
using namespace assent::site;

static HttpResponse error_response(unsigned status, const std::string& sentence, const std::string& what_to_do)
{
    return net::html_response(status, error_page(static_cast<int>(status), sentence, what_to_do));
}

static HttpResponse json_error(unsigned status, const Error& error)
{
    return net::json_response(status, to_json(error));
}

static unsigned status_for(Errc code)
{
    switch (code) {
    case Errc::not_found: return 404;
    case Errc::forbidden: return 403;
    case Errc::unauthenticated: return 401;
    case Errc::too_large: return 413;
    case Errc::rate_limited: return 429;
    case Errc::unavailable:
    case Errc::storage_failed: return 503;
    default: return 422;
    }
}

/// A path of this site to go on to after signing in; anything that could lead elsewhere becomes the start page.
static std::string local_path(std::string_view next)
{
    const bool local = next.size() > 1 && next.size() < 500 && next[0] == '/' && next[1] != '/' && next[1] != '\\' &&
                       next.find_first_of("\r\n\\") == std::string_view::npos;
    return local ? std::string(next) : "/";
}

static bool is_get(const HttpRequest& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

asio::awaitable<HttpResponse> Routes::answer(HttpRequest request)
{
    if (request.path == "/healthz") co_return net::text_response(200, "ok\n");
    if (request.path == "/site.css") {
        auto response = net::text_response(200, std::string(stylesheet()));
        response.set("Content-Type", "text/css; charset=utf-8").set("Cache-Control", "public, max-age=3600");
        co_return response;
    }
    const auto begins = [&](std::string_view prefix) { return request.path.starts_with(prefix); };
    const bool is_app = begins("/o/") || (!begins("/api/") && !begins("/export/") && !begins("/published") &&
                                          request.path != "/" && request.path != "/sign-in" &&
                                          request.path != "/organisations" && request.path != "/accessibility");
    if (is_app) co_return files_.serve(request);
    // Everything else looks at sessions or plans, which may wait for the disk: a worker thread does it.
    auto work = [](Routes* self, HttpRequest asked) -> asio::awaitable<HttpResponse> { co_return self->answer_blocking(asked); };
    co_return co_await asio::co_spawn(blocking_, work(this, std::move(request)), asio::use_awaitable);
}

HttpResponse Routes::answer_blocking(const HttpRequest& request)
{
    if (!is_get(request) && !origins_.allows_change(request)) {
        spdlog::warn("request refused reason=foreign_origin path={}", request.path);
        return error_response(403, "This request came from another site.", "Go back to Assent and try again.");
    }
    if (request.path == "/sign-in") {
        if (request.method == "POST") return sign_in(request);
        if (!is_get(request)) return net::method_not_allowed("GET, HEAD, POST");
        auto response = net::html_response(200, sign_in_page("", "", local_path(request.query.get_or_empty("next"))));
        return response;
    }
    if (request.path == "/api/sign-out" || request.path == "/api/sign-out-everywhere") {
        if (request.method != "POST") return net::method_not_allowed("POST");
        return sign_out(request, request.path == "/api/sign-out-everywhere");
    }
    if (request.path == "/api/upload") {
        if (request.method != "POST") return net::method_not_allowed("POST");
        return upload(request);
    }
    if (!is_get(request)) return net::method_not_allowed("GET, HEAD");
    if (request.path == "/accessibility") return net::html_response(200, accessibility_statement());
    if (request.path == "/" || request.path == "/organisations") {
        const auto session = session_of(request);
        if (!session) return net::redirect("/sign-in");
        const auto tenants = system_.tenants_of(session->person);
        const auto account = system_.account(session->person);
        if (!tenants || !account)
            return error_response(503, "Sign-in is not available.", "Try again in a minute.");
        if (tenants->size() == 1 && request.path == "/") return net::redirect("/o/" + tenants->front().slug + "/");
        std::vector<site::OrganisationChoice> choices;
        for (const auto& tenant : *tenants)
            choices.push_back({tenant.slug, tenant.name,
                               tenant.sort == store::TenantSort::partnership ? "Partnership" : "Clinical commissioning group", ""});
        return net::html_response(200, organisations_page(account->name, choices));
    }
    if (request.path == "/api/me") return me(request);
    if (request.path == "/published" || request.path == "/published/") return public_list();
    if (request.path.starts_with("/published/")) return plan_page(request, true);
    if (request.path.starts_with("/export/")) return plan_page(request, false);
    return error_response(404, "There is no such page.", "Check the address, or begin at the start page.");
}

Result<identity::SessionRecord> Routes::session_of(const HttpRequest& request)
{
    return sessions_.check(request.cookie(tenancy::session_cookie(request.secure)), tenancy::moment_now());
}

HttpResponse Routes::sign_in(const HttpRequest& request)
{
    const auto form = net::parse_form(request.body);
    if (!form) return error_response(400, "The form could not be read.", "Go back and try again.");
    const std::string email(form->get_or_empty("email"));
    const std::string next = local_path(form->get_or_empty("next"));
    const auto again = [&](unsigned status, const std::string& message) {
        return net::html_response(status, sign_in_page(message, email, next));
    };
    const auto folded = identity::folded_email(email);
    const std::string account_name = folded.value_or(email.substr(0, 254));
    const auto now = tenancy::moment_now();
    {
        const std::scoped_lock lock(throttle_mutex_);
        const auto wait = throttle_.wait_seconds(account_name, request.remote_address, now.steady_micros);
        if (wait > 0)
            return again(429, "Too many tries. Wait " + std::to_string(wait) + (wait == 1 ? " second" : " seconds") +
                                  ", then try again.");
    }
    std::optional<store::Account> account;
    if (folded) {
        auto found = system_.account_by_email(*folded);
        if (!found) return again(503, "Sign-in is not available. Try again in a minute.");
        account = std::move(*found);
    }
    // The same work and the same answer whether the e-mail is unknown, switched off, or the password is wrong.
    const bool may_enter = account && account->active && !account->password_hash.empty();
    const bool right = passwords_.verify(form->get_or_empty("password"),
                                         may_enter ? std::optional(account->password_hash) : std::nullopt);
    if (!right || !may_enter) {
        const std::scoped_lock lock(throttle_mutex_);
        throttle_.failed(account_name, request.remote_address, now.steady_micros);
        spdlog::info("sign-in refused address={}", request.remote_address);
        return again(401, "The e-mail address or the password is not right. Check both and try again.");
    }
    {
        const std::scoped_lock lock(throttle_mutex_);
        throttle_.succeeded(account_name);
    }
    const auto session = sessions_.sign_in(account->person, request.header("User-Agent"), now);
    if (!session) return again(503, "Sign-in is not available. Try again in a minute.");
    net::SetCookie cookie;
    cookie.name = tenancy::session_cookie(request.secure);
    cookie.value = session->token;
    // Lax, so that a link in a mail finds the person signed in; changes check the Origin besides.
    cookie.same_site = net::SameSite::lax;
    cookie.secure = request.secure;
    const auto header = net::to_header(cookie);
    if (!header) return again(503, "Sign-in is not available. Try again in a minute.");
    spdlog::info("signed in person={}", account->person.text());
    auto response = net::redirect(next);
    response.add("Set-Cookie", *header);
    return response;
}

HttpResponse Routes::sign_out(const HttpRequest& request, bool everywhere)
{
    if (const auto session = session_of(request)) {
        if (everywhere) {
            static_cast<void>(sessions_.sign_out_everywhere(session->person));
            gateway_.sessions_ended_of(session->person);
        } else {
            static_cast<void>(sessions_.sign_out(session->token_hash));
            gateway_.session_ended(session->token_hash);
        }
    }
    net::SetCookie cookie;
    cookie.name = tenancy::session_cookie(request.secure);
    cookie.max_age = std::chrono::seconds(0);
    cookie.same_site = net::SameSite::lax;
    cookie.secure = request.secure;
    auto response = net::json_response(200, "{\"signed_out\":true}");
    if (const auto header = net::to_header(cookie)) response.add("Set-Cookie", *header);
    return response;
}

HttpResponse Routes::me(const HttpRequest& request)
{
    const auto session = session_of(request);
    if (!session) return json_error(401, session.error());
    const auto account = system_.account(session->person);
    const auto tenants = system_.tenants_of(session->person);
    if (!account || !tenants) return json_error(503, {Errc::unavailable, "Sign-in is not available. Try again in a minute.", ""});
    nlohmann::ordered_json json;
    json["person"] = {{"id", session->person.text()}, {"name", account->name}};
    json["organisations"] = nlohmann::ordered_json::array();
    for (const auto& tenant : *tenants) json["organisations"].push_back({{"slug", tenant.slug}, {"name", tenant.name}});
    return net::json_response(200, json.dump());
}

Result<std::shared_ptr<tenancy::TenantServer>> Routes::organisation_for(const HttpRequest& request, const std::string& slug)
{
    ASSENT_TRY(const auto session, session_of(request));
    const auto member = system_.is_member(session.person, slug);
    if (!member || !*member) return refuse(Errc::not_found, "There is no such organisation here.");
    return organisations_.find(slug);
}

/// What `look` finds in the organisation's state, once it is durable; nothing if the organisation does not answer.
template<class T>
static std::optional<T> ask(tenancy::TenantServer& organisation, std::function<T(const rooms::TenantCore&)> look)
{
    auto promise = std::make_shared<std::promise<T>>();
    auto future = promise->get_future();
    organisation.look([promise, look = std::move(look)](const rooms::TenantCore& core) { promise->set_value(look(core)); });
    if (future.wait_for(std::chrono::seconds(10)) != std::future_status::ready) return std::nullopt;
    return future.get();
}

static Bytes content_of(tenancy::TenantServer& organisation, const Hash& hash)
{
    auto promise = std::make_shared<std::promise<Bytes>>();
    auto future = promise->get_future();
    organisation.content(hash, [promise](Bytes bytes) { promise->set_value(std::move(bytes)); });
    if (future.wait_for(std::chrono::seconds(10)) != std::future_status::ready) return {};
    return future.get();
}

HttpResponse Routes::upload(const HttpRequest& request)
{
    const std::string slug(request.query.get_or_empty("organisation"));
    const auto organisation = organisation_for(request, slug);
    if (!organisation) return json_error(status_for(organisation.error().code), organisation.error());
    const auto session = session_of(request);
    if (!session) return json_error(401, session.error());
    const auto allowed = ask<Result<void>>(**organisation, [&](const rooms::TenantCore& core) -> Result<void> {
        const auto* person = find_person(core.tenant(), session->person);
        if (!person) return refuse(Errc::forbidden, "You do not belong to this organisation.");
        return may(*person, Right::create_plan);
    });
    if (!allowed) return json_error(503, {Errc::unavailable, "The organisation does not answer. Try again in a minute.", ""});
    if (!*allowed) return json_error(403, allowed->error());
    const auto name = net::parse_form("name=" + std::string(request.header("X-File-Name")));
    auto read = read_upload(request.body, name ? name->get_or_empty("name") : "");
    if (!read) return json_error(status_for(read.error().code), read.error());
    const std::string json = to_json(read->summary);
    (*organisation)->document(read->summary.hash, std::move(read->document));
    return net::json_response(200, json);
}

HttpResponse Routes::public_list()
{
    std::vector<PublishedPlan> plans;
    const auto tenants = system_.tenants();
    if (!tenants) return error_response(503, "The list is not available.", "Try again in a minute.");
    for (const auto& tenant : *tenants) {
        const auto organisation = organisations_.find(tenant.slug);
        if (!organisation) continue;
        const auto found = ask<std::vector<PublishedPlan>>(**organisation, [&](const rooms::TenantCore& core) {
            std::vector<PublishedPlan> result;
            for (const auto& plan : core.tenant().plans)
                if (const auto* version = find_version(plan, plan.published_version))
                    result.push_back({core.tenant().name, plan.title, plan.period, version->number,
                                      local_date(plan.published_at), published_href(tenant.slug, plan.id)});
            return result;
        });
        if (found) plans.insert(plans.end(), found->begin(), found->end());
    }
    return net::html_response(200, public_index(plans));
}

/// The parts of "/published/SLUG/ID.FORMAT"; an empty format is HTML.
struct PlanAddress
{
    std::string slug;
    PlanId plan;
    std::string format;
};

static std::optional<PlanAddress> address_of(std::string_view path)
{
    path.remove_prefix(path.find('/', 1) + 1);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    PlanAddress address;
    address.slug = path.substr(0, slash);
    auto rest = path.substr(slash + 1);
    if (const auto stop = rest.find('.'); stop != std::string_view::npos) {
        address.format = rest.substr(stop + 1);
        rest = rest.substr(0, stop);
    }
    const auto id = PlanId::parse(rest);
    if (!id) return std::nullopt;
    address.plan = *id;
    return address;
}

HttpResponse Routes::plan_page(const HttpRequest& request, bool is_public)
{
    const auto missing = [] {
        return error_response(404, "There is no such plan here.", "It may not be published. Look in the list of published plans.");
    };
    const auto address = address_of(request.path);
    if (!address) return missing();
    const auto organisation =
        is_public ? organisations_.find(address->slug) : organisation_for(request, address->slug);
    if (!organisation) {
        if (organisation.error().code == Errc::unauthenticated) return net::redirect("/sign-in?next=" + request.path);
        return missing();
    }
    // What an export shows besides the plan itself: names, not the other plans.
    struct Found
    {
        Tenant tenant;
        Plan plan;
        std::string standing;
    };
    const auto session = session_of(request);
    const auto found = ask<std::optional<Found>>(**organisation, [&](const rooms::TenantCore& core) -> std::optional<Found> {
        const auto& tenant = core.tenant();
        // Whoever was switched off is shown nothing, even with a session that still runs.
        const auto* reader = session ? find_person(tenant, session->person) : nullptr;
        if (!is_public && (!reader || !reader->active)) return std::nullopt;
        const auto* plan = find_plan(tenant, address->plan);
        if (!plan) return std::nullopt;
        Found result{{}, *plan, ""};
        result.tenant.name = tenant.name;
        result.tenant.body_type = tenant.body_type;
        result.tenant.people = tenant.people;
        result.tenant.forums = tenant.forums;
        const auto definition = core.surroundings().definitions.find(plan->workflow_hash);
        if (definition != core.surroundings().definitions.end())
            if (const auto* state = workflow::find_state(definition->second, plan->state)) result.standing = state->title;
        return result;
    });
    if (!found || !*found) return missing();
    const Plan& plan = (*found)->plan;
    const Tenant& tenant = (*found)->tenant;
    const auto* version = is_public ? find_version(plan, plan.published_version) : nullptr;
    if (is_public && !version) return missing();
    FrozenPlan frozen{plan.title, plan.period, plan.content};
    if (version) {
        auto kept = read_canonical(content_of(**organisation, version->content_hash));
        if (!kept) return error_response(503, "The plan cannot be read now.", "Try again in a minute.");
        frozen = std::move(*kept);
    }

    const std::string file = "attachment; filename=\"plan-" + plan.id.text().substr(0, 8);
    if (address->format.empty() || address->format == "html") {
        auto response = net::html_response(200, exchange::plan_html(exchange::plan_page(
            tenant, plan, version, std::move(frozen),
            is_public ? exchange::PlanPageMode::published : exchange::PlanPageMode::draft, (*found)->standing)));
        response.set("Cache-Control", is_public ? "public, max-age=60" : "no-store");
        return response;
    }
    if (is_public) return missing();
    if (address->format == "csv") {
        auto response = net::text_response(200, exchange::plan_csv(plan.content));
        response.set("Content-Type", "text/csv; charset=utf-8").set("Content-Disposition", file + "-intentions.csv\"");
        return response;
    }
    if (address->format == "feedback.csv") {
        auto response = net::text_response(200, exchange::feedback_csv(tenant, plan));
        response.set("Content-Type", "text/csv; charset=utf-8").set("Content-Disposition", file + "-feedback-log.csv\"");
        return response;
    }
    if (address->format == "json") {
        auto response = net::json_response(200, exchange::plan_json(tenant, plan));
        response.set("Content-Disposition", file + ".json\"");
        return response;
    }
    return error_response(404, "There is no export in this form.", "Choose HTML, CSV or JSON.");
}

}  // namespace assent::routes
