// The two seed documents against the ground truth, field by field. They are not part of the repository: without them
// the tests are skipped.
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/unit/server/exchange/import_support.hpp"

namespace assent::exchange {
namespace {

using Json = nlohmann::json;
using Strings = std::vector<std::string>;
using test::count_doubts;
using test::doubts;

const std::string first_seed = "../shared/seeds/000_0c3910418eb40f69.txt";
const std::string second_seed = "../shared/seeds/003_1a99017e1b618de1.txt";
const std::string truth_file = "../shared/ground-truth/bccg-2018-19.json";

#define NEEDS(file) \
    if (!std::filesystem::exists(file)) GTEST_SKIP() << file << " is not here; the seed documents are not part of the repository"

Strings strings(const Json& array)
{
    Strings result;
    for (const auto& value : array) result.push_back(value.get<std::string>());
    return result;
}

/// "ICDS (BHT & LDH)" is shown with its members in the ground truth; the importer lists those as bodies.
std::string without_brackets(std::string text)
{
    const std::size_t open = text.find(" (");
    if (open != std::string::npos && text.back() == ')') text.resize(open);
    return text;
}

std::string day(const Json& value) { return value.is_null() ? "" : value.get<std::string>(); }

class FirstSeedTest : public testing::Test
{
protected:
    void SetUp() override
    {
        NEEDS(first_seed);
        NEEDS(truth_file);
        document = test::read(test::file_bytes(first_seed));
        truth = Json::parse(test::file_bytes(truth_file));
    }

