// All plans of the organisation, and what a search of them finds.
#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/letters.hpp"
#include "client/views/plan_list.hpp"
#include "client/views/plan_name.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::views {

namespace {

struct Hit
{
    std::string title, detail, kind, href;
};

/// In what this browser holds: the registers of every plan, and the texts that have been opened.
std::vector<Hit> search(const ViewContext& context, const std::string& asked)
{
    static constexpr std::size_t hits_max = 100;
    const auto words = lower(asked);
    std::vector<Hit> hits;
    const auto has = [&](const std::string& text) { return lower(text).find(words) != std::string::npos; };
    const auto add = [&](Hit hit) {
        if (hits.size() < hits_max) hits.push_back(std::move(hit));
    };
    for (const auto& plan : context.tenant.plans) {
        const std::string title = plan_name(plan);
        if (has(title)) add({title, version_line(plan), "Plan", context.href(Screen::plan, plan.id)});
        if (const auto* content = context.copy.text(plan.id)) {
            for (const auto& intention : content->intentions)
                if (has(intention.reference + " " + intention.service_area + " " + plain_text_of(intention.text)))
                    add({intention.reference + " " + intention.service_area, title, "Intention",
                         context.href(Screen::plan, plan.id, {{"tab", "intentions"}, {"item", intention.id.text()}})});
            for (const auto& section : content->sections)
                if (has(section.heading + " " + plain_text_of(section.text)))
                    add({title_of(*content, section.id), title, "Section",
                         context.href(Screen::plan, plan.id, {{"tab", "narrative"}, {"item", section.id.text()}})});
        }
        for (const auto& item : plan.feedback)
            if (has(reference_of(item) + " " + item.organisation + " " + item.name + " " + item.verbatim + " " + item.response))
                add({reference_of(item) + " " + item.organisation, title, "Feedback", context.href(Screen::feedback, plan.id, {{"item", item.id.text()}})});
    }
    for (const auto& person : context.tenant.people)
        if (has(person.name + " " + person.job_title)) add({person.name, person.job_title, "Person", context.href(Screen::settings)});
    for (const auto& forum : context.tenant.forums)
        if (has(forum.name)) add({forum.name, forum.kind, "Forum", context.href(Screen::forums)});
    return hits;
}

void results(ViewContext& context, const std::string& asked)
{
    const auto hits = search(context, asked);
    if (hits.empty()) {
        ui::empty_state({.title = "Nothing was found", .text = "The words were looked for in plans, feedback, people and forums, and in the texts of plans opened in this tab."});
        return;
    }
    static const std::vector<ui::Column> columns{{.title = "Found", .min_width = 220, .weight = 3}, {.title = "Kind", .min_width = 110}};
    const auto result = ui::table("Search results", {.columns = columns, .row_count = hits.size()}, [&](std::size_t i, ui::Row& row) {
        row.key(static_cast<std::int64_t>(i));
        row.name(hits[i].title, hits[i].detail, hits[i].href);
        row.pill(hits[i].kind, ui::Tone::secondary);
    });
    if (result.opened) context.navigate(hits[*result.opened].href);
}

}  // namespace

void show_plans(ViewContext& context)
{
    const auto asked = context.query("q");
    ScreenBody body;
    body.title = asked.empty() ? "All plans" : "Search";
    body.head = [&] {
        if (asked.empty())
            ui::page_head({.title = "All plans", .subtitle = context.tenant.name, .actions = [&] { plan_list_actions(context); }});
        else
            ui::page_head({.title = "Search", .subtitle = context.keep("for “" + asked + "”"), .actions = [&] { ui::link("All plans", context.href(Screen::plans), {.as_button = true}); }});
    };
    body.content = [&] {
        if (asked.empty())
            plan_table(context, false);
        else
            results(context, asked);
    };
    context.page(body);
    plan_list_dialogs(context);
}

}  // namespace assent::views
