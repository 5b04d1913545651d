// "/published/SLUG/register-of-interests": the public register of interests, as a page and as a spreadsheet.
#include "server/routes/routes.hpp"

#include "server/exchange/sheets/interests.hpp"
#include "server/exchange/sheets/write_csv.hpp"
#include "server/routes/asking.hpp"
#include "server/site/interests.hpp"
#include "server/site/pages.hpp"
#include "server/tenancy/clock.hpp"

namespace assent::routes {

using net::HttpRequest;
using net::HttpResponse;

struct RegisterAddress
{
    std::string slug;
    bool is_csv{};
};

static std::optional<RegisterAddress> register_address_of(std::string_view path)
{
    static constexpr std::string_view before = "/published/";
    static constexpr std::string_view word = "/register-of-interests";
    if (!path.starts_with(before)) return std::nullopt;
    path.remove_prefix(before.size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto rest = path.substr(slash);
    if (rest != word && rest != std::string(word) + ".csv") return std::nullopt;
    return RegisterAddress{std::string(path.substr(0, slash)), rest != word};
}

bool Routes::is_register(std::string_view path)
{
    return register_address_of(path).has_value();
}

HttpResponse Routes::public_register(const HttpRequest& request)
{
    const auto address = register_address_of(request.path);
    const auto missing = [] {
        return net::html_response(404, site::error_page(404, "There is no such register here.", "Look in the list of published plans."));
    };
    const auto organisation = organisations_.find(address->slug);
    if (!organisation) return missing();
    // What is public is chosen here, so that nothing else leaves the organisation's strand.
    const auto shown = ask<Tenant>(**organisation, [](const rooms::TenantCore& core) {
        Tenant tenant;
        tenant.slug = core.tenant().slug;
        tenant.name = core.tenant().name;
        tenant.people = core.tenant().people;
        tenant.interests.entries = core.tenant().interests.entries;
        tenant.interests.decision_makers = core.tenant().interests.decision_makers;
        return tenant;
    });
    if (!shown) return net::html_response(503, site::error_page(503, "The register is not available.", "Try again in a minute."));
    // As for who asks for an organisation that is not there: nobody learns from this address which are.
    if (shown->interests.decision_makers.empty()) return missing();
    const Date today = local_date(tenancy::wall_now());
    if (!address->is_csv) {
        auto response = net::html_response(200, site::interests_page(*shown, today));
        response.set("Cache-Control", "public, max-age=60");
        return response;
    }
    auto response = net::text_response(200, exchange::sheets::csv_of(exchange::sheets::interests_sheet(*shown, today)));
    response.set("Content-Type", "text/csv; charset=utf-8")
        .set("Content-Disposition", "attachment; filename=\"register-of-interests-" + today.iso() + ".csv\"")
        .set("Cache-Control", "public, max-age=60");
    return response;
}

}  // namespace assent::routes
