#include "client/views/feedback_item.hpp"

#include <algorithm>

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

namespace {

std::string element_words(const FeedbackItem& item)
{
    return item.about.title.empty() ? std::string("The whole plan") : item.about.title;
}

// ---- what was said ---------------------------------------------------------------------------------------------------

void show_about(ViewContext& context, const FeedbackItem& item)
{
    ui::stack(2, [&] {
        ui::small("About");
        const bool there = !item.about.element || (context.content && !title_of(*context.content, item.about.element).empty());
        if (there) ui::link(element_words(item), element_href(context, item.about.element));
        else ui::text(element_words(item));
        if (!there && context.content) ui::small("This part is no longer in the plan.");
    });
    if (!item.about.quote.empty())
        ui::rich_text("quote", {{"“"}, {item.about.quote, ui::Span::Kind::marked}, {"”"}}, ui::TextSize::interface);
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
        ui::pill(words_of(item.state), item.state == FeedbackState::closed ? Tone::green : is_unanswered(item) ? Tone::red : Tone::blue);
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
    ui::small("Logged by " + context.name_or_you(item.logged_by) + ". The words above are never edited.");
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
    if (item.what_changed.empty()) ui::secondary("Nothing changed in the plan because of it.");
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

void answer_part(ViewContext& context, const FeedbackItem& item)
{
    Form& form = context.form("answer/" + item.id.text());
    if (is_unanswered(item)) {
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

// ---- logging one -----------------------------------------------------------------------------------------------------

std::vector<ui::Option> words_as_options(std::initializer_list<const char*> words, const char* none)
{
    std::vector<ui::Option> options = {{"", none}};
    for (const char* word : words) options.push_back({word, word});
    return options;
}

std::vector<ui::Option> occasion_choices(const ViewContext& context)
{
    std::vector<ui::Option> options = {{"", "No event"}};
    for (auto occasion = context.plan->occasions.rbegin(); occasion != context.plan->occasions.rend(); ++occasion) {
        const auto* forum = find_forum(context.tenant, occasion->forum);
        options.push_back({occasion->id.text(), (forum ? forum->name : std::string("An event")) + ", " + occasion->date.text()});
    }
    return options;
}

std::vector<ui::Option> element_choices(const ViewContext& context)
{
    std::vector<ui::Option> options = {{"", "The whole plan"}};
    if (!context.content) return options;
    for (const auto& intention : context.content->intentions)
        options.push_back({intention.id.text(), "Intention " + title_of(*context.content, intention.id)});
    for (const auto& section : context.content->sections)
        options.push_back({section.id.text(), "Section " + title_of(*context.content, section.id)});
    for (const auto& table : context.content->tables) options.push_back({table.id.text(), "Table " + table.title});
    return options;
}

/// An event says who spoke, how and about which version; what is typed already stays.
void take_from_event(ViewContext& context, Form& form)
{
    const auto* occasion = find_occasion(*context.plan, OccasionId::parse(form["occasion"]).value_or(OccasionId{}));
    if (!occasion) return;
    const auto* forum = find_forum(context.tenant, occasion->forum);
    form["channel"] = occasion->dedicated ? "event" : "minute";
    form["version"] = occasion->version.text();
    if (form["organisation"].empty() && forum) form["organisation"] = forum->name;
    form["received"] = occasion->date.iso();
}

void log_source(ViewContext& context, Form& form)
{
    ui::heading(3, "Who said it, and where");
    ui::columns({.min_width = 220},
                {[&] {
                     if (ui::select("Event it came from", occasion_choices(context), form["occasion"], {.error = form.error_of("occasion")}))
                         take_from_event(context, form);
                 },
                 [&] {
                     ui::select("Channel", words_as_options({"event", "minute", "letter", "e-mail", "web form", "telephone", "paper form"}, "Choose a channel"),
                                form["channel"], {.error = form.error_of("channel"), .required = true});
                 }});
    ui::columns({.min_width = 220},
                {[&] { ui::text_field("Name", form["name"], {.help = "Of the person or the body that said it.", .error = form.error_of("name"), .required = true, .spellcheck = false}); },
                 [&] { ui::text_field("Organisation", form["organisation"], {.help = "If they speak for one.", .error = form.error_of("organisation"), .spellcheck = false}); }});
    ui::columns({.min_width = 220},
                {[&] {
                     ui::select("Stakeholder type",
                                words_as_options({"Patient or public", "Patient group", "Provider", "Local authority", "Clinician", "Partner commissioner",
                                                  "Voluntary sector", "Committee", "Staff", "Other"},
                                                 "Not stated"),
                                form["stakeholder"], {.error = form.error_of("stakeholder_type")});
                 },
                 [&] { ui::date_field("Date received", form["received"], {.error = form.error_of("received"), .required = true}); }});
}

void log_words(ViewContext& context, Form& form)
{
    ui::heading(3, "What was said");
    ui::text_area("What was said, word for word", form["verbatim"],
                  {.help = "It is never edited once it is in the log. Leave out names of patients.", .error = form.error_of("verbatim"), .required = true, .rows = 4});
    ui::columns({.min_width = 220},
                {[&] { ui::select("Version it is about", version_choices(*context.plan), form["version"], {.error = form.error_of("version"), .required = true}); },
                 [&] { ui::select("Type", choices(FeedbackType::comment, FeedbackType::editorial), form["type"], {.error = form.error_of("type")}); }});
    ui::select("About", element_choices(context), form["about"], {.error = form.error_of("about")});
    ui::text_field("Words it is about", form["quote"], {.help = "Quoted from the plan, if it is about certain words.", .error = form.error_of("quote")});
    ui::text_area("Proposed wording", form["proposed"], {.help = "If they proposed other words.", .error = form.error_of("proposed_wording"), .rows = 2});
}

void log_owner(ViewContext& context, Form& form)
{
    ui::heading(3, "Who sees to it");
    ui::columns({.min_width = 180},
                {[&] { ui::select("Owner", people_choices(context.tenant, "Nobody yet"), form["owner"], {.error = form.error_of("owner")}); },
                 [&] { ui::date_field("Due", form["due"], {.error = form.error_of("due")}); },
                 [&] { ui::text_field("Theme", form["theme"], {.error = form.error_of("theme")}); }});
}

void submit_log(ViewContext& context, Form& form)
{
    form.forget_errors();
    FeedbackItem item;
    const auto received = date_in(form, "received", true);
    const auto due = date_in(form, "due", false);
    const auto version = VersionId::parse(form["version"]);
    if (!version) form.fail("version", "Choose the version the feedback is about.");
    if (form["channel"].empty()) form.fail("channel", "Choose how it reached you.");
    need_words(form, "name", "Enter who said it.");
    need_words(form, "verbatim", "Enter what was said.");
    if (form.has_errors()) return;
    item.id = context.new_id<FeedbackId>();
    item.received = *received;
    item.channel = form["channel"];
    item.name = trimmed(form["name"]);
    item.organisation = trimmed(form["organisation"]);
    item.stakeholder_type = form["stakeholder"];
    item.occasion = OccasionId::parse(form["occasion"]).value_or(OccasionId{});
    item.version = *version;
    item.type = chosen(form["type"], FeedbackType::editorial).value_or(FeedbackType::comment);
    item.about.element = ElementId::parse(form["about"]).value_or(ElementId{});
    item.about.quote = trimmed(form["quote"]);
    item.verbatim = trimmed(form["verbatim"]);
    item.proposed_wording = trimmed(form["proposed"]);
    item.theme = trimmed(form["theme"]);
    item.owner = PersonId::parse(form["owner"]).value_or(PersonId{});
    item.due = due.value_or(Date{});
    context.submit(form, LogFeedback{context.plan->id, std::move(item)});
}

}  // namespace

void show_feedback_item(ViewContext& context, const FeedbackItem& item)
{
    const ui::Scope scope(item.id.text());
    show_source(context, item);
    ui::divider();
    answer_part(context, item);
    ui::divider();
    assignment_part(context, item);
}

Form& log_form(ViewContext& context) { return context.form("log/" + context.plan->id.text()); }

void log_dialog(ViewContext& context)
{
    Form& form = log_form(context);
    const Plan& plan = *context.plan;
    if (form.open) {
        const auto* latest = latest_version(plan);
        form.propose("version", latest ? latest->id.text() : "");
        form.propose("received", context.today.iso());
        form.propose("type", choice_of(FeedbackType::comment));
        if (form["occasion"].empty() && !context.query("event").empty()) {
            form.propose("occasion", context.query("event"));
            take_from_event(context, form);
        }
    }
    ui::dialog("Add feedback", form.open, {.width = 720, .description = "One thing somebody said about a version."}, [&] {
        if (plan.versions.empty()) {
            ui::callout(Tone::amber, "Feedback is about a version. Cut the first one, then log what people say about it.");
            return;
        }
        log_source(context, form);
        log_words(context, form);
        log_owner(context, form);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Add to the log", form.waiting_reason())) submit_log(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The item is in the log", Tone::green);
}

}  // namespace assent::views
