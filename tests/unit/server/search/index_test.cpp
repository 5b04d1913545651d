#include "server/search/index.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assent::search {
namespace {

const PlanId this_year = PlanId::derived("this year");
const PlanId last_year = PlanId::derived("last year");
const identity::Sight all{identity::Sight::Extent::everything, {}, {}};

ElementId id(const std::string& words) { return ElementId::derived(words); }

Intention intention(const std::string& reference, const std::string& service, const std::string& text)
{
    Intention one;
    one.id = id(reference);
    one.reference = reference;
    one.programme_area = "Urgent care";
    one.service_area = service;
    one.text = text;
    return one;
}

FeedbackItem item(std::uint32_t number, const std::string& words)
{
    FeedbackItem one;
    one.id = FeedbackId::derived(std::to_string(number));
    one.number = number;
    one.name = "A patient";
    one.verbatim = words;
    return one;
}

class IndexTest : public testing::Test
{
protected:
    IndexTest()
    {
        tenant.people.push_back({PersonId::derived("rosa"), "Rosa Ortega", "rosa@example.org", "Finance lead", "", {Role::finance_reviewer}, true});
        tenant.forums.push_back({ForumId::derived("forum"), "Patient reference group", "Forum", "Leighton", ""});
        tenant.plans.push_back(plan(last_year, "2025/26"));
        tenant.plans.push_back(plan(this_year, "2026/27"));
    }

    static Plan plan(PlanId id, const std::string& period)
    {
        Plan plan;
        plan.id = id;
        plan.title = "Commissioning plan";
        plan.period = period;
        plan.state = "in_draft";
        return plan;
    }

    Plan& now() { return tenant.plans[1]; }

    void build()
    {
        Feed feed;
        feed.touch_all(tenant);
        drain(feed);
    }

    void drain(Feed& feed)
    {
        while (feed.waits()) {
            const auto changes = feed.take(tenant, 3);
            if (changes.empty()) {
                while (feed.take_publication(tenant)) {}
                break;
            }
            ASSERT_TRUE(index.apply(changes));
        }
    }

    SearchResults find(const std::string& text, std::vector<SearchFilter> filters = {}, std::uint32_t limit = 10, const identity::Sight& sight = all)
    {
        const auto results = index.find({7, text, std::move(filters), limit}, sight);
        if (!results) {
            ADD_FAILURE() << results.error().message;
            return {};
        }
        return *results;
    }

    /// What each hit is called, in order.
    std::vector<std::string> found(const std::string& text, std::vector<SearchFilter> filters = {}, const identity::Sight& sight = all)
    {
        std::vector<std::string> names;
        for (const auto& hit : find(text, std::move(filters), 10, sight).hits) names.push_back(hit.reference.empty() ? hit.title : hit.reference);
        return names;
    }

