// Steps of the plan, socialisation, the feedback log and people.
#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

TEST(StepsTest, sign_off_is_refused_while_feedback_is_open)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    organisation.must(engagement, TestOrganisation::some_feedback());
    const TakeTransition send{plan_id, "send_for_review", "feedback", ""};
    const auto refused = organisation.submit(owner, send);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::not_allowed);
    EXPECT_NE(refused.error().message.find("F-001"), std::string::npos) << refused.error().message;

    organisation.must(engagement, AnswerFeedback{plan_id, item_id, Disposition::noted, "We will look at it.", ""});
    EXPECT_EQ(organisation.code(owner, send), Errc::not_allowed) << "answered, not closed";
    organisation.must(engagement, CloseFeedback{plan_id, item_id});
    organisation.must(owner, send);
    EXPECT_EQ(organisation.plan().state, "review");
}

TEST(StepsTest, a_step_from_another_state_than_seen_is_refused)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    EXPECT_EQ(organisation.code(owner, TakeTransition{plan_id, "start_socialisation", "draft", ""}), Errc::conflict);
    EXPECT_EQ(organisation.code(owner, TakeTransition{plan_id, "publish", "feedback", ""}), Errc::not_found);
    EXPECT_EQ(organisation.code(owner, TakeTransition{plan_id, "redraft", "feedback", "  "}), Errc::invalid) << "no reason";
    EXPECT_EQ(organisation.code(author, TakeTransition{plan_id, "send_for_review", "feedback", ""}), Errc::forbidden);
}

TEST(StepsTest, a_plan_is_not_sent_on_before_its_committees_approved)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    const TakeTransition send{plan_id, "send_for_decision", "review", ""};
    EXPECT_EQ(organisation.code(owner, send), Errc::not_allowed);
    for (const auto& member : {chair, lay_member, finance_officer}) organisation.must(member, organisation.vote(member));
    organisation.must(secretary, CloseDecision{plan_id, decision_id, ""});
    const auto refused = organisation.submit(owner, send);
    ASSERT_FALSE(refused.has_value());
    EXPECT_NE(refused.error().message.find("Clinical Executive"), std::string::npos) << refused.error().message;
}

TEST(StepsTest, feedback_goes_from_open_to_answered_to_closed_and_back)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    auto logged = TestOrganisation::some_feedback();
    logged.item.number = 99;
    logged.item.response = "Forged";
    logged.item.state = FeedbackState::closed;
    organisation.must(engagement, logged);
    EXPECT_EQ(organisation.plan().feedback[0].number, 1u);
    EXPECT_EQ(organisation.plan().feedback[0].response, "");
    EXPECT_EQ(organisation.plan().feedback[0].state, FeedbackState::open);
    EXPECT_EQ(organisation.code(engagement, logged), Errc::conflict) << "in the log already";
    EXPECT_EQ(organisation.code(engagement, CloseFeedback{plan_id, item_id}), Errc::not_allowed) << "unanswered";
    EXPECT_EQ(organisation.code(engagement, AnswerFeedback{plan_id, item_id, Disposition::unanswered, "x", ""}), Errc::invalid);
    EXPECT_EQ(organisation.code(engagement, AnswerFeedback{plan_id, item_id, Disposition::noted, "", ""}), Errc::invalid);
    organisation.must(engagement, AnswerFeedback{plan_id, item_id, Disposition::noted, "Thanks.", ""});
    organisation.must(engagement, CloseFeedback{plan_id, item_id});
    EXPECT_EQ(organisation.code(engagement, CloseFeedback{plan_id, item_id}), Errc::conflict);
    EXPECT_EQ(organisation.code(engagement, AssignFeedback{plan_id, item_id, owner, {}, ""}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(engagement, ReopenFeedback{plan_id, item_id, ""}), Errc::invalid);
    organisation.must(engagement, ReopenFeedback{plan_id, item_id, "New facts"});
    EXPECT_EQ(organisation.code(engagement, ReopenFeedback{plan_id, item_id, "Again"}), Errc::conflict);
    organisation.must(engagement, AssignFeedback{plan_id, item_id, owner, Date::of(2026, 12, 1), "Access"});
    EXPECT_EQ(organisation.code(engagement, AssignFeedback{plan_id, item_id, stranger, {}, ""}), Errc::not_found);
    EXPECT_EQ(organisation.plan().feedback[0].verbatim, logged.item.verbatim);
}

