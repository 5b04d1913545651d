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

Edit heading(const std::string& was, const std::string& value)
{
    return SetText{intro, TextField::heading, digest_of(was), value};
}

TEST(PlansTest, a_field_set_over_anothers_keeps_the_last_value_and_the_others_is_kept_beside_it)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.must(author, EditContent{plan_id, {heading("Introduction", "Author's")}});
    organisation.must(second_author, EditContent{plan_id, {heading("Introduction", "Second's")}});
    EXPECT_EQ(organisation.plan().content.sections[0].heading, "Second's");
    ASSERT_EQ(organisation.plan().replaced.size(), 1u);
    const auto& lost = organisation.plan().replaced[0];
    EXPECT_EQ(lost.element, intro);
    EXPECT_EQ(lost.field, "heading");
    EXPECT_EQ(lost.value, "Author's");
    EXPECT_EQ(lost.whose, author);
    EXPECT_EQ(lost.by, second_author);
    EXPECT_EQ(lost.sequence, organisation.core.tenant().sequence) << "in one append with the edit";
    // Seen, one's own, and the same again: nothing is lost.
    organisation.must(author, EditContent{plan_id, {heading("Second's", "Third")}});
    organisation.must(author, EditContent{plan_id, {heading("Second's", "Fourth")}});
    organisation.must(owner, EditContent{plan_id, {heading("Second's", "Fourth")}});
    EXPECT_EQ(organisation.plan().replaced.size(), 1u);
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, {SetText{intro, TextField::text, 0, "Mine"}}}), Errc::conflict);
}

TEST(PlansTest, lists_and_cells_are_kept_as_well_and_once_for_a_command)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const ElementId table = ElementId::derived("table");
    const ElementId row = ElementId::derived("row");
    Intention intention;
    intention.id = ElementId::derived("intention");
    intention.reference = "PLN-01";
    organisation.must(owner, EditContent{plan_id, {AddTable{{table, "T", "", {"A"}, {{{"1"}, row}}, {}, {}, {}}, {}}, AddIntention{intention, {}}}});
    const auto providers = [&](std::vector<std::string> values) { return SetList{intention.id, ListField::providers, 1, std::move(values)}; };
    organisation.must(author, EditContent{plan_id, {SetCell{table, row, 0, 1, "2"}, providers({"Bedford", "Luton"})}});
    EXPECT_TRUE(organisation.plan().replaced.empty()) << "what a part came with is nobody's edit";
    organisation.must(second_author, EditContent{plan_id, {SetCell{table, row, 0, 1, "3"}, SetCell{table, row, 0, 1, "4"}, providers({})}});
    ASSERT_EQ(organisation.plan().replaced.size(), 2u);
    EXPECT_EQ(organisation.plan().replaced[0].field, "cell/" + row.text() + "/0");
    EXPECT_EQ(organisation.plan().replaced[0].value, "2");
    EXPECT_EQ(organisation.plan().replaced[1].field, "providers");
    EXPECT_EQ(organisation.plan().replaced[1].value, "Bedford\nLuton");
    // A row that is removed and made again begins anew.
    organisation.must(owner, EditContent{plan_id, {RemoveRow{table, row}, AddRow{table, {{"5"}, row}, {}}}});
    organisation.must(author, EditContent{plan_id, {SetCell{table, row, 0, 1, "6"}}});
    EXPECT_EQ(organisation.plan().replaced.size(), 2u);
}

TEST(PlansTest, what_was_replaced_is_bounded_and_the_newest_stay)
{
    TestOrganisation organisation;
    organisation.start_plan();
    for (std::size_t i = 0; i < PlanLimits::replaced_max + 3; ++i) {
        organisation.must(author, EditContent{plan_id, {heading("", "A" + std::to_string(i))}});
        organisation.must(second_author, EditContent{plan_id, {heading("A" + std::to_string(i), "B" + std::to_string(i))}});
    }
    EXPECT_EQ(organisation.plan().replaced.size(), PlanLimits::replaced_max);
    EXPECT_EQ(organisation.plan().replaced.back().value, "B" + std::to_string(PlanLimits::replaced_max + 1));
}

