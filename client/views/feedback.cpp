// The feedback log: counts, and the log as a table, a board, charts, the tray of items without a place, and "You said, we
// did"; beside it the item that is open.
#include <algorithm>

#include "client/views/feedback_import.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

using ui::Tone;

void share_of_dispositions(const LogCounts& counts)
{
    const auto count = [&](Disposition disposition) {
        const auto found = counts.by_disposition.find(disposition);
        return found == counts.by_disposition.end() ? 0.0 : static_cast<double>(found->second);
    };
    std::vector<ui::Segment> segments;
    const auto add = [&](const char* label, double amount, Tone tone, bool lighter = false) {
        if (amount > 0) segments.push_back({label, amount, tone, lighter});
    };
    add("accepted", count(Disposition::accepted), Tone::green);
    add("in part", count(Disposition::accepted_in_part), Tone::green, true);
    add("noted", count(Disposition::noted), Tone::secondary);
    add("for later", count(Disposition::for_later), Tone::purple);
    add("out of scope or duplicate", count(Disposition::out_of_scope) + count(Disposition::duplicate), Tone::secondary, true);
    add("not accepted", count(Disposition::not_accepted), Tone::blue);
    add("unanswered", static_cast<double>(counts.unanswered), Tone::red);
    ui::share_bar("By disposition", segments);
}

void stat_of(const ViewContext& context, const LogCounts& counts, std::size_t i)
{
    const std::string percent = counts.total > 0 ? std::to_string((counts.changed * 100 + counts.total / 2) / counts.total) + " %" : "";
    if (i == 0)
        ui::stat({.label = "Unanswered", .figure = context.keep(std::to_string(counts.unanswered)),
                  .note = counts.overdue > 0 ? context.keep(std::to_string(counts.overdue) + " overdue") : "none overdue",
                  .tone = counts.unanswered > 0 ? Tone::red : Tone::green});
    if (i == 1) ui::stat({.label = "Changed the plan", .figure = context.keep(std::to_string(counts.changed)), .note = context.keep(percent)});
    if (i == 2)
        ui::stat({.label = "Forums heard", .figure = context.keep(std::to_string(counts.forums_heard) + " of " + std::to_string(counts.forums_planned)),
                  .note = context.keep(counts.forums_heard == counts.forums_planned ? "none to visit" : std::to_string(counts.forums_planned - counts.forums_heard) + " to visit")});
}

void stats(const ViewContext& context, const LogCounts& counts)
{
    ui::columns({.weights = {1, 1, 1, 1.9F}, .min_width = 150, .gap = 12, .equal_heights = true},
                {[&] { stat_of(context, counts, 0); }, [&] { stat_of(context, counts, 1); }, [&] { stat_of(context, counts, 2); },
                 [&] { share_of_dispositions(counts); }});
}

// ---- the last day ----------------------------------------------------------------------------------------------------

std::string days_line(const FeedbackWindow& window)
{
    if (window.closes) return (window.opens ? "Asked for from " + window.opens.text() + " to " : "Asked for until ") + window.closes.text();
    return window.opens ? "Asked for from " + window.opens.text() : "";
}

Form& window_form(ViewContext& context) { return context.form("window/" + context.plan->id.text()); }

/// Why no days can be set now; empty if they can.
std::string_view why_no_days(const ViewContext& context)
{
    const auto right = context.why_not(Right::record_socialisation);
    return right.empty() ? context.why_not(Activity::log_feedback) : right;
}

void window_dialog(ViewContext& context)
{
    Form& form = window_form(context);
    if (context.accepted(form)) ui::toast("The days are set", Tone::green);
    ui::dialog("When feedback is asked for", form.open, {.width = 460, .description = "What comes after the last day is marked late, or refused."}, [&] {
        ui::date_field("First day", form["opens"], {.error = form.error_of("opens")});
        ui::date_field("Last day", form["closes"], {.help = "Empty: nothing is late.", .error = form.error_of("closes")});
        ui::radio_group("What comes later", {{"0", "is marked late"}, {"1", "is refused"}}, form["late"]);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Set the days", form.waiting_reason())) return;
            form.forget_errors();
            const auto opens = date_in(form, "opens", false);
            const auto closes = date_in(form, "closes", false);
            if (!form.has_errors())
                context.submit(form, SetFeedbackWindow{context.plan->id, {opens.value_or(Date{}), closes.value_or(Date{}), form["late"] == "1" ? LateRule::refused : LateRule::marked_late}});
        });
    });
}

