// What an item is tied to besides the plan: its duplicates, the opinion of who said it, and its publication.
#include <algorithm>

#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

using ui::Tone;

std::string href_of(const ViewContext& context, const FeedbackItem& item)
{
    return context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}});
}

/// A button that submits at once, with its refusal below; true when it was pressed.
bool acts(const Form& form, const char* label, std::string_view why)
{
    return ui::button(label, {.disabled_reason = why.empty() ? form.waiting_reason() : why, .small = true});
}

// ---- duplicates ------------------------------------------------------------------------------------------------------

/// Items it may be merged into: those that are no duplicates, the nearest first, about the same part before others.
std::vector<ui::Option> merge_choices(const ViewContext& context, const FeedbackItem& item)
{
    std::vector<const FeedbackItem*> others;
    for (const auto& other : context.plan->feedback)
        if (other.id != item.id && !other.duplicate_of) others.push_back(&other);
    const auto distance = [&](const FeedbackItem* other) {
        const auto apart = other->number > item.number ? other->number - item.number : item.number - other->number;
        return std::pair(other->about.element != item.about.element, apart);
    };
    static constexpr std::size_t shown_max = 200;
    const auto shown = std::min(others.size(), shown_max);
    std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(shown), others.end(),
                      [&](const auto* a, const auto* b) { return distance(a) < distance(b); });
    std::vector<ui::Option> options = {{"", "Choose an item"}};
    for (std::size_t i = 0; i < shown; ++i)
        options.push_back({others[i]->id.text(), reference_of(*others[i]) + " " + from_words(*others[i]) + ": " + shortened(others[i]->verbatim, 60)});
    return options;
}

void merge_dialog(ViewContext& context, const FeedbackItem& item, Form& form)
{
    ui::dialog("It says the same as another", form.open, {.description = "The other item is answered for both. Both stay in the log."}, [&] {
        ui::select("The item that is answered", merge_choices(context, item), form["into"], {.error = form.error_of("into"), .required = true});
        ui::text_field("Or its number", form["number"], {.help = "Such as F-031, if it is not in the list.", .width = 160});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Merge", form.waiting_reason())) return;
            form.forget_errors();
            auto into = FeedbackId::parse(form["into"]).value_or(FeedbackId{});
            for (const auto& other : context.plan->feedback)
                if (reference_of(other) == trimmed(form["number"])) into = other.id;
            if (!into) return form.fail("into", "Choose the item that says the same.");
            context.submit(form, MergeFeedback{context.plan->id, item.id, into});
        });
    });
}

void duplicates(ViewContext& context, const FeedbackItem& item, std::string_view why)
{
    Form& form = context.form("merge/" + item.id.text());
    if (context.accepted(form)) ui::toast("Done", Tone::green);
    std::vector<const FeedbackItem*> same;
    for (const auto& other : context.plan->feedback)
        if (other.duplicate_of == item.id) same.push_back(&other);
    if (const auto* into = find_feedback(*context.plan, item.duplicate_of)) {
        ui::row([&] {
            ui::text("Says the same as");
            ui::link(reference_of(*into), href_of(context, *into));
            ui::secondary("which is answered for both.");
        });
        if (!into->response.empty()) ui::secondary(words_of(into->disposition) + ": " + shortened(into->response, 160));
        if (acts(form, "Separate it", why)) context.submit(form, SeparateFeedback{context.plan->id, item.id});
        form_error(form);
        return;
    }
    if (!same.empty())
        ui::row([&] {
            ui::text(counted(same.size(), "duplicate:", "duplicates:"));
            for (const auto* other : same) ui::link(reference_of(*other), href_of(context, *other));
        });
    if (same.empty() && item.state != FeedbackState::closed && ui::button("It says the same as another", {.disabled_reason = why, .small = true, .opens_dialog = true}))
        form.open = true;
    merge_dialog(context, item, form);
}

// ---- the verdict -----------------------------------------------------------------------------------------------------

void verdict(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("verdict/" + item.id.text());
    if (context.accepted(form)) ui::toast("Recorded", Tone::green);
    if (!form.open) {
        if (item.verdict == SubmitterVerdict::none) {
            ui::fact("Who said it", "has not said what they think of the answer");
        } else {
            ui::fact("Who said it", item.verdict == SubmitterVerdict::content ? "is content with the answer" : "is not content with the answer", item.verdict == SubmitterVerdict::content ? Tone::green : Tone::amber);
            if (!item.verdict_note.empty()) ui::secondary("“" + item.verdict_note + "”");
        }
        if (ui::button("Record what they think", {.small = true})) {
            form["verdict"] = item.verdict == SubmitterVerdict::none ? "" : choice_of(item.verdict);
            form["note"] = item.verdict_note;
            form.open = true;
        }
        return;
    }
    ui::radio_group("What they think of the answer", choices(SubmitterVerdict::content, SubmitterVerdict::not_content), form["verdict"], {.error = form.error_of("verdict")});
    ui::text_field("In their words", form["note"], {.error = form.error_of("note")});
    form_error(form);
    ui::row([&] {
        if (ui::primary_button("Record###record_verdict", form.waiting_reason())) {
            form.forget_errors();
            const auto verdict = chosen(form["verdict"], SubmitterVerdict::not_content);
            if (!verdict || *verdict == SubmitterVerdict::none) form.fail("verdict", "Choose whether they are content with the answer.");
            else context.submit(form, RecordVerdict{context.plan->id, item.id, *verdict, trimmed(form["note"])});
        }
        if (ui::button("Cancel###cancel_verdict")) form.open = false;
    });
}

// ---- publication -----------------------------------------------------------------------------------------------------

void publication(ViewContext& context, const FeedbackItem& item, std::string_view why)
{
    Form& form = context.form("unpublish/" + item.id.text());
    if (context.accepted(form)) ui::toast("No longer published", Tone::green);
    ui::fact("Published", item.published ? item.public_text.empty() ? "as it was said" : "in other words" : "no", item.published ? Tone::green : Tone::ink);
    if (item.published && !item.public_text.empty()) ui::secondary("“" + item.public_text + "”");
    ui::row([&] {
        if (ui::button(item.published ? "Change what is published" : "Publish", {.disabled_reason = why, .small = true, .opens_dialog = true}))
            open_bulk(context, "publish", {item.id});
        if (item.published && acts(form, "Take it back", why)) context.submit(form, PublishFeedback{context.plan->id, {item.id}, false, {}});
    });
    form_error(form);
}

}  // namespace

void ties_of_item(ViewContext& context, const FeedbackItem& item)
{
    const auto why = context.why_not(Activity::answer_feedback);
    ui::divider();
    ui::heading(3, "Duplicates");
    duplicates(context, item, why);
    if (is_unanswered(item) || item.duplicate_of) return;
    ui::divider();
    ui::heading(3, "After the answer");
    verdict(context, item);
    publication(context, item, why);
}

}  // namespace assent::views
