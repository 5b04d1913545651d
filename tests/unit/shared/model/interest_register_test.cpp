#include "shared/model/interest_register.hpp"

#include <gtest/gtest.h>

namespace assent {
namespace {

const PersonId gp = PersonId::derived("gp");

InterestEntry share_since(Date from)
{
    InterestEntry entry;
    entry.id = InterestId::derived("share");
    entry.person = gp;
    entry.what = "Owns a share";
    entry.organisation = "Valley Hospital";
    entry.from = from;
    entry.declared_on = from;
    return entry;
}

InterestRegister register_with(const InterestEntry& entry)
{
    InterestRegister interests;
    interests.entries = {entry};
    interests.decision_makers = {gp};
    return interests;
}

Person person_with(PersonId id, Role role, bool active = true)
{
    return {id, "A person", "", "", "", {role}, active};
}

TEST(InterestRegisterTest, an_interest_is_late_when_it_is_declared_after_28_days)
{
    auto entry = share_since(Date::of(2026, 2, 1));
    entry.declared_on = Date::of(2026, 3, 1);
    EXPECT_EQ(declare_by(entry), Date::of(2026, 3, 1));
    EXPECT_EQ(days_late(entry), 0);
    entry.declared_on = Date::of(2026, 3, 3);
    EXPECT_EQ(days_late(entry), 2);
}

TEST(InterestRegisterTest, an_interest_lives_from_its_first_day_to_its_last)
{
    auto entry = share_since(Date::of(2026, 2, 1));
    EXPECT_FALSE(is_live(entry, Date::of(2026, 1, 31)));
    EXPECT_TRUE(is_live(entry, Date::of(2026, 2, 1)));
    EXPECT_TRUE(is_live(entry, Date::of(2099, 1, 1)));
    entry.to = Date::of(2026, 5, 5);
    EXPECT_TRUE(is_live(entry, Date::of(2026, 5, 5)));
    EXPECT_FALSE(is_live(entry, Date::of(2026, 5, 6)));
}

TEST(InterestRegisterTest, an_interest_that_ended_stays_public_for_six_months_and_is_kept_for_six_years)
{
    auto entry = share_since(Date::of(2024, 1, 1));
    EXPECT_FALSE(public_until(entry));
    EXPECT_FALSE(kept_until(entry));
    entry.to = Date::of(2026, 8, 31);
    EXPECT_EQ(public_until(entry), Date::of(2027, 2, 28)) << "the shorter month's last day";
    EXPECT_EQ(kept_until(entry), Date::of(2032, 8, 31));
    const auto interests = register_with(entry);
    EXPECT_TRUE(is_public(interests, entry, Date::of(2027, 2, 28)));
    EXPECT_FALSE(is_public(interests, entry, Date::of(2027, 3, 1)));
    ASSERT_NE(find_entry(interests, entry.id), nullptr) << "it is kept";
}

TEST(InterestRegisterTest, the_end_of_a_year_is_passed)
{
    auto entry = share_since(Date::of(2024, 1, 1));
    entry.to = Date::of(2026, 6, 15);
    EXPECT_EQ(public_until(entry), Date::of(2026, 12, 15));
    entry.to = Date::of(2026, 12, 31);
    EXPECT_EQ(public_until(entry), Date::of(2027, 6, 30));
    entry.to = Date::of(2024, 2, 29);
    EXPECT_EQ(kept_until(entry), Date::of(2030, 2, 28));
}

TEST(InterestRegisterTest, only_decision_makers_are_published_and_not_what_is_withheld)
{
    auto entry = share_since(Date::of(2026, 1, 1));
    auto interests = register_with(entry);
    const Date today = Date::of(2026, 6, 1);
    EXPECT_TRUE(is_public(interests, entry, today));
    EXPECT_FALSE(is_public(interests, entry, Date::of(2025, 12, 31))) << "not begun";
    entry.withheld = true;
    EXPECT_FALSE(is_public(interests, entry, today));
    entry.withheld = false;
    interests.decision_makers.clear();
    EXPECT_FALSE(is_public(interests, entry, today));
}

TEST(InterestRegisterTest, a_year_after_a_confirmation_the_next_is_due)
{
    auto interests = register_with(share_since(Date::of(2024, 1, 1)));
    const std::vector<Person> people = {person_with(gp, Role::approver), person_with(PersonId::derived("reader"), Role::reader)};
    const Date today = Date::of(2026, 6, 1);
    EXPECT_EQ(confirmations_due(interests, people, today), (std::vector<ConfirmationDue>{{gp, {}, {}}})) << "never";
    interests.confirmations = {{gp, Date::of(2025, 6, 1), gp}, {gp, Date::of(2024, 6, 1), gp}};
    EXPECT_EQ(confirmations_due(interests, people, today), (std::vector<ConfirmationDue>{{gp, Date::of(2025, 6, 1), today}}));
    EXPECT_TRUE(confirmations_due(interests, people, Date::of(2026, 5, 31)).empty());
}

TEST(InterestRegisterTest, who_has_a_live_entry_confirms_too_and_who_was_switched_off_does_not)
{
    auto interests = register_with(share_since(Date::of(2024, 1, 1)));
    interests.decision_makers.clear();
    const Date today = Date::of(2026, 6, 1);
    EXPECT_EQ(confirmations_due(interests, {person_with(gp, Role::author)}, today).size(), 1u);
    EXPECT_TRUE(confirmations_due(interests, {person_with(gp, Role::author, false)}, today).empty());
    interests.entries[0].to = Date::of(2026, 5, 1);
    EXPECT_TRUE(confirmations_due(interests, {person_with(gp, Role::author)}, today).empty());
}

TEST(InterestRegisterTest, what_is_withheld_is_seen_by_the_person_and_who_keeps_the_register)
{
    auto entry = share_since(Date::of(2026, 1, 1));
    entry.withheld = true;
    entry.withheld_reason = "At risk at home";
    const InterestBreach breach{BreachId::derived("b"), gp, "Voted all the same", Date::of(2026, 2, 2), "Vote struck out"};
    auto interests = register_with(entry);
    interests.breaches = {breach};
    EXPECT_EQ(seen_by(interests, person_with(gp, Role::approver)), interests);
    EXPECT_EQ(seen_by(interests, person_with(PersonId::derived("s"), Role::committee_secretary)), interests);
    const auto shown = seen_by(interests, person_with(PersonId::derived("r"), Role::author));
    ASSERT_EQ(shown.entries.size(), 1u);
    EXPECT_EQ(shown.entries[0].what + shown.entries[0].organisation + shown.entries[0].withheld_reason, "");
    EXPECT_TRUE(shown.entries[0].withheld);
    EXPECT_EQ(shown.breaches[0].what + shown.breaches[0].action, "");
    EXPECT_FALSE(shown.breaches[0].person);
}

TEST(InterestRegisterTest, money_is_written_in_pounds_and_pence)
{
    EXPECT_EQ(pounds(0), "£0.00");
    EXPECT_EQ(pounds(2505), "£25.05");
    EXPECT_EQ(pounds(123456789), "£1,234,567.89");
    EXPECT_EQ(pounds(100000), "£1,000.00");
}

TEST(InterestRegisterTest, money_is_read_as_people_write_it)
{
    EXPECT_EQ(pence_of("25"), 2500);
    EXPECT_EQ(pence_of("£1,250.5"), 125050);
    EXPECT_EQ(pence_of("25.05"), 2505);
    EXPECT_EQ(pence_of("0"), 0);
    for (const auto* wrong : {"", "£", "about 20", "-5", "1.234", "5.", ".5", "1.2.3", "99999999999"}) EXPECT_FALSE(pence_of(wrong)) << wrong;
}

}  // namespace
}  // namespace assent
