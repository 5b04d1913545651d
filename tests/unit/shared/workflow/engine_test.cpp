#include "shared/workflow/engine.hpp"

#include <algorithm>
#include <sstream>

#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

/// Runs a script against the engine and writes down what it says. Lines beginning with "> " are the script:
///   cut N | edit | event [FORUM] | plan FORUM | doubt TEXT | settle
///   feedback REF | answer REF | close REF
///   open COMMITTEE [ORGANISATION] | decide OUTCOME COMMITTEE [ORGANISATION] | condition TEXT | meet
///   steps ROLE | take STEP ROLE [because TEXT] | may ACTIVITY | hold COMMITTEE
class Script
{
public:
    explicit Script(const std::string& file) : definition_(definition_from(file)) { facts_.state = definition_.initial; }

    std::string run(const std::string& script)
    {
        std::istringstream lines(script);
        for (std::string line; std::getline(lines, line);) {
            if (line.rfind("> ", 0) != 0) {
                if (line.rfind("#", 0) == 0 || line.empty()) out_ += line + "\n";
                continue;
            }
            out_ += line + "\n";
            std::istringstream words(line.substr(2));
            std::string command;
            words >> command;
            one(command, words);
        }
        return out_;
    }

    Facts& facts() { return facts_; }

private:
    void say(const std::string& line) { out_ += "  " + line + "\n"; }

    static std::string word(std::istringstream& words)
    {
        std::string found;
        words >> found;
        return found;
    }

    static std::string rest(std::istringstream& words)
    {
        std::string found;
        std::getline(words >> std::ws, found);
        return found;
    }

    static void drop(std::vector<std::string>& list, const std::string& item)
    {
        list.erase(std::remove(list.begin(), list.end(), item), list.end());
    }

    void one(const std::string& command, std::istringstream& words)
    {
        if (command == "members") {
            for (std::string member; std::getline(words >> std::ws, member, ',');) facts_.members.push_back(member);
        } else if (command == "cut") {
            if (!allowed(Activity::cut_version)) return;
            facts_.version = word(words);
            facts_.version_hash = sha256(as_bytes(facts_.version));
            facts_.edited_since_version = false;
            facts_.events_on_latest = 0;
        } else if (command == "edit") {
            if (allowed(Activity::edit_content)) facts_.edited_since_version = true;
        } else if (command == "plan") {
            if (allowed(Activity::record_event)) facts_.forums_not_visited.push_back(rest(words));
        } else if (command == "event") {
            if (!allowed(Activity::record_event)) return;
            drop(facts_.forums_not_visited, rest(words));
            ++facts_.events_held;
            ++facts_.events_on_latest;
        } else if (command == "unassessed") {
            facts_.intentions_not_assessed.push_back(rest(words));
        } else if (command == "assess") {
            facts_.intentions_not_assessed.clear();
        } else if (command == "unconsulted") {
            facts_.consultations_missing = {rest(words)};
        } else if (command == "conclude") {
            facts_.consultations_missing.clear();
        } else if (command == "doubt") {
            facts_.doubts_open.push_back(rest(words));
        } else if (command == "settle") {
            if (allowed(Activity::settle_doubts)) facts_.doubts_open.clear();
        } else if (command == "feedback") {
            if (!allowed(Activity::log_feedback)) return;
            facts_.feedback_unanswered.push_back(rest(words));
            facts_.feedback_open.push_back(facts_.feedback_unanswered.back());
        } else if (command == "answer") {
            if (allowed(Activity::answer_feedback)) drop(facts_.feedback_unanswered, rest(words));
        } else if (command == "close") {
            if (allowed(Activity::answer_feedback)) drop(facts_.feedback_open, rest(words));
        } else {
            decisions(command, words);
        }
    }

    void decisions(const std::string& command, std::istringstream& words)
    {
        if (command == "open") {
            DecisionFact decision;
            decision.committee = word(words);
            decision.organisation = rest(words);
            decision.version = facts_.version;
            decision.version_hash = facts_.version_hash;
            const auto may = check_decide(definition_, facts_.state, decision.committee);
            if (!may) return say(may.error().message);
            facts_.decisions.push_back(decision);
        } else if (command == "decide") {
            const std::string outcome = word(words);
            const std::string committee = word(words);
            const std::string organisation = rest(words);
            for (DecisionFact& decision : facts_.decisions) {
                if (decision.closed || decision.committee != committee || decision.organisation != organisation) continue;
                decision.closed = true;
                decision.quorate = outcome != "inquorate";
                decision.outcome = outcome == "sent_back"      ? Outcome::sent_back
                                   : outcome == "conditionally" ? Outcome::approved_with_conditions
                                                                : Outcome::approved;
                if (outcome == "conditionally") decision.open_conditions = {"name the budget holder"};
            }
        } else if (command == "meet") {
            if (allowed(Activity::close_conditions))
                for (DecisionFact& decision : facts_.decisions) decision.open_conditions.clear();
        } else {
            steps(command, words);
        }
    }

