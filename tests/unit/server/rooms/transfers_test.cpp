#include "server/rooms/transfers.hpp"

#include <gtest/gtest.h>

#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;
using rooms::TransferLimits;
using rooms::Transfers;

Transfers::Frame message_of(std::size_t bytes) { return std::make_shared<const Bytes>(bytes, std::uint8_t{7}); }

TransferLimits small()
{
    return {.part_bytes = 100, .parts_ahead = 2, .announced_bytes = 10, .per_peer_max = 3, .bytes_max = 5000};
}

Part part_in(const Transfers::Frame& frame) { return std::get<Part>(decode_server_message(*frame)->body); }

TEST(TransfersTest, two_parts_go_ahead_and_each_answer_lets_one_more_go)
{
    Transfers transfers(small());
    EXPECT_FALSE(transfers.is_long(100));
    EXPECT_TRUE(transfers.is_long(101));
    const auto ahead = transfers.begin(1, message_of(450));
    ASSERT_TRUE(ahead && ahead->size() == 2);
    EXPECT_EQ(part_in(ahead->at(0)).count, 5u);
    EXPECT_EQ(transfers.bytes(), 450u);
    EXPECT_EQ(transfers.next(1).size(), 1u);
    EXPECT_EQ(transfers.next(1).size(), 1u);
    EXPECT_EQ(transfers.bytes(), 450u);
    const auto last = transfers.next(1);
    ASSERT_EQ(last.size(), 1u);
    EXPECT_EQ(part_in(last[0]).index, 4u);
    EXPECT_EQ(part_in(last[0]).bytes.size(), 50u);
    EXPECT_EQ(transfers.bytes(), 0u) << "nothing is kept of it";
    EXPECT_TRUE(transfers.next(1).empty());
}

TEST(TransfersTest, a_later_message_is_announced_and_waits_for_the_earlier_one)
{
    Transfers transfers(small());
    transfers.begin(1, message_of(450));
    const auto announced = transfers.begin(1, message_of(300));
    ASSERT_TRUE(announced && announced->size() == 1) << "no more is under way than for one";
    EXPECT_EQ(part_in(announced->at(0)).bytes.size(), 10u);
    EXPECT_EQ(part_in(announced->at(0)).count, 4u);
    std::vector<Part> parts;
    std::size_t most = 0;
    for (int i = 0; i < 20; ++i) {
        const auto more = transfers.next(1);
        most = std::max(most, more.size());
        for (const auto& frame : more) parts.push_back(part_in(frame));
    }
    EXPECT_EQ(most, 1u);
    ASSERT_EQ(parts.size(), 6u);
    for (std::size_t i = 0; i < parts.size(); ++i) EXPECT_EQ(parts[i].transfer, i < 3 ? 1u : 2u) << i;
    EXPECT_EQ(parts.back().index + 1, parts.back().count);
    EXPECT_EQ(parts.back().bytes.size(), 90u);
    EXPECT_EQ(transfers.bytes(), 0u);
}

TEST(TransfersTest, answers_to_no_part_let_nothing_go)
{
    Transfers transfers(small());
    EXPECT_TRUE(transfers.next(1).empty());
    transfers.begin(1, message_of(450));
    EXPECT_TRUE(transfers.next(2).empty()) << "another peer's";
    transfers.left(1);
    EXPECT_TRUE(transfers.next(1).empty());
    EXPECT_EQ(transfers.bytes(), 0u);
}

TEST(TransfersTest, a_peer_has_a_few_under_way_at_one_time)
{
    Transfers transfers(small());
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(transfers.begin(1, message_of(450)));
    EXPECT_FALSE(transfers.begin(1, message_of(450)));
    EXPECT_TRUE(transfers.begin(2, message_of(450)));
}

TEST(TransfersTest, when_memory_is_needed_whoever_has_not_read_for_longest_makes_room)
{
    Transfers transfers(small());
    transfers.begin(1, message_of(2000));
    transfers.begin(2, message_of(2000));
    transfers.next(1);
    EXPECT_FALSE(transfers.one_too_many());
    transfers.begin(3, message_of(2000));
    ASSERT_EQ(transfers.one_too_many(), 2u);
    transfers.left(2);
    EXPECT_FALSE(transfers.one_too_many());
    // A message above the bound is sent all the same, alone.
    transfers.begin(4, message_of(6000));
    ASSERT_EQ(transfers.one_too_many(), 1u);
    transfers.left(1);
    ASSERT_EQ(transfers.one_too_many(), 3u);
    transfers.left(3);
    EXPECT_FALSE(transfers.one_too_many());
}

