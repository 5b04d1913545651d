#include "server/exchange/plan_restore.hpp"

#include <fstream>
#include <sstream>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "server/exchange/json_reader.hpp"
#include "server/exchange/plan_json.hpp"
#include "shared/model/event.hpp"
#include "shared/workflow/parse.hpp"
#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange {
namespace {

using testing::HasSubstr;
using testing::SizeIs;
using Json = nlohmann::ordered_json;

std::string shipped_workflow()
{
    std::ifstream file("workflows/ccg-plan.toml", std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/// A plan with one of everything, whole: each version has words, and the workflow is known.
struct Whole
{
    Tenant tenant = sample_tenant();
    std::map<Hash, FrozenPlan> contents;

    Whole()
    {
        auto& plan = this->plan();
        const auto toml = shipped_workflow();
        const auto definition = workflow::parse(toml).definition.value();
        tenant.workflows.push_back({definition.hash, "ccg-plan", definition.title, toml});
        plan.workflow_hash = definition.hash;
        plan.state = definition.initial;
        for (auto& version : plan.versions) {
            FrozenPlan frozen{plan.title, plan.period, plan.content};
            if (version.number != "1.0") frozen.content.sections[0].text = "As in " + version.number;
            version.content_hash = content_hash(frozen);
            contents[version.content_hash] = frozen;
        }
        const auto& forum = tenant.forums.front();
        plan.planned_forums.push_back({forum.id, Date::of(2026, 9, 1), "Ada", {}, {}});
        plan.history.push_back({"", plan.state, "", "", author, Timestamp{1'780'000'000'000'000}});
        plan.feedback[0].about.anchored = true;
        plan.feedback[0].about.quote = "Last paragraph.";
        plan.feedback[0].about.element = element("s1");
        Invitation invitation;
        invitation.id = InvitationId::derived("invitation");
        invitation.version = plan.versions[0].id;
        invitation.token_hash = sha256(as_bytes("secret of the link"));
        plan.invitations.push_back(invitation);
        Suggestion placed;
        placed.id = SuggestionId::derived("placed");
        placed.element = element("s1");
        placed.field = TextField::text;
        placed.author = author;
        placed.was = "First";
        placed.words = "Opening";
        placed.start = {7, 3, true, false};
        Suggestion lost = placed;
        lost.id = SuggestionId::derived("lost");
        lost.was = "words that are not there";
        plan.suggestions = {placed, lost};
    }
    Plan& plan() { return tenant.plans.front(); }
    std::string text() { return plan_json(tenant, plan(), contents); }
    Json json() { return Json::parse(text()); }
};

std::string message_of(const Json& json)
{
    const auto file = read_plan_json(json.dump());
    return file ? "" : file.error().message;
}

TEST(PlanRestoreTest, a_plan_restored_elsewhere_is_exported_the_same_but_for_what_must_differ)
{
    Whole whole;
    const auto file = read_plan_json(whole.text());
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_EQ(file->organisation, "Vale CCG");
    ASSERT_THAT(file->versions, SizeIs(3));
    for (const auto& version : file->versions) EXPECT_EQ(sha256(version.content), version.hash);

    Tenant other;
    std::uint64_t sequence = 0;
    const auto happens = [&](const Event& event) { apply(other, {++sequence, Timestamp{1'795'000'000'000'000}, {}}, event); };
    happens(TenantCreated{TenantId::derived("other"), "other", "Other CCG", TenantKind::organisation, "CCG", {}});
    happens(WorkflowAdopted{file->workflow});
    for (const auto& person : file->people) happens(PersonAdded{person});
    for (const auto& forum : file->forums) happens(ForumAdded{forum});
    happens(PlanRestored{file->plan.id, file->plan, file->organisation});
    const auto& restored = other.plans.front();
    EXPECT_EQ(restored.revision, sequence);
    for (const auto& person : other.people) EXPECT_FALSE(person.active) << "who comes with a plan cannot sign in";

    auto before = whole.json();
    auto after = Json::parse(plan_json(other, restored, whole.contents));
    EXPECT_EQ(after["organisation"]["name"], "Other CCG");
    for (auto* json : {&before, &after}) {
        json->erase("organisation");
        auto& plan = (*json)["plan"];
        plan.erase("revision");
        // Derived from the content; the sample leaves them out.
        for (const char* derived : {"intention_count", "incomplete", "not_agreed"}) plan.erase(derived);
        for (auto& version : plan["versions"]) version.erase("sequence");
        // Rows of tables get identities when they are first kept.
        for (auto& table : plan["content"]["tables"])
            for (auto& row : table["rows"]) row.erase("id");
        for (auto& item : plan["feedback"])
            for (const char* place : {"start", "end"}) item["about"].erase(place);
        for (auto& suggestion : plan["suggestions"])
            for (const char* place : {"start", "end"}) suggestion.erase(place);
    }
    EXPECT_EQ(after["plan"]["suggestions"][1]["state"], "withdrawn") << "its words are not in the text";
    after["plan"]["suggestions"][1]["state"] = "open";
    EXPECT_EQ(before, after);
}

TEST(PlanRestoreTest, places_in_texts_are_found_again_by_their_words)
{
    Whole whole;
    const auto file = read_plan_json(whole.text()).value();
    const auto& about = file.plan.feedback[0].about;
    EXPECT_TRUE(about.anchored);
    EXPECT_EQ(about.start, (TextPoint{0, 29, true, false}));
    EXPECT_EQ(about.end, (TextPoint{0, 43, false, false}));
    EXPECT_EQ(file.plan.suggestions[0].start, (TextPoint{0, 0, true, false}));
}

TEST(PlanRestoreTest, secrets_and_addresses_are_neither_exported_nor_believed)
{
    Whole whole;
    auto json = whole.json();
    EXPECT_FALSE(json["plan"]["invitations"][0].contains("token_hash"));
    json["plan"]["invitations"][0]["token_hash"] = sha256(as_bytes("a link of the attacker's")).hex();
    const auto file = read_plan_json(json.dump());
    ASSERT_TRUE(file) << file.error().message;
    EXPECT_TRUE(file->plan.invitations[0].token_hash.is_zero());
}

TEST(PlanRestoreTest, a_file_that_contradicts_itself_is_refused)
{
    Whole whole;
    const auto good = whole.json();
    ASSERT_EQ(message_of(good), "");
    const auto with = [&](auto change) {
        auto json = good;
        change(json);
        return message_of(json);
    };
    EXPECT_THAT(with([](Json& j) { j["contents"].begin().value()["title"] = "Other words"; }), HasSubstr("not those that were decided on"));
    EXPECT_THAT(with([](Json& j) { j["contents"].erase(j["contents"].begin()); }), HasSubstr("words of a version are missing"));
    EXPECT_THAT(with([](Json& j) { j.erase("contents"); }), HasSubstr("earlier programs"));
    EXPECT_THAT(with([](Json& j) { j["workflow"]["toml"] = "title = 'x'"; }), HasSubstr("does not pass the check"));
    EXPECT_THAT(with([](Json& j) { j["workflow"] = nullptr; }), HasSubstr("\"workflow\" is no object"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["state"] = "nowhere"; }), HasSubstr("no state nowhere"));
    EXPECT_THAT(with([](Json& j) { j["forums"] = Json::array(); }), HasSubstr("a forum"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["id"] = j["plan"]["feedback"][0]["id"]; }), HasSubstr("same identifier"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["number"] = 1; }), HasSubstr("F-001 is there twice"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["version"] = PlanId::derived("no such").text(); }), HasSubstr("F-002"));
    EXPECT_THAT(with([](Json& j) { std::swap(j["plan"]["versions"][0], j["plan"]["versions"][1]); }), HasSubstr("out of order"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["decisions"][0]["ballots"].push_back(j["plan"]["decisions"][0]["ballots"][0]); }),
                HasSubstr("voted twice"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["content"]["tables"][0]["columns"].push_back("more"); }), HasSubstr("another width"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["content"]["sections"][0]["level"] = 9; }), HasSubstr("level"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["title"] = ""; }), HasSubstr("title"));
}

TEST(PlanRestoreTest, faults_of_form_are_named_by_their_place)
{
    Whole whole;
    const auto good = whole.json();
    const auto with = [&](auto change) {
        auto json = good;
        change(json);
        return message_of(json);
    };
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1].erase("verbatim"); }), HasSubstr("plan.feedback[1].verbatim is missing"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["type"] = "sonnet"; }), HasSubstr("plan.feedback[1].type is no choice"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["number"] = -1; }), HasSubstr("whole number"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["number"] = 4294967296ULL; }), HasSubstr("whole number"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["feedback"][1]["received"] = "2026-02-30"; }), HasSubstr("a day"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["published_at"] = "2026-11-22"; }), HasSubstr("a time"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["owner"] = "somebody"; }), HasSubstr("plan.owner should be an identifier"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["versions"][0]["content_hash"] = "ab"; }), HasSubstr("should be a hash"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["title"] = "bell\x07"; }), HasSubstr("cannot be shown"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["title"] = std::string(JsonReader::text_bytes_max + 1, 'x'); }), HasSubstr("longer than 256 KB"));
    EXPECT_THAT(with([](Json& j) { j["plan"]["invented"] = 1; }), HasSubstr("newer"));
    EXPECT_THAT(with([](Json& j) { j["plan"] = 7; }), HasSubstr("no object"));
    EXPECT_THAT(with([](Json& j) { j["people"][0].erase("name"); }), HasSubstr("name is missing"));
    EXPECT_THAT(with([](Json& j) { j["format"] = "assent.plan.9"; }), HasSubstr("no plan exported by Assent"));
}