    Tenant tenant;
    Index index;
};

using Names = std::vector<std::string>;

TEST_F(IndexTest, finds_each_kind_by_its_words)
{
    now().content.sections.push_back({id("s"), "3.1", 1, "Vision", "Care closer to home.", {}, 0});
    now().content.intentions.push_back(intention("UEC-01", "Ambulance handover", "Shorter waits at the door."));
    now().content.tables.push_back({id("t"), "Budget", "£000s", {"Line", "Cost"}, {{{"Prescribing", "12"}, id("r")}}, {}, {}, {}});
    now().content.milestones.push_back({id("m"), Date::of(2026, 6, 1), "Contract signature", "Providers", 0});
    now().versions.push_back({VersionId::derived("v"), "0.3", {}, {}, "", {"Rewrote the chapter on dementia"}, {}, 0});
    now().feedback.push_back(item(31, "Parking is impossible."));
    now().occasions.push_back({OccasionId::derived("o"), ForumId::derived("forum"), Date::of(2026, 5, 2), {}, {}, "", true, "", "Members asked about podiatry", {}});
    Decision decision;
    decision.id = DecisionId::derived("d");
    decision.committee.name = "Governing Body";
    decision.note = "Subject to scrutiny of savings";
    now().decisions.push_back(decision);
    build();
    const std::pair<const char*, SearchKind> cases[] = {
        {"closer home", SearchKind::section},     {"handover", SearchKind::intention},  {"prescribing", SearchKind::table},
        {"signature", SearchKind::milestone},     {"dementia", SearchKind::version},    {"parking", SearchKind::feedback},
        {"podiatry", SearchKind::occasion},       {"scrutiny", SearchKind::decision},   {"reference group", SearchKind::forum},
        {"ortega", SearchKind::person},           {"commissioning 2026/27", SearchKind::plan}};
    for (const auto& [words, kind] : cases) {
        const auto results = find(words);
        ASSERT_FALSE(results.hits.empty()) << words;
        EXPECT_EQ(results.hits[0].kind, kind) << words;
        EXPECT_EQ(results.number, 7u);
    }
}

TEST_F(IndexTest, what_is_called_so_comes_before_what_mentions_it)
{
    now().content.intentions = {intention("UEC-01", "Stroke", "Thrombectomy at all hours and stroke units."),
                                intention("UEC-02", "Falls", "After a stroke people fall more often than others do, so they are visited."),
                                intention("UEC-03", "Stroke rehabilitation", "At home.")};
    build();
    const auto names = found("stroke");
    ASSERT_EQ(names.size(), 3u);
    EXPECT_EQ(names.back(), "UEC-02");
}

TEST_F(IndexTest, a_reference_stands_before_all_else)
{
    now().content.intentions = {intention("F-31", "Follow-up", "See f 31 and f 031"), intention("UEC-02", "F-031 is answered here: F-031", "F-031")};
    now().feedback = {item(30, "F-031 F-031 F-031"), item(31, "Parking"), item(310, "More parking")};
    build();
    const auto names = found("f-031");
    ASSERT_GE(names.size(), 3u);
    const Names first(names.begin(), names.begin() + 1);
    EXPECT_TRUE(first == Names{"F-031"} || first == Names{"F-31"});
    const auto feedback = found("F31", {{SearchFacet::kind, "feedback"}});
    EXPECT_EQ(feedback, Names{"F-031"});
}

TEST_F(IndexTest, of_equally_good_the_newest_come_first)
{
    for (std::uint32_t n = 1; n <= 5; ++n) now().feedback.push_back(item(n, "Parking is impossible."));
    build();
    EXPECT_EQ(found("parking"), (Names{"F-005", "F-004", "F-003", "F-002", "F-001"}));
}

TEST_F(IndexTest, says_that_there_are_more_than_were_asked_for)
{
    for (std::uint32_t n = 1; n <= 5; ++n) now().feedback.push_back(item(n, "Parking."));
    build();
    EXPECT_TRUE(find("parking", {}, 4).more);
    EXPECT_EQ(find("parking", {}, 4).hits.size(), 4u);
    EXPECT_FALSE(find("parking", {}, 5).more);
}

TEST_F(IndexTest, filters_narrow_by_what_things_have_and_not_by_what_they_say)
{
    auto first = intention("UEC-01", "Handover", "Waits");
    first.providers = {"LCCG"};
    first.place = "Luton";
    first.routes = {"contract_variation"};
    first.timescales = {{"Q1 and Q2", Date::of(2026, 4, 1), Date::of(2026, 9, 30)}};
    first.status = PartStatus::agreed;
    auto second = intention("UEC-02", "Handover", "Waits in Luton, agreed, LCCG, contract variation, Q1");
    second.programme_area = "Planned care";
    second.status = PartStatus::draft;
    now().content.intentions = {first, second};
    tenant.plans[0].content.intentions = {intention("UEC-09", "Handover", "Waits")};
    tenant.plans[0].content.intentions[0].id = id("old");
    build();
    using F = SearchFacet;
    EXPECT_EQ(found("handover", {{F::provider, "LCCG"}}), Names{"UEC-01"});
    EXPECT_EQ(found("handover", {{F::provider, "Luton Clinical Commissioning Group"}}), Names{"UEC-01"}) << "by another name";
    EXPECT_EQ(found("handover", {{F::place, "luton"}}), Names{"UEC-01"});
    EXPECT_EQ(found("handover", {{F::route, "Contract variation"}}), Names{"UEC-01"});
    EXPECT_EQ(found("handover", {{F::quarter, "Q2 2026/27"}}), Names{"UEC-01"});
    EXPECT_EQ(found("handover", {{F::quarter, "Q3 2026/27"}}), Names{});
    EXPECT_EQ(found("handover", {{F::status, "agreed"}, {F::year, "2026/27"}}), Names{"UEC-01"});
    EXPECT_EQ(found("handover", {{F::programme, "planned care"}}), Names{"UEC-02"});
    EXPECT_EQ(found("handover", {{F::year, "2025/26"}}), Names{"UEC-09"});
    EXPECT_EQ(found("", {{F::year, "2025/26"}, {F::kind, "intention"}}), Names{"UEC-09"}) << "without words";
    EXPECT_EQ(found("handover", {{F::kind, "plan"}}), Names{});
    EXPECT_EQ(found("handover", {{F::year, "2025/26"}, {F::year, "2026/27"}, {F::programme, "urgent care"}}).size(), 2u) << "any of one facet";
}

TEST_F(IndexTest, no_phrase_is_found_across_two_providers)
{
    auto one = intention("UEC-01", "Handover", "Waits");
    one.providers = {"East", "Suffolk"};
    now().content.intentions = {one};
    build();
    EXPECT_EQ(found("", {{SearchFacet::provider, "East Suffolk"}}), Names{});
    EXPECT_EQ(found("", {{SearchFacet::provider, "suffolk"}}), Names{"UEC-01"});
}

TEST_F(IndexTest, offers_the_values_of_the_best_hits)
{
    auto one = intention("UEC-01", "Handover", "Waits");
    one.place = "Luton";
    now().content.intentions = {one};
    build();
    const auto offered = find("handover").offered;
    EXPECT_NE(std::find(offered.begin(), offered.end(), SearchFilter{SearchFacet::place, "Luton"}), offered.end());
    EXPECT_NE(std::find(offered.begin(), offered.end(), SearchFilter{SearchFacet::year, "2026/27"}), offered.end());
}

TEST_F(IndexTest, marks_the_words_in_unicode_scalars)
{
    now().content.sections.push_back({id("s"), "1", 1, "Für Ängste: naïve Pläne", "**Über** die Pläne", {}, 0});
    build();
    const auto results = find("plane");
    ASSERT_EQ(results.hits.size(), 1u);
    EXPECT_EQ(results.hits[0].title_marks, (std::vector<SearchMark>{{18, 5}}));
    EXPECT_EQ(results.hits[0].snippet, "Über die Pläne");
    EXPECT_EQ(results.hits[0].snippet_marks, (std::vector<SearchMark>{{9, 5}}));
}

TEST_F(IndexTest, shows_the_place_in_a_long_text)
{
    std::string text;
    for (int i = 0; i < 500; ++i) text += "word" + std::to_string(i) + (i % 20 == 19 ? "\n" : " ");
    now().content.sections.push_back({id("s"), "1", 1, "Long", text + "and then podiatry at last", {}, 0});
    build();
    const auto results = find("podiatry");
    ASSERT_EQ(results.hits.size(), 1u);
    const auto& hit = results.hits[0];
    EXPECT_EQ(hit.snippet.substr(0, 4), "… ");
    EXPECT_EQ(hit.snippet.find('\n'), std::string::npos);
    ASSERT_EQ(hit.snippet_marks.size(), 1u);
    EXPECT_EQ(hit.snippet.substr(hit.snippet_marks[0].position + 2, 8), "podiatry");  // "…" is three bytes
}

TEST_F(IndexTest, hostile_words_are_words)
{
    now().feedback = {item(1, "Parking \" OR 1=1 near NOT")};
    build();
    for (const auto* text : {"\"", "\"\"", "*", "parking*", "NEAR(parking, 2)", "title:parking", "{title} : parking", "parking AND NOT", "^parking", "a\"b\"c\"", "-parking",
                             "')--", "parking\\", "((((", "text : \"", "+", "standing(drafts)", "\u01c1"})
        EXPECT_TRUE(index.find({1, text, {}, 10}, all)) << text;
    EXPECT_EQ(found("\"parking or\""), Names{"F-001"});
    EXPECT_EQ(index.find({1, "x", {{SearchFacet::kind, "nonsense"}}, 10}, all).error().code, Errc::invalid);
    EXPECT_EQ(index.find({1, "x", std::vector<SearchFilter>(SearchLimits::filters_max + 1, {SearchFacet::place, "x"}), 10}, all).error().code, Errc::too_large);
}

TEST_F(IndexTest, a_plan_whose_papers_are_withheld_is_not_found_by_words_references_or_filters_and_others_are)
{
    for (auto& plan : tenant.plans) plan.content.intentions = {intention("UEC-01", "Ambulance handover", "Shorter waits at the door.")};
    build();
    const identity::Sight without{identity::Sight::Extent::everything, {}, {this_year}};
    for (const auto* words : {"handover", "UEC-01", "commissioning plan"})
        for (const auto& hit : find(words, {}, 10, without).hits) EXPECT_EQ(hit.plan, last_year) << words;
    EXPECT_EQ(find("handover", {}, 10, without).hits.size(), 1u);
    EXPECT_EQ(find("handover").hits.size(), 2u);
    EXPECT_FALSE(find("handover", {}, 1, without).more) << "nor counted";
}

TEST_F(IndexTest, nothing_asked_is_nothing_found)
{
    build();
    EXPECT_TRUE(find("").hits.empty());
    EXPECT_TRUE(find(" - ").hits.empty());
}

// ---- who may find what ----

class SightTest : public IndexTest
{
protected:
    void publish()
    {
        auto named = intention("UEC-01", "Handover", "As published");
        named.providers = {"LCCG"};
        auto other = intention("UEC-02", "Handover", "As published");
        other.providers = {"BCCG"};
        auto class_only = intention("UEC-03", "Handover", "As published, for LCCG among others");
        class_only.providers = {"All providers"};
        published.intentions = {named, other, class_only};
        now().content = published;
        now().content.intentions[0].text = "As it is being redrafted";
        now().feedback = {item(1, "Handover takes too long at LCCG")};
        build();
        ASSERT_TRUE(index.publish({this_year, "Commissioning plan", "2026/27", sha256({})}, &published));
    }

