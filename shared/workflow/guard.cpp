#include "shared/workflow/guard.hpp"

#include <algorithm>

namespace assent::workflow {

namespace {

constexpr std::size_t items_in_sentence_max = 6;

std::string count_of(std::size_t count, const std::string& one, const std::string& several)
{
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

/// "F-031, F-027 and 12 more": a sentence stays a sentence however long the list is.
std::string listed(const std::vector<std::string>& items)
{
    if (items.size() <= items_in_sentence_max) return joined(items);
    std::vector<std::string> first(items.begin(), items.begin() + items_in_sentence_max - 1);
    first.push_back(std::to_string(items.size() - first.size()) + " more");
    return joined(first);
}

/// Met if nothing is listed as missing.
Verdict nothing_left(const std::vector<std::string>& items, const char* met, const char* one, const char* several)
{
    if (items.empty()) return {true, met, {}};
    return {false, count_of(items.size(), one, several) + ": " + listed(items) + ".", items};
}

std::string latest(const Facts& facts) { return "version " + facts.version; }

/// One body that decides: a committee, or one member's committee of that name.
struct Body
{
    const Committee* committee;
    std::string organisation;  ///< empty for the owner's own committee

    std::string name() const
    {
        return organisation.empty() ? "The " + committee->name : organisation + "'s " + committee->name;
    }
    bool is_of(const DecisionFact& decision) const
    {
        return decision.committee == committee->key && (organisation.empty() || decision.organisation == organisation);
    }
};

std::vector<Body> bodies_of(const Committee& committee, const Facts& facts)
{
    if (committee.scope == CommitteeScope::own) return {Body{&committee, {}}};
    std::vector<Body> bodies;
    for (const std::string& member : facts.members) bodies.push_back({&committee, member});
    return bodies;
}

/// The decision that counts: the body's last one on the latest version's content that was closed, quorate, with an
/// outcome, and not set aside since. A meeting that was not quorate decided nothing, so it undoes nothing either.
const DecisionFact* counting_decision(const Body& body, const Facts& facts)
{
    if (facts.version.empty()) return nullptr;
    const DecisionFact* found = nullptr;
    for (const DecisionFact& decision : facts.decisions)
        if (body.is_of(decision) && decision.version_hash == facts.version_hash && decision.closed && decision.quorate &&
            !decision.voided && decision.outcome != Outcome::none)
            found = &decision;
    return found;
}

bool is_approval(const DecisionFact* decision)
{
    return decision && (decision->outcome == Outcome::approved || decision->outcome == Outcome::approved_with_conditions);
}

/// Where a body stands with the latest version, as a sentence.
std::string standing(const Body& body, const Facts& facts)
{
    if (facts.version.empty()) return body.name() + " has no version to decide on.";
    if (const DecisionFact* decision = counting_decision(body, facts)) {
        if (decision->outcome == Outcome::sent_back) return body.name() + " sent " + latest(facts) + " back.";
        return body.name() + " approved " + latest(facts) +
               (decision->outcome == Outcome::approved_with_conditions ? " with conditions." : ".");
    }
    // Nothing counts: say the most recent thing that does not, and why.
    for (auto decision = facts.decisions.rbegin(); decision != facts.decisions.rend(); ++decision) {
        if (!body.is_of(*decision)) continue;
        if (decision->version_hash != facts.version_hash) {
            if (decision->closed && is_approval(&*decision))
                return body.name() + " approved version " + decision->version + ", not " + latest(facts) + ".";
            break;
        }
        if (!decision->closed) return body.name() + " has not finished deciding on " + latest(facts) + ".";
        if (decision->voided) return body.name() + "'s decision on " + latest(facts) + " has been set aside.";
        if (!decision->quorate) return body.name() + " was not quorate when it decided on " + latest(facts) + ".";
        return body.name() + " came to no outcome on " + latest(facts) + ".";
    }
    return body.name() + " has not decided on " + latest(facts) + ".";
}

Verdict no_members(const Committee& committee)
{
    const std::string sentence = "The partnership has no member organisation whose " + committee.name + " could decide.";
    return {false, sentence, {sentence}};
}

Verdict approved_by(const Committee& committee, const Facts& facts)
{
    const auto bodies = bodies_of(committee, facts);
    if (bodies.empty()) return no_members(committee);
    std::vector<std::string> missing;
    for (const Body& body : bodies)
        if (!is_approval(counting_decision(body, facts))) missing.push_back(standing(body, facts));
    if (!missing.empty()) return {false, joined(missing, " "), missing};
    if (committee.scope == CommitteeScope::own) return {true, standing(bodies.front(), facts), {}};
    return {true, "Every member's " + committee.name + " approved " + latest(facts) + ".", {}};
}

Verdict sent_back_by(const Committee& committee, const Facts& facts)
{
    const auto bodies = bodies_of(committee, facts);
    if (bodies.empty()) return no_members(committee);
    std::vector<std::string> others;
    for (const Body& body : bodies) {
        const DecisionFact* decision = counting_decision(body, facts);
        if (decision && decision->outcome == Outcome::sent_back) return {true, standing(body, facts), {}};
        others.push_back(standing(body, facts));
    }
    return {false, joined(others, " "), others};
}

/// Conscientious consideration: whoever decides has looked at what was said (R. v Brent LBC, ex parte Gunning, fourth limb).
Verdict feedback_considered(const Committee& committee, const Facts& facts)
{
    if (facts.version.empty()) return {false, "No version has been cut yet.", {"Cut a version"}};
    const auto bodies = bodies_of(committee, facts);
    if (bodies.empty()) return no_members(committee);
    std::vector<std::string> sentences;
    std::vector<std::string> people;
    for (const Body& body : bodies) {
        const auto reading = std::find_if(facts.readings.begin(), facts.readings.end(), [&](const ReadingFact& fact) {
            return fact.committee == committee.key && (body.organisation.empty() || fact.organisation == body.organisation);
        });
        if (reading == facts.readings.end()) {
            sentences.push_back(body.name() + " has not been set up.");
            people.push_back(sentences.back());
        } else if (!reading->not_read.empty()) {
            sentences.push_back(count_of(reading->not_read.size(), "member", "members") + " of " +
                                (body.organisation.empty() ? "the " + committee.name : body.name()) +
                                (reading->not_read.size() == 1 ? " has" : " have") + " not opened the feedback report on " + latest(facts) + ": " +
                                listed(reading->not_read) + ".");
            people.insert(people.end(), reading->not_read.begin(), reading->not_read.end());
        }
    }
    if (!sentences.empty()) return {false, joined(sentences, " "), people};
    const std::string who = committee.scope == CommitteeScope::own ? "the " + committee.name : "each member's " + committee.name;
    return {true, "Everybody of " + who + " has opened the feedback report on " + latest(facts) + ".", {}};
}

Verdict conditions_closed(const Definition& definition, const Facts& facts)
{
    std::vector<std::string> open;
    for (const Committee& committee : definition.committees)
        for (const Body& body : bodies_of(committee, facts)) {
            const DecisionFact* decision = counting_decision(body, facts);
            if (is_approval(decision))
                open.insert(open.end(), decision->open_conditions.begin(), decision->open_conditions.end());
        }
    return nothing_left(open, "No condition of an approval is open.", "condition is open", "conditions are open");
}

Verdict decisions_closed(const Definition& definition, const Facts& facts)
{
    std::vector<std::string> open;
    for (const DecisionFact& decision : facts.decisions)
        if (!decision.closed) {
            const Committee* committee = find_committee(definition, decision.committee);
            const std::string name = committee ? committee->name : decision.committee;
            open.push_back((decision.organisation.empty() ? name : decision.organisation + "'s " + name) +
                           " on version " + decision.version);
        }
    return nothing_left(open, "No decision is open.", "decision is still open", "decisions are still open");
}

Verdict events_held(const Guard& guard, const Facts& facts)
{
    const std::uint32_t have = guard.latest ? facts.events_on_latest : facts.events_held;
    const std::string about = guard.latest ? " with the latest version" : "";
    const std::string held = count_of(have, "socialisation event has", "socialisation events have") + " been held" + about;
    if (have >= guard.min) return {true, held + ".", {}};
    const std::uint32_t more = guard.min - have;
    const std::string sentence =
        (have == 0 ? "No socialisation event has been held" + about : held) + "; " + std::to_string(more) +
        (have == 0 ? "" : " more") + (more == 1 ? " is needed." : " are needed.");
    return {false, sentence, {sentence}};
}

Verdict edited(const Facts& facts)
{
    if (facts.version.empty()) return {false, "No version has been cut yet.", {"Cut a version"}};
    if (facts.edited_since_version)
        return {false, "The plan has been edited since " + latest(facts) + " was cut.", {"Cut a new version"}};
    return {true, "Nothing has been edited since " + latest(facts) + " was cut.", {}};
}

Verdict all_of(const Guard& guard, const Definition& definition, const Facts& facts)
{
    Verdict verdict{true, "", {}};
    std::vector<std::string> met;
    std::vector<std::string> unmet;
    for (const Guard& child : guard.children) {
        const Verdict part = evaluate(child, definition, facts);
        (part.met ? met : unmet).push_back(part.sentence);
        if (!part.met) verdict.items.insert(verdict.items.end(), part.items.begin(), part.items.end());
    }
    verdict.met = unmet.empty();
    verdict.sentence = guard.children.empty() ? "Nothing is needed." : joined(verdict.met ? met : unmet, " ");
    return verdict;
}

Verdict any_of(const Guard& guard, const Definition& definition, const Facts& facts)
{
    std::vector<std::string> unmet;
    for (const Guard& child : guard.children) {
        Verdict part = evaluate(child, definition, facts);
        if (part.met) return part;
        unmet.push_back(std::move(part.sentence));
    }
    return {false, "One of these is needed, and none holds: " + joined(unmet, " "), unmet};
}

Verdict negation_of(const Guard& guard, const Definition& definition, const Facts& facts)
{
    const Guard& child = guard.children.front();
    Verdict part = evaluate(child, definition, facts);
    if (!part.met) return {true, part.sentence, {}};
    return {false, "Only possible while " + opposite_in_words(child, definition) + ". " + part.sentence, {part.sentence}};
}

std::string committee_in_words(const Guard& guard, const Definition& definition, const char* each)
{
    const Committee* committee = find_committee(definition, guard.committee);
    if (!committee) return "the " + guard.committee;
    return (committee->scope == CommitteeScope::own ? "the " : std::string(each) + " ") + committee->name;
}

std::string events_in_words(const Guard& guard, const char* comparison)
{
    return std::string(comparison) + " " + count_of(guard.min, "socialisation event has", "socialisation events have") +
           " been held" + (guard.latest ? " with the latest version" : "");
}

std::string parts_in_words(const Guard& guard, const Definition& definition, bool opposite, const char* joint)
{
    std::vector<std::string> parts;
    for (const Guard& child : guard.children) {
        const bool compound =
            (child.kind == GuardKind::all || child.kind == GuardKind::any) && child.children.size() > 1;
        const std::string words = opposite ? opposite_in_words(child, definition) : in_words(child, definition);
        parts.push_back(compound ? "(" + words + ")" : words);
    }
    return joined(parts, joint);
}

}  // namespace

std::string joined(const std::vector<std::string>& words, std::string_view last_joint)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && i + 1 == words.size()) text += last_joint;
        // Sentences follow one another with a space; words in a list with a comma.
        else if (i > 0) text += last_joint == " " ? " " : ", ";
        text += words[i];
    }
    return text;
}

