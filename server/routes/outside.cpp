#include "server/routes/outside.hpp"

#include <algorithm>

#include <spdlog/spdlog.h>

#include "server/commands/outside.hpp"
#include "server/exchange/print/response_html.hpp"
#include "server/exchange/shown_parts.hpp"
#include "server/net/limits.hpp"
#include "server/routes/asking.hpp"
#include "server/site/pages.hpp"
#include "server/tenancy/clock.hpp"
#include "shared/document/canonical.hpp"

namespace assent::routes {

using exchange::print::FilledForm;
using exchange::print::ResponseForms;
using exchange::print::ResponseSubject;
using net::HttpRequest;
using net::HttpResponse;
namespace field = exchange::print::field;

namespace {

constexpr std::string_view link_prefix = "/p/";
constexpr std::string_view consultation_prefix = "/consult/";
constexpr std::size_t secret_digits = 40;  // 160 bits

/// Two segments behind the prefix: the organisation and what is asked for.
std::optional<std::pair<std::string, std::string>> segments(std::string_view path, std::string_view prefix)
{
    path.remove_prefix(prefix.size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos || slash == 0) return std::nullopt;
    return std::pair{std::string(path.substr(0, slash)), std::string(path.substr(slash + 1))};
}

HttpResponse private_page(unsigned status, std::string html)
{
    auto response = net::html_response(status, std::move(html));
    response.set("Cache-Control", "no-store");
    return response;
}

/// The secret stands in the address: it must not travel on. To our own pages it may: a page that gives no referrer at all posts its
/// forms from the origin "null", which is refused.
HttpResponse secret_page(unsigned status, std::string html)
{
    auto response = private_page(status, std::move(html));
    response.set("Referrer-Policy", "same-origin").set("X-Robots-Tag", "noindex");
    return response;
}

/// Whatever is wrong with a link: these bytes and no others.
HttpResponse dead_link()
{
    return secret_page(404, site::error_page(404, "This link does not work, or does not work any more.", "Ask whoever sent it to you for another."));
}

HttpResponse no_consultation()
{
    return private_page(404, site::error_page(404, "There is no such consultation here.", "Look in the list of consultations, or ask whoever told you of it."));
}

HttpResponse not_now()
{
    return private_page(503, site::error_page(503, "This page cannot be read now.", "Try again in a minute."));
}

unsigned status_of(const Error& error)
{
    switch (error.code) {
    case Errc::rate_limited: return 429;
    case Errc::unavailable:
    case Errc::storage_failed: return 503;
    case Errc::forbidden: return 403;
    case Errc::too_large: return 413;
    default: return 422;
    }
}

/// Browsers end lines with two characters; the record has one.
std::string words_of(const net::Fields& form, const char* name)
{
    std::string text(form.get_or_empty(name));
    text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
    return text;
}

Result<FilledForm> read_form(const net::Fields& form)
{
    FilledForm filled;
    const auto part = form.get_or_empty(field::part);
    if (!part.empty()) {
        const auto id = ElementId::parse(part);
        if (!id) return refuse(Errc::malformed, "The form could not be read. Load the page again.");
        filled.part = *id;
    }
    filled.words = words_of(form, field::words);
    filled.proposed_wording = words_of(form, field::proposed);
    filled.name = words_of(form, field::name);
    filled.organisation = words_of(form, field::organisation);
    filled.contact = words_of(form, field::contact);
    filled.who = words_of(form, field::who);
    filled.may_publish = form.get_or_empty(field::publish) == "yes";
    return filled;
}

/// A version's frozen words, as they were kept under the hash that people decide on.
std::optional<FrozenPlan> frozen_of(tenancy::TenantServer& organisation, const Hash& hash)
{
    const Bytes bytes = content_of(organisation, hash);
    if (bytes.empty() || sha256(bytes) != hash) return std::nullopt;
    auto frozen = read_canonical(bytes);
    if (!frozen) return std::nullopt;
    return std::move(*frozen);
}

struct Named
{
    ResponseSubject subject;
    Hash content;
};

std::optional<Named> named(const Tenant& tenant, const Plan& plan, VersionId id)
{
    const auto* version = find_version(plan, id);
    if (!version) return std::nullopt;
    return Named{{tenant.name, plan.title, plan.period, version->number, version->date}, version->content_hash};
}

std::string reference_of_said(const Hash& said)
{
    return said.hex().substr(0, 8);
}

bool wants_page(const HttpRequest& request)
{
    return request.method == "GET" || request.method == "HEAD";
}

}  // namespace

std::string path_for_log(std::string_view path)
{
    if (!path.starts_with(link_prefix)) return std::string(path);
    const auto slash = path.find('/', link_prefix.size());
    return std::string(path.substr(0, slash == std::string_view::npos ? link_prefix.size() : slash + 1)) + "...";
}

bool OutsideRoutes::takes(std::string_view path)
{
    return path.starts_with(link_prefix) || path == "/consult" || path.starts_with(consultation_prefix);
}

HttpResponse OutsideRoutes::answer(const HttpRequest& request, const net::OriginPolicy& origins)
{
    if (!wants_page(request) && request.method != "POST") return net::method_not_allowed("GET, HEAD, POST");
    // No cookie says who is here, so another site's page could do nothing with a link that it could not do without a browser.
    if (request.path.starts_with(link_prefix)) return participant(request);
    if (!wants_page(request) && !origins.allows_change(request)) {
        spdlog::warn("request refused reason=foreign_origin path={}", request.path);
        return private_page(403, site::error_page(403, "This request came from another site.", "Go back to the consultation and try again."));
    }
    if (request.path == "/consult" || request.path == consultation_prefix) {
        if (!wants_page(request)) return net::method_not_allowed("GET, HEAD");
        return list();
    }
    return consultation(request);
}

Result<void> OutsideRoutes::slow_down(const std::string& what, const HttpRequest& request)
{
    const auto now = tenancy::moment_now().steady_micros;
    const auto address = net::address_key(request.remote_address);
    const std::scoped_lock lock(mutex_);
    const auto wait = std::max(by_address_.wait_seconds("", address, now), by_consultation_.wait_seconds("", what, now));
    if (wait > 0) {
        spdlog::warn("response refused reason=too_many about={}", what);
        return refuse(Errc::rate_limited, "More responses come in than can be taken just now. What you wrote is still here: send it again in " +
                                              std::to_string(wait) + (wait == 1 ? " second." : " seconds."));
    }
    by_address_.failed("", address, now);
    by_consultation_.failed("", what, now);
    return {};
}

// ---- a link ----

HttpResponse OutsideRoutes::participant(const HttpRequest& request)
{
    const auto address = segments(request.path, link_prefix);
    if (!address || address->second.size() != secret_digits || !from_hex(address->second)) return dead_link();
    const auto organisation = organisations_.find(address->first);
    if (!organisation) return dead_link();
    const Hash token = sha256(as_bytes(address->second));
    struct Found
    {
        Named named;
        Invitation invitation;
    };
    const auto found = ask<std::optional<Found>>(**organisation, [token](const rooms::TenantCore& core) -> std::optional<Found> {
        const auto live = identity::live_invitation(core.tenant(), token, tenancy::wall_now());
        if (!live) return std::nullopt;
        auto about = named(core.tenant(), *live->plan, live->invitation->version);
        if (!about) return std::nullopt;
        return Found{std::move(*about), *live->invitation};
    });
    if (!found) return not_now();
    if (!*found) return dead_link();
    const auto& invitation = (*found)->invitation;
    const auto& subject = (*found)->named.subject;
    const auto frozen = frozen_of(**organisation, (*found)->named.content);
    if (!frozen) return not_now();
    const auto shown = std::make_shared<const Content>(exchange::shown_to(invitation, frozen->content));

    const std::string page = "invitation " + invitation.id.text();
    const auto now = tenancy::moment_now();
    ResponseForms forms;
    forms.action = request.path;
    forms.comment = invitation.may_comment;
    forms.propose = invitation.may_propose;
    const auto respond = [&](unsigned status) {
        forms.token = tokens_.issue(page, now.wall.micros);
        return secret_page(status, exchange::print::participant_html(subject, invitation, *shown, forms));
    };
    if (wants_page(request)) {
        // The page goes out once it is on the record that it was shown.
        const auto seen = act(**organisation, commands::ParticipantViews{token, exchange::parts_shown(*shown, frozen->content)});
        if (!seen) return seen.error().code == Errc::not_found ? dead_link() : not_now();
        return respond(200);
    }
    const auto form = net::parse_form(request.body);
    const auto filled = form ? read_form(*form) : Result<FilledForm>(tl::unexpected(form.error()));
    if (!filled) return secret_page(400, site::error_page(400, "The form could not be read.", "Go back, load the page again, and send it once more."));
    const auto send = [&]() -> Result<std::string> {
        ASSENT_CHECK(slow_down(page, request));
        ASSENT_TRY(const auto nonce, tokens_.check(page, form->get_or_empty(field::token), now.wall.micros));
        const auto said = commands::said_hash(page + nonce, filled->part, {filled->words, filled->proposed_wording});
        ASSENT_CHECK(act(**organisation, commands::ParticipantSays{token, commands::said_id<FeedbackId>(said), filled->part, filled->words, filled->proposed_wording, shown}));
        return reference_of_said(said);
    };
    const auto sent = send();
    if (sent) return secret_page(200, exchange::print::received_html(subject, *sent, false, request.path));
    if (sent.error().code == Errc::not_found && sent.error().field.empty()) return dead_link();  // ended meanwhile
    forms.again = *filled;
    forms.wrong = sent.error();
    return respond(status_of(sent.error()));
}

// ---- consultations ----

HttpResponse OutsideRoutes::consultation(const HttpRequest& request)
{
    const auto address = segments(request.path, consultation_prefix);
    const auto id = address ? ConsultationId::parse(address->second) : std::nullopt;
    if (!id) return no_consultation();
    const auto organisation = organisations_.find(address->first);
    if (!organisation) return no_consultation();
    struct Found
    {
        Named named;
        Consultation consultation;
    };
    const auto found = ask<std::optional<Found>>(**organisation, [id](const rooms::TenantCore& core) -> std::optional<Found> {
        const auto there = identity::public_consultation(core.tenant(), *id);
        if (!there) return std::nullopt;
        auto about = named(core.tenant(), *there->plan, there->consultation->version);
        if (!about) return std::nullopt;
        return Found{std::move(*about), *there->consultation};
    });
    if (!found) return not_now();
    if (!*found) return no_consultation();
    const auto& consultation = (*found)->consultation;
    const auto& subject = (*found)->named.subject;
    const auto frozen = frozen_of(**organisation, (*found)->named.content);
    if (!frozen) return not_now();
    const auto shown = std::make_shared<const Content>(exchange::shown_in(consultation, frozen->content));

    const std::string page = "consultation " + consultation.id.text();
    const auto now = tenancy::moment_now();
    ResponseForms forms;
    forms.action = request.path;
    forms.comment = true;
    forms.asks_who = true;
    const auto respond = [&](unsigned status) {
        forms.token = tokens_.issue(page, now.wall.micros);
        return private_page(status, exchange::print::consultation_html(subject, consultation, identity::openness_of(consultation, now.wall), *shown, forms));
    };
    if (wants_page(request)) return respond(200);
    const auto form = net::parse_form(request.body);
    const auto filled = form ? read_form(*form) : Result<FilledForm>(tl::unexpected(form.error()));
    if (!filled) return private_page(400, site::error_page(400, "The form could not be read.", "Go back, load the page again, and send it once more."));
    const auto send = [&]() -> Result<std::string> {
        ASSENT_CHECK(slow_down(page, request));
        ASSENT_TRY(const auto nonce, tokens_.check(page, form->get_or_empty(field::token), now.wall.micros));
        // Told, not swallowed: a person's browser may have filled it in.
        if (!form->get_or_empty(field::decoy).empty())
            return refuse(Errc::invalid, "A field that must stay empty was filled in, as programs do. Check what you wrote and send it again.");
        Submission submission;
        const auto said = commands::said_hash(page + nonce, filled->part, {filled->words, filled->name, filled->organisation, filled->contact, filled->who, filled->may_publish ? "1" : "0"});
        submission.id = commands::said_id<SubmissionId>(said);
        submission.consultation = consultation.id;
        submission.part = filled->part;
        submission.name = filled->name;
        submission.organisation = filled->organisation;
        submission.contact = filled->contact;
        submission.stakeholder_type = filled->who;
        submission.text = filled->words;
        submission.may_publish = filled->may_publish;
        ASSENT_CHECK(act(**organisation, commands::PublicResponds{std::move(submission), shown}));
        return reference_of_said(said);
    };
    const auto sent = send();
    if (sent) return private_page(200, exchange::print::received_html(subject, *sent, true, request.path));
    forms.again = *filled;
    forms.wrong = sent.error();
    return respond(status_of(sent.error()));
}

HttpResponse OutsideRoutes::list()
{
    const auto tenants = system_.tenants();
    if (!tenants) return not_now();
    std::vector<exchange::print::ConsultationLine> lines;
    for (const auto& tenant : *tenants) {
        const auto organisation = organisations_.find(tenant.slug);
        if (!organisation) continue;
        const auto found = ask<std::vector<exchange::print::ConsultationLine>>(**organisation, [slug = tenant.slug](const rooms::TenantCore& core) {
            std::vector<exchange::print::ConsultationLine> of_one;
            for (const auto& plan : core.tenant().plans)
                for (const auto& each : plan.consultations)
                    if (each.public_page && each.state != ConsultationState::planned)
                        of_one.push_back({core.tenant().name, each.title, each.opens, each.closes, identity::openness_of(each, tenancy::wall_now()),
                                          std::string(consultation_prefix) + slug + '/' + each.id.text()});
            return of_one;
        });
        if (found) lines.insert(lines.end(), found->begin(), found->end());
    }
    return private_page(200, exchange::print::consultations_html(lines));
}

}  // namespace assent::routes
