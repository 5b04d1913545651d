#include "client/views/waiting.hpp"

#include <algorithm>

#include "client/app/routes.hpp"
#include "client/views/plan_name.hpp"
#include "shared/workflow/plan_facts.hpp"

namespace assent::views {

namespace {

using app::path_of;
using app::Screen;

std::string shortened(const std::string& words, std::size_t scalars)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if ((static_cast<unsigned char>(words[i]) & 0xc0) == 0x80) continue;
        if (words[i] == '\n') return words.substr(0, i) + " …";
        if (++count > scalars) return words.substr(0, i) + "…";
    }
    return words;
}

class Collector
{
public:
    Collector(const sync::Copy& copy, std::string_view slug, Date today) : copy_(copy), slug_(slug), today_(today) {}

    std::vector<Waiting> collect()
    {
        for (const auto& plan : copy_.tenant.plans) {
            feedback(plan);
            decisions(plan);
            occasions(plan);
            if (plan.owner == copy_.person) owned(plan);
        }
        own_interests();
        std::vector<Waiting> ordered;
        for (int wanted = 0; wanted < ranks; ++wanted)
            for (auto& each : found_)
                if (rank(each) == wanted) ordered.push_back(std::move(each));
        return ordered;
    }

private:
    static constexpr int ranks = 4;
    static int rank(const Waiting& waiting)
    {
        switch (waiting.tone) {
        case ui::Tone::red: return 0;
        case ui::Tone::blue: return 1;
        case ui::Tone::amber: return 2;
        default: return 3;
        }
    }

    std::string path(const Plan& plan, Screen screen, app::Query query = {}) const
    {
        return path_of(slug_, screen, plan.id, std::move(query));
    }

    void add(std::string title, std::string detail, std::string pill, ui::Tone tone, std::string href)
    {
        found_.push_back({std::move(title), std::move(detail), std::move(pill), tone, std::move(href)});
    }

    void feedback(const Plan& plan)
    {
        std::size_t without_owner = 0;
        for (const auto& item : plan.feedback) {
            if (!is_unanswered(item)) continue;
            if (!item.owner) ++without_owner;
            if (item.owner != copy_.person) continue;
            const bool overdue = item.due && item.due < today_;
            std::string detail = "“" + shortened(item.verbatim, 90) + "” " + item.organisation;
            if (item.due) detail += std::string(overdue ? ", was due " : ", due ") + item.due.short_text();
            add("Answer " + reference_of(item), detail, overdue ? "Overdue" : "Unanswered", overdue ? ui::Tone::red : ui::Tone::amber,
                path(plan, Screen::feedback, {{"item", item.id.text()}}));
        }
        if (without_owner && plan.owner == copy_.person)
            add(without_owner == 1 ? "Name an owner for 1 feedback item" : "Name an owner for " + std::to_string(without_owner) + " feedback items",
                plan_name(plan), "No owner", ui::Tone::amber, path(plan, Screen::feedback, {{"owner", "none"}}));
    }

    void decisions(const Plan& plan)
    {
        for (const auto& decision : plan.decisions) {
            if (decision.closed || decision.voided) continue;
            const auto href = path(plan, Screen::sign_off, {{"decision", decision.id.text()}});
            const auto* version = find_version(plan, decision.version);
            const std::string what = plan.title + (version ? ", version " + version->number : "") +
                                     (decision.meeting ? ", meeting of " + decision.meeting.text() : "");
            for (const auto& seat : decision.committee.seats) {
                const bool member = seat.person == copy_.person;
                const bool deputy = !member && sitting_for(decision, seat.person) == copy_.person;
                if (!seat.voting || (!member && !deputy)) continue;
                const PersonId filled = sitting_for(decision, seat.person);
                if (member && filled && filled != copy_.person) continue;  // a deputy sits
                if (is_recused(decision, copy_.person) || ballot_of(decision, seat.person)) continue;
                add("Vote in the " + decision.committee.name, what + (deputy ? ", for " + name_of(copy_.tenant, seat.person) : ""),
                    "Voting is open", ui::Tone::blue, href);
            }
            const auto chair = std::find_if(decision.committee.seats.begin(), decision.committee.seats.end(),
                                            [](const Seat& seat) { return seat.seat == "chair"; });
            if (chair == decision.committee.seats.end() || sitting_for(decision, chair->person) != copy_.person) continue;
            for (const auto& interest : decision.interests)
                if (interest.ruling == Ruling::none)
                    add("Rule on the interest of " + name_of(copy_.tenant, interest.person), what, "Ruling needed", ui::Tone::blue, href);
        }
    }

