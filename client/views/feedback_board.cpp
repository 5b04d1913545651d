// The log as a board: a column for each state, and on each card what takes the item to the next.
#include <algorithm>

#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

constexpr std::size_t cards_max = 20;  // in a column; the others are in the table

struct Lane
{
    FeedbackState state;
    const char* filter;
};
constexpr std::array lanes = {Lane{FeedbackState::open, "new"}, Lane{FeedbackState::under_review, "review"}, Lane{FeedbackState::reopened, "reopened"},
                              Lane{FeedbackState::answered, "answered"}, Lane{FeedbackState::closed, "closed"}};

void card_of(ViewContext& context, const FeedbackItem& item)
{
    Form& moving = context.form("board/" + item.id.text());
    if (context.accepted(moving)) ui::announce(reference_of(item) + " moved");
    ui::card(item.id.text(), {.padding = 12, .gap = 6}, [&] {
        ui::row([&] {
            ui::link(reference_of(item), context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}}), {.style = {.weight = ui::Weight::medium, .tone = ui::Tone::blue}});
            if (item.late) ui::pill("Late", ui::Tone::amber);
            if (is_overdue(item, context.today)) ui::pill("Overdue", ui::Tone::red);
        });
        ui::secondary(from_words(item));
        ui::text("“" + shortened(item.verbatim, 90) + "”");
        const auto blocked = [&] {
            const auto why = context.why_not(Activity::answer_feedback);
            return why.empty() ? moving.waiting_reason() : why;
        };
        const PlanId plan = context.plan->id;
        const auto button = [&](const char* label) {
            return ui::button(label, {.disabled_reason = blocked(), .name = context.keep(std::string(label) + " " + reference_of(item)), .small = true});
        };
        if (item.state == FeedbackState::open || item.state == FeedbackState::reopened) {
            if (button("Take up")) context.submit(moving, ReviewFeedback{plan, {item.id}});
        } else if (item.state == FeedbackState::under_review && !item.duplicate_of) {
            if (button("Answer")) context.navigate(context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}}));
        } else if (item.state == FeedbackState::answered) {
            if (button("Close")) context.submit(moving, CloseItems{plan, {item.id}});
        }
        form_error(moving);
    });
}

void lane(ViewContext& context, const FeedbackLog& log, const Lane& lane)
{
    const auto& items = context.plan->feedback;
    std::size_t count = 0;
    const ui::Scope scope(lane.filter);
    ui::stack(8, [&] {
        const std::string title = words_of(lane.state);
        for (const auto i : log.shown) count += items[i].state == lane.state;
        ui::row([&] {
            ui::heading(2, title, {ui::TextSize::interface, ui::Weight::semibold});
            ui::pill(std::to_string(count));
        });
        if (count == 0) return ui::secondary("None");
        std::size_t drawn = 0;
        for (const auto i : log.shown)
            if (items[i].state == lane.state && drawn < cards_max) {
                ++drawn;
                card_of(context, items[i]);
            }
        if (count > drawn) {
            auto query = context.route.query;
            query["tab"] = "";
            query["state"] = lane.filter;
            ui::link("All " + std::to_string(count) + " in the table", context.href(Screen::feedback, query));
        }
    });
}

}  // namespace

void feedback_board(ViewContext& context, const FeedbackLog& log)
{
    std::vector<Lane> shown;
    for (const auto& each : lanes) {
        const bool any = std::any_of(log.shown.begin(), log.shown.end(), [&](ItemIndex i) { return context.plan->feedback[i].state == each.state; });
        // Reopened items are rare: their column is there when they are.
        if (any || each.state != FeedbackState::reopened) shown.push_back(each);
    }
    ui::grid("board", shown.size(), {.min_width = 230, .gap = 16, .columns_max = 5}, [&](std::size_t i) { lane(context, log, shown[i]); });
}

}  // namespace assent::views