Verdict evaluate(const Guard& guard, const Definition& definition, const Facts& facts)
{
    switch (guard.kind) {
    case GuardKind::all: return all_of(guard, definition, facts);
    case GuardKind::any: return any_of(guard, definition, facts);
    case GuardKind::negation: return negation_of(guard, definition, facts);
    case GuardKind::has_version:
        if (facts.version.empty()) return {false, "No version has been cut yet.", {"Cut a version"}};
        return {true, "The latest version is " + facts.version + ".", {}};
    case GuardKind::version_cut: return edited(facts);
    case GuardKind::feedback_answered:
        return nothing_left(facts.feedback_unanswered, "Every feedback item is answered.",
                            "feedback item is unanswered", "feedback items are unanswered");
    case GuardKind::feedback_closed:
        return nothing_left(facts.feedback_open, "Every feedback item is closed.", "feedback item is open",
                            "feedback items are open");
    case GuardKind::forums_visited:
        return nothing_left(facts.forums_not_visited, "Every forum of the engagement plan has been visited.",
                            "forum of the engagement plan has not been visited",
                            "forums of the engagement plan have not been visited");
    case GuardKind::events_held: return events_held(guard, facts);
    case GuardKind::approved_by:
    case GuardKind::sent_back_by: {
        const Committee* committee = find_committee(definition, guard.committee);
        if (!committee) return {false, "There is no committee \"" + guard.committee + "\".", {guard.committee}};
        return guard.kind == GuardKind::approved_by ? approved_by(*committee, facts) : sent_back_by(*committee, facts);
    }
    case GuardKind::conditions_closed: return conditions_closed(definition, facts);
    case GuardKind::decisions_closed: return decisions_closed(definition, facts);
    case GuardKind::doubts_settled:
        return nothing_left(facts.doubts_open, "Every doubt from the import is settled.",
                            "doubt from the import is not settled", "doubts from the import are not settled");
    case GuardKind::intentions_complete:
        return nothing_left(facts.intentions_incomplete, "Every intention is complete.", "intention is incomplete",
                            "intentions are incomplete");
    case GuardKind::parts_agreed:
        return nothing_left(facts.parts_not_agreed, "Every section and table is agreed.",
                            "section or table is not agreed", "sections or tables are not agreed");
    case GuardKind::significance_assessed:
        return nothing_left(facts.intentions_not_assessed, "The significance of every intention is assessed.",
                            "intention is to be assessed for significance", "intentions are to be assessed for significance");
    case GuardKind::consultations_concluded:
        // Each is a sentence of its own already.
        if (facts.consultations_missing.empty()) return {true, "Every formal consultation that is needed is concluded.", {}};
        return {false, listed(facts.consultations_missing) + ".", facts.consultations_missing};
    case GuardKind::feedback_considered: {
        const Committee* committee = find_committee(definition, guard.committee);
        if (!committee) return {false, "There is no committee \"" + guard.committee + "\".", {guard.committee}};
        return feedback_considered(*committee, facts);
    }
    case GuardKind::reason_given:
        if (facts.reason_given) return {true, "A reason is given.", {}};
        return {false, "A reason is needed for this step.", {"A reason"}};
    }
    return {};
}

