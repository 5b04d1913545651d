// The dialog that sets a consultation up or changes one. Whom a formal consultation must ask is proposed.
#include <algorithm>

#include "client/views/consultation_case.hpp"
#include "client/views/record_parts.hpp"
#include "client/views/significance.hpp"
#include "shared/base/working_days.hpp"

namespace assent::views {

namespace {

using ui::Tone;

Form& case_form(ViewContext& context)
{
    return context.form("consultation/" + context.plan->id.text());
}

/// The committees that must be asked: those forums that are one, or the field's name for it.
std::vector<std::string> mandatory_consultees(const Tenant& tenant)
{
    std::vector<std::string> names;
    for (const auto& forum : tenant.forums)
        if (forum.active && forum.kind.find("crutiny") != std::string::npos) names.push_back(forum.name);
    if (names.empty()) names.push_back("Overview and scrutiny committee");
    return names;
}

/// The intentions that need a formal consultation and have none yet.
std::vector<std::string> intentions_waiting(const Plan& plan)
{
    std::vector<std::string> ids;
    for (const auto& mark : plan.intention_marks)
        if (needs_consultation(find_assessment(plan, mark.id)) && !consultation_about(plan, mark.id))
            ids.push_back(mark.id.text());
    return ids;
}

std::string lines_of_consultees(const std::vector<Consultee>& consultees, bool mandatory)
{
    std::vector<std::string> names;
    for (const auto& each : consultees)
        if (each.mandatory == mandatory) names.push_back(each.name);
    return joined_lines(names);
}

void add_consultees(ViewContext& context, std::vector<Consultee>& consultees, std::string_view names, bool mandatory)
{
    for (const auto& name : lines_of(names)) {
        const auto known = std::find_if(consultees.begin(), consultees.end(),
                                        [&](const Consultee& each) { return each.name == name; });
        if (known != consultees.end()) {
            known->mandatory = mandatory || known->mandatory;
            continue;
        }
        Consultee made;
        made.id = context.new_id<ConsulteeId>();
        made.name = name;
        made.mandatory = mandatory;
        if (mandatory) made.kind = "Overview and scrutiny committee";
        consultees.push_back(std::move(made));
    }
}

/// The consultees of the form: those known keep what they have said; those taken out of the lines go.
std::vector<Consultee> consultees_in(ViewContext& context, Form& form, const Consultation* known)
{
    std::vector<Consultee> consultees;
    const auto wanted = lines_of(form["mandatory"] + "\n" + form["others"]);
    if (known)
        for (const auto& each : known->consultees) {
            if (std::find(wanted.begin(), wanted.end(), each.name) == wanted.end()) continue;
            consultees.push_back(each);
            consultees.back().mandatory = false;  // it is where its name stands
        }
    add_consultees(context, consultees, form["mandatory"], true);
    add_consultees(context, consultees, form["others"], false);
    return consultees;
}

void submit_case(ViewContext& context, Form& form)
{
    form.forget_errors();
    const auto* known = find_consultation(*context.plan, ConsultationId::parse(form["id"]).value_or(ConsultationId{}));
    need_words(form, "title", "Say what the consultation is called.");
    need_words(form, "proposal", "Enter what is proposed.");
    const auto version = VersionId::parse(form["version"]);
    if (!version) form.fail("version", "Choose the version that is consulted on.");
    const auto opens = date_in(form, "opens", true), closes = date_in(form, "closes", true);
    if (form.has_errors()) return;
    if (*closes <= *opens) return form.fail("closes", "The last day has to come after the first.");
    Consultation made = known ? *known : Consultation{};
    if (!known) made.id = context.new_id<ConsultationId>();
    made.kind = chosen(form["kind"], Involvement::formal_consultation).value_or(Involvement::formal_consultation);
    made.title = trimmed(form["title"]);
    made.proposal = trimmed(form["proposal"]);
    made.version = *version;
    made.opens = *opens;
    made.closes = *closes;
    made.public_page = form["public"] == "yes";
    made.intentions.clear();
    for (const auto& text : form.list("intentions"))
        if (const auto intention = ElementId::parse(text)) made.intentions.push_back(*intention);
    made.consultees = consultees_in(context, form, known);
    context.submit(form, SetConsultation{context.plan->id, std::move(made)});
}

void days_fields(Form& form)
{
    ui::columns(
        {.min_width = 200},
        {[&] { ui::date_field("First day", form["opens"], {.error = form.error_of("opens"), .required = true}); },
         [&] { ui::date_field("Last day", form["closes"], {.error = form.error_of("closes"), .required = true}); }});
    const auto opens = Date::parse(form["opens"]), closes = Date::parse(form["closes"]);
    if (!opens || !closes || *closes <= *opens) return;
    ui::callout(Tone::blue, "Open for " + days_words(*opens, *closes) + " days. " + holidays_words(*opens, *closes));
}

void intentions_field(ViewContext& context, Form& form)
{
    std::vector<ui::Option> options;
    for (const auto& mark : context.plan->intention_marks) {
        const auto* assessment = find_assessment(*context.plan, mark.id);
        // Those that ask for involvement, and those that were chosen before.
        const auto& list = form.list("intentions");
        const bool is_chosen = std::find(list.begin(), list.end(), mark.id.text()) != list.end();
        if (is_chosen || (assessment && assessment->involvement != Involvement::none))
            options.push_back({mark.id.text(), mark.reference});
    }
    if (options.empty()) return;
    ui::checkbox_group("Intentions", options, form.list("intentions"), "None chosen: it is about the whole version.");
}

} // namespace

void open_case_form(ViewContext& context, const Consultation* known)
{
    Form& form = case_form(context);
    const auto wanted = known ? known->id.text() : std::string();
    // What was typed for another case is not this one's.
    if (form["id"] != wanted) form.clear();
    form["id"] = wanted;
    form.open = true;
    const auto* latest = latest_version(*context.plan);
    const Date proposed{context.today.days + 7};
    form.propose("kind", choice_of(known ? known->kind : Involvement::formal_consultation));
    form.propose("title", known ? known->title : "");
    form.propose("proposal", known ? known->proposal : "");
    form.propose("version", known ? known->version.text() : latest ? latest->id.text() : "");
    form.propose("opens", known ? known->opens.iso() : add_working_days(proposed, 0).iso());
    // Twelve weeks is what formal consultations are commonly given.
    form.propose("closes", known ? known->closes.iso() : add_working_days(Date{proposed.days + 84}, 0).iso());
    form.propose("public", known && known->public_page ? "yes" : "");
    form.propose("mandatory", known ? lines_of_consultees(known->consultees, true)
                                    : joined_lines(mandatory_consultees(context.tenant)));
    form.propose("others", known ? lines_of_consultees(known->consultees, false) : "");
    if (!form.list("intentions").empty()) return;
    if (!known)
        form.list("intentions") = intentions_waiting(*context.plan);
    else
        for (const auto intention : known->intentions)
            form.list("intentions").push_back(intention.text());
}

void case_form_dialog(ViewContext& context)
{
    Form& form = case_form(context);
    const auto* known = find_consultation(*context.plan, ConsultationId::parse(form["id"]).value_or(ConsultationId{}));
    const bool asked = known && known->state != ConsultationState::planned;
    const std::string_view kept = asked ? "People have been asked already, so this stays as it is." : "";
    ui::dialog(known ? "Change the consultation" : "Set up a consultation", form.open, {.width = 640}, [&] {
        ui::select("Kind",
                   {{choice_of(Involvement::formal_consultation), "Formal consultation"},
                    {choice_of(Involvement::user_engagement), "Engagement of users"}},
                   form["kind"], {.error = form.error_of("kind"), .disabled_reason = kept});
        ui::text_field("Title", form["title"], {.error = form.error_of("title"), .required = true});
        ui::text_area("What is proposed", form["proposal"],
                      {.error = form.error_of("proposal"), .disabled_reason = kept, .required = true, .rows = 4});
        ui::select("Version", version_choices(*context.plan), form["version"],
                   {.error = form.error_of("version"), .disabled_reason = kept, .required = true});
        intentions_field(context, form);
        days_fields(form);
        ui::text_area("Must be consulted", form["mandatory"],
                      {.help = "One a line. A formal consultation asks the overview and scrutiny committee.",
                       .error = form.error_of("consultees"),
                       .rows = 2});
        ui::text_area("Others who are asked", form["others"], {.help = "One a line.", .rows = 3});
        bool is_public = form["public"] == "yes";
        if (ui::checkbox("Anybody may read it and respond on a public page", is_public))
            form["public"] = is_public ? "yes" : "";
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Save the consultation", form.waiting_reason())) submit_case(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The consultation is saved", Tone::green);
}

} // namespace assent::views
