#include <gtest/gtest.h>

#include "shared/model/significance.hpp"
#include "shared/workflow/plan_facts.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

const ElementId intention_id = ElementId::derived("intention");
const ConsultationId case_id = ConsultationId::derived("case");

/// A plan with one intention and a version.
struct Consulting : TestOrganisation
{
    Consulting()
    {
        start_plan();
        Intention intention;
        intention.id = intention_id;
        intention.reference = "UEC-01";
        intention.text = "Close the ward.";
        must(owner, EditContent{plan_id, {AddIntention{intention, {}}}});
        cut_first_version();
    }

    static Assessment assessment(Impact access)
    {
        Assessment made;
        made.intention = intention_id;
        made.tests = {{SignificanceTest::access, access, "People travel further"},
                      {SignificanceTest::wider_community, Impact::none, ""},
                      {SignificanceTest::patients_or_users, Impact::none, ""},
                      {SignificanceTest::service_delivery, Impact::some, "Another building"}};
        made.involvement = least_involvement(made.tests, false);
        return made;
    }

    static Consultation some_case()
    {
        Consultation made;
        made.id = case_id;
        made.kind = Involvement::formal_consultation;
        made.title = "The ward";
        made.proposal = "We propose to close the ward.";
        made.intentions = {intention_id};
        made.version = first_version;
        made.opens = Date::of(2026, 11, 24);
        made.closes = Date::of(2027, 2, 16);
        made.consultees = {{ConsulteeId::derived("osc"), "Overview and scrutiny committee", "Scrutiny", true, {}, {}, ""}};
        return made;
    }

    void open_case(bool public_page = false)
    {
        auto made = some_case();
        made.public_page = public_page;
        must(engagement, SetConsultation{plan_id, made});
        must(engagement, MoveConsultation{plan_id, case_id, ConsultationState::open, ""});
    }
    void close_case() { must(engagement, MoveConsultation{plan_id, case_id, ConsultationState::closed, "All have answered."}); }

    const Consultation& held() const { return *find_consultation(plan(), case_id); }
};

TEST(ConsultationTest, one_substantial_answer_needs_a_formal_consultation)
{
    Consulting organisation;
    auto made = Consulting::assessment(Impact::substantial);
    EXPECT_EQ(made.involvement, Involvement::formal_consultation);
    made.involvement = Involvement::user_engagement;
    EXPECT_EQ(organisation.code(author, AssessSignificance{plan_id, made}), Errc::invalid);
    made.involvement = Involvement::formal_consultation;
    organisation.must(author, AssessSignificance{plan_id, made});
    const auto* kept = find_assessment(organisation.plan(), intention_id);
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->by, author);
    EXPECT_EQ(kept->text_digest, material_digest("Close the ward."));
}

TEST(ConsultationTest, a_similar_service_from_another_provider_needs_its_users_engaged)
{
    EXPECT_EQ(least_involvement(Consulting::assessment(Impact::none).tests, true), Involvement::user_engagement);
    EXPECT_EQ(least_involvement(Consulting::assessment(Impact::none).tests, false), Involvement::none);
}

TEST(ConsultationTest, all_four_tests_are_answered_and_an_impact_is_explained)
{
    Consulting organisation;
    auto made = Consulting::assessment(Impact::not_assessed);
    EXPECT_EQ(organisation.code(author, AssessSignificance{plan_id, made}), Errc::invalid);
    made = Consulting::assessment(Impact::some);
    made.tests[0].reason.clear();
    EXPECT_EQ(organisation.code(author, AssessSignificance{plan_id, made}), Errc::invalid);
    made = Consulting::assessment(Impact::some);
    made.tests.pop_back();
    EXPECT_EQ(organisation.code(author, AssessSignificance{plan_id, made}), Errc::invalid);
}

TEST(ConsultationTest, a_consultation_is_waived_with_a_reason_on_a_named_persons_word)
{
    Consulting organisation;
    EXPECT_EQ(organisation.code(engagement, WaiveConsultation{plan_id, intention_id, owner, "Held last year"}), Errc::not_allowed);
    organisation.must(author, AssessSignificance{plan_id, Consulting::assessment(Impact::substantial)});
    EXPECT_EQ(organisation.code(engagement, WaiveConsultation{plan_id, intention_id, owner, ""}), Errc::invalid);
    EXPECT_EQ(organisation.code(engagement, WaiveConsultation{plan_id, intention_id, stranger, "Held last year"}), Errc::not_found);
    organisation.must(engagement, WaiveConsultation{plan_id, intention_id, owner, "Held last year"});
    EXPECT_EQ(find_assessment(organisation.plan(), intention_id)->waiver_decided_by, owner);
    organisation.must(author, AssessSignificance{plan_id, Consulting::assessment(Impact::substantial)});
    EXPECT_EQ(find_assessment(organisation.plan(), intention_id)->waived_by, PersonId{}) << "a new assessment is not waived";
}

TEST(ConsultationTest, a_formal_consultation_asks_the_scrutiny_committee)
{
    Consulting organisation;
    auto made = Consulting::some_case();
    made.consultees[0].mandatory = false;
    organisation.must(engagement, SetConsultation{plan_id, made});
    EXPECT_EQ(organisation.code(engagement, MoveConsultation{plan_id, case_id, ConsultationState::open, ""}), Errc::not_allowed);
    made.consultees[0].mandatory = true;
    organisation.must(engagement, SetConsultation{plan_id, made});
    organisation.must(engagement, MoveConsultation{plan_id, case_id, ConsultationState::open, ""});
    made.consultees.clear();
    EXPECT_EQ(organisation.code(engagement, SetConsultation{plan_id, made}), Errc::not_allowed);
}