std::string in_words(const Guard& guard, const Definition& definition)
{
    switch (guard.kind) {
    case GuardKind::all:
        return guard.children.empty() ? "nothing" : parts_in_words(guard, definition, false, " and ");
    case GuardKind::any: return parts_in_words(guard, definition, false, " or ");
    case GuardKind::negation: return opposite_in_words(guard.children.front(), definition);
    case GuardKind::has_version: return "a version has been cut";
    case GuardKind::version_cut: return "nothing has been edited since the latest version";
    case GuardKind::feedback_answered: return "every feedback item is answered";
    case GuardKind::feedback_closed: return "every feedback item is closed";
    case GuardKind::forums_visited: return "every forum of the engagement plan has been visited";
    case GuardKind::events_held: return events_in_words(guard, "at least");
    case GuardKind::approved_by:
        return committee_in_words(guard, definition, "every member's") + " has approved the latest version";
    case GuardKind::sent_back_by:
        return committee_in_words(guard, definition, "a member's") + " has sent the latest version back";
    case GuardKind::conditions_closed: return "no condition of an approval is open";
    case GuardKind::decisions_closed: return "no decision is open";
    case GuardKind::doubts_settled: return "every doubt from the import is settled";
    case GuardKind::intentions_complete: return "every intention is complete";
    case GuardKind::parts_agreed: return "every section and table is agreed";
    case GuardKind::reason_given: return "a reason is given";
    case GuardKind::significance_assessed: return "the significance of every intention is assessed";
    case GuardKind::consultations_concluded: return "every formal consultation that is needed is concluded";
    case GuardKind::feedback_considered:
        return "everybody of " + committee_in_words(guard, definition, "every member's") + " has opened the feedback report";
    }
    return {};
}

