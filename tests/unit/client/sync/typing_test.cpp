#include <gtest/gtest.h>

#include "shared/text/change_codec.hpp"
#include "tests/unit/client/sync/bench.hpp"

namespace assent::sync {
namespace {

const FieldRef field{plan_id, diabetes, "text"};
constexpr text::ReplicaId bens_writer = 7;

/// The room, as far as one text is concerned: merges what a person sent and says what happened.
class Room
{
public:
    Room() { text_ = std::move(*text::AcceptedText("One pathway.").open()); }

    ChangeText accept(ChangeText change)
    {
        std::vector<text::Splice> splices;
        EXPECT_TRUE(text_.apply(change.changes, Timestamp{}, &splices));
        EXPECT_EQ(text_.held(), 0u);
        for (const auto& splice : splices) change.splices.push_back({splice.position, splice.erased, splice.inserted});
        return change;
    }

    /// What Ben does, who is never behind.
    ChangeText ben_writes(std::uint32_t position, std::uint32_t erased, const std::string& words) { return writes(bens_writer, position, erased, words); }

    ChangeText writes(text::ReplicaId writer, std::uint32_t position, std::uint32_t erased, const std::string& words)
    {
        const auto mark = text_.mark();
        text_.write_as(writer);
        if (erased) EXPECT_TRUE(text_.erase(position, erased, Timestamp{}));
        if (!words.empty()) EXPECT_TRUE(text_.insert(position, words, Timestamp{}));
        return {diabetes, TextField::text, text_.changes_since(mark), {{position, erased, words}}};
    }

    std::string words() const { return text_.str(); }

private:
    text::Text text_;
};

class TypingTest : public testing::Test
{
protected:
    TypingTest() { bench.go_live(); }

    void type(std::uint32_t position, const std::string& words) { ASSERT_TRUE(bench.core().write_text(field, {{position, 0, words}}, ++bench.now)); }
    std::vector<Submit> sent() { return bench.wire().all<Submit>(); }
    ChangeText change_in(const Submit& submit) { return std::get<ChangeText>(std::get<EditContent>(submit.command).edits[0]); }

    /// The server takes the command and tells of it.
    void accept(const Submit& submit)
    {
        bench.give({bench.receipt(submit.key, sequence)});
        publish(ada, room.accept(change_in(submit)));
    }
    void refuse(const Submit& submit, Errc code)
    {
        bench.give({Refused{submit.key, static_cast<std::uint8_t>(code), "It may not be edited now.", ""}});
    }
    void publish(PersonId actor, ChangeText change) { bench.publish(sequence++, actor, ContentEdited{plan_id, {std::move(change)}}); }

