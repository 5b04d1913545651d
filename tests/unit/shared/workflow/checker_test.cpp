#include "shared/workflow/checker.hpp"

#include <set>

#include "shared/workflow/space.hpp"
#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

const std::string folder = "tests/data/workflow/";

/// What `assent workflow check` prints for a definition.
std::string verdict_on(const std::string& name)
{
    const Parsed parsed = parse(file_text(folder + name + ".toml"));
    const std::vector<Fault> faults = parsed.definition ? check(*parsed.definition).faults : parsed.faults;
    std::string text;
    for (const Fault& fault : faults) text += text_of(fault, name + ".toml") + "\n";
    return text;
}

/// A definition with `committees` committees that all decide, for one that is too large to walk.
std::string with_committees(int committees)
{
    std::string text = "format = 1\nname = \"big\"\ntitle = \"Big\"\ninitial = \"a\"\nroles = { owner = \"Owner\" }\n"
                       "[[transition]]\nkey = \"go\"\ntitle = \"Go\"\nfrom = [\"a\"]\nto = \"b\"\nby = [\"owner\"]\nrequires = [";
    for (int i = 0; i < committees; ++i) text += "{ approved_by = \"c" + std::to_string(i) + "\" }, ";
    text += "\"version_cut\"]\n[[state]]\nkey = \"a\"\ntitle = \"A\"\nphase = \"sign_off\"\nallows = [\"cut_version\"]\ndecides = [";
    for (int i = 0; i < committees; ++i) text += "\"c" + std::to_string(i) + "\", ";
    text += "]\n[[state]]\nkey = \"b\"\ntitle = \"B\"\nphase = \"published\"\nfinal = true\n";
    for (int i = 0; i < committees; ++i)
        text += "[[committee]]\nkey = \"c" + std::to_string(i) + "\"\nname = \"C\"\ndecision_rule = \"majority\"\n"
                "scope = \"each_member\"\nseats = [{ role = \"chair\" }]\nquorum = { members = 1 }\n";
    return text;
}

}  // namespace

TEST(WorkflowCheckerTest, a_sound_definition_has_no_fault)
{
    const CheckReport report = check(definition_from(folder + "sound.toml"));
    EXPECT_TRUE(report.faults.empty());
    EXPECT_GT(report.configurations, 50u);
}

// Each definition is the sound one with one thing wrong; the fault found, its line and the steps that lead to it stand in
// the file beside it.
TEST(WorkflowCheckerTest, every_wrong_definition_is_caught_for_its_own_reason)
{
    const std::vector<std::string> wrong{
        "casting_vote",  "contradiction",     "dead_end",       "defined_twice",    "edited_when_published",
        "idle_committee", "late_feedback",    "never_held",     "no_end",           "nobody_decides",
        "not_approved",  "one_member_enough", "past_the_end",   "quorum_members",   "quorum_observers",
        "quorum_seats",  "recusal",           "sent_back_and_approved", "stale_approval", "syntax",
        "trap",          "trap_by_guard",     "undefined_names", "unreachable_state", "without_version",
        "wrong_values",  "not_assessed",      "consultation_found_late", "not_considered"};
    std::set<std::string> reasons;
    for (const std::string& name : wrong) {
        const std::string found = verdict_on(name);
        EXPECT_FALSE(found.empty()) << name << " passes as sound";
        expect_text(folder + name + ".expected", found);
        reasons.insert(found.substr(found.find(": ") + 2));
    }
    EXPECT_EQ(reasons.size(), wrong.size());
}

TEST(WorkflowCheckerTest, the_shipped_definitions_are_sound)
{
    for (const auto& file : shipped_definitions()) {
        const CheckReport report = check(definition_from(file));
        for (const Fault& fault : report.faults) ADD_FAILURE() << text_of(fault, file);
    }
}

TEST(WorkflowCheckerTest, a_definition_too_large_to_walk_is_refused_within_its_limits)
{
    const auto definition = load(with_committees(12), "big.toml");
    ASSERT_TRUE(definition.has_value()) << definition.error().message;
    const CheckReport report = check(*definition, {20'000, 200'000});
    ASSERT_EQ(report.faults.size(), 1u);
    EXPECT_EQ(report.faults[0].message,
              "The definition has too many combinations to check: more than 20000 configurations or 200000 moves. Use fewer "
              "committees or conditions.");
}

TEST(WorkflowCheckerTest, a_definition_that_does_not_fit_a_configuration_is_refused)
{
    // Sixteen committees in two members each take 64 bits, and the state takes more.
    const auto definition = load(with_committees(16), "big.toml");
    ASSERT_TRUE(definition.has_value()) << definition.error().message;
    EXPECT_FALSE(Space(*definition).fits());
    EXPECT_EQ(check(*definition).faults.size(), 1u);
}

TEST(WorkflowCheckerTest, voiding_approvals_is_part_of_the_walk)
{
    // Sending back is no condition here; what keeps the old approval from counting is that the step sets it aside.
    std::string text = file_text(folder + "sound.toml");
    const std::string step = "requires = [{ any = [{ sent_back_by = \"board\" }, \"reason_given\"] }]";
    text.replace(text.find(step), step.size(), "requires = [\"reason_given\"]\nvoids_approvals = true");
    text += "\n[[invariant]]\ntitle = \"Nothing in draft is approved\"\nstates = [\"draft\"]\n"
            "holds = [{ not = { approved_by = \"board\" } }]\n";
    EXPECT_TRUE(check(*parse(text).definition).faults.empty());
    text.replace(text.find("voids_approvals = true"), 22, "");
    const auto faults = check(*parse(text).definition).faults;
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].steps.back(), "Now the plan is in \"Draft\", but the Governing Body has approved the latest version.");
}
