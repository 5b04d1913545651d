#include "shared/protocol/flat.hpp"

#include <gtest/gtest.h>

#include "shared/protocol/message.hpp"
#include "tests/support/any_value.hpp"

namespace assent {
namespace {

using support::AnyValue;
using support::for_every_kind;

/// The bytes in memory of exactly their size, so that a sanitizer sees a read past their end.
Bytes exactly(BytesView bytes)
{
    return Bytes(bytes.begin(), bytes.end());
}

TEST(FlatTest, every_client_message_comes_back_as_it_was)
{
    for_every_kind<ClientMessage>(1, 20, [](const ClientMessage& message) {
        const auto back = decode_client_message(encode(message));
        ASSERT_TRUE(back.has_value());
        EXPECT_TRUE(*back == message);
    });
}

TEST(FlatTest, every_command_comes_back_as_it_was)
{
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<CommandKinds>>>([](auto index) {
        AnyValue any(100 + index);
        for (int i = 0; i < 20; ++i) {
            Submit submit;
            any.fill(submit.key);
            any.fill_as<index>(submit.command);
            const ClientMessage message{submit};
            const auto back = decode_client_message(encode(message));
            ASSERT_TRUE(back.has_value()) << index;
            EXPECT_TRUE(*back == message) << index;
        }
    });
}

TEST(FlatTest, every_server_message_comes_back_as_it_was)
{
    for_every_kind<ServerMessage>(2, 20, [](const ServerMessage& message) {
        const auto back = decode_server_message(encode(message));
        ASSERT_TRUE(back.has_value()) << message.body.index();
        EXPECT_TRUE(*back == message) << message.body.index();
    });
}

TEST(FlatTest, every_event_comes_back_as_it_was)
{
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<EventKinds>>>([](auto index) {
        AnyValue any(200 + index);
        for (int i = 0; i < 20; ++i) {
            Event event;
            any.fill_as<index>(event);
            const auto back = decode_event(encode(event));
            ASSERT_TRUE(back.has_value()) << index;
            EXPECT_TRUE(*back == event) << index;
        }
    });
}

TEST(FlatTest, the_same_value_gives_the_same_bytes)
{
    AnyValue one(3), other(3);
    for (int i = 0; i < 50; ++i) EXPECT_EQ(encode(one.make<ServerMessage>()), encode(other.make<ServerMessage>()));
}

/// What a damaged message decodes to, if it does, is a value like any other: it can be sent on.
void expect_read_or_refused(BytesView damaged)
{
    const auto value = decode_client_message(damaged);
    if (!value) return;
    const auto again = decode_client_message(encode(*value));
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(*again == *value);
}

TEST(FlatTest, every_truncation_of_every_command_is_read_or_refused)
{
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<CommandKinds>>>([](auto index) {
        AnyValue any(300 + index, 1);
        Submit submit;
        any.fill_as<index>(submit.command);
        const Bytes whole = encode(ClientMessage{submit});
        for (std::size_t size = 0; size < whole.size(); ++size) expect_read_or_refused(exactly(BytesView(whole).first(size)));
    });
}

TEST(FlatTest, every_command_with_a_damaged_byte_is_read_or_refused)
{
    boost::mp11::mp_for_each<boost::mp11::mp_iota_c<std::variant_size_v<CommandKinds>>>([](auto index) {
        AnyValue any(400 + index, 1);
        Submit submit;
        any.fill_as<index>(submit.command);
        const Bytes whole = encode(ClientMessage{submit});
        for (std::size_t place = 0; place < whole.size(); ++place)
            for (const std::uint8_t change : {0x01, 0x04, 0x80, 0xff}) {
                Bytes damaged = whole;
                damaged[place] = static_cast<std::uint8_t>(damaged[place] ^ change);
                expect_read_or_refused(damaged);
            }
    });
}

TEST(FlatTest, damaged_server_messages_and_events_are_read_or_refused)
{
    for_every_kind<ServerMessage>(5, 1, [](const ServerMessage& message) {
        const Bytes whole = encode(message);
        for (std::size_t place = 0; place < whole.size(); ++place) {
            Bytes damaged = whole;
            damaged[place] = static_cast<std::uint8_t>(damaged[place] ^ 0x81);
            if (const auto value = decode_server_message(damaged)) EXPECT_TRUE(decode_server_message(encode(*value)) == *value);
            static_cast<void>(decode_server_message(exactly(BytesView(whole).first(place))));
        }
    });
    AnyValue any(6);
    for (int i = 0; i < 20; ++i) {
        const Bytes whole = encode(any.make<Event>());
        for (std::size_t place = 0; place < whole.size(); ++place) {
            Bytes damaged = whole;
            damaged[place] = static_cast<std::uint8_t>(damaged[place] ^ 0x02);
            if (const auto value = decode_event(damaged)) EXPECT_TRUE(decode_event(encode(*value)) == *value);
        }
    }
}

TEST(FlatTest, a_message_at_any_address_is_read_alike)
{
    const ClientMessage message{OpenPlan{PlanId::derived("plan")}};
    const Bytes whole = encode(message);
    for (std::size_t shift = 0; shift < 8; ++shift) {
        Bytes shifted(shift);
        shifted.insert(shifted.end(), whole.begin(), whole.end());
        EXPECT_TRUE(decode_client_message(BytesView(shifted).subspan(shift)) == message) << shift;
    }
}

struct Words
{
    std::vector<std::string> words;
    bool operator==(const Words&) const = default;
};
BOOST_DESCRIBE_STRUCT(Words, (), (words))

struct Shelf
{
    std::vector<Words> books;
    bool operator==(const Shelf&) const = default;
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (books))

flat::Position table_of_one(flat::Builder& builder, flat::Position child)
{
    const auto start = builder.StartTable();
    builder.AddOffset(flat::field_at(0), flatbuffers::Offset<void>(child));
    return builder.EndTable(start);
}

Bytes finished(flat::Builder& builder, flat::Position root)
{
    builder.Finish(flatbuffers::Offset<void>(root));
    return Bytes(builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize());
}

/// One string of `length`, `words` times in one book, which stands `books` times on the shelf: one copy of each travels.
Bytes shelf_of_aliases(std::size_t length, std::size_t words, std::size_t books)
{
    flat::Builder builder;
    const flatbuffers::Offset<void> word(builder.CreateString(std::string(length, 'x')).o);
    const auto list = builder.CreateVector(std::vector<flatbuffers::Offset<void>>(words, word)).o;
    const flatbuffers::Offset<void> book(table_of_one(builder, list));
    const auto shelf = builder.CreateVector(std::vector<flatbuffers::Offset<void>>(books, book)).o;
    return finished(builder, table_of_one(builder, shelf));
}

TEST(FlatTest, a_few_aliases_are_read)
{
    const auto shelf = flat::decode<Shelf>(shelf_of_aliases(10, 2, 2));
    ASSERT_TRUE(shelf.has_value());
    EXPECT_EQ(*shelf, (Shelf{{2, Words{{2, std::string(10, 'x')}}}}));
}

TEST(FlatTest, offsets_that_alias_one_another_cannot_make_a_large_value)
{
    // Each is a few kilobytes on the wire and would be megabytes to gigabytes in memory.
    EXPECT_FALSE(flat::decode<Shelf>(shelf_of_aliases(1000, 1000, 1)).has_value());
    EXPECT_FALSE(flat::decode<Shelf>(shelf_of_aliases(1, 1000, 1000)).has_value());
    EXPECT_FALSE(flat::decode<Shelf>(shelf_of_aliases(10'000, 1000, 1000)).has_value());
    EXPECT_FALSE(flat::decode<Shelf>(shelf_of_aliases(0, 2000, 2000)).has_value());
}

struct Known
{
    std::uint8_t value{};
    bool operator==(const Known&) const = default;
};
BOOST_DESCRIBE_STRUCT(Known, (), (value))
struct Newer
{
    std::uint8_t value{};
    bool operator==(const Newer&) const = default;
};
BOOST_DESCRIBE_STRUCT(Newer, (), (value))

struct OldMessage
{
    std::variant<Known> body;
    std::vector<std::variant<Known>> more;
    bool operator==(const OldMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(OldMessage, (), (body, more))
struct NewMessage
{
    std::variant<Known, Newer> body;
    std::vector<std::variant<Known, Newer>> more;
    std::string note;
    bool operator==(const NewMessage&) const = default;
};
BOOST_DESCRIBE_STRUCT(NewMessage, (), (body, more, note))

TEST(FlatTest, a_kind_this_program_does_not_know_is_refused)
{
    EXPECT_FALSE(flat::decode<OldMessage>(flat::encode(NewMessage{Newer{1}, {}, ""})).has_value());
    EXPECT_FALSE(flat::decode<OldMessage>(flat::encode(NewMessage{Known{1}, {Newer{2}}, ""})).has_value());
    constexpr std::size_t kinds = std::variant_size_v<decltype(ClientMessage::body)>;
    for (const std::size_t kind : {std::size_t{0}, kinds + 1, std::size_t{255}}) {
        const auto type = static_cast<std::uint8_t>(kind);
        flat::Builder builder;
        const auto body = builder.EndTable(builder.StartTable());
        const auto start = builder.StartTable();
        builder.AddElement<std::uint8_t>(flat::field_at(0), type, 0);
        builder.AddOffset(flat::field_at(1), flatbuffers::Offset<void>(body));
        EXPECT_FALSE(decode_client_message(finished(builder, builder.EndTable(start))).has_value()) << int{type};
    }
    flat::Builder builder;
    const auto start = builder.StartTable();
    builder.AddElement<std::uint8_t>(flat::field_at(0), 1, 0);
    EXPECT_FALSE(decode_client_message(finished(builder, builder.EndTable(start))).has_value()) << "a kind without its body";
}

TEST(FlatTest, programs_of_different_ages_read_what_both_know)
{
    const auto old_of_new = flat::decode<OldMessage>(flat::encode(NewMessage{Known{1}, {Known{2}}, "new"}));
    ASSERT_TRUE(old_of_new.has_value());
    EXPECT_EQ(*old_of_new, (OldMessage{Known{1}, {Known{2}}}));
    const auto new_of_old = flat::decode<NewMessage>(flat::encode(OldMessage{Known{1}, {Known{2}}}));
    ASSERT_TRUE(new_of_old.has_value());
    EXPECT_EQ(*new_of_old, (NewMessage{Known{1}, {Known{2}}, ""}));
}

struct AnyNumber
{
    std::uint8_t value{};
};
BOOST_DESCRIBE_STRUCT(AnyNumber, (), (value))
struct OneChoice
{
    VoteChoice value{};
};
BOOST_DESCRIBE_STRUCT(OneChoice, (), (value))
struct YesOrNo
{
    bool value{};
};
BOOST_DESCRIBE_STRUCT(YesOrNo, (), (value))

TEST(FlatTest, a_number_that_names_nothing_is_refused)
{
    EXPECT_TRUE(flat::decode<OneChoice>(flat::encode(AnyNumber{3})).has_value());
    EXPECT_FALSE(flat::decode<OneChoice>(flat::encode(AnyNumber{4})).has_value());
    EXPECT_FALSE(flat::decode<OneChoice>(flat::encode(AnyNumber{255})).has_value());
    EXPECT_TRUE(flat::decode<YesOrNo>(flat::encode(AnyNumber{1})).has_value());
    EXPECT_FALSE(flat::decode<YesOrNo>(flat::encode(AnyNumber{2})).has_value());
}

}  // namespace
}  // namespace assent
