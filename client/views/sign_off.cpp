// Sign-off: the committees that decide on the plan, what each has decided on which version, and one decision in detail.
#include <algorithm>

#include "client/views/cover_sheet.hpp"
#include "client/views/deciding.hpp"
#include "client/views/deciding_interests.hpp"

namespace assent::views {

namespace {

using ui::Tone;

/// The organisation's committees that the plan's workflow asks, in the workflow's order.
std::vector<const Committee*> committees_of(const ViewContext& context)
{
    std::vector<const Committee*> found;
    if (!context.definition) return found;
    for (const auto& wanted : context.definition->committees)
        for (const auto& committee : context.tenant.committees)
            if (committee.key == wanted.key) found.push_back(&committee);
    return found;
}

std::string title_of(const Committee& committee)
{
    return committee.organisation.empty() ? committee.name : committee.organisation + ", " + committee.name;
}

const Decision* latest_of(const Plan& plan, CommitteeId committee)
{
    const Decision* latest = nullptr;
    for (const auto& decision : plan.decisions)
        if (decision.committee.id == committee) latest = &decision;
    return latest;
}

/// Why no decision of this committee can be opened now; empty if one can.
std::string_view why_not_open(const ViewContext& context, const Committee& committee)
{
    const Plan& plan = *context.plan;
    if (const auto reason = why_no_secretary(context, committee); !reason.empty()) return reason;
    if (!context.definition) return "The workflow of this plan cannot be read.";
    if (const auto allowed = workflow::check_decide(*context.definition, plan.state, committee.key); !allowed) return context.keep(allowed.error().message);
    if (plan.versions.empty()) return "Committees decide on a version. Cut one first.";
    for (const auto& decision : plan.decisions)
        if (!decision.closed && decision.committee.id == committee.id) return "A decision of this committee is open. Close it first.";
    return {};
}

std::string_view why_not_open_any(const ViewContext& context, const std::vector<const Committee*>& committees)
{
    std::string_view first;
    for (const auto* committee : committees) {
        const auto reason = why_not_open(context, *committee);
        if (reason.empty()) return {};
        if (first.empty()) first = reason;
    }
    return committees.empty() ? std::string_view("No committee of the workflow has been set up here.") : first;
}

Form& open_form(ViewContext& context) { return context.form("open_decision/" + context.plan->id.text()); }

/// A committee's standing on the latest version.
struct Row
{
    const Committee* committee{};
    const Decision* decision{};
    bool current{};  // about the latest version's content
};

Row row_of(const Plan& plan, const Committee& committee)
{
    const auto* latest = latest_version(plan);
    const auto* decision = latest_of(plan, committee.id);
    return {&committee, decision, decision && latest && decision->content_hash == latest->content_hash && !decision->voided};
}

void status_cell(const ViewContext& context, ui::Row& out, const Row& row)
{
    if (!row.decision) {
        out.pill("Not yet", Tone::secondary, why_not_open(context, *row.committee).empty() ? "can be opened" : "");
        return;
    }
    const auto standing = standing_of(*row.decision);
    if (!row.decision->closed) {
        out.pill("Deciding now", Tone::blue, standing.words + ", " + votes_words(*row.decision));
        return;
    }
    std::size_t open_conditions = 0;
    for (const auto& condition : row.decision->conditions) open_conditions += !condition.met;
    std::string note;
    if (!row.current) note = "not the latest version";
    else if (open_conditions > 0) note = counted(open_conditions, "open condition", "open conditions");
    out.pill(standing.words, row.current ? standing.tone : Tone::secondary, note);
}

void committees_table(ViewContext& context, const std::vector<const Committee*>& committees)
{
    const Plan& plan = *context.plan;
    static const std::vector<ui::Column> columns = {{.title = "Committee", .min_width = 200, .weight = 2}, {.title = "Version", .min_width = 80},
                                                    {.title = "Meeting", .min_width = 164},               {.title = "Decision", .min_width = 180, .weight = 1},
                                                    {.title = "Open", .min_width = 160, .title_hidden = true}};
    const auto result = ui::table("Where sign-off stands", {.columns = columns, .row_count = committees.size()}, [&](std::size_t i, ui::Row& out) {
        const Row row = row_of(plan, *committees[i]);
        out.key(row.committee->id.text());
        const std::string href = row.decision ? context.href(Screen::sign_off, {{"decision", row.decision->id.text()}}) : std::string();
        out.name(title_of(*row.committee), in_words(row.committee->quorum), href);
        out.text(row.decision ? version_number(plan, row.decision->version) : "–");
        out.text(row.decision ? row.decision->meeting.text() : "–");
        status_cell(context, out, row);
        out.cell([&] {
            const auto reason = why_not_open(context, *row.committee);
            if (ui::button("Open a decision", {.disabled_reason = reason, .name = context.keep("Open a decision of " + title_of(*row.committee)), .small = true, .opens_dialog = true})) {
                Form& form = open_form(context);
                form["committee"] = row.committee->id.text();
                form.open = true;
            }
        });
    });
    if (!result.opened) return;
    if (const auto* decision = latest_of(plan, committees[*result.opened]->id))
        context.navigate(context.href(Screen::sign_off, {{"decision", decision->id.text()}}));
}

void all_decisions(ViewContext& context)
{
    const Plan& plan = *context.plan;
    if (plan.decisions.empty()) return;
    std::vector<const Decision*> decisions;
    for (auto decision = plan.decisions.rbegin(); decision != plan.decisions.rend(); ++decision) decisions.push_back(&*decision);
    static const std::vector<ui::Column> columns = {{.title = "Decision", .min_width = 220, .weight = 2}, {.title = "Version", .min_width = 80},
                                                    {.title = "Content", .min_width = 130},              {.title = "Outcome", .min_width = 190, .weight = 1},
                                                    {.title = "Conditions", .min_width = 110}};
    ui::row([&] {
        ui::heading(2, "All decisions");
        ui::push_right();
        report_links(context, "versions", "Versions and decisions, for print");
    });
    const auto result = ui::table("All decisions", {.columns = columns, .row_count = decisions.size()}, [&](std::size_t i, ui::Row& out) {
        const auto& decision = *decisions[i];
        out.key(decision.id.text());
        out.name(title_of(decision.committee), decision.meeting.text(), context.href(Screen::sign_off, {{"decision", decision.id.text()}}));
        out.text(version_number(plan, decision.version));
        out.text(decision.content_hash.short_text(), {.size = ui::TextSize::label, .tone = Tone::secondary, .tabular = true});
        const auto standing = standing_of(decision);
        if (decision.closed) out.pill(standing.words, standing.tone, decision.voided ? "by a later step" : "closed " + local_text(decision.closed_at));
        else out.pill("Deciding now", Tone::blue, standing.words);
        std::size_t open = 0;
        for (const auto& condition : decision.conditions) open += !condition.met;
        out.text(decision.conditions.empty() ? "–" : open == 0 ? "all met" : std::to_string(open) + " open", {.tone = open > 0 ? Tone::amber : Tone::ink});
    });
    if (result.opened) context.navigate(context.href(Screen::sign_off, {{"decision", decisions[*result.opened]->id.text()}}));
}

void submit_open(ViewContext& context, Form& form)
{
    form.forget_errors();
    const Plan& plan = *context.plan;
    const auto* version = latest_version(plan);
    const auto* committee = find_committee(context.tenant, CommitteeId::parse(form["committee"]).value_or(CommitteeId{}));
    if (!committee) form.fail("committee", "Choose the committee.");
    else if (const auto reason = why_not_open(context, *committee); !reason.empty()) form.fail("committee", std::string(reason));
    const auto meeting = date_in(form, "meeting", true);
    if (form.has_errors() || !version) return;
    context.submit(form, OpenDecision{plan.id, context.new_id<DecisionId>(), committee->id, version->id, version->content_hash, *meeting});
}

void open_dialog(ViewContext& context)
{
    Form& form = open_form(context);
    const auto* version = latest_version(*context.plan);
    if (form.open) form.propose("meeting", context.today.iso());
    ui::dialog("Open a decision", form.open, {.description = "The committee's members, quorum and rule are frozen into the decision as they are now."}, [&] {
        std::vector<ui::Option> options = {{"", "Choose a committee"}};
        for (const auto* committee : committees_of(context)) options.push_back({committee->id.text(), title_of(*committee)});
        ui::select("Committee", options, form["committee"], {.error = form.error_of("committee"), .required = true});
        ui::date_field("Meeting", form["meeting"], {.error = form.error_of("meeting"), .required = true});
        if (version)
            ui::callout(Tone::blue, "It decides on version " + version->number + " of " + version->date.text() + ", content " + version->content_hash.short_text() + ".");
        if (context.plan->edited_since_version && version)
            ui::callout(Tone::amber, "The draft has been edited since version " + version->number + ". The committee does not see those edits.");
        const auto* committee = find_committee(context.tenant, CommitteeId::parse(form["committee"]).value_or(CommitteeId{}));
        if (committee) interests_ahead(context, *committee, Date::parse(form["meeting"]).value_or(context.today));
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Open the decision", form.waiting_reason())) submit_open(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The decision is open", Tone::green);
}

void show_list(ViewContext& context)
{
    const auto committees = committees_of(context);
    ScreenBody body;
    body.title = "Sign-off";
    body.head = [&] {
        ui::page_head({.title = "Sign-off", .subtitle = version_line(*context.plan), .actions = [&] {
                           next_steps_button(context);
                           if (ui::button("Open a decision###open", {.kind = ui::ButtonKind::primary, .disabled_reason = why_not_open_any(context, committees), .opens_dialog = true}))
                               open_form(context).open = true;
                       }});
        plan_steps(context);
    };
    body.content = [&] {
        unsettled_commands(context);
        if (committees.empty()) {
            ui::empty_state({.title = "No committee has been set up", .text = "The plan's workflow names the committees that decide. Set them up under Forums and committees."});
            return;
        }
        committees_table(context, committees);
        all_decisions(context);
        show_cover_sheet(context);
    };
    context.page(body);
    open_dialog(context);
}

void show_one(ViewContext& context, const Decision& decision)
{
    const auto standing = standing_of(decision);
    const std::string title = title_of(decision.committee) + ", " + decision.meeting.text();
    ScreenBody body;
    body.title = title;
    body.head = [&] {
        const std::string below = "For decision: " + context.plan->title + ", " + what_words(*context.plan, decision);
        ui::page_head({.title = title, .pill = standing.words, .pill_tone = standing.tone, .below = below, .actions = [&] {
                           ui::link("All decisions", context.href(Screen::sign_off), {.as_button = true});
                           ui::link("Read the version", context.href(Screen::versions, {{"version", decision.version.text()}}), {.as_button = true});
                           ui::link("Feedback report", context.href(Screen::feedback, {{"tab", "report"}}), {.as_button = true});
                           if (decision.closed) return;
                           const auto reason = why_no_secretary(context, decision.committee);
                           if (ui::button("Close the decision", {.disabled_reason = reason, .opens_dialog = true})) close_form(context, decision).open = true;
                       }});
    };
    body.content = [&] {
        unsettled_commands(context);
        show_decision(context, decision);
    };
    context.page(body);
    decision_dialogs(context, decision);
}

}  // namespace

void show_sign_off(ViewContext& context)
{
    if (const auto* decision = find_decision(*context.plan, context.route.id<DecisionId>("decision"))) show_one(context, *decision);
    else show_list(context);
}

}  // namespace assent::views
