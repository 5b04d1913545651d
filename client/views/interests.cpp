// The organisation's registers of interests, of gifts and hospitality, and of breaches; who has confirmed theirs.
#include <algorithm>

#include "client/views/interest_forms.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::string_view not_a_keeper = "An administrator or committee secretary does this.";

// ---- interests -------------------------------------------------------------------------------------------------------

bool is_shown(const ViewContext& context, const InterestEntry& entry)
{
    const auto person = context.query("person");
    const auto kind = context.query("kind");
    const auto state = context.query("state");
    if (!person.empty() && entry.person.text() != person) return false;
    if (!kind.empty() && choice_of(entry.kind) != kind) return false;
    if (state == "live") return is_live(entry, context.today);
    if (state == "ended") return entry.to && entry.to < context.today;
    if (state == "late") return days_late(entry) > 0;
    return true;
}

void entry_filters(ViewContext& context)
{
    const auto filter = [&](const char* label, const char* name, std::vector<ui::Option> options) {
        std::string value = context.query(name);
        if (ui::select(label, options, value, {.label_inside = true})) context.set_query(name, value);
    };
    auto kinds = choices(InterestKind::financial, InterestKind::indirect);
    kinds.insert(kinds.begin(), {"", "all"});
    ui::group("Filters", [&] {
        ui::row({.gap = 8}, [&] {
            filter("Person", "person", people_choices(context.tenant, "all"));
            filter("Kind", "kind", std::move(kinds));
            filter("State", "state", {{"", "all"}, {"live", "live"}, {"ended", "ended"}, {"late", "declared late"}});
        });
    });
}

void when_cell(const ViewContext& context, ui::Row& row, const InterestEntry& entry)
{
    if (!entry.from) return row.text("–", {.tone = Tone::secondary});
    const std::string until = entry.to ? "until " + brief(entry.to, context.today) : std::string();
    row.text("since " + brief(entry.from, context.today), until);
}

void declared_cell(const ViewContext& context, ui::Row& row, const InterestEntry& entry)
{
    const auto late = days_late(entry);
    if (!entry.declared_on) row.text("–", {.tone = Tone::secondary});
    else if (late == 0) row.text(brief(entry.declared_on, context.today));
    else row.pill(brief(entry.declared_on, context.today), Tone::amber, counted(static_cast<std::size_t>(late), "day late", "days late"));
}

void publicity_cell(const ViewContext& context, ui::Row& row, const InterestEntry& entry)
{
    const auto& interests = context.tenant.interests;
    if (entry.withheld) row.pill("Withheld", Tone::amber, entry.withheld_reason);
    else if (is_public(interests, entry, context.today)) row.pill("Public", Tone::green, entry.to ? "until " + brief(public_until(entry), context.today) : "");
    else row.text(is_decision_maker(interests, entry.person) ? "no longer" : "not published", entry.to ? "kept until " + brief(kept_until(entry), context.today) : "",
                  {.tone = Tone::secondary});
}

void change_cell(ViewContext& context, ui::Row& row, const InterestEntry& entry)
{
    const bool may_change = entry.person == context.me.id || keeps_interests(context.me);
    const std::string_view reason = may_change ? std::string_view() : "Only the person and those who keep the register change it.";
    row.cell([&] {
        const std::string ended = entry.to ? "It ended on " + entry.to.text() + "." : std::string();
        const std::string name = "Change the interest of " + context.name_of(entry.person) + (entry.organisation.empty() ? "" : " in " + entry.organisation);
        const auto act = ui::menu_button("Change###change", {{.label = "Amend", .key = "amend"}, {.label = "It has ended", .key = "end", .disabled_reason = ended}},
                                         {.disabled_reason = reason, .name = context.keep(name), .small = true});
        if (act == "amend") open_interest_form(context, &entry);
        if (act == "end") open_interest_end(context, entry);
    });
}

