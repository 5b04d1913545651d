// The organisation's forums, which are consulted, and its committees, which decide.
#include <algorithm>

#include "client/views/committee_form.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

using ui::Tone;

Form& forum_form(ViewContext& context) { return context.form("forum"); }

// ---- forums ----------------------------------------------------------------------------------------------------------

void open_forum(Form& form, const Forum* known)
{
    const std::string wanted = known ? known->id.text() : "";
    // What was typed for a new forum is kept; a known one is shown as it is now.
    if (known || form["id"] != wanted) form.clear();
    form["id"] = wanted;
    form.open = true;
    if (!known) return;
    form["name"] = known->name;
    form["kind"] = known->kind;
    form["place"] = known->place;
    form["contact"] = known->contact;
    form["organisation"] = known->organisation;
    form["members"] = joined_lines(known->members);
    for (const auto day : known->meetings) form.list("meetings").push_back(day.iso());
    form["asleep"] = known->active ? "" : "yes";
}

/// The next day on which it meets, or the last one that is known.
std::string meeting_words(const Forum& forum, Date today)
{
    const auto next = std::find_if(forum.meetings.begin(), forum.meetings.end(), [&](Date day) { return today <= day; });
    if (next != forum.meetings.end()) return brief(*next, today);
    return forum.meetings.empty() ? "no dates" : "last " + brief(forum.meetings.back(), today);
}

struct Visits
{
    std::size_t events{};
    Date last;
};

Visits visits_to(const Tenant& tenant, ForumId forum)
{
    Visits visits;
    for (const auto& plan : tenant.plans)
        for (const auto& occasion : plan.occasions)
            if (occasion.forum == forum) {
                ++visits.events;
                visits.last = std::max(visits.last, occasion.date);
            }
    return visits;
}

void show_forum_list(ViewContext& context)
{
    const auto reason = context.why_not(Right::record_socialisation);
    Form& form = forum_form(context);
    if (context.tenant.forums.empty()) {
        if (ui::empty_state({.title = "No forum has been added",
                             .text = "A forum is a group that is consulted: a health and wellbeing board, a patient reference group, a provider.",
                             .action = "Add a forum",
                             .disabled_reason = reason}))
            open_forum(form, nullptr);
        return;
    }
    std::vector<const Forum*> forums;
    for (const auto& forum : context.tenant.forums) forums.push_back(&forum);
    std::sort(forums.begin(), forums.end(), [](const auto* a, const auto* b) { return a->active != b->active ? a->active : a->name < b->name; });
    static const std::vector<ui::Column> columns = {{.title = "Forum", .min_width = 200, .weight = 2}, {.title = "Speaks for", .min_width = 130, .weight = 1},
                                                    {.title = "Place", .min_width = 120, .weight = 1}, {.title = "Contact", .min_width = 140, .weight = 1},
                                                    {.title = "Meets", .min_width = 90},               {.title = "Heard", .min_width = 110},
                                                    {.title = "Change", .min_width = 100, .title_hidden = true}};
    ui::table("Forums", {.columns = columns, .row_count = forums.size(), .openable = false}, [&](std::size_t i, ui::Row& row) {
        const auto& forum = *forums[i];
        const auto visits = visits_to(context.tenant, forum.id);
        const auto or_dash = [&](const std::string& text) { row.text(text.empty() ? "–" : text, {.tone = text.empty() ? Tone::secondary : Tone::ink}); };
        row.key(forum.id.text());
        std::string second = forum.kind;
        if (!forum.members.empty()) second += (second.empty() ? "" : ", ") + counted(forum.members.size(), "member", "members");
        if (!forum.active) second += (second.empty() ? "" : ", ") + std::string("no longer meets");
        row.name(forum.name, second);
        or_dash(forum.organisation);
        or_dash(forum.place);
        or_dash(forum.contact);
        row.text(meeting_words(forum, context.today), {.tone = forum.meetings.empty() ? Tone::secondary : Tone::ink});
        row.text(visits.last ? brief(visits.last, context.today) : "not yet", visits.events == 0 ? "" : counted(visits.events, "event", "events"),
                 {.tone = visits.last ? Tone::ink : Tone::secondary});
        row.cell([&] {
            if (ui::button("Change", {.disabled_reason = reason, .name = context.keep("Change " + forum.name), .small = true, .opens_dialog = true})) open_forum(form, &forum);
        });
    });
}

