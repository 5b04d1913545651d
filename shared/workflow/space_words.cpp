// Configurations as the facts they stand for, and moves between them in words.
#include <algorithm>

#include "shared/workflow/guard.hpp"
#include "shared/workflow/space.hpp"

namespace assent::workflow {

Facts Space::facts(Configuration at) const
{
    Facts facts;
    facts.state = definition_.states[state(at)].key;
    facts.version_hash = sha256(as_bytes("latest"));
    if (has_version(at)) facts.version = "2";
    facts.edited_since_version = edited_since_version(at);
    if (get(at, feedback_) == 2) facts.feedback_unanswered = {"F-001"};
    if (get(at, feedback_) >= 1) facts.feedback_open = {"F-001"};
    if (get(at, doubts_)) facts.doubts_open = {"line 7"};
    if (get(at, forums_)) facts.forums_not_visited = {"Patient reference group"};
    if (get(at, incomplete_)) facts.intentions_incomplete = {"PLN-07: no provider"};
    if (get(at, disputed_)) facts.parts_not_agreed = {"1.4 Finance"};
    if (get(at, unassessed_)) facts.intentions_not_assessed = {"PLN-07: not assessed"};
    if (get(at, unconsulted_)) facts.consultations_missing = {"PLN-07 needs a formal consultation: none is set up"};
    const std::uint64_t latest = get(at, events_latest_);
    const std::uint64_t held = get(at, events_);
    facts.events_on_latest = latest == 0 ? 0 : thresholds_latest_[latest - 1];
    facts.events_held = std::max(facts.events_on_latest, held == 0 ? 0 : thresholds_[held - 1]);
    facts.members = {"First", "Second"};
    for (const Reading& reading : readings_) {
        const Committee& committee = definition_.committees[reading.committee];
        std::vector<std::string> not_read;
        if (get(at, reading.field)) not_read = {"A. Member"};
        if (committee.scope == CommitteeScope::own) {
            facts.readings.push_back({committee.key, "", not_read});
        } else {
            facts.readings.push_back({committee.key, facts.members[0], {}});
            facts.readings.push_back({committee.key, facts.members[1], not_read});
        }
    }
    for (const Body& body : bodies_) {
        const std::uint64_t standing = get(at, body.field);
        if (standing == undecided) continue;
        DecisionFact decision;
        decision.committee = definition_.committees[body.committee].key;
        if (body.member > 0) decision.organisation = facts.members[body.member - 1];
        decision.version_hash = facts.version_hash;
        decision.version = facts.version;
        decision.closed = decision.quorate = true;
        decision.outcome = standing == returned      ? Outcome::sent_back
                           : standing == conditional ? Outcome::approved_with_conditions
                                                     : Outcome::approved;
        if (standing == conditional) decision.open_conditions = {"Name the budget holder"};
        facts.decisions.push_back(std::move(decision));
    }
    if (get(at, open_)) {
        DecisionFact decision;
        decision.committee = "open";
        decision.version_hash = facts.version_hash;
        decision.version = facts.version;
        facts.decisions.push_back(std::move(decision));
    }
    return facts;
}

std::string Space::body_in_words(std::uint32_t body) const
{
    const std::string& name = definition_.committees[bodies_[body].committee].name;
    if (bodies_[body].member == 0) return "The " + name;
    return (bodies_[body].member == 1 ? "One member's " : "Another member's ") + name;
}

std::string Space::in_words(const Move& move, Configuration from, Configuration to) const
{
    switch (move.kind) {
    case MoveKind::start: {
        std::vector<std::string> extras;
        if (get(to, doubts_)) extras.push_back("doubts from its import");
        if (get(to, incomplete_)) extras.push_back("an incomplete intention");
        if (get(to, disputed_)) extras.push_back("a part that is not agreed");
        if (get(to, unassessed_)) extras.push_back("an intention that is not assessed");
        return "A new plan starts in \"" + definition_.states[state(to)].title + "\"" +
               (extras.empty() ? "." : ", with " + joined(extras) + ".");
    }
    case MoveKind::transition: {
        const Transition& transition = definition_.transitions[move.index];
        const Role* role = find_role(definition_, transition.by.front());
        return "The " + (role ? role->title : transition.by.front()) + " takes the step \"" + transition.title +
               "\": the plan is now in \"" + definition_.states[targets_[move.index]].title + "\".";
    }
    case MoveKind::edited: return "The text is edited.";
    case MoveKind::edited_incomplete: return "The text is edited, and leaves an intention incomplete.";
    case MoveKind::edited_complete: return "The text is edited, and every intention is complete.";
    case MoveKind::edited_disputed: return "The text is edited, and a section or table is not agreed.";
    case MoveKind::edited_agreed: return "The text is edited, and every section and table is agreed.";
    case MoveKind::version_cut: {
        if (!has_version(from)) return "The first version is cut.";
        const bool decided = std::any_of(bodies_.begin(), bodies_.end(),
                                         [&](const Body& body) { return get(from, body.field) != undecided; });
        return decided ? "A new version is cut; decisions on the version before do not count for it."
                       : "A new version is cut.";
    }
    case MoveKind::event_held: {
        const auto now = [](std::uint32_t count, const char* about) {
            return "at least " + std::to_string(count) + (count == 1 ? " socialisation event has" : " socialisation events have") +
                   " been held" + about;
        };
        std::vector<std::string> counts;
        if (get(to, events_) > get(from, events_)) counts.push_back(now(thresholds_[get(to, events_) - 1], ""));
        if (get(to, events_latest_) > get(from, events_latest_))
            counts.push_back(now(thresholds_latest_[get(to, events_latest_) - 1], " with the latest version"));
        return "Forums are met: " + joined(counts) + ".";
    }
    case MoveKind::forum_added: return "A forum is added to the engagement plan.";
    case MoveKind::forums_visited: return "Every forum of the engagement plan is visited.";
    case MoveKind::feedback_logged: return "A feedback item is logged.";
    case MoveKind::feedback_answered: return "Every feedback item is answered.";
    case MoveKind::feedback_closed: return "Every feedback item is closed.";
    case MoveKind::doubts_settled: return "Every doubt from the import is settled.";
    case MoveKind::decision_opened: return "A committee's decision is opened.";
    case MoveKind::decision_closed: return "The decision is closed without an outcome.";
    case MoveKind::approved: return body_in_words(move.index) + " approves the latest version.";
    case MoveKind::approved_with_condition: return body_in_words(move.index) + " approves the latest version with a condition.";
    case MoveKind::sent_back: return body_in_words(move.index) + " sends the latest version back.";
    case MoveKind::edited_unassessed: return "The text is edited, and an intention is to be assessed for significance.";
    case MoveKind::assessed: return "The significance of every intention is assessed.";
    case MoveKind::consultation_found: return "An assessment finds that a formal consultation is needed.";
    case MoveKind::consultations_concluded: return "Every formal consultation that is needed is concluded.";
    case MoveKind::report_read:
        return "Everybody of the " + definition_.committees[readings_[move.index].committee].name + " opens the feedback report.";
    case MoveKind::member_joined:
        return "The " + definition_.committees[readings_[move.index].committee].name + " gets a member who has not opened the feedback report.";
    case MoveKind::condition_closed: return body_in_words(move.index) + "'s condition is closed.";
    }
    return {};
}

}  // namespace assent::workflow