    ImportedDocument document;
    Json truth;
};

TEST_F(FirstSeedTest, all_57_intentions_agree_field_by_field)
{
    const Json& expected = truth["intentions"];
    ASSERT_EQ(document.intentions.size(), expected.size());
    std::map<std::string, std::vector<Line>> differing;  // field: first lines of records that differ
    const auto compare = [&](const std::string& field, Line line, const auto& want, const auto& got) {
        auto& lines = differing[field];
        if (want != got) lines.push_back(line);
    };
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Json& want = expected[i];
        const ImportedIntention& got = document.intentions[i];
        const Line line = got.lines.front();
        compare("lines", line, want["source_lines"].get<std::vector<Line>>(), got.lines);
        compare("programme_area", line, want["programme_area"].get<std::string>(), got.programme_area);
        compare("service_area", line, want["service_area"].get<std::string>(), got.service_area);
        compare("text", line, want["text"].get<std::string>(), got.text);
        compare("bullets", line, want["bullet_points"].get<std::uint32_t>(), got.bullets);
        const Json& providers = want["providers_impacted"];
        compare("provider_bodies", line, strings(providers["organisations"]), got.provider_bodies);
        Strings classes = strings(providers["provider_groups"]);
        for (auto& name : classes) name = without_brackets(name);
        compare("provider_classes", line, classes, got.provider_classes);
        compare("impact_areas", line, strings(providers["impact_areas"]), got.impact_areas);
        Strings written;
        Strings normalised;
        for (const auto& t : got.timescales) {
            written.push_back(t.as_written);
            normalised.push_back(t.from.iso() + ".." + t.to.iso() + " " + name_of(t.kind) + " " + name_of(t.confidence));
        }
        Strings want_normalised;
        for (const Json& t : want["timescales"]["normalised"])
            want_normalised.push_back(day(t["from"]) + ".." + day(t["to"]) + " " + t["kind"].get<std::string>() + " " + t["confidence"].get<std::string>());
        compare("timescales_as_written", line, strings(want["timescales"]["as_written"]), written);
        compare("timescales_normalised", line, want_normalised, normalised);
        std::set<std::string> want_routes;
        for (const Json& r : want["contracting_routes"]) want_routes.insert(r["route"].get<std::string>());
        std::set<std::string> routes;
        for (const auto& name : test::routes_of(got)) routes.insert(name);
        compare("contracting_routes", line, want_routes, routes);
        compare("place", line, want["place"].get<std::string>(), got.place);
    }
    for (const auto& [field, lines] : differing) {
        std::cout << "  " << field << " " << expected.size() - lines.size() << "/" << expected.size() << "\n";
        std::vector<Line> known;
        // Line 369: "specified into contracts" is a requirement to be written into contracts, which the ground truth does
        // not list although its definition covers it. Line 313: the ground truth reads the sector "Acute" out of "Acute
        // Providers" here, and not at lines 315 and 374, where the same words stand.
        if (field == "contracting_routes") known = {369};
        if (field == "impact_areas") known = {313};
        EXPECT_EQ(lines, known) << field;
    }
}

TEST_F(FirstSeedTest, cover_contents_outline_and_versions_agree)
{
    EXPECT_EQ(document.document.title, truth["document"]["title"].get<std::string>());
    EXPECT_EQ(document.document.organisation, truth["document"]["organisations"][0]["name"].get<std::string>());
    EXPECT_EQ(document.document.period, truth["document"]["financial_period"]["label"].get<std::string>());
    EXPECT_EQ(document.document.version, "12");
    const Json& outline = truth["outline"];
    ASSERT_EQ(document.outline.size(), 25U);
    for (std::size_t i = 0; i < 25; ++i) {
        EXPECT_EQ(document.outline[i].number, day(outline[i]["number"]));
        EXPECT_EQ(document.outline[i].level, outline[i]["level"].get<int>());
        EXPECT_EQ(document.outline[i].heading, outline[i]["heading"].get<std::string>());
        EXPECT_EQ(document.outline[i].line, outline[i]["line"].get<Line>());
    }
    const Json& contents = truth["contents_table"]["rows"];
    ASSERT_EQ(document.contents.size(), contents.size());
    for (std::size_t i = 0; i < contents.size(); ++i) {
        EXPECT_EQ(document.contents[i].heading, contents[i]["heading"].get<std::string>());
        EXPECT_EQ(document.contents[i].page, contents[i]["page_as_written"].get<std::string>());
    }
    const Json& versions = truth["version_control"]["rows"];
    ASSERT_EQ(document.version_control.size(), 3U);
    std::size_t changes = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        const VersionEntry& got = document.version_control[i];
        EXPECT_EQ(got.date, versions[i]["date_as_written"].get<std::string>());
        EXPECT_EQ(got.summary, versions[i]["summary"].get<std::string>());
        EXPECT_EQ(got.changes, strings(versions[i]["changes"]));
        EXPECT_EQ(got.author, versions[i]["author"].get<std::string>());
        EXPECT_EQ(got.author_role, versions[i]["author_role"].get<std::string>());
        changes += got.changes.size();
    }
    EXPECT_EQ(changes, 7U);
}

TEST_F(FirstSeedTest, tables_and_the_timetable_agree)
{
    std::vector<const Json*> expected;
    for (const Json& t : truth["tables"])
        if (t["id"] != "contracting-timetable") expected.push_back(&t);
    ASSERT_EQ(document.tables.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Json& want = *expected[i];
        EXPECT_EQ(document.tables[i].lines.front(), want["lines"][0].get<Line>());
        EXPECT_EQ(document.tables[i].lines.back(), want["lines"][1].get<Line>());
        if (want.contains("rows")) {
            ASSERT_EQ(document.tables[i].rows.size(), want["rows"].size()) << want["id"];
            for (std::size_t r = 0; r < want["rows"].size(); ++r)
                EXPECT_EQ(document.tables[i].row_lines[r], want["rows"][r]["line"].get<Line>());
        }
    }
    const Json& timetable = truth["tables"].back();
    ASSERT_EQ(document.milestones.size(), 6U);
    for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_EQ(document.milestones[i].date.iso(), timetable["rows"][i]["date"].get<std::string>());
        EXPECT_EQ(document.milestones[i].event, timetable["rows"][i]["event"].get<std::string>());
        EXPECT_EQ(document.milestones[i].line, timetable["rows"][i]["line"].get<Line>());
    }
}

