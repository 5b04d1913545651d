#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

FeedbackId item_named(const std::string& name) { return FeedbackId::derived(name); }

/// A plan that was shown to a forum, and items in its log.
struct Log : TestOrganisation
{
    Log() { reach_feedback(); }

    void add(const std::string& name, const std::string& words = "The clinic closes too early.")
    {
        auto logged = some_feedback();
        logged.item.id = item_named(name);
        logged.item.verbatim = words;
        must(engagement, logged);
    }
    void answer(const std::string& name) { must(author, AnswerFeedback{plan_id, item_named(name), Disposition::accepted, "We will.", ""}); }
    const FeedbackItem& item(const std::string& name) const { return *find_feedback(plan(), item_named(name)); }
};

CausedChange some_change(std::uint64_t sequence)
{
    CausedChange change;
    change.id = ChangeId::derived("change");
    change.element = intro;
    change.field = "text";
    change.sequence = sequence;
    change.was = "First words.";
    change.now = "Second words.";
    return change;
}

TEST(FeedbackTest, an_item_is_new_then_under_review_then_answered_closed_and_reopened)
{
    Log log;
    log.add("one");
    EXPECT_EQ(words_of(log.item("one").state), "New");
    log.must(author, ReviewFeedback{plan_id, {item_named("one")}});
    EXPECT_EQ(log.item("one").state, FeedbackState::under_review);
    EXPECT_TRUE(is_unanswered(log.item("one")));
    EXPECT_EQ(log.code(author, ReviewFeedback{plan_id, {item_named("one")}}), Errc::conflict);
    EXPECT_EQ(log.code(author, CloseFeedback{plan_id, item_named("one")}), Errc::not_allowed);
    log.answer("one");
    log.must(author, CloseFeedback{plan_id, item_named("one")});
    EXPECT_EQ(log.item("one").state, FeedbackState::closed);
    log.must(author, ReopenFeedback{plan_id, item_named("one"), "New facts"});
    EXPECT_TRUE(is_unanswered(log.item("one")));
}

TEST(FeedbackTest, what_the_server_says_of_an_item_cannot_be_sent_along_with_it)
{
    Log log;
    auto logged = TestOrganisation::some_feedback();
    logged.item.state = FeedbackState::closed;
    logged.item.disposition = Disposition::accepted;
    logged.item.response = "Done";
    logged.item.published = true;
    logged.item.duplicate_of = item_named("other");
    logged.item.caused = {some_change(1)};
    logged.item.late = true;
    log.must(engagement, logged);
    const auto& item = *find_feedback(log.plan(), item_id);
    EXPECT_EQ(item.state, FeedbackState::open);
    EXPECT_TRUE(is_unanswered(item));
    EXPECT_FALSE(item.published);
    EXPECT_FALSE(item.late);
    EXPECT_TRUE(item.caused.empty());
    EXPECT_EQ(item.duplicate_of, FeedbackId{});
    EXPECT_EQ(item.logged_by, engagement);
}

TEST(FeedbackTest, several_items_are_given_answered_and_closed_at_once_or_none_is)
{
    Log log;
    for (const char* name : {"one", "two", "three"}) log.add(name);
    log.answer("three");
    log.must(author, CloseFeedback{plan_id, item_named("three")});
    EXPECT_EQ(log.code(author, AnswerItems{plan_id, {item_named("one"), item_named("three")}, Disposition::noted, "Thank you."}), Errc::not_allowed);
    EXPECT_TRUE(is_unanswered(log.item("one"))) << "all or none";
    log.must(author, AssignItems{plan_id, {item_named("one"), item_named("two")}, author, Date::of(2026, 12, 1), "Access"});
    EXPECT_EQ(log.item("two").owner, author);
    EXPECT_EQ(log.item("two").theme, "Access");
    log.must(author, AnswerItems{plan_id, {item_named("one"), item_named("two")}, Disposition::noted, "Thank you."});
    EXPECT_EQ(log.item("one").response, "Thank you.");
    log.must(author, CloseItems{plan_id, {item_named("one"), item_named("two")}});
    EXPECT_EQ(log.item("two").state, FeedbackState::closed);
    EXPECT_EQ(log.code(author, CloseItems{plan_id, {}}), Errc::malformed);
    EXPECT_EQ(log.code(author, CloseItems{plan_id, {item_named("one"), item_named("one")}}), Errc::invalid);
}

