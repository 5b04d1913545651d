#include "server/rooms/plan_room.hpp"

#include <gtest/gtest.h>

#include "shared/text/change_codec.hpp"
#include "tests/support/test_organisation.hpp"
#include "tests/unit/shared/text/random_editing.hpp"

namespace assent {
namespace {

using namespace support;

/// One tab at one long text: types at once, sends what it typed, merges what others did.
class Tab
{
public:
    Tab(text::ReplicaId number, ElementId element, text::Text text) : text(std::move(text)), element_(element)
    {
        this->text.write_as(number);
        sent_ = this->text.mark();
    }
    Tab(text::ReplicaId number, const Plan& plan, ElementId element)
        : Tab(number, element, *text::AcceptedText(*text_of(plan.content, element, TextField::text)).open())
    {
    }

    Tab& insert(std::uint32_t position, std::string_view words)
    {
        EXPECT_TRUE(text.insert(position, words, {}).has_value());
        return *this;
    }
    Tab& erase(std::uint32_t position, std::uint32_t count)
    {
        EXPECT_TRUE(text.erase(position, count, {}).has_value());
        return *this;
    }

    ChangeText change()
    {
        ChangeText made{element_, TextField::text, text.changes_since(sent_), {}};
        sent_ = text.mark();
        return made;
    }
    EditContent command() { return {plan_id, {change()}}; }

    /// Everything the peer was told of this text since the last time.
    void merge(const TestOrganisation& organisation, rooms::PeerId peer)
    {
        const auto told = organisation.all<Published>(peer);
        for (; heard_ < told.size(); ++heard_)
            if (const auto* edited = std::get_if<ContentEdited>(&told[heard_].event))
                for (const auto& edit : edited->edits)
                    if (const auto* change = std::get_if<ChangeText>(&edit); change && change->element == element_)
                        EXPECT_TRUE(text.apply(change->changes, told[heard_].meta.at).has_value());
        sent_ = text.mark();
    }

    text::Text text;

private:
    ElementId element_;
    std::uint32_t sent_{};
    std::size_t heard_{};
};

const ElementId second_section = ElementId::derived("second section");

struct Organisation : TestOrganisation
{
    explicit Organisation(rooms::CoreLimits limits = {}) : TestOrganisation("luton", limits)
    {
        start_plan();
        must(author, EditContent{plan_id, {AddSection{{second_section, "2", 1, "Second", "More words.", {}, 0}, intro}}});
    }

    rooms::PeerId open(PersonId person, std::uint64_t have = 0)
    {
        const auto peer = join(person);
        send(peer, {OpenPlan{plan_id, have}});
        return peer;
    }

    const std::string& words(std::size_t section = 0) const { return plan().content.sections[section].text; }

