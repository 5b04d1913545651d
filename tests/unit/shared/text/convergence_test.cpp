// Copies that know the same events hold the same text, whatever the order, doubling and loss of what came in between; and
// what two people write at one place without knowing of each other stays whole.

#include <gtest/gtest.h>
#ifndef __EMSCRIPTEN__
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#endif

#include "shared/text/text.hpp"
#include "tests/unit/shared/text/random_editing.hpp"

namespace assent::text {
namespace {

/// Copies edit at random and hear from each other through a network that reorders, doubles and loses; in the end each gets
/// what it lacks. Returns what went wrong, empty if nothing.
std::string converge(std::uint64_t seed, std::size_t copies, std::size_t steps)
{
    Random random(seed);
    std::vector<Text> texts(copies);
    struct Letter
    {
        std::size_t to;
        Bytes changes;
    };
    std::vector<Letter> network;
    std::vector<Version> versions;
    std::vector<std::string> contents;
    for (std::size_t i = 0; i < copies; ++i) texts[i].write_as(i + 1);
    for (std::size_t step = 0; step < steps; ++step) {
        const std::size_t writer = random.below(copies);
        const std::uint32_t mark = texts[writer].mark();
        const std::string before = texts[writer].str();
        edit_at_random(texts[writer], random);
        if (random.below(8) == 0) {
            versions.push_back(texts[writer].version());
            contents.push_back(texts[writer].str());
        }
        const Bytes changes = texts[writer].changes_since(mark);
        for (std::size_t to = 0; to < copies; ++to) {
            if (to == writer || random.below(6) == 0) continue;  // lost
            network.push_back({to, changes});
            if (random.below(6) == 0) network.push_back({to, changes});  // doubled
        }
        while (!network.empty() && random.below(3) != 0) {
            const std::size_t at = random.below(network.size());
            std::string shown = texts[network[at].to].str();
            std::vector<Splice> splices;
            if (!texts[network[at].to].apply(network[at].changes, {}, &splices)) return "a change was refused";
            for (const Splice& splice : splices) shown = spliced(shown, splice);
            if (shown != texts[network[at].to].str()) return "the splices do not lead to the text";
            network.erase(network.begin() + static_cast<std::ptrdiff_t>(at));
        }
    }
    // What was lost is asked for: by version, from one copy to the next, twice round.
    for (std::size_t i = 0; i < 2 * copies; ++i) {
        const Text& from = texts[i % copies];
        Text& to = texts[(i + 1) % copies];
        auto lacking = from.changes_since(to.version());
        if (!lacking) lacking = from.changes_since(Version{});  // it knows something that `from` does not
        if (!to.apply(*lacking, {})) return "what was lacking was refused";
    }
    for (std::size_t i = 1; i < copies; ++i) {
        if (texts[i].version() != texts[0].version()) return "versions differ";
        if (texts[i].str() != texts[0].str()) return "texts differ: " + texts[i].str() + " / " + texts[0].str();
        if (texts[i].held() != 0) return "changes are still held";
    }
    // A newcomer gets all in one; histories agree on every version noted on the way.
    Text late;
    if (!late.apply(texts[copies - 1].changes_since(0), {})) return "the whole was refused";
    if (late.str() != texts[0].str()) return "a newcomer sees another text";
    for (std::size_t i = 0; i < versions.size(); ++i)
        if (*late.text_at(versions[i]) != contents[i]) return "an old version reads otherwise";
    return {};
}

TEST(ConvergenceTest, copies_agree_for_any_order_doubling_and_loss)
{
    for (std::uint64_t seed = 1; seed <= 150; ++seed)
        ASSERT_EQ(converge(seed, 2 + seed % 7, 40), "") << "seed " << seed;
}

TEST(ConvergenceTest, copies_agree_after_long_histories)
{
    for (std::uint64_t seed = 1; seed <= 3; ++seed) ASSERT_EQ(converge(seed + 1000, 4, 1'000), "") << "seed " << seed;
}

#ifndef __EMSCRIPTEN__
RC_GTEST_PROP(ConvergenceTest, copies_agree_in_scenarios_that_rapidcheck_draws_and_shrinks, ())
{
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const auto copies = *rc::gen::inRange<std::size_t>(2, 9);
    const auto steps = *rc::gen::inRange<std::size_t>(1, 60);
    RC_ASSERT(converge(seed, copies, steps) == "");
}
#endif

void exchange(Text& a, Text& b)
{
    const Bytes from_a = a.changes_since(0);
    ASSERT_TRUE(a.apply(b.changes_since(0), {}));
    ASSERT_TRUE(b.apply(from_a, {}));
    ASSERT_EQ(a.str(), b.str());
}

struct Pair
{
    Text a;
    Text b;

    Pair()
    {
        a.write_as(1);
        b.write_as(2);
        EXPECT_TRUE(a.insert(0, "[]", {}));
        EXPECT_TRUE(b.apply(a.changes_since(0), {}));
    }
};

TEST(InterleavingTest, words_typed_forwards_by_two_stay_whole)
{
    Pair pair;
    for (std::uint32_t i = 0; i < 5; ++i) {
        ASSERT_TRUE(pair.a.insert(1 + i, std::string(1, "apple"[i]), {}));
        ASSERT_TRUE(pair.b.insert(1 + i, std::string(1, "bread"[i]), {}));
    }
    exchange(pair.a, pair.b);
    EXPECT_EQ(pair.a.str(), "[applebread]");
}

TEST(InterleavingTest, words_typed_backwards_by_two_stay_whole)
{
    Pair pair;
    for (std::uint32_t i = 5; i-- > 0;) {
        ASSERT_TRUE(pair.a.insert(1, std::string(1, "apple"[i]), {}));
        ASSERT_TRUE(pair.b.insert(1, std::string(1, "bread"[i]), {}));
    }
    exchange(pair.a, pair.b);
    EXPECT_TRUE(pair.a.str() == "[applebread]" || pair.a.str() == "[breadapple]") << pair.a.str();
}

TEST(InterleavingTest, a_word_typed_in_the_middle_of_ones_own_stays_with_it)
{
    Pair pair;
    ASSERT_TRUE(pair.a.insert(1, "aa", {}));
    ASSERT_TRUE(pair.a.insert(2, "AA", {}));
    ASSERT_TRUE(pair.b.insert(1, "bb", {}));
    ASSERT_TRUE(pair.b.insert(2, "BB", {}));
    exchange(pair.a, pair.b);
    EXPECT_EQ(pair.a.str(), "[aAAabBBb]");
}

TEST(InterleavingTest, random_runs_of_two_writers_are_never_mixed)
{
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        Random random(seed);
        Pair pair;
        const auto type = [&](Text& text, const char* letter) {
            // A caret that wanders within one's own words only.
            std::uint32_t length = 0;
            for (std::size_t i = 0; i < 12; ++i, ++length)
                ASSERT_TRUE(text.insert(1 + static_cast<std::uint32_t>(random.below(length + 1)), letter, {}));
        };
        type(pair.a, "a");
        type(pair.b, "b");
        exchange(pair.a, pair.b);
        const std::string text = pair.a.str();
        EXPECT_TRUE(text == "[aaaaaaaaaaaabbbbbbbbbbbb]" || text == "[bbbbbbbbbbbbaaaaaaaaaaaa]") << "seed " << seed << ": " << text;
    }
}

TEST(ConvergenceTest, a_word_deleted_by_two_is_deleted_once_and_words_put_into_it_survive)
{
    Pair pair;
    ASSERT_TRUE(pair.a.insert(1, "common words", {}));
    ASSERT_TRUE(pair.b.apply(pair.a.changes_since(0), {}));
    ASSERT_TRUE(pair.a.erase(1, 12, {}));
    ASSERT_TRUE(pair.b.erase(8, 5, {}));
    ASSERT_TRUE(pair.b.insert(4, "NEW", {}));
    exchange(pair.a, pair.b);
    EXPECT_EQ(pair.a.str(), "[NEW]");
}

TEST(ConvergenceTest, a_change_waits_for_its_parents_and_is_then_merged)
{
    Text a;
    a.write_as(1);
    ASSERT_TRUE(a.insert(0, "one", {}));
    const std::uint32_t mark = a.mark();
    ASSERT_TRUE(a.insert(3, " two", {}));
    Text b;
    ASSERT_TRUE(b.apply(a.changes_since(mark), {}));
    EXPECT_EQ(b.held(), 1U);
    EXPECT_EQ(b.str(), "");
    ASSERT_TRUE(b.apply(a.changes_since(mark), {}));
    EXPECT_EQ(b.held(), 1U) << "the same change is held once";
    ASSERT_TRUE(b.apply(a.changes_since(0), {}));
    EXPECT_EQ(b.str(), "one two");
    EXPECT_EQ(b.held(), 0U);
}

}  // namespace
}  // namespace assent::text
