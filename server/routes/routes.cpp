#include "server/routes/routes.hpp"

#include <chrono>
#include <future>
#include <map>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "server/exchange/docx/plan_docx.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "server/exchange/plan_json.hpp"
#include "server/exchange/plan_page.hpp"
#include "server/exchange/print/briefing_html.hpp"
#include "server/exchange/print/pages.hpp"
#include "server/exchange/print/pdf.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/exchange/print/reports.hpp"
#include "server/net/cookies.hpp"
#include "server/net/fields.hpp"
#include "server/site/interests.hpp"
#include "server/site/pages.hpp"
#include "server/routes/answers.hpp"
#include "server/routes/asking.hpp"
#include "server/routes/spreadsheets.hpp"
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
    const bool is_app = begins("/o/") || (!begins("/api/") && !begins("/export/") && !begins("/published") && !begins("/file/") && !OutsideRoutes::takes(request.path) &&
                                          request.path != "/" && request.path != "/sign-in" &&
                                          request.path != "/organisations" && request.path != "/accessibility");
    if (is_app) co_return files_.serve(request);
    // Everything else looks at sessions or plans, which may wait for the disk: a worker thread does it.
    auto work = [](Routes* self, HttpRequest asked) -> asio::awaitable<HttpResponse> { co_return self->answer_blocking(asked); };
    co_return co_await asio::co_spawn(blocking_, work(this, std::move(request)), asio::use_awaitable);
}