TEST(PlansTest, a_part_that_was_removed_is_named_and_can_be_put_back)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const ElementId second = ElementId::derived("second");
    organisation.must(owner, EditContent{plan_id, {AddSection{{second, "2", 1, "Second", "More words.", {}, 0}, intro}}});
    const auto content = organisation.plan().content;
    const auto outside = organisation.join(reader);
    organisation.must(author, EditContent{plan_id, {RemoveElement{intro, "a name of the client's"}}});
    ASSERT_EQ(organisation.plan().removed.size(), 1u);
    EXPECT_EQ(organisation.plan().removed[0], (RemovedPart{intro, "1 Introduction", author, organisation.core.tenant().at,
                                                           organisation.core.tenant().sequence}));
    RestoreElement lies{intro, part_of(content, second), {}, {}};
    organisation.must(second_author, EditContent{plan_id, {lies}});
    EXPECT_EQ(organisation.plan().content, content) << "the server says what it was";
    EXPECT_TRUE(organisation.plan().removed.empty());
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, {RestoreElement{intro}}}), Errc::conflict) << "it is there";
    EXPECT_EQ(organisation.code(owner, EditContent{plan_id, {RestoreElement{ElementId::derived("never")}}}), Errc::not_found);
    // Who has not opened the plan hears which part came and went, and no words.
    Tenant theirs = organisation.all<Welcome>(outside)[0].tenant;
    for (const auto& published : organisation.all<Published>(outside)) {
        EXPECT_EQ(as_text(encode(ServerMessage{published})).find("First words."), std::string_view::npos);
        apply(theirs, published.meta, published.event);
    }
    EXPECT_TRUE(theirs.plans[0].removed.empty());
    EXPECT_EQ(theirs.plans[0].revision, organisation.plan().revision);
}

TEST(PlansTest, an_intention_comes_back_under_another_reference_if_its_own_was_taken)
{
    TestOrganisation organisation;
    organisation.start_plan();
    Intention intention;
    intention.id = ElementId::derived("one");
    intention.reference = "PLN-01";
    intention.programme_area = "Planned Care";
    organisation.must(owner, EditContent{plan_id, {AddIntention{intention, {}}}});
    organisation.must(owner, EditContent{plan_id, {RemoveElement{intention.id}}});
    intention.id = ElementId::derived("other");
    organisation.must(owner, EditContent{plan_id, {AddIntention{intention, {}}}});
    organisation.must(owner, EditContent{plan_id, {RestoreElement{ElementId::derived("one")}}});
    ASSERT_EQ(organisation.plan().content.intentions.size(), 2u);
    EXPECT_NE(organisation.plan().content.intentions[0].reference, organisation.plan().content.intentions[1].reference);
}

TEST(PlansTest, parts_that_were_removed_are_bounded_and_known_after_the_log_is_read_again)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto id = [](std::size_t i) { return ElementId::derived("part " + std::to_string(i)); };
    const std::size_t count = PlanLimits::removed_max + 2;
    for (std::size_t i = 0; i < count; ++i) {
        organisation.must(owner, EditContent{plan_id, {AddSection{{id(i), "", 1, "Part", "Words", {}, 0}, intro}}});
        organisation.must(owner, EditContent{plan_id, {RemoveElement{id(i)}}});
    }
    organisation.must(author, EditContent{plan_id, {heading("Introduction", "Mine")}});
    EXPECT_EQ(organisation.plan().removed.size(), PlanLimits::removed_max);
    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) { ASSERT_TRUE(again.load(event).has_value()); }));
    EXPECT_TRUE(again.tenant() == organisation.core.tenant());
    for (auto* core : {&organisation.core, &again}) {
        const auto& past = core->surroundings().past.at(plan_id);
        EXPECT_TRUE(past.restoring({}, {id(1), {}, {}, {}}).part.sections.empty()) << "too long ago";
        EXPECT_EQ(past.restoring({}, {id(2), {}, {}, {}}).part.sections.size(), 1u);
        EXPECT_EQ(past.setter_of({intro, "heading"}), author);
    }
}

TEST(PlansTest, a_long_text_set_over_somebody_elses_is_refused)
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