TEST(PlanRestoreTest, what_would_take_too_much_is_refused_before_it_is_parsed)
{
    EXPECT_EQ(read_plan_json(std::string(100'000, '[')).error().code, Errc::malformed);
    EXPECT_EQ(read_plan_json("[" + std::string(5'000'000, ',')).error().code, Errc::too_large);
    EXPECT_EQ(read_plan_json(std::string(65 * 1024 * 1024, ' ')).error().code, Errc::too_large);
    EXPECT_EQ(read_plan_json("{\"format\": \"assent.plan.1\"").error().code, Errc::malformed);
    EXPECT_EQ(read_plan_json("").error().code, Errc::malformed);
    EXPECT_EQ(read_plan_json("{}").error().field, "file");
}

TEST(PlanRestoreTest, times_are_read_in_their_one_form)
{
    const Timestamp time{1'795'341'900'123'456};
    EXPECT_EQ(timestamp_of(rfc3339(time)), time);
    EXPECT_EQ(timestamp_of(rfc3339(Timestamp{})), Timestamp{});
    for (const char* text : {"", "2026-11-22", "2026-11-22T14:05:00Z", "2026-11-22T24:05:00.000000Z", "2026-11-22 14:05:00.000000Z",
                             "2026-11-22T14:05:00.000000+", "2026-11-22T-1:05:00.000000Z"})
        EXPECT_EQ(timestamp_of(text), std::nullopt) << text;
}

}  // namespace
}  // namespace assent::exchange
