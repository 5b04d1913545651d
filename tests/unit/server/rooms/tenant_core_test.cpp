#include "server/rooms/tenant_core.hpp"

#include <gtest/gtest.h>

#include "tests/support/any_value.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

TEST(TenantCoreTest, a_greeting_is_answered_with_the_registers_without_the_texts)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto peer = organisation.join(reader);
    const auto welcomes = organisation.all<Welcome>(peer);
    ASSERT_EQ(welcomes.size(), 1u);
    EXPECT_EQ(welcomes[0].person, reader);
    EXPECT_EQ(welcomes[0].tenant.people.size(), 12u);
    ASSERT_EQ(welcomes[0].tenant.plans.size(), 1u);
    EXPECT_FALSE(welcomes[0].tenant.plans[0].content_loaded);
    EXPECT_TRUE(welcomes[0].tenant.plans[0].content == Content{});
    EXPECT_EQ(organisation.plan().content.sections.size(), 1u) << "the server keeps them";
}

TEST(TenantCoreTest, the_same_key_takes_effect_once)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const Key key = Key::derived("mine");
    const auto first = organisation.submit(author, organisation.edit("First words.", "Second words."), key);
    ASSERT_TRUE(first.has_value());
    const auto size = organisation.store().head().size;
    const auto again = organisation.submit(author, organisation.edit("First words.", "Second words."), key);
    ASSERT_TRUE(again.has_value()) << "it would be stale, had it been tried again";
    EXPECT_EQ(*again, *first);
    EXPECT_EQ(organisation.store().head().size, size);
}

TEST(TenantCoreTest, the_same_key_sent_twice_before_the_disk_answers_takes_effect_once)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto peer = organisation.join(author);
    const auto second = organisation.join(author);
    organisation.hold_appends = true;
    const ClientMessage message{Submit{Key::derived("mine"), organisation.edit("First words.", "Second words.")}};
    organisation.send(peer, message);
    organisation.send(peer, message);
    organisation.send(second, message);
    EXPECT_EQ(organisation.held.size(), 1u);
    EXPECT_TRUE(organisation.all<Accepted>(peer).empty());
    organisation.finish_append();
    EXPECT_EQ(organisation.all<Accepted>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Accepted>(second).size(), 1u);
}

TEST(TenantCoreTest, the_same_key_with_another_command_is_refused)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const Key key = Key::derived("mine");
    organisation.must(author, organisation.edit("First words.", "Second words."));
    ASSERT_TRUE(organisation.submit(author, organisation.edit("Second words.", "Third words."), key).has_value());
    const auto other = organisation.submit(author, organisation.edit("Third words.", "Fourth words."), key);
    ASSERT_FALSE(other.has_value());
    EXPECT_EQ(other.error().code, Errc::conflict);
    const auto another_person = organisation.submit(second_author, organisation.edit("Second words.", "Third words."), key);
    ASSERT_FALSE(another_person.has_value());
    EXPECT_EQ(another_person.error().code, Errc::conflict);
    EXPECT_EQ(organisation.plan().content.sections[0].text, "Third words.");
}

TEST(TenantCoreTest, a_command_without_a_key_is_refused)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(owner);
    organisation.send(peer, {Submit{{}, CreatePlan{plan_id, "P", "2026/27", {}}}});
    ASSERT_EQ(organisation.all<Refused>(peer).size(), 1u);
    EXPECT_EQ(organisation.store().head().size, founding_events("x").size());
}

TEST(TenantCoreTest, a_refused_command_may_be_sent_again_under_its_key)
{
    TestOrganisation organisation;
    const Key key = Key::derived("mine");
    EXPECT_FALSE(organisation.submit(owner, EditContent{plan_id, {RemoveElement{intro}}}, key).has_value());
    organisation.start_plan();
    EXPECT_TRUE(organisation.submit(owner, EditContent{plan_id, {RemoveElement{intro}}}, key).has_value());
}

