#include "client/views/significance.hpp"

#include <algorithm>

#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct Question
{
    SignificanceTest test;
    const char* words;
};

// In the order in which an assessment keeps them.
constexpr Question questions[] = {
    {SignificanceTest::access, "Will people reach or use it differently: other places, other hours, longer journeys?"},
    {SignificanceTest::wider_community, "Will it be felt beyond those who use it: transport, jobs, other services?"},
    {SignificanceTest::patients_or_users, "How many people will it touch, and how much?"},
    {SignificanceTest::service_delivery, "Will it be given differently: by whom, how, or in what setting?"},
};

Form& assess_form(ViewContext& context, ElementId intention)
{
    return context.form("assess/" + context.plan->id.text() + "/" + intention.text());
}
Form& waive_form(ViewContext& context, ElementId intention)
{
    return context.form("waive/" + context.plan->id.text() + "/" + intention.text());
}

std::string field_of(const char* what, std::size_t index)
{
    return what + std::to_string(index);
}

Tone tone_of(Impact impact)
{
    switch (impact) {
    case Impact::not_assessed:
        return Tone::amber;
    case Impact::none:
        return Tone::green;
    case Impact::some:
        return Tone::blue;
    case Impact::substantial:
        return Tone::red;
    }
    return Tone::secondary;
}

void open_assessment(Form& form, const Assessment* known)
{
    form.open = true;
    if (!known || !form[field_of("impact", 0)].empty()) return; // what was typed before stays
    for (std::size_t i = 0; i < known->tests.size(); ++i) {
        form[field_of("impact", i)] = choice_of(known->tests[i].impact);
        form[field_of("reason", i)] = known->tests[i].reason;
    }
    form["similar"] = known->similar_procurement ? "yes" : "";
    form["involvement"] = choice_of(known->involvement);
}

std::vector<TestAnswer> answers_in(Form& form)
{
    std::vector<TestAnswer> answers;
    for (std::size_t i = 0; i < std::size(questions); ++i)
        answers.push_back({questions[i].test,
                           chosen(form[field_of("impact", i)], Impact::substantial).value_or(Impact::not_assessed),
                           trimmed(form[field_of("reason", i)])});
    return answers;
}

void submit_assessment(ViewContext& context, Form& form, ElementId intention)
{
    form.forget_errors();
    Assessment made;
    made.intention = intention;
    made.tests = answers_in(form);
    for (std::size_t i = 0; i < made.tests.size(); ++i) {
        if (made.tests[i].impact == Impact::not_assessed)
            form.fail(field_of("impact", i), "Choose an answer.");
        else if (made.tests[i].impact != Impact::none && made.tests[i].reason.empty())
            form.fail(field_of("reason", i), "Say what the impact is.");
    }
    if (form.has_errors()) return;
    made.similar_procurement = form["similar"] == "yes";
    made.involvement =
        std::max(least_involvement(made.tests, made.similar_procurement),
                 chosen(form["involvement"], Involvement::formal_consultation).value_or(Involvement::none));
    context.submit(form, AssessSignificance{context.plan->id, std::move(made)});
}

/// What the answers so far lead to, and a choice of more than that.
void what_follows(ViewContext& context, Form& form)
{
    const auto least = least_involvement(answers_in(form), form["similar"] == "yes");
    std::vector<ui::Option> options;
    for (const auto each : {Involvement::none, Involvement::user_engagement, Involvement::formal_consultation})
        if (each >= least) options.push_back({choice_of(each), words_of(each)});
    auto& wanted = form["involvement"];
    if (std::none_of(options.begin(), options.end(), [&](const ui::Option& option) { return option.value == wanted; }))
        wanted = options.front().value;
    ui::select("What follows", options, wanted,
               {.help = context.keep("These answers need at least: " + words_of(least) + ". You may choose more."),
                .error = form.error_of("involvement")});
}

