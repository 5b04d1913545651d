#include "shared/model/significance.hpp"

#include <gtest/gtest.h>

#include "shared/model/event.hpp"

using namespace assent;

namespace {

const ElementId ward = ElementId::derived("ward");
const ElementId clinic = ElementId::derived("clinic");

Plan plan_with_two()
{
    Content content;
    for (const auto& [id, reference, text] :
         {std::tuple{ward, "UEC-01", "Close the ward."}, std::tuple{clinic, "UEC-02", "Open a clinic."}}) {
        Intention intention;
        intention.id = id;
        intention.reference = reference;
        intention.text = text;
        content.intentions.push_back(intention);
    }
    Plan plan;
    plan.id = PlanId::derived("plan");
    load_content(plan, content);
    return plan;
}

Assessment assessed(const Plan& plan, ElementId intention, Involvement involvement)
{
    Assessment made;
    made.intention = intention;
    made.involvement = involvement;
    made.text_digest = material_digest(find_intention(plan.content, intention)->text);
    return made;
}

Consultation a_case(ConsultationState state, std::vector<ElementId> intentions)
{
    Consultation made;
    made.id = ConsultationId::derived("case");
    made.kind = Involvement::formal_consultation;
    made.closes = Date::of(2027, 3, 5);
    made.state = state;
    made.intentions = std::move(intentions);
    return made;
}

using Lines = std::vector<std::string>;

} // namespace

TEST(SignificanceTest, spacing_punctuation_marks_and_capitals_are_not_material)
{
    const Hash digest = material_digest("Close the ward at Lower Vale by March 2027.");
    for (const char* same :
         {"close the Ward, at Lower Vale, by March 2027", "Close  the ward\nat Lower Vale by March 2027!",
          "**Close** the ward at _Lower Vale_ by March 2027.",
          "\xE2\x80\x9C"
          "Close the ward\xE2\x80\x9D at Lower\xC2\xA0Vale by March 2027"})
        EXPECT_EQ(material_digest(same), digest) << same;
    for (const char* other :
         {"Close the wards at Lower Vale by March 2027.", "Close the ward at Lower Vale by March 2028.",
          "Keep the ward at Lower Vale by March 2027.", ""})
        EXPECT_NE(material_digest(other), digest) << other;
}

TEST(SignificanceTest, figures_and_signs_are_material)
{
    EXPECT_NE(material_digest("1.5 beds"), material_digest("15 beds"));
    EXPECT_NE(material_digest("by 5%"), material_digest("by 5"));
    EXPECT_NE(material_digest("\xC2\xA3"
                              "5"),
              material_digest("5"));
    EXPECT_NE(material_digest("caf\xC3\xA9"), material_digest("caf"));
}

TEST(SignificanceTest, every_intention_is_named_until_it_is_assessed_and_again_when_its_text_changed)
{
    Plan plan = plan_with_two();
    EXPECT_EQ(intentions_not_assessed(plan), (Lines{"UEC-01: not assessed", "UEC-02: not assessed"}));
    plan.assessments = {assessed(plan, ward, Involvement::none), assessed(plan, clinic, Involvement::none)};
    EXPECT_TRUE(intentions_not_assessed(plan).empty());
    auto content = plan.content;
    content.intentions[0].text = "Close the ward!";
    load_content(plan, content);
    EXPECT_TRUE(intentions_not_assessed(plan).empty()) << "punctuation only";
    content.intentions[0].text = "Close the ward and the clinic.";
    load_content(plan, content);
    EXPECT_EQ(intentions_not_assessed(plan), (Lines{"UEC-01: its text has changed since it was assessed"}));
}

