#include "client/views/feedback_beside.hpp"

#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/views/discussion.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"
#include "client/views/reading_text.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct PlacedItem
{
    const FeedbackItem* item;
    sync::WordsPlace place;
};

/// Items about words of a text, in its order; those whose words are gone come last.
std::vector<PlacedItem> items_on(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    std::vector<PlacedItem> placed;
    std::vector<const About*> abouts;
    for (const auto* item : feedback_about(*context.plan, field.element)) {
        const bool on_words = !item->about.quote.empty() && (item->about.field.empty() || item->about.field == field.field);
        if (!on_words || item->state == FeedbackState::closed || item->duplicate_of) continue;
        placed.push_back({item, {}});
        abouts.push_back(&item->about);
    }
    if (placed.empty()) return placed;
    auto& core = context.host.core();
    core.open_text(field);
    const auto* live = core.texts().words(field);
    const auto places = sync::places_of(core.texts(), field, live ? *live : shown, abouts);
    for (std::size_t i = 0; i < placed.size(); ++i) placed[i].place = places[i];
    std::stable_sort(placed.begin(), placed.end(), [](const PlacedItem& a, const PlacedItem& b) {
        if (a.place.stands() != b.place.stands()) return a.place.stands();
        return a.place.begin < b.place.begin;
    });
    return placed;
}

void item_on_words(ViewContext& context, const PlacedItem& placed, const std::string& now)
{
    const FeedbackItem* item = placed.item;
    const auto& place = placed.place;
    const std::string words = place.stands() ? now.substr(place.begin, place.end - place.begin) : item->about.quote;
    ui::row([&] {
        ui::link(reference_of(*item), context.href(Screen::feedback, {{"item", item->id.text()}, {"state", "all"}}), {.style = {.weight = ui::Weight::medium, .tone = Tone::blue}});
        ui::pill(is_unanswered(*item) ? "Unanswered" : words_of(item->disposition), is_unanswered(*item) ? Tone::red : tone_of(item->disposition));
        ui::secondary(from_words(*item));
    });
    ui::rich_text("words", {{"“"}, {shortened(words, 120), ui::Span::Kind::marked}, {"”"}}, ui::TextSize::interface);
    ui::text("“" + shortened(item->verbatim, 160) + "”");
    if (place.state == sync::WordsPlace::State::gone) ui::small("These words are no longer in the text.", Tone::amber);
    if (place.state == sync::WordsPlace::State::changed) ui::small("Changed since: it was about “" + shortened(item->about.quote, 80) + "”.", Tone::amber);
}

}  // namespace

std::string with_marked_words(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    const auto placed = items_on(context, field, shown);
    if (placed.empty()) return shown;
    const auto* live = context.host.core().texts().words(field);
    const std::string& now = live ? *live : shown;
    std::string marked;
    std::size_t at = 0;
    for (std::size_t i = 0; i < placed.size() && placed[i].place.stands();) {
        // Words that overlap are marked as one stretch.
        const std::size_t begin = placed[i].place.begin;
        std::size_t end = placed[i].place.end;
        for (; i < placed.size() && placed[i].place.stands() && placed[i].place.begin <= end; ++i) end = std::max(end, placed[i].place.end);
        marked.append(now, at, begin - at).append(mark_begins).append(now, begin, end - begin).append(mark_ends);
        at = end;
    }
    return marked.append(now, at, std::string::npos);
}

void feedback_on_words(ViewContext& context, const sync::FieldRef& field, const std::string& shown)
{
    const ui::Scope scope("on-words");
    const auto placed = items_on(context, field, shown);
    const auto* live = context.host.core().texts().words(field);
    const std::string now = live ? *live : shown;
    const std::string title = title_of(*context.content, field.element);
    auto& open = context.look("on-words/" + field.text());
    ui::row([&] {
        if (!placed.empty() && ui::button(std::to_string(placed.size()) + (placed.size() == 1 ? " comment on words" : " comments on words") + "###words",
                                          {.name = context.keep(std::to_string(placed.size()) + (placed.size() == 1 ? " comment on words of " : " comments on words of ") + title),
                                           .small = true, .pressed = !open.empty()}))
            open = open.empty() ? "yes" : "";
        if (ui::button("Comment", {.kind = ui::ButtonKind::quiet, .disabled_reason = context.why_not(Activity::log_feedback),
                                   .description = "Logs feedback about the words you select. Ctrl+Alt+M",
                                   .name = context.keep("Comment on " + title), .small = true, .opens_dialog = true}))
            log_about(context, field.element);
    });
    if (context.route.id<ElementId>("item") == field.element && context.shortcut("ctrl+alt+m") && context.why_not(Activity::log_feedback).empty())
        log_about(context, field.element);
    if (open.empty() || placed.empty()) return;
    ui::list("items", {.ruled = true, .gap = 8}, [&] {
        for (const auto& each : placed) ui::list_item(each.item->id.text(), [&] { ui::stack(4, [&] { item_on_words(context, each, now); }); });
    });
}

void feedback_and_changes(ViewContext& context, ElementId element)
{
    std::vector<const FeedbackItem*> causes;
    for (const auto& item : context.plan->feedback)
        if (std::any_of(item.caused.begin(), item.caused.end(), [&](const CausedChange& change) { return change.element == element; })) causes.push_back(&item);
    const ui::Scope scope("changes/" + element.text());
    if (!causes.empty())
        ui::row([&] {
            ui::secondary("Changed because of");
            for (const auto* item : causes) ui::link(reference_of(*item), context.href(Screen::feedback, {{"item", item->id.text()}, {"state", "all"}}));
        });
    answer_with_change_button(context, element);
}

void discussion_of_part(ViewContext& context, ElementId element)
{
    const Subject about{{}, element};
    const auto count = std::count_if(context.plan->remarks.begin(), context.plan->remarks.end(), [&](const Remark& remark) { return remark.about == about; });
    auto& open = context.look("discussion/" + element.text());
    const std::string label = count > 0 ? "Discussion (" + std::to_string(count) + ")" : "Discussion";
    const ui::Scope scope("discussion/" + element.text());
    if (ui::button(label + "###discussion", {.kind = ui::ButtonKind::quiet, .name = context.keep(label + ": " + title_of(*context.content, element)), .small = true, .pressed = !open.empty()}))
        open = open.empty() ? "yes" : "";
    if (!open.empty()) show_thread(context, about);
}

}  // namespace assent::views
