// Socialisation: which forum is to see the plan, which saw which version, what came of it, and who has not had the
// opportunity (REQUIREMENTS R18 to R21). Here are the events; the other tabs have files of their own.
#include <algorithm>

#include "client/views/feedback_item.hpp"
#include "client/views/outside.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/socialisation_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

std::string forum_name(const Tenant& tenant, ForumId id)
{
    const auto* forum = find_forum(tenant, id);
    return forum ? forum->name : std::string("a forum");
}

std::size_t feedback_from(const Plan& plan, OccasionId occasion)
{
    return static_cast<std::size_t>(std::count_if(plan.feedback.begin(), plan.feedback.end(), [&](const FeedbackItem& item) {
        return item.occasion == occasion;
    }));
}

// ---- events ----------------------------------------------------------------------------------------------------------

std::string parts_words(const Occasion& occasion)
{
    if (occasion.parts.empty()) return "The whole version";
    if (occasion.parts.size() == 1) return occasion.parts.front();
    return counted(occasion.parts.size(), "part", "parts") + ": " + shortened(workflow::joined(occasion.parts), 80);
}

void show_events(ViewContext& context, const Occasion* selected, Form& record_form)
{
    const Plan& plan = *context.plan;
    if (plan.occasions.empty()) {
        if (ui::empty_state({.title = "No event has been recorded",
                             .text = "An event is a version taken to a forum on a date by somebody, with what came out of it.",
                             .action = "Record an event",
                             .disabled_reason = context.why_not(Activity::record_event)}))
            record_form.open = true;
        return;
    }
    std::vector<const Occasion*> events;
    for (const auto& occasion : plan.occasions) events.push_back(&occasion);
    std::sort(events.begin(), events.end(), [](const auto* a, const auto* b) { return b->date < a->date; });
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i] == selected) open = i;
    static const std::vector<ui::Column> columns = {{.title = "Date", .min_width = 84},
                                                    {.title = "Forum", .min_width = 190, .weight = 2},
                                                    {.title = "Version", .min_width = 72},
                                                    {.title = "Shown", .min_width = 150, .weight = 1},
                                                    {.title = "Presenter", .min_width = 120},
                                                    {.title = "Outcome", .min_width = 150},
                                                    {.title = "Feedback", .min_width = 100, .align = ui::Align::end}};
    const auto result = ui::table(
        "Events", {.columns = columns, .row_count = events.size(), .selected = open}, [&](std::size_t i, ui::Row& row) {
            const auto& occasion = *events[i];
            row.key(occasion.id.text());
            row.text(brief(occasion.date, context.today));
            row.name(forum_name(context.tenant, occasion.forum), occasion.dedicated ? "own event" : "agenda item",
                     context.href_with("event", occasion.id.text()));
            row.text(version_number(plan, occasion.version));
            row.text(parts_words(occasion), {.tone = Tone::secondary});
            row.text(occasion.presenter);
            row.pill(words_of(occasion.outcome), tone_of(occasion.outcome));
            row.number(std::to_string(feedback_from(plan, occasion.id)));
        });
    if (result.opened) context.navigate(context.href_with("event", events[*result.opened]->id.text()));
}

void submit_outcome(ViewContext& context, Form& form, const Occasion& occasion)
{
    form.forget_errors();
    const auto outcome = chosen(form["outcome"], OccasionOutcome::changes_asked_for);
    if (!outcome || *outcome == OccasionOutcome::not_recorded) {
        form.fail("outcome", "Choose what came out of it.");
        return;
    }
    context.submit(form, RecordOutcome{context.plan->id, occasion.id, *outcome, trimmed(form["attendance"]), trimmed(form["minutes"])});
}

void outcome_form(ViewContext& context, Form& form, const Occasion& occasion)
{
    auto options = choices(OccasionOutcome::supported, OccasionOutcome::changes_asked_for);
    ui::radio_group("Outcome", options, form["outcome"], {.error = form.error_of("outcome")});
    ui::text_field("Attendance", form["attendance"], {.help = "Who or how many came.", .error = form.error_of("attendance")});
    ui::text_area("Minutes", form["minutes"], {.help = "What was said, or where the minutes are.", .error = form.error_of("minutes"), .rows = 4});
    form_error(form);
    ui::row([&] {
        if (ui::primary_button("Save the outcome", form.waiting_reason())) submit_outcome(context, form, occasion);
        if (ui::button("Cancel")) form.open = false;
    });
}

