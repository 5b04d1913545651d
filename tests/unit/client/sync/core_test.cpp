#include "client/sync/core.hpp"

#include <gtest/gtest.h>

#include "tests/unit/client/sync/bench.hpp"

namespace assent::sync {

TEST(SyncCoreTest, greets_first_and_is_live_once_the_registers_are_here)
{
    Bench bench;
    bench.core().start(bench.now);
    EXPECT_EQ(bench.copy().connection, Connection::connecting);
    bench.open_line();
    ASSERT_EQ(bench.wire().all<Hello>().size(), 1u);
    EXPECT_EQ(bench.wire().all<Hello>()[0].protocol, protocol_version);
    EXPECT_FALSE(bench.copy().welcomed);
    bench.go_live();
    EXPECT_EQ(bench.copy().connection, Connection::live);
    EXPECT_EQ(bench.copy().me()->name, "Ada Marsh");
}

TEST(SyncCoreTest, a_command_is_kept_on_the_device_until_it_is_accepted)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    EXPECT_EQ(bench.device().kept.size(), 1u);
    EXPECT_EQ(bench.copy().state_of(key), CommandState::sent);
    bench.give({bench.receipt(key, 11)});
    EXPECT_TRUE(bench.device().kept.empty());
    EXPECT_EQ(bench.copy().state_of(key), CommandState::accepted);
    EXPECT_EQ(bench.copy().saved_at.micros, 1'000'000);
}

TEST(SyncCoreTest, a_command_given_without_a_connection_waits_and_is_sent_when_there_is_one)
{
    Bench bench;
    bench.go_live();
    bench.drop_line();
    const Key key = bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    EXPECT_EQ(bench.copy().state_of(key), CommandState::queued);
    EXPECT_TRUE(bench.wire().all<Submit>().empty());
    bench.go_live();
    ASSERT_EQ(bench.wire().all<Submit>().size(), 1u);
    EXPECT_EQ(bench.wire().all<Submit>()[0].key, key);
}

TEST(SyncCoreTest, what_was_not_answered_is_sent_again_under_the_same_keys_in_the_order_given)
{
    Bench bench;
    bench.go_live();
    const Key first = bench.core().submit(edit("One pathway.", "Two."), bench.now);
    const Key second = bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    bench.drop_line();
    bench.wire().sent.clear();
    bench.go_live();
    const auto again = bench.wire().all<Submit>();
    ASSERT_EQ(again.size(), 2u);
    EXPECT_EQ(again[0].key, first);
    EXPECT_EQ(again[1].key, second);
}

TEST(SyncCoreTest, work_of_a_closed_tab_is_sent_by_the_next_one_under_the_same_key)
{
    auto device = std::make_shared<Device>();
    Key key;
    {
        Bench tab(device);
        tab.go_live();
        tab.drop_line();
        key = tab.core().submit(edit("One pathway.", "Typed in a tunnel."), tab.now);
    }
    Bench next(device, 2);
    next.go_live();
    ASSERT_EQ(next.wire().all<Submit>().size(), 1u);
    EXPECT_EQ(next.wire().all<Submit>()[0].key, key);
    EXPECT_EQ(next.shown_text(), "Typed in a tunnel.");
    EXPECT_TRUE(next.copy().is_pending({plan_id, diabetes, "text"}));
}

TEST(SyncCoreTest, nothing_is_sent_before_the_kept_work_has_been_read_back)
{
    Bench bench;
    bench.core().start(bench.now);
    bench.open_line();
    bench.give({Welcome{ada, some_tenant(), {}, {}}});
    bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    EXPECT_TRUE(bench.wire().all<Submit>().empty());
    bench.answer_list();
    EXPECT_EQ(bench.wire().all<Submit>().size(), 1u);
}

TEST(SyncCoreTest, another_persons_kept_work_is_never_sent_in_ones_own_name)
{
    auto device = std::make_shared<Device>();
    {
        Bench tab(device);
        tab.go_live(ada);
        tab.drop_line();
        tab.core().submit(edit("One pathway.", "Ada's words."), tab.now);
    }
    Bench next(device, 2);
    next.go_live(ben);
    EXPECT_TRUE(next.wire().all<Submit>().empty());
    EXPECT_EQ(next.shown_text(), "One pathway.");
    EXPECT_EQ(device->kept.size(), 1u);
}

