#include "client/views/deciding.hpp"

#include <algorithm>

#include "client/views/deciding_interests.hpp"

namespace assent::views {

using ui::Tone;

DecisionStanding standing_of(const Decision& decision)
{
    if (decision.voided) return {"Set aside", Tone::secondary};
    if (decision.closed) return {pill_words(decision.outcome), tone_of(decision.outcome)};
    return quorum_of(decision).met ? DecisionStanding{"Quorate", Tone::green} : DecisionStanding{"Not quorate", Tone::red};
}

std::string votes_words(const Decision& decision)
{
    std::size_t may_vote = 0, voted = 0;
    for (const auto& seat : decision.committee.seats) {
        const auto sitter = sitting_for(decision, seat.person);
        const auto* ballot = ballot_of(decision, seat.person);
        if (!seat.voting || (!sitter && !ballot)) continue;
        if (is_recused(decision, ballot ? ballot->cast_by : sitter)) continue;
        ++may_vote;
        voted += ballot != nullptr;
    }
    return std::to_string(voted) + " of " + std::to_string(may_vote) + " voted";
}

std::string what_words(const Plan& plan, const Decision& decision)
{
    return version_words(plan, decision.version) + " · content " + decision.content_hash.short_text();
}

Form& close_form(ViewContext& context, const Decision& decision) { return context.form("close_decision/" + decision.id.text()); }

std::string_view why_no_secretary(const ViewContext& context, const Committee& committee)
{
    if (const auto reason = context.why_not(Right::run_sign_off); !reason.empty()) return reason;
    if (!committee.organisation.empty() && !context.me.organisation.empty() && committee.organisation != context.me.organisation)
        return context.keep("This committee decides for " + committee.organisation + ". Only its own people can act in it.");
    return {};
}

namespace {

std::string_view why_no_change(const ViewContext& context, const Decision& decision)
{
    if (decision.closed) return "The decision is closed.";
    return why_no_secretary(context, decision.committee);
}

Form& attendance_form(ViewContext& context, const Decision& decision) { return context.form("attendance/" + decision.id.text()); }
Form& vote_form(ViewContext& context, const Decision& decision) { return context.form("vote/" + decision.id.text()); }
Form& condition_form(ViewContext& context, const Decision& decision) { return context.form("condition/" + decision.id.text()); }

// ---- quorum ----------------------------------------------------------------------------------------------------------

void quorum_line(const QuorumLine& line, bool numbers)
{
    ui::row([&] {
        ui::text(line.label);
        ui::push_right();
        std::string have;
        if (numbers) have = std::to_string(line.have) + " present";
        else if (line.have == 0) have = "nobody yet";
        else if (line.who.size() == 1 && line.needed == 1) have = line.who.front();
        else have = line.met ? std::to_string(line.have) : std::to_string(line.have) + " of " + std::to_string(line.needed);
        ui::text(have + (line.met ? " ✓" : ""), {.tone = line.met ? Tone::green : Tone::red});
    });
}

void quorum_card(const Decision& decision)
{
    const auto quorum = quorum_of(decision);
    ui::card("quorum", {.gap = 0}, [&] {
        ui::row([&] {
            ui::heading(2, "Quorum");
            ui::push_right();
            const std::string count = quorum.lines.empty() ? std::string() : std::to_string(quorum.lines.front().have) + " count, " + std::to_string(quorum.lines.front().needed) + " needed";
            ui::pill(count, quorum.met ? Tone::green : Tone::red);
        });
        ui::space(4);
        ui::list("lines", {.ruled = true}, [&] {
            for (std::size_t i = 0; i < quorum.lines.size(); ++i)
                ui::list_item("line/" + std::to_string(i), [&] { quorum_line(quorum.lines[i], i == 0); });
        });
        ui::space(8);
        if (!quorum.met) ui::callout(Tone::red, quorum.sentence);
        else if (!quorum.fragility.empty() && !decision.closed) ui::callout(Tone::amber, quorum.fragility);
        ui::space(6);
        ui::small("The rule: " + in_words(decision.committee.quorum) + ". Decided by " + in_words(decision.committee.decision_rule) +
                  (decision.committee.casting_vote == CastingVote::chair ? ", the chair with a casting vote." : "."));
    });
}

// ---- members ---------------------------------------------------------------------------------------------------------

const Attendance* attendance_of(const Decision& decision, PersonId member)
{
    const auto found = std::find_if(decision.attendance.begin(), decision.attendance.end(), [&](const auto& a) { return a.member == member; });
    return found == decision.attendance.end() ? nullptr : &*found;
}

void presence_cell(const ViewContext& context, ui::Row& row, const Decision& decision, const Seat& seat)
{
    const auto* attendance = attendance_of(decision, seat.person);
    if (!attendance) row.text("not recorded", {.tone = Tone::secondary});
    else if (attendance->deputy) row.text("Deputy", context.name_of(attendance->deputy));
    else row.text(attendance->present ? "Present" : "Apologies", {.tone = attendance->present ? Tone::ink : Tone::secondary});
}

void vote_cell(ui::Row& row, const Decision& decision, const Seat& seat)
{
    const auto sitter = sitting_for(decision, seat.person);
    if (const auto* ballot = ballot_of(decision, seat.person); ballot && !is_recused(decision, ballot->cast_by)) {
        row.pill(pill_words(ballot->choice), tone_of(ballot->choice), local_clock(ballot->at));
        return;
    }
    const auto* interest = interest_of(decision, seat.person);
    if (sitter && is_recused(decision, sitter) && interest) {
        const bool voided = std::any_of(decision.ballots.begin(), decision.ballots.end(), [&](const auto& b) { return b.member == seat.person && b.voided; });
        row.text("recused " + local_clock(interest->ruled_at), voided ? "the vote given before does not count" : "", {.tone = Tone::secondary});
    } else if (!seat.voting) row.text("no vote", {.tone = Tone::secondary});
    else if (!sitter) row.text("–", {.tone = Tone::secondary});
    else row.text(decision.closed ? "did not vote" : "not yet", {.tone = Tone::secondary});
}

std::vector<ui::MenuItem> member_menu(ViewContext& context, const Decision& decision, const Seat& seat)
{
    std::vector<ui::MenuItem> items;
    const auto* attendance = attendance_of(decision, seat.person);
    const bool here = attendance && attendance->present;
    items.push_back({.label = "Present", .key = "present", .checked = here});
    items.push_back({.label = "Apologies, or has left", .key = "away", .checked = attendance && !here && !attendance->deputy});
    if (!decision.committee.can_deputise)
        items.push_back({.label = "Deputy", .key = "none", .disabled_reason = decision.committee.name + " does not take deputies."});
    else if (seat.deputies.empty())
        items.push_back({.label = "Deputy", .key = "none", .disabled_reason = "No deputy is named for this member."});
    else
        for (const auto& deputy : seat.deputies)
            items.push_back({.label = "Deputy: " + context.name_of(deputy), .key = "deputy/" + deputy.text(), .checked = attendance && attendance->deputy == deputy});
    items.push_back({.label = "Declare an interest", .key = "declare"});
    const auto* interest = interest_of(decision, seat.person);
    items.push_back({.label = "Rule on the interest", .key = "rule", .disabled_reason = interest ? "" : "No interest has been declared."});
    return items;
}

void act_on_member(ViewContext& context, const Decision& decision, const Seat& seat, const std::string& key)
{
    const auto sitter = sitting_for(decision, seat.person);
    const PersonId who = sitter ? sitter : seat.person;
    if (key == "declare") ask_interest(context, decision, who);
    else if (key == "rule") ask_ruling(context, decision, who);
    else if (key != "none") {
        PersonId deputy;
        if (key.rfind("deputy/", 0) == 0) deputy = PersonId::parse(key.substr(7)).value_or(PersonId{});
        context.submit(attendance_form(context, decision), RecordAttendance{context.plan->id, decision.id, seat.person, key == "present", deputy});
    }
}

/// Whoever may record anything sees the column, and in it why not where it cannot be used.
bool shows_record(const ViewContext& context, const Decision& decision)
{
    return !decision.closed && may(context.me, Right::run_sign_off).has_value();
}

void member_row(ViewContext& context, ui::Row& row, const Decision& decision, const Seat& seat, std::string_view reason)
{
    row.key(seat.person.text());
    row.name(context.name_or_you(seat.person), seat.seat + (seat.voting ? "" : ", in attendance"));
    presence_cell(context, row, decision, seat);
    const auto* interest = interest_of(decision, seat.person);
    if (interest) row.text(interest->text, words_of(interest->kind));
    else row.text("none declared", {.tone = Tone::secondary});
    if (!interest) row.text("–", {.tone = Tone::secondary});
    else row.text(words_of(interest->ruling), interest->reason, {.tone = interest->ruling == Ruling::none ? Tone::amber : Tone::ink});
    vote_cell(row, decision, seat);
    if (!shows_record(context, decision)) return;
    row.cell([&] {
        const std::string name = "Record for " + context.name_of(seat.person);
        const auto chosen_item = ui::menu_button("Record###record", member_menu(context, decision, seat), {.disabled_reason = reason, .name = name, .small = true});
        if (chosen_item) act_on_member(context, decision, seat, *chosen_item);
    });
}

void everybody_present(ViewContext& context, const Decision& decision)
{
    for (const auto& seat : decision.committee.seats)
        if (!attendance_of(decision, seat.person))
            context.submit(RecordAttendance{context.plan->id, decision.id, seat.person, true, {}});
}

void members_card(ViewContext& context, const Decision& decision)
{
    const auto reason = why_no_change(context, decision);
    ui::card("members", [&] {
        ui::row([&] {
            ui::heading(2, "Members");
            ui::push_right();
            const bool none_recorded = decision.attendance.empty() && !decision.closed;
            if (none_recorded && ui::button("Record all as present", {.disabled_reason = reason, .small = true})) everybody_present(context, decision);
            else ui::secondary(decision.closed ? "voting is closed" : "voting is open, " + votes_words(decision));
        });
        Form& attendance = attendance_form(context, decision);
        form_error(attendance);
        context.accepted(attendance);
        std::vector<ui::Column> columns = {{.title = "Member", .min_width = 124, .weight = 1}, {.title = "Here", .min_width = 104},
                                           {.title = "Interest", .min_width = 120, .weight = 1},
                                           {.title = "Ruling", .min_width = 100, .weight = 0.6F}, {.title = "Vote", .min_width = 116, .weight = 0.3F}};
        if (shows_record(context, decision)) columns.push_back({.title = "Record", .min_width = 100, .title_hidden = true});
        ui::table("Members and their votes", {.columns = columns, .row_count = decision.committee.seats.size(), .card = false, .openable = false},
                  [&](std::size_t i, ui::Row& row) { member_row(context, row, decision, decision.committee.seats[i], reason); });
        if (!decision.closed && !shows_record(context, decision))
            ui::small("The committee secretary records who is here, interests and the chair's rulings.");
    });
}

// ---- the person's own vote -------------------------------------------------------------------------------------------

/// The seat this person fills, or could fill: as a member, or as somebody's deputy.
PersonId own_seat(const Decision& decision, PersonId person)
{
    if (const auto filled = seat_filled_by(decision, person)) return filled;
    if (find_seat(decision.committee, person)) return person;
    for (const auto& seat : decision.committee.seats)
        if (std::find(seat.deputies.begin(), seat.deputies.end(), person) != seat.deputies.end()) return seat.person;
    return {};
}

std::string_view why_no_vote(const ViewContext& context, const Decision& decision, PersonId seat_of)
{
    const auto* seat = find_seat(decision.committee, seat_of);
    if (decision.closed) return "The decision is closed.";
    if (!seat) return "You have no seat in this committee.";
    if (!seat->voting) return "Your seat has no vote.";
    if (is_recused(decision, context.me.id)) return "You are recused from this item, so you cannot vote on it.";
    if (sitting_for(decision, seat_of) != context.me.id) return "You are not recorded as present. Ask the committee secretary to record you.";
    return context.why_not(Right::vote);
}

std::string choice_key(VoteChoice choice) { return choice_of(choice); }

void ask_vote(Form& form, VoteChoice choice)
{
    form.forget_errors();
    form["choice"] = choice_key(choice);
    form.open = true;
}

/// What the version holds beyond the one before it, so that nobody votes on words they have not seen.
std::string since_words(ViewContext& context, const Decision& decision)
{
    const Plan& plan = *context.plan;
    for (std::size_t i = 1; i < plan.versions.size(); ++i) {
        if (plan.versions[i].id != decision.version) continue;
        const auto* comparison = comparison_of(context, plan.versions[i - 1].id, decision.version);
        if (comparison) return " Since version " + plan.versions[i - 1].number + ": " + summary_of(*comparison) + ".";
    }
    return {};
}

void your_vote_card(ViewContext& context, const Decision& decision)
{
    const PersonId seat_of = own_seat(decision, context.me.id);
    if (!seat_of) return;
    Form& form = vote_form(context, decision);
    const auto reason = why_no_vote(context, decision, seat_of);
    const auto* ballot = ballot_of(decision, seat_of);
    const bool mine = ballot && ballot->cast_by == context.me.id;
    ui::card("vote", {.title = "Your vote", .accent = reason.empty() && !mine}, [&] {
        if (seat_of != context.me.id) ui::secondary("You sit as deputy for " + context.name_of(seat_of) + ".");
        ui::secondary("You are voting on " + version_words(*context.plan, decision.version) + ", content " + decision.content_hash.short_text() + "." + since_words(context, decision));
        if (mine) {
            ui::row([&] {
                ui::pill(pill_words(ballot->choice), tone_of(ballot->choice));
                ui::text("given at " + local_clock(ballot->at));
            });
            if (!ballot->condition.empty()) ui::text("Condition: " + ballot->condition);
        }
        if (decision.closed) {
            if (!mine) ui::secondary("You did not vote.");
            return;
        }
        if (!reason.empty()) ui::callout(Tone::amber, reason);
        const auto vote = [&](const char* label, VoteChoice choice, ui::ButtonKind kind) {
            const std::string_view blocked = !reason.empty() ? reason : form.waiting_reason();
            if (ui::button(label, {.kind = kind, .disabled_reason = blocked, .fill = true, .opens_dialog = true})) ask_vote(form, choice);
        };
        vote("Approve", VoteChoice::approve, ui::ButtonKind::primary);
        ui::columns({.min_width = 150, .gap = 8}, {[&] { vote("Approve with a condition", VoteChoice::approve_with_condition, ui::ButtonKind::secondary); },
                                                   [&] { vote("Send back", VoteChoice::send_back, ui::ButtonKind::secondary); }});
        ui::columns({.min_width = 150, .gap = 8}, {[&] { vote("Abstain", VoteChoice::abstain, ui::ButtonKind::secondary); }, [&] {
                                                       if (ui::button("Declare an interest", {.fill = true, .opens_dialog = true}))
                                                           ask_interest(context, decision, context.me.id);
                                                   }});
        ui::small(mine ? "You can change your vote until the decision is closed." : "You confirm the vote before it counts.");
    });
}

std::string statement(VoteChoice choice)
{
    switch (choice) {
    case VoteChoice::approve: return "You approve it as it is.";
    case VoteChoice::approve_with_condition: return "You approve it with a condition. The condition is recorded, and its meeting too.";
    case VoteChoice::send_back: return "You send it back for more work.";
    case VoteChoice::abstain: return "You abstain. You still count towards the quorum.";
    }
    return {};
}

void vote_dialog(ViewContext& context, const Decision& decision)
{
    Form& form = vote_form(context, decision);
    const auto choice = chosen(form["choice"], VoteChoice::abstain).value_or(VoteChoice::approve);
    const PersonId seat_of = own_seat(decision, context.me.id);
    ui::dialog("Confirm your vote", form.open, {.width = 520, .alert = true}, [&] {
        ui::text(decision.committee.name + ", " + decision.meeting.text(), {.weight = ui::Weight::medium});
        ui::text(context.plan->title + ", " + version_words(*context.plan, decision.version) + ", content " + decision.content_hash.short_text() + ".");
        ui::callout(tone_of(choice), statement(choice), pill_words(choice));
        if (choice == VoteChoice::approve_with_condition)
            ui::text_area("Condition", form["condition"], {.help = "What must be done before it is published.", .error = form.error_of("condition"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Go back")) form.open = false;
            if (!ui::primary_button("Vote: " + pill_words(choice) + "###cast", form.waiting_reason())) return;
            form.forget_errors();
            if (choice == VoteChoice::approve_with_condition && !need_words(form, "condition", "Enter the condition.")) return;
            const std::string condition = choice == VoteChoice::approve_with_condition ? trimmed(form["condition"]) : std::string();
            context.submit(form, CastVote{context.plan->id, decision.id, seat_of, choice, condition, decision.content_hash});
        });
    });
    if (context.accepted(form)) ui::toast("Your vote is recorded", Tone::green);
}

// ---- outcome and conditions ------------------------------------------------------------------------------------------

void outcome_card(const ViewContext& context, const Decision& decision)
{
    const auto tally = tally_of(decision);
    ui::card("outcome", {.title = decision.closed ? "Outcome" : "The votes so far"}, [&] {
        if (decision.voided) ui::callout(Tone::amber, "This decision was set aside by a later step of the plan. It stays in the record.");
        if (decision.closed) {
            ui::row([&] {
                ui::pill(pill_words(decision.outcome), tone_of(decision.outcome));
                ui::secondary("closed " + local_text(decision.closed_at) + (decision.quorate ? ", quorate" : ", not quorate"));
            });
        }
        if (tally.outcome == Outcome::none) ui::text("There are no votes for or against yet.");
        else ui::text((decision.closed ? "" : "If it were closed now: ") + tally.sentence);
        if (!decision.note.empty()) ui::text(decision.note);
        ui::small("Opened by " + context.name_or_you(decision.opened_by) + ", " + local_text(decision.opened_at));
    });
}

void condition_item(ViewContext& context, const Decision& decision, const Condition& condition)
{
    ui::list_item(condition.id.text(), [&] {
        ui::row([&] {
            ui::pill(condition.met ? "Met" : "Open", condition.met ? Tone::green : Tone::amber);
            ui::secondary(context.name_of(condition.by));
        });
        ui::text(condition.text);
        if (condition.met) {
            ui::secondary(condition.how);
            return;
        }
        auto reason = context.why_not(Activity::close_conditions);
        if (reason.empty()) reason = why_no_secretary(context, decision.committee);
        if (ui::button("Record as met", {.disabled_reason = reason, .small = true, .opens_dialog = true})) {
            Form& form = condition_form(context, decision);
            form["condition"] = condition.id.text();
            form.open = true;
        }
    });
}

void conditions_card(ViewContext& context, const Decision& decision)
{
    std::vector<const Ballot*> asked;
    if (!decision.closed)
        for (const auto& seat : decision.committee.seats)
            if (const auto* ballot = ballot_of(decision, seat.person); ballot && !ballot->condition.empty()) asked.push_back(ballot);
    if (decision.conditions.empty() && asked.empty()) return;
    ui::card("conditions", {.title = "Conditions"}, [&] {
        ui::list("conditions", {.ruled = true}, [&] {
            for (const auto& condition : decision.conditions) condition_item(context, decision, condition);
            for (const auto* ballot : asked)
                ui::list_item(ballot->member.text(), [&] {
                    ui::text(ballot->condition);
                    ui::secondary("asked for by " + context.name_of(ballot->cast_by) + "; it counts if the decision is approved");
                });
        });
    });
}

void condition_dialog(ViewContext& context, const Decision& decision)
{
    Form& form = condition_form(context, decision);
    const auto id = ConditionId::parse(form["condition"]).value_or(ConditionId{});
    ui::dialog("The condition is met", form.open, {}, [&] {
        for (const auto& condition : decision.conditions)
            if (condition.id == id) ui::text(condition.text, {.weight = ui::Weight::medium});
        ui::text_area("How it was met", form["how"], {.error = form.error_of("how"), .required = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Record it", form.waiting_reason())) return;
            form.forget_errors();
            if (need_words(form, "how", "Enter how the condition was met."))
                context.submit(form, MeetCondition{context.plan->id, decision.id, id, trimmed(form["how"])});
        });
    });
    if (context.accepted(form)) ui::toast("The condition is recorded as met", Tone::green);
}

void close_dialog(ViewContext& context, const Decision& decision)
{
    Form& form = close_form(context, decision);
    const auto quorum = quorum_of(decision);
    const auto tally = tally_of(decision);
    ui::dialog("Close the decision", form.open, {.width = 520, .description = "Nobody can vote after it. The outcome is bound to the content that was voted on."}, [&] {
        ui::text(what_words(*context.plan, decision), {.weight = ui::Weight::medium});
        ui::callout(quorum.met ? Tone::green : Tone::red, quorum.sentence);
        ui::callout(tone_of(tally.outcome), tally.outcome == Outcome::none ? std::string("There are no votes for or against yet.") : tally.sentence);
        const bool undecided = !quorum.met || tally.outcome == Outcome::none;
        ui::text_area("Note for the minutes", form["note"],
                      {.help = undecided ? "It cannot be decided as it stands. To close it without an outcome, write what happens to it: deferred, or referred to whom." : "",
                       .error = form.error_of("note"), .required = undecided, .rows = 2});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Close the decision###close", form.waiting_reason())) context.submit(form, CloseDecision{context.plan->id, decision.id, trimmed(form["note"])});
        });
    });
    if (context.accepted(form)) ui::toast("The decision is closed", Tone::green);
}

// ---- the other organisations -----------------------------------------------------------------------------------------

void organisations_card(ViewContext& context, const Decision& decision)
{
    if (decision.committee.organisation.empty()) return;
    const Plan& plan = *context.plan;
    ui::card("organisations", {.title = "Each organisation"}, [&] {
        ui::list("organisations", {.ruled = true}, [&] {
            for (const auto& committee : context.tenant.committees) {
                if (committee.key != decision.committee.key) continue;
                const Decision* latest = nullptr;
                for (const auto& other : plan.decisions)
                    if (other.committee.id == committee.id && other.content_hash == decision.content_hash) latest = &other;
                ui::list_item(committee.id.text(), [&] {
                    ui::row([&] {
                        if (latest && latest->id != decision.id)
                            ui::link(committee.organisation, context.href(Screen::sign_off, {{"decision", latest->id.text()}}));
                        else ui::text(committee.organisation, {.weight = ui::Weight::medium});
                        if (!latest) ui::pill("Not yet open");
                        else if (latest->closed || latest->voided) ui::pill(standing_of(*latest).words, standing_of(*latest).tone);
                        else ui::pill("Deciding now", Tone::blue);
                        ui::push_right();
                        if (latest) ui::secondary(latest->closed ? brief(latest->meeting, context.today) : votes_words(*latest));
                    });
                });
            }
        });
        ui::small("Each organisation decides for itself on the same words.");
    });
}

}  // namespace

void show_decision(ViewContext& context, const Decision& decision)
{
    const ui::Scope scope(decision.id.text());
    ui::columns({.weights = {7, 4}, .min_width = 380, .gap = 20},
                {[&] {
                     interests_card(context, decision, why_no_change(context, decision));
                     quorum_card(decision);
                     members_card(context, decision);
                 },
                 [&] {
                     your_vote_card(context, decision);
                     outcome_card(context, decision);
                     organisations_card(context, decision);
                     conditions_card(context, decision);
                 }});
}

void decision_dialogs(ViewContext& context, const Decision& decision)
{
    vote_dialog(context, decision);
    interest_dialogs(context, decision);
    condition_dialog(context, decision);
    close_dialog(context, decision);
}

}  // namespace assent::views
