#include "client/views/consultation_case.hpp"

#include <algorithm>

#include "client/views/outside.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/significance.hpp"
#include "shared/base/working_days.hpp"

namespace assent::views {

using ui::Tone;

Tone tone_of(ConsultationState state)
{
    switch (state) {
    case ConsultationState::planned:
        return Tone::secondary;
    case ConsultationState::open:
        return Tone::blue;
    case ConsultationState::closed:
        return Tone::amber;
    case ConsultationState::concluded:
        return Tone::green;
    }
    return Tone::secondary;
}

std::string days_words(Date opens, Date closes)
{
    const auto days = count_days(opens, closes);
    return std::to_string(days.days) + (days.days == 1 ? " day, " : " days, ") + std::to_string(days.working_days) +
           " working";
}

std::string holidays_words(Date opens, Date closes)
{
    const auto days = count_days(opens, closes);
    std::string words;
    for (const auto& holiday : days.holidays)
        words += (words.empty() ? "" : ", ") + std::string(holiday.name) + " (" + holiday.day.short_text() + ")";
    if (!words.empty()) words = "Not counted as working days: " + words + ".";
    if (!days.holidays_known && days.days > 0)
        words += (words.empty() ? "" : " ") +
                 std::string("Bank holidays are known from 2017 to 2028 only; others are not taken out.");
    return words;
}

namespace {

Form& move_form(ViewContext& context, const Consultation& about)
{
    return context.form("move_consultation/" + about.id.text());
}
Form& report_form(ViewContext& context, const Consultation& about)
{
    return context.form("report_consultation/" + about.id.text());
}
Form& consultee_form(ViewContext& context, const Consultation& about)
{
    return context.form("consultee/" + about.id.text());
}

std::vector<ConsultationState> next_states(ConsultationState state)
{
    switch (state) {
    case ConsultationState::planned:
        return {ConsultationState::open};
    case ConsultationState::open:
        return {ConsultationState::closed};
    case ConsultationState::closed:
        return {ConsultationState::concluded, ConsultationState::open};
    case ConsultationState::concluded:
        break;
    }
    return {};
}

const char* verb_of(ConsultationState from, ConsultationState to)
{
    if (to == ConsultationState::open)
        return from == ConsultationState::closed ? "Open it again" : "Open the consultation";
    return to == ConsultationState::closed ? "Close the consultation" : "Conclude the consultation";
}

/// Whether the step asks for a reason.
bool needs_note(const Consultation& about, ConsultationState to, Date today)
{
    return (to == ConsultationState::closed && today <= about.closes) ||
           (about.state == ConsultationState::closed && to == ConsultationState::open);
}

void move_dialog(ViewContext& context, const Consultation& about)
{
    Form& form = move_form(context, about);
    const auto to = chosen(form["to"], ConsultationState::concluded);
    if (!to) form.open = false;
    const auto target = to.value_or(ConsultationState::open);
    const std::string title = verb_of(about.state, target);
    const bool note = needs_note(about, target, context.today);
    ui::dialog(title, form.open, {}, [&] {
        if (target == ConsultationState::open && about.state == ConsultationState::planned)
            ui::text("From then on the proposal, its version and its first day stay as they are. The last day can "
                     "still be put off.");
        if (target == ConsultationState::closed)
            ui::text(note ? "Its last day is " + about.closes.text() +
                                ", which has not passed. Say why it closes before."
                          : "Responses are taken no longer. The report to the board comes next.");
        if (target == ConsultationState::concluded)
            ui::text("The board has received the report and its decision is minuted. Nothing is added to the case any "
                     "more.");
        if (note) ui::text_area("Reason", form["note"], {.error = form.error_of("note"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button(title + "###go", form.waiting_reason())) return;
            form.forget_errors();
            if (note && !need_words(form, "note", "Enter the reason.")) return;
            context.submit(form,
                           MoveConsultation{context.plan->id, about.id, target, note ? trimmed(form["note"]) : ""});
        });
    });
    if (context.accepted(form)) ui::toast("The consultation is changed", Tone::green);
}

// ---- consultees
// ------------------------------------------------------------------------------------------------------

void open_consultee(Form& form, const Consultee* known)
{
    form.clear();
    form["id"] = known ? known->id.text() : "";
    form["name"] = known ? known->name : "";
    form["kind"] = known ? known->kind : "";
    form["mandatory"] = known && known->mandatory ? "yes" : "";
    form["notified"] = known ? known->notified.iso() : "";
    form["responded"] = known ? known->responded.iso() : "";
    form["response"] = known ? known->response : "";
    form.open = true;
}

void submit_consultee(ViewContext& context, Form& form, const Consultation& about)
{
    form.forget_errors();
    need_words(form, "name", "Enter the consultee's name.");
    const auto notified = date_in(form, "notified", false);
    const auto responded = date_in(form, "responded", false);
    if (form.has_errors()) return;
    Consultee consultee;
    const auto id = ConsulteeId::parse(form["id"]);
    consultee.id = id ? *id : context.new_id<ConsulteeId>();
    consultee.name = trimmed(form["name"]);
    consultee.kind = trimmed(form["kind"]);
    consultee.mandatory = form["mandatory"] == "yes";
    consultee.notified = notified.value_or(Date{});
    consultee.responded = responded.value_or(Date{});
    consultee.response = trimmed(form["response"]);
    context.submit(form, RecordConsultee{context.plan->id, about.id, std::move(consultee)});
}

void consultee_dialog(ViewContext& context, const Consultation& about)
{
    Form& form = consultee_form(context, about);
    ui::dialog(form["id"].empty() ? "Add a consultee" : "What a consultee said", form.open, {}, [&] {
        ui::text_field("Name", form["name"], {.error = form.error_of("name"), .required = true});
        ui::text_field(
            "Kind", form["kind"],
            {.help = "Overview and scrutiny committee, Healthwatch, provider …", .error = form.error_of("consultees")});
        bool mandatory = form["mandatory"] == "yes";
        if (ui::checkbox("Must be consulted", mandatory)) form["mandatory"] = mandatory ? "yes" : "";
        ui::columns({.min_width = 200},
                    {[&] { ui::date_field("Told on", form["notified"], {.error = form.error_of("notified")}); },
                     [&] { ui::date_field("Answered on", form["responded"], {.error = form.error_of("responded")}); }});
        ui::text_area("Response", form["response"],
                      {.help = "In their words.", .error = form.error_of("response"), .rows = 4});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Save", form.waiting_reason())) submit_consultee(context, form, about);
        });
    });
    if (context.accepted(form)) ui::toast("The consultee is saved", Tone::green);
}