TEST(FeedbackTest, an_item_is_tied_to_the_change_it_led_to_and_to_the_version_that_shows_it)
{
    Log log;
    log.add("one");
    log.must(author, log.edit("First words.", "Second words."));
    const auto sequence = log.core.tenant().sequence;
    log.must(author, LinkChange{plan_id, item_named("one"), some_change(sequence)});
    ASSERT_EQ(log.item("one").caused.size(), 1u);
    const auto& tied = log.item("one").caused[0];
    EXPECT_EQ(tied.linked_by, author);
    EXPECT_EQ(tied.title, title_of(log.plan().content, intro));
    EXPECT_EQ(tied.version, VersionId{}) << "no version holds it yet";
    EXPECT_EQ(log.code(author, LinkChange{plan_id, item_named("one"), some_change(sequence)}), Errc::conflict);
    log.must(owner, CutVersion{plan_id, VersionId::derived("next"), "0.2", {"Second words"}});
    EXPECT_EQ(log.item("one").caused[0].version, VersionId::derived("next"));
    auto ahead = some_change(log.core.tenant().sequence + 10);
    ahead.id = ChangeId::derived("ahead");
    EXPECT_EQ(log.code(author, LinkChange{plan_id, item_named("one"), ahead}), Errc::not_found);
    log.must(author, UnlinkChange{plan_id, item_named("one"), ChangeId::derived("change")});
    EXPECT_TRUE(log.item("one").caused.empty());
}

TEST(FeedbackTest, a_duplicate_is_answered_by_the_item_it_was_merged_into_and_both_are_kept)
{
    Log log;
    for (const char* name : {"one", "two", "three"}) log.add(name);
    log.must(author, MergeFeedback{plan_id, item_named("two"), item_named("one")});
    EXPECT_FALSE(is_unanswered(log.item("two")));
    EXPECT_EQ(log.item("two").verbatim, "The clinic closes too early.");
    EXPECT_EQ(log.code(author, AnswerFeedback{plan_id, item_named("two"), Disposition::noted, "Yes", ""}), Errc::not_allowed);
    EXPECT_EQ(log.code(author, MergeFeedback{plan_id, item_named("three"), item_named("two")}), Errc::not_allowed) << "no chains";
    EXPECT_EQ(log.code(author, MergeFeedback{plan_id, item_named("one"), item_named("three")}), Errc::not_allowed);
    EXPECT_EQ(log.code(author, MergeFeedback{plan_id, item_named("one"), item_named("one")}), Errc::invalid);
    log.must(author, SeparateFeedback{plan_id, item_named("two")});
    EXPECT_TRUE(is_unanswered(log.item("two")));
}

TEST(FeedbackTest, late_feedback_is_marked_or_refused_as_the_plan_says)
{
    Log log;
    log.must(engagement, SetFeedbackWindow{plan_id, {{}, Date::of(2026, 11, 20), LateRule::marked_late}});
    log.add("one");
    EXPECT_TRUE(log.item("one").late);
    log.must(engagement, SetFeedbackWindow{plan_id, {{}, Date::of(2026, 11, 20), LateRule::refused}});
    auto logged = TestOrganisation::some_feedback();
    logged.item.id = item_named("two");
    EXPECT_EQ(log.code(engagement, logged), Errc::not_allowed);
    logged.item.received = Date::of(2026, 11, 20);
    log.must(engagement, logged);
    EXPECT_FALSE(log.item("two").late);
    EXPECT_EQ(log.code(engagement, SetFeedbackWindow{plan_id, {Date::of(2026, 12, 2), Date::of(2026, 12, 1), {}}}), Errc::invalid);
}

