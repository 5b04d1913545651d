// The saved form: it brings back the same text with the same history, and refuses everything else without taking much memory.

#include <gtest/gtest.h>

#include "shared/text/text.hpp"
#include "tests/unit/shared/text/random_editing.hpp"

namespace assent::text {
namespace {

constexpr Timestamp noon{1'795'348'800'000'000};

/// Three copies that edit at random and hear of each other now and then; the first knows all in the end.
Text some_text(std::uint64_t seed, std::size_t steps)
{
    Random random(seed);
    std::vector<Text> texts(3);
    for (std::size_t i = 0; i < 3; ++i) texts[i].write_as(i * 1000 + 7);
    for (std::size_t step = 0; step < steps; ++step) {
        Text& writer = texts[random.below(3)];
        edit_at_random(writer, random);
        if (random.below(2) == 0) {
            const Text& from = texts[random.below(3)];
            EXPECT_TRUE(writer.apply(from.changes_since(0), {noon.micros + static_cast<std::int64_t>(step) * 1'000'000}));
        }
    }
    for (const Text& other : texts) EXPECT_TRUE(texts[0].apply(other.changes_since(0), noon));
    return std::move(texts[0]);
}

void expect_same(const Text& a, const Text& b)
{
    EXPECT_EQ(a.str(), b.str());
    EXPECT_EQ(a.version(), b.version());
    EXPECT_EQ(a.changes_since(0), b.changes_since(0));
    const auto runs_a = a.authors();
    const auto runs_b = b.authors();
    ASSERT_EQ(runs_a.size(), runs_b.size());
    for (std::size_t i = 0; i < runs_a.size(); ++i) {
        EXPECT_EQ(runs_a[i].position, runs_b[i].position);
        EXPECT_EQ(runs_a[i].count, runs_b[i].count);
        EXPECT_EQ(runs_a[i].replica, runs_b[i].replica);
        EXPECT_EQ(runs_a[i].when, runs_b[i].when);
    }
}

TEST(SavedTest, brings_back_the_text_with_its_history)
{
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Text text = some_text(seed, seed * 2);
        const Bytes saved = text.save();
        EXPECT_EQ(Text::read(saved), text.str());
        const auto loaded = Text::load(saved);
        ASSERT_TRUE(loaded) << "seed " << seed;
        EXPECT_EQ(loaded->save(), saved) << "unchanged, it is saved as it was";
        expect_same(*loaded, text);
        EXPECT_EQ(loaded->save(), saved) << "and so it is when it was unpacked";
    }
}

TEST(SavedTest, a_loaded_text_goes_on_as_if_it_had_never_been_saved)
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Text text = some_text(seed, 30);
        auto loaded = Text::load(text.save());
        ASSERT_TRUE(loaded);
        // One who was away joins in with what is concurrent to all of it.
        Text away;
        away.write_as(99);
        ASSERT_TRUE(away.insert(0, "Was away. ", noon));
        ASSERT_TRUE(text.apply(away.changes_since(0), noon));
        ASSERT_TRUE(loaded->apply(away.changes_since(0), noon));
        Random random(seed);
        text.write_as(100);
        const std::uint32_t mark = text.mark();
        for (int i = 0; i < 5; ++i) edit_at_random(text, random);
        ASSERT_TRUE(loaded->apply(text.changes_since(mark), {}));
        expect_same(*loaded, text);
        const auto again = Text::load(loaded->save());
        ASSERT_TRUE(again);
        expect_same(*again, text);
    }
}