TEST(TenantCoreTest, nothing_leaves_before_the_append_is_durable)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto writer = organisation.join(author);
    const auto watcher = organisation.join(reader);
    organisation.send(watcher, {OpenPlan{plan_id}});
    const auto before_writer = organisation.got[writer].size();
    const auto before_watcher = organisation.got[watcher].size();

    organisation.hold_appends = true;
    organisation.send(writer, {Submit{organisation.next_key(), organisation.edit("First words.", "Second words.")}});
    organisation.send(watcher, {GetHistory{plan_id, 0, 10}});  // would tell of the edit
    organisation.send(watcher, {OpenPlan{plan_id}});
    organisation.send(writer, {Submit{organisation.next_key(), organisation.edit("Stale words.", "Refused.")}});
    const auto late = organisation.join(reader);
    EXPECT_EQ(organisation.got[writer].size(), before_writer);
    EXPECT_EQ(organisation.got[watcher].size(), before_watcher);
    EXPECT_TRUE(organisation.got[late].empty());

    organisation.finish_append();
    EXPECT_EQ(organisation.all<Accepted>(writer).size(), 1u);
    EXPECT_EQ(organisation.all<Refused>(writer).size(), 1u);
    EXPECT_EQ(organisation.all<Published>(watcher).size(), 2u) << "as it happened, and behind the snapshot that was asked for again";
    EXPECT_EQ(organisation.all<History>(watcher).size(), 1u);
    EXPECT_EQ(organisation.all<Welcome>(late).size(), 1u);
}

TEST(TenantCoreTest, an_append_holds_back_only_what_was_decided_after_it)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto writer = organisation.join(author);
    organisation.hold_appends = true;
    organisation.send(writer, {Submit{Key::derived("one"), organisation.edit("First words.", "Second words.")}});
    organisation.send(writer, {Submit{Key::derived("two"), organisation.edit("Second words.", "Third words.")}});
    organisation.finish_append();
    ASSERT_EQ(organisation.all<Accepted>(writer).size(), 1u);
    EXPECT_EQ(organisation.all<Accepted>(writer)[0].key, Key::derived("one"));
    EXPECT_EQ(organisation.all<Published>(writer).size(), 1u);
    organisation.finish_append();
    EXPECT_EQ(organisation.all<Accepted>(writer).size(), 2u);
}

TEST(TenantCoreTest, a_failed_append_is_unknown_and_stops_the_organisation)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto writer = organisation.join(author);
    const auto watcher = organisation.join(reader);
    organisation.hold_appends = true;
    organisation.send(writer, {Submit{Key::derived("one"), organisation.edit("First words.", "Second words.")}});
    organisation.send(writer, {Submit{Key::derived("two"), organisation.edit("Second words.", "Third words.")}});
    organisation.send(watcher, {GetHistory{plan_id, 0, 10}});
    organisation.fail_append();

    const auto unknown = organisation.all<Unknown>(writer);
    ASSERT_EQ(unknown.size(), 2u);
    EXPECT_EQ(unknown[0].key, Key::derived("one"));
    EXPECT_EQ(unknown[1].key, Key::derived("two"));
    EXPECT_TRUE(organisation.all<Accepted>(writer).empty());
    EXPECT_TRUE(organisation.all<Published>(watcher).empty());
    EXPECT_TRUE(organisation.all<History>(watcher).empty());
    EXPECT_EQ(organisation.closed[writer].code, 1011);
    EXPECT_EQ(organisation.closed[watcher].code, 1011);
    EXPECT_TRUE(organisation.core.stopped());

    const auto late = organisation.join(author);
    EXPECT_TRUE(organisation.got[late].empty()) << "a stopped organisation answers nothing";
}

TEST(TenantCoreTest, an_unknown_key_has_one_answer_once_the_log_is_read_again)
{
    for (const bool on_disk : {true, false}) {
        TestOrganisation organisation;
        organisation.start_plan();
        const auto writer = organisation.join(author);
        organisation.hold_appends = true;
        const ClientMessage submit{Submit{Key::derived("one"), organisation.edit("First words.", "Second words.")}};
        organisation.send(writer, submit);
        organisation.fail_append(on_disk);

        rooms::TenantCore again;
        MemoryStore store(organisation.disk);
        ASSERT_TRUE(store.replay(1, [&](const store::StoredEvent& event) { ASSERT_TRUE(again.load(event).has_value()); }));
        EXPECT_EQ(again.tenant().plans[0].content.sections[0].text, on_disk ? "Second words." : "First words.");
        again.step(rooms::PeerJoined{1, author, {}}, organisation.clock.now());
        const Bytes hello = encode(ClientMessage{Hello{protocol_version}});
        again.step(rooms::MessageArrived{1, hello}, organisation.clock.now());
        const Bytes ask = encode(ClientMessage{AskKey{Key::derived("one")}});
        const auto actions = again.step(rooms::MessageArrived{1, ask}, organisation.clock.now());
        ASSERT_EQ(actions.size(), 1u);
        if (on_disk) {
            EXPECT_TRUE(std::holds_alternative<rooms::FindKey>(actions[0]));
        } else {
            const auto message = decode_server_message(*std::get<rooms::SendFrame>(actions[0]).frame);
            EXPECT_EQ(std::get<Refused>(message->body).code, static_cast<std::uint8_t>(Errc::not_found));
        }
    }
}

