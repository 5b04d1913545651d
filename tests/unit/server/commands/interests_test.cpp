#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

const Date long_ago = Date::of(2020, 1, 1);

InterestEntry share_of(PersonId person, const std::string& organisation)
{
    InterestEntry entry;
    entry.id = InterestId::derived(person.text() + organisation);
    entry.person = person;
    entry.kind = InterestKind::financial;
    entry.what = "Owns a tenth of the shares";
    entry.organisation = organisation;
    entry.from = long_ago;
    return entry;
}

/// A plan with an intention that names providers, on its way to a committee.
class Item : public TestOrganisation
{
public:
    void open_naming(std::vector<std::string> providers)
    {
        start_plan();
        Intention intention;
        intention.id = ElementId::derived("intention");
        intention.reference = "UEC-01";
        intention.programme_area = "Urgent care";
        intention.service_area = "Minor injuries";
        intention.text = "One front door.";
        intention.providers = std::move(providers);
        intention.timescales = {{"April 2027", {}, {}}};
        must(owner, EditContent{plan_id, {AddIntention{intention, {}}}});
        cut_first_version();
        socialise();
        put_to_committee();
        for (const auto& member : {chair, lay_member, finance_officer}) seat(member);
    }
    const InterestRegister& interests() const { return core.tenant().interests; }
    Date today() const { return local_date(core.tenant().at); }
};

TEST(InterestsTest, everybody_enters_their_own_and_who_keeps_the_register_enters_others)
{
    Item item;
    item.must(reader, EnterInterest{share_of(reader, "Elm Surgery")});
    EXPECT_EQ(item.code(reader, EnterInterest{share_of(doctor, "Elm Surgery")}), Errc::forbidden);
    item.must(secretary, EnterInterest{share_of(doctor, "Elm Surgery")});
    item.must(administrator, EnterInterest{share_of(chair, "Elm Surgery")});
    EXPECT_EQ(item.code(secretary, EnterInterest{share_of(stranger, "Elm Surgery")}), Errc::not_found);
    EXPECT_EQ(item.interests().entries.size(), 3u);
}

TEST(InterestsTest, ones_own_is_declared_today_whatever_is_said_and_paper_on_its_day)
{
    Item item;
    auto entry = share_of(reader, "Elm Surgery");
    entry.declared_on = Date::of(2020, 1, 2);
    item.must(reader, EnterInterest{entry});
    EXPECT_EQ(item.interests().entries[0].declared_on, item.today());
    auto on_paper = share_of(doctor, "Elm Surgery");
    on_paper.declared_on = Date::of(2020, 1, 2);
    item.must(secretary, EnterInterest{on_paper});
    EXPECT_EQ(item.interests().entries[1].declared_on, Date::of(2020, 1, 2));
    EXPECT_GT(days_late(item.interests().entries[0]), 0);
    EXPECT_EQ(days_late(item.interests().entries[1]), 0);
}

TEST(InterestsTest, an_entry_that_says_nothing_or_what_cannot_be_is_refused)
{
    Item item;
    const auto code_of = [&](auto change) {
        auto entry = share_of(secretary, "Elm Surgery");
        change(entry);
        return item.code(secretary, EnterInterest{entry});
    };
    EXPECT_EQ(code_of([](auto& e) { e.id = {}; }), Errc::malformed);
    EXPECT_EQ(code_of([](auto& e) { e.what = " "; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.from = {}; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.from = Date::of(2100, 1, 1); }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.to = Date::of(2019, 12, 31); }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.from = Date{-2'000'000'000}; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.to = Date{2'000'000'000}; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.withheld = true; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.withheld_reason = "x"; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.declared_on = Date::of(2100, 1, 1); }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.declared_on = Date::of(2019, 12, 31); }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.organisation = ""; e.aliases = {"Elm"}; }), Errc::invalid);
    EXPECT_EQ(code_of([](auto& e) { e.aliases.assign(21, "Elm"); }), Errc::too_large);
    EXPECT_TRUE(item.interests().entries.empty());
    item.must(secretary, EnterInterest{share_of(secretary, "Elm Surgery")});
    EXPECT_EQ(item.code(secretary, EnterInterest{share_of(secretary, "Elm Surgery")}), Errc::conflict);
}

