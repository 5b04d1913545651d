#include "shared/workflow/guard.hpp"

#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

const Definition& joint()
{
    static const Definition definition = definition_from("workflows/joint-plan.toml");
    return definition;
}

Guard plain(GuardKind kind)
{
    Guard guard;
    guard.kind = kind;
    return guard;
}

Guard by(GuardKind kind, const std::string& committee)
{
    Guard guard = plain(kind);
    guard.committee = committee;
    return guard;
}

Guard of(GuardKind kind, std::vector<Guard> children)
{
    Guard guard = plain(kind);
    guard.children = std::move(children);
    return guard;
}

Guard events(std::uint32_t min, bool latest)
{
    Guard guard = plain(GuardKind::events_held);
    guard.min = min;
    guard.latest = latest;
    return guard;
}

Hash hash_of(const char* text) { return sha256(as_bytes(text)); }

Facts facts_at(const char* version)
{
    Facts facts;
    facts.state = "for_decision";
    facts.version = version;
    facts.version_hash = hash_of(version);
    facts.members = {"Bedfordshire CCG", "Luton CCG"};
    return facts;
}

DecisionFact decided(const std::string& committee, const std::string& organisation, const char* version, Outcome outcome)
{
    DecisionFact decision;
    decision.committee = committee;
    decision.organisation = organisation;
    decision.version = version;
    decision.version_hash = hash_of(version);
    decision.outcome = outcome;
    decision.closed = decision.quorate = true;
    return decision;
}

Verdict verdict(const Guard& guard, const Facts& facts) { return evaluate(guard, joint(), facts); }
std::string sentence(const Guard& guard, const Facts& facts) { return verdict(guard, facts).sentence; }

const Guard approved = by(GuardKind::approved_by, "joint_executive");
const Guard approved_by_all = by(GuardKind::approved_by, "governing_body");

}  // namespace

TEST(GuardTest, lists_what_is_missing)
{
    Facts facts = facts_at("1.0");
    facts.feedback_unanswered = {"F-031", "F-027", "F-018"};
    const Verdict found = verdict(plain(GuardKind::feedback_answered), facts);
    EXPECT_FALSE(found.met);
    EXPECT_EQ(found.sentence, "3 feedback items are unanswered: F-031, F-027 and F-018.");
    EXPECT_EQ(found.items, facts.feedback_unanswered);
    facts.feedback_unanswered.clear();
    EXPECT_EQ(sentence(plain(GuardKind::feedback_answered), facts), "Every feedback item is answered.");
}

TEST(GuardTest, a_long_list_is_cut_in_the_sentence_and_whole_in_the_items)
{
    Facts facts = facts_at("1.0");
    for (int i = 1; i <= 40; ++i) facts.feedback_open.push_back("F-" + std::to_string(i));
    const Verdict found = verdict(plain(GuardKind::feedback_closed), facts);
    EXPECT_EQ(found.sentence, "40 feedback items are open: F-1, F-2, F-3, F-4, F-5 and 35 more.");
    EXPECT_EQ(found.items.size(), 40u);
}