TEST(SyncCoreTest, when_somebody_else_signs_in_over_a_reconnection_the_first_ones_work_stays_theirs)
{
    Bench bench;
    bench.go_live(ada);
    bench.drop_line();
    bench.core().submit(edit("One pathway.", "Ada's words."), bench.now);
    bench.wire().sent.clear();
    bench.go_live(ben);
    EXPECT_TRUE(bench.wire().all<Submit>().empty());
    EXPECT_EQ(bench.device().kept.size(), 1u);
    EXPECT_EQ(bench.copy().unsent_count(), 0u);
}

TEST(SyncCoreTest, an_edit_shows_at_once_and_looks_pending_until_its_event_is_here)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(edit("One pathway.", "Two pathways."), bench.now);
    EXPECT_EQ(bench.shown_text(), "Two pathways.");
    EXPECT_TRUE(bench.copy().is_pending({plan_id, diabetes, "text"}));
    bench.give({bench.receipt(key, 11)});
    EXPECT_EQ(bench.shown_text(), "Two pathways.");  // durable, and not to flicker back before the event comes
    bench.publish(11, ada, ContentEdited{plan_id, {change("One pathway.", "Two pathways.")}});
    EXPECT_EQ(bench.shown_text(), "Two pathways.");
    EXPECT_FALSE(bench.copy().is_pending({plan_id, diabetes, "text"}));
    EXPECT_TRUE(bench.copy().pending.empty());
}

TEST(SyncCoreTest, a_row_added_is_shown_once_whether_the_event_or_the_receipt_comes_first)
{
    for (const bool event_first : {true, false}) {
        Bench bench;
        bench.go_live();
        Content with_table = some_content();
        MoneyTable table;
        table.id = ElementId::derived("table");
        table.columns = {"Line", "Sum"};
        with_table.tables.push_back(table);
        bench.give({PlanText{plan_id, 10, with_table}});
        const AddRow row{table.id, {{"Acute", "12"}, ElementId::derived("row")}, {}};
        const Key key = bench.core().submit(EditContent{plan_id, {row}}, bench.now);
        const auto rows = [&] { return bench.copy().text(plan_id)->tables[0].rows.size(); };
        EXPECT_EQ(rows(), 1u);
        if (event_first) {
            bench.publish(11, ada, ContentEdited{plan_id, {row}});
            EXPECT_EQ(rows(), 1u);
            bench.give({bench.receipt(key, 11)});
        } else {
            bench.give({bench.receipt(key, 11)});
            EXPECT_EQ(rows(), 1u);
            bench.publish(11, ada, ContentEdited{plan_id, {row}});
        }
        EXPECT_EQ(rows(), 1u);
        EXPECT_TRUE(bench.copy().pending.empty());
    }
}

TEST(SyncCoreTest, that_another_plan_was_edited_may_be_told_after_later_events)
{
    Bench bench;
    bench.go_live();
    const PlanId other = PlanId::derived("another plan");
    bench.publish(11, ben, PlanCreated{.plan = other, .title = "Another plan"});
    bench.publish(14, ben, ForumAdded{{ForumId::derived("forum"), "Patient forum", "", "", ""}});
    bench.publish(13, ben, ContentEdited{other, {}});
    const auto* plan = find_plan(bench.copy().tenant, other);
    ASSERT_NE(plan, nullptr);
    EXPECT_EQ(plan->revision, 13u);
    EXPECT_EQ(bench.copy().tenant.sequence, 14u);
    bench.publish(12, ben, ContentEdited{other, {}});
    EXPECT_EQ(plan->revision, 13u);
}

TEST(SyncCoreTest, typing_on_before_anything_was_sent_makes_one_command)
{
    Bench bench;
    bench.go_live();
    bench.drop_line();
    const Key first = bench.core().submit(edit("One pathway.", "One p"), bench.now);
    const Key second = bench.core().submit(edit("One p", "One plan."), bench.now);
    EXPECT_EQ(first, second);
    EXPECT_EQ(bench.device().kept.size(), 1u);
    bench.go_live();
    ASSERT_EQ(bench.wire().all<Submit>().size(), 1u);
    const auto sent = std::get<EditContent>(bench.wire().all<Submit>()[0].command);
    EXPECT_EQ(std::get<SetText>(sent.edits[0]), change("One pathway.", "One plan."));
}

TEST(SyncCoreTest, what_may_have_been_seen_by_the_server_is_not_altered_under_its_key)
{
    Bench bench;
    bench.go_live();
    const Key first = bench.core().submit(edit("One pathway.", "A"), bench.now);
    bench.drop_line();  // the first may or may not have arrived
    const Key second = bench.core().submit(edit("A", "B"), bench.now);
    EXPECT_NE(first, second);
    EXPECT_EQ(bench.shown_text(), "B");
}