void consultees_card(ViewContext& context, const Consultation& about)
{
    const auto reason = about.state == ConsultationState::concluded ? std::string_view("The consultation is concluded.")
                                                                    : context.why_not(Right::record_socialisation);
    Form& form = consultee_form(context, about);
    ui::row([&] {
        ui::heading(2, "Consultees");
        ui::push_right();
        if (ui::button("Add a consultee", {.disabled_reason = reason, .small = true, .opens_dialog = true}))
            open_consultee(form, nullptr);
    });
    if (about.consultees.empty()) {
        ui::secondary("Nobody is named yet. A formal consultation must ask the overview and scrutiny committee.");
        return;
    }
    static const std::vector<ui::Column> columns = {{.title = "Consultee", .min_width = 190, .weight = 2},
                                                    {.title = "Told", .min_width = 84},
                                                    {.title = "Answered", .min_width = 100},
                                                    {.title = "Response", .min_width = 200, .weight = 2},
                                                    {.title = "Change", .min_width = 100, .title_hidden = true}};
    ui::table("Consultees", {.columns = columns, .row_count = about.consultees.size(), .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& consultee = about.consultees[i];
                  row.key(consultee.id.text());
                  row.name(consultee.name,
                           consultee.kind + (consultee.mandatory ? (consultee.kind.empty() ? "must be consulted"
                                                                                           : ", must be consulted")
                                                                 : ""));
                  row.text(consultee.notified ? brief(consultee.notified, context.today) : "not yet",
                           {.tone = consultee.notified ? Tone::ink : Tone::secondary});
                  if (consultee.responded)
                      row.text(brief(consultee.responded, context.today));
                  else
                      row.pill("Waiting", Tone::amber);
                  row.text(consultee.response.empty() ? "–" : shortened(consultee.response, 160),
                           {.tone = consultee.response.empty() ? Tone::secondary : Tone::ink});
                  row.cell([&] {
                      if (ui::button("Record", {.disabled_reason = reason,
                                                .name = context.keep("Record what " + consultee.name + " said"),
                                                .small = true,
                                                .opens_dialog = true}))
                          open_consultee(form, &consultee);
                  });
              });
}

