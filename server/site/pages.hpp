#pragma once
// Pages that need no account or come before one: sign-in, choosing an organisation, the list of published plans, errors,
// and the accessibility statement (Public Sector Bodies (Websites and Mobile Applications) Accessibility Regulations 2018).
// Every argument is plain text; escaping happens here.

#include <string>
#include <string_view>
#include <vector>

#include "server/site/html.hpp"
#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent::site {

/// The whole stylesheet, text/css in UTF-8; changes only with the program.
std::string_view stylesheet();

/// message  why signing in did not work, shown first and tied to the fields; empty for none.
/// email    what was typed before, so that nobody types it twice.
/// next     where to go afterwards; left out unless it is a local path.
/// The form posts email, password and next to /sign-in.
std::string sign_in_page(std::string_view message, std::string_view email, std::string_view next);

struct OrganisationChoice
{
    std::string slug;
    std::string name;
    std::string kind;   ///< "Clinical commissioning group", "Partnership"
    std::string roles;  ///< what the person is there, "committee secretary"; may be empty
};

/// Shown after signing in to people of several organisations, or of none.
std::string organisations_page(std::string_view person, const std::vector<OrganisationChoice>& choices);

struct PublishedPlan
{
    std::string organisation;
    std::string title;
    std::string period;
    std::string version;
    Date date;         ///< when it was published
    std::string href;  ///< see published_href
};

/// "/published/SLUG/PLAN".
std::string published_href(std::string_view slug, PlanId plan);

/// An organisation that publishes its register of interests.
struct PublicRegister
{
    std::string organisation;
    std::string href;  ///< see interests_href (interests.hpp)
};

/// By organisation in the order given; plans that stand apart from their organisation's others get a heading of their own.
std::string public_index(const std::vector<PublishedPlan>& plans, const std::vector<PublicRegister>& registers = {});

/// status    of the HTTP answer, shown small at the end for whoever is asked for help.
/// sentence  what happened, as a heading. what_to_do: the way on, in a sentence or two.
std::string error_page(int status, std::string_view sentence, std::string_view what_to_do);

std::string accessibility_statement();

}  // namespace assent::site