TEST(TenantCoreTest, the_log_read_again_gives_the_same_state)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    organisation.must(chair, organisation.vote(chair));
    organisation.recuse(chair);
    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) {
        ASSERT_TRUE(again.load(event).has_value());
    }));
    EXPECT_TRUE(again.tenant() == organisation.core.tenant());
}

TEST(TenantCoreTest, an_event_this_program_cannot_read_keeps_the_organisation_shut)
{
    TestOrganisation organisation;
    auto stored = organisation.disk->events[0];
    stored.payload[stored.payload.size() / 2] ^= 0xff;
    stored.payload.resize(stored.payload.size() - 9);
    EXPECT_FALSE(rooms::TenantCore().load(stored).has_value());
    stored = organisation.disk->events[0];
    ++stored.type;
    EXPECT_FALSE(rooms::TenantCore().load(stored).has_value());
}

TEST(TenantCoreTest, an_asked_key_is_answered_with_its_receipt)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const Key key = Key::derived("mine");
    const auto accepted = organisation.submit(author, organisation.edit("First words.", "Second words."), key);
    const auto peer = organisation.join(author);
    organisation.send(peer, {AskKey{key}});
    ASSERT_EQ(organisation.all<Accepted>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Accepted>(peer)[0], *accepted);
    organisation.send(peer, {AskKey{Key::derived("never sent")}});
    ASSERT_EQ(organisation.all<Refused>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Refused>(peer)[0].code, static_cast<std::uint8_t>(Errc::not_found));
}

TEST(TenantCoreTest, time_in_the_log_never_goes_back)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto before = organisation.core.tenant().at;
    organisation.clock.jump_wall_seconds(-86'400);
    organisation.must(author, organisation.edit("First words.", "Second words."));
    EXPECT_GT(organisation.core.tenant().at, before);
}

TEST(TenantCoreTest, who_has_not_opened_the_plan_learns_that_it_changed_and_not_how)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto inside = organisation.join(reader);
    const auto outside = organisation.join(reader);
    organisation.send(inside, {OpenPlan{plan_id}});
    organisation.must(author, organisation.edit("First words.", "Second words."));
    ASSERT_EQ(organisation.all<Published>(inside).size(), 1u);
    ASSERT_EQ(organisation.all<Published>(outside).size(), 1u);
    EXPECT_EQ(std::get<ContentEdited>(organisation.all<Published>(inside)[0].event).edits.size(), 1u);
    EXPECT_TRUE(std::get<ContentEdited>(organisation.all<Published>(outside)[0].event).edits.empty());
}

TEST(TenantCoreTest, a_view_kept_for_oneself_reaches_nobody_else_and_one_for_everybody_does)
{
    TestOrganisation organisation;
    const auto before = organisation.join(reader);
    SavedView view{SavedViewId::derived("view"), "By theme", "feedback", "group=theme", false, {}};
    organisation.must(author, SaveView{view});
    const auto welcomed = [&](PersonId person) { return organisation.all<Welcome>(organisation.join(person)).at(0).tenant.saved_views; };
    for (const auto& told : organisation.all<Published>(before)) EXPECT_FALSE(std::holds_alternative<ViewSaved>(told.event));
    EXPECT_TRUE(welcomed(reader).empty());
    EXPECT_EQ(welcomed(author).size(), 1u);

    view.shared = true;
    organisation.must(author, SaveView{view});
    EXPECT_TRUE(std::holds_alternative<ViewSaved>(organisation.all<Published>(before).back().event));
    EXPECT_EQ(welcomed(reader).size(), 1u);

    view.shared = false;
    organisation.must(author, SaveView{view});
    EXPECT_TRUE(std::holds_alternative<ViewDropped>(organisation.all<Published>(before).back().event)) << "it is not everybody's any more";
}