TEST(InterestsTest, an_organisation_the_directory_knows_comes_under_its_name_with_its_others)
{
    Item item;
    item.must(reader, EnterInterest{share_of(reader, "luton and dunstable hospital")});
    const auto& entry = item.interests().entries[0];
    EXPECT_EQ(entry.organisation, "L&D");
    EXPECT_NE(std::find(entry.aliases.begin(), entry.aliases.end(), "LDH"), entry.aliases.end());
    EXPECT_EQ(entry.aliases[0], "luton and dunstable hospital") << "as it was written";
}

TEST(InterestsTest, an_entry_is_amended_and_ended_and_keeps_whose_it_is_and_when_it_was_declared)
{
    Item item;
    item.must(doctor, EnterInterest{share_of(doctor, "Elm Surgery")});
    const auto declared = item.interests().entries[0].declared_on;
    auto changed = share_of(reader, "Elm Surgery");
    changed.id = item.interests().entries[0].id;
    changed.what = "Owns a fifth of the shares";
    EXPECT_EQ(item.code(reader, AmendInterest{changed}), Errc::forbidden);
    item.must(doctor, AmendInterest{changed});
    EXPECT_EQ(item.interests().entries[0].person, doctor);
    EXPECT_EQ(item.interests().entries[0].declared_on, declared);
    EXPECT_EQ(item.code(doctor, AmendInterest{changed}), Errc::conflict) << "it says so already";
    EXPECT_EQ(item.code(doctor, AmendInterest{share_of(doctor, "Other")}), Errc::not_found);
    EXPECT_EQ(item.code(reader, EndInterest{changed.id, long_ago}), Errc::forbidden);
    EXPECT_EQ(item.code(doctor, EndInterest{changed.id, Date::of(2019, 1, 1)}), Errc::invalid);
    EXPECT_EQ(item.code(doctor, EndInterest{changed.id, Date::of(2100, 1, 1)}), Errc::invalid);
    EXPECT_EQ(item.code(doctor, EndInterest{InterestId::derived("none"), long_ago}), Errc::not_found);
    item.must(doctor, EndInterest{changed.id, Date::of(2021, 1, 1)});
    EXPECT_EQ(item.code(doctor, EndInterest{changed.id, Date::of(2021, 1, 1)}), Errc::conflict);
    ASSERT_EQ(item.interests().entries.size(), 1u) << "what has ended stays";
    EXPECT_EQ(kept_until(item.interests().entries[0]), Date::of(2027, 1, 1));
}

TEST(InterestsTest, a_confirmation_is_made_once_a_day_by_the_person_or_for_them)
{
    Item item;
    item.must(doctor, ConfirmInterests{doctor});
    EXPECT_EQ(item.code(doctor, ConfirmInterests{doctor}), Errc::conflict);
    EXPECT_EQ(item.code(reader, ConfirmInterests{chair}), Errc::forbidden);
    item.must(secretary, ConfirmInterests{chair});
    EXPECT_EQ(item.interests().confirmations,
              (std::vector<InterestConfirmation>{{doctor, item.today(), doctor}, {chair, item.today(), secretary}}));
}

TEST(InterestsTest, who_decides_is_set_by_who_keeps_the_register)
{
    Item item;
    EXPECT_EQ(item.code(doctor, SetDecisionMaker{doctor, true}), Errc::forbidden);
    EXPECT_EQ(item.code(secretary, SetDecisionMaker{doctor, false}), Errc::conflict);
    item.must(secretary, SetDecisionMaker{doctor, true});
    EXPECT_TRUE(is_decision_maker(item.interests(), doctor));
    item.must(secretary, SetDecisionMaker{doctor, false});
    EXPECT_FALSE(is_decision_maker(item.interests(), doctor));
}