TEST(StepsTest, feedback_and_events_are_about_a_version_that_is_there)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    auto logged = TestOrganisation::some_feedback();
    logged.item.version = VersionId::derived("none");
    EXPECT_EQ(organisation.code(engagement, logged), Errc::not_found);
    auto occasion = TestOrganisation::some_occasion();
    EXPECT_EQ(organisation.code(engagement, RecordOccasion{plan_id, occasion}), Errc::conflict);
    occasion.id = OccasionId::derived("other");
    occasion.version = VersionId::derived("none");
    EXPECT_EQ(organisation.code(engagement, RecordOccasion{plan_id, occasion}), Errc::not_found);
    occasion.version = first_version;
    occasion.forum = ForumId::derived("none");
    EXPECT_EQ(organisation.code(engagement, RecordOccasion{plan_id, occasion}), Errc::not_found);
    EXPECT_EQ(organisation.code(engagement, AddForum{{ForumId::derived("twin"), "Patient forum", "", "", ""}}), Errc::conflict);
}

TEST(StepsTest, a_person_without_the_right_is_refused_each_thing_they_may_not_do)
{
    TestOrganisation organisation;
    organisation.open_decision();
    InterestEntry entry;
    entry.id = InterestId::derived("x");
    entry.person = doctor;
    entry.what = "Shares";
    entry.from = Date::of(2026, 1, 1);
    organisation.must(doctor, EnterInterest{entry});
    entry.id = InterestId::derived("y");
    const std::vector<Command> all = {
        CreatePlan{PlanId::derived("x"), "X", "2026/27", {}}, ImportPlan{PlanId::derived("x"), "X", "2026/27", {}, {}},
        organisation.edit("First words.", "x"), SettleDoubts{plan_id, {intro}, "x"},
        CutVersion{plan_id, VersionId::derived("x"), "0.9", {"x"}}, AddForum{{ForumId::derived("x"), "X", "", "", ""}},
        PlanForum{plan_id, {forum_id, {}, ""}}, RecordOccasion{plan_id, TestOrganisation::some_occasion()},
        RecordOutcome{plan_id, OccasionId::derived("occasion"), OccasionOutcome::noted, "", ""}, TestOrganisation::some_feedback(),
        AssignFeedback{plan_id, item_id, {}, {}, ""}, AnswerFeedback{plan_id, item_id, Disposition::noted, "x", ""},
        CloseFeedback{plan_id, item_id}, ReopenFeedback{plan_id, item_id, "x"},
        TakeTransition{plan_id, "withdraw", "review", "x"}, SetCommittee{some_committee()},
        OpenDecision{plan_id, DecisionId::derived("x"), finance_committee, first_version, {}, Date::of(2026, 11, 25)},
        RecordAttendance{plan_id, decision_id, chair, true, {}},
        DeclareInterest{plan_id, decision_id, chair, InterestKind::financial, "x"},
        RuleOnInterest{plan_id, decision_id, chair, Ruling::leave_for_the_item, "x"}, organisation.vote(chair),
        CloseDecision{plan_id, decision_id, "x"}, MeetCondition{plan_id, decision_id, {}, "x"},
        AddPerson{{stranger, "S", "s@example.org", "", "", {Role::reader}, true}}, SetRoles{owner, {Role::reader}, true},
        MakeSuggestions{plan_id, {Suggestion{}}}, SettleSuggestions{plan_id, {SuggestionId::derived("x")}, true},
        WithdrawSuggestion{plan_id, SuggestionId::derived("x")},
        ReviewFeedback{plan_id, {item_id}}, AssignItems{plan_id, {item_id}, owner, {}, ""},
        AnswerItems{plan_id, {item_id}, Disposition::noted, "x"}, CloseItems{plan_id, {item_id}}, LinkChange{plan_id, item_id, {}},
        UnlinkChange{plan_id, item_id, {}}, MergeFeedback{plan_id, item_id, {}}, SeparateFeedback{plan_id, item_id},
        RecordVerdict{plan_id, item_id, SubmitterVerdict::content, ""}, PlaceFeedback{plan_id, item_id, {}},
        PublishFeedback{plan_id, {item_id}, true, ""}, SetFeedbackWindow{plan_id, {}}, ImportFeedback{plan_id, {}},
        AddRemark{plan_id, {}}, SetWatch{plan_id, {}, true}, MarkRead{plan_id, ReadMatter::plan, 1, {}}, SaveView{{}}, DropView{},
        AmendForum{}, UnplanForum{plan_id, forum_id}, PrepareBriefing{plan_id, {}}, AttachFile{plan_id, {}, {}, {}},
        InviteParticipant{plan_id, {}}, RevokeInvitation{plan_id, {}, "x"}, AssessSignificance{plan_id, {}},
        WaiveConsultation{plan_id, intro, owner, "x"}, SetConsultation{plan_id, {}},
        MoveConsultation{plan_id, {}, ConsultationState::open, ""}, RecordConsultee{plan_id, {}, {}},
        ReportConsultation{plan_id, {}, "x", "x", {}, ""}, ModerateSubmission{plan_id, {}, true, "", item_id, "", ""},
        EnterInterest{entry}, AmendInterest{{InterestId::derived("x"), doctor}}, EndInterest{InterestId::derived("x"), Date::of(2026, 2, 2)},
        ConfirmInterests{doctor}, SetDecisionMaker{doctor, true}, RecordGift{{GiftId::derived("x"), doctor}}, RecordBreach{{BreachId::derived("x"), doctor}}};
    // What anybody of the organisation may do for themselves.
    const auto is_everybodys = [](const Command& command) {
        return std::holds_alternative<AddRemark>(command) || std::holds_alternative<SetWatch>(command) ||
               std::holds_alternative<MarkRead>(command) || std::holds_alternative<SaveView>(command) ||
               std::holds_alternative<DropView>(command);
    };
    ASSERT_EQ(all.size(), std::variant_size_v<CommandKinds>);
    const auto size = organisation.store().head().size;
    for (std::size_t i = 0; i < all.size(); ++i) {
        ASSERT_EQ(all[i].index(), i);
        if (!is_everybodys(all[i])) EXPECT_EQ(organisation.code(reader, all[i]), Errc::forbidden) << i;
    }
    EXPECT_EQ(organisation.store().head().size, size);
}