TEST(TenantCoreTest, who_has_not_opened_a_plan_is_not_told_of_every_edit_of_it)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto inside = organisation.join(reader);
    const auto outside = organisation.join(reader);
    const auto own = organisation.join(author);
    const auto other_tab = organisation.join(author);
    organisation.send(inside, {OpenPlan{plan_id}});
    for (int i = 1; i <= 4; ++i) {
        const auto edit = organisation.edit(i == 1 ? "First words." : "Words " + std::to_string(i - 1), "Words " + std::to_string(i));
        organisation.send(own, {Submit{Key::derived(std::to_string(i)), edit}});
    }
    EXPECT_EQ(organisation.all<Published>(inside).size(), 4u);
    EXPECT_EQ(organisation.all<Published>(own).size(), 4u) << "whose command it was is done with it when its event comes";
    EXPECT_EQ(organisation.all<Published>(other_tab).size(), 1u);
    EXPECT_EQ(organisation.all<Published>(outside).size(), 1u);
    ASSERT_TRUE(organisation.core.outlines_wait());
    organisation.run(rooms::OutlinesDue{});
    EXPECT_FALSE(organisation.core.outlines_wait());
    const auto told = organisation.all<PlansEdited>(outside);
    ASSERT_EQ(told.size(), 1u);
    ASSERT_EQ(told[0].plans.size(), 1u);
    EXPECT_EQ(told[0].plans[0].plan, plan_id);
    EXPECT_EQ(told[0].plans[0].meta.sequence, organisation.core.tenant().sequence);
}

TEST(TenantCoreTest, that_a_plan_was_edited_is_told_before_what_else_happens_to_it)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto outside = organisation.join(reader);
    organisation.must(author, organisation.edit("First words.", "Second words."));
    organisation.must(author, organisation.edit("Second words.", "Third words."));
    ASSERT_TRUE(organisation.core.outlines_wait());
    organisation.cut_first_version();
    const auto& told = organisation.got[outside];
    ASSERT_GE(told.size(), 2u);
    const auto* edited = std::get_if<PlansEdited>(&told[told.size() - 2].body);
    const auto* cut = std::get_if<Published>(&told.back().body);
    ASSERT_TRUE(edited && cut && std::holds_alternative<VersionCut>(cut->event));
    EXPECT_LT(edited->plans.at(0).meta.sequence, cut->meta.sequence);
    EXPECT_FALSE(organisation.core.outlines_wait());
}

TEST(TenantCoreTest, what_is_told_late_still_waits_for_the_disk)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto outside = organisation.join(reader);
    organisation.must(author, organisation.edit("First words.", "Second words."));
    organisation.hold_appends = true;
    static_cast<void>(organisation.submit(author, organisation.edit("Second words.", "Third words.")));
    organisation.run(rooms::OutlinesDue{});
    EXPECT_TRUE(organisation.all<PlansEdited>(outside).empty());
    organisation.finish_append();
    EXPECT_EQ(organisation.all<PlansEdited>(outside).size(), 1u);
}

TEST(TenantCoreTest, a_field_somebody_else_is_in_may_be_edited)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto peer = organisation.join(author);
    organisation.send(peer, {OpenPlan{plan_id}});
    organisation.send(peer, {Editing{plan_id, intro, "text"}});
    organisation.must(second_author, organisation.edit("First words.", "Second words."));
}

TEST(TenantCoreTest, presence_is_told_in_full_to_who_joins_and_in_changes_to_the_others)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto first = organisation.join(author);
    organisation.send(first, {OpenPlan{plan_id}});
    ASSERT_EQ(organisation.all<Presence>(first).size(), 1u);
    EXPECT_EQ(organisation.all<Presence>(first)[0], (Presence{plan_id, true, {}, {}})) << "nobody else is there";
    organisation.send(first, {Editing{plan_id, intro, "text"}});

    const auto second = organisation.join(second_author);
    organisation.send(second, {OpenPlan{plan_id}});
    const auto whole = organisation.all<Presence>(second);
    ASSERT_EQ(whole.size(), 1u);
    EXPECT_TRUE(whole[0].whole);
    ASSERT_EQ(whole[0].entries.size(), 1u);
    EXPECT_EQ(whole[0].entries[0].person, author);
    EXPECT_EQ(whole[0].entries[0].element, intro);
    EXPECT_EQ(whole[0].entries[0].field, "text");

    organisation.send(second, {Editing{plan_id, intro, "heading"}});
    const auto deltas = organisation.all<Presence>(first);
    ASSERT_EQ(deltas.size(), 3u) << "the second came, and went to a field";
    EXPECT_FALSE(deltas[1].whole);
    ASSERT_EQ(deltas[1].entries.size(), 1u);
    EXPECT_EQ(deltas[1].entries[0].person, second_author);
    EXPECT_EQ(deltas[1].entries[0].element, ElementId{}) << "reading";
    ASSERT_EQ(deltas[2].entries.size(), 1u);
    EXPECT_EQ(deltas[2].entries[0].field, "heading");
    EXPECT_EQ(organisation.all<Presence>(second).size(), 1u) << "nobody is told of himself";
}

