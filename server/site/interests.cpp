#include "server/site/interests.hpp"

#include "server/site/html.hpp"
#include "shared/model/published_interests.hpp"

namespace assent::site {

std::string interests_href(std::string_view slug)
{
    return std::string(published_path) + '/' + std::string(slug) + "/register-of-interests";
}

static std::string duration_of(const InterestEntry& entry)
{
    return entry.to ? entry.from.text() + " to " + entry.to.text() : "since " + entry.from.text();
}

static std::string row_of(const PublishedInterest& shown)
{
    const auto& entry = *shown.entry;
    std::string row = "<tr><th scope=\"row\">" + escape(shown.name);
    if (!shown.job_title.empty()) row += " <span class=\"about\">" + escape(shown.job_title) + "</span>";
    row += "</th>";
    for (const auto& cell : {words_of(entry.kind), entry.what, entry.organisation, duration_of(entry), entry.declared_on.text()})
        row += "<td>" + escape(cell) + "</td>";
    return row + "</tr>\n";
}

std::string interests_page(const Tenant& tenant, Date on)
{
    std::string main = "<h1>Register of interests</h1>\n<p class=\"lead\">Interests declared by the decision-making staff and members of " +
                       escape(tenant.name) + ", as the register stood on " + on.text() +
                       ". An interest stays here for six months after it has ended.</p>\n";
    const auto published = published_interests(tenant, on);
    if (published.empty()) {
        main += "<p>There is nothing on the public register.</p>\n";
    } else {
        main += "<p><a href=" + quoted(interests_href(tenant.slug) + ".csv") +
                ">Download the register as a spreadsheet (CSV)</a></p>\n"
                "<div class=\"scroll\" role=\"region\" aria-label=\"Register of interests\" tabindex=\"0\">\n<table>\n<caption>" +
                std::to_string(published.size()) + (published.size() == 1 ? " interest" : " interests") +
                "</caption>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Kind</th><th scope=\"col\">Interest</th>"
                "<th scope=\"col\">Organisation</th><th scope=\"col\">When</th><th scope=\"col\">Declared</th></tr></thead>\n<tbody>\n";
        for (const auto& shown : published) main += row_of(shown);
        main += "</tbody>\n</table>\n</div>\n";
    }
    if (const auto others = without_published_interests(tenant, on); !others.empty()) {
        main += "<h2>Nothing to declare</h2>\n<ul>\n";
        for (const auto* person : others)
            main += "<li>" + escape(person->name) + (person->job_title.empty() ? "" : ", " + escape(person->job_title)) + "</li>\n";
        main += "</ul>\n";
    }
    return page({"Register of interests of " + tenant.name, "", Chrome::site}, main);
}

}  // namespace assent::site
