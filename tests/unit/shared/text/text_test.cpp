// What a text does for one caller: positions, refusals, versions, authors, anchors.

#include <gtest/gtest.h>

#include "shared/text/text.hpp"
#include "tests/unit/shared/text/random_editing.hpp"

namespace assent::text {
namespace {

constexpr Timestamp noon{1'795'348'800'000'000};
constexpr Timestamp later{1'795'352'400'000'000};

Text text_of(ReplicaId writer, std::string_view words)
{
    Text text;
    text.write_as(writer);
    EXPECT_TRUE(text.insert(0, words, noon));
    return text;
}

TEST(TextTest, positions_count_unicode_scalar_values)
{
    Text text = text_of(1, "aé😀z");
    EXPECT_EQ(text.size(), 4U);
    EXPECT_EQ(text.bytes(), 8U);
    ASSERT_TRUE(text.insert(3, "ß", noon));
    EXPECT_EQ(text.str(), "aé😀ßz");
    ASSERT_TRUE(text.erase(1, 2, noon));
    EXPECT_EQ(text.str(), "aßz");
    EXPECT_EQ(text.str(1, 1), "ß");
}

TEST(TextTest, random_edits_give_what_a_plain_string_gives)
{
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Random random(seed);
        Text text;
        std::u32string plain;
        text.write_as(1);
        for (int step = 0; step < 400; ++step) {
            const auto at = random.below(plain.size() + 1);
            if (random.below(3) == 0) {
                const auto count = std::min(random.below(random.below(10) == 0 ? 4000 : 20), plain.size() - at);
                ASSERT_TRUE(text.erase(static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(count), noon));
                plain.erase(at, count);
            } else {
                const std::size_t length = random.below(random.below(10) == 0 ? 9000 : 12);
                std::string words;
                std::u32string wide;
                for (std::size_t i = 0; i < length; ++i) {
                    const bool accent = random.below(4) == 0;
                    words += accent ? "é" : "e";
                    wide += accent ? U'é' : U'e';
                }
                ASSERT_TRUE(text.insert(static_cast<std::uint32_t>(at), words, noon));
                plain.insert(at, wide);
            }
            ASSERT_EQ(text.size(), plain.size());
        }
        std::string expected;
        for (const char32_t c : plain) expected += c == U'é' ? "é" : "e";
        ASSERT_EQ(text.str(), expected) << "seed " << seed;
        const auto from = static_cast<std::uint32_t>(plain.size() / 3);
        std::string part;
        for (std::size_t i = from; i < from * 2U; ++i) part += plain[i] == U'é' ? "é" : "e";
        EXPECT_EQ(text.str(from, from), part);
    }
}

TEST(TextTest, edits_out_of_bounds_and_words_that_are_no_utf8_are_refused_and_change_nothing)
{
    Text text = text_of(1, "abc");
    EXPECT_EQ(text.insert(4, "x", noon).error().code, Errc::invalid);
    EXPECT_EQ(text.erase(2, 2, noon).error().code, Errc::invalid);
    EXPECT_EQ(text.erase(4, 0, noon).error().code, Errc::invalid);
    EXPECT_EQ(text.insert(0, "\xC3", noon).error().code, Errc::invalid);
    EXPECT_EQ(text.insert(0, "\xED\xA0\x80", noon).error().code, Errc::invalid) << "half a surrogate pair";
    EXPECT_EQ(text.insert(0, "\xC0\xAF", noon).error().code, Errc::invalid) << "overlong";
    EXPECT_EQ(text.str(), "abc");
    EXPECT_EQ(text.mark(), 3U);
}

TEST(TextTest, a_typed_character_takes_ten_bytes_on_the_wire_at_most_in_a_long_text)
{
    Text text = text_of(3, std::string(200'000, 'x'));
    const std::uint32_t mark = text.mark();
    ASSERT_TRUE(text.insert(150'000, "y", noon));
    EXPECT_LE(text.changes_since(mark).size(), 10U);
}

TEST(TextTest, any_version_can_be_read_again)
{
    Text text = text_of(1, "one");
    const Version first = text.version();
    ASSERT_TRUE(text.insert(3, " two", later));
    ASSERT_TRUE(text.erase(0, 3, later));
    EXPECT_EQ(text.text_at(first), "one");
    EXPECT_EQ(text.text_at(Version{}), "");
    EXPECT_EQ(text.text_at(text.version()), " two");
    EXPECT_EQ(text.text_at(Version{{{5, 0}}}).error().code, Errc::not_found);
    EXPECT_EQ(text.changes_since(Version{{{5, 0}}}).error().code, Errc::not_found);
    EXPECT_TRUE(text.knows(first));
    EXPECT_FALSE(text.knows(Version{{{5, 0}}}));
}

TEST(TextTest, a_difference_tells_what_came_and_went_by_whom_and_when)
{
    Text ada = text_of(1, "The old plan.");
    Text ben;
    ben.write_as(2);
    ASSERT_TRUE(ben.apply(ada.changes_since(0), noon));
    const Version before = ben.version();
    const std::uint32_t mark = ben.mark();
    ASSERT_TRUE(ben.erase(4, 3, later));
    ASSERT_TRUE(ben.insert(4, "new", later));
    ASSERT_TRUE(ada.apply(ben.changes_since(mark), later));
    const auto runs = ada.difference(before, ada.version());
    ASSERT_TRUE(runs);
    ASSERT_EQ(runs->size(), 4U);
    using Kind = DifferenceRun::Kind;
    const auto is = [&](std::size_t i, Kind kind, const char* words, ReplicaId who, Timestamp when) {
        const DifferenceRun& run = (*runs)[i];
        return run.kind == kind && run.text == words && run.replica == who && run.when == when;
    };
    EXPECT_TRUE(is(0, Kind::kept, "The ", 1, noon));
    EXPECT_TRUE(is(1, Kind::erased, "old", 2, later) || is(1, Kind::inserted, "new", 2, later));
    EXPECT_TRUE(is(2, Kind::inserted, "new", 2, later) || is(2, Kind::erased, "old", 2, later));
    EXPECT_TRUE(is(3, Kind::kept, " plan.", 1, noon));
    // The other way round, what came goes and what went comes.
    const auto back = ada.difference(ada.version(), before);
    ASSERT_TRUE(back);
    std::string came;
    for (const DifferenceRun& run : *back)
        if (run.kind == Kind::inserted) came += run.text;
    EXPECT_EQ(came, "old");
}

TEST(TextTest, differences_of_random_versions_lead_from_the_one_text_to_the_other)
{
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        Random random(seed);
        Text a;
        Text b;
        a.write_as(1);
        b.write_as(2);
        std::vector<Version> versions;
        for (int i = 0; i < 12; ++i) {
            Text& writer = random.below(2) == 0 ? a : b;
            edit_at_random(writer, random);
            versions.push_back(writer.version());
            if (random.below(4) == 0) {
                ASSERT_TRUE(a.apply(b.changes_since(0), noon));
                ASSERT_TRUE(b.apply(a.changes_since(0), noon));
            }
        }
        ASSERT_TRUE(a.apply(b.changes_since(0), noon));
        for (const Version& from : versions) {
            const Version& to = versions[random.below(versions.size())];
            const auto runs = a.difference(from, to);
            ASSERT_TRUE(runs);
            std::string before;
            std::string after;
            for (const DifferenceRun& run : *runs) {
                if (run.kind != DifferenceRun::Kind::inserted) before += run.text;
                if (run.kind != DifferenceRun::Kind::erased) after += run.text;
            }
            EXPECT_EQ(before, *a.text_at(from));
            EXPECT_EQ(after, *a.text_at(to));
        }
    }
}

TEST(TextTest, authors_and_times_of_the_visible_words_are_known_and_can_be_corrected)
{
    Text ada = text_of(1, "Hello world");
    Text ben;
    ben.write_as(2);
    ASSERT_TRUE(ben.apply(ada.changes_since(0), noon));
    const std::uint32_t mark = ben.mark();
    ASSERT_TRUE(ben.insert(5, ", wide", noon));
    ASSERT_TRUE(ada.apply(ben.changes_since(mark), noon));
    auto runs = ada.authors();
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[1].replica, 2U);
    EXPECT_EQ(runs[1].position, 5U);
    EXPECT_EQ(runs[1].count, 6U);
    ada.set_time({1, 0}, 5, later);
    runs = ada.authors();
    EXPECT_EQ(runs[0].when, later);
    EXPECT_EQ(runs[1].when, noon);
    EXPECT_EQ(runs[2].when, noon);
}

TEST(AnchorTest, an_anchor_follows_its_word_and_says_when_it_is_gone)
{
    Text text = text_of(1, "one two three");
    const Anchor begin = text.anchor_at(4, Anchor::Side::before);
    const Anchor end = text.anchor_at(7, Anchor::Side::after);
    ASSERT_TRUE(text.insert(0, "zero ", noon));
    ASSERT_TRUE(text.insert(12, "!", noon));
    EXPECT_EQ(text.resolve(begin).position, 9U);
    EXPECT_EQ(text.resolve(end).position, 12U) << "what is put in after the word is not in it";
    ASSERT_TRUE(text.erase(9, 3, noon));
    EXPECT_TRUE(text.resolve(begin).gone);
    EXPECT_TRUE(text.resolve(end).gone);
    EXPECT_EQ(text.resolve(begin).position, 9U) << "where it stood";
    EXPECT_FALSE(text.resolve(text.anchor_at(0, Anchor::Side::after)).gone);
    EXPECT_EQ(text.resolve(text.anchor_at(text.size(), Anchor::Side::before)).position, text.size());
    EXPECT_TRUE(text.resolve(Anchor{{77, 5}, Anchor::Side::before, false}).gone);
}

TEST(AnchorTest, anchors_name_the_same_place_in_every_copy)
{
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed);
        Text a = text_of(1, "some words to begin with");
        Text b;
        b.write_as(2);
        ASSERT_TRUE(b.apply(a.changes_since(0), noon));
        std::vector<Anchor> anchors;
        for (int round = 0; round < 10; ++round) {
            edit_at_random(a, random);
            edit_at_random(b, random);
            anchors.push_back(a.anchor_at(static_cast<std::uint32_t>(random.below(a.size() + 1)), Anchor::Side::before));
            anchors.push_back(b.anchor_at(static_cast<std::uint32_t>(random.below(b.size() + 1)), Anchor::Side::after));
            ASSERT_TRUE(a.apply(b.changes_since(0), noon));
            ASSERT_TRUE(b.apply(a.changes_since(0), noon));
            const auto in_a = a.resolve(anchors);
            const auto in_b = b.resolve(anchors);
            for (std::size_t i = 0; i < anchors.size(); ++i) {
                EXPECT_EQ(in_a[i].position, in_b[i].position);
                EXPECT_EQ(in_a[i].gone, in_b[i].gone);
                if (!in_a[i].gone && !anchors[i].edge) {
                    EXPECT_EQ(a.anchor_at(in_a[i].position, anchors[i].side), anchors[i]);
                }
            }
        }
    }
}

TEST(HostileTest, operations_out_of_bounds_are_refused_whole_and_leave_the_text_as_it_was)
{
    // What another copy wrote about its own longer text, with a text here that is shorter: the parents are forged by
    // letting two texts begin with the same replica's number.
    Text longer = text_of(1, "a longer text");
    const std::uint32_t mark = longer.mark();
    ASSERT_TRUE(longer.insert(13, "x", noon));
    Bytes forged = longer.changes_since(mark);  // follows 1:12, inserts at 13
    Text text = text_of(2, "words");
    Text other = text_of(1, "1234567890123");
    ASSERT_TRUE(other.erase(0, 13, noon));
    ASSERT_TRUE(text.apply(other.changes_since(0), noon));
    ASSERT_EQ(text.str(), "words");
    const Bytes before = text.changes_since(0);
    // As replica 3, following everything in `text`: an insertion at 900.
    Text elsewhere = text_of(3, std::string(900, 'x'));
    ASSERT_TRUE(elsewhere.erase(5, 895, noon));
    Bytes row = forged;
    EXPECT_TRUE(text.apply(row, noon)) << "an event known already is skipped";
    const Bytes from_the_blue{9, 0, 1 << 2 | 2, 1, 2, 4, 1 << 2, 0x84, 7, 'x'};  // 9:0 after 2:4, inserts "x" at 900
    std::vector<Splice> splices;
    const auto refused = text.apply(from_the_blue, noon, &splices);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_TRUE(splices.empty());
    EXPECT_EQ(text.changes_since(0), before);
    EXPECT_EQ(text.str(), "words");
    // A good change and a bad one in one row: neither.
    Text ben;
    ben.write_as(8);
    ASSERT_TRUE(ben.apply(before, noon));
    const std::uint32_t ben_mark = ben.mark();
    ASSERT_TRUE(ben.insert(0, "Good ", noon));
    Bytes both = ben.changes_since(ben_mark);
    both.insert(both.end(), from_the_blue.begin(), from_the_blue.end());
    EXPECT_EQ(text.apply(both, noon).error().code, Errc::invalid);
    EXPECT_EQ(text.str(), "words");
    EXPECT_EQ(text.changes_since(0), before);
    EXPECT_TRUE(text.apply(ben.changes_since(ben_mark), noon));
    EXPECT_EQ(text.str(), "Good words");
}

TEST(HostileTest, bytes_that_are_no_changes_are_refused)
{
    Text text = text_of(1, "words");
    Random random(3);
    const Bytes good = text.changes_since(0);
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes = good;
        for (std::size_t flips = 1 + random.below(3); flips > 0; --flips) bytes[random.below(bytes.size())] ^= static_cast<std::uint8_t>(1U << random.below(8));
        if (random.below(4) == 0) bytes.resize(random.below(bytes.size() + 1));
        Text victim;
        if (const auto applied = victim.apply(bytes, noon); !applied) {
            EXPECT_EQ(victim.str(), "");
        }
    }
    EXPECT_EQ(text.apply(Bytes{1, 2, 3}, noon).error().code, Errc::malformed);
    EXPECT_EQ(text.apply(Bytes(change_bytes_max + 1, 0), noon).error().code, Errc::too_large);
}

TEST(HostileTest, what_waits_for_its_parents_is_bounded)
{
    Text writer;
    writer.write_as(4);
    ASSERT_TRUE(writer.insert(0, "first", noon));
    const std::uint32_t mark = writer.mark();
    std::vector<Bytes> changes;
    for (std::size_t i = 0; i <= held_changes_max; ++i) {
        const std::uint32_t at = writer.mark();
        ASSERT_TRUE(writer.insert(0, "x", noon));
        changes.push_back(writer.changes_since(at));
    }
    Text text;
    for (std::size_t i = 0; i < held_changes_max; ++i) ASSERT_TRUE(text.apply(changes[i], noon));
    EXPECT_EQ(text.held(), held_changes_max);
    EXPECT_EQ(text.apply(changes[held_changes_max], noon).error().code, Errc::too_large);
    Text whole;
    ASSERT_TRUE(whole.apply(writer.changes_since(0), noon));
    EXPECT_EQ(whole.str(), writer.str());
    EXPECT_LT(mark, writer.mark());
}

}  // namespace
}  // namespace assent::text
