#include "shared/model/quorum.hpp"

#include <algorithm>

namespace assent {

namespace {

bool counts(const SeatPresent& person) { return person.present && person.voting && !person.recused; }

bool contains(const std::vector<std::string>& list, const std::string& word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// Who counts towards the number of members (no requirement), or towards a requirement; indices into `present`.
std::vector<std::uint32_t> counting(const std::vector<SeatPresent>& present, const QuorumRequirement* requirement)
{
    std::vector<std::uint32_t> found;
    for (std::uint32_t i = 0; i < present.size(); ++i)
        if (counts(present[i]) && (!requirement || contains(requirement->seats, present[i].seat))) found.push_back(i);
    return found;
}

/// Seats are named by keys or by plain words: "lay_member" reads as "lay member".
std::string in_plain_words(std::string seat)
{
    std::replace(seat.begin(), seat.end(), '_', ' ');
    return seat;
}

/// "lay member" to "lay members", "lay member for patients" to "lay members for patients".
std::string plural(const std::string& seat)
{
    std::size_t end = seat.size();
    for (const char* joint : {" for ", " of ", " with ", " to ", ", "}) end = std::min(end, seat.find(joint));
    std::string head = seat.substr(0, end);
    const auto ends_with = [&](std::string_view tail) {
        return head.size() > tail.size() && head.compare(head.size() - tail.size(), tail.size(), tail) == 0;
    };
    if (ends_with("y") && std::string_view("aeiou").find(head[head.size() - 2]) == std::string_view::npos)
        head.replace(head.size() - 1, 1, "ies");
    else if (ends_with("s") || ends_with("x") || ends_with("ch"))
        head += "es";
    else
        head += "s";
    return head + seat.substr(end);
}

std::string alternatives(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
    return text;
}

std::string number(std::uint32_t value) { return std::to_string(value); }

/// What one unmet line lacks: "1 more lay member is needed: 1 of 2 counts".
std::string missing(const std::vector<std::string>& seats, std::uint32_t needed, std::uint32_t have)
{
    std::vector<std::string> names = seats;
    std::transform(names.begin(), names.end(), names.begin(), in_plain_words);
    if (needed == 1 && have == 0) return "the " + alternatives(names) + " is needed";
    const std::uint32_t more = needed - have;
    if (more > 1) std::transform(names.begin(), names.end(), names.begin(), plural);
    return number(more) + " more " + alternatives(names) + (more > 1 ? " are" : " is") + " needed: " + number(have) +
           " of " + number(needed) + (have == 1 ? " counts" : " count");
}

std::string with_article(const std::string& seat, bool only_one)
{
    if (only_one) return "the " + seat;
    const bool vowel = std::string_view("aeiou").find(seat.empty() ? 'x' : seat.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + seat;
}

std::string fragility_of(const std::vector<SeatPresent>& present, const std::vector<std::uint32_t>& critical)
{
    if (critical.empty()) return {};
    const std::string tail = " leaves or is recused, the item is no longer quorate.";
    if (critical.size() == counting(present, nullptr).size()) return "If any voting member" + tail;
    std::vector<std::string> seats;
    std::vector<std::string> named;
    for (const std::uint32_t index : critical) {
        const std::string& seat = present[index].seat;
        if (contains(seats, seat)) continue;
        seats.push_back(seat);
        const auto same = std::count_if(critical.begin(), critical.end(),
                                        [&](std::uint32_t other) { return present[other].seat == seat; });
        named.push_back(with_article(in_plain_words(seat), same == 1));
    }
    return "If " + alternatives(named) + tail;
}

std::string votes_in_words(const Tally& tally)
{
    std::string text = number(tally.approve + tally.approve_with_condition) + " for";
    if (tally.approve_with_condition)
        text += " (" + number(tally.approve_with_condition) + " with a condition)";
    return text + ", " + number(tally.send_back) + " against, " + number(tally.abstain) + " abstained";
}

}  // namespace

QuorumState evaluate(const QuorumRule& rule, const std::vector<SeatPresent>& present)
{
    QuorumState state;
    state.met = true;
    std::vector<bool> critical(present.size(), false);
    std::string lacks;
    const auto add = [&](const std::string& label, const QuorumRequirement* requirement, std::uint32_t needed) {
        const auto found = counting(present, requirement);
        const auto have = static_cast<std::uint32_t>(found.size());
        QuorumLine line{label, needed, have, have >= needed, {}};
        for (const std::uint32_t index : found) {
            line.who.push_back(present[index].seat);
            if (have == needed) critical[index] = true;
        }
        if (!line.met) {
            const auto seats = requirement ? requirement->seats : std::vector<std::string>{"voting member"};
            lacks += (lacks.empty() ? "" : "; ") + missing(seats, needed, have);
        }
        state.met = state.met && line.met;
        state.lines.push_back(std::move(line));
    };
    add(number(rule.members) + (rule.members == 1 ? " voting member" : " voting members"), nullptr, rule.members);
    for (const QuorumRequirement& requirement : rule.requirements)
        add(requirement.label, &requirement, requirement.count);

    const std::uint32_t have = state.lines.front().have;
    if (state.met) {
        state.sentence = "Quorate: " + number(have) + (have == 1 ? " voting member counts, " : " voting members count, ") +
                         number(rule.members) + (rule.members == 1 ? " is needed." : " are needed.");
        for (std::uint32_t i = 0; i < critical.size(); ++i)
            if (critical[i]) state.critical.push_back(i);
        state.fragility = fragility_of(present, state.critical);
    } else {
        state.sentence = "Not quorate: " + lacks + ".";
    }
    return state;
}

std::string in_words(const QuorumRule& rule)
{
    std::string text = number(rule.members) + (rule.members == 1 ? " voting member" : " voting members");
    for (std::size_t i = 0; i < rule.requirements.size(); ++i)
        text += (i == 0 ? ", among them: " : "; ") + rule.requirements[i].label;
    return text;
}

Tally decide(DecisionRule rule, const std::vector<VoteCast>& votes, CastingVote casting_vote)
{
    Tally tally;
    const VoteCast* chair = nullptr;
    for (const VoteCast& cast : votes) {
        if (cast.choice == VoteChoice::approve) ++tally.approve;
        if (cast.choice == VoteChoice::approve_with_condition) ++tally.approve_with_condition;
        if (cast.choice == VoteChoice::send_back) ++tally.send_back;
        if (cast.choice == VoteChoice::abstain) ++tally.abstain;
        if (cast.chairs) chair = &cast;
    }
    const std::uint64_t in_favour = tally.approve + tally.approve_with_condition;
    const std::uint64_t against = tally.send_back;
    if (in_favour + against == 0) {
        tally.sentence = "No outcome: nobody voted for or against.";
        return tally;
    }
    bool carried = false;
    std::string how = std::string(in_words(rule)) + (rule == DecisionRule::majority ? " was needed" : " were needed");
    if (rule == DecisionRule::unanimous) carried = against == 0;
    if (rule == DecisionRule::two_thirds) carried = in_favour * 3 >= (in_favour + against) * 2;
    if (rule == DecisionRule::majority) {
        carried = in_favour > against;
        if (in_favour == against) {
            how = "the votes were equal";
            if (casting_vote == CastingVote::chair && chair && chair->choice != VoteChoice::abstain) {
                tally.casting_vote_used = true;
                carried = chair->choice != VoteChoice::send_back;
                how += carried ? " and the chair's casting vote was for" : " and the chair's casting vote was against";
            }
        }
    }
    tally.outcome = !carried                      ? Outcome::sent_back
                    : tally.approve_with_condition ? Outcome::approved_with_conditions
                                                   : Outcome::approved;
    const char* name = !carried                      ? "Sent back: "
                       : tally.approve_with_condition ? "Approved with conditions: "
                                                      : "Approved: ";
    tally.sentence = name + votes_in_words(tally) + "; " + how + ".";
    return tally;
}

const char* in_words(DecisionRule rule)
{
    switch (rule) {
    case DecisionRule::majority: return "a majority";
    case DecisionRule::two_thirds: return "two thirds";
    case DecisionRule::unanimous: return "all votes";
    }
    return "";
}

const char* in_words(Outcome outcome)
{
    switch (outcome) {
    case Outcome::none: return "no outcome";
    case Outcome::approved: return "approved";
    case Outcome::approved_with_conditions: return "approved with conditions";
    case Outcome::sent_back: return "sent back";
    }
    return "";
}

}  // namespace assent
