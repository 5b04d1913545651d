#include "client/views/committee_form.hpp"

#include <algorithm>

#include "client/views/letters.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

/// A committee of some workflow of this organisation, in the words of its definition.
struct Rules
{
    std::string value;  // for the list of choices: key, and the member organisation where each has its own
    std::string organisation;
    const workflow::Committee* committee{};
};

std::vector<Rules> rules_of(const ViewContext& context)
{
    std::vector<Rules> found;
    const auto add = [&](const workflow::Committee& committee, const std::string& organisation) {
        Rules rules{committee.key + '/' + organisation, organisation, &committee};
        const auto same = [&](const Rules& other) { return other.value == rules.value; };
        const auto known = std::find_if(found.begin(), found.end(), same);
        if (known == found.end()) found.push_back(std::move(rules));
        else *known = std::move(rules);  // the definition adopted last counts
    };
    for (const auto& workflow : context.copy.workflows) {
        if (!workflow.definition) continue;
        for (const auto& committee : workflow.definition->committees) {
            if (committee.scope == workflow::CommitteeScope::each_member)
                for (const auto& member : context.tenant.members) add(committee, member);
            else add(committee, {});
        }
    }
    return found;
}

const Rules* chosen_rules(const std::vector<Rules>& all, std::string_view value)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Rules& rules) { return rules.value == value; });
    return found == all.end() ? nullptr : &*found;
}

const Committee* committee_for(const ViewContext& context, const Rules& rules)
{
    for (const auto& committee : context.tenant.committees)
        if (committee.key == rules.committee->key && committee.organisation == rules.organisation) return &committee;
    return nullptr;
}

Form& form_of(ViewContext& context) { return context.form("committee"); }

std::string field(std::string_view name, std::size_t seat) { return std::string(name) + '/' + std::to_string(seat); }

std::size_t seats_in(const workflow::Committee& rules)
{
    std::size_t seats = 0;
    for (const auto& seat : rules.seats) seats += seat.count;
    return seats;
}

/// Puts the members who have a seat already into the fields, each at the first free seat of their role.
void fill_from(Form& form, const workflow::Committee& rules, const Committee& committee)
{
    std::vector<bool> taken(committee.seats.size());
    std::size_t index = 0;
    for (const auto& seat : rules.seats)
        for (std::uint32_t i = 0; i < seat.count; ++i, ++index)
            for (std::size_t k = 0; k < committee.seats.size(); ++k) {
                if (taken[k] || committee.seats[k].seat != seat.role) continue;
                taken[k] = true;
                form[field("person", index)] = committee.seats[k].person.text();
                auto& deputies = form.list(field("deputies", index));
                for (const auto& deputy : committee.seats[k].deputies) deputies.push_back(deputy.text());
                break;
            }
}

void deputies_menu(ViewContext& context, Form& form, std::size_t index, const std::string& seat)
{
    auto& deputies = form.list(field("deputies", index));
    std::vector<ui::MenuItem> items;
    for (const auto& option : people_choices(context.tenant, "")) {
        if (option.value.empty() || option.value == form[field("person", index)]) continue;
        const bool is_one = std::find(deputies.begin(), deputies.end(), option.value) != deputies.end();
        items.push_back({.label = option.label, .key = option.value, .checked = is_one});
    }
    const std::string label = deputies.empty() ? "No deputy" : deputies.size() == 1 ? "1 deputy" : std::to_string(deputies.size()) + " deputies";
    const std::string name = label + " for the seat " + seat;
    std::string names;
    for (const auto& deputy : deputies) names += (names.empty() ? "" : ", ") + context.name_of(PersonId::parse(deputy).value_or(PersonId{}));
    const auto chosen = ui::menu_button(label + "###deputies", items, {.description = names, .name = name, .small = true});
    if (!names.empty()) ui::small(names);
    if (!chosen) return;
    const auto known = std::find(deputies.begin(), deputies.end(), *chosen);
    if (known == deputies.end()) deputies.push_back(*chosen);
    else deputies.erase(known);
}

