#include "client/views/feedback_item.hpp"
#include "client/views/outside.hpp"

#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/views/host.hpp"
#include "client/views/discussion.hpp"
#include "client/views/reading_text.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::views {

using ui::Tone;

std::string from_words(const FeedbackItem& item)
{
    return item.organisation.empty() ? item.name : item.organisation;
}

std::string how_words(const Plan& plan, const FeedbackItem& item)
{
    const std::string number = version_number(plan, item.version);
    return item.channel + (item.channel.empty() || number.empty() ? "" : ", ") + number;
}

std::string about_title(const FeedbackItem& item)
{
    if (item.about.title.empty()) return item.about.detached ? "Not placed" : "The whole plan";
    return item.about.title;
}

Tone tone_of(FeedbackState state)
{
    switch (state) {
    case FeedbackState::open: return Tone::blue;
    case FeedbackState::under_review: return Tone::amber;
    case FeedbackState::reopened: return Tone::red;
    case FeedbackState::answered: return Tone::purple;
    case FeedbackState::closed: return Tone::green;
    }
    return Tone::secondary;
}

namespace {

// ---- what was said ---------------------------------------------------------------------------------------------------

/// Where the words it is about are now; opening their text if need be.
sync::WordsPlace place_of_words(ViewContext& context, const About& about)
{
    auto& core = context.host.core();
    const sync::FieldRef field{context.plan->id, about.element, about.field};
    core.open_text(field);
    const auto* now = core.texts().words(field);
    return now ? sync::places_of(core.texts(), field, *now, std::vector<const About*>{&about}).front() : sync::WordsPlace{};
}

void show_about(ViewContext& context, const FeedbackItem& item)
{
    const About& about = item.about;
    const bool there = !about.detached && (!about.element || (context.content && !title_of(*context.content, about.element).empty()));
    ui::stack(2, [&] {
        ui::row([&] {
            ui::small("About");
            ui::push_right();
            if (ui::button("Place it", {.kind = ui::ButtonKind::quiet, .disabled_reason = context.why_not(Activity::answer_feedback), .small = true, .opens_dialog = true}))
                open_place_dialog(context, item);
        });
        if (there) ui::link(about_title(item), element_href(context, about.element));
        else ui::text(about_title(item));
        if (!there && context.content) ui::small(about.detached ? "Nobody has said yet what it is about." : "This part is no longer in the plan.", Tone::amber);
    });
    quoted_words(about);
    if (!item.where_in_document.empty()) ui::fact("Given as", item.where_in_document);
    if (!there || !about.anchored || !context.content) return;
    const auto place = place_of_words(context, about);
    if (place.state == sync::WordsPlace::State::gone) ui::small("These words are no longer in the text.", Tone::amber);
    if (place.state == sync::WordsPlace::State::changed) ui::small("These words have been changed since.", Tone::amber);
}

void show_source(ViewContext& context, const FeedbackItem& item)
{
    const Plan& plan = *context.plan;
    std::string who = item.name;
    if (!item.organisation.empty() && item.organisation != item.name) who += ", " + item.organisation;
    ui::text(who, {.weight = ui::Weight::medium});
    std::string how = item.channel;
    how += (how.empty() ? "" : " of ") + item.received.text() + ", about " + version_words(plan, item.version);
    ui::secondary(how);
    ui::row({.gap = 6}, [&] {
        ui::pill(words_of(item.state), tone_of(item.state));
        if (item.late) ui::pill("Late", Tone::amber);
        if (item.published) ui::pill("Published", Tone::green);
        ui::pill(words_of(item.type));
        if (!item.stakeholder_type.empty()) ui::pill(item.stakeholder_type);
    });
    ui::reading("“" + item.verbatim + "”");
    if (!item.proposed_wording.empty()) ui::field_value("Proposed wording", item.proposed_wording);
    show_about(context, item);
    if (const auto* occasion = find_occasion(plan, item.occasion)) {
        const auto* forum = find_forum(context.tenant, occasion->forum);
        ui::stack(2, [&] {
            ui::small("Event");
            ui::link((forum ? forum->name : std::string("An event")) + ", " + occasion->date.text(),
                     context.href(Screen::socialisation, {{"tab", "events"}, {"event", occasion->id.text()}}));
        });
    }
    std::string logged = item.invitation ? "Sent through a link by the person named" : "Logged by " + context.name_or_you(item.logged_by);
    if (item.logged_at.micros) logged += ", " + local_text(item.logged_at);
    if (!item.imported_from.empty()) logged += ", from “" + item.imported_from + "”";
    ui::small(logged + ". The words above are never edited.");
}

// ---- the answer ------------------------------------------------------------------------------------------------------

void submit_answer(ViewContext& context, Form& form, const FeedbackItem& item)
{
    form.forget_errors();
    const auto disposition = chosen(form["disposition"], Disposition::for_later);
    if (!disposition || *disposition == Disposition::unanswered) form.fail("disposition", "Choose what was decided about it.");
    need_words(form, "response", "Enter the response: what you will do, and why.");
    if (form.has_errors()) return;
    context.submit(form, AnswerFeedback{context.plan->id, item.id, *disposition, trimmed(form["response"]), trimmed(form["what_changed"])});
}

void answer_fields(ViewContext& context, Form& form, const FeedbackItem& item, bool may_cancel)
{
    const auto reason = context.why_not(Activity::answer_feedback);
    ui::text_area("Response", form["response"],
                  {.error = form.error_of("response"), .placeholder = "What you will do, and why", .disabled_reason = reason, .required = true, .rows = 4, .marks = true});
    auto options = choices(Disposition::accepted, Disposition::for_later);
    options.insert(options.begin(), {"", "Choose a disposition"});
    ui::select("Disposition", options, form["disposition"], {.error = form.error_of("disposition"), .disabled_reason = reason, .required = true});
    ui::text_field("What changed, and where", form["what_changed"],
                   {.help = "Leave it empty if nothing changed. The next version is then shown to hold it.", .error = form.error_of("what_changed"), .disabled_reason = reason});
    form_error(form);
    ui::row([&] {
        const auto blocked = reason.empty() ? form.waiting_reason() : reason;
        if (ui::primary_button("Save the answer", blocked)) submit_answer(context, form, item);
        if (may_cancel && ui::button("Cancel###cancel_answer")) form.open = false;
    });
}

void show_answer(ViewContext& context, const FeedbackItem& item)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        ui::heading(3, "Answer");
        ui::pill(words_of(item.disposition), tone_of(item.disposition));
    });
    reading_text("response", item.response);
    if (!item.what_changed.empty())
        ui::field_value(item.changed_in ? context.keep("Changed in version " + version_number(plan, item.changed_in)) : "What changed",
                        item.what_changed);
    if (item.what_changed.empty() && item.caused.empty()) ui::secondary("Nothing changed in the plan because of it.");
    ui::small("Answered by " + context.name_or_you(item.answered_by) + ", " + local_text(item.answered_at));
}