void open_window(ViewContext& context)
{
    Form& form = window_form(context);
    const auto& window = context.plan->feedback_window;
    form["opens"] = window.opens.iso();
    form["closes"] = window.closes.iso();
    form["late"] = window.late == LateRule::refused ? "1" : "0";
    form.open = true;
}

// ---- the screen ------------------------------------------------------------------------------------------------------

std::string versions_line(const Plan& plan)
{
    const Version* first = nullptr;
    const Version* last = nullptr;
    for (const auto& version : plan.versions) {
        const bool used = std::any_of(plan.feedback.begin(), plan.feedback.end(), [&](const auto& item) { return item.version == version.id; });
        if (!used) continue;
        if (!first) first = &version;
        last = &version;
    }
    std::string words = counted(plan.feedback.size(), "item", "items");
    if (first && first == last) words += " on version " + first->number;
    else if (first) words += " on versions " + first->number + " to " + last->number;
    return words;
}

void show_log(ViewContext& context, const FeedbackLog& log, const FeedbackItem* selected, bool board)
{
    if (context.plan->feedback.empty()) {
        if (ui::empty_state({.title = "Nothing has been said yet",
                             .text = "Everything people say about a version goes here, word for word, and every item gets an answer.",
                             .action = "Add feedback",
                             .disabled_reason = context.why_not(Activity::log_feedback)}))
            log_form(context).open = true;
        return;
    }
    feedback_filters(context, log);
    if (board) return feedback_board(context, log);
    feedback_bulk(context, log);
    feedback_table(context, log, selected);
}

void head_actions(ViewContext& context)
{
    next_steps_button(context);
    const auto chosen = ui::menu_button("More", {{.label = "When feedback is asked for", .key = "days", .disabled_reason = std::string(why_no_days(context))},
                                                 {.label = "Bring back a Word file", .href = context.href(Screen::feedback, {{"tab", "import"}, {"file", "word"}})},
                                                 {.label = "Feedback log, for print (HTML)", .href = context.exported(".html?report=feedback"), .native = true},
                                                 {.label = "Feedback log (PDF)", .href = context.exported(".pdf?report=feedback"), .native = true},
                                                 {.label = "Feedback log (XLSX)", .href = context.exported(".feedback.xlsx"), .native = true},
                                                 {.label = "Feedback log (CSV)", .href = context.exported(".feedback.csv"), .native = true}});
    if (chosen == "days") open_window(context);
    if (ui::button("Add feedback###add", {.kind = ui::ButtonKind::primary, .disabled_reason = context.why_not(Activity::log_feedback), .opens_dialog = true}))
        log_form(context).open = true;
}

}  // namespace

void show_feedback(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto& log = feedback_log(context);
    std::string tab = context.query("tab");
    constexpr std::array tabs = {"board", "charts", "tray", "import", "report"};
    if (std::find(tabs.begin(), tabs.end(), tab) == tabs.end()) tab = "table";
    const auto* selected = tab == "table" ? find_feedback(plan, context.route.id<FeedbackId>("item")) : nullptr;
    const auto tab_href = [&](const char* key) { return context.href(Screen::feedback, {{"tab", key}}); };

    ScreenBody body;
    body.title = "Feedback log";
    body.head = [&] {
        ui::page_head({.title = "Feedback log", .subtitle = versions_line(plan), .below = context.keep(days_line(plan.feedback_window)), .actions = [&] { head_actions(context); }});
        if (!plan.feedback.empty()) stats(context, log.counts);
        ui::tabs("Feedback", {{"Table", "table", "", context.href(Screen::feedback)},
                              {"Board", "board", "", tab_href("board")},
                              {"Charts", "charts", "", tab_href("charts")},
                              {"Tray", "tray", log.tray.empty() ? "" : std::to_string(log.tray.size()), tab_href("tray")},
                              {"You said, we did", "report", "", tab_href("report")},
                              {"Import", "import", "", tab_href("import")}}, tab);
    };
    body.content = [&] {
        unsettled_commands(context);
        if (tab == "charts") feedback_charts(context);
        else if (tab == "tray") feedback_tray(context, log);
        else if (tab == "import") feedback_import(context);
        else if (tab == "report") feedback_report(context);
        else show_log(context, log, selected, tab == "board");
    };
    if (selected) {
        body.inspector = [&] { show_feedback_item(context, *selected); };
        body.inspector_name = reference_of(*selected);
        body.closed_path = context.href_with("item", "");
    }
    context.page(body);
    log_dialog(context);
    place_dialog(context);
    window_dialog(context);
    feedback_dialogs(context);
    feedback_bulk_dialogs(context);
}

}  // namespace assent::views
