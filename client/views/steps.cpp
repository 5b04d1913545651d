// The workflow bar, and the dialog with every next step and all that it needs.
#include <algorithm>

#include "client/views/host.hpp"

namespace assent::views {

namespace {

constexpr workflow::Phase road[] = {workflow::Phase::draft, workflow::Phase::socialisation, workflow::Phase::feedback,
                                    workflow::Phase::sign_off, workflow::Phase::published};

const char* title_of(workflow::Phase phase)
{
    switch (phase) {
    case workflow::Phase::draft: return "Draft";
    case workflow::Phase::socialisation: return "Socialisation";
    case workflow::Phase::feedback: return "Feedback";
    case workflow::Phase::sign_off: return "Sign-off";
    case workflow::Phase::published: return "Published";
    case workflow::Phase::withdrawn: return "Withdrawn";
    }
    return "";
}

bool has_phase(const workflow::Definition& definition, workflow::Phase phase)
{
    return std::any_of(definition.states.begin(), definition.states.end(),
                       [&](const workflow::State& state) { return state.phase == phase; });
}

std::string unmet(const workflow::Step& step)
{
    std::string words;
    for (const auto& need : step.needs)
        if (!need.met) words += (words.empty() ? "" : " ") + need.sentence;
    return words;
}

std::string form_name(const ViewContext& context) { return "steps/" + context.plan->id.text(); }

void one_step(ViewContext& context, const workflow::Step& step, Form& form)
{
    const ui::Scope scope(step.transition);
    auto& chosen = context.look(form_name(context) + "/chosen");
    ui::card(step.transition, {.title = step.title, .level = 3, .note = step.to_title, .accent = chosen == step.transition}, [&] {
        if (!step.explanation.empty()) ui::secondary(step.explanation);
        if (!step.needs.empty())
            ui::list("needs", {.gap = 6}, [&] {
                for (std::size_t i = 0; i < step.needs.size(); ++i)
                    ui::list_item(std::to_string(i), [&] {
                        ui::row({.gap = 8, .vertical = ui::Align::start}, [&] {
                            ui::pill(step.needs[i].met ? "Met" : "Missing", step.needs[i].met ? ui::Tone::green : ui::Tone::amber);
                            ui::text(step.needs[i].sentence);
                        });
                    });
            });
        if (step.voids_approvals) ui::callout(ui::Tone::amber, "Taking this step sets aside the approvals given so far.");
        std::string reason;
        for (const auto& why : step.reasons) reason += (reason.empty() ? "" : " ") + why;
        if (!step.by_role && !step.reasons.empty()) ui::secondary(step.reasons.front());
        const std::string_view disabled = context.keep(form.waiting() ? "This is being sent." : reason);
        if (chosen == step.transition && step.needs_reason) {
            ui::text_area("Reason", form["reason"],
                          {.help = "It is kept in the plan's history.", .error = form.error_of("reason"), .required = true, .language = "en-GB"});
        }
        bool take = false;
        ui::row([&] {
            const bool asks = step.needs_reason && chosen != step.transition;
            const std::string label = asks ? step.title + " …" : step.title;
            take = ui::button(label + "###take", {.kind = step.allowed ? ui::ButtonKind::primary : ui::ButtonKind::secondary,
                                                  .disabled_reason = disabled});
            if (take && asks) {
                chosen = step.transition;
                take = false;
            }
        });
        if (take) {
            chosen = step.transition;
            form.forget_errors();
            if (step.needs_reason && form["reason"].find_first_not_of(" \n\t") == std::string::npos)
                form.fail("reason", "Say why this step is taken.");
            else
                context.submit(form, TakeTransition{context.plan->id, step.transition, context.plan->state,
                                                    step.needs_reason ? form["reason"] : ""});
        }
        if (chosen == step.transition) form_error(form);
    });
}

}  // namespace

void plan_steps(ViewContext& context)
{
    if (!context.plan || !context.definition) return;
    const auto* state = workflow::find_state(*context.definition, context.plan->state);
    const auto phase = state ? state->phase : workflow::Phase::draft;
    std::vector<ui::Step> bar;
    bool before = true;
    for (const auto each : road) {
        if (!has_phase(*context.definition, each)) continue;
        ui::Step step;
        step.label = title_of(each);
        if (each == phase) {
            step.state = each == workflow::Phase::published ? ui::Step::State::done : ui::Step::State::current;
            before = false;
        } else {
            step.state = before && phase != workflow::Phase::withdrawn ? ui::Step::State::done : ui::Step::State::todo;
        }
        bar.push_back(std::move(step));
    }
    if (phase == workflow::Phase::withdrawn) bar.push_back({title_of(phase), ui::Step::State::current, ""});

    // The step that leads on: the first to a later phase, or the first there is.
    std::string missing;
    if (context.steps) {
        const workflow::Step* onward = nullptr;
        for (const auto& step : *context.steps) {
            const auto* to = workflow::find_state(*context.definition, step.to);
            if (to && to->phase > phase && to->phase != workflow::Phase::withdrawn) {
                onward = &step;
                break;
            }
        }
        if (onward) {
            const auto words = unmet(*onward);
            if (!words.empty()) missing = "Before “" + onward->title + "”: " + words;
        }
    }
    ui::workflow_steps("Where the plan stands", bar, missing);
}

void next_steps_button(ViewContext& context)
{
    if (!context.plan || !context.steps || context.steps->empty()) return;
    auto& form = context.form(form_name(context));
    const auto ready = std::count_if(context.steps->begin(), context.steps->end(), [](const workflow::Step& s) { return s.allowed; });
    const std::string count = ready ? " (" + std::to_string(ready) + " possible)" : "";
    if (ui::button("Next steps###next_steps", {.description = count, .opens_dialog = true})) form.open = true;
}

void next_steps_dialog(ViewContext& context)
{
    if (!context.plan || !context.steps) return;
    auto& form = context.form(form_name(context));
    auto& chosen = context.look(form_name(context) + "/chosen");
    if (context.accepted(form)) {
        chosen.clear();
        const auto* state = context.definition ? workflow::find_state(*context.definition, context.plan->state) : nullptr;
        ui::toast(state ? "The plan is now in “" + state->title + "”." : "Done.", ui::Tone::green);
    }
    const auto* state = context.definition ? workflow::find_state(*context.definition, context.plan->state) : nullptr;
    const std::string where = state ? "The plan is in “" + state->title + "”." : "";
    ui::dialog("Next steps", form.open, {.width = 640, .description = where}, [&] {
        for (const auto& step : *context.steps) one_step(context, step, form);
        if (context.steps->empty()) ui::secondary("The plan's life ends here: there is no step onward.");
        ui::dialog_buttons([&] {
            if (ui::button("Close")) form.open = false;
        });
    });
}

}  // namespace assent::views
