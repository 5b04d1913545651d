// Consultation: which intentions are significant and why, and the cases that follow (REQUIREMENTS R27 to R30).
#include <algorithm>

#include "client/views/consultation_case.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/significance.hpp"

namespace assent::views {

namespace {

using ui::Tone;

struct Counted
{
    std::size_t all{}, to_assess{}, significant{}, missing{};
};

Counted count(const Plan& plan)
{
    Counted counted;
    for (const auto& mark : plan.intention_marks) {
        ++counted.all;
        const auto* assessment = find_assessment(plan, mark.id);
        if (standing_of(assessment, mark) != AssessmentStanding::current) ++counted.to_assess;
        if (assessment && assessment->involvement == Involvement::formal_consultation) ++counted.significant;
    }
    counted.missing = consultations_missing(plan).size();
    return counted;
}

void stats(const Plan& plan)
{
    const auto counted = count(plan);
    const auto open = std::count_if(plan.consultations.begin(), plan.consultations.end(),
                                    [](const auto& each) { return each.state == ConsultationState::open; });
    const std::string assessed = std::to_string(counted.all - counted.to_assess) + " of " + std::to_string(counted.all);
    const std::string significant = std::to_string(counted.significant), missing = std::to_string(counted.missing),
                      running = std::to_string(open);
    ui::grid("stats", 4, {.min_width = 130, .columns_max = 4}, [&](std::size_t i) {
        if (i == 0)
            ui::stat({.label = "Intentions assessed",
                      .figure = assessed,
                      .note = counted.to_assess == 0 ? "all of them" : "the rest is to be asked"});
        if (i == 1) ui::stat({.label = "Significant", .figure = significant, .note = "need a formal consultation"});
        if (i == 2) ui::stat({.label = "Consultations open", .figure = running, .note = "taking responses now"});
        if (i == 3)
            ui::stat({.label = "In the way of sign-off", .figure = missing, .note = "consultations to conclude"});
    });
}

// ---- significance
// ----------------------------------------------------------------------------------------------------

constexpr const char* filter_names[] = {"ask", "significant", "engagement", "none"};

/// The filter that an intention's state falls under.
const char* filter_of(const Plan& plan, const IntentionMark& mark)
{
    const auto* assessment = find_assessment(plan, mark.id);
    if (standing_of(assessment, mark) != AssessmentStanding::current) return filter_names[0];
    switch (assessment->involvement) {
    case Involvement::formal_consultation:
        return filter_names[1];
    case Involvement::user_engagement:
        return filter_names[2];
    case Involvement::none:
        break;
    }
    return filter_names[3];
}

/// What an intention is called besides its reference, once the text is here.
std::string service_of(const ViewContext& context, ElementId intention)
{
    const auto* found = context.content ? find_intention(*context.content, intention) : nullptr;
    return found ? found->service_area : std::string();
}

void filters(ViewContext& context, std::size_t shown)
{
    ui::row({.gap = 10}, [&] {
        std::string state = context.query("state");
        if (ui::select("State",
                       {{"", "all"},
                        {"ask", "to be asked"},
                        {"significant", "significant"},
                        {"engagement", "engagement of users"},
                        {"none", "not significant"}},
                       state, {.label_inside = true}))
            context.set_query("state", state);
        ui::push_right();
        ui::secondary(std::to_string(shown) + " of " + std::to_string(context.plan->intention_marks.size()));
    });
}

void significance_table(ViewContext& context)
{
    const Plan& plan = *context.plan;
    if (plan.intention_marks.empty()) {
        ui::empty_state({.title = "No intentions yet",
                         .text = "Each intention of the plan is assessed for what it means for people. Add intentions "
                                 "to the plan first."});
        return;
    }
    const auto wanted = context.query("state");
    std::vector<const IntentionMark*> rows;
    for (const auto& mark : plan.intention_marks)
        if (wanted.empty() || wanted == filter_of(plan, mark)) rows.push_back(&mark);
    filters(context, rows.size());
    const auto chosen_id = context.route.id<ElementId>("item");
    std::optional<std::size_t> selected;
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i]->id == chosen_id) selected = i;
    static const std::vector<ui::Column> columns = {{.title = "Intention", .min_width = 180, .weight = 2},
                                                    {.title = "Significance", .min_width = 190, .weight = 1.4F},
                                                    {.title = "What follows", .min_width = 160, .weight = 1},
                                                    {.title = "Assessed", .min_width = 130}};
    ui::Table table{.columns = columns, .row_count = rows.size(), .selected = selected};
    table.empty_text = "No intention is in this state. Set the filter to “all”.";
    const auto result = ui::table("Significance of intentions", table, [&](std::size_t i, ui::Row& row) {
        const auto& mark = *rows[i];
        row.key(mark.id.text());
        row.name(mark.reference, service_of(context, mark.id), context.href_with("item", mark.id.text()));
        const auto state = significance_state(context, mark);
        row.pill(state.words, state.tone, state.note);
        const auto* assessment = find_assessment(plan, mark.id);
        row.text(assessment ? words_of(assessment->involvement) : "–",
                 {.tone = assessment ? Tone::ink : Tone::secondary});
        if (assessment)
            row.text(brief(local_date(assessment->at), context.today), short_name(context.name_of(assessment->by)));
        else
            row.text("–", {.tone = Tone::secondary});
    });
    if (result.opened) context.set_query("item", rows[*result.opened]->id.text());
}