    /// As a joiner would have it, with the edits that follow the snapshot folded in.
    Content joined_content(PersonId person)
    {
        const auto peer = open(person);
        const auto texts = all<PlanText>(peer);
        if (texts.size() != 1) throw std::runtime_error("There was no text.");
        Content content = texts[0].content;
        for (const auto& history : texts[0].texts)
            set_text(content, history.element, history.field, *text::Text::read(history.saved));
        for (const auto& published : all<Published>(peer))
            for (const auto& edit : std::get<ContentEdited>(published.event).edits) apply(content, edit);
        return content;
    }
};

TEST(PlanRoomTest, what_two_people_type_at_once_is_merged_and_all_copies_are_equal)
{
    Organisation organisation;
    const auto first_peer = organisation.open(author);
    const auto second_peer = organisation.open(second_author);
    Tab first(1, organisation.plan(), intro);
    Tab second(2, organisation.plan(), intro);
    first.insert(0, "Our ");
    second.insert(11, " and last").erase(0, 1).insert(0, "f");
    organisation.must(author, first.command());
    organisation.must(second_author, second.command());
    first.merge(organisation, first_peer);
    second.merge(organisation, second_peer);
    EXPECT_EQ(organisation.words(), "Our first words and last.");
    EXPECT_EQ(first.text.str(), organisation.words());
    EXPECT_EQ(second.text.str(), organisation.words());
    EXPECT_EQ(organisation.joined_content(reader), organisation.plan().content);
}

TEST(PlanRoomTest, many_writers_at_random_come_to_one_text)
{
    text::Random random(11);
    Organisation organisation;
    const std::vector<PersonId> people = {author, second_author, owner};
    std::vector<rooms::PeerId> peers;
    std::vector<Tab> tabs;
    for (std::size_t i = 0; i < people.size(); ++i) {
        peers.push_back(organisation.open(people[i]));
        tabs.emplace_back(i + 1, organisation.plan(), intro);
    }
    for (int step = 0; step < 300; ++step) {
        const auto i = random.below(people.size());
        if (random.below(3) == 0) {
            tabs[i].merge(organisation, peers[i]);
            continue;
        }
        text::edit_at_random(tabs[i].text, random);
        const auto change = tabs[i].change();
        if (!change.changes.empty()) organisation.must(people[i], EditContent{plan_id, {change}});
    }
    for (std::size_t i = 0; i < people.size(); ++i) {
        tabs[i].merge(organisation, peers[i]);
        EXPECT_EQ(tabs[i].text.str(), organisation.words());
    }
    EXPECT_EQ(organisation.joined_content(reader), organisation.plan().content);
}

/// What must be refused, and leave the text such that the next good change is taken.
class PlanRoomRefuses : public ::testing::Test
{
protected:
    void expect_refused(PersonId person, const std::vector<Edit>& edits, Errc code)
    {
        const std::string before = organisation.words();
        const auto head = organisation.store().head().size;
        EXPECT_EQ(organisation.code(person, EditContent{plan_id, edits}), code);
        EXPECT_EQ(organisation.words(), before);
        EXPECT_EQ(organisation.store().head().size, head);
        Tab next(++good_, intro, *text::Text::load(saved()));
        next.insert(0, "+");
        organisation.must(second_author, next.command());
        EXPECT_EQ(organisation.words(), "+" + before) << "the room's text was left as it was";
    }

    /// The text with its history as somebody who joins now has it.
    Bytes saved()
    {
        const auto peer = organisation.open(reader);
        const auto snapshot = organisation.all<PlanText>(peer).at(0);
        auto text = *text::AcceptedText(snapshot.content.sections[0].text).open();
        for (const auto& history : snapshot.texts)
            if (history.element == intro) text = *text::Text::load(history.saved);
        for (const auto& published : organisation.all<Published>(peer))
            for (const auto& edit : std::get<ContentEdited>(published.event).edits)
                if (const auto* change = std::get_if<ChangeText>(&edit); change && change->element == intro)
                    EXPECT_TRUE(text.apply(change->changes, published.meta.at).has_value());
        return text.save();
    }