void show_feedback_of(ViewContext& context, const Occasion& occasion)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        ui::heading(3, "Feedback from it");
        ui::push_right();
        if (ui::button("Add feedback", {.disabled_reason = context.why_not(Activity::log_feedback), .small = true, .opens_dialog = true})) {
            log_form(context).open = true;  // it takes the event from the address
            context.navigate(context.href(Screen::feedback, {{"event", occasion.id.text()}}));
        }
    });
    if (feedback_from(plan, occasion.id) == 0) {
        ui::secondary("None has been logged.");
        return;
    }
    ui::list("feedback", {.ruled = true}, [&] {
        for (const auto& item : plan.feedback) {
            if (item.occasion != occasion.id) continue;
            ui::list_item(item.id.text(), [&] {
                ui::row([&] {
                    ui::link(reference_of(item), context.href(Screen::feedback, {{"item", item.id.text()}}));
                    ui::pill(words_of(item.disposition), tone_of(item.disposition));
                });
                ui::text("“" + shortened(item.verbatim, 140) + "”");
            });
        }
    });
}

void show_event(ViewContext& context, const Occasion& occasion)
{
    Form& form = context.form("outcome/" + occasion.id.text());
    ui::secondary(occasion.date.text() + (occasion.dedicated ? ", its own event" : ", an agenda item"));
    ui::fact("Version shown", version_number(*context.plan, occasion.version));
    ui::fact("Presented by", occasion.presenter);
    ui::fact("Briefing", briefing_words(*context.plan, occasion.briefing));
    ui::field_value("What was shown", occasion.parts.empty() ? "The whole version" : joined_lines(occasion.parts));
    ui::divider();
    if (form.open) {
        outcome_form(context, form, occasion);
    } else {
        ui::row([&] {
            ui::heading(3, "Outcome");
            ui::pill(words_of(occasion.outcome), tone_of(occasion.outcome));
        });
        if (!occasion.attendance.empty()) ui::field_value("Attendance", occasion.attendance);
        if (!occasion.minutes.empty()) ui::field_value("Minutes", occasion.minutes);
        const bool recorded = occasion.outcome != OccasionOutcome::not_recorded;
        if (ui::button(recorded ? "Change the outcome" : "Record the outcome",
                       {.kind = recorded ? ui::ButtonKind::secondary : ui::ButtonKind::primary,
                        .disabled_reason = context.why_not(Activity::record_event)})) {
            form["outcome"] = recorded ? choice_of(occasion.outcome) : "";
            form["attendance"] = occasion.attendance;
            form["minutes"] = occasion.minutes;
            form.open = true;
        }
    }
    if (context.accepted(form)) ui::toast("The outcome is recorded", Tone::green);
    ui::divider();
    ui::heading(3, "Files");
    show_attachments(context, AttachFile{context.plan->id, occasion.id, {}, {}}, occasion.attachments);
    ui::divider();
    show_feedback_of(context, occasion);
}

// ---- recording an event ----------------------------------------------------------------------------------------------

void submit_event(ViewContext& context, Form& form)
{
    form.forget_errors();
    Occasion occasion;
    const auto forum = ForumId::parse(form["forum"]);
    const auto version = VersionId::parse(form["version"]);
    if (!forum) form.fail("forum", "Choose the forum.");
    if (!version) form.fail("version", "Choose the version that was shown.");
    const auto date = date_in(form, "date", true);
    need_words(form, "presenter", "Enter who presented.");
    if (form["extent"] == "parts") {
        occasion.parts = form.list("parts");
        if (occasion.parts.empty()) form.fail("parts", "Choose at least one part, or the whole version.");
    }
    if (form.has_errors()) return;
    if (!occasion.parts.empty()) occasion.part_ids = elements_of(parts_of_version(context, *version), occasion.parts);
    const auto* briefing = find_briefing(*context.plan, BriefingId::parse(form["briefing"]).value_or(BriefingId{}));
    if (briefing && briefing->version == *version) occasion.briefing = briefing->id;
    occasion.id = context.new_id<OccasionId>();
    occasion.forum = *forum;
    occasion.version = *version;
    occasion.date = *date;
    occasion.presenter = trimmed(form["presenter"]);
    occasion.dedicated = form["dedicated"] == "yes";
    occasion.attendance = trimmed(form["attendance"]);
    context.submit(form, RecordOccasion{context.plan->id, std::move(occasion)});
}

