#pragma once
// A small plan with one of everything, for the tests of exports.

#include "shared/document/canonical.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange {

inline const PersonId author = PersonId::derived("author");
inline const PersonId member = PersonId::derived("member");

inline ElementId element(const char* words)
{
    return ElementId::derived(words);
}

inline Content sample_content()
{
    Content content;
    content.sections.push_back({element("s1"), "1", 1, "Where we start", "First paragraph.\n- one\n- two\nLast paragraph.", PartStatus::agreed, 0});
    content.sections.push_back({element("s2"), "1.1", 2, "People & health", "", PartStatus::draft, 0});
    content.sections.push_back({element("s3"), "1.1", 4, "Repeated number", "Text.", PartStatus::subject_to_review, 0});
    Intention first;
    first.id = element("i1");
    first.reference = "UEC-01";
    first.programme_area = "Urgent and Emergency Care";
    first.service_area = "Front door";
    first.text = "Open <later>.\n- **from** 08:00\n- to 23:00";
    first.providers = {"Ashdown General", "Vale Practices, Alliance"};
    first.timescales = {{"Q1 2027/28", Date::of(2027, 4, 1), Date::of(2027, 6, 30)}, {"by March 2028", {}, Date::of(2028, 3, 31)}};
    first.routes = {"contract_variation", "A route of our own"};
    first.lead = "Ada";
    first.conditions = "Subject to a lease";
    Intention second;
    second.id = element("i2");
    second.reference = "PLC-01";
    second.programme_area = "Planned Care";
    second.service_area = "=SUM(A1)";
    second.text = "- a bullet first";
    second.status = PartStatus::draft;
    content.intentions = {first, second};
    content.tables.push_back({element("t1"), "Savings", "£000s", {"Programme", "2026/27", "Note"},
                              {{{"Planned care", "1,200", "agreed"}}, {{"Urgent care", "-160", ""}}, {{"Total", "1,040", "of 2"}}},
                              PartStatus::subject_to_review, {"The column adds up."}, {}});
    content.milestones.push_back({element("m1"), Date::of(2026, 12, 10), "Governing Body decides", "Governing Body", 0});
    content.milestones.push_back({element("m2"), {}, "Guidance is published", "", 0});
    return content;
}

inline Tenant sample_tenant()
{
    Tenant tenant;
    tenant.id = TenantId::derived("tenant");
    tenant.slug = "vale";
    tenant.name = "Vale CCG";
    tenant.people.push_back({author, "Rosa Whitcombe", "rosa@vale.example", "Head of Planning", "", {Role::author}, true});
    tenant.people.push_back({member, "Amara Nwosu", "amara@vale.example", "Chair", "", {Role::approver}, true});
    const auto forum = ForumId::derived("forum");
    tenant.forums.push_back({forum, "Patient Reference Group", "Patients", "Town Hall", "Megan, 01632 960001"});
    Plan plan;
    plan.id = PlanId::derived("plan");
    plan.title = "Commissioning intentions 2027/28";
    plan.period = "2027/28";
    plan.organisation = tenant.name;
    plan.content = sample_content();
    plan.earlier_versions = {{"May 2026", {"Outline"}, "Somebody", "Planner"}};
    const Hash hash = content_hash({plan.title, plan.period, plan.content});
    plan.versions.push_back({VersionId::derived("v1"), "0.1", Date::of(2026, 6, 26), author, "Head of Planning", {"First draft"}, Hash{}, 1});
    plan.versions.push_back({VersionId::derived("v2"), "1.0", Date::of(2026, 7, 17), author, "Head of Planning", {"For decision", "Open later"}, hash, 2});
    plan.versions.push_back({VersionId::derived("v3"), "1.1", Date::of(2026, 8, 1), author, "Head of Planning", {"After approval"}, Hash{}, 3});
    plan.occasions.push_back({OccasionId::derived("o1"), forum, Date::of(2026, 7, 1), plan.versions[0].id, {}, "Megan", true, "", "", OccasionOutcome::noted});
    FeedbackItem answered;
    answered.id = FeedbackId::derived("f1");
    answered.number = 1;
    answered.received = Date::of(2026, 7, 1);
    answered.channel = "event";
    answered.name = "Maureen Tidy";
    answered.organisation = "Patient Reference Group";
    answered.stakeholder_type = "Patient";
    answered.occasion = plan.occasions[0].id;
    answered.version = plan.versions[0].id;
    answered.about = {element("i1"), "UEC-01 Front door", "to 22:00"};
    answered.verbatim = "Ten is \"too\" early,\nreally.";
    answered.state = FeedbackState::closed;
    answered.disposition = Disposition::accepted;
    answered.response = "It stays open until 23:00.";
    answered.what_changed = "UEC-01: 23:00";
    answered.changed_in = plan.versions[1].id;
    answered.answered_by = author;
    answered.answered_at = Timestamp{1'783'000'000'000'000};
    FeedbackItem open;
    open.id = FeedbackId::derived("f2");
    open.number = 2;
    open.received = Date::of(2026, 8, 2);
    open.channel = "e-mail";
    open.name = "+44 1632 960002";
    open.version = plan.versions[2].id;
    open.about.title = "The whole plan";
    open.verbatim = "@import";
    plan.feedback = {answered, open};
    Decision decision;
    decision.id = DecisionId::derived("d1");
    decision.committee.name = "Governing Body";
    decision.committee.seats.push_back({"chair", member, true, {}});
    decision.version = plan.versions[1].id;
    decision.content_hash = hash;
    decision.meeting = Date::of(2026, 7, 28);
    decision.closed = true;
    decision.outcome = Outcome::approved_with_conditions;
    decision.ballots.push_back({member, member, VoteChoice::approve, "", hash, Timestamp{1'784'000'000'000'000}, false});
    decision.conditions.push_back({ConditionId::derived("c1"), "Name the nurses", member, true, "Named on 27 August"});
    Decision undone = decision;
    undone.id = DecisionId::derived("d2");
    undone.committee.name = "Committee set aside";
    undone.voided = true;
    plan.decisions = {decision, undone};
    plan.published_version = plan.versions[1].id;
    plan.published_at = Timestamp{std::int64_t{Date::of(2026, 9, 24).days} * 86'400'000'000 + 36'000'000'000};
    tenant.plans.push_back(std::move(plan));
    return tenant;
}

}  // namespace assent::exchange