HttpResponse Routes::answer_blocking(const HttpRequest& request)
{
    if (OutsideRoutes::takes(request.path)) return outside_.answer(request, origins_);
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
    if (takes_file(request.path)) {
        if (request.method != "POST") return net::method_not_allowed("POST");
        return take_file(request);
    }
    if (!is_get(request)) return net::method_not_allowed("GET, HEAD");
    if (request.path.starts_with("/file/")) return give_attachment(request);
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
    if (is_register(request.path)) return public_register(request);
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

HttpResponse Routes::public_list()
{
    std::vector<PublishedPlan> plans;
    std::vector<PublicRegister> registers;
    const auto tenants = system_.tenants();
    if (!tenants) return error_response(503, "The list is not available.", "Try again in a minute.");
    for (const auto& tenant : *tenants) {
        const auto organisation = organisations_.find(tenant.slug);
        if (!organisation) continue;
        struct Found
        {
            std::string name;
            std::vector<PublishedPlan> plans;
            bool has_register{};
        };
        const auto found = ask<Found>(**organisation, [&](const rooms::TenantCore& core) {
            Found result{core.tenant().name, {}, !core.tenant().interests.decision_makers.empty()};
            for (const auto& plan : core.tenant().plans)
                if (const auto* version = find_version(plan, plan.published_version))
                    result.plans.push_back({core.tenant().name, plan.title, plan.period, version->number,
                                            local_date(plan.published_at), published_href(tenant.slug, plan.id)});
            return result;
        });
        if (!found) continue;
        plans.insert(plans.end(), found->plans.begin(), found->plans.end());
        if (found->has_register) registers.push_back({found->name, interests_href(tenant.slug)});
    }
    return net::html_response(200, public_index(plans, registers));
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

/// What is printed, from which content and for whom: all that a document depends on.
struct PrintOrder
{
    exchange::print::Report report{};
    bool is_pdf{};
    exchange::PlanPageMode mode{};
    const Version* version{};  ///< null: the working text
    std::string standing;
    std::string pdf_address;  ///< where the page's own PDF is
};

static std::string key_of(const Tenant& tenant, const Plan& plan, const PrintOrder& order)
{
    return tenant.slug + '/' + plan.id.text() + '/' + std::to_string(tenant.sequence) + '/' + (order.version ? order.version->number : "") + '/' +
           std::to_string(static_cast<int>(order.mode)) + '/' + std::string(exchange::print::name_of(order.report)) + (order.is_pdf ? ".pdf" : ".html");
}

static Result<std::string> printed(const Tenant& tenant, const Plan& plan, FrozenPlan frozen, const PrintOrder& order)
{
    const auto page = exchange::plan_page(tenant, plan, order.version, std::move(frozen), order.mode, order.standing);
    const auto document = exchange::print::printed_report(order.report, tenant, plan, page);
    if (order.is_pdf) return exchange::print::pdf_of(document);
    const auto pages = exchange::print::paginate(document);
    return exchange::print::printed_html(document, &pages, order.pdf_address);
}

/// The content of a version as it was frozen; nothing if there is no version or its content cannot be read.
static std::optional<FrozenPlan> frozen_text(tenancy::TenantServer& organisation, const Version* version)
{
    if (!version) return std::nullopt;
    return read_canonical(content_of(organisation, version->content_hash));
}

/// The pack of "?id=", as a page to read or, with "&save=yes", as a file.
static HttpResponse briefing(tenancy::TenantServer& organisation, const Tenant& tenant, const Plan& plan, const HttpRequest& request)
{
    const auto id = BriefingId::parse(request.query.get_or_empty("id"));
    const auto* found = id ? find_briefing(plan, *id) : nullptr;
    if (!found) return error_response(404, "There is no such briefing.", "Choose one from the plan's list of briefings.");
    const auto version = frozen_text(organisation, find_version(plan, found->version));
    if (!version) return error_response(503, "The briefing cannot be read now.", "Try again in a minute.");
    const auto* earlier = exchange::print::version_before(plan, found->version);
    const auto before = frozen_text(organisation, earlier);
    if (earlier && !before) return error_response(503, "The briefing cannot be read now.", "Try again in a minute.");
    auto response = net::html_response(200, exchange::print::briefing_html(exchange::print::briefing_page(tenant, plan, *found, *version, earlier ? &*before : nullptr)));
    response.set("Cache-Control", "no-store");
    if (request.query.get_or_empty("save") == "yes")
        response.set("Content-Disposition", "attachment; filename=\"briefing-" + std::to_string(found->number) + ".html\"");
    return response;
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
        Result<void> may_read;
    };
    const auto session = session_of(request);
    const auto found = ask<std::optional<Found>>(**organisation, [&](const rooms::TenantCore& core) -> std::optional<Found> {
        const auto& tenant = core.tenant();
        // Whoever was switched off is shown nothing, even with a session that still runs.
        const auto* reader = session ? find_person(tenant, session->person) : nullptr;
        if (!is_public && (!reader || !reader->active)) return std::nullopt;
        const auto* plan = find_plan(tenant, address->plan);
        if (!plan) return std::nullopt;
        Found result{{}, *plan, "", is_public ? Result<void>{} : identity::may_read_papers(*plan, reader->id)};
        result.tenant.slug = tenant.slug;
        result.tenant.name = tenant.name;
        result.tenant.sequence = tenant.sequence;
        result.tenant.body_type = tenant.body_type;
        result.tenant.people = tenant.people;
        result.tenant.forums = tenant.forums;
        result.tenant.at = tenant.at;
        for (const auto& workflow : tenant.workflows)
            if (workflow.hash == plan->workflow_hash) result.tenant.workflows.push_back(workflow);
        const auto definition = core.surroundings().definitions.find(plan->workflow_hash);
        if (definition != core.surroundings().definitions.end())
            if (const auto* state = workflow::find_state(definition->second, plan->state)) result.standing = state->title;
        return result;
    });
    if (!found || !*found) return missing();
    if (!(*found)->may_read) return error_response(403, "This is not yours to read.", (*found)->may_read.error().message);
    const Plan& plan = (*found)->plan;
    const Tenant& tenant = (*found)->tenant;
    if (!is_public && address->format == "briefing.html") return briefing(**organisation, tenant, plan, request);
    const Version* version = nullptr;
    if (is_public) {
        version = find_version(plan, plan.published_version);
    } else if (const auto number = request.query.get_or_empty("version"); !number.empty()) {
        for (const auto& candidate : plan.versions)
            if (candidate.number == number) version = &candidate;
        if (!version) return error_response(404, "The plan has no such version.", "Its version-control table lists them.");
    }
    if (is_public && !version) return missing();
    FrozenPlan frozen{plan.title, plan.period, plan.content};
    if (version) {
        auto kept = read_canonical(content_of(**organisation, version->content_hash));
        if (!kept) return error_response(503, "The plan cannot be read now.", "Try again in a minute.");
        frozen = std::move(*kept);
    }

    const std::string file = "attachment; filename=\"plan-" + plan.id.text().substr(0, 8);
    if (address->format.empty() || address->format == "html" || address->format == "pdf") {
        const auto name = request.query.get_or_empty("report");
        const auto report = exchange::print::report_named(name.empty() ? "plan" : name);
        // The public reads the plan and what became of feedback; the other reports name people.
        const bool is_for_public = report == exchange::print::Report::plan || report == exchange::print::Report::you_said;
        if (is_public && !is_for_public) return missing();
        if (!report) return error_response(404, "There is no such report.", "There are: " + exchange::print::report_names() + ".");
        PrintOrder order{*report, address->format == "pdf", exchange::PlanPageMode::published, version, (*found)->standing, ""};
        if (!is_public) order.mode = version && version->id == plan.published_version ? exchange::PlanPageMode::print : exchange::PlanPageMode::draft;
        order.pdf_address = (is_public ? "/published/" : "/export/") + address->slug + '/' + plan.id.text() + ".pdf?report=" + std::string(exchange::print::name_of(*report)) +
                            (version && !is_public ? "&version=" + version->number : "");
        const auto made = printing_.print(key_of(tenant, plan, order), [&] { return printed(tenant, plan, std::move(frozen), order); });
        if (!made) {
            auto busy = error_response(503, "The document cannot be prepared now.", made.error().message);
            busy.set("Retry-After", "30");
            return busy;
        }
        HttpResponse response{200, {}, *made};
        response.set("Content-Type", order.is_pdf ? "application/pdf" : "text/html; charset=utf-8");
        response.set("Cache-Control", is_public ? "public, max-age=60" : "no-store");
        if (order.is_pdf)
            response.set("Content-Disposition", file + (version ? "-version-" + version->number : "") + (*report == exchange::print::Report::plan ? "" : '-' + std::string(exchange::print::name_of(*report))) + ".pdf\"");
        return response;
    }
    if (is_public) return missing();
    if (address->format == "docx") {
        const auto page_of = [&](const Version* shown, FrozenPlan content) {
            return exchange::plan_page(tenant, plan, shown, std::move(content), exchange::PlanPageMode::draft, (*found)->standing);
        };
        const auto kept_of = [&](const Version& wanted) { return read_canonical(content_of(**organisation, wanted.content_hash)); };
        const auto asked = [&](const char* name) {
            const auto number = request.query.get_or_empty(name);
            return std::find_if(plan.versions.begin(), plan.versions.end(), [&](const Version& v) { return v.number == number; });
        };
        // "?from=0.1" is a redline up to the working text, "?from=0.1&to=0.2" one up to that version, "?version=0.2" that version.
        const bool redline = !request.query.get_or_empty("from").empty();
        const char* shown_name = redline ? "to" : "version";
        const Version* shown = nullptr;
        if (!request.query.get_or_empty(shown_name).empty()) {
            if (asked(shown_name) == plan.versions.end()) return missing();
            shown = &*asked(shown_name);
            auto kept = kept_of(*shown);
            if (!kept) return error_response(503, "The plan cannot be read now.", "Try again in a minute.");
            frozen = std::move(*kept);
        }
        auto document = [&]() -> Result<std::string> {
            if (!redline) return exchange::docx::plan_docx(page_of(shown, std::move(frozen)));
            const auto from = asked("from");
            if (from == plan.versions.end()) return refuse(Errc::not_found, "The plan has no such version.");
            auto before = kept_of(*from);
            if (!before) return refuse(Errc::unavailable, "The version cannot be read now.");
            return exchange::docx::redline_docx(page_of(&*from, std::move(*before)), page_of(shown, std::move(frozen)),
                                          exchange::docx::redline_author(tenant, plan, shown));
        }();
        if (!document) return error_response(document.error().code == Errc::not_found ? 404 : 503, document.error().message, "Go back to the plan and try again.");
        auto response = net::text_response(200, *std::move(document));
        response.set("Content-Type", exchange::docx::docx_media_type).set("Content-Disposition", file + (redline ? "-changes.docx\"" : ".docx\""));
        return response;
    }
    if (auto spreadsheet = spreadsheet_of(address->format, tenant, plan)) {
        if (!*spreadsheet) return error_response(503, spreadsheet->error().message, "Tell your administrator.");
        auto response = net::text_response(200, std::move((*spreadsheet)->bytes));
        response.set("Content-Type", (*spreadsheet)->type).set("Content-Disposition", file + (*spreadsheet)->name_end + "\"");
        return response;
    }
    if (address->format == "json") {
        std::map<Hash, FrozenPlan> contents;
        for (const auto& kept : plan.versions)
            if (auto read = read_canonical(content_of(**organisation, kept.content_hash))) contents.emplace(kept.content_hash, std::move(*read));
        auto response = net::json_response(200, exchange::plan_json(tenant, plan, contents));
        response.set("Content-Disposition", file + ".json\"");
        return response;
    }
    return error_response(404, "There is no export in this form.", "Choose Word, HTML, PDF, CSV, XLSX or JSON.");
}

}  // namespace assent::routes