void seat_fields(ViewContext& context, Form& form, const workflow::Committee& rules)
{
    std::size_t index = 0;
    for (const auto& seat : rules.seats)
        for (std::uint32_t i = 0; i < seat.count; ++i, ++index) {
            const ui::Scope scope(static_cast<std::int64_t>(index));
            std::string label = capital(seat.role + (seat.count > 1 ? " " + std::to_string(i + 1) : ""));
            if (!seat.voting) label += ", in attendance";
            ui::columns({.weights = {3, 2}, .min_width = 200, .gap = 12},
                        {[&] { ui::select(label, people_choices(context.tenant, "Nobody"), form[field("person", index)]); },
                         [&] {
                             if (rules.can_deputise && seat.voting) ui::stack(4, [&] { ui::space(22); deputies_menu(context, form, index, label); });
                         }});
        }
}

void submit(ViewContext& context, Form& form, const Rules& rules)
{
    form.forget_errors();
    const Committee* existing = committee_for(context, rules);
    Committee committee;
    committee.id = existing ? existing->id : context.new_id<CommitteeId>();
    committee.key = rules.committee->key;
    committee.name = trimmed(form["name"]).empty() ? rules.committee->name : trimmed(form["name"]);
    committee.organisation = rules.organisation;
    committee.quorum = rules.committee->quorum;
    committee.decision_rule = rules.committee->decision_rule;
    committee.casting_vote = rules.committee->casting_vote;
    committee.can_deputise = rules.committee->can_deputise;
    std::size_t index = 0;
    for (const auto& seat : rules.committee->seats)
        for (std::uint32_t i = 0; i < seat.count; ++i, ++index) {
            const auto person = PersonId::parse(form[field("person", index)]);
            if (!person) continue;
            const auto same = [&](const Seat& other) { return other.person == *person; };
            if (std::any_of(committee.seats.begin(), committee.seats.end(), same))
                return form.fail("", context.name_of(*person) + " has two seats. A person can hold one seat only.");
            Seat filled{seat.role, *person, seat.voting, {}};
            for (const auto& deputy : form.list(field("deputies", index)))
                if (const auto id = PersonId::parse(deputy); id && *id != *person) filled.deputies.push_back(*id);
            committee.seats.push_back(std::move(filled));
        }
    if (committee.seats.empty()) return form.fail("", "Choose at least one member.");
    context.submit(form, SetCommittee{std::move(committee)});
}

}  // namespace

void open_committee_form(ViewContext& context, const Committee* committee)
{
    Form& form = form_of(context);
    form.clear();
    form.open = true;
    if (!committee) return;
    const auto all = rules_of(context);
    const auto* rules = chosen_rules(all, committee->key + '/' + committee->organisation);
    form["which"] = committee->key + '/' + committee->organisation;
    form["name"] = committee->name;
    if (rules) fill_from(form, *rules->committee, *committee);
}

void committee_dialog(ViewContext& context)
{
    Form& form = form_of(context);
    if (context.accepted(form)) ui::toast("The committee is set up", ui::Tone::green);
    const auto all = rules_of(context);
    const auto* rules = chosen_rules(all, form["which"]);
    const bool exists = rules && committee_for(context, *rules);
    ui::dialog(exists ? "Change a committee" : "Set up a committee", form.open,
               {.width = 640, .description = "Decisions that are open keep the members they were opened with."}, [&] {
        if (!exists) {
            std::vector<ui::Option> options = {{"", "Choose a committee"}};
            for (const auto& each : all)
                if (!committee_for(context, each))
                    options.push_back({each.value, each.organisation.empty() ? each.committee->name : each.organisation + ", " + each.committee->name});
            if (options.size() == 1) {
                ui::secondary("Every committee that the workflows name has been set up.");
            } else if (ui::select("Committee of the workflow", options, form["which"], {.required = true})) {
                rules = chosen_rules(all, form["which"]);
                if (rules) form["name"] = rules->committee->name;
            }
        }
        if (rules) {
            ui::text_field("Name", form["name"], {.error = form.error_of("name"), .required = true});
            ui::secondary("Quorum: " + in_words(rules->committee->quorum) + ". Decides by " + in_words(rules->committee->decision_rule) + ".");
            seat_fields(context, form, *rules->committee);
            ui::small("A seat with nobody in it stays empty: " + std::to_string(seats_in(*rules->committee)) + " seats in the workflow.");
        }
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            const std::string_view reason = form.waiting() ? form.waiting_reason() : rules ? context.why_not(Right::administer) : std::string_view("Choose the committee first.");
            if (ui::primary_button(exists ? "Save the committee" : "Set up the committee", reason) && rules) submit(context, form, *rules);
        });
    });
}

}  // namespace assent::views