// ---- cases
// -----------------------------------------------------------------------------------------------------------

void cases_table(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto missing = consultations_missing(plan);
    if (!missing.empty()) ui::callout(Tone::amber, joined_lines(missing), "In the way of sign-off");
    if (plan.consultations.empty()) {
        if (ui::empty_state(
                {.title = "No consultation is set up",
                 .text = "A consultation asks named consultees, and the public if you choose, about a proposal in one "
                         "version, between two days.",
                 .action = "Set up a consultation",
                 .disabled_reason = plan.versions.empty()
                                        ? std::string_view("People are asked about a version. Cut one first.")
                                        : context.why_not(Right::record_socialisation)}))
            open_case_form(context, nullptr);
        return;
    }
    std::vector<const Consultation*> cases;
    for (const auto& each : plan.consultations)
        cases.push_back(&each);
    std::sort(cases.begin(), cases.end(),
              [](const auto* a, const auto* b) { return a->opens != b->opens ? b->opens < a->opens : a->id < b->id; });
    static const std::vector<ui::Column> columns = {{.title = "Consultation", .min_width = 200, .weight = 2},
                                                    {.title = "State", .min_width = 110},
                                                    {.title = "Version", .min_width = 80},
                                                    {.title = "Open", .min_width = 190, .weight = 1},
                                                    {.title = "Answered", .min_width = 110}};
    const auto result =
        ui::table("Consultations", {.columns = columns, .row_count = cases.size()}, [&](std::size_t i, ui::Row& row) {
            const auto& each = *cases[i];
            const auto answered = std::count_if(each.consultees.begin(), each.consultees.end(),
                                                [](const Consultee& one) { return static_cast<bool>(one.responded); });
            row.key(each.id.text());
            row.name(each.title, words_of(each.kind),
                     context.href(Screen::consultation, {{"tab", "cases"}, {"case", each.id.text()}}));
            row.pill(words_of(each.state), tone_of(each.state));
            row.text(version_number(plan, each.version));
            row.text(brief(each.opens, context.today) + " to " + brief(each.closes, context.today),
                     days_words(each.opens, each.closes));
            row.text(std::to_string(answered) + " of " + std::to_string(each.consultees.size()));
        });
    if (result.opened)
        context.navigate(
            context.href(Screen::consultation, {{"tab", "cases"}, {"case", cases[*result.opened]->id.text()}}));
}

} // namespace

void show_consultation(ViewContext& context)
{
    const Plan& plan = *context.plan;
    if (const auto* consultation = find_consultation(plan, context.route.id<ConsultationId>("case")))
        return show_case(context, *consultation);
    std::string tab = context.query("tab");
    if (tab != "cases") tab = "significance";
    const auto* mark = tab == "significance" ? find_mark(plan, context.route.id<ElementId>("item")) : nullptr;
    const auto tab_href = [&](const char* key) { return context.href(Screen::consultation, {{"tab", key}}); };
    ScreenBody body;
    body.title = "Consultation";
    body.head = [&] {
        const auto counted = count(plan);
        const std::string subtitle =
            counted.to_assess == 0 ? "every intention is assessed" : std::to_string(counted.to_assess) + " to assess";
        ui::page_head(
            {.title = "Consultation", .subtitle = context.keep(subtitle), .actions = [&] {
                 next_steps_button(context);
                 const auto reason = plan.versions.empty()
                                         ? std::string_view("People are asked about a version. Cut one first.")
                                         : context.why_not(Right::record_socialisation);
                 if (ui::button("Set up a consultation###set_up",
                                {.kind = ui::ButtonKind::primary, .disabled_reason = reason, .opens_dialog = true}))
                     open_case_form(context, nullptr);
             }});
        plan_steps(context);
        ui::tabs(
            "Consultation",
            {{"Significance", "significance", std::to_string(plan.intention_marks.size()), tab_href("significance")},
             {"Consultations", "cases", std::to_string(plan.consultations.size()), tab_href("cases")}},
            tab);
    };
    body.content = [&] {
        unsettled_commands(context);
        stats(plan);
        if (tab == "cases")
            cases_table(context);
        else
            significance_table(context);
    };
    if (mark) {
        body.inspector = [&] { significance_of(context, *mark); };
        const auto service = service_of(context, mark->id);
        body.inspector_name = mark->reference + (service.empty() ? "" : " " + service);
        body.closed_path = context.href_with("item", "");
    }
    context.page(body);
    if (mark) significance_dialogs(context, *mark);
    case_form_dialog(context);
}

} // namespace assent::views