TEST(FeedbackTest, days_for_feedback_are_set_only_while_the_plan_takes_any)
{
    Log log;
    log.must(owner, TakeTransition{plan_id, "withdraw", "feedback", "Overtaken by the new strategy"});
    EXPECT_EQ(log.code(engagement, SetFeedbackWindow{plan_id, {{}, Date::of(2026, 12, 20), LateRule::marked_late}}), Errc::not_allowed);
    EXPECT_FALSE(log.plan().feedback_window.closes);
}

TEST(FeedbackTest, who_said_it_accepts_the_answer_or_does_not)
{
    Log log;
    log.add("one");
    EXPECT_EQ(log.code(author, RecordVerdict{plan_id, item_named("one"), SubmitterVerdict::content, ""}), Errc::not_allowed);
    log.answer("one");
    log.must(author, RecordVerdict{plan_id, item_named("one"), SubmitterVerdict::not_content, "It says nothing about evenings."});
    EXPECT_EQ(log.item("one").verdict, SubmitterVerdict::not_content);
    EXPECT_EQ(log.item("one").verdict_at, log.core.tenant().at);
}

TEST(FeedbackTest, an_item_is_placed_on_other_words_and_its_own_words_stay)
{
    Log log;
    log.add("one");
    log.must(author, PlaceFeedback{plan_id, item_named("one"), {intro, "ignored", "First words"}});
    EXPECT_EQ(log.item("one").about.title, title_of(log.plan().content, intro));
    EXPECT_EQ(log.item("one").about.quote, "First words");
    EXPECT_EQ(log.code(author, PlaceFeedback{plan_id, item_named("one"), {ElementId::derived("nowhere"), "", ""}}), Errc::not_found);
}

TEST(FeedbackTest, only_what_was_answered_is_published_and_redaction_leaves_the_words_as_they_were_said)
{
    Log log;
    log.add("one", "Dr Smith was rude to me.");
    EXPECT_EQ(log.code(author, PublishFeedback{plan_id, {item_named("one")}, true, ""}), Errc::not_allowed);
    log.answer("one");
    log.must(author, PublishFeedback{plan_id, {item_named("one")}, true, "A doctor was rude to me."});
    EXPECT_TRUE(log.item("one").published);
    EXPECT_EQ(log.item("one").verbatim, "Dr Smith was rude to me.");
    EXPECT_EQ(log.item("one").public_text, "A doctor was rude to me.");
}

commands::ReadLog some_log(std::size_t count)
{
    commands::ReadLog log{"log.csv", plan_id, {}};
    for (std::size_t i = 0; i < count; ++i) {
        auto item = TestOrganisation::some_feedback().item;
        item.id = item_named("row " + std::to_string(i));
        log.items.push_back(item);
    }
    return log;
}

TEST(FeedbackTest, a_file_of_feedback_is_taken_over_whole_and_once)
{
    Log log;
    log.add("one");
    auto read = some_log(3);
    read.items[1].disposition = Disposition::accepted;
    read.items[1].response = "We will.";
    read.items[1].state = FeedbackState::closed;
    read.items[2].about.element = ElementId::derived("nowhere");
    const Hash upload = sha256(as_bytes("log"));
    EXPECT_EQ(log.code(engagement, ImportFeedback{plan_id, upload}), Errc::not_found);
    log.run(rooms::LogArrived{upload, read});
    log.must(engagement, ImportFeedback{plan_id, upload});
    ASSERT_EQ(log.plan().feedback.size(), 4u);
    EXPECT_EQ(log.plan().feedback[1].number, 2u);
    EXPECT_EQ(log.plan().feedback[3].number, 4u);
    EXPECT_EQ(log.item("row 1").state, FeedbackState::closed);
    EXPECT_EQ(log.item("row 0").imported_from, "log.csv");
    EXPECT_TRUE(log.item("row 2").about.detached) << "it waits in the tray";
    EXPECT_EQ(log.code(engagement, ImportFeedback{plan_id, upload}), Errc::conflict);
    EXPECT_EQ(log.plan().feedback.size(), 4u);
}

