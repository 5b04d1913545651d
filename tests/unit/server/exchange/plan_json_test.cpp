#include "server/exchange/plan_json.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/unit/server/exchange/plan_samples.hpp"

namespace assent::exchange {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

nlohmann::ordered_json sample_json()
{
    const auto tenant = sample_tenant();
    return nlohmann::ordered_json::parse(plan_json(tenant, tenant.plans.front(), {}));
}

std::vector<std::string> keys(const nlohmann::ordered_json& object)
{
    std::vector<std::string> names;
    for (const auto& [name, value] : object.items()) names.push_back(name);
    return names;
}

// Other programs read these names: a change of the model must not change them unseen.
TEST(PlanJsonTest, field_names_stay_as_they_are)
{
    const auto json = sample_json();
    EXPECT_THAT(keys(json), ElementsAre("format", "organisation", "plan", "forums", "people", "workflow", "contents"));
    EXPECT_THAT(keys(json["plan"]),
                ElementsAre("id", "title", "period", "organisation", "owner", "workflow_hash", "state", "revision", "edited_since_version",
                            "edited_at", "edited_by", "intention_count", "incomplete", "not_agreed", "imported_from", "imported_version",
                            "earlier_versions", "doubts", "versions", "planned_forums", "occasions", "feedback", "decisions", "history",
                            "replaced", "removed", "suggestions",
                            "published_version", "published_at", "content", "feedback_window", "remarks", "watches", "read_marks",
                            "briefings", "invitations", "assessments", "consultations", "submissions"));
    EXPECT_THAT(keys(json["plan"]["content"]), ElementsAre("sections", "intentions", "tables", "milestones"));
    EXPECT_THAT(keys(json["plan"]["content"]["intentions"][0]),
                ElementsAre("id", "reference", "programme_area", "service_area", "text", "providers", "timescales", "routes", "place", "lead",
                            "conditions", "status", "source_lines"));
    EXPECT_THAT(keys(json["plan"]["feedback"][0]),
                ElementsAre("id", "number", "received", "channel", "name", "organisation", "stakeholder_type", "occasion", "version", "type",
                            "about", "verbatim", "proposed_wording", "theme", "state", "disposition", "response", "what_changed", "changed_in",
                            "owner", "due", "logged_by", "answered_by", "answered_at", "where_in_document", "caused", "duplicate_of", "late", "verdict",
                            "verdict_note", "verdict_at", "published", "public_text", "invitation", "submission", "imported_from", "logged_at"));
    EXPECT_THAT(keys(json["plan"]["decisions"][0]),
                ElementsAre("id", "committee", "version", "content_hash", "meeting", "closed", "quorate", "voided", "outcome", "note",
                            "attendance", "interests", "ballots", "conditions", "opened_by", "opened_at", "closed_at"));
}

TEST(PlanJsonTest, values_have_their_plain_forms)
{
    const auto json = sample_json();
    EXPECT_EQ(json["format"], "assent.plan.1");
    EXPECT_EQ(json["plan"]["id"], PlanId::derived("plan").text());
    EXPECT_EQ(json["plan"]["content"]["intentions"][0]["timescales"][0]["from"], "2027-04-01");
    EXPECT_EQ(json["plan"]["content"]["intentions"][0]["timescales"][1]["from"], nullptr);
    EXPECT_EQ(json["plan"]["content"]["sections"][1]["status"], "draft");
    EXPECT_EQ(json["plan"]["versions"][0]["content_hash"], nullptr);
    EXPECT_EQ(json["plan"]["feedback"][0]["answered_at"], rfc3339(Timestamp{1'783'000'000'000'000}));
    EXPECT_EQ(json["plan"]["feedback"][1]["occasion"], nullptr);
    EXPECT_EQ(json["plan"]["decisions"][0]["outcome"], "approved_with_conditions");
}

TEST(PlanJsonTest, people_are_named_and_their_addresses_stay_inside)
{
    const auto tenant = sample_tenant();
    const auto text = plan_json(tenant, tenant.plans.front(), {});
    EXPECT_THAT(text, HasSubstr("\"name\": \"Rosa Whitcombe\""));
    EXPECT_THAT(text, Not(HasSubstr("vale.example")));
    EXPECT_THAT(text, Not(HasSubstr("01632 960001")));
    EXPECT_EQ(sample_json()["people"].size(), 2u);
}

}  // namespace
}  // namespace assent::exchange