void entry_table(ViewContext& context)
{
    std::vector<const InterestEntry*> shown;
    for (const auto& entry : context.tenant.interests.entries)
        if (is_shown(context, entry)) shown.push_back(&entry);
    std::stable_sort(shown.begin(), shown.end(), [&](const auto* a, const auto* b) { return context.name_of(a->person) < context.name_of(b->person); });
    static const std::vector<ui::Column> columns = {{.title = "Person", .min_width = 150, .weight = 1},    {.title = "Interest", .min_width = 210, .weight = 2},
                                                    {.title = "Organisation", .min_width = 130, .weight = 1}, {.title = "When", .min_width = 120},
                                                    {.title = "Declared", .min_width = 110},               {.title = "Public register", .min_width = 130},
                                                    {.title = "Change", .min_width = 110, .title_hidden = true}};
    ui::table("Interests", {.columns = columns, .row_count = shown.size(), .openable = false, .empty_text = "No entry is like this."}, [&](std::size_t i, ui::Row& row) {
        const auto& entry = *shown[i];
        const bool hidden = entry.withheld && entry.what.empty();
        row.key(entry.id.text());
        row.name(context.name_or_you(entry.person), is_decision_maker(context.tenant.interests, entry.person) ? "decision-making staff" : "");
        row.text(hidden ? "Not shown to you" : entry.what, hidden ? "" : words_of(entry.kind), {.tone = hidden ? Tone::secondary : Tone::ink});
        row.text(entry.organisation.empty() ? "–" : entry.organisation, {.tone = entry.organisation.empty() ? Tone::secondary : Tone::ink});
        when_cell(context, row, entry);
        declared_cell(context, row, entry);
        publicity_cell(context, row, entry);
        change_cell(context, row, entry);
    });
}

/// The person's own standing, with the yearly confirmation.
void own_card(ViewContext& context)
{
    const auto& interests = context.tenant.interests;
    const auto live = static_cast<std::size_t>(std::count_if(interests.entries.begin(), interests.entries.end(), [&](const InterestEntry& entry) {
        return entry.person == context.me.id && is_live(entry, context.today);
    }));
    const Date last = last_confirmed(interests, context.me.id);
    const bool is_due = !confirmations_due(interests, {context.me}, context.today).empty();
    ui::card("own", [&] {
        ui::row([&] {
            ui::heading(2, "Yours");
            if (is_due) ui::pill("To be confirmed", Tone::amber);
            ui::push_right();
            Form& form = interest_acts(context);
            const std::string_view reason = last == context.today ? std::string_view("You confirmed them today.") : form.waiting_reason();
            if (ui::button("Confirm that mine are right", {.disabled_reason = reason})) context.submit(form, ConfirmInterests{context.me.id});
        });
        ui::text(live == 0 ? "You have no live interest in the register." : "You have " + counted(live, "live interest", "live interests") + " in the register.");
        ui::secondary(last ? "You confirmed them on " + last.text() + ". They are confirmed once a year." : "You have not confirmed them yet. They are confirmed once a year.");
        form_error(interest_acts(context));
    });
}

void overdue_callouts(ViewContext& context)
{
    const auto due = confirmations_due(context.tenant.interests, context.tenant.people, context.today);
    const auto& entries = context.tenant.interests.entries;
    const auto late = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), [](const InterestEntry& entry) { return days_late(entry) > 0; }));
    if (!keeps_interests(context.me) || (due.empty() && late == 0)) return;
    ui::callout_box("overdue", Tone::amber, [&] {
        if (!due.empty())
            ui::link(counted(due.size(), "person has", "people have") + " not confirmed their interests within a year", context.href(Screen::interests, {{"tab", "people"}, {"state", "due"}}));
        if (late > 0)
            ui::link(counted(late, "interest was", "interests were") + " declared later than 28 days after it began", context.href(Screen::interests, {{"state", "late"}}));
    });
}

void interests_tab(ViewContext& context)
{
    overdue_callouts(context);
    own_card(context);
    if (context.tenant.interests.entries.empty()) {
        if (ui::empty_state({.title = "The register is empty", .text = "Interests are declared within 28 days of their beginning and compared with the providers that plans name.", .action = "Declare an interest###first"}))
            open_interest_form(context, nullptr);
        return;
    }
    entry_filters(context);
    entry_table(context);
}