TEST(SyncCoreTest, refused_words_are_kept_beside_what_is_there_now_until_they_are_dismissed)
{
    auto device = std::make_shared<Device>();
    Bench bench(device);
    bench.go_live();
    const Key key = bench.core().submit(edit("One pathway.", "Mine."), bench.now);
    bench.publish(11, ben, ContentEdited{plan_id, {change("One pathway.", "Ben's.")}});
    bench.give({Refused{key, static_cast<std::uint8_t>(Errc::conflict), "Somebody else changed this meanwhile.", "value"}});
    EXPECT_EQ(bench.shown_text(), "Ben's.");
    const auto* kept = bench.copy().kept_words({plan_id, diabetes, "text"});
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->words, "Mine.");
    EXPECT_EQ(kept->reason, "Somebody else changed this meanwhile.");

    Bench next(device, 2);  // the tab was closed over it
    next.go_live();
    ASSERT_NE(next.copy().kept_words({plan_id, diabetes, "text"}), nullptr);
    EXPECT_TRUE(next.wire().all<Submit>().empty());
    next.core().dismiss(key);
    EXPECT_EQ(next.copy().kept_words({plan_id, diabetes, "text"}), nullptr);
    EXPECT_TRUE(device->kept.empty());
}

TEST(SyncCoreTest, a_refused_vote_leaves_nothing_on_the_device_and_says_why)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(CastVote{plan_id, {}, ada, VoteChoice::approve, "", {}}, bench.now);
    bench.give({Refused{key, static_cast<std::uint8_t>(Errc::forbidden), "You are recused.", ""}});
    EXPECT_TRUE(bench.device().kept.empty());
    ASSERT_NE(bench.copy().refusal_of(key), nullptr);
    EXPECT_EQ(bench.copy().refusal_of(key)->message, "You are recused.");
    EXPECT_EQ(bench.copy().unsent_count(), 0u);
}

TEST(SyncCoreTest, an_unknown_outcome_is_asked_again_under_the_same_key)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    bench.give({Unknown{key}});
    EXPECT_EQ(bench.copy().state_of(key), CommandState::unknown);
    bench.wire().sent.clear();
    bench.core().tick(bench.now);
    EXPECT_TRUE(bench.wire().sent.empty());
    ASSERT_TRUE(bench.core().next_tick_ms());
    bench.now = *bench.core().next_tick_ms();
    bench.core().tick(bench.now);
    ASSERT_EQ(bench.wire().all<Submit>().size(), 1u);
    EXPECT_EQ(bench.wire().all<Submit>()[0].key, key);
}

TEST(SyncCoreTest, a_server_that_asks_for_patience_gets_the_command_again_later)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    bench.give({Refused{key, static_cast<std::uint8_t>(Errc::rate_limited), "Later.", ""}});
    EXPECT_EQ(bench.copy().state_of(key), CommandState::queued);
    EXPECT_EQ(bench.device().kept.size(), 1u);
    bench.wire().sent.clear();
    bench.now += Timing::ask_again_ms;
    bench.core().tick(bench.now);
    EXPECT_EQ(bench.wire().all<Submit>().size(), 1u);
}

TEST(SyncCoreTest, a_connection_that_leaves_a_command_unanswered_is_given_up)
{
    Bench bench;
    bench.go_live();
    bench.core().submit(SettleDoubts{plan_id, {diabetes}, "checked"}, bench.now);
    bench.now += Timing::answer_ms;
    bench.core().tick(bench.now);
    EXPECT_FALSE(bench.wire().open);
    EXPECT_EQ(bench.copy().connection, Connection::waiting);
}

TEST(SyncCoreTest, reconnections_wait_longer_each_time_and_not_for_ever)
{
    Bench bench;
    bench.core().start(bench.now);
    std::int64_t longest = 0;
    for (int i = 0; i < 12; ++i) {
        bench.drop_line();
        const auto wait = bench.copy().retry_at_ms - bench.now;
        EXPECT_GE(wait, std::min(Timing::retry_first_ms << i, Timing::retry_most_ms) / 2);
        EXPECT_LE(wait, Timing::retry_most_ms);
        longest = std::max(longest, wait);
        bench.now = bench.copy().retry_at_ms;
        bench.core().tick(bench.now);
    }
    EXPECT_GE(longest, Timing::retry_most_ms / 2);
    EXPECT_EQ(bench.wire().connects, 13);
}

