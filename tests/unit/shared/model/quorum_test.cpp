#include "shared/model/quorum.hpp"

#include <set>

#include <gtest/gtest.h>

using namespace assent;

namespace {

QuorumRule governing_body()
{
    return {6,
            {{"Chair or vice-chair", {"chair", "vice-chair"}, 1},
             {"Two lay members", {"lay member"}, 2},
             {"Accountable Officer or chief finance officer", {"Accountable Officer", "chief finance officer"}, 1}}};
}

std::vector<SeatPresent> room(const std::vector<std::string>& seats)
{
    std::vector<SeatPresent> people;
    for (const auto& seat : seats) people.push_back({seat, "", true, true, false, false});
    return people;
}

const std::vector<std::string> nine{"chair", "GP", "lay member", "lay member", "lay member", "Accountable Officer",
                                    "chief finance officer", "nurse", "GP"};

std::vector<VoteCast> votes(unsigned approve, unsigned condition, unsigned send_back, unsigned abstain)
{
    std::vector<VoteCast> cast;
    for (unsigned i = 0; i < approve; ++i) cast.push_back({VoteChoice::approve, false});
    for (unsigned i = 0; i < condition; ++i) cast.push_back({VoteChoice::approve_with_condition, false});
    for (unsigned i = 0; i < send_back; ++i) cast.push_back({VoteChoice::send_back, false});
    for (unsigned i = 0; i < abstain; ++i) cast.push_back({VoteChoice::abstain, false});
    return cast;
}

}  // namespace

TEST(QuorumTest, counts_members_and_each_requirement)
{
    const auto state = evaluate(governing_body(), room(nine));
    EXPECT_TRUE(state.met);
    ASSERT_EQ(state.lines.size(), 4u);
    EXPECT_EQ(state.lines[0].label, "6 voting members");
    EXPECT_EQ(state.lines[0].have, 9u);
    EXPECT_EQ(state.lines[2].have, 3u);
    EXPECT_EQ(state.lines[3].who, (std::vector<std::string>{"Accountable Officer", "chief finance officer"}));
    EXPECT_EQ(state.sentence, "Quorate: 9 voting members count, 6 are needed.");
}

TEST(QuorumTest, says_what_is_missing)
{
    auto people = room(nine);
    people[0].present = false;
    people[2].recused = true;
    people[3].recused = true;
    people[8].voting = false;
    const auto state = evaluate(governing_body(), people);
    EXPECT_FALSE(state.met);
    EXPECT_EQ(state.sentence,
              "Not quorate: 1 more voting member is needed: 5 of 6 count; the chair or vice-chair is needed; 1 more lay "
              "member is needed: 1 of 2 counts.");
    EXPECT_EQ(state.fragility, "");
}

TEST(QuorumTest, writes_plurals_as_people_do)
{
    const QuorumRule rule{1, {{"Three", {"lay member for patients", "deputy"}, 3}}};
    EXPECT_EQ(evaluate(rule, room({"nurse"})).sentence,
              "Not quorate: 3 more lay members for patients or deputies are needed: 0 of 3 count.");
}

TEST(QuorumTest, names_seats_given_by_their_keys_in_plain_words)
{
    const QuorumRule rule{1, {{"Two lay members", {"lay_member"}, 2}}};
    EXPECT_EQ(evaluate(rule, room({"lay_member"})).sentence, "Not quorate: 1 more lay member is needed: 1 of 2 counts.");
    EXPECT_EQ(evaluate(rule, room({"lay_member", "lay_member", "GP"})).fragility,
              "If a lay member leaves or is recused, the item is no longer quorate.");
}

TEST(QuorumTest, says_whose_single_departure_would_break_it)
{
    auto people = room(nine);
    people[4].recused = true;
    const auto state = evaluate(governing_body(), people);
    EXPECT_TRUE(state.met);
    EXPECT_EQ(state.critical, (std::vector<std::uint32_t>{0, 2, 3}));
    EXPECT_EQ(state.fragility,
              "If the chair or a lay member leaves or is recused, the item is no longer quorate.");
}

