#include "client/views/plan_list.hpp"

#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/plan_name.hpp"

namespace assent::views {

void plan_table(ViewContext& context, bool brief)
{
    const auto& plans = context.tenant.plans;
    const auto why = context.why_not(Right::create_plan);
    if (plans.empty()) {
        if (ui::empty_state({.title = "No plans yet", .text = "Import the document you have now, or start a plan from nothing.",
                             .action = "Import a document", .disabled_reason = why}))
            context.navigate(context.href(Screen::import_document));
        return;
    }
    std::vector<const Plan*> rows;
    for (const auto& plan : plans) rows.push_back(&plan);
    std::stable_sort(rows.begin(), rows.end(), [](const Plan* a, const Plan* b) { return a->edited_at > b->edited_at; });

    static const std::vector<ui::Column> brief_columns{{.title = "Plan", .min_width = 180, .weight = 3},
                                                       {.title = "Stands at", .min_width = 130, .weight = 1},
                                                       {.title = "Unanswered", .min_width = 116, .align = ui::Align::end}};
    static const std::vector<ui::Column> columns{{.title = "Plan", .min_width = 200, .weight = 3},
                                                 {.title = "Stands at", .min_width = 130, .weight = 1},
                                                 {.title = "Owner", .min_width = 120, .weight = 1},
                                                 {.title = "Intentions", .min_width = 90, .align = ui::Align::end},
                                                 {.title = "Unanswered", .min_width = 116, .align = ui::Align::end},
                                                 {.title = "Last edited", .min_width = 150, .weight = 1}};
    const auto result = ui::table("Plans", {.columns = brief ? brief_columns : columns, .row_count = rows.size()}, [&](std::size_t i, ui::Row& row) {
        const Plan& plan = *rows[i];
        const auto* definition = context.copy.definition_of(plan);
        const auto* state = definition ? workflow::find_state(*definition, plan.state) : nullptr;
        row.key(plan.id.text());
        row.name(plan_name(plan), version_line(plan), context.href(Screen::plan, plan.id));
        row.pill(state ? state->title : plan.state, state ? tone_of(state->phase) : ui::Tone::secondary);
        if (!brief) {
            row.text(context.name_or_you(plan.owner));
            row.number(std::to_string(plan.intention_count));
        }
        const auto unanswered = std::count_if(plan.feedback.begin(), plan.feedback.end(), is_unanswered);
        row.number(std::to_string(unanswered), unanswered ? ui::Tone::red : ui::Tone::secondary);
        if (!brief) {
            const auto by = find_person(context.tenant, plan.edited_by);
            row.text(plan.edited_at.micros ? local_text(plan.edited_at) : "never", by ? by->name : "");
        }
    });
    if (result.opened) context.navigate(context.href(Screen::plan, rows[*result.opened]->id));
}

void plan_list_actions(ViewContext& context)
{
    const auto why = context.why_not(Right::create_plan);
    if (ui::button("Start a plan", {.disabled_reason = why, .opens_dialog = true})) context.form("start").open = true;
    if (why.empty())
        ui::link("Import a document", context.href(Screen::import_document), {.as_button = true, .primary = true});
    else
        ui::button("Import a document", {.kind = ui::ButtonKind::primary, .disabled_reason = why});
}

void plan_list_dialogs(ViewContext& context)
{
    auto& form = context.form("start");
    auto& started = context.look("started");
    if (context.accepted(form)) {
        if (const auto plan = PlanId::parse(started)) context.navigate(context.href(Screen::plan, *plan));
        ui::toast("The plan is started.", ui::Tone::green);
    }
    if (form.open) form.propose("period", financial_year(Date{context.today.days + 365}));
    ui::dialog("Start a plan", form.open, {.description = "It begins empty, in the first state of its workflow."}, [&] {
        ui::text_field("Title", form["title"], {.error = form.error_of("title"), .placeholder = "Commissioning intentions", .required = true, .language = "en-GB"});
        ui::text_field("Financial year", form["period"], {.help = "Such as 2026/27.", .error = form.error_of("period"), .required = true, .width = 200});
        std::vector<ui::Option> workflows;
        for (const auto& workflow : context.tenant.workflows) workflows.push_back({workflow.hash.hex(), workflow.title.empty() ? workflow.name : workflow.title});
        if (!workflows.empty()) form.propose("workflow", workflows.back().value);
        if (workflows.size() > 1) ui::select("Workflow", workflows, form["workflow"]);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Start the plan", form.waiting_reason())) {
                form.forget_errors();
                if (form["title"].empty()) form.fail("title", "Give the plan a title.");
                if (form["period"].empty()) form.fail("period", "Say for which financial year it is.");
                if (form.has_errors()) return;
                CreatePlan command;
                command.plan = context.new_id<PlanId>();
                command.title = form["title"];
                command.period = form["period"];
                for (const auto& workflow : context.tenant.workflows)
                    if (workflow.hash.hex() == form["workflow"]) command.workflow = workflow.hash;
                started = command.plan.text();
                context.submit(form, std::move(command));
            }
        });
    });
}

}  // namespace assent::views
