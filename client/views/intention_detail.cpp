// The inspector beside the register: one intention with all its fields, and the feedback about it.
#include <algorithm>
#include <set>

#include "client/views/discussion.hpp"
#include "client/views/feedback_beside.hpp"
#include "client/views/host.hpp"
#include "client/views/letters.hpp"
#include "client/views/plan_parts.hpp"
#include "client/views/significance.hpp"
#include "shared/model/contracting_route.hpp"

namespace assent::views {

namespace {

std::vector<ui::Option> route_options()
{
    std::vector<ui::Option> options;
    for (const auto route : contracting_routes()) options.push_back({std::string(name_of(route)), std::string(words_of(route))});
    std::sort(options.begin(), options.end(), [](const ui::Option& a, const ui::Option& b) { return a.label < b.label; });
    return options;
}

std::vector<ui::Option> provider_options(const Content& content)
{
    std::set<std::string> names;
    for (const auto& intention : content.intentions) names.insert(intention.providers.begin(), intention.providers.end());
    std::vector<ui::Option> options;
    for (const auto& name : names) options.push_back({name, name});
    return options;
}

std::vector<ui::Option> place_options(const Tenant& tenant)
{
    std::vector<ui::Option> options{{"", tenant.kind == TenantKind::partnership ? "The whole partnership" : "The whole organisation"}};
    for (const auto& member : tenant.members) options.push_back({member, member});
    return options;
}

ui::Tone tone_of(const FeedbackItem& item)
{
    if (is_unanswered(item)) return ui::Tone::red;
    switch (item.disposition) {
    case Disposition::accepted:
    case Disposition::accepted_in_part: return ui::Tone::green;
    case Disposition::not_accepted: return ui::Tone::blue;
    default: return ui::Tone::secondary;
    }
}

void feedback_card(ViewContext& context, const FeedbackItem& item)
{
    ui::card(item.id.text(), {.padding = 12, .gap = 6}, [&] {
        ui::row([&] {
            ui::link(reference_of(item), context.href(Screen::feedback, {{"item", item.id.text()}}), {.style = {.weight = ui::Weight::medium, .tone = ui::Tone::blue}});
            const std::string who = item.organisation.empty() ? item.name : item.organisation;
            ui::secondary(who + (item.received ? ", " + item.received.short_text() : ""));
        });
        std::string said = first_line(item.verbatim);
        if (said.size() < item.verbatim.size()) said += " …";
        ui::text("“" + said + "”");
        ui::row([&] {
            ui::pill(is_unanswered(item) ? "Unanswered" : capital(words_of(item.disposition)), tone_of(item));
            std::string note;
            if (is_unanswered(item)) {
                note = item.owner ? "Owner " + context.name_of(item.owner) : "No owner";
                if (item.due) note += ", due " + item.due.short_text();
            } else if (const auto* version = find_version(*context.plan, item.changed_in)) {
                note = "changed in " + version->number;
            }
            if (!note.empty()) ui::secondary(note);
        });
    });
}

void feedback_of(ViewContext& context, const Intention& intention)
{
    const auto about = feedback_about(*context.plan, intention.id);
    const auto unanswered = std::count_if(about.begin(), about.end(), [](const FeedbackItem* item) { return is_unanswered(*item); });
    ui::row([&] {
        ui::heading(3, "Feedback", {ui::TextSize::interface, ui::Weight::semibold});
        if (unanswered) ui::pill(std::to_string(unanswered) + " open", ui::Tone::red);
        ui::push_right();
        if (!about.empty()) ui::link(unanswered ? "Answer all" : "Show in the log", context.href(Screen::feedback, {{"about", intention.id.text()}}));
    });
    if (about.empty()) ui::secondary("Nobody has said anything about this intention yet.");
    static constexpr std::size_t cards_max = 6;
    for (std::size_t i = 0; i < std::min(about.size(), cards_max); ++i) feedback_card(context, *about[i]);
    if (about.size() > cards_max) ui::small(std::to_string(about.size() - cards_max) + " more in the log.");
    feedback_and_changes(context, intention.id);
}

}  // namespace

void intention_detail(ViewContext& context, const Intention& intention)
{
    const ui::Scope scope(intention.id.text());
    std::string line = intention.programme_area;
    if (!intention.lead.empty()) line += (line.empty() ? "led by " : " · led by ") + intention.lead;
    if (!line.empty()) ui::secondary(line);
    const auto state = state_of(context, intention);
    ui::row([&] {
        ui::pill(state.words, state.tone);
        if (context.copy.is_pending(context.plan->id, intention.id)) ui::pill("Sending");
    });
    const auto id = intention.id;
    content_text(context, id, TextField::text, "Text", {.many_lines = true, .rows = 5, .reading_modes = true});
    content_list(context, id, ListField::timescales, "When", {.one = "timescale"});
    content_list(context, id, ListField::routes, "Route", {.one = "route", .suggestions = route_options(), .only_suggestions = true, .shown = &route_words});
    content_list(context, id, ListField::providers, "Providers", {.one = "provider", .suggestions = provider_options(*context.content)});
    ui::divider();
    feedback_of(context, intention);
    ui::divider();
    if (const auto* mark = find_mark(*context.plan, id)) {
        significance_of(context, *mark);
        ui::divider();
    }
    show_thread(context, {{}, id});
    ui::divider();
    ui::heading(3, "Details", {ui::TextSize::interface, ui::Weight::semibold});
    ui::columns({.min_width = 140, .gap = 12}, {[&] { content_text(context, id, TextField::reference, "Reference"); },
                                                [&] { content_choice(context, id, TextField::status, "Status", status_options()); }});
    content_text(context, id, TextField::service_area, "Service area");
    content_text(context, id, TextField::programme_area, "Programme area");
    content_choice(context, id, TextField::place, "Place", place_options(context.tenant));
    content_text(context, id, TextField::lead, "Lead");
    content_text(context, id, TextField::conditions, "Conditions", {.placeholder = "Subject to …"});
    if (!intention.source_lines.empty()) {
        std::string lines;
        for (const auto number : intention.source_lines) lines += (lines.empty() ? "" : ", ") + std::to_string(number);
        ui::field_value(intention.source_lines.size() == 1 ? "Line of the imported file" : "Lines of the imported file", lines);
    }
    if (why_not_edit(context).empty()) {
        const std::string name = "Remove " + intention.reference;
        if (ui::button("Remove", {.kind = ui::ButtonKind::danger, .name = name, .small = true, .opens_dialog = true})) context.look("remove") = id.text();
    } else {
        ui::small(why_not_edit(context));
    }
}

}  // namespace assent::views
