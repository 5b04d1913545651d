#include "server/site/pages.hpp"

#include <algorithm>

#include "assent_stylesheet.hpp"

namespace assent::site {

std::string_view stylesheet()
{
    return stylesheet_css;
}

std::string sign_in_page(std::string_view message, std::string_view email, std::string_view next)
{
    std::string main = "<div class=\"card narrow\">\n<h1>Sign in</h1>\n";
    const bool failed = !message.empty();
    if (failed)
        main += "<div class=\"problem\" role=\"alert\" id=\"problem\"><h2>You are not signed in</h2><p>" + escape(message) +
                "</p></div>\n";
    const std::string described = failed ? " aria-describedby=\"problem\" aria-invalid=\"true\"" : "";
    // Nothing stands in the way of password managers or of pasting (WCAG 2.2, 3.3.8).
    main += "<form method=\"post\" action=" + quoted(sign_in_path) + ">\n<label for=\"email\">E-mail address</label>\n"
            "<input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"username\" spellcheck=\"false\" "
            "autocapitalize=\"none\" maxlength=\"254\" required value=" +
            quoted(email) + described + (email.empty() ? " autofocus" : "") +
            ">\n<label for=\"password\">Password</label>\n"
            "<input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" maxlength=\"1024\" "
            "required" +
            described + (email.empty() ? "" : " autofocus") + ">\n";
    if (is_local_path(next)) main += "<input type=\"hidden\" name=\"next\" value=" + quoted(next) + ">\n";
    main += "<button type=\"submit\" class=\"primary\">Sign in</button>\n</form>\n"
            "<p class=\"quiet\">If you have forgotten your password, ask your organisation's administrator for a new one.</p>\n"
            "</div>\n<p class=\"aside\"><a href=" +
            quoted(published_path) + ">Read published plans without signing in</a></p>\n";
    return page({(failed ? "Error: sign in" : "Sign in"), "centred", Chrome::bare}, main);
}

std::string organisations_page(std::string_view person, const std::vector<OrganisationChoice>& choices)
{
    std::string main = "<div class=\"card narrow\">\n<h1>Choose an organisation</h1>\n<p>You are signed in as " + escape(person) +
                       ".</p>\n";
    if (choices.empty()) {
        main += "<p>You do not belong to an organisation here yet. Ask the administrator of yours to add you.</p>\n";
    } else {
        main += "<ul class=\"choices\">\n";
        for (const auto& choice : choices) {
            main += "<li><a href=" + quoted("/o/" + choice.slug + "/") + "><span class=\"name\">" + escape(choice.name) +
                    "</span>";
            std::string about = choice.kind;
            if (!choice.roles.empty()) about += (about.empty() ? "" : ", ") + choice.roles;
            if (!about.empty()) main += " <span class=\"about\">" + escape(about) + "</span>";
            main += "</a></li>\n";
        }
        main += "</ul>\n";
    }
    main += "<form method=\"post\" action=" + quoted(sign_out_path) +
            "><button type=\"submit\">Sign out</button></form>\n</div>\n";
    return page({"Choose an organisation", "centred", Chrome::bare}, main);
}

std::string published_href(std::string_view slug, PlanId plan)
{
    return std::string(published_path) + '/' + std::string(slug) + '/' + plan.text();
}

std::string public_index(const std::vector<PublishedPlan>& plans, const std::vector<PublicRegister>& registers)
{
    std::string main = "<h1>Published plans</h1>\n<p class=\"lead\">Plans that the organisations named here have decided on and "
                       "published, with the record of how they came about.</p>\n";
    main += "<p><a href=\"/consult\">Consultations that anybody may answer</a></p>\n";
    if (plans.empty()) main += "<p>No plan has been published yet.</p>\n";
    std::vector<std::string> organisations;
    for (const auto& plan : plans)
        if (std::find(organisations.begin(), organisations.end(), plan.organisation) == organisations.end())
            organisations.push_back(plan.organisation);
    for (const auto& organisation : organisations) {
        main += "<section class=\"card\">\n<h2>" + escape(organisation) + "</h2>\n<ul class=\"plans\">\n";
        for (const auto& plan : plans) {
            if (plan.organisation != organisation) continue;
            main += "<li><a href=" + quoted(plan.href) + ">" + escape(plan.title) + "</a>";
            std::string about;
            if (!plan.period.empty() && plan.title.find(plan.period) == std::string::npos) about = "for " + plan.period + ", ";
            about += "version " + plan.version;
            if (plan.date) about += ", published " + plan.date.text();
            main += " <span class=\"about\">" + escape(about) + "</span></li>\n";
        }
        main += "</ul>\n</section>\n";
    }
    if (!registers.empty()) {
        main += "<h2>Registers of interests</h2>\n<ul>\n";
        for (const auto& each : registers)
            main += "<li><a href=" + quoted(each.href) + ">Interests declared at " + escape(each.organisation) + "</a></li>\n";
        main += "</ul>\n";
    }
    return page({"Published plans", "", Chrome::site}, main);
}

std::string error_page(int status, std::string_view sentence, std::string_view what_to_do)
{
    std::string main = "<div class=\"card narrow\">\n<h1>" + escape(sentence) + "</h1>\n<p>" + escape(what_to_do) +
                       "</p>\n<ul class=\"ways\">\n<li><a href=\"/\">Go to the start</a></li>\n<li><a href=" +
                       quoted(published_path) + ">Published plans</a></li>\n</ul>\n<p class=\"quiet\">Error " +
                       std::to_string(status) + "</p>\n</div>\n";
    return page({std::string(sentence), "centred", Chrome::site}, main);
}

}  // namespace assent::site
