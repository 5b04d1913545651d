// The organisation's forums, which are consulted, and its committees, which decide.
#include <algorithm>

#include "client/views/committee_form.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

Form& forum_form(ViewContext& context) { return context.form("forum"); }

// ---- forums ----------------------------------------------------------------------------------------------------------

void show_forum_list(ViewContext& context)
{
    const auto reason = context.why_not(Right::record_socialisation);
    if (context.tenant.forums.empty()) {
        if (ui::empty_state({.title = "No forum has been added",
                             .text = "A forum is a group that is consulted: a health and wellbeing board, a patient reference group, a provider.",
                             .action = "Add a forum",
                             .disabled_reason = reason}))
            forum_form(context).open = true;
        return;
    }
    std::vector<const Forum*> forums;
    for (const auto& forum : context.tenant.forums) forums.push_back(&forum);
    std::sort(forums.begin(), forums.end(), [](const auto* a, const auto* b) { return a->name < b->name; });
    static const std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 220, .weight = 2},
                                                    {.title = "Place", .min_width = 130, .weight = 1},
                                                    {.title = "Contact", .min_width = 160, .weight = 1},
                                                    {.title = "Events", .min_width = 80, .align = ui::Align::end},
                                                    {.title = "Last heard", .min_width = 164}};
    ui::table("Forums", {.columns = columns, .row_count = forums.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& forum = *forums[i];
        std::size_t events = 0;
        Date last;
        for (const auto& plan : context.tenant.plans)
            for (const auto& occasion : plan.occasions)
                if (occasion.forum == forum.id) {
                    ++events;
                    if (!last || last < occasion.date) last = occasion.date;
                }
        row.key(forum.id.text());
        row.name(forum.name, forum.kind);
        row.text(forum.place.empty() ? "–" : forum.place);
        row.text(forum.contact.empty() ? "–" : forum.contact);
        row.number(std::to_string(events));
        row.text(last ? last.text() : "not yet", {.tone = last ? Tone::ink : Tone::secondary});
    });
}

void forum_dialog(ViewContext& context)
{
    Form& form = forum_form(context);
    ui::dialog("Add a forum", form.open, {.description = "A group that is consulted."}, [&] {
        ui::text_field("Name", form["name"], {.error = form.error_of("name"), .required = true});
        ui::text_field("Kind", form["kind"], {.help = "Health and wellbeing board, patient reference group, provider …", .error = form.error_of("kind")});
        ui::text_field("Place", form["place"], {.error = form.error_of("place")});
        ui::text_field("Contact", form["contact"], {.help = "Who to write to, and how.", .error = form.error_of("contact")});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Add the forum", form.waiting_reason())) return;
            form.forget_errors();
            if (!need_words(form, "name", "Enter the forum's name.")) return;
            context.submit(form, AddForum{{context.new_id<ForumId>(), trimmed(form["name"]), trimmed(form["kind"]), trimmed(form["place"]), trimmed(form["contact"])}});
        });
    });
    if (context.accepted(form)) ui::toast("The forum is added", Tone::green);
}

// ---- committees ------------------------------------------------------------------------------------------------------

std::string deputies_of(const ViewContext& context, const Committee& committee, const Seat& seat)
{
    if (!committee.can_deputise) return "–";
    std::vector<std::string> names;
    for (const auto& deputy : seat.deputies) names.push_back(context.name_of(deputy));
    return names.empty() ? "none named" : workflow::joined(names);
}

void seats_table(const ViewContext& context, const Committee& committee)
{
    static const std::vector<ui::Column> columns = {{.title = "Member", .min_width = 150, .weight = 1},
                                                    {.title = "Seat", .min_width = 150, .weight = 1},
                                                    {.title = "Vote", .min_width = 110},
                                                    {.title = "Deputies", .min_width = 150, .weight = 1}};
    ui::table("Members of " + committee.name, {.columns = columns, .row_count = committee.seats.size(), .row_height_guess = 40, .card = false, .openable = false},
              [&](std::size_t i, ui::Row& row) {
                  const auto& seat = committee.seats[i];
                  row.key(seat.person.text());
                  row.name(context.name_or_you(seat.person));
                  row.text(seat.seat);
                  row.text(seat.voting ? "votes" : "in attendance", {.tone = seat.voting ? Tone::ink : Tone::secondary});
                  row.text(deputies_of(context, committee, seat), {.tone = Tone::secondary});
              });
}

void show_committee_list(ViewContext& context)
{
    const auto reason = context.why_not(Right::administer);
    if (context.tenant.committees.empty()) {
        if (ui::empty_state({.title = "No committee has been set up",
                             .text = "Committees decide on versions. Their members, quorum and rule are frozen into every decision they open.",
                             .action = "Set up a committee",
                             .disabled_reason = reason}))
            open_committee_form(context, nullptr);
        return;
    }
    for (const auto& committee : context.tenant.committees) {
        const ui::Scope scope(committee.id.text());
        ui::card("committee", {.title = committee.name, .note = committee.organisation}, [&] {
            ui::stack(2, [&] {
                ui::small("Quorum");
                ui::text(in_words(committee.quorum));
            });
            ui::stack(2, [&] {
                ui::small("Decides by");
                ui::text(std::string(in_words(committee.decision_rule)) +
                         (committee.casting_vote == CastingVote::chair ? "; on an equal division the chair's vote counts twice" : "") +
                         (committee.can_deputise ? "; named deputies may sit for members" : "; no deputies"));
            });
            seats_table(context, committee);
            const std::string name = "Change the members of " + committee.name;
            if (ui::button("Change the members", {.disabled_reason = reason, .name = name, .small = true, .opens_dialog = true}))
                open_committee_form(context, &committee);
        });
    }
}

}  // namespace

void show_forums(ViewContext& context)
{
    std::string tab = context.query("tab");
    if (tab != "committees") tab = "forums";
    const auto href = [&](const char* key) { return context.href(Screen::forums, {{"tab", key}}); };
    context.page({.title = "Forums and committees",
                  .head =
                      [&] {
                          ui::page_head({.title = "Forums and committees", .actions = [&] {
                                             if (tab == "committees") {
                                                 if (ui::button("Set up a committee###set", {.kind = ui::ButtonKind::primary, .disabled_reason = context.why_not(Right::administer), .opens_dialog = true}))
                                                     open_committee_form(context, nullptr);
                                             } else if (ui::button("Add a forum###add", {.kind = ui::ButtonKind::primary, .disabled_reason = context.why_not(Right::record_socialisation), .opens_dialog = true}))
                                                 forum_form(context).open = true;
                                         }});
                          ui::tabs("Forums and committees", {{"Forums", "forums", std::to_string(context.tenant.forums.size()), href("forums")},
                                                             {"Committees", "committees", std::to_string(context.tenant.committees.size()), href("committees")}},
                                   tab);
                      },
                  .content =
                      [&] {
                          if (tab == "committees") show_committee_list(context);
                          else show_forum_list(context);
                      }});
    forum_dialog(context);
    committee_dialog(context);
}

}  // namespace assent::views
