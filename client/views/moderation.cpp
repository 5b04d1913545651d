// Public responses: what came in through a consultation's page waits here until somebody takes it into the log or sets it aside.
#include <algorithm>

#include "client/views/outside.hpp"
#include "client/views/record_parts.hpp"
#include "shared/model/personal_data.hpp"

namespace assent::views {

namespace {

using ui::Tone;

Form& moderation_form(ViewContext& context)
{
    return context.form("moderate/" + context.plan->id.text());
}

Tone tone_of(SubmissionState state)
{
    return state == SubmissionState::waiting ? Tone::amber : state == SubmissionState::taken_in ? Tone::green : Tone::secondary;
}

/// Waiting ones first, oldest of them first: each has waited longest.
std::vector<const Submission*> in_order(const Plan& plan)
{
    std::vector<const Submission*> all;
    for (const auto& each : plan.submissions) all.push_back(&each);
    std::stable_sort(all.begin(), all.end(), [](const auto* a, const auto* b) {
        return (a->state == SubmissionState::waiting) > (b->state == SubmissionState::waiting);
    });
    return all;
}

void open_moderation(ViewContext& context, const Submission& submission)
{
    Form& form = moderation_form(context);
    if (form["submission"] != submission.id.text()) {
        form.clear();
        form["submission"] = submission.id.text();
        form["decision"] = "take";
        if (!personal_data_in(submission.text).empty()) form["public_text"] = redacted(submission.text);
    }
    form.open = true;
}

void submit_moderation(ViewContext& context, Form& form, const Submission& submission)
{
    form.forget_errors();
    ModerateSubmission command;
    command.plan = context.plan->id;
    command.submission = submission.id;
    command.taken_in = form["decision"] == "take";
    if (command.taken_in) {
        command.item = context.new_id<FeedbackId>();
        command.theme = trimmed(form["theme"]);
        command.public_text = trimmed(form["public_text"]);
    } else if (need_words(form, "why", "Enter why it is set aside.")) {
        command.why = trimmed(form["why"]);
    }
    if (!form.has_errors()) context.submit(form, std::move(command));
}

std::string from_words(const Submission& submission)
{
    std::string words = submission.name.empty() ? "A member of the public" : submission.name;
    if (!submission.organisation.empty()) words += ", " + submission.organisation;
    return words;
}

}  // namespace

void personal_data_warning(std::string_view words)
{
    const auto found = personal_data_in(words);
    if (!found.empty())
        ui::callout(Tone::amber, "It seems to hold " + words_of(found) + ". Take out what a patient could be known by, unless it has to be there.", "Personal data?");
}

std::size_t responses_waiting(const Plan& plan)
{
    return static_cast<std::size_t>(
        std::count_if(plan.submissions.begin(), plan.submissions.end(), [](const Submission& each) { return each.state == SubmissionState::waiting; }));
}

void show_responses(ViewContext& context)
{
    const Plan& plan = *context.plan;
    if (plan.submissions.empty()) {
        ui::empty_state({.title = "No public response has come in", .text = "Responses to a consultation with a public page wait here until somebody takes them into the log."});
        return;
    }
    const auto reason = context.why_not(Right::answer_feedback);
    const auto all = in_order(plan);
    static const std::vector<ui::Column> columns = {{.title = "Received", .min_width = 84}, {.title = "From", .min_width = 150, .weight = 1},
                                                    {.title = "About", .min_width = 150, .weight = 1}, {.title = "What was said", .min_width = 220, .weight = 2},
                                                    {.title = "State", .min_width = 110}, {.title = "Moderate", .min_width = 100, .title_hidden = true}};
    ui::table("Public responses", {.columns = columns, .row_count = all.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& each = *all[i];
        row.key(each.id.text());
        row.text(brief(local_date(each.at), context.today));
        row.name(from_words(each), each.stakeholder_type);
        row.text(each.part ? each.title : "The whole plan");
        row.text("“" + shortened(each.text, 100) + "”");
        row.pill(words_of(each.state), tone_of(each.state), each.why);
        row.cell([&] {
            if (each.state == SubmissionState::taken_in) {
                if (const auto* item = find_feedback(plan, each.item)) ui::link(reference_of(*item), context.href(Screen::feedback, {{"item", item->id.text()}}));
                return;
            }
            if (each.state != SubmissionState::waiting) return;
            const std::string name = "Moderate the response of " + from_words(each) + ", " + each.id.text().substr(0, 8);
            if (ui::button("Moderate", {.disabled_reason = reason, .name = context.keep(name), .small = true, .opens_dialog = true})) open_moderation(context, each);
        });
    });
}

void moderation_dialog(ViewContext& context)
{
    Form& form = moderation_form(context);
    const auto* submission = find_submission(*context.plan, SubmissionId::parse(form["submission"]).value_or(SubmissionId{}));
    ui::dialog("Moderate a response", form.open, {.width = 640, .description = "What was said is kept as it was sent. You decide whether it joins the log."}, [&] {
        if (!submission) {
            ui::text("This response is no longer here.");
            return;
        }
        ui::text(from_words(*submission), {.weight = ui::Weight::medium});
        ui::secondary("About " + (submission->part ? submission->title : std::string("the whole plan")) + ", " + local_text(submission->at));
        if (!submission->contact.empty()) ui::field_value("How to reach them", submission->contact);
        ui::reading("“" + submission->text + "”");
        personal_data_warning(submission->text);
        ui::small(submission->may_publish ? "They agreed to the publication of their words without their name." : "They did not agree to publication: it will not be published.");
        ui::radio_group("What becomes of it", {{"take", "Take it into the feedback log"}, {"aside", "Set it aside"}}, form["decision"], {.side_by_side = true});
        if (form["decision"] == "take") {
            ui::text_field("Theme", form["theme"], {.error = form.error_of("theme")});
            if (submission->may_publish)
                ui::text_area("Words for publication", form["public_text"],
                              {.help = "What the public may read, without what a person could be known by. Leave empty to publish it as it was sent.", .error = form.error_of("public_text"), .rows = 4});
            if (submission->may_publish) personal_data_warning(form["public_text"]);
        } else {
            ui::text_area("Why it is set aside", form["why"], {.error = form.error_of("why"), .required = true, .rows = 2});
        }
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button(form["decision"] == "take" ? "Take it in###decide" : "Set it aside###decide", form.waiting_reason())) submit_moderation(context, form, *submission);
        });
    });
    if (context.accepted(form)) ui::toast("The response is dealt with", Tone::green);
}

}  // namespace assent::views