TEST(QuorumTest, says_when_anybody_leaving_would_break_it)
{
    const auto state = evaluate({2, {}}, room({"GP", "nurse"}));
    EXPECT_EQ(state.fragility, "If any voting member leaves or is recused, the item is no longer quorate.");
    EXPECT_EQ(evaluate({2, {}}, room({"GP", "nurse", "GP"})).fragility, "");
}

TEST(QuorumTest, a_deputy_counts_in_the_members_seat_while_present)
{
    auto people = room(nine);
    people[2].recused = true;
    people[3].recused = true;
    EXPECT_FALSE(evaluate(governing_body(), people).met);
    people.push_back({"lay member", "deputy of the first", true, true, false, true});
    EXPECT_TRUE(evaluate(governing_body(), people).met);
    people.back().present = false;
    EXPECT_FALSE(evaluate(governing_body(), people).met);
}

TEST(QuorumTest, the_rule_reads_as_a_sentence)
{
    EXPECT_EQ(in_words(governing_body()),
              "6 voting members, among them: Chair or vice-chair; Two lay members; Accountable Officer or chief finance "
              "officer");
    EXPECT_EQ(in_words(QuorumRule{1, {}}), "1 voting member");
}

// Every rule over two kinds of seat, every committee of up to five people, everyone counting or not: the count agrees
// with one written the plainest way, and so does the list of people whose departure breaks it.
TEST(QuorumTest, agrees_with_a_plain_count_on_every_small_committee)
{
    const std::vector<std::string> kinds{"lay", "gp", "other"};
    const auto plainly_met = [](const QuorumRule& rule, const std::vector<SeatPresent>& people) {
        std::multiset<std::string> counted;
        for (const auto& person : people)
            if (person.present && person.voting && !person.recused) counted.insert(person.seat);
        if (counted.size() < rule.members) return false;
        for (const auto& requirement : rule.requirements) {
            std::size_t have = 0;
            for (const auto& seat : requirement.seats) have += counted.count(seat);
            if (have < requirement.count) return false;
        }
        return true;
    };
    std::uint64_t checked = 0;
    for (std::uint32_t size = 0; size <= 5; ++size) {
        std::uint32_t committees = 1;
        for (std::uint32_t i = 0; i < size; ++i) committees *= 3;
        for (std::uint32_t committee = 0; committee < committees; ++committee) {
            // The order of the seats says nothing: one order of each committee will do.
            bool rising = true;
            for (std::uint32_t rest = committee; rest >= 3; rest /= 3) rising = rising && rest % 3 >= rest / 3 % 3;
            if (!rising) continue;
            for (std::uint32_t subset = 0; subset < (1u << size); ++subset)
                for (std::uint32_t members = 0; members <= size + 1; ++members)
                    for (std::uint32_t lay = 0; lay <= 1; ++lay) {
                        const QuorumRule rule{members, {{"lay", {"lay"}, lay}, {"lay or GP", {"lay", "gp"}, lay + 1}}};
                        std::vector<SeatPresent> people;
                        for (std::uint32_t i = 0, rest = committee; i < size; ++i, rest /= 3) {
                            SeatPresent person{kinds[rest % 3], "", true, true, false, false};
                            // Those outside the subset are absent, in attendance or recused in turn.
                            if (!(subset >> i & 1)) {
                                person.present = i % 3 != 0;
                                person.voting = i % 3 != 1;
                                person.recused = i % 3 == 2;
                            }
                            people.push_back(person);
                        }
                        const auto state = evaluate(rule, people);
                        ASSERT_EQ(state.met, plainly_met(rule, people));
                        std::vector<std::uint32_t> critical;
                        for (std::uint32_t i = 0; state.met && i < size; ++i) {
                            auto without = people;
                            without[i].present = false;
                            if (!plainly_met(rule, without)) critical.push_back(i);
                        }
                        ASSERT_EQ(state.critical, critical);
                        ASSERT_EQ(state.fragility.empty(), critical.empty());
                        ++checked;
                    }
        }
    }
    EXPECT_EQ(checked, 13320u);
}