TEST_F(FirstSeedTest, sums_that_fail_in_the_source_are_reported_and_no_others)
{
    std::vector<std::string> failed;
    std::size_t sound = 0;
    for (const auto& t : document.tables)
        for (const auto& c : t.checks) {
            if (c.ok) ++sound;
            else failed.push_back(c.kind + " " + std::to_string(c.lines.front()) + "-" + std::to_string(c.lines.back()));
        }
    // Two tables name the same programme in their titles; each is compared with the row that has another sum for it.
    EXPECT_EQ(failed, (Strings{"cross_text 158-211", "sum 169-174", "cross_table 158-174", "percent_sum 179-189", "cross_table 158-189",
                               "cross_table 173-188"}) ) << testing::PrintToString(failed);
    EXPECT_EQ(sound, 16U);
}

TEST_F(FirstSeedTest, statements_in_prose_agree)
{
    std::set<std::pair<Line, std::string>> want;
    for (const Json& s : truth["contracting_and_quality_intentions_in_prose"]) want.emplace(s["line"].get<Line>(), s["kind"].get<std::string>());
    std::set<std::pair<Line, std::string>> got;
    for (const auto& s : document.statements) got.emplace(s.lines.front(), s.kind);
    // Line 470 says how what line 463 states will be found; the ground truth counts it to line 463.
    EXPECT_EQ(got.erase({470, "contracting"}), 1U);
    EXPECT_EQ(got, want);
}

TEST_F(FirstSeedTest, what_is_doubtful_is_shown_at_its_line)
{
    EXPECT_TRUE(doubts(document, 301, "shifted_row"));
    EXPECT_EQ(count_doubts(document, "row_over_page_break"), 12U);
    EXPECT_TRUE(doubts(document, 42, "broken_page"));
    EXPECT_TRUE(doubts(document, 43, "contents_without_section"));
    EXPECT_TRUE(doubts(document, 433, "heading_number_repeated"));
    EXPECT_TRUE(doubts(document, 124, "missing_content"));
    EXPECT_TRUE(doubts(document, 231, "section_not_in_contents"));
    EXPECT_TRUE(doubts(document, 297, "text_and_timescale"));
    EXPECT_TRUE(doubts(document, 298, "text_and_timescale"));
    EXPECT_TRUE(doubts(document, 344, "text_and_timescale"));
    EXPECT_TRUE(doubts(document, 325, "no_provider"));
    EXPECT_TRUE(doubts(document, 362, "timescale_outside"));
    EXPECT_TRUE(doubts(document, 359, "repaired_name"));
}

TEST_F(FirstSeedTest, a_changed_line_changes_one_record)
{
    const std::string bytes = test::file_bytes(first_seed);
    EXPECT_EQ(test::read(bytes), document);
    std::set<std::string> identities;
    for (const auto& i : document.intentions) identities.insert(i.identity);
    EXPECT_EQ(identities.size(), 57U);
    // Two words into the text of line 345.
    std::size_t at = 0;
    for (int line = 1; line < 345; ++line) at = bytes.find('\n', at) + 1;
    std::string changed = bytes;
    changed.insert(changed.find(" <ul", at), " and more");
    const ImportedDocument second = test::read(changed);
    ASSERT_EQ(second.intentions.size(), 57U);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < 57; ++i) {
        EXPECT_EQ(second.intentions[i].identity, document.intentions[i].identity);
        differing += second.intentions[i].fingerprint != document.intentions[i].fingerprint;
    }
    EXPECT_EQ(differing, 1U);
}

class SecondSeedTest : public testing::Test
{
protected:
    void SetUp() override
    {
        NEEDS(second_seed);
        document = test::read(test::file_bytes(second_seed));
    }

