// Whether a change is significant, and the word of a named person where a consultation is not held all the same.
#include "server/commands/handle.hpp"
#include "shared/model/significance.hpp"

namespace assent::commands {

static constexpr SignificanceTest tests_in_order[] = {SignificanceTest::access, SignificanceTest::wider_community,
                                                      SignificanceTest::patients_or_users, SignificanceTest::service_delivery};

static Result<void> check_tests(const std::vector<TestAnswer>& tests)
{
    if (tests.size() != std::size(tests_in_order)) return refuse(Errc::invalid, "Answer all four tests.", "tests");
    for (std::size_t i = 0; i < tests.size(); ++i) {
        if (tests[i].test != tests_in_order[i]) return refuse(Errc::malformed, "The tests are not in their order.", "tests");
        const std::string name = words_of(tests[i].test);
        if (tests[i].impact == Impact::not_assessed) return refuse(Errc::invalid, "Answer the test \"" + name + "\".", "tests");
        ASSENT_CHECK(check_optional_words(tests[i].reason, "tests"));
        if (tests[i].impact != Impact::none && tests[i].reason.empty())
            return refuse(Errc::invalid, "Say what the impact is in the test \"" + name + "\".", "tests");
    }
    return {};
}

Result<Decided> handle_one(const Situation& situation, const AssessSignificance& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(check_under_way(situation, *plan));
    Assessment assessment = command.assessment;
    const auto* intention = find_intention(plan->content, assessment.intention);
    if (!intention) return refuse(Errc::not_found, "This intention is no longer in the plan.", "intention");
    ASSENT_CHECK(check_tests(assessment.tests));
    const auto least = least_involvement(assessment.tests, assessment.similar_procurement);
    if (assessment.involvement < least)
        return refuse(Errc::invalid, "These answers need at least: " + words_of(least) + ". A consultation that is not held is waived, with a reason.",
                      "involvement");
    assessment.text_digest = material_digest(intention->text);
    assessment.by = situation.person.id;
    assessment.at = situation.now;
    assessment.waived_why.clear();
    assessment.waived_by = {};
    assessment.waiver_decided_by = {};
    assessment.waived_at = {};
    return Decided{{SignificanceAssessed{command.plan, std::move(assessment)}}, {}};
}

Result<Decided> handle_one(const Situation& situation, const WaiveConsultation& command)
{
    ASSENT_TRY(const auto* plan, plan_in(situation, command.plan));
    ASSENT_CHECK(check_under_way(situation, *plan));
    const auto* assessment = find_assessment(*plan, command.intention);
    if (!assessment || assessment->involvement != Involvement::formal_consultation)
        return refuse(Errc::not_allowed, "This intention needs no formal consultation, so there is none to waive.", "intention");
    if (assessment->waived_by) return refuse(Errc::conflict, "The consultation has been waived already.", "intention");
    if (!find_person(situation.tenant, command.decided_by))
        return refuse(Errc::not_found, "Choose the person who decided it.", "decided_by");
    ASSENT_CHECK(check_words(command.reason, "reason", "why no consultation is held"));
    return Decided{{ConsultationWaived{command.plan, command.intention, command.decided_by, command.reason}}, {}};
}

}  // namespace assent::commands