TEST(GuardTest, every_plain_condition_says_both_what_is_and_what_is_missing)
{
    Facts good = facts_at("0.3");
    good.reason_given = true;
    Facts bad = facts_at("0.3");
    bad.edited_since_version = true;
    bad.feedback_unanswered = bad.feedback_open = {"F-001"};
    bad.doubts_open = {"line 12"};
    bad.forums_not_visited = {"Healthwatch", "Patient reference group"};
    bad.intentions_incomplete = {"PLN-07: no provider"};
    bad.parts_not_agreed = {"1.4 Finance"};
    bad.intentions_not_assessed = {"UEC-02: not assessed", "UEC-03: its text has changed since it was assessed"};
    bad.consultations_missing = {"UEC-02 needs a formal consultation: none is set up"};
    DecisionFact open = decided("governing_body", "Luton CCG", "0.3", Outcome::none);
    open.closed = false;
    DecisionFact conditional = decided("joint_executive", "", "0.3", Outcome::approved_with_conditions);
    conditional.open_conditions = {"OOH-11: name the budget holder"};
    bad.decisions = {open, conditional};
    const std::vector<std::tuple<GuardKind, std::string, std::string>> expected{
        {GuardKind::version_cut, "Nothing has been edited since version 0.3 was cut.",
         "The plan has been edited since version 0.3 was cut."},
        {GuardKind::feedback_closed, "Every feedback item is closed.", "1 feedback item is open: F-001."},
        {GuardKind::forums_visited, "Every forum of the engagement plan has been visited.",
         "2 forums of the engagement plan have not been visited: Healthwatch and Patient reference group."},
        {GuardKind::doubts_settled, "Every doubt from the import is settled.",
         "1 doubt from the import is not settled: line 12."},
        {GuardKind::intentions_complete, "Every intention is complete.", "1 intention is incomplete: PLN-07: no provider."},
        {GuardKind::parts_agreed, "Every section and table is agreed.", "1 section or table is not agreed: 1.4 Finance."},
        {GuardKind::decisions_closed, "No decision is open.",
         "1 decision is still open: Luton CCG's Governing Body on version 0.3."},
        {GuardKind::conditions_closed, "No condition of an approval is open.",
         "1 condition is open: OOH-11: name the budget holder."},
        {GuardKind::significance_assessed, "The significance of every intention is assessed.",
         "2 intentions are to be assessed for significance: UEC-02: not assessed and UEC-03: its text has changed since it was assessed."},
        {GuardKind::consultations_concluded, "Every formal consultation that is needed is concluded.",
         "UEC-02 needs a formal consultation: none is set up."},
        {GuardKind::reason_given, "A reason is given.", "A reason is needed for this step."},
    };
    for (const auto& [kind, met, unmet] : expected) {
        EXPECT_TRUE(verdict(plain(kind), good).met) << name_of(kind);
        EXPECT_EQ(sentence(plain(kind), good), met);
        EXPECT_FALSE(verdict(plain(kind), bad).met) << name_of(kind);
        EXPECT_EQ(sentence(plain(kind), bad), unmet);
        EXPECT_FALSE(verdict(plain(kind), bad).items.empty());
    }
}

TEST(GuardTest, without_a_version_there_is_nothing_to_approve)
{
    Facts facts = facts_at("");
    EXPECT_EQ(sentence(plain(GuardKind::has_version), facts), "No version has been cut yet.");
    EXPECT_EQ(sentence(plain(GuardKind::version_cut), facts), "No version has been cut yet.");
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team has no version to decide on.");
    facts.decisions = {decided("joint_executive", "", "", Outcome::approved)};
    EXPECT_FALSE(verdict(approved, facts).met);
}

TEST(GuardTest, an_approval_is_of_one_content_only)
{
    Facts facts = facts_at("0.9");
    facts.decisions = {decided("joint_executive", "", "0.9", Outcome::approved)};
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team approved version 0.9.");
    EXPECT_TRUE(verdict(approved, facts).met);
    facts.version = "1.0";
    facts.version_hash = hash_of("1.0");
    EXPECT_FALSE(verdict(approved, facts).met);
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team approved version 0.9, not version 1.0.");
    // A later version with the very same content is what was approved.
    facts.version_hash = hash_of("0.9");
    EXPECT_TRUE(verdict(approved, facts).met);
}

TEST(GuardTest, says_why_a_decision_does_not_count)
{
    Facts facts = facts_at("1.0");
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team has not decided on version 1.0.");
    DecisionFact decision = decided("joint_executive", "", "1.0", Outcome::approved);
    decision.closed = false;
    facts.decisions = {decision};
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team has not finished deciding on version 1.0.");
    decision.closed = true;
    decision.quorate = false;
    facts.decisions = {decision};
    EXPECT_FALSE(verdict(approved, facts).met);
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team was not quorate when it decided on version 1.0.");
    decision.quorate = decision.voided = true;
    facts.decisions = {decision};
    EXPECT_FALSE(verdict(approved, facts).met);
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team's decision on version 1.0 has been set aside.");
    facts.decisions = {decided("joint_executive", "", "1.0", Outcome::none)};
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team came to no outcome on version 1.0.");
    facts.decisions = {decided("joint_executive", "", "1.0", Outcome::sent_back)};
    EXPECT_EQ(sentence(approved, facts), "The Joint Executive Team sent version 1.0 back.");
}