TEST(DecisionTest, a_majority_is_of_votes_for_or_against)
{
    EXPECT_EQ(decide(DecisionRule::majority, votes(2, 0, 1, 6), CastingVote::none).outcome, Outcome::approved);
    EXPECT_EQ(decide(DecisionRule::majority, votes(1, 0, 2, 0), CastingVote::none).outcome, Outcome::sent_back);
    EXPECT_EQ(decide(DecisionRule::majority, votes(5, 0, 1, 1), CastingVote::none).sentence,
              "Approved: 5 for, 1 against, 1 abstained; a majority was needed.");
}

TEST(DecisionTest, any_condition_makes_the_approval_conditional)
{
    const auto tally = decide(DecisionRule::majority, votes(5, 1, 1, 0), CastingVote::none);
    EXPECT_EQ(tally.outcome, Outcome::approved_with_conditions);
    EXPECT_EQ(tally.sentence,
              "Approved with conditions: 6 for (1 with a condition), 1 against, 0 abstained; a majority was needed.");
}

TEST(DecisionTest, two_thirds_are_met_exactly)
{
    EXPECT_EQ(decide(DecisionRule::two_thirds, votes(4, 0, 2, 0), CastingVote::none).outcome, Outcome::approved);
    EXPECT_EQ(decide(DecisionRule::two_thirds, votes(5, 0, 3, 0), CastingVote::none).outcome, Outcome::sent_back);
}

TEST(DecisionTest, one_vote_against_breaks_unanimity_and_an_abstention_does_not)
{
    EXPECT_EQ(decide(DecisionRule::unanimous, votes(3, 0, 0, 2), CastingVote::none).outcome, Outcome::approved);
    EXPECT_EQ(decide(DecisionRule::unanimous, votes(8, 0, 1, 0), CastingVote::none).outcome, Outcome::sent_back);
}

TEST(DecisionTest, an_equal_division_falls_to_the_chair_where_there_is_a_casting_vote)
{
    auto cast = votes(2, 0, 2, 0);
    cast[0].chairs = true;
    const auto with = decide(DecisionRule::majority, cast, CastingVote::chair);
    EXPECT_EQ(with.outcome, Outcome::approved);
    EXPECT_TRUE(with.casting_vote_used);
    EXPECT_EQ(with.sentence,
              "Approved: 2 for, 2 against, 0 abstained; the votes were equal and the chair's casting vote was for.");
    EXPECT_EQ(decide(DecisionRule::majority, cast, CastingVote::none).outcome, Outcome::sent_back);
    cast[0].chairs = false;
    cast[3].chairs = true;
    EXPECT_EQ(decide(DecisionRule::majority, cast, CastingVote::chair).outcome, Outcome::sent_back);
    cast = votes(1, 0, 1, 1);
    cast[2].chairs = true;
    const auto abstained = decide(DecisionRule::majority, cast, CastingVote::chair);
    EXPECT_EQ(abstained.outcome, Outcome::sent_back);
    EXPECT_FALSE(abstained.casting_vote_used);
}

TEST(DecisionTest, a_casting_vote_settles_nothing_but_an_equal_division)
{
    auto cast = votes(1, 0, 2, 0);
    cast[0].chairs = true;
    EXPECT_EQ(decide(DecisionRule::majority, cast, CastingVote::chair).outcome, Outcome::sent_back);
    cast = votes(2, 0, 2, 0);
    cast[0].chairs = true;
    EXPECT_EQ(decide(DecisionRule::two_thirds, cast, CastingVote::chair).outcome, Outcome::sent_back);
}

TEST(DecisionTest, only_abstentions_are_no_outcome)
{
    const auto tally = decide(DecisionRule::unanimous, votes(0, 0, 0, 3), CastingVote::chair);
    EXPECT_EQ(tally.outcome, Outcome::none);
    EXPECT_EQ(tally.sentence, "No outcome: nobody voted for or against.");
}
