#include "server/exchange/print/briefing_html.hpp"

#include <algorithm>

#include "server/exchange/print/cover_tables.hpp"
#include "server/exchange/print/marked_html.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_html.hpp"
#include "server/site/html.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::print {

using site::escape;
using site::quoted;

const Version* version_before(const Plan& plan, VersionId version)
{
    const Version* before = nullptr;
    for (const auto& each : plan.versions) {
        if (each.id == version) return before;
        before = &each;
    }
    return nullptr;
}

static bool is_of(const std::vector<ElementId>& parts, ElementId element)
{
    return parts.empty() || std::find(parts.begin(), parts.end(), element) != parts.end();
}

static Content only(const Content& content, const std::vector<ElementId>& parts)
{
    Content kept;
    for (const auto& section : content.sections)
        if (is_of(parts, section.id)) kept.sections.push_back(section);
    for (const auto& intention : content.intentions)
        if (is_of(parts, intention.id)) kept.intentions.push_back(intention);
    for (const auto& table : content.tables)
        if (is_of(parts, table.id)) kept.tables.push_back(table);
    for (const auto& milestone : content.milestones)
        if (is_of(parts, milestone.id)) kept.milestones.push_back(milestone);
    return kept;
}

static std::vector<BriefingContact> contacts_of(const Tenant& tenant, const Plan& plan)
{
    std::vector<BriefingContact> contacts;
    for (const auto& person : tenant.people) {
        const bool leads =
            std::find(person.roles.begin(), person.roles.end(), Role::engagement_lead) != person.roles.end();
        if (leads && person.active) contacts.push_back({person.name, person.job_title, person.email});
    }
    if (!contacts.empty()) return contacts;
    if (const auto* owner = find_person(tenant, plan.owner))
        contacts.push_back({owner->name, owner->job_title, owner->email});
    return contacts;
}

BriefingPage briefing_page(const Tenant& tenant, const Plan& plan, const Briefing& briefing, const FrozenPlan& version,
                           const FrozenPlan* before)
{
    BriefingPage page;
    page.organisation = tenant.name;
    page.plan_title = version.title;
    page.period = version.period;
    page.number = briefing.number;
    page.prepared = local_date(briefing.prepared_at);
    page.prepared_by = name_of(tenant, briefing.prepared_by);
    if (const auto* known = find_version(plan, briefing.version)) page.version = *known;
    page.key_messages = briefing.key_messages;
    page.content = only(version.content, briefing.parts);
    page.is_whole = briefing.parts.empty();
    if (const auto* earlier = version_before(plan, briefing.version); earlier && before) {
        page.previous = earlier->number;
        page.changes = suggested_changes(compare(only(before->content, briefing.parts), page.content), 20);
    }
    page.contacts = contacts_of(tenant, plan);
    page.window = plan.feedback_window;
    return page;
}

static std::string fact(const char* term, const std::string& value)
{
    return value.empty() ? "" : "<div><dt>" + std::string(term) + "</dt><dd>" + escape(value) + "</dd></div>\n";
}

static std::string list_of(const std::vector<std::string>& items)
{
    std::string html = "<ul>\n";
    for (const auto& item : items)
        html += "<li>" + escape(item) + "</li>\n";
    return html + "</ul>\n";
}

static std::string cover(const BriefingPage& page)
{
    std::string html = "<header class=\"card cover\">\n<p class=\"organisation\">" + escape(page.organisation) +
                       "</p>\n<h1>Briefing: " + escape(page.plan_title) + "</h1>\n<dl class=\"facts\">\n";
    html += fact("Briefing",
                 std::to_string(page.number) + ", prepared " + page.prepared.text() + " by " + page.prepared_by);
    html += fact("About", "Version " + page.version.number + " of " + page.version.date.text() +
                              (page.is_whole ? "" : ", parts of it"));
    html += fact("Financial year", page.period);
    return html + "</dl>\n</header>\n";
}

static std::string feedback_to(const BriefingPage& page)
{
    std::string html = "<section class=\"part\">\n<h2 id=\"feedback\">Where to send feedback</h2>\n";
    if (page.window.closes)
        html += "<p>Feedback is taken until <strong>" + escape(page.window.closes.text()) +
                "</strong>. Every item is logged as it is said, and is answered.</p>\n";
    else
        html += "<p>Every item of feedback is logged as it is said, and is answered.</p>\n";
    html += "<ul>\n";
    for (const auto& contact : page.contacts) {
        html += "<li>" + escape(contact.name) + (contact.job_title.empty() ? "" : ", " + escape(contact.job_title));
        if (!contact.email.empty())
            html += ": <a href=" + quoted("mailto:" + contact.email) + ">" + escape(contact.email) + "</a>";
        html += "</li>\n";
    }
    return html + "</ul>\n<p>Say which intention or section each point is about, and which version: " +
           escape(page.version.number) + ".</p>\n</section>\n";
}

std::string briefing_html(const BriefingPage& page)
{
    std::string main = "<article>\n" + cover(page);
    main += "<section class=\"part\">\n<h2 id=\"messages\">Key messages</h2>\n" + list_of(page.key_messages) +
            "</section>\n";
    if (!page.previous.empty()) {
        main += "<section class=\"part\">\n<h2 id=\"changes\">What changed since version " + escape(page.previous) +
                "</h2>\n";
        main += page.changes.empty() ? "<p>Nothing changed in what is shown here.</p>\n" : list_of(page.changes);
        main += "</section>\n";
    }
    main += feedback_to(page);
    for (const auto& section : page.content.sections) {
        if (page.is_whole) break; // the whole text is handed out with the briefing, not in it
        main += "<section class=\"part\">\n<h2>" +
                escape(section.number.empty() ? section.heading : section.number + ' ' + section.heading) + "</h2>\n" +
                marked_html(section.text) + "</section>\n";
    }
    if (!page.content.intentions.empty())
        main += "<section class=\"part apart\">\n<h2 id=\"intentions\">Commissioning intentions</h2>\n" +
                html_of(briefing_intentions(page.content.intentions)) + "</section>\n";
    for (const auto& table : page.content.tables)
        main += "<section class=\"part\">\n<h2>" + escape(table.title.empty() ? "Table without a title" : table.title) +
                "</h2>\n" + html_of(money_table(table)) + "</section>\n";
    main += "</article>\n";
    return site::page(
        {"Briefing " + std::to_string(page.number) + " on version " + page.version.number + ", " + page.plan_title, "",
         site::Chrome::document},
        main);
}

}  // namespace assent::exchange::print
