#include <gtest/gtest.h>

#include "shared/text/accepted_text.hpp"
#include "tests/support/test_organisation.hpp"

namespace assent {
namespace {

using namespace support;

/// A plan with the text "First words." and somebody's copy of it, from which suggestions are made.
struct Suggesting : TestOrganisation
{
    Suggesting() { start_plan(); }

    /// What `from` to `to` of the text, as it is now, should be instead.
    Suggestion suggestion(const std::string& name, std::uint32_t from, std::uint32_t to, const std::string& words)
    {
        Suggestion made;
        made.id = id(name);
        made.element = intro;
        made.field = TextField::text;
        const auto text = copy();
        const auto point = [&](std::uint32_t position, text::Anchor::Side side) {
            const auto anchor = text.anchor_at(position, side);
            return TextPoint{anchor.character.replica, anchor.character.sequence, anchor.side == text::Anchor::Side::before, anchor.edge};
        };
        made.start = point(from, text::Anchor::Side::before);
        made.end = from == to ? made.start : point(to, text::Anchor::Side::after);
        made.was = text.str(from, to - from);
        made.words = words;
        made.note = "Plainer";
        return made;
    }

    static SuggestionId id(const std::string& name) { return SuggestionId::derived(name); }

    text::Text copy()
    {
        const auto peer = join(reader);
        send(peer, {OpenPlan{plan_id}});
        const auto snapshot = all<PlanText>(peer).at(0);
        auto text = snapshot.texts.empty() ? *text::AcceptedText(snapshot.content.sections[0].text).open()
                                           : *text::Text::load(snapshot.texts[0].saved);
        for (const auto& published : all<Published>(peer))
            for (const auto& edit : std::get<ContentEdited>(published.event).edits)
                if (const auto* change = std::get_if<ChangeText>(&edit)) EXPECT_TRUE(text.apply(change->changes, {}).has_value());
        return text;
    }

