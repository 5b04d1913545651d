// Items that nobody has said what they are about (from an import or a returned document), and those whose words or part are
// there no more: still readable, with what stood around the words, until somebody places them.
#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

constexpr std::size_t cards_max = 40;

std::string why_here(const ViewContext& context, const FeedbackItem& item)
{
    if (item.about.detached) return item.imported_from.empty() ? "Nobody has said what it is about." : "From “" + item.imported_from + "”, without a place in the plan.";
    if (title_of(*context.content, item.about.element).empty()) return "“" + item.about.title + "” is no longer in the plan.";
    return "The words in “" + item.about.title + "” it is about are gone.";
}

void tray_card(ViewContext& context, const FeedbackItem& item)
{
    ui::card(item.id.text(), {.gap = 8}, [&] {
        ui::row([&] {
            ui::link(reference_of(item), context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}}), {.style = {.weight = ui::Weight::medium, .tone = ui::Tone::blue}});
            ui::secondary(from_words(item) + (item.received ? ", " + brief(item.received, context.today) : ""));
            ui::push_right();
            if (ui::button("Place it", {.disabled_reason = context.why_not(Activity::answer_feedback), .name = context.keep("Place it: " + reference_of(item)), .small = true, .opens_dialog = true}))
                open_place_dialog(context, item);
        });
        ui::small(why_here(context, item), ui::Tone::amber);
        ui::text("“" + shortened(item.verbatim, 280) + "”");
        quoted_words(item.about);
        if (!item.where_in_document.empty()) ui::small("Given as: " + item.where_in_document);
    });
}

}  // namespace

void feedback_tray(ViewContext& context, const FeedbackLog& log)
{
    if (!context.content) return ui::skeleton(6);
    if (log.tray.empty()) {
        ui::empty_state({.title = "Every item has its place", .text = "Items wait here when the words they are about are deleted, or when an import could not tell where they belong."});
        return;
    }
    ui::secondary(counted(log.tray.size(), "item has", "items have") + " no place in the plan.");
    ui::stack(12, [&] {
        for (std::size_t i = 0; i < log.tray.size() && i < cards_max; ++i) tray_card(context, context.plan->feedback[log.tray[i]]);
    });
    if (log.tray.size() > cards_max) ui::secondary("The first " + std::to_string(cards_max) + " are shown; place them to see the others.");
}

}  // namespace assent::views