TEST(GuardTest, the_last_decision_counts_and_one_without_quorum_undoes_nothing)
{
    Facts facts = facts_at("1.0");
    facts.decisions = {decided("joint_executive", "", "1.0", Outcome::approved),
                       decided("joint_executive", "", "1.0", Outcome::sent_back)};
    EXPECT_FALSE(verdict(approved, facts).met);
    EXPECT_TRUE(verdict(by(GuardKind::sent_back_by, "joint_executive"), facts).met);
    facts.decisions[1].quorate = false;
    EXPECT_TRUE(verdict(approved, facts).met);
    EXPECT_FALSE(verdict(by(GuardKind::sent_back_by, "joint_executive"), facts).met);
}

TEST(GuardTest, every_member_decides_in_its_own_name)
{
    Facts facts = facts_at("1.0");
    facts.decisions = {decided("governing_body", "Bedfordshire CCG", "1.0", Outcome::approved)};
    const Verdict half = verdict(approved_by_all, facts);
    EXPECT_FALSE(half.met);
    EXPECT_EQ(half.items, std::vector<std::string>{"Luton CCG's Governing Body has not decided on version 1.0."});
    facts.decisions.push_back(decided("governing_body", "Luton CCG", "1.0", Outcome::approved_with_conditions));
    EXPECT_TRUE(verdict(approved_by_all, facts).met);
    EXPECT_EQ(sentence(approved_by_all, facts), "Every member's Governing Body approved version 1.0.");
    // An organisation that is no member decides nothing here; a member that joins has yet to decide.
    facts.members.push_back("Milton Keynes CCG");
    facts.decisions.push_back(decided("governing_body", "Another CCG", "1.0", Outcome::sent_back));
    EXPECT_FALSE(verdict(approved_by_all, facts).met);
    EXPECT_FALSE(verdict(by(GuardKind::sent_back_by, "governing_body"), facts).met);
    facts.decisions.push_back(decided("governing_body", "Milton Keynes CCG", "1.0", Outcome::sent_back));
    EXPECT_EQ(sentence(by(GuardKind::sent_back_by, "governing_body"), facts),
              "Milton Keynes CCG's Governing Body sent version 1.0 back.");
}

TEST(GuardTest, whoever_is_to_decide_has_opened_the_feedback_report)
{
    const Guard executive = by(GuardKind::feedback_considered, "joint_executive");
    Facts facts = facts_at("");
    EXPECT_EQ(sentence(executive, facts), "No version has been cut yet.");
    facts = facts_at("1.0");
    EXPECT_EQ(sentence(executive, facts), "The Joint Executive Team has not been set up.");
    facts.readings = {{"joint_executive", "", {"Ada Okoro", "Ben Hale"}}};
    EXPECT_EQ(sentence(executive, facts),
              "2 members of the Joint Executive Team have not opened the feedback report on version 1.0: Ada Okoro and Ben Hale.");
    EXPECT_EQ(verdict(executive, facts).items, (std::vector<std::string>{"Ada Okoro", "Ben Hale"}));
    facts.readings[0].not_read.clear();
    EXPECT_EQ(sentence(executive, facts), "Everybody of the Joint Executive Team has opened the feedback report on version 1.0.");

    const Guard members = by(GuardKind::feedback_considered, "governing_body");
    facts.readings = {{"governing_body", "Bedfordshire CCG", {}}, {"governing_body", "Luton CCG", {"Cai Rowe"}}};
    EXPECT_EQ(sentence(members, facts), "1 member of Luton CCG's Governing Body has not opened the feedback report on version 1.0: Cai Rowe.");
    facts.readings[1].not_read.clear();
    EXPECT_TRUE(verdict(members, facts).met);
}

TEST(GuardTest, a_partnership_without_members_has_no_approval)
{
    Facts facts = facts_at("1.0");
    facts.members.clear();
    EXPECT_FALSE(verdict(approved_by_all, facts).met);
    EXPECT_FALSE(verdict(by(GuardKind::sent_back_by, "governing_body"), facts).met);
}