void assessment_dialog(ViewContext& context, const IntentionMark& mark)
{
    Form& form = assess_form(context, mark.id);
    const std::string title = "Is " + mark.reference + " significant?";
    ui::dialog(
        title, form.open,
        {.width = 640,
         .description = "Four tests of what the change means for people. One “substantial” makes it significant."},
        [&] {
            std::vector<ui::Option> options = choices(Impact::none, Impact::substantial);
            options.insert(options.begin(), {"", "Choose"});
            for (std::size_t i = 0; i < std::size(questions); ++i) {
                const std::string name = words_of(questions[i].test);
                ui::group(name, [&] {
                    ui::stack(8, [&] {
                        const auto impact = field_of("impact", i), reason = field_of("reason", i);
                        ui::select(name, options, form[impact],
                                   {.help = questions[i].words, .error = form.error_of(impact), .required = true});
                        if (form[impact].empty() || form[impact] == choice_of(Impact::none)) return;
                        ui::text_area(context.keep("Impact: " + name), form[reason],
                                      {.error = form.error_of(reason), .required = true, .rows = 2});
                    });
                });
            }
            bool similar = form["similar"] == "yes";
            if (ui::checkbox("The provider changes by procurement and the service stays broadly similar", similar))
                form["similar"] = similar ? "yes" : "";
            what_follows(context, form);
            form_error(form);
            ui::dialog_buttons([&] {
                if (ui::button("Cancel")) form.open = false;
                if (ui::primary_button("Save the assessment", form.waiting_reason()))
                    submit_assessment(context, form, mark.id);
            });
        });
    if (context.accepted(form)) ui::toast("The assessment is saved", Tone::green);
}

void waiver_dialog(ViewContext& context, const IntentionMark& mark)
{
    Form& form = waive_form(context, mark.id);
    const std::string title = "Waive the consultation on " + mark.reference;
    ui::dialog(
        title, form.open,
        {.description = "The plan may then go for decision without it. The reason and the name stay in the record."},
        [&] {
            ui::select("Who decided it", people_choices(context.tenant, "Choose a person"), form["decided_by"],
                       {.error = form.error_of("decided_by"), .required = true});
            ui::text_area("Reason", form["reason"], {.error = form.error_of("reason"), .required = true});
            form_error(form);
            ui::dialog_buttons([&] {
                if (ui::button("Cancel")) form.open = false;
                if (!ui::button("Waive the consultation",
                                {.kind = ui::ButtonKind::danger, .disabled_reason = form.waiting_reason()}))
                    return;
                form.forget_errors();
                const auto person = PersonId::parse(form["decided_by"]);
                if (!person) form.fail("decided_by", "Choose the person who takes responsibility for it.");
                need_words(form, "reason", "Enter the reason.");
                if (!form.has_errors())
                    context.submit(form,
                                   WaiveConsultation{context.plan->id, mark.id, *person, trimmed(form["reason"])});
            });
        });
    if (context.accepted(form)) ui::toast("The consultation is waived", Tone::green);
}

void show_answers(const Assessment& assessment)
{
    ui::list("tests", {.ruled = true}, [&] {
        for (const auto& answer : assessment.tests)
            ui::list_item(words_of(answer.test), [&] {
                ui::row([&] {
                    ui::text(words_of(answer.test), {.weight = ui::Weight::medium});
                    ui::push_right();
                    ui::pill(words_of(answer.impact), tone_of(answer.impact));
                });
                if (!answer.reason.empty()) ui::text(answer.reason);
            });
    });
}

