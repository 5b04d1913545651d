#include "client/views/deciding_interests.hpp"

#include <algorithm>

#include "shared/model/interest_match.hpp"

namespace assent::views {

using ui::Tone;

namespace {

Form& interest_form(ViewContext& context, const Decision& decision) { return context.form("interest/" + decision.id.text()); }
Form& ruling_form(ViewContext& context, const Decision& decision) { return context.form("ruling/" + decision.id.text()); }

std::string in_few_words(const std::vector<std::string>& references)
{
    constexpr std::size_t shown_max = 8;
    std::string words;
    for (std::size_t i = 0; i < references.size() && i < shown_max; ++i) words += (i == 0 ? "" : ", ") + references[i];
    if (references.size() > shown_max) words += " and " + std::to_string(references.size() - shown_max) + " more";
    return words;
}

/// Where an interest comes from and what of the plan it is about.
std::string source_of(const Interest& interest)
{
    if (!interest.entry) return "Declared to this item";
    return "From the register of interests. Named in " + in_few_words(interest.intentions);
}

void interest_item(ViewContext& context, const Decision& decision, const Interest& interest, std::size_t place, std::string_view reason)
{
    ui::list_item("interest/" + std::to_string(place), [&] {
        ui::row([&] {
            ui::text(context.name_or_you(interest.person), {.weight = ui::Weight::medium});
            ui::pill(words_of(interest.ruling), interest.ruling == Ruling::none ? Tone::amber : is_recusal(interest.ruling) ? Tone::red : Tone::green);
            ui::push_right();
            if (decision.closed) return;
            const std::string name = (interest.ruling == Ruling::none ? "Rule on the interest of " : "Change the ruling on ") + context.name_of(interest.person);
            const std::string label = (interest.ruling == Ruling::none ? "Rule on the interest" : "Change the ruling") + std::string("###rule");
            if (ui::button(label, {.disabled_reason = reason, .name = context.keep(name), .small = true, .opens_dialog = true})) ask_ruling(context, decision, interest.person);
        });
        ui::text(words_of(interest.kind) + ": " + interest.text);
        ui::secondary(source_of(interest));
        if (!interest.reason.empty()) ui::secondary("Ruled at " + local_clock(interest.ruled_at) + ": " + interest.reason);
    });
}

void interest_dialog(ViewContext& context, const Decision& decision)
{
    Form& form = interest_form(context, decision);
    const PersonId person = PersonId::parse(form["person"]).value_or(PersonId{});
    if (form.open) form.propose("kind", choice_of(InterestKind::financial));
    ui::dialog("Declare an interest", form.open,
               {.description = person == context.me.id ? context.keep("Your interest in this item. The chair then rules on it.")
                                                       : context.keep("Of " + context.name_of(person) + ", in this item. The chair then rules on it.")},
               [&] {
                   ui::radio_group("Kind of interest", choices(InterestKind::financial, InterestKind::indirect), form["kind"]);
                   ui::text_area("What the interest is", form["text"], {.error = form.error_of("text"), .required = true});
                   form_error(form);
                   ui::dialog_buttons([&] {
                       if (ui::button("Cancel")) form.open = false;
                       if (!ui::primary_button("Declare it", form.waiting_reason())) return;
                       form.forget_errors();
                       if (need_words(form, "text", "Enter what the interest is."))
                           context.submit(form, DeclareInterest{context.plan->id, decision.id, person,
                                                                chosen(form["kind"], InterestKind::indirect).value_or(InterestKind::financial), trimmed(form["text"])});
                   });
               });
    if (context.accepted(form)) ui::toast("The interest is declared");
}

void ruling_dialog(ViewContext& context, const Decision& decision)
{
    Form& form = ruling_form(context, decision);
    const PersonId person = PersonId::parse(form["person"]).value_or(PersonId{});
    ui::dialog("Rule on the interest", form.open, {.description = context.keep("The chair's ruling on the interest of " + context.name_of(person) + ".")}, [&] {
        for (const auto& interest : decision.interests)
            if (interest.person == person) {
                ui::text(words_of(interest.kind) + ": " + interest.text);
                if (interest.entry) ui::secondary(source_of(interest));
            }
        ui::radio_group("Ruling",
                        {{choice_of(Ruling::stay_and_take_part), "Stay and take part"},
                         {choice_of(Ruling::stay_and_not_decide), "Stay, not decide (recused)"},
                         {choice_of(Ruling::leave_for_the_item), "Leave for the item (recused)"},
                         {choice_of(Ruling::not_receive_papers), "Leave, and not receive the papers (recused)"}},
                        form["ruling"],
                        {.help = "Who is recused does not count towards the quorum, and a vote already given does not count. Who does not receive the papers cannot open "
                                 "or export the plan until its version is published.",
                         .error = form.error_of("ruling")});
        ui::text_area("Reason", form["reason"], {.error = form.error_of("reason"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Record the ruling", form.waiting_reason())) return;
            form.forget_errors();
            const auto ruling = chosen(form["ruling"], Ruling::not_receive_papers);
            if (!ruling || *ruling == Ruling::none) form.fail("ruling", "Choose the chair's ruling.");
            need_words(form, "reason", "Enter the reason for the ruling.");
            if (!form.has_errors()) context.submit(form, RuleOnInterest{context.plan->id, decision.id, person, *ruling, trimmed(form["reason"])});
        });
    });
    if (context.accepted(form)) ui::toast("The ruling is recorded");
}

}  // namespace

const Interest* interest_of(const Decision& decision, PersonId member)
{
    const auto sitter = sitting_for(decision, member);
    const PersonId who = sitter ? sitter : member;
    const Interest* last = nullptr;
    for (const auto& interest : decision.interests)
        if (interest.person == who && (!last || last->ruling != Ruling::none || interest.ruling == Ruling::none)) last = &interest;
    return last;
}

void interests_card(ViewContext& context, const Decision& decision, std::string_view reason)
{
    if (decision.interests.empty()) return;
    const auto waiting = static_cast<std::size_t>(
        std::count_if(decision.interests.begin(), decision.interests.end(), [](const Interest& interest) { return interest.ruling == Ruling::none; }));
    ui::card("interests", [&] {
        ui::row([&] {
            ui::heading(2, "Interests");
            ui::push_right();
            if (decision.closed || waiting == 0) ui::secondary(counted(decision.interests.size(), "interest", "interests"));
            else ui::pill(counted(waiting, "interest waits", "interests wait") + " for a ruling", Tone::amber);
        });
        if (waiting > 0 && !decision.closed)
            ui::small("The chair rules on each before the item begins. It cannot be decided while one of somebody in the room waits.");
        ui::list("interests", {.ruled = true}, [&] {
            for (std::size_t i = 0; i < decision.interests.size(); ++i) interest_item(context, decision, decision.interests[i], i, reason);
        });
    });
}

void interests_ahead(ViewContext& context, const Committee& committee, Date meeting)
{
    if (!context.content) return;
    const auto matches = matched_interests(context.tenant.interests, committee, providers_named(*context.content), meeting);
    if (matches.empty()) return;
    ui::callout_box("ahead", Tone::amber, [&] {
        ui::text(counted(matches.size(), "interest in the register concerns", "interests in the register concern") + " providers that the plan names:");
        for (const auto& match : matches) {
            const auto* entry = find_entry(context.tenant.interests, match.entry);
            ui::text(context.name_of(match.person) + ", " + entry->organisation + ": " + in_few_words(match.intentions));
        }
        ui::small("They are declared to the item when it opens, and the chair rules on each.");
    });
}

void ask_interest(ViewContext& context, const Decision& decision, PersonId person)
{
    Form& form = interest_form(context, decision);
    form["person"] = person.text();
    form.open = true;
}

void ask_ruling(ViewContext& context, const Decision& decision, PersonId person)
{
    Form& form = ruling_form(context, decision);
    if (form["person"] != person.text()) form.clear();
    form["person"] = person.text();
    form.open = true;
}

void interest_dialogs(ViewContext& context, const Decision& decision)
{
    interest_dialog(context, decision);
    ruling_dialog(context, decision);
}

}  // namespace assent::views
