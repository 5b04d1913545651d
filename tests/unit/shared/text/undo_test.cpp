// One writer's own steps are taken back and done again among what others write.

#include <gtest/gtest.h>

#include "shared/text/undo.hpp"
#include "tests/unit/shared/text/random_editing.hpp"

namespace assent::text {
namespace {

constexpr Timestamp noon{1'795'348'800'000'000};

struct Desk
{
    Text text;
    Undo undo;

    explicit Desk(ReplicaId writer) { text.write_as(writer); }

    void type(std::uint32_t position, std::string_view words)
    {
        const std::uint32_t mark = text.mark();
        ASSERT_TRUE(text.insert(position, words, noon));
        undo.record(text, mark);
    }
    void remove(std::uint32_t position, std::uint32_t count)
    {
        const std::uint32_t mark = text.mark();
        ASSERT_TRUE(text.erase(position, count, noon));
        undo.record(text, mark);
    }
    void hear(const Text& other) { ASSERT_TRUE(text.apply(other.changes_since(0), noon)); }
};

TEST(UndoTest, steps_are_taken_back_and_done_again_in_order)
{
    Desk desk(1);
    desk.type(0, "one");
    desk.type(3, " two");
    desk.remove(0, 4);
    EXPECT_EQ(desk.text.str(), "two");
    ASSERT_TRUE(desk.undo.undo(desk.text, noon));
    EXPECT_EQ(desk.text.str(), "one two");
    ASSERT_TRUE(desk.undo.undo(desk.text, noon));
    EXPECT_EQ(desk.text.str(), "one");
    ASSERT_TRUE(desk.undo.undo(desk.text, noon));
    EXPECT_EQ(desk.text.str(), "");
    EXPECT_FALSE(desk.undo.undo(desk.text, noon));
    for (const char* expected : {"one", "one two", "two"}) {
        ASSERT_TRUE(desk.undo.redo(desk.text, noon));
        EXPECT_EQ(desk.text.str(), expected);
    }
    EXPECT_FALSE(desk.undo.redo(desk.text, noon));
    // And once more through all of it.
    for (const char* expected : {"one two", "one", ""}) {
        ASSERT_TRUE(desk.undo.undo(desk.text, noon));
        EXPECT_EQ(desk.text.str(), expected);
    }
}

TEST(UndoTest, my_undo_leaves_what_others_wrote)
{
    Desk ada(1);
    Desk ben(2);
    ada.type(0, "The plan is good.");
    ben.hear(ada.text);
    ben.type(12, "very ");
    ada.hear(ben.text);
    EXPECT_EQ(ada.text.str(), "The plan is very good.");
    ASSERT_TRUE(ada.undo.undo(ada.text, noon));
    EXPECT_EQ(ada.text.str(), "very ");
    ASSERT_TRUE(ada.undo.redo(ada.text, noon));
    EXPECT_EQ(ada.text.str(), "The plan is very good.");
    ben.hear(ada.text);
    ASSERT_TRUE(ben.undo.undo(ben.text, noon));
    EXPECT_EQ(ben.text.str(), "The plan is good.");
}

TEST(UndoTest, what_another_deleted_as_well_stays_deleted)
{
    Desk ada(1);
    Desk ben(2);
    ada.type(0, "one two three");
    ben.hear(ada.text);
    ada.remove(4, 4);
    ben.remove(0, 8);
    ada.hear(ben.text);
    EXPECT_EQ(ada.text.str(), "three");
    EXPECT_FALSE(ada.text.str().empty());
    // Ada's deletion has nothing left that is hers alone: the step before it goes.
    ASSERT_TRUE(ada.undo.undo(ada.text, noon));
    EXPECT_EQ(ada.text.str(), "");
}

TEST(UndoTest, a_step_of_mine_is_taken_back_where_another_wrote_into_it)
{
    Desk ada(1);
    Desk ben(2);
    ada.type(0, "ab");
    ben.hear(ada.text);
    ada.remove(0, 2);
    ben.type(1, "X");
    ada.hear(ben.text);
    EXPECT_EQ(ada.text.str(), "X");
    std::vector<Splice> splices;
    ASSERT_TRUE(ada.undo.undo(ada.text, noon, &splices));
    EXPECT_EQ(ada.text.str(), "aXb");
    EXPECT_EQ(splices.size(), 2U);
}

TEST(UndoTest, letters_that_join_are_one_step)
{
    Desk desk(1);
    desk.type(0, "a");
    for (std::uint32_t i = 1; i < 4; ++i) {
        const std::uint32_t mark = desk.text.mark();
        ASSERT_TRUE(desk.text.insert(i, "b", noon));
        desk.undo.join(desk.text, mark);
    }
    const std::uint32_t mark = desk.text.mark();
    ASSERT_TRUE(desk.text.erase(2, 1, noon));
    desk.undo.join(desk.text, mark);
    ASSERT_TRUE(desk.undo.undo(desk.text, noon));
    EXPECT_EQ(desk.text.str(), "");
    ASSERT_TRUE(desk.undo.redo(desk.text, noon));
    EXPECT_EQ(desk.text.str(), "abb");
}

TEST(UndoTest, undoing_everything_alone_leaves_nothing_and_redoing_everything_brings_it_back)
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        Desk desk(1);
        std::vector<std::string> states{""};
        for (int i = 0; i < 15; ++i) {
            const std::uint32_t mark = desk.text.mark();
            edit_at_random(desk.text, random);
            desk.undo.record(desk.text, mark);
            if (desk.text.mark() != mark) states.push_back(desk.text.str());
        }
        for (int round = 0; round < 2; ++round) {
            for (std::size_t i = states.size() - 1; i-- > 0;) {
                // A step without effect, such as a letter typed and deleted, is passed over.
                if (states[i] == states[i + 1]) continue;
                while (desk.text.str() != states[i]) ASSERT_TRUE(desk.undo.undo(desk.text, noon)) << "seed " << seed;
            }
            ASSERT_EQ(desk.text.str(), "") << "seed " << seed;
            while (desk.undo.redo(desk.text, noon)) {}
            ASSERT_EQ(desk.text.str(), states.back()) << "seed " << seed;
        }
    }
}

TEST(UndoTest, copies_agree_when_all_undo_and_redo_at_once)
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        Random random(seed);
        std::vector<Desk> desks;
        for (ReplicaId i = 1; i <= 3; ++i) desks.emplace_back(i);
        for (int step = 0; step < 60; ++step) {
            Desk& desk = desks[random.below(3)];
            std::string shown = desk.text.str();
            std::vector<Splice> splices;
            switch (random.below(5)) {
            case 0: desk.undo.undo(desk.text, noon, &splices); break;
            case 1: desk.undo.redo(desk.text, noon, &splices); break;
            case 2: ASSERT_TRUE(desk.text.apply(desks[random.below(3)].text.changes_since(0), noon, &splices)); break;
            default: {
                const std::uint32_t mark = desk.text.mark();
                edit_at_random(desk.text, random);
                desk.undo.record(desk.text, mark);
                shown = desk.text.str();
            }
            }
            for (const Splice& splice : splices) shown = spliced(shown, splice);
            ASSERT_EQ(shown, desk.text.str());
        }
        for (int round = 0; round < 2; ++round)
            for (Desk& desk : desks)
                for (const Desk& other : desks) desk.hear(other.text);
        EXPECT_EQ(desks[0].text.str(), desks[1].text.str());
        EXPECT_EQ(desks[0].text.str(), desks[2].text.str());
    }
}

}  // namespace
}  // namespace assent::text