    void steps(const std::string& command, std::istringstream& words)
    {
        if (command == "may") {
            const std::string name = word(words);
            for (const Activity activity : {Activity::edit_content, Activity::cut_version, Activity::record_event})
                if (name == name_of(activity) && allowed(activity)) say("yes");
        } else if (command == "steps") {
            for (const Step& step : available(definition_, facts_, {word(words)})) {
                say(std::string(step.allowed ? "[x] " : "[ ] ") + step.title + " -> " + step.to_title +
                    (step.needs_reason ? " (asks for a reason)" : ""));
                for (const std::string& reason : step.reasons) say("      " + reason);
            }
        } else if (command == "take") {
            const std::string key = word(words);
            const std::string role = word(words);
            word(words);  // "because"
            const auto checked = check_transition(definition_, facts_, {role}, key, rest(words));
            if (!checked) return say(std::string(name_of(checked.error().code)) + ": " + checked.error().message);
            const Transition* transition = find_transition(definition_, key);
            facts_.state = transition->to;
            say("now in \"" + find_state(definition_, facts_.state)->title + "\"");
        } else {
            ADD_FAILURE() << "unknown command " << command;
        }
    }

    bool allowed(Activity activity)
    {
        const auto may = check_activity(definition_, facts_.state, activity);
        if (!may) say(may.error().message);
        return may.has_value();
    }

    Definition definition_;
    Facts facts_;
    std::string out_;
};

void expect_transcript(const std::string& definition, const std::string& transcript)
{
    expect_text(transcript, Script(definition).run(file_text(transcript)));
}

}  // namespace

TEST(EngineTest, takes_a_ccgs_plan_from_draft_to_published)
{
    expect_transcript("workflows/ccg-plan.toml", "tests/data/workflow/ccg-plan.transcript");
}

TEST(EngineTest, takes_a_joint_plan_through_every_members_decision)
{
    expect_transcript("workflows/joint-plan.toml", "tests/data/workflow/joint-plan.transcript");
}

TEST(EngineTest, a_step_shows_what_it_needs_whether_met_or_not)
{
    const Definition definition = definition_from("workflows/ccg-plan.toml");
    Facts facts;
    facts.state = "feedback";
    facts.version = "0.2";
    facts.feedback_open = {"F-004"};
    const auto steps = available(definition, facts, {"document_owner"});
    const auto review =
        std::find_if(steps.begin(), steps.end(), [](const Step& step) { return step.transition == "send_for_review"; });
    ASSERT_NE(review, steps.end());
    EXPECT_FALSE(review->allowed);
    EXPECT_TRUE(review->by_role);
    ASSERT_EQ(review->needs.size(), 4u);
    EXPECT_TRUE(review->needs[0].met);
    EXPECT_FALSE(review->needs[3].met);
    EXPECT_EQ(review->reasons, std::vector<std::string>{"1 feedback item is open: F-004."});
}

TEST(EngineTest, white_space_is_no_reason)
{
    const Definition definition = definition_from("workflows/ccg-plan.toml");
    Facts facts;
    facts.state = "draft";
    const auto refused = check_transition(definition, facts, {"document_owner"}, "withdraw", " \t\n");
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_EQ(refused.error().field, "reason");
    EXPECT_TRUE(check_transition(definition, facts, {"document_owner"}, "withdraw", "superseded").has_value());
}

TEST(EngineTest, a_step_that_is_not_there_is_not_found)
{
    const Definition definition = definition_from("workflows/ccg-plan.toml");
    Facts facts;
    facts.state = "draft";
    for (const char* key : {"publish", "no_such_step", ""})
        EXPECT_EQ(check_transition(definition, facts, {"document_owner"}, key, "x").error().code, Errc::not_found);
    facts.state = "no_such_state";
    EXPECT_TRUE(available(definition, facts, {"document_owner"}).empty());
    EXPECT_FALSE(allows(definition, facts.state, Activity::edit_content));
    EXPECT_FALSE(may_decide(definition, facts.state, "governing_body"));
}

TEST(EngineTest, what_available_allows_check_transition_accepts)
{
    const Definition definition = definition_from("workflows/joint-plan.toml");
    for (const State& state : definition.states)
        for (const std::string role : {"document_owner", "engagement_lead", "committee_secretary", "reader"})
            for (const bool edited : {false, true}) {
                Facts facts;
                facts.state = state.key;
                facts.version = "0.1";
                facts.edited_since_version = edited;
                facts.events_held = edited ? 0 : 3;
                for (const Step& step : available(definition, facts, {role}))
                    EXPECT_EQ(step.allowed,
                              check_transition(definition, facts, {role}, step.transition, "because").has_value())
                        << state.key << " " << step.transition << " " << role;
            }
}
