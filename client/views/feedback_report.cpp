// "You said, we did": what each forum said and what was done about it.
#include <algorithm>

#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"
#include "client/views/reading_text.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::size_t items_in_report = 60;  // a screen's worth; more by choosing a forum

void said_and_done(ViewContext& context, const FeedbackItem& item)
{
    const auto said = [&] {
        ui::small("You said");
        ui::text("“" + item.verbatim + "”");
        ui::link(reference_of(item) + ", " + about_title(item),
                 context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}}));
    };
    const auto done = [&] {
        ui::row([&] {
            ui::small("We did");
            ui::pill(words_of(item.disposition), tone_of(item.disposition));
        });
        reading_text("response", item.response, {.size = ui::TextSize::interface, .gap = 4});
        const std::string number = version_number(*context.plan, item.changed_in);
        for (const auto& change : item.caused) caused_change(context, change);
        if (item.caused.empty() && !item.what_changed.empty()) ui::secondary((number.empty() ? "To be changed: " : "Changed in version " + number + ": ") + item.what_changed);
    };
    ui::list_item(item.id.text(), [&] {
        ui::columns({.weights = {1, 1}, .min_width = 260, .gap = 24}, {[&] { ui::stack(4, said); }, [&] { ui::stack(4, done); }});
    });
}

/// Whether this person may be asked to decide on the plan: with a seat, or as somebody's deputy.
bool decides(const Tenant& tenant, PersonId person)
{
    for (const auto& committee : tenant.committees)
        for (const auto& seat : committee.seats)
            if (seat.person == person || std::find(seat.deputies.begin(), seat.deputies.end(), person) != seat.deputies.end()) return true;
    return false;
}

/// Whoever is to decide has opened the report once it is on their screen; a workflow may ask for that (docs/workflow-format.md,
/// feedback_considered). It is kept once for each version.
void keep_that_it_was_opened(ViewContext& context)
{
    const auto* latest = latest_version(*context.plan);
    if (!latest || !decides(context.tenant, context.me.id)) return;
    const auto* mark = find_read_mark(*context.plan, context.me.id, ReadMatter::feedback_report);
    if (mark && mark->version == latest->id) return ui::secondary("On the record: you opened this report on version " + latest->number + ", " + local_text(mark->at) + ".");
    Form& form = context.form("opened-report/" + latest->id.text());
    if (context.accepted(form) || form.waiting()) return;
    if (form.has_errors()) return ui::callout(Tone::red, form.general_error(), "That you opened this report could not be recorded");
    context.submit(form, MarkRead{context.plan->id, ReadMatter::feedback_report, context.tenant.sequence, latest->id});
}

}  // namespace

void feedback_report(ViewContext& context)
{
    keep_that_it_was_opened(context);
    std::map<std::string, std::vector<const FeedbackItem*>> groups;
    for (const auto& item : context.plan->feedback)
        if (!is_unanswered(item)) groups[forum_words(context, item)].push_back(&item);
    if (groups.empty()) {
        ui::empty_state({.title = "No item has been answered yet", .text = "What people said and what was done about it is listed here, forum by forum."});
        return;
    }
    std::vector<ui::Option> options = {{"", "all"}};
    for (const auto& [name, items] : groups) options.push_back({name, shortened(name, 48) + " (" + std::to_string(items.size()) + ")"});
    ui::row([&] {
        std::string by = context.query("by");
        if (options.size() > 2 && ui::select("Said by", options, by, {.label_inside = true})) context.set_query("by", by);
        ui::push_right();
        report_links(context, "you-said", "For print");
    });
    std::size_t left = items_in_report;
    const auto only = context.query("by");
    for (const auto& group : groups) {
        const std::string& name = group.first;
        const auto& items = group.second;
        if (!only.empty() && only != name) continue;
        if (left == 0) break;
        ui::card("by/" + name, {.title = name, .note = context.keep(counted(items.size(), "item", "items"))}, [&] {
            ui::list("items", {.ruled = true}, [&] {
                for (const auto* item : items)
                    if (left > 0) {
                        --left;
                        said_and_done(context, *item);
                    }
            });
        });
    }
    if (left == 0) ui::secondary("The first " + std::to_string(items_in_report) + " items are shown. Choose who said it to see the others.");
}

}  // namespace assent::views
