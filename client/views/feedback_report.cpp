// "You said, we did": what each forum said and what was done about it.
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

}  // namespace

void feedback_report(ViewContext& context)
{
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
