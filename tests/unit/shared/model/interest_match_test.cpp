#include "shared/model/interest_match.hpp"

#include <gtest/gtest.h>

namespace assent {
namespace {

const PersonId doctor = PersonId::derived("doctor");
const PersonId stand_in = PersonId::derived("stand-in");
const Date meeting_day = Date::of(2026, 11, 25);

InterestEntry interest_in(const std::string& organisation, std::vector<std::string> aliases = {}, PersonId person = doctor)
{
    InterestEntry entry;
    entry.id = InterestId::derived(organisation + person.text());
    entry.person = person;
    entry.organisation = organisation;
    entry.aliases = std::move(aliases);
    entry.from = Date::of(2020, 1, 1);
    return entry;
}

Committee committee()
{
    Committee committee;
    committee.seats = {{"chair", PersonId::derived("chair"), true, {}}, {"GP", doctor, true, {stand_in}}};
    committee.can_deputise = true;
    return committee;
}

Content content_naming(const std::vector<std::pair<std::string, std::vector<std::string>>>& intentions)
{
    Content content;
    for (const auto& [reference, providers] : intentions) {
        Intention intention;
        intention.reference = reference;
        intention.providers = providers;
        content.intentions.push_back(intention);
    }
    return content;
}

TEST(InterestMatchTest, a_name_is_found_whatever_its_case_and_punctuation_and_only_as_whole_words)
{
    const auto entry = interest_in("L&D", {"Luton and Dunstable Hospital", "St. Mary's"});
    EXPECT_TRUE(names_organisation("L&D", entry));
    EXPECT_TRUE(names_organisation("LUTON & DUNSTABLE hospital", entry));
    EXPECT_TRUE(names_organisation("Acute (Luton and Dunstable Hospital, lead)", entry));
    EXPECT_TRUE(names_organisation("St Mary's", interest_in("x", {"St Marys", "St Mary's"})));
    EXPECT_FALSE(names_organisation("Luton", entry));
    EXPECT_FALSE(names_organisation("Luton and Dunstable Hospitality", entry));
}

TEST(InterestMatchTest, a_class_of_all_providers_names_everybody_and_another_only_who_is_said_to_be_of_it)
{
    EXPECT_TRUE(names_organisation("All providers", interest_in("Elm Surgery")));
    EXPECT_FALSE(names_organisation("GP Practices", interest_in("Elm Surgery")));
    EXPECT_TRUE(names_organisation("GP practices", interest_in("Elm Surgery", {"GP Practices"})));
    EXPECT_FALSE(names_organisation("All providers", interest_in(""))) << "an interest in no organisation";
    EXPECT_FALSE(names_organisation("anything", interest_in("Elm Surgery", {"", "&"})));
}

TEST(InterestMatchTest, providers_are_gathered_with_the_intentions_that_name_them)
{
    const auto content = content_naming({{"A-1", {"X", "Y"}}, {"A-2", {"Y", "Y"}}, {"A-3", {}}});
    EXPECT_EQ(providers_named(content), (std::vector<NamedProvider>{{"X", {"A-1"}}, {"Y", {"A-1", "A-2"}}}));
}

TEST(InterestMatchTest, members_and_deputies_are_matched_with_each_intention_once)
{
    InterestRegister interests;
    interests.entries = {interest_in("Y", {}, stand_in), interest_in("X", {"X Trust"}), interest_in("Elsewhere"),
                         interest_in("X", {}, PersonId::derived("somebody else"))};
    const auto named = providers_named(content_naming({{"A-1", {"X", "X Trust"}}, {"A-2", {"Y"}}, {"A-3", {"X Trust"}}}));
    EXPECT_EQ(matched_interests(interests, committee(), named, meeting_day),
              (std::vector<InterestMatch>{{doctor, interests.entries[1].id, {"A-1", "A-3"}}, {stand_in, interests.entries[0].id, {"A-2"}}}));
    auto without_deputies = committee();
    without_deputies.can_deputise = false;
    EXPECT_EQ(matched_interests(interests, without_deputies, named, meeting_day).size(), 1u);
}

TEST(InterestMatchTest, an_interest_that_is_over_or_yet_to_begin_is_not_matched)
{
    InterestRegister interests;
    interests.entries = {interest_in("X")};
    const std::vector<NamedProvider> named = {{"X", {"A-1"}}};
    interests.entries[0].to = meeting_day;
    EXPECT_EQ(matched_interests(interests, committee(), named, meeting_day).size(), 1u);
    interests.entries[0].to = Date{meeting_day.days - 1};
    EXPECT_TRUE(matched_interests(interests, committee(), named, meeting_day).empty());
    interests.entries[0].to = {};
    interests.entries[0].from = Date{meeting_day.days + 1};
    EXPECT_TRUE(matched_interests(interests, committee(), named, meeting_day).empty());
}

}  // namespace
}  // namespace assent
