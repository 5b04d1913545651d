// A plan of another kind than the seed documents: other columns, headings, bullets, page breaks and providers.
#include <map>

#include <gtest/gtest.h>

#include "tests/unit/server/exchange/import_support.hpp"

namespace assent::exchange {
namespace {

using test::doubts;
using test::routes_of;

const ImportedDocument& third()
{
    static const ImportedDocument document = test::read(test::file_bytes("tests/data/import/third.txt"));
    return document;
}

const ImportedIntention& named(std::string_view title)
{
    for (const auto& intention : third().intentions)
        if (intention.title == title) return intention;
    ADD_FAILURE() << "no intention is called " << title;
    static const ImportedIntention none;
    return none;
}

TEST(ThirdDocumentTest, the_cover_names_a_partnership_that_no_directory_knows)
{
    const DocumentFacts& facts = third().document;
    EXPECT_EQ(facts.title, "Joint Commissioning Plan 2021/22");
    EXPECT_EQ(facts.organisation, "Wexmoor, Tarnside and Elmley");
    EXPECT_EQ(facts.members, (std::vector<std::string>{"Wexmoor", "Tarnside", "Elmley"}));
    EXPECT_EQ(facts.period, "2021/22");
    EXPECT_EQ(facts.version, "0.4");
}

TEST(ThirdDocumentTest, its_version_table_has_a_header_and_two_ways_of_writing_an_author)
{
    const auto& versions = third().version_control;
    ASSERT_EQ(versions.size(), 3U);
    EXPECT_EQ(versions[0].version, "0.1");
    EXPECT_EQ(versions[1].changes, (std::vector<std::string>{"figures added", "dates put into the timetable"}));
    EXPECT_EQ(versions[1].author_role, "Planning Manager");
    EXPECT_EQ(versions[2].author, "Tom Hale");
    EXPECT_EQ(versions[2].author_role, "Head of Contracts");
    EXPECT_EQ(versions[2].month, Date::of(2021, 7, 2));
}

TEST(ThirdDocumentTest, its_outline_comes_from_the_body_and_not_from_contents_or_running_headers)
{
    std::string outline;
    for (const auto& o : third().outline) outline += o.number + " " + o.heading + ";";
    EXPECT_EQ(outline, "1 About this plan;1.1 Who we are;2 Money;3 What we intend;3.1 Joints and movement;3.2 Hearing and speech;"
                       "4 How we will contract;5 Annex;");
    EXPECT_EQ(third().contents.size(), 7U);
    EXPECT_TRUE(doubts(third(), 119, "section_not_in_contents"));
    EXPECT_TRUE(doubts(third(), 121, "missing_content"));
    EXPECT_NE(third().sections[0].text.find("by people who between them know every clinic"), std::string::npos);
}

TEST(ThirdDocumentTest, its_intentions_are_placed_by_what_the_columns_are_called)
{
    ASSERT_EQ(third().intentions.size(), 16U);
    const auto& physio = named("First contact physiotherapy");
    EXPECT_EQ(physio.programme_area, "Joints and movement");
    EXPECT_EQ(physio.text, "Every network will have a physiotherapist whom people can see without a referral.\n"
                           "Start with the six largest practices\nMeasure <5% onward referral");
    EXPECT_EQ(physio.bullets, 2U);
    EXPECT_EQ(physio.providers, (std::vector<std::string>{"Wexmoor General", "GP Practices"}));
    EXPECT_EQ(routes_of(physio), std::vector<std::string>{"contract_variation"});
    EXPECT_EQ(physio.lead, "Ann Lowe");
    EXPECT_TRUE(doubts(third(), 74, "unknown_provider"));
    EXPECT_EQ(routes_of(named("Falls")), (std::vector<std::string>{"service_specification", "quality_schedule"}));
    EXPECT_EQ(routes_of(named("Foot care")), std::vector<std::string>{"AQP"});
}

TEST(ThirdDocumentTest, a_row_cut_by_a_form_feed_and_a_running_header_is_one_record)
{
    const auto& hand = named("Hand clinic");
    EXPECT_EQ(hand.text, "We will move the hand clinic out of hospital, subject to a business case, and close the evening list.\n"
                         "Two sites by winter 2021\nOne booking line");
    EXPECT_EQ(hand.lines, (std::vector<Line>{75, 81}));
    ASSERT_EQ(hand.timescales.size(), 2U);
    EXPECT_EQ(hand.timescales[0].from, Date::of(2021, 10, 1));
    EXPECT_FALSE(hand.timescales[0].to);
    EXPECT_EQ(hand.conditions.substr(0, 11), "We will mov");
}

TEST(ThirdDocumentTest, a_row_that_slid_under_the_wrong_columns_is_moved_back)
{
    EXPECT_TRUE(doubts(third(), 83, "shifted_row"));
    const auto& intention = third().intentions[3];
    EXPECT_EQ(intention.lines, std::vector<Line>{83});
    EXPECT_EQ(intention.service_area, "Foot care");
    EXPECT_EQ(intention.timescales.at(0).label, "2021/22 Q3-Q4");
    EXPECT_EQ(intention.timescales.at(0).confidence, TimescaleConfidence::assumed_year);
}

TEST(ThirdDocumentTest, the_items_of_each_place_are_records_of_their_own)
{
    std::map<std::string, int> places;
    for (const auto& i : third().intentions)
        if (i.scope == Scope::place) ++places[i.place];
    EXPECT_EQ(places, (std::map<std::string, int>{{"Wexmoor", 2}, {"Tarnside", 1}, {"Elmley", 2}}));
    EXPECT_EQ(named("Home visits").text, "For people over eighty");
    EXPECT_EQ(named("Lip-reading classes").text, "Lip-reading classes \u2013 in the library");
    EXPECT_TRUE(doubts(third(), 102, "glued_heading"));
    EXPECT_TRUE(doubts(third(), 101, "place_in_text"));
    EXPECT_TRUE(doubts(third(), 97, "missing_column"));
}

TEST(ThirdDocumentTest, its_money_table_reconciles_and_the_text_about_it_does_not)
{
    ASSERT_EQ(third().tables.size(), 2U);
    const auto& money = third().tables[0];
    EXPECT_EQ(money.title, "Table A: Planned spend by stream, \u00a3000s");
    EXPECT_EQ(money.columns, (std::vector<std::string>{"", "2020/21 \u00a3000s", "2020/21 %", "2021/22 \u00a3000s", "2021/22 %"}));
    EXPECT_EQ(money.rows.size(), 6U);
    std::map<std::string, int> ok;
    std::map<std::string, int> wrong;
    for (const auto& c : money.checks) ++(c.ok ? ok : wrong)[c.kind];
    EXPECT_EQ(ok, (std::map<std::string, int>{{"subtotal", 2}, {"sum", 2}, {"percent_sum", 2}, {"percent_of_total", 2}}));
    EXPECT_EQ(wrong, (std::map<std::string, int>{{"cross_text", 1}}));
    EXPECT_TRUE(doubts(third(), 65, "cross_text"));
}

TEST(ThirdDocumentTest, a_table_of_dates_is_the_timetable)
{
    ASSERT_EQ(third().milestones.size(), 3U);
    EXPECT_EQ(third().milestones[1].date, Date::of(2021, 9, 30));
    EXPECT_EQ(third().milestones[1].event, "Notice is given");
    EXPECT_EQ(third().milestones[2].line, 117U);
    ASSERT_EQ(third().statements.size(), 1U);
    EXPECT_EQ(third().statements[0].routes, std::vector<ContractingRoute>{ContractingRoute::contract_variation});
}

}  // namespace
}  // namespace assent::exchange
