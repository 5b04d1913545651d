#include "shared/text/accepted_text.hpp"

#include <gtest/gtest.h>

#include "tests/unit/shared/text/random_editing.hpp"

namespace assent::text {
namespace {

Timestamp second(std::int64_t count) { return {count * 1'000'000}; }

/// A writer at a text that came as `words`, and what each of its edits sends.
class Writer
{
public:
    Writer(ReplicaId number, const std::string& words) : text(*AcceptedText(words).open()) { text.write_as(number); }

    Bytes insert(std::uint32_t position, std::string_view words, Timestamp when)
    {
        const auto mark = text.mark();
        EXPECT_TRUE(text.insert(position, words, when).has_value());
        return text.changes_since(mark);
    }

    Text text;
};

TEST(AcceptedTextTest, a_text_that_came_whole_has_no_history_and_its_words)
{
    AcceptedText text("Care near home.");
    EXPECT_FALSE(text.has_history());
    const auto open = text.open();
    ASSERT_TRUE(open.has_value());
    EXPECT_EQ(open->str(), "Care near home.");
    ASSERT_EQ(open->authors().size(), 1u);
    EXPECT_EQ(open->authors()[0].replica, original_writer);
    EXPECT_TRUE(AcceptedText().open()->str().empty());
}

TEST(AcceptedTextTest, what_was_accepted_is_there_when_it_is_opened_with_who_and_when)
{
    AcceptedText text("Care.");
    Writer writer(7, "Care.");
    text.add(writer.insert(4, " near home", second(100)), second(100));
    text.add(writer.insert(0, "Good ", second(200)), second(200));
    EXPECT_TRUE(text.has_history());
    const auto open = text.open();
    ASSERT_TRUE(open.has_value());
    EXPECT_EQ(open->str(), "Good Care near home.");
    const auto authors = open->authors();
    ASSERT_EQ(authors.size(), 4u);
    EXPECT_EQ(authors[0].replica, 7u);
    EXPECT_EQ(authors[0].when, second(200));
    EXPECT_EQ(authors[1].replica, original_writer);
    EXPECT_EQ(authors[2].when, second(100));
}

TEST(AcceptedTextTest, saved_and_read_again_it_is_the_same_and_goes_on)
{
    AcceptedText text("Care.");
    Writer writer(7, "Care.");
    text.add(writer.insert(4, " near home", second(100)), second(100));
    EXPECT_GT(text.added_bytes(), 0u);
    const auto saved = text.saved();
    ASSERT_TRUE(saved.has_value());
    EXPECT_EQ(text.added_bytes(), 0u);
    const Bytes first = **saved;
    EXPECT_EQ(**text.saved(), first);

    auto again = AcceptedText::from_saved(first);
    EXPECT_TRUE(again.has_history());
    for (auto* copy : {&text, &again}) {
        copy->add(Bytes(writer.text.changes_since(writer.text.mark())), second(150));
        EXPECT_EQ(copy->open()->str(), "Care near home.");
    }
    const Bytes more = writer.insert(0, "Good ", second(200));
    text.add(more, second(200));
    again.add(more, second(200));
    EXPECT_EQ(text.open()->str(), "Good Care near home.");
    EXPECT_EQ(**text.saved(), **again.saved());
}

TEST(AcceptedTextTest, the_saved_form_does_not_depend_on_when_it_was_made)
{
    Random random(5);
    for (int run = 0; run < 20; ++run) {
        const std::string words = random_words(random);
        Writer writer(3, words);
        AcceptedText seldom(words);
        AcceptedText often(words);
        AcceptedText beside(words);
        for (int step = 0; step < 30; ++step) {
            const auto mark = writer.text.mark();
            writer.text.write_as(3);
            edit_at_random(writer.text, random);
            const Bytes changes = writer.text.changes_since(mark);
            if (changes.empty()) continue;
            for (auto* text : {&seldom, &often, &beside}) text->add(changes, second(step / 3));
            if (random.below(3) == 0) ASSERT_TRUE(often.saved().has_value());
            if (random.below(3) == 0) beside.saved_from(*beside.open());
        }
        if (!seldom.has_history()) continue;
        const Bytes saved = **seldom.saved();
        EXPECT_EQ(**often.saved(), saved) << run;
        EXPECT_EQ(**beside.saved(), saved) << run;
        EXPECT_EQ(*Text::read(saved), writer.text.str());
    }
}

TEST(AcceptedTextTest, a_batch_that_does_not_follow_or_is_no_changes_is_malformed)
{
    Writer writer(7, "Care.");
    writer.insert(4, " near", second(1));
    const Bytes second_change = writer.insert(0, "Good ", second(2));
    AcceptedText gap("Care.");
    gap.add(second_change, second(2));
    ASSERT_FALSE(gap.open().has_value());
    EXPECT_EQ(gap.open().error().code, Errc::malformed);
    EXPECT_FALSE(gap.saved().has_value());

    AcceptedText garbage("Care.");
    garbage.add(Bytes{0xff, 0xff, 0xff}, second(1));
    EXPECT_FALSE(garbage.open().has_value());
    EXPECT_FALSE(AcceptedText::from_saved(Bytes{1, 2, 3}).open().has_value());
}

}  // namespace
}  // namespace assent::text