TEST(GuardTest, conditions_of_approvals_that_do_not_count_are_not_asked_for)
{
    Facts facts = facts_at("1.0");
    facts.decisions = {decided("joint_executive", "", "0.9", Outcome::approved_with_conditions),
                       decided("joint_executive", "", "1.0", Outcome::approved)};
    facts.decisions[0].open_conditions = {"an old one"};
    EXPECT_TRUE(verdict(plain(GuardKind::conditions_closed), facts).met);
}

TEST(GuardTest, counts_events_with_any_or_the_latest_version)
{
    Facts facts = facts_at("1.0");
    EXPECT_EQ(sentence(events(1, false), facts), "No socialisation event has been held; 1 is needed.");
    facts.events_held = 2;
    EXPECT_TRUE(verdict(events(2, false), facts).met);
    EXPECT_EQ(sentence(events(3, false), facts), "2 socialisation events have been held; 1 more is needed.");
    EXPECT_EQ(sentence(events(2, true), facts),
              "No socialisation event has been held with the latest version; 2 are needed.");
    facts.events_on_latest = 2;
    EXPECT_EQ(sentence(events(2, true), facts), "2 socialisation events have been held with the latest version.");
}

TEST(GuardTest, any_holds_with_its_first_part_that_holds)
{
    Facts facts = facts_at("1.0");
    const Guard either =
        of(GuardKind::any, {by(GuardKind::sent_back_by, "joint_executive"), plain(GuardKind::reason_given)});
    EXPECT_EQ(sentence(either, facts),
              "One of these is needed, and none holds: The Joint Executive Team has not decided on version 1.0. A reason "
              "is needed for this step.");
    facts.reason_given = true;
    EXPECT_EQ(sentence(either, facts), "A reason is given.");
}

TEST(GuardTest, not_explains_itself)
{
    Facts facts = facts_at("1.0");
    const Guard none = of(GuardKind::negation, {approved});
    EXPECT_TRUE(verdict(none, facts).met);
    EXPECT_EQ(sentence(none, facts), "The Joint Executive Team has not decided on version 1.0.");
    facts.decisions = {decided("joint_executive", "", "1.0", Outcome::approved)};
    EXPECT_EQ(sentence(none, facts),
              "Only possible while the Joint Executive Team has not approved the latest version. The Joint Executive Team "
              "approved version 1.0.");
}

TEST(GuardTest, all_collects_what_its_parts_lack)
{
    Facts facts = facts_at("1.0");
    facts.feedback_open = {"F-001"};
    facts.edited_since_version = true;
    const Guard both = of(GuardKind::all, {plain(GuardKind::version_cut), plain(GuardKind::feedback_closed)});
    EXPECT_EQ(sentence(both, facts),
              "The plan has been edited since version 1.0 was cut. 1 feedback item is open: F-001.");
    EXPECT_EQ(verdict(both, facts).items.size(), 2u);
    EXPECT_TRUE(verdict(of(GuardKind::all, {}), facts).met);
    EXPECT_FALSE(verdict(of(GuardKind::any, {}), facts).met);
}

TEST(GuardTest, reads_as_a_clause_and_as_its_opposite)
{
    const Guard guard = of(GuardKind::all, {of(GuardKind::any, {approved_by_all, plain(GuardKind::has_version)}),
                                            of(GuardKind::negation, {events(2, true)})});
    EXPECT_EQ(in_words(guard, joint()),
              "(every member's Governing Body has approved the latest version or a version has been cut) and fewer than 2 "
              "socialisation events have been held with the latest version");
    EXPECT_EQ(opposite_in_words(guard, joint()),
              "(a member's Governing Body has not approved the latest version and no version has been cut) or at least 2 "
              "socialisation events have been held with the latest version");
}

TEST(GuardTest, joins_words_as_people_write_lists)
{
    EXPECT_EQ(joined({}), "");
    EXPECT_EQ(joined({"A"}), "A");
    EXPECT_EQ(joined({"A", "B"}), "A and B");
    EXPECT_EQ(joined({"A", "B", "C"}, " or "), "A, B or C");
}