TEST(SyncCoreTest, coming_back_to_the_page_does_not_wait_for_the_next_try)
{
    Bench bench;
    bench.core().start(bench.now);
    bench.drop_line();
    bench.core().on_awake(bench.now);
    EXPECT_EQ(bench.wire().connects, 2);
    EXPECT_EQ(bench.copy().connection, Connection::connecting);
}

TEST(SyncCoreTest, a_reason_given_at_the_close_is_shown_until_there_is_a_connection_again)
{
    Bench bench;
    bench.go_live();
    bench.wire().open = false;
    bench.core().on_close(1008, "This page is older than the server. Load it again.", bench.now);
    EXPECT_EQ(bench.copy().refusal, "This page is older than the server. Load it again.");
    EXPECT_GE(bench.copy().retry_at_ms, bench.now + Timing::retry_refused_ms);
    bench.go_live();
    EXPECT_TRUE(bench.copy().refusal.empty());
}

TEST(SyncCoreTest, after_a_reconnection_the_plan_on_screen_is_asked_for_again_and_stays_readable)
{
    Bench bench;
    bench.go_live();
    bench.drop_line();
    bench.wire().sent.clear();
    bench.open_line();
    bench.give({Welcome{ada, some_tenant(), {}, {}}});
    EXPECT_EQ(bench.wire().all<OpenPlan>().size(), 1u);
    EXPECT_EQ(bench.shown_text(), "One pathway.");
}

TEST(SyncCoreTest, a_plan_that_is_withheld_from_now_on_is_put_away)
{
    Bench bench;
    bench.go_live();
    ASSERT_EQ(bench.shown_text(), "One pathway.");
    bench.give({Failed{"OpenPlan", static_cast<std::uint8_t>(Errc::forbidden), "You do not receive the papers of this plan."}});
    EXPECT_EQ(bench.copy().text(plan_id), nullptr);
    EXPECT_EQ(bench.copy().failures.at("OpenPlan"), "You do not receive the papers of this plan.");
    bench.give({PlanText{plan_id, 12, some_content()}});
    EXPECT_EQ(bench.shown_text(), "One pathway.") << "given back by another ruling";
    EXPECT_FALSE(bench.copy().failures.contains("OpenPlan"));
}

TEST(SyncCoreTest, an_edit_that_the_text_at_hand_contains_is_not_applied_twice)
{
    Bench bench;
    bench.go_live();
    Content newer = some_content();
    newer.tables.push_back({ElementId::derived("table"), "Money", "", {"A"}, {TableRow{{"1"}, ElementId::derived("1")}}, {}, {}, {}});
    bench.give({PlanText{plan_id, 12, newer}});
    bench.publish(12, ben, ContentEdited{plan_id, {AddRow{ElementId::derived("table"), {{"1"}, ElementId::derived("1")}, {}}}});
    EXPECT_EQ(bench.copy().text(plan_id)->tables[0].rows.size(), 1u);
    bench.publish(13, ben, ContentEdited{plan_id, {AddRow{ElementId::derived("table"), {{"2"}, ElementId::derived("2")}, {}}}});
    EXPECT_EQ(bench.copy().text(plan_id)->tables[0].rows.size(), 2u);
}

TEST(SyncCoreTest, an_event_that_comes_twice_counts_once)
{
    Bench bench;
    bench.go_live();
    const Forum forum{ForumId::derived("hwb"), "Health and wellbeing board", "", "", ""};
    bench.publish(11, ben, ForumAdded{forum});
    bench.publish(11, ben, ForumAdded{forum});
    EXPECT_EQ(bench.copy().tenant.forums.size(), 1u);
}

TEST(SyncCoreTest, who_else_edits_a_field_is_known_and_oneself_is_not_counted)
{
    Bench bench;
    bench.go_live();
    bench.give({Presence{plan_id, true, {{1, ada, diabetes, "text", {}, {}}, {2, ben, diabetes, "lead", {}, {}}, {3, ben, {}, "", {}, {}}}, {}}});
    EXPECT_FALSE(bench.copy().editor_of({plan_id, diabetes, "text"}));
    EXPECT_EQ(bench.copy().editor_of({plan_id, diabetes, "lead"}), ben);
    EXPECT_EQ(bench.copy().others_in(plan_id), std::vector<std::string>{"Ben Okafor"});
    bench.give({Presence{plan_id, false, {{2, ben, diabetes, "text", {}, {}}}, {3}}});
    EXPECT_EQ(bench.copy().editor_of({plan_id, diabetes, "text"}), ben);
    EXPECT_FALSE(bench.copy().editor_of({plan_id, diabetes, "lead"}));
    bench.give({Presence{plan_id, false, {}, {2}}});
    EXPECT_TRUE(bench.copy().others_in(plan_id).empty());
    bench.give({Presence{plan_id, true, {{2, ben, {}, "", {}, {}}}, {}}});
    bench.drop_line();
    EXPECT_TRUE(bench.copy().others_in(plan_id).empty());
}