    void own_interests()
    {
        const auto* me = copy_.me();
        if (!me) return;
        for (const auto& due : confirmations_due(copy_.tenant.interests, {*me}, today_))
            add("Confirm that your interests are right", due.last ? "Last confirmed on " + due.last.text() : "Not confirmed yet", "Once a year", ui::Tone::amber,
                path_of(slug_, Screen::interests));
    }

    void occasions(const Plan& plan)
    {
        const auto* me = copy_.me();
        for (const auto& occasion : plan.occasions) {
            if (occasion.outcome != OccasionOutcome::not_recorded || !me || occasion.presenter != me->name) continue;
            if (!occasion.date || occasion.date > today_) continue;
            const auto* forum = find_forum(copy_.tenant, occasion.forum);
            add("Record what came out of " + (forum ? forum->name : std::string("the event")),
                plan_name(plan) + ", " + occasion.date.text(), "Outcome missing", ui::Tone::amber,
                path(plan, Screen::socialisation, {{"item", occasion.id.text()}}));
        }
    }

    void owned(const Plan& plan)
    {
        const auto doubts = std::count_if(plan.doubts.begin(), plan.doubts.end(), [](const Doubt& doubt) { return !doubt.settled_by; });
        if (doubts)
            add(doubts == 1 ? "Settle 1 doubt of the import" : "Settle " + std::to_string(doubts) + " doubts of the import",
                plan_name(plan), "Import", ui::Tone::amber, path(plan, Screen::plan, {{"tab", "doubts"}}));
        for (const auto& decision : plan.decisions) {
            if (decision.voided) continue;
            const auto open = std::count_if(decision.conditions.begin(), decision.conditions.end(), [](const Condition& c) { return !c.met; });
            if (open && decision.closed)
                add("Meet the conditions of the " + decision.committee.name,
                    plan.title + ", " + std::to_string(open) + (open == 1 ? " condition open" : " conditions open"), "Condition", ui::Tone::amber,
                    path(plan, Screen::sign_off, {{"decision", decision.id.text()}}));
        }
        const auto* definition = copy_.definition_of(plan);
        if (!definition) return;
        if (plan.edited_since_version && !plan.versions.empty() &&
            workflow::may_do(copy_.tenant, plan, *definition, copy_.person, workflow::Activity::cut_version))
            add("Cut version " + next_version_number(plan), plan.title + " has been edited since version " + plan.versions.back().number,
                "Edited", ui::Tone::secondary, path(plan, Screen::versions));
        const auto* state = workflow::find_state(*definition, plan.state);
        for (const auto& step : workflow::steps_for(copy_.tenant, plan, *definition, copy_.person)) {
            const auto* to = workflow::find_state(*definition, step.to);
            if (!state || !to || !step.allowed || to->phase <= state->phase || to->phase == workflow::Phase::withdrawn) continue;
            add(step.title, plan_name(plan) + " has all that this step needs", "Ready", ui::Tone::green,
                path(plan, Screen::plan));
            break;
        }
    }

    const sync::Copy& copy_;
    std::string_view slug_;
    Date today_;
    std::vector<Waiting> found_;
};

}  // namespace

std::vector<Waiting> waiting_for_me(const sync::Copy& copy, std::string_view slug, Date today)
{
    return Collector(copy, slug, today).collect();
}

}  // namespace assent::views