void materials_card(ViewContext& context, const Consultation& about)
{
    ui::card("materials", {.title = "Materials"}, [&] {
        ui::small("What is sent to consultees, and answers that came as files.");
        show_attachments(context, AttachFile{context.plan->id, {}, about.id, {}}, about.materials);
    });
}

// ---- report
// ----------------------------------------------------------------------------------------------------------

void report_dialog(ViewContext& context, const Consultation& about)
{
    Form& form = report_form(context, about);
    ui::dialog("Report on the consultation", form.open, {.width = 640}, [&] {
        ui::text_area("What was said, and how it was considered", form["analysis"],
                      {.error = form.error_of("analysis"), .required = true, .rows = 5});
        ui::text_area("Report to the board", form["report"],
                      {.help = "What the board is asked to receive and decide.",
                       .error = form.error_of("report"),
                       .required = true,
                       .rows = 4});
        ui::date_field("Received by the board on", form["reported"],
                       {.help = "Leave it empty until the board has met.", .error = form.error_of("reported")});
        if (!form["reported"].empty())
            ui::text_area("What the board decided, as minuted", form["board_outcome"],
                          {.error = form.error_of("board_outcome"), .required = true, .rows = 3});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Save the report", form.waiting_reason())) return;
            form.forget_errors();
            need_words(form, "analysis", "Enter what was said and how it was considered.");
            need_words(form, "report", "Enter what is put to the board.");
            const auto reported = date_in(form, "reported", false);
            if (reported && *reported) need_words(form, "board_outcome", "Enter what the board decided, as minuted.");
            if (form.has_errors()) return;
            context.submit(form, ReportConsultation{context.plan->id, about.id, trimmed(form["analysis"]),
                                                    trimmed(form["report"]), reported.value_or(Date{}),
                                                    trimmed(form["board_outcome"])});
        });
    });
    if (context.accepted(form)) ui::toast("The report is saved", Tone::green);
}

void report_card(ViewContext& context, const Consultation& about)
{
    ui::card("report", {.title = "Report to the board"}, [&] {
        if (about.analysis.empty()) {
            ui::secondary(about.state == ConsultationState::closed
                              ? "What was said is to be considered, and reported to the board."
                              : "It is written once the consultation has closed.");
        } else {
            ui::field_value("What was said, and how it was considered", about.analysis);
            ui::field_value("Put to the board", about.report);
            ui::fact("Received by the board", about.reported ? about.reported.text() : "not yet",
                     about.reported ? Tone::ink : Tone::amber);
            if (!about.board_outcome.empty()) ui::field_value("Outcome, as minuted", about.board_outcome);
        }
        if (about.state != ConsultationState::closed) return;
        const bool written = !about.analysis.empty();
        if (ui::button(written ? "Change the report" : "Write the report",
                       {.kind = written ? ui::ButtonKind::secondary : ui::ButtonKind::primary,
                        .disabled_reason = context.why_not(Right::record_socialisation),
                        .opens_dialog = true})) {
            Form& form = report_form(context, about);
            form.propose("analysis", about.analysis);
            form.propose("report", about.report);
            form.propose("reported", about.reported.iso());
            form.propose("board_outcome", about.board_outcome);
            form.open = true;
        }
    });
}

