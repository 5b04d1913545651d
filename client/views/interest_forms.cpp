#include "client/views/interest_forms.hpp"

namespace assent::views {

namespace {

using ui::Tone;

Form& entry_form(ViewContext& context) { return context.form("interest-entry"); }
Form& ended_form(ViewContext& context) { return context.form("interest-end"); }
Form& gift_form(ViewContext& context) { return context.form("gift"); }
Form& breach_form(ViewContext& context) { return context.form("breach"); }

/// Whose it is: who keeps the register may choose; for everybody else it is their own.
void person_field(ViewContext& context, Form& form)
{
    form.propose("person", context.me.id.text());
    if (keeps_interests(context.me)) ui::select("Person", people_choices(context.tenant, ""), form["person"], {.error = form.error_of("person"), .required = true});
}

PersonId person_in(const ViewContext& context, Form& form)
{
    return PersonId::parse(form["person"]).value_or(context.me.id);
}

void submit_entry(ViewContext& context, Form& form)
{
    form.forget_errors();
    InterestEntry entry;
    const auto id = InterestId::parse(form["id"]);
    entry.id = id ? *id : context.new_id<InterestId>();
    entry.person = person_in(context, form);
    entry.kind = chosen(form["kind"], InterestKind::indirect).value_or(InterestKind::financial);
    entry.what = trimmed(form["what"]);
    entry.organisation = trimmed(form["organisation"]);
    entry.aliases = lines_of(form["aliases"]);
    need_words(form, "what", "Enter what the interest is.");
    entry.from = date_in(form, "from", true).value_or(Date{});
    if (id) entry.to = date_in(form, "to", false).value_or(Date{});
    else if (keeps_interests(context.me)) entry.declared_on = date_in(form, "declared_on", false).value_or(Date{});
    entry.withheld = form["withheld"] == "yes";
    if (entry.withheld) {
        entry.withheld_reason = trimmed(form["withheld_reason"]);
        need_words(form, "withheld_reason", "Enter why it is withheld.");
    }
    if (form.has_errors()) return;
    if (id) context.submit(form, AmendInterest{std::move(entry)});
    else context.submit(form, EnterInterest{std::move(entry)});
}

void entry_dialog(ViewContext& context)
{
    Form& form = entry_form(context);
    const bool known = !form["id"].empty();
    if (form.open) form.propose("kind", choice_of(InterestKind::financial));
    ui::dialog(known ? "Amend the interest" : "Declare an interest", form.open,
               {.width = 600, .description = "Within 28 days of its beginning. It is compared with the providers that plans name."}, [&] {
        if (!known) person_field(context, form);
        ui::radio_group("Kind of interest", choices(InterestKind::financial, InterestKind::indirect), form["kind"], {.error = form.error_of("kind")});
        ui::text_area("What the interest is", form["what"], {.help = "What it is and whose: a share, a post, a friend's or relative's work.", .error = form.error_of("what"), .required = true, .rows = 2});
        ui::text_field("Organisation it concerns", form["organisation"], {.help = "As plans name it. Other names of providers that are known here are added.", .error = form.error_of("organisation")});
        ui::text_area("Other names of the organisation", form["aliases"], {.help = "One a line, with what it counts as, such as GP Practices.", .error = form.error_of("aliases"), .rows = 2});
        ui::columns({.min_width = 220}, {[&] { ui::date_field("Began", form["from"], {.error = form.error_of("from"), .required = true}); }, [&] {
                                             if (known) ui::date_field("Ended", form["to"], {.error = form.error_of("to")});
                                             else if (keeps_interests(context.me)) ui::date_field("Declared", form["declared_on"], {.help = "If it came on paper before today.", .error = form.error_of("declared_on")});
                                         }});
        bool withheld = form["withheld"] == "yes";
        if (ui::checkbox("Withhold it from the public register", withheld, {}, "Only you and those who keep the register then see what it says."))
            form["withheld"] = withheld ? "yes" : "";
        if (withheld) ui::text_area("Why it is withheld", form["withheld_reason"], {.error = form.error_of("withheld_reason"), .required = true, .rows = 2});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button(known ? "Save the entry" : "Declare it", form.waiting_reason())) submit_entry(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The register is up to date", Tone::green);
}

void end_dialog(ViewContext& context)
{
    Form& form = ended_form(context);
    const auto* entry = find_entry(context.tenant.interests, InterestId::parse(form["id"]).value_or(InterestId{}));
    if (form.open) form.propose("to", context.today.iso());
    ui::dialog("The interest has ended", form.open, {.description = "It stays on the public register for six months, and in the records for six years or more."}, [&] {
        if (entry) ui::text(entry->what, {.weight = ui::Weight::medium});
        ui::date_field("Ended", form["to"], {.error = form.error_of("to"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Record it", form.waiting_reason())) return;
            form.forget_errors();
            const auto to = date_in(form, "to", true);
            if (entry && to) context.submit(form, EndInterest{entry->id, *to});
        });
    });
    if (context.accepted(form)) ui::toast("The register is up to date", Tone::green);
}

void submit_gift(ViewContext& context, Form& form)
{
    form.forget_errors();
    Gift gift;
    gift.id = context.new_id<GiftId>();
    gift.person = person_in(context, form);
    gift.from = trimmed(form["from"]);
    gift.what = trimmed(form["what"]);
    gift.accepted = form["accepted"] == "yes";
    need_words(form, "from", "Enter whom it came from.");
    need_words(form, "what", "Enter what it was.");
    const auto pence = pence_of(trimmed(form["value"]));
    if (!pence) form.fail("value", "Enter the value in pounds, such as 25 or 25.50.");
    gift.value_pence = pence.value_or(0);
    gift.date = date_in(form, "date", true).value_or(Date{});
    if (!form.has_errors()) context.submit(form, RecordGift{std::move(gift)});
}

void gift_dialog(ViewContext& context)
{
    Form& form = gift_form(context);
    if (form.open) {
        form.propose("date", context.today.iso());
        form.propose("accepted", "no");
    }
    ui::dialog("Record a gift or hospitality", form.open, {.width = 560, .description = "Also what was declined."}, [&] {
        person_field(context, form);
        ui::text_field("From", form["from"], {.help = "The person and their organisation.", .error = form.error_of("from"), .required = true});
        ui::text_area("What it was", form["what"], {.error = form.error_of("what"), .required = true, .rows = 2});
        ui::columns({.min_width = 200}, {[&] { ui::text_field("Value in pounds", form["value"], {.help = "Estimated, if it is not known.", .error = form.error_of("value"), .required = true, .input_mode = "decimal"}); },
                                         [&] { ui::date_field("Offered on", form["date"], {.error = form.error_of("date"), .required = true}); }});
        ui::radio_group("What became of it", {{"no", "Declined"}, {"yes", "Accepted"}}, form["accepted"], {.side_by_side = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Record it", form.waiting_reason())) submit_gift(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The gift is recorded", Tone::green);
}

void breach_dialog(ViewContext& context)
{
    Form& form = breach_form(context);
    if (form.open) form.propose("found", context.today.iso());
    ui::dialog("Record a breach", form.open, {.width = 560, .description = "The rules on interests were not followed. Only those who keep the register and the person concerned see it."}, [&] {
        person_field(context, form);
        ui::text_area("What happened", form["what"], {.error = form.error_of("what"), .required = true});
        ui::date_field("Found on", form["found"], {.error = form.error_of("found"), .required = true});
        ui::text_area("What was done about it", form["action"], {.error = form.error_of("action"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Record it", form.waiting_reason())) return;
            form.forget_errors();
            InterestBreach breach{context.new_id<BreachId>(), person_in(context, form), trimmed(form["what"]), {}, trimmed(form["action"])};
            need_words(form, "what", "Enter what happened.");
            need_words(form, "action", "Enter what was done about it.");
            breach.found = date_in(form, "found", true).value_or(Date{});
            if (!form.has_errors()) context.submit(form, RecordBreach{std::move(breach)});
        });
    });
    if (context.accepted(form)) ui::toast("The breach is recorded", Tone::green);
}

}  // namespace

void open_interest_form(ViewContext& context, const InterestEntry* known)
{
    Form& form = entry_form(context);
    const std::string wanted = known ? known->id.text() : "";
    // What was typed for a new entry is kept; a known one is shown as it is now.
    if (known || form["id"] != wanted) form.clear();
    form["id"] = wanted;
    form.open = true;
    if (!known) return;
    form["kind"] = choice_of(known->kind);
    form["what"] = known->what;
    form["organisation"] = known->organisation;
    form["aliases"] = joined_lines(known->aliases);
    form["from"] = known->from.iso();
    form["to"] = known->to.iso();
    form["withheld"] = known->withheld ? "yes" : "";
    form["withheld_reason"] = known->withheld_reason;
}

void open_interest_end(ViewContext& context, const InterestEntry& entry)
{
    Form& form = ended_form(context);
    if (form["id"] != entry.id.text()) form.clear();
    form["id"] = entry.id.text();
    form.open = true;
}

void open_gift_form(ViewContext& context) { gift_form(context).open = true; }
void open_breach_form(ViewContext& context) { breach_form(context).open = true; }

Form& interest_acts(ViewContext& context) { return context.form("interest-acts"); }

void interest_register_dialogs(ViewContext& context)
{
    entry_dialog(context);
    end_dialog(context);
    gift_dialog(context);
    breach_dialog(context);
    if (context.accepted(interest_acts(context))) ui::toast("The register is up to date", Tone::green);
}

}  // namespace assent::views