    Organisation organisation;
    Tab tab{1, organisation.plan(), intro};

private:
    text::ReplicaId good_{100};
};

TEST_F(PlanRoomRefuses, a_change_that_skips_a_number)
{
    tab.insert(0, "one ").change();
    expect_refused(author, {tab.insert(0, "two ").change()}, Errc::conflict);
}

TEST_F(PlanRoomRefuses, a_change_that_was_accepted_already)
{
    const auto change = tab.insert(0, "one ").change();
    organisation.must(author, EditContent{plan_id, {change}});
    expect_refused(author, {change}, Errc::conflict);
}

TEST_F(PlanRoomRefuses, the_writer_number_of_another_person)
{
    organisation.must(author, tab.insert(0, "one ").command());
    expect_refused(owner, {tab.insert(0, "two ").change()}, Errc::conflict);
    Tab thief(1, organisation.plan(), intro);
    expect_refused(owner, {thief.insert(0, "two ").change()}, Errc::conflict);
}

TEST_F(PlanRoomRefuses, numbers_that_are_not_a_tabs)
{
    for (const auto number : {text::original_writer, text::tab_writers_end, text::tab_writers_end + 1}) {
        text::Text text;  // with no history of its own, so that writer 0 begins at 0
        text.write_as(number);
        ASSERT_TRUE(text.insert(0, "one ", {}).has_value());
        expect_refused(author, {ChangeText{intro, TextField::text, text.changes_since(0), {}}}, Errc::conflict);
    }
}

TEST_F(PlanRoomRefuses, two_writers_in_one_change)
{
    auto change = tab.insert(0, "one ").change();
    Tab other(2, organisation.plan(), intro);
    const auto more = other.insert(0, "two ").change();
    change.changes.insert(change.changes.end(), more.changes.begin(), more.changes.end());
    expect_refused(author, {change}, Errc::conflict);
}

TEST_F(PlanRoomRefuses, a_change_that_builds_on_what_the_room_does_not_know)
{
    Tab other(2, organisation.plan(), intro);
    const auto unseen = other.insert(0, "two ").change();
    ASSERT_TRUE(tab.text.apply(unseen.changes, {}).has_value());
    tab.change();
    expect_refused(author, {tab.insert(1, "one ").change()}, Errc::conflict);
}

TEST_F(PlanRoomRefuses, what_is_no_change)
{
    expect_refused(author, {ChangeText{intro, TextField::text, Bytes{0xff, 0xff, 0xff, 0xff}, {}}}, Errc::malformed);
    expect_refused(author, {ChangeText{intro, TextField::text, {}, {}}}, Errc::malformed);
    expect_refused(author, {ChangeText{intro, TextField::heading, tab.insert(0, "one ").change().changes, {}}}, Errc::malformed);
    expect_refused(author, {ChangeText{ElementId::derived("gone"), TextField::text, {1}, {}}}, Errc::not_found);
    auto cut = tab.insert(0, "a longer text").change();
    cut.changes.resize(cut.changes.size() / 2);
    expect_refused(author, {cut}, Errc::malformed);
}

TEST_F(PlanRoomRefuses, control_characters_and_positions_beyond_the_text)
{
    expect_refused(author, {tab.insert(0, "bell \x07").change()}, Errc::invalid);
    text::Change far;
    far.first = {50, 0};
    far.parents = {{text::original_writer, 11}};
    far.operations = {{text::OperationKind::insert, 4000, 1, 1}};
    far.content = "x";
    Bytes bytes;
    text::encode_change(far, bytes);
    expect_refused(author, {ChangeText{intro, TextField::text, bytes, {}}}, Errc::invalid);
}

TEST_F(PlanRoomRefuses, a_command_whose_second_change_is_bad_leaves_nothing_of_the_first)
{
    Tab other(2, organisation.plan(), second_section);
    other.insert(0, "skipped ").change();
    expect_refused(author, {tab.insert(0, "one ").change(), other.insert(0, "two ").change()}, Errc::conflict);
    EXPECT_EQ(organisation.words(1), "More words.");
    Tab good(3, organisation.plan(), second_section);
    organisation.must(author, good.insert(0, "Even ").command());
    EXPECT_EQ(organisation.words(1), "Even More words.");
}

TEST_F(PlanRoomRefuses, two_changes_of_one_text_in_one_command)
{
    const auto first = tab.insert(0, "one ").change();
    expect_refused(author, {first, tab.insert(0, "two ").change()}, Errc::malformed);
}

TEST_F(PlanRoomRefuses, a_text_that_grows_too_long)
{
    const std::string piece(40 * 1024, 'x');
    for (int i = 0; i < 6; ++i) organisation.must(author, tab.insert(0, piece).command());
    expect_refused(author, {tab.insert(0, piece).change()}, Errc::too_large);
    Tab other(9, organisation.plan(), second_section);
    EXPECT_EQ(organisation.code(author, other.insert(0, std::string(EditLimits::change_bytes_max + 1, 'x')).command()), Errc::too_large);
}

TEST(PlanRoomTest, what_a_client_says_its_change_did_is_not_believed)
{
    Organisation organisation;
    const auto peer = organisation.open(reader);
    Tab tab(1, organisation.plan(), intro);
    auto change = tab.insert(0, "Our ").change();
    change.splices = {{0, 12, "Lies"}};
    organisation.must(author, EditContent{plan_id, {change}});
    EXPECT_EQ(organisation.words(), "Our First words.");
    const auto edit = std::get<ContentEdited>(organisation.all<Published>(peer).back().event).edits[0];
    EXPECT_EQ(std::get<ChangeText>(edit).splices, (std::vector<TextSplice>{{0, 0, "Our "}}));
}

TEST(PlanRoomTest, a_long_text_set_as_a_whole_becomes_a_change_of_what_differs)
{
    Organisation organisation;
    const auto peer = organisation.open(author);
    Tab tab(1, organisation.plan(), intro);
    organisation.must(second_author, organisation.edit("First words.", "First good wörds."));
    const auto edit = std::get<ContentEdited>(organisation.all<Published>(peer).back().event).edits[0];
    ASSERT_TRUE(std::holds_alternative<ChangeText>(edit));
    const auto& change = std::get<ChangeText>(edit);
    ASSERT_EQ(change.splices.size(), 1u);
    EXPECT_EQ(change.splices[0].position, 6u);
    EXPECT_FALSE(change.changes.empty());
    // What somebody types meanwhile is merged with it.
    organisation.must(author, tab.insert(0, "Our ").command());
    tab.merge(organisation, peer);
    EXPECT_EQ(organisation.words(), "Our First good wörds.");
    EXPECT_EQ(tab.text.str(), organisation.words());
    EXPECT_EQ(organisation.code(owner, organisation.edit(organisation.words(), organisation.words())), Errc::invalid)
        << "nothing changes";
    EXPECT_EQ(organisation.code(owner, organisation.edit("Stale words.", "Mine.")), Errc::conflict);
}

TEST(PlanRoomTest, the_log_read_again_gives_the_same_texts_and_the_same_snapshot)
{
    Organisation organisation;
    Tab first(1, organisation.plan(), intro);
    Tab second(2, organisation.plan(), intro);
    organisation.must(author, first.insert(0, "Our ").command());
    organisation.must(second_author, second.insert(12, " And last.").command());
    organisation.must(owner, organisation.edit(organisation.words(), "Something else."));

    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) {
        ASSERT_TRUE(again.load(event).has_value());
    }));
    EXPECT_TRUE(again.tenant() == organisation.core.tenant());
    const auto text_from = [&](rooms::TenantCore& core, rooms::PeerId peer) {
        core.step(rooms::PeerJoined{peer, reader, {}}, organisation.clock.now());
        const Bytes hello = encode(ClientMessage{Hello{protocol_version}});
        core.step(rooms::MessageArrived{peer, hello}, organisation.clock.now());
        const Bytes open = encode(ClientMessage{OpenPlan{plan_id}});
        const auto actions = core.step(rooms::MessageArrived{peer, open}, organisation.clock.now());
        return *std::get<rooms::SendFrame>(actions[0]).frame;
    };
    const Bytes mine = text_from(organisation.core, 900);
    EXPECT_EQ(text_from(again, 900), mine);
    const auto text = std::get<PlanText>(decode_server_message(mine)->body);
    ASSERT_EQ(text.texts.size(), 1u);
    EXPECT_EQ(*text::Text::read(text.texts[0].saved), "Something else.");
    EXPECT_EQ(text.texts[0].writers.size(), 3u);
}