std::string opposite_in_words(const Guard& guard, const Definition& definition)
{
    switch (guard.kind) {
    case GuardKind::all:
        return guard.children.empty() ? "never" : parts_in_words(guard, definition, true, " or ");
    case GuardKind::any: return parts_in_words(guard, definition, true, " and ");
    case GuardKind::negation: return in_words(guard.children.front(), definition);
    case GuardKind::has_version: return "no version has been cut";
    case GuardKind::version_cut: return "something has been edited since the latest version";
    case GuardKind::feedback_answered: return "a feedback item is unanswered";
    case GuardKind::feedback_closed: return "a feedback item is open";
    case GuardKind::forums_visited: return "a forum of the engagement plan has not been visited";
    case GuardKind::events_held: return events_in_words(guard, "fewer than");
    case GuardKind::approved_by: {
        const Committee* committee = find_committee(definition, guard.committee);
        if (committee && committee->scope == CommitteeScope::each_member)
            return "a member's " + committee->name + " has not approved the latest version";
        return committee_in_words(guard, definition, "") + " has not approved the latest version";
    }
    case GuardKind::sent_back_by: {
        const Committee* committee = find_committee(definition, guard.committee);
        if (committee && committee->scope == CommitteeScope::each_member)
            return "no member's " + committee->name + " has sent the latest version back";
        return committee_in_words(guard, definition, "") + " has not sent the latest version back";
    }
    case GuardKind::conditions_closed: return "a condition of an approval is open";
    case GuardKind::decisions_closed: return "a decision is open";
    case GuardKind::doubts_settled: return "a doubt from the import is not settled";
    case GuardKind::intentions_complete: return "an intention is incomplete";
    case GuardKind::parts_agreed: return "a section or table is not agreed";
    case GuardKind::reason_given: return "no reason is given";
    case GuardKind::significance_assessed: return "the significance of an intention is not assessed";
    case GuardKind::consultations_concluded: return "a formal consultation that is needed is not concluded";
    case GuardKind::feedback_considered:
        return "somebody of " + committee_in_words(guard, definition, "a member's") + " has not opened the feedback report";
    }
    return {};
}

bool mentions(const Guard& guard, GuardKind kind)
{
    return guard.kind == kind || std::any_of(guard.children.begin(), guard.children.end(),
                                             [&](const Guard& child) { return mentions(child, kind); });
}

}  // namespace assent::workflow
