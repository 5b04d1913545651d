// Socialisation: which forum is to see the plan, which saw which version, what came of it, and who has not had the
// opportunity (REQUIREMENTS R18 to R21).
#include <algorithm>
#include <map>

#include "client/views/feedback_item.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct ForumLine
{
    ForumId id;
    std::string name, kind;
    const PlannedForum* planned{};
    std::vector<const Occasion*> occasions;  // by date
    std::size_t feedback{};
};

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

/// Forums of the engagement plan and those that were visited, by name.
std::vector<ForumLine> lines_of(const ViewContext& context)
{
    const Plan& plan = *context.plan;
    std::map<ForumId, ForumLine> lines;
    const auto line = [&](ForumId id) -> ForumLine& {
        auto& found = lines[id];
        if (!found.id) {
            const auto* forum = find_forum(context.tenant, id);
            found.id = id;
            found.name = forum ? forum->name : "a forum";
            found.kind = forum ? forum->kind : "";
        }
        return found;
    };
    for (const auto& planned : plan.planned_forums) line(planned.forum).planned = &planned;
    for (const auto& occasion : plan.occasions) {
        auto& found = line(occasion.forum);
        found.occasions.push_back(&occasion);
        found.feedback += feedback_from(plan, occasion.id);
    }
    std::vector<ForumLine> sorted;
    for (auto& [id, found] : lines) sorted.push_back(std::move(found));
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    for (auto& found : sorted)
        std::sort(found.occasions.begin(), found.occasions.end(), [](const auto* a, const auto* b) { return a->date < b->date; });
    return sorted;
}

struct Coverage
{
    std::size_t heard{}, planned{}, latest{};
    std::vector<std::string> missing;
};

Coverage coverage_of(const Plan& plan, const std::vector<ForumLine>& lines)
{
    Coverage coverage;
    const auto* latest = latest_version(plan);
    for (const auto& line : lines) {
        if (line.planned) ++coverage.planned;
        if (line.planned && !line.occasions.empty()) ++coverage.heard;
        if (line.planned && line.occasions.empty()) coverage.missing.push_back(line.name);
        if (latest && std::any_of(line.occasions.begin(), line.occasions.end(),
                                  [&](const auto* occasion) { return occasion->version == latest->id; }))
            ++coverage.latest;
    }
    return coverage;
}

// ---- coverage --------------------------------------------------------------------------------------------------------

/// The newest versions that were shown to anybody, oldest first, and the latest.
std::vector<const Version*> versions_shown(const Plan& plan)
{
    std::vector<const Version*> shown;
    for (auto version = plan.versions.rbegin(); version != plan.versions.rend() && shown.size() < 5; ++version) {
        const bool seen = std::any_of(plan.occasions.begin(), plan.occasions.end(),
                                      [&](const Occasion& occasion) { return occasion.version == version->id; });
        if (seen || version == plan.versions.rbegin()) shown.insert(shown.begin(), &*version);
    }
    return shown;
}

void status_cell(ui::Row& row, const ForumLine& line, Date today)
{
    if (!line.occasions.empty()) {
        row.pill("Heard", Tone::green, "last " + brief(line.occasions.back()->date, today));
        return;
    }
    const bool late = line.planned && line.planned->by && line.planned->by < today;
    if (!line.planned || !line.planned->by) row.pill("Not yet", Tone::amber);
    else row.pill(late ? "Overdue" : "Not yet", late ? Tone::red : Tone::amber, "by " + brief(line.planned->by, today));
}

std::string dates_shown(const ForumLine& line, VersionId version, Date today)
{
    std::string dates;
    for (const auto* occasion : line.occasions)
        if (occasion->version == version) {
            dates += (dates.empty() ? "" : ", ") + brief(occasion->date, today);
            if (!occasion->parts.empty()) dates += " (parts)";
        }
    return dates;
}