TEST(TenantCoreTest, who_leaves_a_plan_or_the_organisation_is_said_to_be_gone)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto looker = organisation.join(reader);
    const auto leaver = organisation.join(author);
    const auto dropped = organisation.join(second_author);
    for (const auto peer : {looker, leaver, dropped}) organisation.send(peer, {OpenPlan{plan_id}});
    const auto came = organisation.all<Presence>(looker);
    ASSERT_EQ(came.size(), 3u);
    organisation.send(leaver, {ClosePlan{plan_id}});
    organisation.run(rooms::PeerLeft{dropped});
    const auto told = organisation.all<Presence>(looker);
    ASSERT_EQ(told.size(), 5u);
    EXPECT_EQ(told[3].gone, std::vector{came[1].entries[0].tab});
    EXPECT_EQ(told[4].gone, std::vector{came[2].entries[0].tab});
    EXPECT_EQ(organisation.all<Presence>(leaver).size(), 2u) << "who left hears no more";
}

TEST(TenantCoreTest, a_person_with_two_tabs_is_in_a_plan_twice)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto looker = organisation.join(reader);
    organisation.send(looker, {OpenPlan{plan_id}});
    const auto one = organisation.join(author);
    const auto other = organisation.join(author);
    for (const auto peer : {one, other}) organisation.send(peer, {OpenPlan{plan_id}});
    organisation.send(one, {Editing{plan_id, intro, "text"}});
    auto told = organisation.all<Presence>(looker);
    ASSERT_EQ(told.size(), 4u);
    EXPECT_NE(told[1].entries[0].tab, told[2].entries[0].tab);
    EXPECT_EQ(told[3].entries[0].tab, told[1].entries[0].tab);
    organisation.run(rooms::PeerLeft{one});
    EXPECT_EQ(organisation.all<Presence>(looker).back().gone, std::vector{told[1].entries[0].tab});
    const auto whole = [&] {
        organisation.send(looker, {OpenPlan{plan_id}});
        return organisation.all<Presence>(looker).back();
    }();
    ASSERT_EQ(whole.entries.size(), 1u);
    EXPECT_EQ(whole.entries[0].tab, told[2].entries[0].tab);
}

TEST(TenantCoreTest, a_person_switched_off_is_parted_from_at_once_and_not_let_in_again)
{
    TestOrganisation organisation;
    organisation.start_plan();
    const auto greeted = organisation.join(reader);
    const rooms::PeerId silent = 77;
    organisation.run(rooms::PeerJoined{silent, reader, {}});
    const auto heard = organisation.got[greeted].size();
    organisation.must(administrator, SetRoles{reader, {Role::reader}, false});
    EXPECT_EQ(organisation.got[greeted].size(), heard) << "nothing after the change";
    EXPECT_EQ(organisation.closed[greeted].code, 1008);
    organisation.send(silent, {Hello{protocol_version}});
    EXPECT_TRUE(organisation.got[silent].empty());
    EXPECT_EQ(organisation.closed[silent].code, 1008);
    const auto again = organisation.join(reader);
    EXPECT_TRUE(organisation.got[again].empty());
    const auto foreign = organisation.join(stranger);
    EXPECT_TRUE(organisation.got[foreign].empty());
}

TEST(TenantCoreTest, a_connection_begins_with_a_greeting_of_this_protocol)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.run(rooms::PeerJoined{50, reader, {}});
    organisation.send(50, {OpenPlan{plan_id}});
    EXPECT_EQ(organisation.closed[50].code, 1008);
    organisation.run(rooms::PeerJoined{51, reader, {}});
    organisation.send(51, {Hello{protocol_version + 1}});
    EXPECT_EQ(organisation.closed[51].code, 1008);
    EXPECT_TRUE(organisation.got[50].empty());
    EXPECT_TRUE(organisation.got[51].empty());
    EXPECT_EQ(organisation.core.peers(), 1u) << "only the owner's own";
}

TEST(TenantCoreTest, a_message_that_cannot_be_read_ends_the_connection)
{
    TestOrganisation organisation;
    const auto peer = organisation.join(reader);
    const Bytes bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    organisation.run(rooms::MessageArrived{peer, bytes});
    EXPECT_EQ(organisation.closed[peer].code, 1008);
    organisation.send(peer, {Hello{protocol_version}});
    EXPECT_EQ(organisation.all<Welcome>(peer).size(), 1u) << "nobody listens any more";
}