// ---- the case
// --------------------------------------------------------------------------------------------------------

void about_card(ViewContext& context, const Consultation& about)
{
    const Plan& plan = *context.plan;
    ui::card("proposal", {.title = "What is proposed"}, [&] {
        ui::reading(about.proposal);
        ui::fact("Version", version_number(plan, about.version));
        if (about.intentions.empty())
            ui::fact("About", "the whole version");
        else
            ui::row({.gap = 6}, [&] {
                for (const auto intention : about.intentions) {
                    const auto* mark = find_mark(plan, intention);
                    if (mark)
                        ui::link(mark->reference, context.href(Screen::consultation, {{"item", intention.text()}}));
                    else
                        ui::chip("an intention since removed");
                }
            });
    });
}

void days_card(ViewContext& context, const Consultation& about)
{
    ui::card("days", {.title = "Days"}, [&] {
        ui::fact("First day", about.opens.text());
        ui::fact("Last day", about.closes.text());
        ui::fact("Open for", days_words(about.opens, about.closes));
        if (about.state == ConsultationState::open) {
            const auto left = count_days(context.today, about.closes);
            ui::fact("Still", left.days > 0 ? days_words(context.today, about.closes) : "the last day has passed",
                     left.days > 0 ? Tone::ink : Tone::amber);
        }
        const auto holidays = holidays_words(about.opens, about.closes);
        if (!holidays.empty()) ui::small(holidays);
        ui::fact("Public page", about.public_page ? "yes" : "no");
    });
}

void case_actions(ViewContext& context, const Consultation& about)
{
    ui::link("All consultations", context.href(Screen::consultation, {{"tab", "cases"}}), {.as_button = true});
    const auto reason = context.why_not(Right::record_socialisation);
    if (about.state == ConsultationState::planned || about.state == ConsultationState::open) {
        const bool open = about.state == ConsultationState::open;
        if (ui::button(open ? "Extend or change" : "Change", {.disabled_reason = reason, .opens_dialog = true}))
            open_case_form(context, &about);
    }
    bool first = true;
    for (const auto to : next_states(about.state)) {
        if (ui::button(verb_of(about.state, to), {.kind = first ? ui::ButtonKind::primary : ui::ButtonKind::secondary,
                                                  .disabled_reason = reason,
                                                  .opens_dialog = true})) {
            Form& form = move_form(context, about);
            form.forget_errors();
            form["to"] = choice_of(to);
            form.open = true;
        }
        first = false;
    }
}

} // namespace

void show_case(ViewContext& context, const Consultation& consultation)
{
    ScreenBody body;
    body.title = consultation.title;
    body.head = [&] {
        const std::string below =
            words_of(consultation.kind) + ", " + consultation.opens.text() + " to " + consultation.closes.text();
        ui::page_head({.title = consultation.title,
                       .pill = context.keep(words_of(consultation.state)),
                       .pill_tone = tone_of(consultation.state),
                       .below = context.keep(below),
                       .actions = [&] { case_actions(context, consultation); }});
    };
    body.content = [&] {
        unsettled_commands(context);
        ui::columns({.weights = {2, 1}, .min_width = 300},
                    {[&] { about_card(context, consultation); }, [&] { days_card(context, consultation); }});
        consultees_card(context, consultation);
        materials_card(context, consultation);
        report_card(context, consultation);
    };
    context.page(body);
    move_dialog(context, consultation);
    consultee_dialog(context, consultation);
    report_dialog(context, consultation);
    case_form_dialog(context);
}

} // namespace assent::views