void coverage_table(ViewContext& context, const std::vector<ForumLine>& lines)
{
    const auto versions = versions_shown(*context.plan);
    std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 190, .weight = 2}, {.title = "Opportunity", .min_width = 120}};
    for (const auto* version : versions) columns.push_back({.title = "Version " + version->number, .min_width = 96, .weight = 0.5F});
    columns.push_back({.title = "Presenter", .min_width = 120, .weight = 1});
    columns.push_back({.title = "Feedback", .min_width = 100, .align = ui::Align::end});
    const auto result = ui::table(
        "Coverage by forum and version", {.columns = columns, .row_count = lines.size()}, [&](std::size_t i, ui::Row& row) {
            const auto& line = lines[i];
            row.key(line.id.text());
            row.name(line.name, line.kind);
            status_cell(row, line, context.today);
            for (const auto* version : versions) {
                const auto dates = dates_shown(line, version->id, context.today);
                row.text(dates.empty() ? "–" : dates, {.tone = dates.empty() ? Tone::secondary : Tone::ink});
            }
            const std::string presenter = line.planned && !line.planned->presenter.empty() ? line.planned->presenter
                                          : line.occasions.empty()                        ? ""
                                                                                          : line.occasions.back()->presenter;
            row.text(presenter.empty() ? "–" : presenter);
            row.number(std::to_string(line.feedback));
        });
    if (!result.opened) return;
    const auto& line = lines[*result.opened];
    if (!line.occasions.empty()) {
        context.navigate(context.href(Screen::socialisation, {{"tab", "events"}, {"event", line.occasions.back()->id.text()}}));
        return;
    }
    Form& form = context.form("occasion/" + context.plan->id.text());
    form["forum"] = line.id.text();
    form.open = context.why_not(Activity::record_event).empty();
}

void show_coverage(ViewContext& context, const std::vector<ForumLine>& lines, Form& plan_form)
{
    const auto coverage = coverage_of(*context.plan, lines);
    if (lines.empty()) {
        if (ui::empty_state({.title = "No forum is in the engagement plan",
                             .text = "List the forums that are to see the plan, by when and with whom. What has happened is then counted against it.",
                             .action = "Add a forum to the engagement plan",
                             .disabled_reason = context.why_not(Activity::record_event)}))
            plan_form.open = true;
        return;
    }
    if (!coverage.missing.empty())
        ui::callout(Tone::amber, workflow::joined(coverage.missing) + ".",
                    counted(coverage.missing.size(), "forum has", "forums have") + " not had the opportunity yet");
    coverage_table(context, lines);
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
    show_feedback_of(context, occasion);
}

// ---- engagement plan -------------------------------------------------------------------------------------------------

void show_engagement_plan(ViewContext& context, Form& form)
{
    const Plan& plan = *context.plan;
    const auto reason = context.why_not(Activity::record_event);
    if (plan.planned_forums.empty()) {
        if (ui::empty_state({.title = "No forum is in the engagement plan",
                             .text = "Say which forums are to see the plan, by when, and who presents it.",
                             .action = "Add a forum to the engagement plan",
                             .disabled_reason = reason}))
            form.open = true;
        return;
    }
    auto planned = plan.planned_forums;
    std::sort(planned.begin(), planned.end(), [](const auto& a, const auto& b) { return a.by < b.by; });
    static const std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 200, .weight = 2},
                                                    {.title = "By", .min_width = 164},
                                                    {.title = "Presenter", .min_width = 140, .weight = 1},
                                                    {.title = "Visited", .min_width = 110},
                                                    {.title = "Change", .min_width = 100, .title_hidden = true}};
    ui::table("Engagement plan", {.columns = columns, .row_count = planned.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& line = planned[i];
        const auto* forum = find_forum(context.tenant, line.forum);
        row.key(line.forum.text());
        row.name(forum ? forum->name : "a forum", forum ? forum->kind : "");
        row.text(line.by ? line.by.text() : "no date set", {.tone = line.by ? Tone::ink : Tone::secondary});
        row.text(line.presenter.empty() ? "nobody named" : line.presenter, {.tone = line.presenter.empty() ? Tone::secondary : Tone::ink});
        const bool visited = std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& o) { return o.forum == line.forum; });
        row.pill(visited ? "Yes" : "Not yet", visited ? Tone::green : Tone::amber);
        row.cell([&] {
            if (ui::button("Change", {.disabled_reason = reason, .name = context.keep("Change " + (forum ? forum->name : std::string("forum"))), .small = true, .opens_dialog = true})) {
                form["forum"] = line.forum.text();
                form["by"] = line.by.iso();
                form["presenter"] = line.presenter;
                form.open = true;
            }
        });
    });
}

void plan_dialog(ViewContext& context, Form& form)
{
    ui::dialog("Engagement plan", form.open, {.description = "Which forum is to see the plan, by when, and who presents it."}, [&] {
        ui::select("Forum", forum_choices(context.tenant, "Choose a forum"), form["forum"],
                   {.help = "Forums are added under Forums and committees.", .error = form.error_of("forum"), .required = true});
        ui::date_field("By", form["by"], {.error = form.error_of("by")});
        ui::text_field("Presenter", form["presenter"], {.error = form.error_of("presenter")});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Save", form.waiting_reason())) return;
            form.forget_errors();
            const auto forum = ForumId::parse(form["forum"]);
            if (!forum) form.fail("forum", "Choose a forum.");
            const auto by = date_in(form, "by", false);
            if (!form.has_errors())
                context.submit(form, PlanForum{context.plan->id, {*forum, by.value_or(Date{}), trimmed(form["presenter"])}});
        });
    });
    if (context.accepted(form)) ui::toast("The engagement plan is changed", Tone::green);
}