/// The packs on the version that was shown, the newest first.
void briefing_field(const Plan& plan, Form& form)
{
    std::vector<ui::Option> options{{"", "No briefing was used"}};
    for (auto briefing = plan.briefings.rbegin(); briefing != plan.briefings.rend(); ++briefing)
        if (briefing->version.text() == form["version"]) options.push_back({briefing->id.text(), "Briefing " + std::to_string(briefing->number)});
    if (options.size() == 1) return;
    ui::select("Briefing used", options, form["briefing"], {.error = form.error_of("briefing")});
}

void event_fields(ViewContext& context, Form& form)
{
    const Plan& plan = *context.plan;
    ui::columns({.min_width = 220}, {[&] {
                                         ui::select("Forum", forum_choices(context.tenant, "Choose a forum"), form["forum"],
                                                    {.error = form.error_of("forum"), .required = true});
                                     },
                                     [&] { ui::date_field("Date", form["date"], {.error = form.error_of("date"), .required = true}); }});
    ui::columns({.min_width = 220},
                {[&] { ui::select("Version shown", version_choices(plan), form["version"], {.error = form.error_of("version"), .required = true}); },
                 [&] { ui::text_field("Presented by", form["presenter"], {.error = form.error_of("presenter"), .required = true}); }});
    ui::radio_group("How it was held", {{"no", "An agenda item of the forum"}, {"yes", "An event of its own"}}, form["dedicated"], {.side_by_side = true});
    ui::radio_group("What was shown", {{"whole", "The whole version"}, {"parts", "Chosen parts"}}, form["extent"],
                    {.side_by_side = true, .error = form.error_of("parts")});
    if (form["extent"] == "parts") {
        const auto parts = part_choices(parts_of_version(context, VersionId::parse(form["version"]).value_or(VersionId{})));
        if (parts.empty()) ui::skeleton(3);
        else ui::checkbox_group("Parts shown", parts, form.list("parts"));
    }
    briefing_field(plan, form);
    ui::text_field("Attendance", form["attendance"], {.help = "Who or how many came. The outcome and minutes can follow later.", .error = form.error_of("attendance")});
}

void event_dialog(ViewContext& context, Form& form)
{
    if (form.open) {
        const auto* latest = latest_version(*context.plan);
        form.propose("version", latest ? latest->id.text() : "");
        form.propose("date", context.today.iso());
        form.propose("presenter", context.me.name);
        form.propose("dedicated", "no");
        form.propose("extent", "whole");
    }
    ui::dialog("Record an event", form.open, {.width = 640, .description = "A version was shown to a forum."}, [&] {
        if (context.plan->versions.empty()) {
            ui::callout(Tone::amber, "People are shown a version, never the draft. Cut a version first.");
            return;
        }
        event_fields(context, form);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Record the event", form.waiting_reason())) submit_event(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The event is recorded", Tone::green);
}

/// What the figures above the tabs say.
struct Heard
{
    std::size_t planned{}, had{}, latest{};
};

Heard heard_in(const Plan& plan, const Coverage& coverage)
{
    Heard heard;
    const auto* version = latest_version(plan);
    for (const auto& row : coverage.rows) {
        heard.planned += row.planned;
        heard.had += row.planned && row.opportunity == Opportunity::had;
        heard.latest += version && std::any_of(row.shown.begin(), row.shown.end(), [&](const CoverageCell& cell) { return cell.version == version->id; });
    }
    return heard;
}

void stats(const ViewContext& context, const Heard& coverage)
{
    const Plan& plan = *context.plan;
    const auto from_events = std::count_if(plan.feedback.begin(), plan.feedback.end(), [](const auto& item) { return static_cast<bool>(item.occasion); });
    const auto recorded = std::count_if(plan.occasions.begin(), plan.occasions.end(), [](const auto& o) { return o.outcome != OccasionOutcome::not_recorded; });
    const auto* latest = latest_version(plan);
    ui::grid("stats", 4, {.min_width = 130, .columns_max = 4}, [&](std::size_t i) {
        const std::string heard = std::to_string(coverage.had) + " of " + std::to_string(coverage.planned);
        const std::string to_visit = coverage.had == coverage.planned ? "all heard" : std::to_string(coverage.planned - coverage.had) + " to visit";
        const std::string saw = std::to_string(coverage.latest);
        const std::string events = std::to_string(plan.occasions.size());
        const std::string outcomes = std::to_string(recorded) + " with an outcome";
        const std::string items = std::to_string(from_events);
        if (i == 0) ui::stat({.label = "Forums heard", .figure = heard, .note = to_visit});
        if (i == 1) ui::stat({.label = latest ? context.keep("Saw version " + latest->number) : "Saw the latest version", .figure = saw, .note = coverage.latest == 1 ? "forum" : "forums"});
        if (i == 2) ui::stat({.label = "Events", .figure = events, .note = outcomes});
        if (i == 3) ui::stat({.label = "Feedback from events", .figure = items, .note = from_events == 1 ? "item" : "items", .href = context.keep(context.href(Screen::feedback))});
    });
}

}  // namespace

