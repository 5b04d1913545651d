#pragma once
// Addresses of the client, read and printed in one place. /o/<slug>/ is an organisation; below it are its screens and,
// under plans/<id>/, a plan's. What a screen has selected or filtered stands in the query, so that back, forward, a
// bookmark and a link in a mail all lead to what was seen.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "shared/model/ids.hpp"

namespace assent::app {

enum class Screen : std::uint8_t {
    choose,  ///< no organisation in the address
    home,
    plans,
    forums,
    interests,
    import_document,
    settings,
    // of one plan
    plan,
    versions,
    compare,
    socialisation,
    feedback,
    consultation,
    sign_off,
    history,
    unknown,
};

using Query = std::map<std::string, std::string>;

struct Route
{
    Screen screen{Screen::choose};
    std::string slug;
    PlanId plan;  ///< zero outside a plan's screens
    Query query;  ///< decoded; empty values are left out when printed

    bool operator==(const Route&) const = default;

    /// The value of a query parameter; empty if it is absent.
    std::string_view get(std::string_view name) const;
    template<class I>
    I id(std::string_view name) const
    {
        return I::parse(get(name)).value_or(I{});
    }
};

bool is_of_plan(Screen screen);

/// path as in the address bar: "/o/luton/plans/<32 hex digits>/plan?tab=tables". Anything else is Screen::unknown.
Route parse_route(std::string_view path);

/// The inverse of parse_route for every route it gives other than unknown.
std::string print(const Route& route);

/// Shorthands for links.
std::string path_of(std::string_view slug, Screen screen, PlanId plan = {}, Query query = {});

/// Percent-encoding of a query value or path segment (RFC 3986), and back; an ill-formed escape stays as it is.
std::string percent_encode(std::string_view text);
std::string percent_decode(std::string_view text);

}  // namespace assent::app