TEST(PlanRoomTest, who_comes_back_gets_exactly_what_was_missed)
{
    Organisation organisation;
    Tab tab(1, organisation.plan(), intro);
    const auto peer = organisation.open(author);
    organisation.must(author, tab.insert(0, "a").command());
    const auto have = organisation.core.tenant().sequence;
    organisation.must(author, tab.insert(0, "b").command());
    organisation.must(owner, CreatePlan{PlanId::derived("other"), "Other", "2026/27", {}});
    organisation.must(author, tab.insert(0, "c").command());

    const auto back = organisation.open(author, have);
    EXPECT_EQ(organisation.all<PlanResumed>(back).size(), 1u);
    EXPECT_TRUE(organisation.all<PlanText>(back).empty());
    const auto missed = organisation.all<Published>(back);
    ASSERT_EQ(missed.size(), 2u);
    EXPECT_EQ(missed[0].meta.sequence, have + 1);
    EXPECT_EQ(missed[1].meta.sequence, have + 3);
    const auto live = organisation.all<Published>(peer);
    EXPECT_EQ(missed[1], live.back());

    const auto up_to_date = organisation.open(author, organisation.core.tenant().sequence);
    EXPECT_EQ(organisation.all<PlanResumed>(up_to_date).size(), 1u);
    EXPECT_TRUE(organisation.all<Published>(up_to_date).empty());
    const auto ahead = organisation.open(author, organisation.core.tenant().sequence + 1);
    EXPECT_EQ(organisation.all<PlanText>(ahead).size(), 1u) << "of another log than this one";
}