TEST(InterestsTest, gifts_are_recorded_with_their_value_and_breaches_by_who_keeps_the_register)
{
    Item item;
    Gift gift{GiftId::derived("lunch"), doctor, "A supplier", "Lunch", 2'500, true, Date::of(2026, 1, 5)};
    EXPECT_EQ(item.code(reader, RecordGift{gift}), Errc::forbidden);
    item.must(doctor, RecordGift{gift});
    EXPECT_EQ(item.code(doctor, RecordGift{gift}), Errc::conflict);
    gift.id = GiftId::derived("other");
    gift.value_pence = -1;
    EXPECT_EQ(item.code(doctor, RecordGift{gift}), Errc::invalid);
    gift.value_pence = 0;
    gift.date = {};
    EXPECT_EQ(item.code(doctor, RecordGift{gift}), Errc::invalid);
    InterestBreach breach{BreachId::derived("b"), doctor, "Stayed for the item", Date::of(2026, 2, 1), "Reminded in writing"};
    EXPECT_EQ(item.code(doctor, RecordBreach{breach}), Errc::forbidden);
    item.must(secretary, RecordBreach{breach});
    EXPECT_EQ(item.code(secretary, RecordBreach{breach}), Errc::conflict);
    breach.id = BreachId::derived("c");
    breach.action = "";
    EXPECT_EQ(item.code(secretary, RecordBreach{breach}), Errc::invalid);
    EXPECT_EQ(item.interests().gifts.size() + item.interests().breaches.size(), 2u);
}

// ---- a decision and the register ----

TEST(InterestsTest, a_decision_opens_with_the_interests_that_the_register_has_in_providers_of_the_version)
{
    Item item;
    item.must(lay_member, EnterInterest{share_of(lay_member, "Luton and Dunstable Hospital")});
    item.must(deputy, EnterInterest{share_of(deputy, "Elm Surgery")});
    item.must(chair, EnterInterest{share_of(chair, "Nobody's business")});
    item.open_naming({"LDH", "Elm Surgery"});
    const auto& interests = item.decision().interests;
    ASSERT_EQ(interests.size(), 2u);
    EXPECT_EQ(interests[0].person, lay_member);
    EXPECT_EQ(interests[0].entry, item.interests().entries[0].id);
    EXPECT_EQ(interests[0].intentions, std::vector<std::string>{"UEC-01"});
    EXPECT_EQ(interests[0].ruling, Ruling::none);
    EXPECT_EQ(interests[1].person, deputy);
}

TEST(InterestsTest, what_is_matched_are_the_words_of_the_version_and_not_of_a_later_draft)
{
    Item item;
    item.open_naming({"Elm Surgery"});
    EXPECT_TRUE(item.decision().interests.empty());
    item.must(secretary, CloseDecision{plan_id, decision_id, "Deferred"});
    item.must(lay_member, EnterInterest{share_of(lay_member, "Elm Surgery")});
    const auto again = DecisionId::derived("again");
    item.must(secretary, OpenDecision{plan_id, again, finance_committee, first_version, item.plan().versions[0].content_hash, Date::of(2026, 11, 25)});
    EXPECT_EQ(find_decision(item.plan(), again)->interests.size(), 1u);
}

TEST(InterestsTest, an_item_with_a_found_interest_closes_only_after_the_chairs_ruling)
{
    Item item;
    item.must(lay_member, EnterInterest{share_of(lay_member, "Elm Surgery")});
    item.open_naming({"Elm Surgery"});
    for (const auto& member : {chair, finance_officer, lay_member}) item.must(member, item.vote(member));
    EXPECT_EQ(item.code(secretary, CloseDecision{plan_id, decision_id, ""}), Errc::not_allowed);
    item.must(secretary, RuleOnInterest{plan_id, decision_id, lay_member, Ruling::stay_and_take_part, "A small holding, known to all"});
    EXPECT_EQ(item.code(secretary, CloseDecision{plan_id, decision_id, ""}), Errc::none);
}

TEST(InterestsTest, what_is_withheld_is_not_written_into_a_decision)
{
    Item item;
    auto entry = share_of(lay_member, "Elm Surgery");
    entry.withheld = true;
    entry.withheld_reason = "At risk at home";
    item.must(lay_member, EnterInterest{entry});
    item.open_naming({"Elm Surgery"});
    ASSERT_EQ(item.decision().interests.size(), 1u);
    EXPECT_EQ(item.decision().interests[0].text, "An interest whose particulars are withheld");
}

// ---- papers ----

class Papers : public testing::Test
{
protected:
    Papers()
    {
        item.must(lay_member, EnterInterest{share_of(lay_member, "Elm Surgery")});
        item.open_naming({"Elm Surgery"});
        peer = item.join(lay_member);
        item.send(peer, {OpenPlan{plan_id}});
    }
    void withhold() { item.must(secretary, RuleOnInterest{plan_id, decision_id, lay_member, Ruling::not_receive_papers, "A direct interest"}); }
    std::vector<std::string> refused(rooms::PeerId whom) const
    {
        std::vector<std::string> questions;
        for (const auto& failed : item.all<Failed>(whom))
            if (failed.code == static_cast<std::uint8_t>(Errc::forbidden)) questions.push_back(failed.question);
        return questions;
    }

    Item item;
    rooms::PeerId peer{};
};

TEST_F(Papers, who_does_not_receive_them_neither_votes_nor_counts)
{
    item.must(lay_member, item.vote(lay_member));
    EXPECT_TRUE(quorum_of(item.decision()).met);
    withhold();
    EXPECT_EQ(item.code(lay_member, item.vote(lay_member)), Errc::forbidden);
    EXPECT_FALSE(quorum_of(item.decision()).met);
    EXPECT_EQ(tally_of(item.decision()).approve, 0u);
}

TEST_F(Papers, who_has_the_plan_open_is_shown_no_more_of_it)
{
    EXPECT_TRUE(refused(peer).empty());
    withhold();
    EXPECT_EQ(refused(peer), std::vector<std::string>{"OpenPlan"});
    item.must(secretary, CloseDecision{plan_id, decision_id, "Deferred"});
    item.must(owner, TakeTransition{plan_id, "return_from_review", "review", "A word is missing"});
    const auto before = item.all<Published>(peer).size();
    item.must(owner, item.edit("First words.", "Secret words."));
    item.run(rooms::OutlinesDue{});
    const auto after = item.all<Published>(peer);
    ASSERT_EQ(after.size(), before + 1) << "that it changed is known";
    EXPECT_TRUE(std::get<ContentEdited>(after.back().event).edits.empty()) << "how is not";
}

TEST_F(Papers, neither_text_nor_version_nor_past_is_given_again)
{
    withhold();
    const auto other = item.join(lay_member);
    item.send(other, {OpenPlan{plan_id}});
    item.send(other, {GetVersion{plan_id, first_version}});
    item.send(other, {GetPlanAt{plan_id, item.core.tenant().sequence}});
    EXPECT_EQ(refused(other), (std::vector<std::string>{"OpenPlan", "GetVersion", "GetPlanAt"}));
    EXPECT_TRUE(item.all<VersionText>(other).empty());
    EXPECT_TRUE(item.all<PlanAt>(other).empty());
    const auto somebody = item.join(finance_officer);
    item.send(somebody, {OpenPlan{plan_id}});
    item.send(somebody, {GetVersion{plan_id, first_version}});
    EXPECT_TRUE(refused(somebody).empty());
    EXPECT_EQ(item.all<VersionText>(somebody).size(), 1u);
}

TEST_F(Papers, another_ruling_gives_them_back)
{
    withhold();
    item.must(secretary, RuleOnInterest{plan_id, decision_id, lay_member, Ruling::stay_and_not_decide, "On reflection"});
    item.send(peer, {GetVersion{plan_id, first_version}});
    EXPECT_EQ(item.all<VersionText>(peer).size(), 1u);
}

TEST_F(Papers, a_search_leaves_the_plan_out)
{
    withhold();
    item.send(peer, {Search{1, "front door", {}, 5}});
    ASSERT_EQ(item.searches.size(), 1u);
    EXPECT_EQ(item.searches[0].sight.withheld, std::vector<PlanId>{plan_id});
}

TEST_F(Papers, the_log_read_again_withholds_the_same)
{
    withhold();
    rooms::TenantCore again;
    static_cast<void>(item.store().replay(1, [&](const store::StoredEvent& event) { EXPECT_TRUE(again.load(event)); }));
    EXPECT_EQ(again.tenant(), item.core.tenant());
    EXPECT_NE(papers_withheld(*find_plan(again.tenant(), plan_id), lay_member), nullptr);
    EXPECT_EQ(papers_withheld(*find_plan(again.tenant(), plan_id), chair), nullptr);
}

TEST(InterestsTest, what_is_withheld_reaches_nobody_elses_browser)
{
    Item item;
    const auto peer = item.join(reader);
    auto entry = share_of(lay_member, "Elm Surgery");
    entry.withheld = true;
    entry.withheld_reason = "At risk at home";
    item.must(lay_member, EnterInterest{entry});
    item.must(secretary, RecordBreach{{BreachId::derived("b"), lay_member, "Came late to say so", Date::of(2026, 2, 1), "Reminded"}});
    const auto told = item.all<Published>(peer);
    ASSERT_EQ(told.size(), 2u);
    EXPECT_EQ(std::get<InterestEntered>(told[0].event).entry.organisation, "");
    EXPECT_EQ(std::get<BreachRecorded>(told[1].event).breach.what, "");
    const auto later = item.join(reader);
    EXPECT_EQ(item.all<Welcome>(later)[0].tenant.interests.entries[0].what, "");
    const auto keeper = item.join(administrator);
    EXPECT_EQ(item.all<Welcome>(keeper)[0].tenant.interests, item.interests());
}

}  // namespace
}  // namespace assent