// ---- people ----------------------------------------------------------------------------------------------------------

void people_tab(ViewContext& context)
{
    const auto& interests = context.tenant.interests;
    const auto due = confirmations_due(interests, context.tenant.people, context.today);
    const auto is_due = [&](PersonId person) { return std::any_of(due.begin(), due.end(), [&](const auto& one) { return one.person == person; }); };
    std::string state = context.query("state");
    ui::row({.gap = 8}, [&] {
        if (ui::select("Show", {{"", "everybody"}, {"due", "whose confirmation is due"}, {"decides", "decision-making staff"}}, state, {.label_inside = true})) context.set_query("state", state);
    });
    std::vector<const Person*> shown;
    for (const auto& person : context.tenant.people) {
        if (!person.active || (state == "due" && !is_due(person.id)) || (state == "decides" && !is_decision_maker(interests, person.id))) continue;
        shown.push_back(&person);
    }
    std::sort(shown.begin(), shown.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    form_error(interest_acts(context));
    static const std::vector<ui::Column> columns = {{.title = "Person", .min_width = 190, .weight = 2}, {.title = "Published", .min_width = 170, .weight = 1},
                                                    {.title = "Live interests", .min_width = 110},      {.title = "Confirmed", .min_width = 150},
                                                    {.title = "Change", .min_width = 110, .title_hidden = true}};
    const std::string_view reason = keeps_interests(context.me) ? interest_acts(context).waiting_reason() : not_a_keeper;
    ui::table("People and their confirmations", {.columns = columns, .row_count = shown.size(), .openable = false, .empty_text = "Nobody is like this."}, [&](std::size_t i, ui::Row& row) {
        const auto& person = *shown[i];
        const bool decides = is_decision_maker(interests, person.id);
        const auto live = std::count_if(interests.entries.begin(), interests.entries.end(), [&](const InterestEntry& entry) { return entry.person == person.id && is_live(entry, context.today); });
        const Date last = last_confirmed(interests, person.id);
        row.key(person.id.text());
        row.name(context.name_or_you(person.id), person.job_title);
        if (decides) row.text("decision-making staff");
        else row.text("not published", {.tone = Tone::secondary});
        row.text(live == 0 ? "–" : std::to_string(live), {.tone = live == 0 ? Tone::secondary : Tone::ink});
        if (is_due(person.id)) row.pill("Due", Tone::amber, last ? "last " + brief(last, context.today) : "never confirmed");
        else row.text(last ? brief(last, context.today) : "–", {.tone = last ? Tone::ink : Tone::secondary});
        row.cell([&] {
            const std::string today = last == context.today ? "They were confirmed today." : "";
            const auto act = ui::menu_button("Change###change", {{.label = "Confirmed by them", .key = "confirm", .disabled_reason = today},
                                                                 {.label = "Decision-making staff", .key = "decides", .note = "their interests are published", .checked = decides}},
                                             {.disabled_reason = reason, .name = context.keep("Change what is known of " + person.name), .small = true});
            if (act == "confirm") context.submit(interest_acts(context), ConfirmInterests{person.id});
            if (act == "decides") context.submit(interest_acts(context), SetDecisionMaker{person.id, !decides});
        });
    });
}

// ---- gifts and breaches ----------------------------------------------------------------------------------------------

void gifts_tab(ViewContext& context)
{
    const auto& gifts = context.tenant.interests.gifts;
    if (gifts.empty()) {
        if (ui::empty_state({.title = "No gift has been recorded", .text = "Gifts and hospitality from outside are recorded, also what was declined.", .action = "Record a gift###first"})) open_gift_form(context);
        return;
    }
    std::vector<const Gift*> newest;
    for (const auto& gift : gifts) newest.push_back(&gift);
    std::stable_sort(newest.begin(), newest.end(), [](const auto* a, const auto* b) { return a->date > b->date; });
    static const std::vector<ui::Column> columns = {{.title = "Person", .min_width = 160, .weight = 1}, {.title = "What", .min_width = 200, .weight = 2}, {.title = "From", .min_width = 150, .weight = 1},
                                                    {.title = "Value", .min_width = 100, .align = ui::Align::end}, {.title = "Offered", .min_width = 100}, {.title = "Outcome", .min_width = 110}};
    ui::table("Gifts and hospitality", {.columns = columns, .row_count = newest.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& gift = *newest[i];
        row.key(gift.id.text());
        row.name(context.name_or_you(gift.person));
        row.text(gift.what);
        row.text(gift.from);
        row.number(pounds(gift.value_pence));
        row.text(brief(gift.date, context.today));
        row.pill(gift.accepted ? "Accepted" : "Declined", gift.accepted ? Tone::amber : Tone::secondary);
    });
}

void breaches_tab(ViewContext& context)
{
    std::vector<const InterestBreach*> seen;
    for (const auto& breach : context.tenant.interests.breaches)
        if (!breach.what.empty()) seen.push_back(&breach);
    if (!keeps_interests(context.me)) ui::callout(Tone::blue, "You see breaches that concern you. Those who keep the register see all.");
    if (seen.empty()) {
        if (ui::empty_state({.title = "No breach is recorded here", .text = "A breach is where the rules on interests were not followed, with what was done about it.",
                             .action = "Record a breach###first", .disabled_reason = keeps_interests(context.me) ? std::string_view() : not_a_keeper}))
            open_breach_form(context);
        return;
    }
    static const std::vector<ui::Column> columns = {{.title = "Person", .min_width = 160, .weight = 1}, {.title = "What happened", .min_width = 220, .weight = 2},
                                                    {.title = "Found", .min_width = 100},               {.title = "What was done", .min_width = 220, .weight = 2}};
    ui::table("Breaches", {.columns = columns, .row_count = seen.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& breach = *seen[i];
        row.key(breach.id.text());
        row.name(context.name_or_you(breach.person));
        row.text(breach.what);
        row.text(brief(breach.found, context.today));
        row.text(breach.action);
    });
}

}  // namespace

