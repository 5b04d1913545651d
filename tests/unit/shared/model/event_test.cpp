#include "shared/model/event.hpp"

#include <gtest/gtest.h>

#include "tests/support/any_value.hpp"

namespace assent {
namespace {

const PersonId ada = PersonId::derived("ada");
const PersonId ben = PersonId::derived("ben");
const PlanId plan_id = PlanId::derived("plan");
const DecisionId decision_id = DecisionId::derived("decision");
const ElementId intro = ElementId::derived("intro");

class Log
{
public:
    void add(const Event& event, PersonId actor = ada)
    {
        const EventMeta meta{tenant.sequence + 1, {static_cast<std::int64_t>(tenant.sequence) + 1000}, actor};
        apply(tenant, meta, event);
    }
    Plan& plan() { return *find_plan(tenant, plan_id); }
    Decision& decision() { return plan().decisions.front(); }

    Tenant tenant;
};

PlanCreated some_plan()
{
    PlanCreated event;
    event.plan = plan_id;
    event.title = "Plan";
    event.state = "draft";
    event.content.sections = {{intro, "1", 1, "Introduction", "First words.", PartStatus::draft, 0}};
    return event;
}

DecisionOpened some_decision()
{
    Committee committee;
    committee.seats = {{"chair", ada, true, {ben}}};
    return {plan_id, decision_id, committee, {}, {}, Date::of(2026, 11, 23)};
}

TEST(EventTest, every_event_is_folded_into_any_state_without_fail)
{
    // Whatever the log holds, in whatever order: an event about what is not there changes nothing but the place in the log.
    support::AnyValue any(11);
    Log log;
    for (int i = 0; i < 3000; ++i) {
        const auto event = any.make<Event>();
        if (std::holds_alternative<ContentEdited>(event)) continue;  // edits are checked against the content first
        log.add(event);
        EXPECT_FALSE(name_of(event).empty());
        EXPECT_FALSE(sentence_of(log.tenant, event).empty()) << name_of(event);
        EXPECT_EQ(type_of(event), event.index() + 1);
    }
    EXPECT_EQ(log.tenant.sequence, log.tenant.at.micros - 999u);
}

TEST(EventTest, the_same_events_give_the_same_state)
{
    const auto fold = [] {
        support::AnyValue any(12);
        Log log;
        log.add(some_plan());
        for (int i = 0; i < 300; ++i) {
            auto event = any.make<Event>();
            if (!std::holds_alternative<ContentEdited>(event)) log.add(event);
        }
        return log.tenant;
    };
    EXPECT_TRUE(fold() == fold());
}

TEST(EventTest, an_edit_marks_the_plan_edited_until_a_version_is_cut)
{
    Log log;
    log.add(some_plan());
    EXPECT_TRUE(log.plan().edited_since_version);
    Version version;
    version.id = VersionId::derived("v");
    log.add(VersionCut{plan_id, version});
    EXPECT_FALSE(log.plan().edited_since_version);
    EXPECT_EQ(log.plan().versions[0].sequence, 2u);
    log.add(ContentEdited{plan_id, {SetText{intro, TextField::text, digest_of(std::string("First words.")), "Second words."}}}, ben);
    EXPECT_TRUE(log.plan().edited_since_version);
    EXPECT_EQ(log.plan().edited_by, ben);
    EXPECT_EQ(log.plan().content.sections[0].text, "Second words.");
    EXPECT_EQ(log.plan().revision, 3u);
}

TEST(EventTest, an_edit_of_a_text_that_is_not_loaded_only_marks_it_edited)
{
    Log log;
    log.add(some_plan());
    log.plan().content_loaded = false;
    log.plan().content = {};
    log.add(ContentEdited{plan_id, {RemoveElement{intro}}});
    EXPECT_TRUE(log.plan().edited_since_version);
    EXPECT_EQ(log.plan().revision, 2u);
}

TEST(EventTest, a_recusal_voids_the_vote_but_keeps_it_in_the_record)
{
    Log log;
    log.add(some_plan());
    log.add(some_decision());
    log.add(AttendanceRecorded{plan_id, decision_id, ada, true, {}});
    log.add(VoteRecorded{plan_id, decision_id, ada, VoteChoice::approve, "", {}});
    ASSERT_TRUE(ballot_of(log.decision(), ada));
    log.add(InterestDeclared{plan_id, decision_id, ada, InterestKind::financial, "Owns shares"});
    ASSERT_TRUE(ballot_of(log.decision(), ada));
    log.add(InterestRuled{plan_id, decision_id, ada, Ruling::leave_for_the_item, "Direct interest"});
    EXPECT_FALSE(ballot_of(log.decision(), ada));
    ASSERT_EQ(log.decision().ballots.size(), 1u);
    EXPECT_TRUE(log.decision().ballots[0].voided);
    EXPECT_EQ(log.decision().ballots[0].choice, VoteChoice::approve);
}

TEST(EventTest, a_changed_vote_counts_once_and_as_the_last)
{
    Log log;
    log.add(some_plan());
    log.add(some_decision());
    log.add(AttendanceRecorded{plan_id, decision_id, ada, true, {}});
    log.add(VoteRecorded{plan_id, decision_id, ada, VoteChoice::approve, "", {}});
    log.add(VoteRecorded{plan_id, decision_id, ada, VoteChoice::send_back, "", {}});
    const auto tally = tally_of(log.decision());
    EXPECT_EQ(tally.approve, 0u);
    EXPECT_EQ(tally.send_back, 1u);
    EXPECT_EQ(log.decision().ballots.size(), 2u);
}

TEST(EventTest, an_answer_that_changed_the_text_is_shown_in_the_next_version)
{
    Log log;
    log.add(some_plan());
    FeedbackItem item;
    item.id = FeedbackId::derived("f");
    log.add(FeedbackLogged{plan_id, item});
    log.add(FeedbackAnswered{plan_id, item.id, Disposition::accepted, "Yes.", "Section 1"});
    EXPECT_FALSE(log.plan().feedback[0].changed_in);
    Version version;
    version.id = VersionId::derived("v2");
    log.add(VersionCut{plan_id, version});
    EXPECT_EQ(log.plan().feedback[0].changed_in, version.id);
    EXPECT_EQ(log.plan().feedback[0].state, FeedbackState::answered);
}

TEST(EventTest, a_step_that_voids_approvals_sets_every_decision_aside)
{
    Log log;
    log.add(some_plan());
    log.add(some_decision());
    log.add(TransitionTaken{plan_id, "revise", "published", "draft", "New guidance", true, {}});
    EXPECT_TRUE(log.decision().voided);
    EXPECT_EQ(log.plan().state, "draft");
    EXPECT_EQ(log.plan().history.back().reason, "New guidance");
}

TEST(EventTest, the_roll_of_an_open_decision_is_not_touched_by_a_later_change_of_the_committee)
{
    Log log;
    log.add(some_plan());
    auto opened = some_decision();
    opened.committee.id = CommitteeId::derived("c");
    log.add(CommitteeSet{opened.committee});
    log.add(opened);
    Committee changed = opened.committee;
    changed.seats.clear();
    log.add(CommitteeSet{changed});
    EXPECT_TRUE(log.tenant.committees[0].seats.empty());
    EXPECT_EQ(log.decision().committee.seats.size(), 1u);
}

TEST(EventTest, an_event_tells_which_plan_it_is_about)
{
    EXPECT_EQ(plan_of(Event{some_plan()}), plan_id);
    EXPECT_EQ(plan_of(Event{RolesSet{ada, {}, true}}), PlanId{});
}

}  // namespace
}  // namespace assent