TEST(CompactionTest, keeps_the_text_its_authors_and_its_anchors_and_goes_on)
{
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        Random random(seed);
        Text text = some_text(seed, 40);
        std::vector<Anchor> anchors;
        for (int i = 0; i < 10; ++i) anchors.push_back(text.anchor_at(static_cast<std::uint32_t>(random.below(text.size() + 1)), Anchor::Side::before));
        text.write_as(50);
        for (int i = 0; i < 5; ++i) edit_at_random(text, random);
        const auto places = text.resolve(anchors);
        const auto authors = text.authors();
        const Version version = text.version();
        Text whole = *Text::load(text.save());
        ASSERT_TRUE(text.compact());
        EXPECT_EQ(text.str(), whole.str());
        EXPECT_EQ(text.version(), version);
        const auto same = [&](const Text& kept) {
            const auto now = kept.authors();
            ASSERT_EQ(now.size(), authors.size());
            for (std::size_t i = 0; i < now.size(); ++i) {
                EXPECT_EQ(now[i].position, authors[i].position);
                EXPECT_EQ(now[i].replica, authors[i].replica);
                EXPECT_EQ(now[i].when, authors[i].when);
            }
            const auto stand = kept.resolve(anchors);
            for (std::size_t i = 0; i < anchors.size(); ++i) {
                EXPECT_EQ(stand[i].position, places[i].position);
                EXPECT_EQ(stand[i].gone, places[i].gone);
            }
        };
        same(text);
        // It can be saved and loaded, and goes on together with a copy that has the whole history.
        auto loaded = Text::load(text.save());
        ASSERT_TRUE(loaded);
        same(*loaded);
        EXPECT_EQ(loaded->save(), text.save());
        whole.write_as(60);
        text.write_as(50);
        for (int round = 0; round < 5; ++round) {
            const std::uint32_t whole_mark = whole.mark();
            const std::uint32_t text_mark = text.mark();
            edit_at_random(whole, random);
            edit_at_random(text, random);
            const Bytes from_whole = whole.changes_since(whole_mark);
            ASSERT_TRUE(whole.apply(text.changes_since(text_mark), noon));
            ASSERT_TRUE(text.apply(from_whole, noon));
            EXPECT_EQ(text.str(), whole.str());
            EXPECT_EQ(text.version(), whole.version());
        }
        ASSERT_TRUE(loaded->apply(text.changes_since(0), noon));
        EXPECT_EQ(loaded->str(), text.str());
        ASSERT_TRUE(text.compact());
        EXPECT_EQ(text.str(), whole.str());
    }
}

TEST(CompactionTest, changes_from_before_it_are_refused_and_old_versions_are_gone)
{
    Text text;
    text.write_as(1);
    ASSERT_TRUE(text.insert(0, "one", noon));
    const Version old = text.version();
    Text behind;
    behind.write_as(2);
    ASSERT_TRUE(behind.apply(text.changes_since(0), noon));
    const std::uint32_t mark = behind.mark();
    ASSERT_TRUE(behind.insert(0, "late ", noon));
    ASSERT_TRUE(text.insert(3, " two", noon));
    ASSERT_TRUE(text.erase(0, 2, noon));
    ASSERT_TRUE(text.compact());
    EXPECT_EQ(text.apply(behind.changes_since(mark), noon).error().code, Errc::conflict);
    EXPECT_EQ(text.text_at(old).error().code, Errc::not_found);
    EXPECT_EQ(text.changes_since(old).error().code, Errc::not_found);
    EXPECT_EQ(text.str(), "e two");
    EXPECT_TRUE(text.knows(old));
}

TEST(SavedTest, an_empty_text_is_saved_in_a_few_bytes)
{
    const Bytes saved = Text().save();
    EXPECT_LT(saved.size(), 32U);
    const auto loaded = Text::load(saved);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->size(), 0U);
    EXPECT_TRUE(loaded->version().heads.empty());
}

TEST(SavedTest, every_flipped_bit_and_every_missing_end_is_found)
{
    const Text text = some_text(5, 40);
    const Bytes saved = text.save();
    for (std::size_t bit = 0; bit < saved.size() * 8; ++bit) {
        Bytes damaged = saved;
        damaged[bit / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
        const auto loaded = Text::load(damaged);
        ASSERT_FALSE(loaded) << "bit " << bit;
        EXPECT_TRUE(loaded.error().code == Errc::malformed || loaded.error().code == Errc::too_large);
    }
    for (std::size_t size = 0; size < saved.size(); ++size) EXPECT_FALSE(Text::load(BytesView(saved).first(size)));
    Bytes longer = saved;
    longer.push_back(0);
    EXPECT_FALSE(Text::load(longer));
}

TEST(SavedTest, a_size_that_cannot_be_is_refused_before_anything_is_allocated)
{
    Bytes huge{'A', 'T', 'X', 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0, 0};
    const auto loaded = Text::load(huge);
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, Errc::too_large);
    EXPECT_EQ(Text::read(huge).error().code, Errc::too_large);
}

TEST(SavedTest, a_later_version_of_the_form_is_refused)
{
    Bytes saved = some_text(1, 5).save();
    saved[3] = 2;
    EXPECT_EQ(Text::load(saved).error().code, Errc::malformed);
}

TEST(SavedTest, repetitive_histories_are_saved_small_and_still_believed)
{
    Text text;
    text.write_as(1);
    for (int i = 0; i < 20'000; ++i) {
        ASSERT_TRUE(text.insert(0, "a", noon));
        ASSERT_TRUE(text.erase(0, 1, noon));
    }
    const Bytes saved = text.save();
    EXPECT_LT(saved.size(), 4'000U);
    const auto loaded = Text::load(saved);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->changes_since(0), text.changes_since(0));
}

}  // namespace
}  // namespace assent::text