    Content published;
    const identity::Sight contact{identity::Sight::Extent::published_naming, "Luton CCG"};
};

TEST_F(SightTest, a_providers_contact_finds_published_intentions_that_name_their_organisation)
{
    publish();
    EXPECT_EQ(found("handover", {}, contact), Names{"UEC-01"});
    EXPECT_THAT(found("published", {}, contact), testing::UnorderedElementsAre("UEC-01", "Commissioning plan"));
    EXPECT_EQ(found("redrafted", {}, contact), Names{});
    EXPECT_EQ(found("redrafted"), Names{"UEC-01"});
}

TEST_F(SightTest, neither_filters_nor_references_reach_beyond_it)
{
    publish();
    for (const auto* text : {"UEC-02", "UEC-03", "F-001", "Rosa", "Patient reference group", "BCCG"}) EXPECT_EQ(found(text, {}, contact), Names{}) << text;
    EXPECT_EQ(found("", {{SearchFacet::provider, "BCCG"}}, contact), Names{});
    EXPECT_EQ(found("", {{SearchFacet::kind, "feedback"}}, contact), Names{});
    EXPECT_EQ(found("", {{SearchFacet::kind, "intention"}}, contact), Names{"UEC-01"});
    EXPECT_EQ(found("UEC-01", {}, contact), Names{"UEC-01"});
    for (const auto& filter : find("handover", {}, 10, contact).offered) EXPECT_NE(filter.value, "BCCG");
}

TEST_F(SightTest, whoever_may_see_nothing_finds_nothing)
{
    publish();
    EXPECT_EQ(found("handover", {}, {}), Names{});
    EXPECT_EQ(found("handover", {}, {identity::Sight::Extent::published_naming, " - "}), Names{});
    EXPECT_EQ(found("handover", {}, {identity::Sight::Extent::published_naming, "Somebody else"}), Names{});
}

TEST_F(SightTest, another_publication_replaces_the_first_and_none_ends_it)
{
    publish();
    published.intentions[0].text = "Second edition";
    ASSERT_TRUE(index.publish({this_year, "Commissioning plan", "2026/27", sha256({})}, &published));
    EXPECT_EQ(found("published", {{SearchFacet::kind, "intention"}}, contact), Names{});
    EXPECT_EQ(found("edition", {}, contact), Names{"UEC-01"});
    ASSERT_TRUE(index.publish({this_year, "Commissioning plan", "2026/27", {}}, nullptr));
    EXPECT_EQ(found("handover", {}, contact), Names{});
}

}  // namespace
}  // namespace assent::search