/// The consultation that the intention needs: where it stands, or how to get one.
void show_consultation_due(ViewContext& context, const Assessment& assessment, const IntentionMark& mark)
{
    if (assessment.involvement != Involvement::formal_consultation) return;
    if (assessment.waived_by) {
        ui::callout(Tone::blue,
                    "Decided by " + context.name_of(assessment.waiver_decided_by) + ", recorded by " +
                        context.name_or_you(assessment.waived_by) + " on " + local_date(assessment.waived_at).text() +
                        ". " + assessment.waived_why,
                    "Consultation waived");
        return;
    }
    const auto* consultation = consultation_about(*context.plan, mark.id);
    const auto lack = consultation_lack(consultation);
    ui::callout_box("due", lack.empty() ? Tone::green : Tone::amber, [&] {
        ui::text(lack.empty() ? "The formal consultation is concluded."
                              : "A formal consultation is needed: " + lack + ".");
        ui::row([&] {
            if (consultation)
                ui::link(consultation->title,
                         context.href(Screen::consultation, {{"tab", "cases"}, {"case", consultation->id.text()}}));
            else
                ui::link("Set up a consultation", context.href(Screen::consultation, {{"tab", "cases"}}));
            if (lack.empty()) return;
            const std::string name = "Waive the consultation on " + mark.reference;
            if (ui::button("Waive", {.disabled_reason = context.why_not(Right::record_socialisation),
                                     .name = name,
                                     .small = true,
                                     .opens_dialog = true}))
                waive_form(context, mark.id).open = true;
        });
    });
}

} // namespace

const IntentionMark* find_mark(const Plan& plan, ElementId intention)
{
    for (const auto& mark : plan.intention_marks)
        if (mark.id == intention) return &mark;
    return nullptr;
}

SignificanceState significance_state(const ViewContext& context, const IntentionMark& mark)
{
    const auto* assessment = find_assessment(*context.plan, mark.id);
    switch (standing_of(assessment, mark)) {
    case AssessmentStanding::missing:
        return {"Not assessed", Tone::amber, ""};
    case AssessmentStanding::outdated:
        return {"Ask again", Tone::amber, "its text has changed"};
    case AssessmentStanding::current:
        break;
    }
    switch (assessment->involvement) {
    case Involvement::none:
        return {"Not significant", Tone::green, ""};
    case Involvement::user_engagement:
        return {words_of(assessment->involvement), Tone::blue, ""};
    case Involvement::formal_consultation:
        break;
    }
    if (assessment->waived_by) return {"Significant", Tone::blue, "consultation waived"};
    const auto lack = consultation_lack(consultation_about(*context.plan, mark.id));
    return {"Significant", lack.empty() ? Tone::green : Tone::red,
            lack.empty() ? "consultation concluded" : "consultation: " + lack};
}

void significance_of(ViewContext& context, const IntentionMark& mark)
{
    const auto* assessment = find_assessment(*context.plan, mark.id);
    const auto state = significance_state(context, mark);
    ui::row([&] {
        ui::heading(3, "Significance", {ui::TextSize::interface, ui::Weight::semibold});
        ui::pill(state.words, state.tone);
    });
    const auto standing = standing_of(assessment, mark);
    if (standing == AssessmentStanding::missing)
        ui::secondary("Nobody has said yet what this change means for people.");
    if (standing == AssessmentStanding::outdated)
        ui::callout(Tone::amber, "The text has changed since it was assessed. Look at the answers again; if they still "
                                 "hold, save them as they are.");
    if (assessment) {
        show_answers(*assessment);
        if (assessment->similar_procurement)
            ui::text("The provider changes by procurement; the service stays broadly similar.");
        ui::fact("What follows", words_of(assessment->involvement));
        ui::small("Assessed by " + context.name_or_you(assessment->by) + " on " + local_date(assessment->at).text() +
                  ".");
        show_consultation_due(context, *assessment, mark);
    }
    const bool again = standing == AssessmentStanding::outdated;
    const std::string label = !assessment ? "Assess it" : again ? "Assess it again" : "Change the assessment";
    if (ui::button(label + "###assess", {.kind = standing == AssessmentStanding::current ? ui::ButtonKind::secondary
                                                                                         : ui::ButtonKind::primary,
                                         .disabled_reason = context.why_not(Right::edit_content),
                                         .name = context.keep(label + ": " + mark.reference),
                                         .small = true,
                                         .opens_dialog = true}))
        open_assessment(assess_form(context, mark.id), assessment);
}

void significance_dialogs(ViewContext& context, const IntentionMark& mark)
{
    assessment_dialog(context, mark);
    waiver_dialog(context, mark);
}

} // namespace assent::views
