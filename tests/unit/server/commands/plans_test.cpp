#include <gtest/gtest.h>

#include "shared/document/canonical.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

TEST(PlansTest, a_version_freezes_the_words_under_their_hash)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.cut_first_version();
    const auto& version = organisation.plan().versions[0];
    const FrozenPlan frozen{organisation.plan().title, organisation.plan().period, organisation.plan().content};
    EXPECT_EQ(version.content_hash, content_hash(frozen));
    const auto kept = organisation.store().blob(version.content_hash);
    ASSERT_TRUE(kept.has_value());
    EXPECT_TRUE(read_canonical(*kept) == frozen);
    organisation.must(owner, organisation.edit("First words.", "Second words."));
    EXPECT_TRUE(read_canonical(*organisation.store().blob(version.content_hash)) == frozen);
}

TEST(PlansTest, a_version_needs_a_change_a_growing_number_and_a_summary)
{
    TestOrganisation organisation;
    organisation.start_plan();
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, first_version, "draft", {"x"}}), Errc::invalid);
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, first_version, "0.2", {}}), Errc::invalid);
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, first_version, "0.2", {" "}}), Errc::invalid);
    organisation.must(owner, CutVersion{plan_id, first_version, "0.2", {"First"}});
    const VersionId second = VersionId::derived("second");
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, second, "0.3", {"x"}}), Errc::conflict) << "nothing changed";
    organisation.must(owner, organisation.edit("First words.", "Second words."));
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, second, "0.2", {"x"}}), Errc::conflict);
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, first_version, "0.3", {"x"}}), Errc::conflict);
    organisation.must(owner, organisation.edit("Second words.", "First words."));
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, second, "0.3", {"x"}}), Errc::conflict) << "the words of 0.2 again";
    organisation.must(owner, organisation.edit("First words.", "Third words."));
    organisation.must(owner, CutVersion{plan_id, second, "0.10", {"x"}});
}

TEST(PlansTest, edits_of_one_command_take_effect_together_or_not_at_all)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const ElementId added = ElementId::derived("added");
    Section section;
    section.id = added;
    section.heading = "New";
    const SetText of_added{added, TextField::text, digest_of(std::string()), "Words"};
    organisation.must(owner, EditContent{plan_id, {AddSection{section, intro}, of_added}});
    EXPECT_EQ(organisation.plan().content.sections[1].text, "Words");
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, {RemoveElement{added}, of_added}}), Errc::not_found);
    EXPECT_EQ(organisation.plan().content.sections.size(), 2u);
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, {}}), Errc::malformed);
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, std::vector<Edit>(EditLimits::edits_max + 1, RemoveElement{added})}),
              Errc::too_large);
}

TEST(PlansTest, an_edit_over_somebody_elses_is_refused)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.must(author, organisation.edit("First words.", "Mine."));
    EXPECT_EQ(organisation.code(second_author, organisation.edit("First words.", "Also mine.")), Errc::conflict);
    EXPECT_EQ(organisation.plan().content.sections[0].text, "Mine.");
}

TEST(PlansTest, the_text_stays_as_it_is_while_forums_and_committees_have_it)
{
    TestOrganisation organisation;
    organisation.open_decision();
    EXPECT_EQ(organisation.code(owner, organisation.edit("First words.", "Other words.")), Errc::not_allowed);
    EXPECT_EQ(organisation.code(owner, CutVersion{plan_id, VersionId::derived("v2"), "0.2", {"x"}}), Errc::not_allowed);
}

TEST(PlansTest, a_plan_is_started_once_under_a_workflow_of_the_organisation)
{
    TestOrganisation organisation;
    organisation.start_plan();
    EXPECT_EQ(organisation.plan().state, "draft");
    EXPECT_EQ(organisation.code(owner, CreatePlan{plan_id, "Again", "2026/27", {}}), Errc::conflict);
    EXPECT_EQ(organisation.code(owner, CreatePlan{{}, "None", "2026/27", {}}), Errc::malformed);
    EXPECT_EQ(organisation.code(owner, CreatePlan{PlanId::derived("b"), "B", "2026/27", sha256({})}), Errc::not_found);
    EXPECT_EQ(organisation.code(owner, CreatePlan{PlanId::derived("b"), " ", "2026/27", {}}), Errc::invalid);
    EXPECT_EQ(organisation.code(owner, ImportPlan{PlanId::derived("b"), "B", "2026/27", {}, sha256({})}), Errc::not_found);
}

TEST(PlansTest, an_import_brings_its_doubts_and_each_is_settled_once)
{
    TestOrganisation organisation;
    const ElementId doubt = ElementId::derived("doubt");
    commands::ReadDocument document;
    document.file_name = "plan.md";
    document.doubts = {{doubt, 12, "Two dates.", "", {}}};
    document.original = {1, 2, 3};
    const Hash hash = sha256(document.original);
    organisation.run(rooms::DocumentArrived{hash, document});
    organisation.must(owner, ImportPlan{plan_id, "Imported", "2026/27", {}, hash});
    EXPECT_EQ(*organisation.store().blob(hash), document.original);
    EXPECT_EQ(organisation.code(owner, SettleDoubts{plan_id, {doubt}, ""}), Errc::invalid);
    organisation.must(owner, SettleDoubts{plan_id, {doubt}, "The later one"});
    EXPECT_EQ(organisation.code(owner, SettleDoubts{plan_id, {doubt}, "The earlier one"}), Errc::conflict);
    EXPECT_EQ(organisation.plan().doubts[0].settled_by, owner);
}

}  // namespace
}  // namespace assent