TEST(TenantCoreTest, any_message_of_anybody_leaves_a_log_that_can_be_read_again)
{
    TestOrganisation organisation;
    organisation.open_quorate_decision();
    AnyValue any(21);
    std::vector<rooms::PeerId> peers;
    for (const auto& person : {owner, author, secretary, administrator, chair, reader}) peers.push_back(organisation.join(person));
    for (int i = 0; i < 2000; ++i) {
        auto message = any.make<ClientMessage>();
        if (auto* hello = std::get_if<Hello>(&message.body)) hello->protocol = protocol_version;
        organisation.send(peers[any.below(peers.size())], message);
    }
    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) {
        ASSERT_TRUE(again.load(event).has_value());
    }));
    EXPECT_TRUE(again.tenant() == organisation.core.tenant());
}

TEST(TenantCoreTest, limits_are_kept_and_said)
{
    rooms::CoreLimits limits;
    limits.appends_waiting_max = 2;
    limits.peers_max = 3;
    limits.plans_open_per_peer_max = 1;
    limits.history_lines_max = 2;
    TestOrganisation organisation("luton", limits);
    organisation.start_plan();
    organisation.must(owner, CreatePlan{PlanId::derived("other"), "Other", "2026/27", {}});
    const auto peer = organisation.join(author);
    organisation.send(peer, {OpenPlan{plan_id}});
    organisation.send(peer, {OpenPlan{PlanId::derived("other")}});
    ASSERT_EQ(organisation.all<Failed>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(peer)[0].code, static_cast<std::uint8_t>(Errc::too_large));
    organisation.send(peer, {GetHistory{plan_id, 0, 1000}});
    ASSERT_EQ(organisation.all<History>(peer).size(), 1u);

    organisation.hold_appends = true;
    organisation.send(peer, {Submit{organisation.next_key(), organisation.edit("First words.", "2")}});
    organisation.send(peer, {Submit{organisation.next_key(), organisation.edit("2", "3")}});
    organisation.send(peer, {Submit{organisation.next_key(), organisation.edit("3", "4")}});
    EXPECT_EQ(organisation.held.size(), 2u);
    organisation.finish_append();
    organisation.finish_append();
    ASSERT_EQ(organisation.all<Refused>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Refused>(peer)[0].code, static_cast<std::uint8_t>(Errc::rate_limited));

    organisation.join(reader);
    const auto too_many = organisation.join(reader);
    EXPECT_EQ(organisation.closed[too_many].code, 1013);
}

TEST(TenantCoreTest, history_comes_in_pages_newest_first)
{
    rooms::CoreLimits limits;
    limits.history_lines_max = 2;
    TestOrganisation organisation("luton", limits);
    organisation.start_plan();
    organisation.cut_first_version();
    const auto peer = organisation.join(reader);
    organisation.send(peer, {GetHistory{plan_id, 0, 10}});
    auto page = organisation.all<History>(peer).back();
    ASSERT_EQ(page.lines.size(), 2u);
    EXPECT_GT(page.lines[0].sequence, page.lines[1].sequence);
    EXPECT_TRUE(page.more);
    organisation.send(peer, {GetHistory{plan_id, page.lines[1].sequence, 10}});
    page = organisation.all<History>(peer).back();
    ASSERT_EQ(page.lines.size(), 1u);
    EXPECT_FALSE(page.more);
}

TEST(TenantCoreTest, a_version_comes_back_as_it_was_frozen_or_not_at_all)
{
    TestOrganisation organisation;
    organisation.start_plan();
    organisation.cut_first_version();
    const auto peer = organisation.join(reader);
    organisation.send(peer, {GetVersion{plan_id, first_version}});
    ASSERT_EQ(organisation.all<VersionText>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<VersionText>(peer)[0].content, organisation.plan().content);
    organisation.disk->blobs.at(organisation.plan().versions[0].content_hash).back() ^= 1;
    organisation.send(peer, {GetVersion{plan_id, first_version}});
    EXPECT_EQ(organisation.all<VersionText>(peer).size(), 1u);
    ASSERT_EQ(organisation.all<Failed>(peer).size(), 1u);
    EXPECT_EQ(organisation.all<Failed>(peer)[0].code, static_cast<std::uint8_t>(Errc::storage_failed));
}

}  // namespace
}  // namespace assent