/// An organisation whose plan has a text of some twenty parts.
struct LongPlan : TestOrganisation
{
    explicit LongPlan(TransferLimits transfers = {.part_bytes = 2000, .bytes_max = 100'000})
        : TestOrganisation("luton", [&] {
              rooms::CoreLimits limits;
              limits.transfers = transfers;
              return limits;
          }())
    {
        start_plan();
        must(author, EditContent{plan_id, {AddSection{{long_section, "2", 1, "Long", std::string(30'000, 'x'), {}, 0}, intro}}});
    }

    const ElementId long_section = ElementId::derived("long section");

    /// What the peer makes of everything it was sent, asking for parts as it goes.
    std::vector<ServerMessage> read(rooms::PeerId peer)
    {
        Arrivals arrivals;
        std::vector<ServerMessage> messages;
        for (std::size_t i = 0; i < got[peer].size(); ++i) {
            const auto message = got[peer][i];
            if (const auto* part = std::get_if<Part>(&message.body)) send(peer, {NextPart{part->transfer}});
            EXPECT_TRUE(arrivals.take(message));
            while (auto next = arrivals.next()) messages.push_back(std::move(*next));
        }
        EXPECT_FALSE(arrivals.is_partial());
        got[peer].clear();
        return messages;
    }
};

template<class T>
const T* first_of(const std::vector<ServerMessage>& messages)
{
    for (const auto& message : messages)
        if (const auto* one = std::get_if<T>(&message.body)) return one;
    return nullptr;
}

TEST(TransfersTest, a_long_text_reaches_the_reader_and_later_edits_come_after_it)
{
    LongPlan organisation;
    const auto peer = organisation.join(reader);
    ASSERT_TRUE(first_of<Welcome>(organisation.read(peer)));
    organisation.send(peer, {OpenPlan{plan_id}});
    for (const auto& message : organisation.got[peer]) EXPECT_LT(encode(message).size(), 2200u);
    organisation.must(author, organisation.edit("First words.", "Other words."));
    const auto messages = organisation.read(peer);
    const auto* text = first_of<PlanText>(messages);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->content.sections[1].text.size(), 30'000u);
    const auto* edit = first_of<Published>(messages);
    ASSERT_TRUE(edit);
    EXPECT_GT(edit->meta.sequence, text->revision);
    EXPECT_LT(reinterpret_cast<const char*>(text), reinterpret_cast<const char*>(edit)) << "in the order of what was said";
}

TEST(TransfersTest, who_asks_and_does_not_read_is_closed_when_others_need_the_memory)
{
    LongPlan organisation;
    const auto idle = organisation.join(reader);
    organisation.read(idle);
    for (int i = 0; i < 3; ++i) organisation.send(idle, {OpenPlan{plan_id}});
    const auto busy = organisation.join(author);
    organisation.read(busy);
    organisation.send(busy, {OpenPlan{plan_id}});
    EXPECT_TRUE(organisation.closed.contains(idle));
    EXPECT_EQ(organisation.closed[idle].code, 1013);
    EXPECT_FALSE(organisation.closed.contains(busy));
    EXPECT_TRUE(first_of<PlanText>(organisation.read(busy)));
}

TEST(TransfersTest, who_asks_for_ever_more_without_reading_is_closed)
{
    LongPlan organisation({.part_bytes = 2000, .per_peer_max = 4});
    const auto peer = organisation.join(reader);
    organisation.read(peer);
    for (int i = 0; i < 4; ++i) organisation.send(peer, {OpenPlan{plan_id}});
    EXPECT_FALSE(organisation.closed.contains(peer));
    organisation.send(peer, {OpenPlan{plan_id}});
    EXPECT_TRUE(organisation.closed.contains(peer));
}

}  // namespace
}  // namespace assent