TEST(SignificanceTest, typing_and_adding_are_noticed_without_loading_the_text_again)
{
    Tenant tenant;
    tenant.plans.push_back(plan_with_two());
    Plan& plan = tenant.plans[0];
    plan.assessments = {assessed(plan, ward, Involvement::none), assessed(plan, clinic, Involvement::none)};
    Intention added;
    added.id = ElementId::derived("added");
    added.reference = "UEC-03";
    apply(tenant, {1, {}, {}}, ContentEdited{plan.id, {AddIntention{added, clinic}}});
    EXPECT_EQ(intentions_not_assessed(plan), (Lines{"UEC-03: not assessed"}));
    apply(tenant, {2, {}, {}}, ContentEdited{plan.id, {SetText{ward, TextField::text, {}, "Keep the ward."}}});
    EXPECT_EQ(intentions_not_assessed(plan).front(), "UEC-01: its text has changed since it was assessed");
    const auto followed = plan.intention_marks;
    load_content(plan, plan.content);
    EXPECT_EQ(plan.intention_marks, followed);
}

TEST(SignificanceTest, marks_follow_intentions_that_are_moved_and_taken_out)
{
    Tenant tenant;
    Content content;
    for (int i = 0; i < 6; ++i) {
        Intention intention;
        intention.id = ElementId::derived("i" + std::to_string(i));
        intention.reference = "UEC-0" + std::to_string(i);
        intention.text = "Number " + std::to_string(i);
        content.intentions.push_back(intention);
    }
    tenant.plans.emplace_back();
    Plan& plan = tenant.plans[0];
    plan.id = PlanId::derived("plan");
    load_content(plan, content);
    const auto id = [&](int i) { return content.intentions[static_cast<std::size_t>(i)].id; };
    std::uint64_t sequence = 0;
    const std::vector<Edit> edits{MoveElement{id(5), {}, id(0)}, RemoveElement{id(2), {}},
                                  MoveElement{id(0), id(4), {}}, SetText{id(3), TextField::reference, {}, "UEC-99"}};
    for (const auto& edit : edits) {
        apply(tenant, {++sequence, {}, {}}, ContentEdited{plan.id, {edit}});
        const auto followed = plan.intention_marks;
        load_content(plan, plan.content);
        EXPECT_EQ(plan.intention_marks, followed) << "edit " << sequence;
    }
    EXPECT_EQ(plan.intention_marks.size(), 5u);
}

TEST(SignificanceTest, a_formal_consultation_is_missing_until_it_is_concluded_or_waived)
{
    Plan plan = plan_with_two();
    EXPECT_TRUE(consultations_missing(plan).empty()) << "nothing says that one is needed";
    plan.assessments = {assessed(plan, ward, Involvement::formal_consultation),
                        assessed(plan, clinic, Involvement::user_engagement)};
    const auto only = [&] {
        return consultations_missing(plan).empty() ? std::string() : consultations_missing(plan).front();
    };
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: none is set up");
    plan.consultations = {a_case(ConsultationState::planned, {clinic})};
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: none is set up") << "it is about another";
    plan.consultations = {a_case(ConsultationState::planned, {})};
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: it has not been opened");
    plan.consultations[0].state = ConsultationState::open;
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: it is open until 5 March 2027");
    plan.consultations[0].state = ConsultationState::closed;
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: the board has not received the report");
    plan.consultations[0].reported = Date::of(2027, 4, 1);
    EXPECT_EQ(only(), "UEC-01 needs a formal consultation: it is still to be concluded");
    plan.consultations[0].state = ConsultationState::concluded;
    EXPECT_EQ(only(), "");
    plan.consultations.clear();
    plan.assessments[0].waived_by = PersonId::derived("rosa");
    EXPECT_EQ(only(), "");
}

TEST(SignificanceTest, of_several_consultations_the_furthest_counts)
{
    Plan plan = plan_with_two();
    plan.consultations = {a_case(ConsultationState::closed, {ward}), a_case(ConsultationState::planned, {ward})};
    EXPECT_EQ(consultation_about(plan, ward)->state, ConsultationState::closed);
    plan.consultations[0].kind = Involvement::user_engagement;
    EXPECT_EQ(consultation_about(plan, ward)->state, ConsultationState::planned)
        << "engagement of users is no formal consultation";
}