TEST(PlanRoomTest, who_was_away_for_longer_than_is_kept_gets_a_snapshot)
{
    rooms::CoreLimits limits;
    limits.rooms.tail_edits_max = 3;
    Organisation organisation(limits);
    Tab tab(1, organisation.plan(), intro);
    const auto have = organisation.core.tenant().sequence;
    for (int i = 0; i < 3; ++i) organisation.must(author, tab.insert(0, "x").command());
    const auto in_time = organisation.open(reader, have);
    EXPECT_EQ(organisation.all<PlanResumed>(in_time).size(), 1u);
    EXPECT_EQ(organisation.all<Published>(in_time).size(), 3u);
    organisation.must(author, tab.insert(0, "x").command());
    const auto late = organisation.open(reader, have);
    EXPECT_TRUE(organisation.all<PlanResumed>(late).empty());
    ASSERT_EQ(organisation.all<PlanText>(late).size(), 1u);
    EXPECT_EQ(organisation.all<PlanText>(late)[0].revision, organisation.core.tenant().sequence);
}

TEST(PlanRoomTest, the_tail_is_bounded_in_bytes_as_well)
{
    rooms::CoreLimits limits;
    limits.rooms.tail_bytes_max = 2000;
    Organisation organisation(limits);
    Tab tab(1, organisation.plan(), intro);
    const auto have = organisation.core.tenant().sequence;
    const auto memory = organisation.core.room_memory();
    organisation.must(author, tab.insert(0, std::string(1500, 'x')).command());
    organisation.must(author, tab.insert(0, std::string(1500, 'x')).command());
    const auto late = organisation.open(reader, have);
    EXPECT_TRUE(organisation.all<PlanResumed>(late).empty());
    EXPECT_LT(organisation.core.room_memory(), memory + 40'000);
}

TEST(PlanRoomTest, after_the_log_was_read_the_tail_begins_anew)
{
    Organisation organisation;
    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) { ASSERT_TRUE(again.load(event).has_value()); }));
    const auto answer_to = [&](std::uint64_t have) {
        again.step(rooms::PeerJoined{have, reader, {}}, organisation.clock.now());
        const Bytes hello = encode(ClientMessage{Hello{protocol_version}});
        again.step(rooms::MessageArrived{have, hello}, organisation.clock.now());
        const Bytes open = encode(ClientMessage{OpenPlan{plan_id, have}});
        const auto actions = again.step(rooms::MessageArrived{have, open}, organisation.clock.now());
        return *decode_server_message(*std::get<rooms::SendFrame>(actions[0]).frame);
    };
    const auto now = again.tenant().sequence;
    EXPECT_TRUE(std::holds_alternative<PlanResumed>(answer_to(now).body));
    EXPECT_TRUE(std::holds_alternative<PlanText>(answer_to(now - 1).body));
}