/// Days on which it meets, in their order, added and taken away one by one.
void meetings_field(Form& form)
{
    auto& days = form.list("meetings");
    ui::group("Meeting days", [&] {
        ui::stack(8, [&] {
            std::optional<std::string> gone;
            if (!days.empty())
                ui::row({.gap = 6}, [&] {
                    for (const auto& day : days) {
                        const auto date = Date::parse(day);
                        const std::string words = date ? date->text() : day;
                        if (ui::removable_chip(words, "Remove " + words)) gone = day;
                    }
                });
            if (gone) days.erase(std::remove(days.begin(), days.end(), *gone), days.end());
            ui::date_field("Meeting day", form["day"], {.error = form.error_of("meetings")});
            const bool usable = Date::parse(form["day"]) && std::find(days.begin(), days.end(), form["day"]) == days.end();
            if (ui::button("Add the day", {.disabled_reason = usable ? "" : "Choose a day that is not in the list yet.", .small = true})) {
                days.push_back(form["day"]);
                std::sort(days.begin(), days.end());  // ISO dates sort as days do
                form["day"].clear();
            }
        });
    });
}

void submit_forum(ViewContext& context, Form& form)
{
    form.forget_errors();
    if (!need_words(form, "name", "Enter the forum's name.")) return;
    Forum forum;
    const auto id = ForumId::parse(form["id"]);
    forum.id = id ? *id : context.new_id<ForumId>();
    forum.name = trimmed(form["name"]);
    forum.kind = trimmed(form["kind"]);
    forum.place = trimmed(form["place"]);
    forum.contact = trimmed(form["contact"]);
    forum.organisation = trimmed(form["organisation"]);
    forum.members = lines_of(form["members"]);
    for (const auto& day : form.list("meetings"))
        if (const auto date = Date::parse(day)) forum.meetings.push_back(*date);
    forum.active = form["asleep"] != "yes";
    if (id) context.submit(form, AmendForum{std::move(forum)});
    else context.submit(form, AddForum{std::move(forum)});
}

void forum_dialog(ViewContext& context)
{
    Form& form = forum_form(context);
    const bool known = !form["id"].empty();
    ui::dialog(known ? "Change the forum" : "Add a forum", form.open, {.width = 600, .description = "A group that is consulted."}, [&] {
        ui::text_field("Name", form["name"], {.error = form.error_of("name"), .required = true});
        ui::columns({.min_width = 220}, {[&] { ui::text_field("Kind", form["kind"], {.help = "Health and wellbeing board, patient group …", .error = form.error_of("kind")}); },
                                         [&] { ui::text_field("Speaks for", form["organisation"], {.help = "The partner, if it is one's own.", .error = form.error_of("organisation")}); }});
        ui::columns({.min_width = 220}, {[&] { ui::text_field("Place", form["place"], {.error = form.error_of("place")}); },
                                         [&] { ui::text_field("Contact", form["contact"], {.help = "Who to write to, and how.", .error = form.error_of("contact")}); }});
        ui::text_area("Members", form["members"], {.help = "One a line.", .error = form.error_of("members"), .rows = 3});
        meetings_field(form);
        if (known) {
            bool asleep = form["asleep"] == "yes";
            if (ui::checkbox("It no longer meets", asleep)) form["asleep"] = asleep ? "yes" : "";
        }
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button(known ? "Save the forum" : "Add the forum", form.waiting_reason())) submit_forum(context, form);
        });
    });
    if (context.accepted(form)) ui::toast("The forum is saved", Tone::green);
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
                                                 open_forum(forum_form(context), nullptr);
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