    Bench bench;
    Room room;
    std::uint64_t sequence{11};
};

TEST_F(TypingTest, typing_is_shown_at_once_and_sent_without_a_pause)
{
    type(0, "N");
    EXPECT_EQ(bench.shown_text(), "NOne pathway.");
    ASSERT_EQ(sent().size(), 1u);
    accept(sent()[0]);
    EXPECT_EQ(bench.shown_text(), "NOne pathway.");
    EXPECT_EQ(room.words(), "NOne pathway.");
    EXPECT_TRUE(bench.copy().pending.empty());
    EXPECT_TRUE(bench.device().kept.empty());
}

TEST_F(TypingTest, what_is_typed_while_a_change_is_on_its_way_goes_as_one)
{
    type(0, "N");
    type(1, "o");
    type(2, " ");
    ASSERT_EQ(sent().size(), 1u);
    EXPECT_EQ(bench.device().kept.size(), 2u);
    accept(sent()[0]);
    ASSERT_EQ(sent().size(), 2u);
    accept(sent()[1]);
    EXPECT_EQ(room.words(), "No One pathway.");
    EXPECT_EQ(bench.shown_text(), room.words());
}

TEST_F(TypingTest, two_people_in_one_text_end_with_the_same_words)
{
    type(0, "Ada: ");
    publish(ben, room.ben_writes(12, 0, " And Ben."));
    EXPECT_EQ(bench.shown_text(), "Ada: One pathway. And Ben.");
    type(5, "[");
    accept(sent()[0]);
    publish(ben, room.ben_writes(0, 0, "Ben: "));
    accept(sent()[1]);
    EXPECT_EQ(bench.shown_text(), room.words());
    EXPECT_EQ(room.words().size(), std::string("Ben: Ada: [One pathway. And Ben.").size());
}

TEST_F(TypingTest, what_was_put_in_as_a_whole_is_taken_back_apart_from_what_was_typed_next)
{
    type(0, "Some pasted words. ");
    type(19, "More. ");
    ASSERT_TRUE(bench.core().undo_text(field, -1, ++bench.now));
    EXPECT_EQ(bench.shown_text(), "Some pasted words. One pathway.");
    ASSERT_TRUE(bench.core().undo_text(field, -1, ++bench.now));
    EXPECT_EQ(bench.shown_text(), "One pathway.");
}

TEST_F(TypingTest, undo_takes_back_ones_own_change_and_not_the_others)
{
    type(0, "Ada. ");
    accept(sent()[0]);
    publish(ben, room.ben_writes(5, 0, "Ben. "));
    ASSERT_TRUE(bench.core().undo_text(field, -1, ++bench.now));
    EXPECT_EQ(bench.shown_text(), "Ben. One pathway.");
    accept(sent()[1]);
    EXPECT_EQ(room.words(), "Ben. One pathway.");
    ASSERT_TRUE(bench.core().undo_text(field, 1, ++bench.now));
    accept(sent()[2]);
    EXPECT_EQ(room.words(), bench.shown_text());
    EXPECT_NE(room.words().find("Ada. "), std::string::npos);
    EXPECT_FALSE(bench.core().undo_text(field, 1, ++bench.now));
}

TEST_F(TypingTest, refused_typing_is_kept_whole_and_the_text_goes_on_from_what_was_accepted)
{
    type(0, "No ");
    accept(sent()[0]);
    type(3, "more ");
    type(8, "than ");
    publish(ben, room.ben_writes(room.words().size(), 0, " Ben."));
    refuse(sent()[1], Errc::not_allowed);
    EXPECT_EQ(bench.shown_text(), "No One pathway. Ben.");
    ASSERT_NE(bench.copy().kept_words(field), nullptr);
    EXPECT_EQ(bench.copy().kept_words(field)->words, "No more than One pathway. Ben.");
    EXPECT_EQ(sent().size(), 2u) << "what built on it is not sent";
    type(0, "Still: ");
    ASSERT_EQ(sent().size(), 3u);
    accept(sent()[2]);
    EXPECT_EQ(room.words(), "Still: No One pathway. Ben.");
    EXPECT_EQ(bench.shown_text(), room.words());
}

TEST_F(TypingTest, kept_words_survive_the_tab_and_go_when_dismissed)
{
    type(0, "No ");
    refuse(sent()[0], Errc::forbidden);
    Bench again(std::make_shared<Device>(bench.device()), 2);
    again.go_live();
    ASSERT_NE(again.copy().kept_words(field), nullptr);
    EXPECT_EQ(again.copy().kept_words(field)->words, "No One pathway.");
    again.core().dismiss(again.copy().kept_words(field)->key);
    EXPECT_EQ(again.copy().kept_words(field), nullptr);
    EXPECT_TRUE(again.device().kept.empty());
}

TEST_F(TypingTest, typing_without_a_connection_survives_the_tab_and_merges_on_return)
{
    bench.drop_line();
    type(0, "Away: ");
    publish(ben, room.ben_writes(12, 0, " Ben was here."));  // not heard
    Bench again(std::make_shared<Device>(bench.device()), 2);
    again.core().start(again.now);
    again.open_line();
    auto tenant = some_tenant();
    tenant.sequence = 11;
    again.give({Welcome{ada, tenant, {}, {}}});
    again.answer_list();
    again.core().open_plan(plan_id);
    PlanText text{plan_id, 11, some_content(), {}};
    text::AcceptedText accepted("One pathway.");
    accepted.add(Room().ben_writes(12, 0, " Ben was here.").changes, Timestamp{});
    text.texts.push_back({diabetes, TextField::text, **accepted.saved(), {{bens_writer, ben}}});
    again.give({text});
    EXPECT_EQ(again.shown_text(), "Away: One pathway. Ben was here.");
    ASSERT_EQ(again.wire().all<Submit>().size(), 1u);
    const auto authors = again.core().texts().authors(field, "One pathway. Ben was here.");
    ASSERT_EQ(authors.size(), 2u);
    EXPECT_EQ(authors[1].person, ben);
}

TEST_F(TypingTest, who_changed_the_same_words_while_away_is_shown_both)
{
    bench.drop_line();
    ASSERT_TRUE(bench.core().write_text(field, {{4, 7, "road"}}, ++bench.now));
    bench.open_line();
    auto tenant = some_tenant();
    tenant.sequence = sequence;
    bench.give({Welcome{ada, tenant, {}, {}}});
    ASSERT_EQ(bench.wire().all<OpenPlan>().back().have, 10u);
    bench.give({PlanResumed{plan_id}});
    publish(ben, room.ben_writes(4, 7, "service"));
    ASSERT_FALSE(sent().empty());
    accept(sent().back());
    const auto since = bench.copy().since_left.find(field);
    ASSERT_NE(since, bench.copy().since_left.end());
    EXPECT_EQ(since->second.before, "One pathway.");
    EXPECT_EQ(since->second.mine, "One road.");
    EXPECT_EQ(since->second.theirs, "One service.");
    EXPECT_EQ(since->second.people, std::set<PersonId>{ben});
    EXPECT_EQ(bench.shown_text(), room.words());
    bench.core().forget_since_left(field);
    EXPECT_TRUE(bench.copy().since_left.empty());
}

TEST_F(TypingTest, changes_of_other_words_while_away_are_merged_without_a_word)
{
    bench.drop_line();
    type(0, "Now: ");
    bench.open_line();
    auto tenant = some_tenant();
    tenant.sequence = sequence;
    bench.give({Welcome{ada, tenant, {}, {}}});
    bench.give({PlanResumed{plan_id}});
    publish(ben, room.ben_writes(11, 1, " for all."));
    accept(sent().back());
    EXPECT_TRUE(bench.copy().since_left.empty());
    EXPECT_EQ(bench.shown_text(), "Now: One pathway for all.");
}

TEST_F(TypingTest, the_words_typed_in_a_part_that_somebody_removes_are_kept)
{
    type(0, "Mine. ");
    bench.publish(sequence++, ben, ContentEdited{plan_id, {RemoveElement{diabetes}}});
    ASSERT_NE(bench.copy().kept_words(field), nullptr);
    EXPECT_EQ(bench.copy().kept_words(field)->words, "Mine. One pathway.");
    EXPECT_NE(bench.copy().kept_words(field)->reason.find("Ben Okafor removed this part"), std::string::npos);
}

TEST_F(TypingTest, what_others_have_just_written_is_fresh_for_a_moment)
{
    type(0, "A");
    publish(ben, room.ben_writes(0, 0, "Ben "));
    publish(ben, room.ben_writes(4, 0, "wrote "));
    ASSERT_EQ(bench.core().texts().fresh(field).size(), 1u);
    EXPECT_EQ(bench.core().texts().fresh(field)[0].count, 10u);
    EXPECT_EQ(bench.core().texts().fresh(field)[0].person, ben);
    ASSERT_TRUE(bench.core().next_tick_ms().has_value());
    bench.core().tick(bench.now + LiveTexts::fresh_ms);
    EXPECT_TRUE(bench.core().texts().fresh(field).empty());
}

TEST_F(TypingTest, a_remote_caret_stays_with_its_words)
{
    ASSERT_TRUE(bench.core().open_text(field));
    const auto point = bench.core().texts().point_at(field, 4);
    type(0, "Every ");
    EXPECT_EQ(bench.core().texts().position_of(field, point), 10u);
    publish(ben, room.ben_writes(0, 4, ""));
    EXPECT_EQ(bench.core().texts().position_of(field, point), 6u);
}

TEST_F(TypingTest, what_the_server_writes_in_somebodys_name_is_theirs_whoever_accepted_it)
{
    publish(ada, room.writes(text::tab_writers_end + 1, 0, 0, "Ben: "));  // second of the organisation's people
    const auto runs = bench.core().texts().authors(field, room.words());
    ASSERT_FALSE(runs.empty());
    EXPECT_EQ(runs.front().person, ben);
    EXPECT_EQ(runs.front().count, 5u);
}

TEST_F(TypingTest, the_whole_text_coming_anew_keeps_what_was_typed_and_its_steps)
{
    type(0, "Ada. ");
    const auto mine = sent()[0];
    text::AcceptedText accepted("One pathway.");
    accepted.add(room.ben_writes(12, 0, " Ben.").changes, Timestamp{});
    PlanText text{plan_id, 20, some_content(), {}};
    text.texts.push_back({diabetes, TextField::text, **accepted.saved(), {{bens_writer, ben}}});
    bench.give({text});
    EXPECT_EQ(bench.shown_text(), "Ada. One pathway. Ben.");
    sequence = 21;
    accept(mine);
    ASSERT_TRUE(bench.core().undo_text(field, -1, ++bench.now));
    EXPECT_EQ(bench.shown_text(), "One pathway. Ben.");
}

}  // namespace
}  // namespace assent::sync