TEST(PlanRoomTest, a_snapshot_is_made_once_for_many_who_join)
{
    Organisation organisation;
    Tab tab(1, organisation.plan(), intro);
    organisation.must(author, tab.insert(0, "a").command());
    const Plan& plan = organisation.plan();
    rooms::PlanRoom room;
    const auto first = room.join(plan, 0, 40);
    const auto second = room.join(plan, 0, 40);
    ASSERT_EQ(first.size(), 1u);
    EXPECT_EQ(first[0], second[0]) << "the very same bytes";
    room.published(41, std::make_shared<const Bytes>(Bytes(10)));
    const auto third = room.join(plan, 0, 41);
    ASSERT_EQ(third.size(), 2u);
    EXPECT_EQ(third[0], first[0]);
}

TEST(PlanRoomTest, a_snapshot_is_made_anew_when_too_much_follows_it)
{
    rooms::RoomLimits limits;
    limits.snapshot_edits_max = 2;
    limits.snapshot_bytes_max = 100;
    Organisation organisation;
    for (const std::size_t bytes : {std::size_t{10}, std::size_t{60}}) {
        rooms::PlanRoom room(limits);
        const auto first = room.join(organisation.plan(), 0, 40)[0];
        std::uint64_t sequence = 40;
        std::size_t edits = 0;
        while (room.join(organisation.plan(), 0, sequence)[0] == first) {
            room.published(++sequence, std::make_shared<const Bytes>(Bytes(bytes)));
            ASSERT_LE(++edits, 3u);
        }
        EXPECT_EQ(edits, bytes == 10 ? 3u : 2u);
        EXPECT_EQ(room.join(organisation.plan(), 0, sequence).size(), 1u);
    }
}

TEST(PlanRoomTest, a_room_that_nobody_is_in_frees_what_can_be_made_again_and_comes_back_equal)
{
    Organisation organisation;
    auto peer = organisation.open(author);
    Tab tab(1, organisation.plan(), intro);
    text::Random random(3);
    for (int i = 0; i < 200; ++i) {
        text::edit_at_random(tab.text, random);
        const auto change = tab.change();
        if (!change.changes.empty()) organisation.must(author, EditContent{plan_id, {change}});
    }
    const auto content = organisation.joined_content(reader);
    const auto busy = organisation.core.room_memory();
    for (rooms::PeerId id = 1; id < 20; ++id) organisation.run(rooms::PeerLeft{id});
    EXPECT_LT(organisation.core.room_memory(), busy);
    EXPECT_EQ(organisation.joined_content(engagement), content);
    // And the writer goes on where it was.
    const Key key = organisation.next_key();
    peer = organisation.open(author);
    organisation.send(peer, {Submit{key, tab.insert(0, "again ").command()}});
    EXPECT_EQ(organisation.all<Accepted>(peer).size(), 1u);
    EXPECT_EQ(organisation.words(), tab.text.str());
}

TEST(PlanRoomTest, a_part_that_was_removed_takes_its_texts_with_it)
{
    Organisation organisation;
    Tab tab(1, organisation.plan(), intro);
    organisation.must(author, tab.insert(0, "a").command());
    organisation.must(owner, EditContent{plan_id, {RemoveElement{intro}}});
    EXPECT_EQ(organisation.code(author, tab.insert(0, "b").command()), Errc::not_found);
    const auto peer = organisation.open(reader);
    EXPECT_TRUE(organisation.all<PlanText>(peer)[0].texts.empty());
}

}  // namespace
}  // namespace assent