// ---- recording an event ----------------------------------------------------------------------------------------------

/// Headings and programme areas of a version: what can be shown by itself.
std::vector<ui::Option> part_choices(ViewContext& context, VersionId version)
{
    std::vector<ui::Option> options;
    const auto add = [&](const std::string& name) {
        const bool known = std::any_of(options.begin(), options.end(), [&](const auto& option) { return option.value == name; });
        if (!name.empty() && !known && options.size() < EditLimits::list_values_max) options.push_back({name, name});
    };
    const auto* text = context.version_text(version);
    if (!text) return options;
    for (const auto& section : text->content.sections)
        if (section.level <= 1) add(section.number.empty() ? section.heading : section.number + ' ' + section.heading);
    for (const auto& intention : text->content.intentions) add("Intentions: " + intention.programme_area);
    for (const auto& table : text->content.tables) add("Table: " + table.title);
    return options;
}

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
    occasion.id = context.new_id<OccasionId>();
    occasion.forum = *forum;
    occasion.version = *version;
    occasion.date = *date;
    occasion.presenter = trimmed(form["presenter"]);
    occasion.dedicated = form["dedicated"] == "yes";
    occasion.attendance = trimmed(form["attendance"]);
    context.submit(form, RecordOccasion{context.plan->id, std::move(occasion)});
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
        const auto parts = part_choices(context, VersionId::parse(form["version"]).value_or(VersionId{}));
        if (parts.empty()) ui::skeleton(3);
        else ui::checkbox_group("Parts shown", parts, form.list("parts"));
    }
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

void stats(const ViewContext& context, const Coverage& coverage)
{
    const Plan& plan = *context.plan;
    const auto from_events = std::count_if(plan.feedback.begin(), plan.feedback.end(), [](const auto& item) { return static_cast<bool>(item.occasion); });
    const auto recorded = std::count_if(plan.occasions.begin(), plan.occasions.end(), [](const auto& o) { return o.outcome != OccasionOutcome::not_recorded; });
    const auto* latest = latest_version(plan);
    ui::grid("stats", 4, {.min_width = 130, .columns_max = 4}, [&](std::size_t i) {
        const std::string heard = std::to_string(coverage.heard) + " of " + std::to_string(coverage.planned);
        const std::string to_visit = coverage.missing.empty() ? "all heard" : std::to_string(coverage.missing.size()) + " to visit";
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
    const auto lines = lines_of(context);
    const auto coverage = coverage_of(plan, lines);
    Form& plan_form = context.form("plan_forum/" + plan.id.text());
    Form& record_form = context.form("occasion/" + plan.id.text());
    std::string tab = context.query("tab");
    if (tab != "events" && tab != "plan") tab = "coverage";
    const auto* selected = tab == "events" ? find_occasion(plan, context.route.id<OccasionId>("event")) : nullptr;
    const auto tab_href = [&](const char* key) { return context.href(Screen::socialisation, {{"tab", key}}); };

    ScreenBody body;
    body.title = "Socialisation";
    body.head = [&] {
        ui::page_head({.title = "Socialisation",
                       .subtitle = std::to_string(coverage.heard) + " of " + counted(coverage.planned, "forum", "forums") + " heard",
                       .actions = [&] {
                           next_steps_button(context);
                           const auto reason = context.why_not(Activity::record_event);
                           if (ui::button("Plan a forum", {.disabled_reason = reason, .opens_dialog = true})) plan_form.open = true;
                           if (ui::button("Record an event###record", {.kind = ui::ButtonKind::primary, .disabled_reason = reason, .opens_dialog = true}))
                               record_form.open = true;
                       }});
        plan_steps(context);
        ui::tabs("Socialisation", {{"Coverage", "coverage", "", tab_href("coverage")},
                                   {"Events", "events", std::to_string(plan.occasions.size()), tab_href("events")},
                                   {"Engagement plan", "plan", std::to_string(plan.planned_forums.size()), tab_href("plan")}}, tab);
    };
    body.content = [&] {
        unsettled_commands(context);
        stats(context, coverage);
        if (tab == "events") show_events(context, selected, record_form);
        else if (tab == "plan") show_engagement_plan(context, plan_form);
        else show_coverage(context, lines, plan_form);
    };
    if (selected) {
        body.inspector = [&] { show_event(context, *selected); };
        body.inspector_name = forum_name(context.tenant, selected->forum);
        body.closed_path = context.href_with("event", "");
    }
    context.page(body);
    plan_dialog(context, plan_form);
    event_dialog(context, record_form);
}

}  // namespace assent::views