void show_socialisation(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto coverage = coverage_now(context);
    const auto heard = heard_in(plan, coverage);
    Form& plan_form = context.form("plan_forum/" + plan.id.text());
    Form& record_form = context.form("occasion/" + plan.id.text());
    std::string tab = context.query("tab");
    if (tab != "events" && tab != "plan" && tab != "briefings" && tab != "links" && tab != "responses") tab = "coverage";
    const auto* selected = tab == "events" ? find_occasion(plan, context.route.id<OccasionId>("event")) : nullptr;
    const auto tab_href = [&](const char* key) { return context.href(Screen::socialisation, {{"tab", key}}); };

    ScreenBody body;
    body.title = "Socialisation";
    body.head = [&] {
        ui::page_head({.title = "Socialisation",
                       .subtitle = std::to_string(heard.had) + " of " + counted(heard.planned, "forum", "forums") + " heard",
                       .actions = [&] {
                           next_steps_button(context);
                           const auto reason = context.why_not(Activity::record_event);
                           if (ui::button("Plan a forum", {.disabled_reason = reason, .opens_dialog = true})) {
                               if (plan_form["known"] == "yes") plan_form.clear();  // another line was looked at before
                               plan_form.open = true;
                           }
                           if (ui::button("Record an event###record", {.kind = ui::ButtonKind::primary, .disabled_reason = reason, .opens_dialog = true}))
                               record_form.open = true;
                       }});
        plan_steps(context);
        ui::tabs("Socialisation", {{"Coverage", "coverage", "", tab_href("coverage")},
                                   {"Events", "events", std::to_string(plan.occasions.size()), tab_href("events")},
                                   {"Engagement plan", "plan", std::to_string(plan.planned_forums.size()), tab_href("plan")},
                                    {"Briefings", "briefings", std::to_string(plan.briefings.size()), tab_href("briefings")},
                                    {"Invited by link", "links", std::to_string(plan.invitations.size()), tab_href("links")},
                                    {"Public responses", "responses", std::to_string(responses_waiting(plan)), tab_href("responses")}}, tab);
    };
    body.content = [&] {
        unsettled_commands(context);
        if (tab == "links") return show_invitations(context);
        if (tab == "responses") return show_responses(context);
        stats(context, heard);
        if (tab == "events") show_events(context, selected, record_form);
        else if (tab == "plan") show_engagement_plan(context, coverage, plan_form);
        else if (tab == "briefings") show_briefings(context);
        else show_coverage(context, coverage, plan_form, record_form);
    };
    if (selected) {
        body.inspector = [&] { show_event(context, *selected); };
        body.inspector_name = forum_name(context.tenant, selected->forum);
        body.closed_path = context.href_with("event", "");
    }
    context.page(body);
    engagement_dialog(context, plan_form);
    briefing_dialog(context);
    event_dialog(context, record_form);
    invitation_dialogs(context);
    moderation_dialog(context);
}

}  // namespace assent::views
