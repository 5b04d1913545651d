#include "client/sync/copy.hpp"

#include <gtest/gtest.h>

#include "tests/unit/client/sync/bench.hpp"

namespace assent::sync {

TEST(SavedWordTest, says_in_a_word_what_becomes_of_the_persons_work)
{
    Bench bench;
    EXPECT_EQ(saved_word(bench.copy()).text, "Connecting");
    bench.go_live();
    EXPECT_EQ(saved_word(bench.copy()).text, "Up to date");
    const Key key = bench.core().submit(edit("One pathway.", "Two."), bench.now);
    EXPECT_EQ(saved_word(bench.copy()).text, "Sending");
    bench.give({Accepted{key, 11, 1, 11, {}, Timestamp{1'795'000'000'000'000}}});
    EXPECT_EQ(saved_word(bench.copy()).text, "Saved " + local_clock(Timestamp{1'795'000'000'000'000}));
    bench.drop_line();
    EXPECT_EQ(saved_word(bench.copy()).text, "Offline");
    for (int i = 0; i < 3; ++i) bench.core().submit(SettleDoubts{plan_id, {diabetes}, "x"}, bench.now);
    EXPECT_EQ(saved_word(bench.copy()).text, "Offline, 3 changes kept");
}

TEST(SavedWordTest, a_refusal_stays_visible_until_it_is_dismissed)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(edit("One pathway.", "Two."), bench.now);
    bench.give({Refused{key, static_cast<std::uint8_t>(Errc::not_allowed), "Not in this state.", ""}});
    EXPECT_EQ(saved_word(bench.copy()).text, "Not sent: 1 change");
    bench.core().dismiss(key);
    EXPECT_EQ(saved_word(bench.copy()).text, "Up to date");
}

TEST(FieldRefTest, reads_what_it_writes)
{
    const FieldRef field{plan_id, diabetes, "cell/2/3"};
    const auto back = FieldRef::parse(field.text());
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, field);
    EXPECT_FALSE(FieldRef::parse("nonsense"));
    EXPECT_FALSE(FieldRef::parse(std::string(32, 'g') + "/" + std::string(32, '0') + "/text"));
}

}  // namespace assent::sync