TEST(FeedbackTest, one_bad_row_keeps_a_whole_file_out)
{
    Log log;
    auto read = some_log(2);
    read.items[1].verbatim.clear();
    const Hash upload = sha256(as_bytes("log"));
    log.run(rooms::LogArrived{upload, read});
    EXPECT_EQ(log.code(engagement, ImportFeedback{plan_id, upload}), Errc::invalid);
    EXPECT_TRUE(log.plan().feedback.empty());
}

TEST(FeedbackTest, people_talk_about_items_and_parts_and_name_one_another)
{
    Log log;
    log.add("one");
    const Remark remark{RemarkId::derived("r"), {item_named("one"), {}}, "Could you look?", {author}, {}, {}};
    log.must(reader, AddRemark{plan_id, remark});
    ASSERT_EQ(log.plan().remarks.size(), 1u);
    EXPECT_EQ(log.plan().remarks[0].author, reader);
    EXPECT_EQ(log.plan().remarks[0].sequence, log.core.tenant().sequence);
    EXPECT_EQ(log.code(reader, AddRemark{plan_id, remark}), Errc::conflict);
    auto other = remark;
    other.id = RemarkId::derived("s");
    other.mentions = {stranger};
    EXPECT_EQ(log.code(reader, AddRemark{plan_id, other}), Errc::not_found);
    other.mentions = {};
    other.about = {{}, ElementId::derived("nowhere")};
    EXPECT_EQ(log.code(reader, AddRemark{plan_id, other}), Errc::not_found);
}

TEST(FeedbackTest, people_watch_and_their_reading_only_goes_forward)
{
    Log log;
    log.must(reader, SetWatch{plan_id, {{}, intro}, true});
    EXPECT_TRUE(is_watching(log.plan(), reader, {{}, intro}));
    EXPECT_EQ(log.code(reader, SetWatch{plan_id, {{}, intro}, true}), Errc::conflict);
    log.must(reader, SetWatch{plan_id, {{}, intro}, false});
    EXPECT_FALSE(is_watching(log.plan(), reader, {{}, intro}));
    log.must(reader, MarkRead{plan_id, ReadMatter::plan, 5, {}});
    EXPECT_EQ(find_read_mark(log.plan(), reader, ReadMatter::plan)->sequence, 5u);
    EXPECT_EQ(log.code(reader, MarkRead{plan_id, ReadMatter::plan, 4, {}}), Errc::conflict);
    EXPECT_EQ(log.code(reader, MarkRead{plan_id, ReadMatter::plan, log.core.tenant().sequence + 1, {}}), Errc::invalid);
    EXPECT_EQ(find_read_mark(log.plan(), reader, ReadMatter::feedback_report), nullptr);
}

TEST(FeedbackTest, a_saved_view_is_its_owners_to_change)
{
    Log log;
    SavedView view{SavedViewId::derived("v"), "Overdue", "feedback", "state=overdue", true, {}};
    log.must(author, SaveView{view});
    view.name = "Late";
    EXPECT_EQ(log.code(reader, SaveView{view}), Errc::forbidden);
    log.must(author, SaveView{view});
    ASSERT_EQ(log.core.tenant().saved_views.size(), 1u);
    EXPECT_EQ(log.core.tenant().saved_views[0].name, "Late");
    EXPECT_EQ(log.code(reader, DropView{view.id}), Errc::forbidden);
    log.must(author, DropView{view.id});
    EXPECT_TRUE(log.core.tenant().saved_views.empty());
}

}  // namespace
}  // namespace assent
