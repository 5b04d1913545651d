// The dialog that logs one thing somebody said, with all columns of the log.
#include "client/views/feedback_item.hpp"
#include "client/views/outside.hpp"

namespace assent::views {

namespace {

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
    personal_data_warning(form["verbatim"]);
    ui::columns({.min_width = 220},
                {[&] { ui::select("Version it is about", version_choices(*context.plan), form["version"], {.error = form.error_of("version"), .required = true}); },
                 [&] { ui::select("Type", choices(FeedbackType::comment, FeedbackType::editorial), form["type"], {.error = form.error_of("type")}); }});
    about_fields(context, form);
    ui::text_field("Page, line or number", form["where"], {.help = "As who said it gave it.", .error = form.error_of("where_in_document")});
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
    item.about = about_in(context, form);
    item.where_in_document = trimmed(form["where"]);
    item.verbatim = trimmed(form["verbatim"]);
    item.proposed_wording = trimmed(form["proposed"]);
    item.theme = trimmed(form["theme"]);
    item.owner = PersonId::parse(form["owner"]).value_or(PersonId{});
    item.due = due.value_or(Date{});
    context.submit(form, LogFeedback{context.plan->id, std::move(item)});
}

}  // namespace

Form& log_form(ViewContext& context) { return context.form("log/" + context.plan->id.text()); }

void log_about(ViewContext& context, ElementId element)
{
    Form& form = log_form(context);
    form["about"] = element.text();
    form.open = true;
}

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
            ui::callout(ui::Tone::amber, "Feedback is about a version. Cut the first one, then log what people say about it.");
            return;
        }
        const auto received = Date::parse(form["received"]);
        if (received && is_late(plan.feedback_window, *received))
            ui::callout(ui::Tone::amber, "The last day for feedback was " + plan.feedback_window.closes.text() +
                                             (plan.feedback_window.late == LateRule::refused ? ". Nothing is taken after it." : ". The item is marked late."));
        log_source(context, form);
        log_words(context, form);
        log_owner(context, form);
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Add to the log", form.waiting_reason())) submit_log(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The item is in the log", ui::Tone::green);
}

}  // namespace assent::views