    ImportedDocument document;
};

TEST_F(SecondSeedTest, it_has_109_intentions_and_13_of_one_provider)
{
    std::map<Scope, int> scopes;
    std::set<std::string> areas;
    std::set<std::string> identities;
    std::map<std::string, int> places;
    for (const auto& i : document.intentions) {
        ++scopes[i.scope];
        if (!i.programme_area.empty()) areas.insert(i.programme_area);
        if (i.scope == Scope::place) ++places[i.place];
        if (i.scope == Scope::provider) {
            EXPECT_EQ(i.providers, Strings{"L&D"});
            EXPECT_EQ(i.timescales.size(), 1U);
        }
        identities.insert(i.identity);
    }
    EXPECT_EQ(scopes[Scope::whole], 67);
    EXPECT_EQ(scopes[Scope::place], 42);
    EXPECT_EQ(scopes[Scope::provider], 13);
    EXPECT_EQ(areas.size(), 8U);
    EXPECT_EQ(identities.size(), 122U);
    EXPECT_EQ(places, (std::map<std::string, int>{{"Bedfordshire", 23}, {"Luton", 9}, {"Milton Keynes", 10}}));
}

TEST_F(SecondSeedTest, every_row_of_its_tables_is_used_and_nothing_else)
{
    std::set<Line> used;
    for (const auto& i : document.intentions) used.insert(i.lines.begin(), i.lines.end());
    const std::string bytes = test::file_bytes(second_seed);
    std::set<Line> rows;
    Line line = 1;
    for (std::size_t at = 0; at < bytes.size(); ++line) {
        const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
        const std::string_view text = std::string_view(bytes).substr(at, end - at);
        const bool header = text.starts_with("Commissioning Intention\t") || text.starts_with("LDH Specific") || text.starts_with("--");
        if (line > 100 && text.find('\t') != std::string_view::npos && !header) rows.insert(line);
        at = end + 1;
    }
    EXPECT_EQ(used, rows);
}

TEST_F(SecondSeedTest, outline_contents_and_cover_are_those_written)
{
    EXPECT_EQ(document.document.title, "Joint System Commissioning Intentions 2019/2020");
    EXPECT_EQ(document.document.period, "2019/20");
    EXPECT_EQ(document.document.version, "");
    EXPECT_TRUE(document.document.partnership);
    EXPECT_EQ(document.document.organisation_short, "BLMK");
    EXPECT_TRUE(document.version_control.empty());
    EXPECT_EQ(document.outline.size(), 21U);
    EXPECT_EQ(std::count_if(document.outline.begin(), document.outline.end(), [](const auto& o) { return o.number.empty(); }), 2);
    EXPECT_EQ(document.contents.size(), 19U);
    EXPECT_TRUE(doubts(document, 18, "contents_differ"));
    EXPECT_TRUE(doubts(document, 95, "missing_content"));
    EXPECT_EQ(count_doubts(document, "missing_column"), 8U);
}

TEST_F(SecondSeedTest, pieces_that_ran_together_are_told_apart_and_shown)
{
    EXPECT_TRUE(doubts(document, 130, "glued_heading"));
    EXPECT_TRUE(doubts(document, 247, "glued_paragraph"));
    EXPECT_TRUE(doubts(document, 249, "note"));
    EXPECT_TRUE(doubts(document, 249, "same_text"));
    EXPECT_TRUE(doubts(document, 362, "same_title"));
    EXPECT_TRUE(doubts(document, 326, "place_in_text"));
    EXPECT_EQ(count_doubts(document, "row_over_page_break"), 3U);
    // "<3.5%" in a narrative list is text.
    bool kept = false;
    for (const auto& s : document.sections) kept = kept || s.text.find("<3.5%") != std::string::npos;
    EXPECT_TRUE(kept);
}

}  // namespace
}  // namespace assent::exchange
