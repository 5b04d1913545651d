// What the core makes of a search; the index has its own tests.
#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;
using Extent = identity::Sight::Extent;

/// Answers the oldest search with nothing found.
void finish_search(TestOrganisation& organisation)
{
    const auto search = organisation.searches.front();
    organisation.searches.erase(organisation.searches.begin());
    SearchResults results;
    results.number = search.question.number;
    organisation.run(rooms::SearchDone{search.peer, std::make_shared<const Bytes>(encode(ServerMessage{results}))});
}

TEST(SearchTest, runs_within_the_persons_sight)
{
    TestOrganisation organisation;
    organisation.send(organisation.join(reader), {Search{3, "parking", {}, 5}});
    ASSERT_EQ(organisation.searches.size(), 1u);
    EXPECT_EQ(organisation.searches[0].sight.extent, Extent::everything);
    EXPECT_EQ(organisation.searches[0].question.text, "parking");
}

TEST(SearchTest, one_runs_at_a_time_and_of_those_asked_meanwhile_the_last_is_answered)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    for (std::uint32_t n = 1; n <= 4; ++n) organisation.send(peer, {Search{n, "w", {}, 5}});
    EXPECT_EQ(organisation.searches.size(), 1u);
    finish_search(organisation);
    ASSERT_EQ(organisation.searches.size(), 1u);
    EXPECT_EQ(organisation.searches[0].question.number, 4u);
    finish_search(organisation);
    EXPECT_TRUE(organisation.searches.empty());
    const auto answers = organisation.all<SearchResults>(peer);
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].number, 4u);
}

TEST(SearchTest, what_is_too_long_is_refused_at_once)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    organisation.send(peer, {Search{1, std::string(SearchLimits::text_bytes_max + 1, 'a'), {}, 5}});
    organisation.send(peer, {Search{2, "a", std::vector<SearchFilter>(SearchLimits::filters_max + 1), 5}});
    EXPECT_TRUE(organisation.searches.empty());
    EXPECT_EQ(organisation.all<Failed>(peer).size(), 2u);
}

TEST(SearchTest, so_many_run_for_all_and_no_more)
{
    rooms::CoreLimits limits;
    limits.searches_max = 2;
    TestOrganisation organisation("luton", limits);
    const auto third = organisation.join(owner);
    organisation.send(organisation.join(reader), {Search{1, "a", {}, 5}});
    organisation.send(organisation.join(author), {Search{1, "a", {}, 5}});
    organisation.send(third, {Search{1, "a", {}, 5}});
    EXPECT_EQ(organisation.searches.size(), 2u);
    ASSERT_EQ(organisation.all<Failed>(third).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(third)[0].code, static_cast<std::uint8_t>(Errc::rate_limited));
    finish_search(organisation);
    organisation.send(third, {Search{2, "a", {}, 5}});
    EXPECT_EQ(organisation.searches.size(), 2u);
}

TEST(SearchTest, what_was_found_under_other_rights_is_looked_for_again)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    organisation.send(peer, {Search{1, "a", {}, 5}});
    organisation.must(administrator, SetRoles{reader, {Role::provider_contact}, true});
    finish_search(organisation);
    EXPECT_TRUE(organisation.all<SearchResults>(peer).empty());
    ASSERT_EQ(organisation.searches.size(), 1u);
    EXPECT_EQ(organisation.searches[0].sight.extent, Extent::nothing) << "a contact of no organisation";
}

TEST(SearchTest, an_answer_for_who_has_left_is_forgotten)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    organisation.send(peer, {Search{1, "a", {}, 5}});
    organisation.run(rooms::PeerLeft{peer});
    finish_search(organisation);
    EXPECT_TRUE(organisation.all<SearchResults>(peer).empty());
}

TEST(SearchTest, what_was_found_waits_for_what_it_may_be_about)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto peer = organisation.join(reader);
    organisation.send(peer, {Search{1, "a", {}, 5}});
    organisation.hold_appends = true;
    static_cast<void>(organisation.submit(owner, organisation.edit("First words.", "Second words.")));
    finish_search(organisation);
    EXPECT_TRUE(organisation.all<SearchResults>(peer).empty()) << "the words found may not be durable";
    organisation.finish_append();
    EXPECT_EQ(organisation.all<SearchResults>(peer).size(), 1u);
}

TEST(SearchTest, a_failure_is_told)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    organisation.send(peer, {Search{1, "a", {}, 5}});
    organisation.run(rooms::SearchDone{peer, refuse(Errc::unavailable, "Later.")});
    ASSERT_EQ(organisation.all<Failed>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(peer)[0].question, "Search");
}

}  // namespace
}  // namespace assent