    const std::string& words() const { return plan().content.sections[0].text; }
    SuggestionState state(const std::string& name) const { return find_suggestion(plan(), id(name))->state; }
};

TEST(SuggestionsTest, whoever_may_comment_may_suggest_and_the_server_says_who_and_when)
{
    Suggesting organisation;
    auto made = organisation.suggestion("one", 0, 5, "Some");
    made.author = owner;
    made.state = SuggestionState::accepted;
    made.settled_by = owner;
    organisation.must(engagement, MakeSuggestions{plan_id, {made}});
    ASSERT_EQ(organisation.plan().suggestions.size(), 1u);
    const auto& kept = organisation.plan().suggestions[0];
    EXPECT_EQ(kept.author, engagement);
    EXPECT_EQ(kept.state, SuggestionState::open);
    EXPECT_EQ(kept.made_at, organisation.core.tenant().at);
    EXPECT_EQ(kept.settled_by, PersonId{});
    EXPECT_EQ(kept.was, "First");
    EXPECT_EQ(organisation.words(), "First words.") << "nothing is changed yet";
    EXPECT_EQ(organisation.code(reader, MakeSuggestions{plan_id, {organisation.suggestion("two", 0, 5, "Some")}}), Errc::forbidden);
    EXPECT_EQ(organisation.code(engagement, MakeSuggestions{plan_id, {made}}), Errc::conflict) << "made already";
}

TEST(SuggestionsTest, what_is_accepted_is_written_in_the_name_of_who_suggested_it)
{
    Suggesting organisation;
    organisation.must(engagement, MakeSuggestions{plan_id, {organisation.suggestion("one", 0, 5, "Sömë"), organisation.suggestion("two", 11, 12, ", and more."),
                                                            organisation.suggestion("three", 5, 5, " few")}});
    organisation.must(author, organisation.edit("First words.", "Our First words."));
    organisation.must(author, organisation.edit("Our First words.", "Our First words. "));
    const auto accepted = organisation.submit(second_author, SettleSuggestions{plan_id, {organisation.id("one"), organisation.id("two"), organisation.id("three")}, true});
    ASSERT_TRUE(accepted.has_value()) << accepted.error().message;
    EXPECT_EQ(accepted->event_count, 2u) << "the edit and what became of the suggestions, in one append";
    EXPECT_EQ(organisation.words(), "Our Sömë few words, and more. ");
    EXPECT_EQ(organisation.state("one"), SuggestionState::accepted);
    EXPECT_EQ(find_suggestion(organisation.plan(), organisation.id("one"))->settled_by, second_author);
    const auto peer = organisation.join(reader);
    organisation.send(peer, {OpenPlan{plan_id}});
    EXPECT_EQ(organisation.copy().str(), organisation.words());

    // Read again, the log says whose words they are.
    rooms::TenantCore again;
    ASSERT_TRUE(organisation.store().replay(1, [&](const store::StoredEvent& event) { ASSERT_TRUE(again.load(event).has_value()); }));
    EXPECT_TRUE(again.tenant() == organisation.core.tenant());
    again.step(rooms::PeerJoined{1, reader, {}}, organisation.clock.now());
    for (const ClientMessage& message : {ClientMessage{Hello{protocol_version}}, ClientMessage{OpenPlan{plan_id}}}) {
        const Bytes bytes = encode(message);
        for (const auto& action : again.step(rooms::MessageArrived{1, bytes}, organisation.clock.now())) {
            const auto said = *decode_server_message(*std::get<rooms::SendFrame>(action).frame);
            const auto* text = std::get_if<PlanText>(&said.body);
            if (!text) continue;
            ASSERT_EQ(text->texts.size(), 1u);
            const auto& people = again.tenant().people;
            for (const auto& writer : text->texts[0].writers) {
                ASSERT_GE(writer.writer, text::tab_writers_end);
                EXPECT_EQ(writer.person, people[writer.writer - text::tab_writers_end].id);
            }
            EXPECT_EQ(text->texts[0].writers.size(), 2u) << "the author and the suggester, not who accepted";
        }
    }
}

TEST(SuggestionsTest, words_that_changed_meanwhile_are_not_replaced_and_nothing_of_the_others_is)
{
    Suggesting organisation;
    organisation.must(engagement, MakeSuggestions{plan_id, {organisation.suggestion("good", 0, 5, "Some"), organisation.suggestion("bad", 6, 11, "texts")}});
    organisation.must(author, organisation.edit("First words.", "First wo-rds."));
    const SettleSuggestions both{plan_id, {organisation.id("good"), organisation.id("bad")}, true};
    const auto head = organisation.store().head().size;
    const auto refused = organisation.submit(author, both);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_NE(refused.error().message.find("have changed"), std::string::npos);
    EXPECT_EQ(organisation.store().head().size, head);
    EXPECT_EQ(organisation.words(), "First wo-rds.");
    EXPECT_EQ(organisation.state("good"), SuggestionState::open);
    organisation.must(author, SettleSuggestions{plan_id, {organisation.id("good")}, true});
    EXPECT_EQ(organisation.words(), "Some wo-rds.") << "the room's text was left as it was";
    organisation.must(author, organisation.edit("Some wo-rds.", "Some ."));
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("bad")}, true}), Errc::conflict) << "gone";
    organisation.must(author, EditContent{plan_id, {RemoveElement{intro}}});
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("bad")}, true}), Errc::not_found);
    organisation.must(author, SettleSuggestions{plan_id, {organisation.id("bad")}, false});
    EXPECT_EQ(organisation.state("bad"), SuggestionState::rejected);
}

TEST(SuggestionsTest, two_about_the_same_words_cannot_both_be_accepted)
{
    Suggesting organisation;
    organisation.must(engagement, MakeSuggestions{plan_id, {organisation.suggestion("one", 0, 5, "Some"), organisation.suggestion("other", 0, 11, "Few texts")}});
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("one"), organisation.id("other")}, true}), Errc::conflict);
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("one"), organisation.id("one")}, true}), Errc::invalid);
    organisation.must(author, SettleSuggestions{plan_id, {organisation.id("other")}, true});
    EXPECT_EQ(organisation.words(), "Few texts.");
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("other")}, true}), Errc::conflict) << "settled";
}

TEST(SuggestionsTest, settling_needs_the_right_to_edit_and_withdrawing_is_for_who_made_it)
{
    Suggesting organisation;
    organisation.must(engagement, MakeSuggestions{plan_id, {organisation.suggestion("one", 0, 5, "Some")}});
    for (const bool accepted : {true, false})
        EXPECT_EQ(organisation.code(engagement, SettleSuggestions{plan_id, {organisation.id("one")}, accepted}), Errc::forbidden);
    EXPECT_EQ(organisation.code(author, WithdrawSuggestion{plan_id, organisation.id("one")}), Errc::forbidden);
    organisation.must(engagement, WithdrawSuggestion{plan_id, organisation.id("one")});
    EXPECT_EQ(organisation.state("one"), SuggestionState::withdrawn);
    EXPECT_EQ(organisation.code(engagement, WithdrawSuggestion{plan_id, organisation.id("one")}), Errc::conflict);
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("one")}, true}), Errc::conflict);
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {organisation.id("none")}, true}), Errc::not_found);
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {}, true}), Errc::malformed);
}

