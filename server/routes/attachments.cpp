// Files that belong to the record: taken from people who keep it, and given out to people of the organisation to be saved, never to be run or shown.
#include <spdlog/spdlog.h>

#include "server/exchange/file_kinds.hpp"
#include "server/routes/answers.hpp"
#include "server/routes/asking.hpp"
#include "server/routes/routes.hpp"
#include "server/site/pages.hpp"

namespace assent::routes {

using net::HttpRequest;
using net::HttpResponse;

HttpResponse Routes::take_attachment(const HttpRequest& request)
{
    const auto session = session_of(request);
    if (!session) return json_error(401, session.error());
    const auto organisation = organisation_for(request, std::string(request.query.get_or_empty("organisation")));
    if (!organisation) return json_error(status_for(organisation.error().code), organisation.error());
    const auto allowed = ask<Result<void>>(**organisation, [who = session->person](const rooms::TenantCore& core) -> Result<void> {
        const auto* person = find_person(core.tenant(), who);
        if (!person || !person->active) return refuse(Errc::forbidden, "You do not belong to this organisation.");
        return may(*person, Right::record_socialisation);
    });
    if (!allowed) return json_error(503, {Errc::unavailable, "The organisation does not answer. Try again in a minute.", ""});
    if (!*allowed) return json_error(403, allowed->error());
    const auto sent_name = net::parse_form("name=" + std::string(request.header("X-File-Name")));
    const auto name = exchange::file_name_of(sent_name ? sent_name->get_or_empty("name") : "");
    const auto media_type = exchange::media_type_of(as_bytes(request.body), name);
    if (!media_type) return json_error(422, media_type.error());
    Bytes bytes(request.body.begin(), request.body.end());
    const Hash hash = sha256(bytes);
    (*organisation)->file(hash, {name, *media_type, std::move(bytes)});
    return net::json_response(200, "{\"upload\":\"" + hash.hex() + "\"}");
}

/// The attachment of that hash on any event or consultation of the plan.
static std::optional<Attachment> attachment_of(const Tenant& tenant, PlanId plan_id, const std::string& hash)
{
    const auto* plan = find_plan(tenant, plan_id);
    if (!plan) return std::nullopt;
    const auto among = [&](const std::vector<Attachment>& files) -> std::optional<Attachment> {
        for (const auto& file : files)
            if (file.hash.hex() == hash) return file;
        return std::nullopt;
    };
    for (const auto& occasion : plan->occasions)
        if (auto found = among(occasion.attachments)) return found;
    for (const auto& consultation : plan->consultations)
        if (auto found = among(consultation.materials)) return found;
    return std::nullopt;
}

/// RFC 6266 with RFC 8187: in plain letters for old programs, and as it is.
static std::string disposition_of(const std::string& name)
{
    static constexpr char digits[] = "0123456789ABCDEF";
    std::string plain, encoded;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (byte < 0x80) plain += letter || c == ' ' ? c : '_';
        if (letter) encoded += c;
        else encoded += {'%', digits[byte >> 4], digits[byte & 15]};
    }
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
}

/// "/file/SLUG/PLAN/HASH".
HttpResponse Routes::give_attachment(const HttpRequest& request)
{
    const auto missing = [] {
        return net::html_response(404, site::error_page(404, "There is no such file here.", "Open the event or the consultation it was attached to."));
    };
    const std::string_view path = std::string_view(request.path).substr(std::string_view("/file/").size());
    const auto first = path.find('/');
    const auto second = first == std::string_view::npos ? first : path.find('/', first + 1);
    if (second == std::string_view::npos) return missing();
    const auto plan = PlanId::parse(path.substr(first + 1, second - first - 1));
    const auto organisation = organisation_for(request, std::string(path.substr(0, first)));
    if (!organisation && organisation.error().code == Errc::unauthenticated) return net::redirect("/sign-in?next=" + request.path);
    const auto session = session_of(request);
    if (!organisation || !session || !plan) return missing();
    const auto file = ask<std::optional<Attachment>>(
        **organisation, [who = session->person, plan = *plan, hash = std::string(path.substr(second + 1))](const rooms::TenantCore& core) -> std::optional<Attachment> {
            const auto* person = find_person(core.tenant(), who);
            if (!person || !person->active) return std::nullopt;
            if (const auto* about = find_plan(core.tenant(), plan); !about || !identity::may_read_papers(*about, who)) return std::nullopt;
            return attachment_of(core.tenant(), plan, hash);
        });
    if (!file || !*file) return missing();
    Bytes bytes = content_of(**organisation, (*file)->hash);
    if (bytes.size() != (*file)->bytes || sha256(bytes) != (*file)->hash) {
        spdlog::error("attachment not read back hash={}", (*file)->hash.hex());
        return net::html_response(503, site::error_page(503, "This file cannot be read now.", "Try again in a minute, and then tell your administrator."));
    }
    HttpResponse response;
    response.body = std::make_shared<const Bytes>(std::move(bytes));
    response.set("Content-Type", (*file)->media_type)
        .set("Content-Disposition", disposition_of((*file)->name))
        .set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
        .set("X-Content-Type-Options", "nosniff")
        .set("Cache-Control", "private, no-store");
    return response;
}

}  // namespace assent::routes