TEST(SyncCoreTest, the_field_one_is_in_is_told_once_and_again_after_a_reconnection)
{
    Bench bench;
    bench.go_live();
    bench.wire().sent.clear();
    const FieldRef field{plan_id, diabetes, "text"};
    bench.core().edit_field(field, bench.now);
    bench.core().edit_field(field, bench.now);
    ASSERT_EQ(bench.wire().all<Editing>().size(), 1u);
    EXPECT_EQ(bench.wire().all<Editing>()[0], (Editing{plan_id, diabetes, "text"}));
    bench.drop_line();
    bench.wire().sent.clear();
    bench.go_live();
    ASSERT_EQ(bench.wire().all<Editing>().size(), 1u);
    EXPECT_EQ(bench.wire().all<Editing>()[0].element, diabetes);
    bench.core().edit_field(std::nullopt, bench.now);
    EXPECT_EQ(bench.wire().all<Editing>().size(), 1u) << "not more often than others can follow";
    bench.core().tick(bench.now + 2 * Timing::presence_ms);
    EXPECT_EQ(bench.wire().all<Editing>().back(), (Editing{plan_id, {}, ""}));
}

TEST(SyncCoreTest, a_command_too_long_for_the_wire_is_refused_here_and_its_words_stay)
{
    Bench bench;
    bench.go_live();
    const Key key = bench.core().submit(edit("One pathway.", std::string(client_message_bytes_max, 'x')), bench.now);
    EXPECT_EQ(bench.copy().state_of(key), CommandState::refused);
    EXPECT_TRUE(bench.wire().all<Submit>().empty());
    EXPECT_NE(bench.copy().kept_words({plan_id, diabetes, "text"}), nullptr);
}

TEST(SyncCoreTest, only_so_many_commands_are_under_way_at_once_and_their_order_holds)
{
    Bench bench;
    bench.go_live();
    std::vector<Key> keys;
    for (std::size_t i = 0; i < Timing::in_flight_max + 5; ++i)
        keys.push_back(bench.core().submit(SettleDoubts{plan_id, {diabetes}, "x"}, bench.now));
    EXPECT_EQ(bench.wire().all<Submit>().size(), Timing::in_flight_max);
    bench.give({bench.receipt(keys[0], 11)});
    EXPECT_EQ(bench.wire().all<Submit>().size(), Timing::in_flight_max + 1);
    EXPECT_EQ(bench.wire().all<Submit>().back().key, keys[Timing::in_flight_max]);
}

TEST(SyncCoreTest, bytes_that_are_no_message_end_the_connection_and_nothing_else)
{
    Bench bench;
    bench.go_live();
    bench.core().on_message(Bytes{1, 2, 3}, bench.now);
    EXPECT_EQ(bench.copy().connection, Connection::waiting);
    EXPECT_EQ(bench.shown_text(), "One pathway.");
}

TEST(SyncCoreTest, history_comes_in_pages_and_grows_at_the_top)
{
    Bench bench;
    bench.go_live();
    bench.core().want_history(plan_id, false);
    bench.core().want_history(plan_id, false);
    ASSERT_EQ(bench.wire().all<GetHistory>().size(), 1u);
    bench.give({History{plan_id, {{9, {}, ben, "Nine"}, {8, {}, ben, "Eight"}}, true}});
    bench.core().want_history(plan_id, true);
    ASSERT_EQ(bench.wire().all<GetHistory>().size(), 2u);
    EXPECT_EQ(bench.wire().all<GetHistory>()[1].before, 8u);
    bench.give({History{plan_id, {{3, {}, ben, "Three"}}, false}});
    bench.publish(11, ben, DoubtSettled{plan_id, diabetes, "checked"});
    const auto& lines = bench.copy().histories.at(plan_id).lines;
    ASSERT_EQ(lines.size(), 4u);
    EXPECT_EQ(lines.front().sequence, 11u);
    EXPECT_EQ(lines.back().what, "Three");
    bench.core().want_history(plan_id, true);
    EXPECT_EQ(bench.wire().all<GetHistory>().size(), 2u);  // there are no older ones
}

