#include "shared/protocol/parts.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/support/any_value.hpp"

namespace assent {
namespace {

constexpr std::size_t part_bytes = 100;

ServerMessage long_text(std::uint64_t seed)
{
    support::AnyValue any(seed, 6);
    PlanText text;
    text.plan = PlanId::derived("plan");
    text.revision = seed;
    text.content = any.make<Content>();
    return {text};
}

ServerMessage failed(const char* question) { return {Failed{question, 0, ""}}; }

struct Sent
{
    Bytes message;
    std::uint32_t transfer;

    std::uint32_t count() const { return static_cast<std::uint32_t>((message.size() + part_bytes - 1) / part_bytes); }
    ServerMessage part(std::uint32_t index) const
    {
        const BytesView rest = BytesView(message).subspan(index * part_bytes);
        return *decode_server_message(encode_part(rest.first(std::min(part_bytes, rest.size())), transfer, index, count()));
    }
};

TEST(PartsTest, a_message_of_any_length_comes_out_as_it_went_in)
{
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const auto message = long_text(seed);
        const Sent sent{encode(message), 1};
        Arrivals arrivals;
        for (std::uint32_t i = 0; i < sent.count(); ++i) {
            EXPECT_FALSE(arrivals.next().has_value());
            ASSERT_TRUE(arrivals.take(sent.part(i)));
        }
        EXPECT_FALSE(sent.count() < 2);
        EXPECT_EQ(arrivals.next(), message);
        EXPECT_FALSE(arrivals.next().has_value());
        EXPECT_FALSE(arrivals.is_partial());
    }
}

TEST(PartsTest, everything_keeps_the_order_in_which_it_was_begun)
{
    const auto one = long_text(1), two = long_text(2);
    const Sent first{encode(one), 1}, second{encode(two), 2};
    Arrivals arrivals;
    ASSERT_TRUE(arrivals.take(failed("before")));
    EXPECT_EQ(arrivals.next(), failed("before"));
    ASSERT_TRUE(arrivals.take(first.part(0)));
    ASSERT_TRUE(arrivals.take(failed("between")));
    for (std::uint32_t i = 0; i < second.count(); ++i) ASSERT_TRUE(arrivals.take(second.part(i)));
    ASSERT_TRUE(arrivals.take(failed("after")));
    EXPECT_FALSE(arrivals.next().has_value()) << "the first is still coming";
    for (std::uint32_t i = 1; i < first.count(); ++i) ASSERT_TRUE(arrivals.take(first.part(i)));
    for (const auto& expected : {one, failed("between"), two, failed("after")}) EXPECT_EQ(arrivals.next(), expected);
    EXPECT_FALSE(arrivals.next().has_value());
}

TEST(PartsTest, parts_that_do_not_fit_are_noticed)
{
    const Sent sent{encode(long_text(1)), 1};
    ASSERT_GT(sent.count(), 2u);
    const auto refuses = [&](std::vector<ServerMessage> messages) {
        Arrivals arrivals(10'000);
        for (std::size_t i = 0; i + 1 < messages.size(); ++i) EXPECT_TRUE(arrivals.take(messages[i])) << i;
        return !arrivals.take(messages.back());
    };
    const auto made = [](std::uint32_t index, std::uint32_t count, Bytes bytes, std::uint32_t transfer) {
        return ServerMessage{Part{transfer, index, count, std::move(bytes)}};
    };
    EXPECT_TRUE(refuses({sent.part(1)})) << "begins in the middle";
    EXPECT_TRUE(refuses({sent.part(0), sent.part(0)})) << "begins twice";
    EXPECT_TRUE(refuses({sent.part(0), sent.part(1), sent.part(1)})) << "twice";
    EXPECT_TRUE(refuses({sent.part(0), sent.part(2)})) << "one is missing";
    EXPECT_TRUE(refuses({made(0, 2, {}, 1)})) << "empty";
    EXPECT_TRUE(refuses({made(0, 2, Bytes(1), 0)})) << "no number";
    EXPECT_TRUE(refuses({made(0, 0, Bytes(1), 1)})) << "no count";
    EXPECT_TRUE(refuses({made(0, 3, Bytes(1), 1), made(1, 2, Bytes(1), 1)})) << "the count changes";
    EXPECT_TRUE(refuses({made(0, 2, Bytes(9'000), 1), made(1, 2, Bytes(1'001), 1)})) << "too long";
    EXPECT_TRUE(refuses({made(0, 2, Bytes(90), 1), made(1, 2, Bytes(90), 1)})) << "no message";
    const Sent nested{encode(sent.part(0)), 1};
    std::vector<ServerMessage> all;
    for (std::uint32_t i = 0; i < nested.count(); ++i) all.push_back(nested.part(i));
    EXPECT_TRUE(refuses(all)) << "a part within a part";
}

TEST(PartsTest, the_parts_sent_ahead_fit_into_what_may_wait_for_a_connection)
{
    EXPECT_LT(encode_part(Bytes(part_bytes_max), 1, 0, 3).size(), 256u * 1024);
}

}  // namespace
}  // namespace assent
