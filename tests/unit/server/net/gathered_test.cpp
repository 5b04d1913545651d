#include "server/net/gathered.hpp"

#include <gtest/gtest.h>

namespace assent::net {
namespace {

SharedFrame frame(std::size_t size, std::uint8_t fill)
{
    return std::make_shared<const Bytes>(size, fill);
}

Bytes flat(const Gathered& gathered)
{
    Bytes bytes;
    for (const auto& buffer : gathered.buffers()) {
        const auto* data = static_cast<const std::uint8_t*>(buffer.data());
        bytes.insert(bytes.end(), data, data + buffer.size());
    }
    return bytes;
}

TEST(GatheredTest, the_header_says_the_size_in_the_fewest_bytes)
{
    const auto header = [](std::size_t payload_bytes) {
        std::array<std::uint8_t, 10> out{};
        const auto size = write_frame_header(out, payload_bytes);
        return Bytes(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(size));
    };
    EXPECT_EQ(header(0), (Bytes{0x82, 0}));
    EXPECT_EQ(header(125), (Bytes{0x82, 125}));
    EXPECT_EQ(header(126), (Bytes{0x82, 126, 0, 126}));
    EXPECT_EQ(header(0xffff), (Bytes{0x82, 126, 0xff, 0xff}));
    EXPECT_EQ(header(0x10000), (Bytes{0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
}

TEST(GatheredTest, payloads_are_not_copied)
{
    const auto shared = frame(3, 7);
    const Gathered gathered({shared});
    ASSERT_EQ(gathered.buffers().size(), 2U);
    EXPECT_EQ(gathered.buffers()[1].data(), shared->data());
}

TEST(GatheredTest, what_is_left_begins_where_a_write_ended)
{
    const std::vector<SharedFrame> frames = {frame(3, 1), frame(0, 0), frame(130, 2)};
    const Bytes whole = flat(Gathered(frames));
    ASSERT_EQ(whole.size(), 2U + 3 + 2 + 4 + 130);
    for (std::size_t first = 0; first <= whole.size(); ++first)
        for (const std::size_t second : {std::size_t{0}, std::size_t{1}, std::size_t{5}}) {
            if (first + second > whole.size()) continue;
            Gathered gathered(frames);
            gathered.consume(first);
            gathered.consume(second);
            EXPECT_EQ(flat(gathered), Bytes(whole.begin() + static_cast<std::ptrdiff_t>(first + second), whole.end()));
            EXPECT_EQ(gathered.empty(), first + second == whole.size());
        }
}

}  // namespace
}  // namespace assent::net