TEST(SyncCoreTest, a_version_is_asked_for_once_and_a_failure_is_told)
{
    Bench bench;
    bench.go_live();
    const auto version = VersionId::derived("0.1");
    bench.core().want_version(plan_id, version);
    bench.core().want_version(plan_id, version);
    EXPECT_EQ(bench.wire().all<GetVersion>().size(), 1u);
    bench.give({Failed{"GetVersion", static_cast<std::uint8_t>(Errc::not_found), "There is no such version here."}});
    EXPECT_EQ(bench.copy().failures.at("GetVersion/" + version.text()), "There is no such version here.");
}

TEST(SyncCoreTest, the_past_of_a_plan_is_asked_for_one_moment_at_a_time_and_known_by_it)
{
    Bench bench;
    bench.go_live();
    bench.core().want_plan_at(plan_id, 7);
    bench.core().want_plan_at(plan_id, 8);
    ASSERT_EQ(bench.wire().all<GetPlanAt>().size(), 1u);
    PlanAt past;
    past.plan = plan_id;
    past.sequence = 5;  // the last edit before it
    bench.give({past});
    EXPECT_EQ(bench.copy().past_of.at(plan_id), 7u);
    EXPECT_EQ(bench.copy().past.at(plan_id).sequence, 5u);
    bench.core().want_plan_at(plan_id, 7);
    EXPECT_EQ(bench.wire().all<GetPlanAt>().size(), 1u);
    bench.core().want_plan_at(plan_id, 8);
    EXPECT_EQ(bench.wire().all<GetPlanAt>().back().sequence, 8u);
    bench.give({Failed{"GetPlanAt", static_cast<std::uint8_t>(Errc::not_found), "There is no such moment."}});
    EXPECT_EQ(bench.copy().failures.at("GetPlanAt/" + plan_id.text() + "/8"), "There is no such moment.");
    EXPECT_EQ(bench.copy().past_of.at(plan_id), 7u);
}

TEST(SyncCoreTest, of_searches_the_answer_to_the_last_is_taken)
{
    Bench bench;
    bench.go_live();
    bench.core().search("par", {}, 6);
    bench.core().search("parking", {{SearchFacet::year, "2026/27"}}, 6);
    const auto asked = bench.wire().all<Search>();
    ASSERT_EQ(asked.size(), 2u);
    SearchResults results;
    results.number = asked[0].number;
    bench.give({results});
    EXPECT_FALSE(bench.copy().searched.found) << "of words that are others by now";
    results.number = asked[1].number;
    bench.give({results});
    EXPECT_TRUE(bench.copy().searched.found);
    EXPECT_FALSE(bench.copy().searched.waiting);
    bench.core().search("parkings", {}, 6);
    EXPECT_TRUE(bench.copy().searched.found) << "until the next answer is here";
    bench.give({Failed{"Search", static_cast<std::uint8_t>(Errc::rate_limited), "Later."}});
    EXPECT_EQ(bench.copy().searched.failure, "Later.");
    bench.core().search("", {}, 6);
    EXPECT_FALSE(bench.copy().searched.found);
    EXPECT_EQ(bench.wire().all<Search>().size(), 3u) << "nothing is asked for by no words";
}

TEST(SyncCoreTest, what_is_kept_on_the_device_comes_back_as_it_was)
{
    Pending refused;
    refused.key = Key::derived("key");
    refused.command = edit("a", "b");
    refused.state = CommandState::refused;
    refused.error = {Errc::conflict, "Meanwhile.", "value"};
    const auto back = decode_kept(encode_kept(refused));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->key, refused.key);
    EXPECT_EQ(back->command, refused.command);
    EXPECT_EQ(back->state, CommandState::refused);
    EXPECT_EQ(back->error, refused.error);
    const auto bytes = encode_kept(refused);
    for (std::size_t size = 0; size < bytes.size(); ++size) {  // cut short by a crash of the browser: whole or not at all
        const auto cut = decode_kept(BytesView(bytes).first(size));
        EXPECT_TRUE(!cut || (cut->command == refused.command && cut->error == refused.error)) << size;
    }
    EXPECT_FALSE(decode_kept(BytesView(bytes).first(bytes.size() / 2)));
}

}  // namespace assent::sync
