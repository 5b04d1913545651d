// History: who did what when, as the organisation's log has it, and the steps the plan took.
#include <algorithm>

#include "client/views/record_parts.hpp"
#include "client/views/timeline.hpp"

namespace assent::views {

namespace {

using ui::Tone;

std::string state_title(const ViewContext& context, const std::string& key)
{
    const auto* state = context.definition ? workflow::find_state(*context.definition, key) : nullptr;
    return state ? state->title : key;
}

std::string step_title(const ViewContext& context, const StateChange& change)
{
    if (change.transition.empty()) return "Started";
    const auto* transition = context.definition ? workflow::find_transition(*context.definition, change.transition) : nullptr;
    return transition ? transition->title : change.transition;
}

void show_steps(ViewContext& context)
{
    const Plan& plan = *context.plan;
    static const std::vector<ui::Column> columns = {{.title = "When", .min_width = 204}, {.title = "Step", .min_width = 180, .weight = 1},
                                                    {.title = "To", .min_width = 150}, {.title = "By", .min_width = 140},
                                                    {.title = "Reason", .min_width = 160, .weight = 1}};
    ui::table("Steps of the plan", {.columns = columns, .row_count = plan.history.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& change = plan.history[plan.history.size() - 1 - i];
        row.key(static_cast<std::int64_t>(plan.history.size() - i));
        row.text(local_text(change.at));
        row.text(step_title(context, change), change.from.empty() ? "" : "from " + state_title(context, change.from));
        row.pill(state_title(context, change.to), Tone::blue);
        row.text(context.name_or_you(change.by));
        row.text(change.reason.empty() ? "–" : change.reason, {.tone = change.reason.empty() ? Tone::secondary : Tone::ink});
    });
}

void show_log(ViewContext& context)
{
    const auto& pages = context.history();
    std::string failure;
    if (const auto failed = context.copy.failures.find("GetHistory/" + context.plan->id.text()); failed != context.copy.failures.end())
        failure = failed->second;
    if (pages.lines.empty()) {
        if (!failure.empty()) ui::callout(Tone::red, failure, "The history could not be read");
        else if (pages.loading || pages.more) ui::skeleton(6);
        else ui::empty_state({.title = "Nothing has happened yet"});
        return;
    }
    static const std::vector<ui::Column> columns = {{.title = "When", .min_width = 204},
                                                    {.title = "Who", .min_width = 150},
                                                    {.title = "What", .min_width = 260, .weight = 1},
                                                    {.title = "Receipt", .min_width = 80, .align = ui::Align::end}};
    ui::table("History", {.columns = columns, .row_count = pages.lines.size(), .row_height_guess = 40, .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& line = pages.lines[i];
        row.key(static_cast<std::int64_t>(line.sequence));
        row.text(local_text(line.at));
        row.text(context.name_or_you(line.actor));
        row.text(line.what);
        row.number(std::to_string(line.sequence), Tone::secondary);
    });
    ui::row([&] {
        if (pages.more) {
            if (ui::button("Show earlier", {.disabled_reason = pages.loading ? "Earlier entries are on their way." : ""})) context.more_history();
        } else ui::secondary("This is the beginning.");
        if (!failure.empty()) ui::text(failure, {.tone = Tone::red});
    });
}

void show_receipt(const ViewContext& context)
{
    if (context.copy.saved_tree_size == 0) return;
    ui::callout(Tone::blue,
                "Your last change was saved " + local_text(context.copy.saved_at) + ". The organisation's log then held " +
                    counted(context.copy.saved_tree_size, "entry", "entries") + " under the root " + context.copy.saved_root.short_text() +
                    ". Keep it: it proves later that nothing before it was altered.",
                "Receipt");
}

}  // namespace

void show_history(ViewContext& context)
{
    const Plan& plan = *context.plan;
    std::string tab = context.query("tab");
    if (tab != "steps" && tab != "timeline") tab = "log";
    context.page({.title = "History",
                  .head =
                      [&] {
                          ui::page_head({.title = "History", .subtitle = "Who did what, when. Nothing in it can be changed."});
                          plan_steps(context);
                          ui::tabs("What is shown", {{"Everything", "log", "", context.href(Screen::history)},
                                               {"Steps of the plan", "steps", std::to_string(plan.history.size()), context.href(Screen::history, {{"tab", "steps"}})},
                                               {"Timeline", "timeline", "", context.href(Screen::history, {{"tab", "timeline"}})}},
                                   tab);
                      },
                  .content =
                      [&] {
                          if (tab == "steps") show_steps(context);
                          else if (tab == "timeline") show_timeline(context);
                          else {
                              show_receipt(context);
                              show_log(context);
                          }
                      }});
}

}  // namespace assent::views