TEST(SuggestionsTest, while_forums_have_the_text_it_may_be_commented_and_not_changed)
{
    TestOrganisation plain;
    plain.reach_feedback();
    plain.must(owner, TakeTransition{plan_id, "send_for_review", "feedback", ""});
    Suggestion made;
    made.id = SuggestionId::derived("one");
    made.element = intro;
    made.field = TextField::text;
    made.start = {0, 0, true, true};
    made.end = {0, 0, true, true};
    made.words = "Well: ";
    plain.must(engagement, MakeSuggestions{plan_id, {made}});
    EXPECT_EQ(plain.code(author, SettleSuggestions{plan_id, {made.id}, true}), Errc::not_allowed);
    plain.must(author, SettleSuggestions{plan_id, {made.id}, false});
}

TEST(SuggestionsTest, what_cannot_be_a_suggestion_is_refused)
{
    Suggesting organisation;
    const auto good = organisation.suggestion("one", 0, 5, "Some");
    const auto code = [&](auto change) {
        auto made = good;
        change(made);
        return organisation.code(engagement, MakeSuggestions{plan_id, {made}});
    };
    EXPECT_EQ(code([](Suggestion& s) { s.id = {}; }), Errc::malformed);
    EXPECT_EQ(code([](Suggestion& s) { s.element = ElementId::derived("gone"); }), Errc::not_found);
    EXPECT_EQ(code([](Suggestion& s) { s.field = TextField::heading; }), Errc::not_found) << "set as a whole";
    EXPECT_EQ(code([](Suggestion& s) { s.words = s.was; }), Errc::invalid);
    EXPECT_EQ(code([](Suggestion& s) { s.words = "bell \x07"; }), Errc::invalid);
    EXPECT_EQ(code([](Suggestion& s) { s.note = std::string(SuggestionLimits::words_bytes_max + 1, 'x'); }), Errc::too_large);
    EXPECT_EQ(organisation.code(engagement, MakeSuggestions{plan_id, {}}), Errc::malformed);
    EXPECT_EQ(organisation.code(engagement, MakeSuggestions{plan_id, {good, good}}), Errc::conflict);
    // A place that never was is found out when it is to be taken in.
    auto nowhere = good;
    nowhere.start = {99, 4000, true, false};
    organisation.must(engagement, MakeSuggestions{plan_id, {nowhere}});
    EXPECT_EQ(organisation.code(author, SettleSuggestions{plan_id, {nowhere.id}, true}), Errc::conflict);
}

TEST(SuggestionsTest, open_ones_are_few_and_of_the_settled_the_newest_are_kept)
{
    Suggesting organisation;
    const auto some = organisation.suggestion("some", 0, 5, "Some");
    int count = 0;
    const auto make = [&](std::size_t many) {
        MakeSuggestions made{plan_id, std::vector<Suggestion>(many, some)};
        for (auto& one : made.suggestions) one.id = SuggestionId::derived(std::to_string(++count));
        return made;
    };
    EXPECT_EQ(organisation.code(engagement, make(SuggestionLimits::at_once_max + 1)), Errc::too_large);
    for (std::size_t i = 0; i < SuggestionLimits::open_max / SuggestionLimits::at_once_max; ++i)
        organisation.must(engagement, make(SuggestionLimits::at_once_max));
    EXPECT_EQ(organisation.code(engagement, make(1)), Errc::too_large);
    for (int round = 0; round < 4; ++round) {
        SettleSuggestions settle{plan_id, {}, false};
        for (const auto& one : organisation.plan().suggestions)
            if (one.state == SuggestionState::open && settle.suggestions.size() < SuggestionLimits::at_once_max) settle.suggestions.push_back(one.id);
        organisation.must(author, settle);
        organisation.must(engagement, make(SuggestionLimits::at_once_max));
    }
    EXPECT_EQ(organisation.plan().suggestions.size(), SuggestionLimits::kept_max);
    const auto open = std::count_if(organisation.plan().suggestions.begin(), organisation.plan().suggestions.end(),
                                    [](const Suggestion& one) { return one.state == SuggestionState::open; });
    EXPECT_EQ(static_cast<std::size_t>(open), SuggestionLimits::open_max);
}

}  // namespace
}  // namespace assent
