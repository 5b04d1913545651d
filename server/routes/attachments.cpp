// Files that belong to the record, given out to people of the organisation to be saved, never to be run or shown.
#include <spdlog/spdlog.h>

#include "server/routes/asking.hpp"
#include "server/routes/routes.hpp"
#include "server/site/pages.hpp"

namespace assent::routes {

using net::HttpRequest;
using net::HttpResponse;

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