TEST(ConsultationTest, what_people_were_asked_about_does_not_change_while_they_answer)
{
    Consulting organisation;
    organisation.open_case();
    auto made = Consulting::some_case();
    made.proposal = "Something else";
    EXPECT_EQ(organisation.code(engagement, SetConsultation{plan_id, made}), Errc::not_allowed);
    made = Consulting::some_case();
    made.closes = Date::of(2027, 3, 1);
    organisation.must(engagement, SetConsultation{plan_id, made});
    EXPECT_EQ(organisation.held().closes, Date::of(2027, 3, 1));
}

TEST(ConsultationTest, it_is_concluded_only_once_the_board_has_received_the_report)
{
    Consulting organisation;
    organisation.open_case();
    EXPECT_EQ(organisation.code(engagement, MoveConsultation{plan_id, case_id, ConsultationState::concluded, ""}), Errc::conflict);
    EXPECT_EQ(organisation.code(engagement, MoveConsultation{plan_id, case_id, ConsultationState::closed, ""}), Errc::invalid) << "early, without a reason";
    organisation.close_case();
    EXPECT_EQ(organisation.code(engagement, MoveConsultation{plan_id, case_id, ConsultationState::concluded, ""}), Errc::not_allowed);
    organisation.must(engagement, ReportConsultation{plan_id, case_id, "40 responses, considered one by one", "The report", {}, ""});
    EXPECT_EQ(organisation.code(engagement, MoveConsultation{plan_id, case_id, ConsultationState::concluded, ""}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(engagement, ReportConsultation{plan_id, case_id, "Considered", "The report", Date::of(2027, 3, 3), ""}), Errc::invalid);
    organisation.must(engagement, ReportConsultation{plan_id, case_id, "Considered", "The report", Date::of(2027, 3, 3), "Agreed to go ahead"});
    organisation.must(engagement, MoveConsultation{plan_id, case_id, ConsultationState::concluded, ""});
    EXPECT_EQ(organisation.held().state, ConsultationState::concluded);
}

TEST(ConsultationTest, consultees_are_told_and_answer)
{
    Consulting organisation;
    organisation.open_case();
    Consultee osc = organisation.held().consultees[0];
    osc.notified = Date::of(2026, 11, 24);
    osc.responded = Date::of(2026, 11, 20);
    EXPECT_EQ(organisation.code(engagement, RecordConsultee{plan_id, case_id, osc}), Errc::invalid);
    osc.responded = Date::of(2026, 12, 20);
    osc.response = "No objection";
    organisation.must(engagement, RecordConsultee{plan_id, case_id, osc});
    EXPECT_EQ(organisation.held().consultees[0].response, "No objection");
    osc.mandatory = false;
    EXPECT_EQ(organisation.code(engagement, RecordConsultee{plan_id, case_id, osc}), Errc::not_allowed);
}

TEST(ConsultationTest, what_sign_off_waits_for_is_named_until_it_is_done)
{
    Consulting organisation;
    const auto facts = [&] { return workflow::facts_of(organisation.core.tenant(), organisation.plan()); };
    using Lines = std::vector<std::string>;
    EXPECT_EQ(facts().intentions_not_assessed, (Lines{"UEC-01: not assessed"}));
    organisation.must(author, AssessSignificance{plan_id, Consulting::assessment(Impact::substantial)});
    EXPECT_TRUE(facts().intentions_not_assessed.empty());
    EXPECT_EQ(facts().consultations_missing, (Lines{"UEC-01 needs a formal consultation: none is set up"}));
    organisation.open_case();
    EXPECT_EQ(facts().consultations_missing, (Lines{"UEC-01 needs a formal consultation: it is open until 16 February 2027"}));
    organisation.close_case();
    organisation.must(engagement, ReportConsultation{plan_id, case_id, "Considered", "The report", Date::of(2027, 3, 3), "Agreed to go ahead"});
    organisation.must(engagement, MoveConsultation{plan_id, case_id, ConsultationState::concluded, ""});
    EXPECT_TRUE(facts().consultations_missing.empty());
}

TEST(ConsultationTest, nothing_is_assessed_or_consulted_on_once_the_plans_life_has_ended)
{
    Consulting organisation;
    organisation.must(owner, TakeTransition{plan_id, "withdraw", "draft", "Not needed any more"});
    EXPECT_EQ(organisation.code(author, AssessSignificance{plan_id, Consulting::assessment(Impact::none)}), Errc::not_allowed);
    EXPECT_EQ(organisation.code(engagement, SetConsultation{plan_id, Consulting::some_case()}), Errc::not_allowed);
}

TEST(ConsultationTest, whoever_is_to_decide_is_named_until_they_have_opened_the_report_on_the_latest_version)
{
    Consulting organisation;
    organisation.must(administrator, SetCommittee{some_committee()});
    const auto unread = [&] {
        const auto facts = workflow::facts_of(organisation.core.tenant(), organisation.plan());
        return facts.readings.front().not_read;
    };
    const auto everybody = unread().size();
    EXPECT_GT(everybody, 1u);
    organisation.must(chair, MarkRead{plan_id, ReadMatter::feedback_report, organisation.core.tenant().sequence, first_version});
    EXPECT_EQ(unread().size(), everybody - 1);
}

TEST(ConsultationTest, nobody_reads_a_public_response_in_the_log_until_it_is_taken_in)
{
    Consulting organisation;
    EXPECT_EQ(organisation.code(engagement, ModerateSubmission{plan_id, SubmissionId::derived("s"), true, "", item_id, "", ""}), Errc::not_found);
}

}  // namespace
}  // namespace assent