void show_interests(ViewContext& context)
{
    std::string tab = context.query("tab");
    if (tab != "people" && tab != "gifts" && tab != "breaches") tab = "interests";
    const auto& interests = context.tenant.interests;
    const auto href = [&](const char* key) { return context.href(Screen::interests, {{"tab", key}}); };
    const auto title_of_head = [&] {
        ui::page_head({.title = "Interests", .actions = [&] {
                           if (!interests.decision_makers.empty())
                               ui::link("Public register", "/published/" + context.tenant.slug + "/register-of-interests", {.native = true, .as_button = true});
                           if (tab == "gifts") {
                               if (ui::primary_button("Record a gift###act")) open_gift_form(context);
                           } else if (tab == "breaches") {
                               if (ui::button("Record a breach###act", {.kind = ui::ButtonKind::primary, .disabled_reason = keeps_interests(context.me) ? std::string_view() : not_a_keeper, .opens_dialog = true}))
                                   open_breach_form(context);
                           } else if (ui::button("Declare an interest###act", {.kind = ui::ButtonKind::primary, .opens_dialog = true}))
                               open_interest_form(context, nullptr);
                       }});
        ui::tabs("Registers", {{"Interests", "interests", std::to_string(interests.entries.size()), href("interests")},
                               {"People", "people", "", href("people")},
                               {"Gifts and hospitality", "gifts", std::to_string(interests.gifts.size()), href("gifts")},
                               {"Breaches", "breaches", "", href("breaches")}},
                 tab);
    };
    context.page({.title = "Interests",
                  .head = title_of_head,
                  .content =
                      [&] {
                          if (tab == "people") people_tab(context);
                          else if (tab == "gifts") gifts_tab(context);
                          else if (tab == "breaches") breaches_tab(context);
                          else interests_tab(context);
                      }});
    interest_register_dialogs(context);
}

}  // namespace assent::views