TEST(StepsTest, a_right_that_was_taken_away_is_gone_with_the_next_command)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.must(author, organisation.edit("First words.", "Second words."));
    organisation.must(administrator, SetRoles{author, {Role::reader}, true});
    EXPECT_EQ(organisation.code(author, organisation.edit("Second words.", "Third words.")), Errc::forbidden);
}

TEST(StepsTest, an_administrator_cannot_change_their_own_roles)
{
    TestOrganisation organisation;
    EXPECT_EQ(organisation.code(administrator, SetRoles{administrator, {Role::approver}, true}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(administrator, SetRoles{stranger, {Role::approver}, true}), Errc::not_found);
    EXPECT_EQ(organisation.code(administrator, SetRoles{owner, {}, true}), Errc::invalid);
    EXPECT_EQ(organisation.code(administrator, AddPerson{{owner, "O", "o@example.org", "", "", {Role::reader}, true}}), Errc::conflict);
}

TEST(StepsTest, what_is_not_plain_text_or_too_long_is_refused)
{
    TestOrganisation organisation;
    organisation.reach_feedback();
    auto logged = TestOrganisation::some_feedback();
    logged.item.verbatim = "\x1b[2J";
    EXPECT_EQ(organisation.code(engagement, logged), Errc::invalid);
    logged.item.verbatim = std::string(EditLimits::text_bytes_max + 1, 'x');
    EXPECT_EQ(organisation.code(engagement, logged), Errc::too_large);
}

}  // namespace
}  // namespace assent