void reopen_dialog(ViewContext& context, const FeedbackItem& item, Form& form)
{
    ui::dialog("Reopen " + reference_of(item), form.open, {.description = "The answer stays in the record. The item counts as unanswered again."}, [&] {
        ui::text_area("Reason", form["reason"], {.error = form.error_of("reason"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Reopen", form.waiting_reason())) return;
            form.forget_errors();
            if (need_words(form, "reason", "Enter why it is reopened."))
                context.submit(form, ReopenFeedback{context.plan->id, item.id, trimmed(form["reason"])});
        });
    });
    if (context.accepted(form)) ui::toast(reference_of(item) + " is open again");
}

void answer_actions(ViewContext& context, const FeedbackItem& item, Form& answer)
{
    Form& close = context.form("close/" + item.id.text());
    Form& reopen = context.form("reopen/" + item.id.text());
    const auto reason = context.why_not(Activity::answer_feedback);
    const bool closed = item.state == FeedbackState::closed;
    ui::row([&] {
        if (!closed) {
            const auto blocked = reason.empty() ? close.waiting_reason() : reason;
            if (ui::button("Close the item", {.kind = ui::ButtonKind::primary, .disabled_reason = blocked}))
                context.submit(close, CloseFeedback{context.plan->id, item.id});
            if (ui::button("Change the answer", {.disabled_reason = reason})) {
                answer["response"] = item.response;
                answer["disposition"] = choice_of(item.disposition);
                answer["what_changed"] = item.what_changed;
                answer.open = true;
            }
        }
        if (ui::button("Reopen###open_reopen", {.disabled_reason = reason, .opens_dialog = true})) reopen.open = true;
    });
    form_error(close);
    if (context.accepted(close)) ui::toast(reference_of(item) + " is closed", Tone::green);
    reopen_dialog(context, item, reopen);
}

void take_up(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("review/" + item.id.text());
    const auto reason = context.why_not(Activity::answer_feedback);
    if (ui::button("Take up for review", {.disabled_reason = reason.empty() ? form.waiting_reason() : reason, .small = true}))
        context.submit(form, ReviewFeedback{context.plan->id, {item.id}});
    form_error(form);
    if (context.accepted(form)) ui::toast(reference_of(item) + " is under review");
}

void answer_part(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("answer/" + item.id.text());
    if (item.duplicate_of) return;  // the item it was merged into is answered for both
    if (is_unanswered(item)) {
        if (item.state == FeedbackState::open) take_up(context, item);
        if (item.state == FeedbackState::reopened && !item.response.empty()) {
            ui::heading(3, "Earlier answer");
            ui::secondary(words_of(item.disposition) + ". " + plain_text_of(item.response));
        }
        ui::heading(3, "Answer");
        answer_fields(context, form, item, false);
    } else if (form.open) {
        ui::heading(3, "Change the answer");
        answer_fields(context, form, item, true);
    } else {
        show_answer(context, item);
        answer_actions(context, item, form);
    }
    if (context.accepted(form)) ui::toast(reference_of(item) + " is answered", Tone::green);
}

// ---- who sees to it --------------------------------------------------------------------------------------------------

void assignment_part(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("assign/" + item.id.text());
    const auto reason = item.state == FeedbackState::closed ? std::string_view("The item is closed. Reopen it first.") : context.why_not(Activity::answer_feedback);
    if (!form.open) {
        ui::row([&] {
            ui::heading(3, "Who sees to it");
            ui::push_right();
            if (ui::button("Change###assign", {.disabled_reason = reason, .name = "Change owner, due date and theme", .small = true})) {
                form["owner"] = item.owner ? item.owner.text() : "";
                form["due"] = item.due.iso();
                form["theme"] = item.theme;
                form.open = true;
            }
        });
        ui::fact("Owner", item.owner ? context.name_or_you(item.owner) : "nobody yet", item.owner ? Tone::ink : Tone::amber);
        const bool late = is_overdue(item, context.today);
        ui::fact("Due", item.due ? item.due.text() + (late ? ", overdue" : "") : "no date", late ? Tone::red : Tone::ink);
        if (!item.theme.empty()) ui::fact("Theme", item.theme);
    } else {
        ui::heading(3, "Who sees to it");
        ui::select("Owner", people_choices(context.tenant, "Nobody yet"), form["owner"], {.error = form.error_of("owner")});
        ui::date_field("Due", form["due"], {.error = form.error_of("due")});
        ui::text_field("Theme", form["theme"], {.error = form.error_of("theme")});
        form_error(form);
        ui::row([&] {
            if (ui::primary_button("Save###save_assignment", form.waiting_reason())) {
                form.forget_errors();
                const auto due = date_in(form, "due", false);
                if (!form.has_errors())
                    context.submit(form, AssignFeedback{context.plan->id, item.id, PersonId::parse(form["owner"]).value_or(PersonId{}),
                                                        due.value_or(Date{}), trimmed(form["theme"])});
            }
            if (ui::button("Cancel###cancel_assignment")) form.open = false;
        });
    }
    if (context.accepted(form)) ui::toast("Saved", Tone::green);
}

}  // namespace

void show_feedback_item(ViewContext& context, const FeedbackItem& item)
{
    const ui::Scope scope(item.id.text());
    show_source(context, item);
    ui::divider();
    answer_part(context, item);
    changes_of_item(context, item);
    ties_of_item(context, item);
    ui::divider();
    assignment_part(context, item);
    ui::divider();
    show_thread(context, {item.id, {}});
}

}  // namespace assent::views
