#include "shared/workflow/plan_facts.hpp"

#include <algorithm>
#include <set>

#include "shared/model/significance.hpp"

namespace assent::workflow {

static std::vector<std::string> open_conditions(const Decision& decision)
{
    std::vector<std::string> open;
    for (const auto& condition : decision.conditions)
        if (!condition.met) open.push_back(condition.text);
    return open;
}

static bool has_read_report(const Plan& plan, PersonId person, VersionId version)
{
    const auto* mark = find_read_mark(plan, person, ReadMatter::feedback_report);
    return mark && version && mark->version == version;
}

/// Who of a committee is to decide: the members with a vote. Where it decides on the latest version, whoever is recused, has sent a
/// deputy or did not come is left out, and the deputy is asked instead.
static ReadingFact reading_of(const Tenant& tenant, const Plan& plan, const assent::Committee& committee, const Version* latest)
{
    std::set<PersonId> deciding;
    for (const auto& seat : committee.seats)
        if (seat.voting) deciding.insert(seat.person);
    for (const auto& decision : plan.decisions) {
        if (!latest || decision.committee.id != committee.id || decision.content_hash != latest->content_hash || decision.voided) continue;
        for (const auto& attendance : decision.attendance) {
            if (attendance.deputy) deciding.insert(attendance.deputy);
            if (attendance.deputy || (decision.closed && !attendance.present)) deciding.erase(attendance.member);
        }
        for (const auto& interest : decision.interests)
            if (is_recused(decision, interest.person)) deciding.erase(interest.person);
    }
    ReadingFact fact{committee.key, committee.organisation, {}};
    for (const auto person : deciding)
        if (!has_read_report(plan, person, latest ? latest->id : VersionId{})) fact.not_read.push_back(name_of(tenant, person));
    std::sort(fact.not_read.begin(), fact.not_read.end());
    return fact;
}

Facts facts_of(const Tenant& tenant, const Plan& plan)
{
    Facts facts;
    facts.state = plan.state;
    facts.edited_since_version = plan.edited_since_version;
    VersionId latest;
    if (const auto* version = latest_version(plan)) {
        latest = version->id;
        facts.version = version->number;
        facts.version_hash = version->content_hash;
    }
    for (const auto& item : plan.feedback) {
        if (is_unanswered(item)) facts.feedback_unanswered.push_back(reference_of(item));
        if (item.state != FeedbackState::closed) facts.feedback_open.push_back(reference_of(item));
    }
    for (const auto& doubt : plan.doubts)
        if (!doubt.settled_by) facts.doubts_open.push_back("line " + std::to_string(doubt.line));
    for (const auto& planned : plan.planned_forums) {
        const bool visited = std::any_of(plan.occasions.begin(), plan.occasions.end(),
                                         [&](const Occasion& occasion) { return occasion.forum == planned.forum; });
        const auto* forum = find_forum(tenant, planned.forum);
        if (!visited) facts.forums_not_visited.push_back(forum ? forum->name : "a forum");
    }
    facts.events_held = static_cast<std::uint32_t>(plan.occasions.size());
    for (const auto& occasion : plan.occasions)
        if (latest && occasion.version == latest) ++facts.events_on_latest;
    for (const auto& member : tenant.members) facts.members.push_back(member);
    for (const auto& decision : plan.decisions) {
        DecisionFact fact;
        fact.committee = decision.committee.key;
        if (!decision.committee.organisation.empty())
            fact.organisation = decision.committee.organisation;
        fact.version_hash = decision.content_hash;
        const auto* version = find_version(plan, decision.version);
        fact.version = version ? version->number : "";
        fact.outcome = decision.outcome;
        fact.closed = decision.closed;
        fact.quorate = decision.quorate;
        fact.voided = decision.voided;
        fact.open_conditions = open_conditions(decision);
        facts.decisions.push_back(std::move(fact));
    }
    facts.intentions_incomplete = plan.incomplete;
    facts.parts_not_agreed = plan.not_agreed;
    facts.intentions_not_assessed = intentions_not_assessed(plan);
    facts.consultations_missing = consultations_missing(plan);
    for (const auto& committee : tenant.committees) facts.readings.push_back(reading_of(tenant, plan, committee, latest_version(plan)));
    return facts;
}

std::vector<std::string> role_keys(const Person& person)
{
    std::vector<std::string> keys;
    for (const assent::Role role : person.roles) keys.push_back(assent::name_of(role));
    return keys;
}

std::vector<Step> steps_for(const Tenant& tenant, const Plan& plan, const Definition& definition, PersonId person)
{
    const auto* who = find_person(tenant, person);
    return available(definition, facts_of(tenant, plan),
                     who && who->active ? role_keys(*who) : std::vector<std::string>{});
}

Right right_for(Activity activity)
{
    switch (activity) {
    case Activity::edit_content: return Right::edit_content;
    case Activity::cut_version: return Right::cut_version;
    case Activity::record_event: return Right::record_socialisation;
    case Activity::log_feedback: return Right::log_feedback;
    case Activity::answer_feedback: return Right::answer_feedback;
    case Activity::settle_doubts: return Right::edit_content;
    case Activity::decide: return Right::run_sign_off;
    case Activity::close_conditions: return Right::run_sign_off;
    }
    return Right::administer;
}

Result<void> may_do(const Tenant& tenant, const Plan& plan, const Definition& definition, PersonId person,
                    Activity activity)
{
    const auto* who = find_person(tenant, person);
    if (!who) return refuse(Errc::forbidden, "You do not belong to this organisation.");
    ASSENT_CHECK(may(*who, right_for(activity)));
    return check_activity(definition, plan.state, activity);
}

}  // namespace assent::workflow
