#include "server/net/outbox.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

SharedFrame frame(std::size_t size)
{
    return std::make_shared<const Bytes>(size, std::uint8_t{7});
}

TEST(OutboxTest, frames_come_out_together_in_the_order_they_went_in)
{
    Outbox outbox({.bytes_max = 100, .frames_max = 10});
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::queued_first);
    EXPECT_EQ(outbox.put(frame(2)), Outbox::Put::queued);
    const auto both = outbox.take();
    ASSERT_EQ(both.frames.size(), 2U);
    EXPECT_EQ(both.frames[0]->size(), 1U);
    EXPECT_EQ(both.frames[1]->size(), 2U);
    EXPECT_EQ(outbox.put(frame(3)), Outbox::Put::queued);
    EXPECT_EQ(outbox.take().frames.at(0)->size(), 3U);
    const auto nothing = outbox.take();
    EXPECT_TRUE(nothing.frames.empty());
    EXPECT_FALSE(nothing.close.has_value());
    EXPECT_EQ(outbox.put(frame(4)), Outbox::Put::queued_first);
}

TEST(OutboxTest, one_write_gathers_a_bounded_number_of_frames_and_bytes)
{
    Outbox outbox({.bytes_max = 1'000'000, .frames_max = 100});
    for (std::size_t i = 0; i < Outbox::batch_frames_max + 1; ++i) outbox.put(frame(1));
    EXPECT_EQ(outbox.take().frames.size(), Outbox::batch_frames_max);
    EXPECT_EQ(outbox.take().frames.size(), 1U);
    outbox.put(frame(Outbox::batch_bytes_max));
    outbox.put(frame(1));
    outbox.put(frame(Outbox::batch_bytes_max + 1));
    EXPECT_EQ(outbox.take().frames.size(), 1U);
    EXPECT_EQ(outbox.take().frames.size(), 1U);
    EXPECT_EQ(outbox.take().frames.size(), 1U);
    EXPECT_TRUE(outbox.take().frames.empty());
}

TEST(OutboxTest, several_frames_at_once_are_queued_whole_or_overflow)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 3});
    const std::vector<SharedFrame> two = {frame(3), frame(3)};
    EXPECT_EQ(outbox.put(two), Outbox::Put::queued_first);
    EXPECT_EQ(outbox.put(two), Outbox::Put::overflow);
    EXPECT_TRUE(outbox.take().frames.empty());
}

TEST(OutboxTest, a_frame_counts_until_it_is_written)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 10});
    outbox.put(frame(6));
    outbox.take();  // being written
    EXPECT_EQ(outbox.put(frame(4)), Outbox::Put::queued);
    outbox.take();  // 6 is out, 4 is being written
    EXPECT_EQ(outbox.put(frame(6)), Outbox::Put::queued);
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::overflow);
}

TEST(OutboxTest, one_frame_past_the_count_overflows)
{
    Outbox outbox({.bytes_max = 100, .frames_max = 3});
    outbox.put(frame(1));
    const auto written = outbox.take();
    outbox.put(frame(1));
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::queued);
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::overflow);
}

TEST(OutboxTest, a_frame_that_could_never_fit_overflows_an_empty_outbox)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 3});
    EXPECT_EQ(outbox.put(frame(10)), Outbox::Put::queued_first);
    Outbox other({.bytes_max = 10, .frames_max = 3});
    EXPECT_EQ(other.put(frame(11)), Outbox::Put::overflow);
}

TEST(OutboxTest, overflow_drops_what_waits_and_closes_with_1013)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 2});
    outbox.put(frame(1));
    outbox.put(frame(1));
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::overflow);
    EXPECT_TRUE(outbox.closing());
    const auto next = outbox.take();
    EXPECT_TRUE(next.frames.empty());
    ASSERT_TRUE(next.close.has_value());
    EXPECT_EQ(next.close->code, CloseCode::try_again_later);
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::refused);
}

TEST(OutboxTest, closing_lets_what_waits_go_out_first)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 5});
    outbox.put(frame(1));
    EXPECT_TRUE(outbox.close(CloseCode::going_away, "The server stops."));
    EXPECT_EQ(outbox.put(frame(1)), Outbox::Put::refused);
    EXPECT_EQ(outbox.take().frames.size(), 1U);
    const auto next = outbox.take();
    ASSERT_TRUE(next.close.has_value());
    EXPECT_EQ(next.close->code, CloseCode::going_away);
    EXPECT_EQ(next.close->reason, "The server stops.");
}

TEST(OutboxTest, the_first_close_counts)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 5});
    EXPECT_TRUE(outbox.close(CloseCode::policy, "first"));
    EXPECT_FALSE(outbox.close(CloseCode::normal, "second"));
    EXPECT_FALSE(outbox.close_now(CloseCode::normal, "third"));
    EXPECT_EQ(outbox.take().close->reason, "first");
}

TEST(OutboxTest, closing_now_drops_what_waits)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 5});
    outbox.put(frame(1));
    EXPECT_TRUE(outbox.close_now(CloseCode::policy, "flood"));
    EXPECT_EQ(outbox.take().close->code, CloseCode::policy);
}

TEST(OutboxTest, a_long_reason_is_cut_between_characters)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 5});
    std::string reason(122, 'x');
    outbox.close(CloseCode::policy, reason + "\xc3\xa9 and more");
    EXPECT_EQ(outbox.take().close->reason, reason);
}

TEST(OutboxTest, the_writer_is_told_apart_from_one_that_has_not_woken_up)
{
    Outbox outbox({.bytes_max = 10, .frames_max = 5});
    EXPECT_FALSE(outbox.unattended());
    outbox.put(frame(1));
    EXPECT_TRUE(outbox.unattended());
    outbox.put(frame(1));
    outbox.take();
    EXPECT_FALSE(outbox.unattended());
}

}  // namespace
}  // namespace assent::net
