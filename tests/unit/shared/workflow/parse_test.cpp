#include "shared/workflow/parse.hpp"

#include "tests/unit/shared/workflow/workflow_support.hpp"

using namespace assent;
using namespace assent::workflow;

namespace {

const std::string small = "tests/data/workflow/sound.toml";

/// The small definition with one thing replaced.
std::string with(const std::string& what, const std::string& instead)
{
    std::string text = file_text(small);
    const std::size_t place = text.find(what);
    EXPECT_NE(place, std::string::npos) << what;
    return text.replace(place, what.size(), instead);
}

std::string first_fault(const std::string& text)
{
    const Parsed parsed = parse(text);
    EXPECT_FALSE(parsed.definition.has_value());
    return parsed.faults.empty() ? "" : text_of(parsed.faults.front(), "f");
}

}  // namespace

TEST(WorkflowParseTest, reads_everything_a_definition_says)
{
    const Definition definition = definition_from(small);
    EXPECT_EQ(definition.name, "small");
    EXPECT_EQ(definition.initial, "draft");
    ASSERT_EQ(definition.committees.size(), 1u);
    const Committee& board = definition.committees[0];
    EXPECT_EQ(board.name, "Governing Body");
    EXPECT_EQ(board.casting_vote, CastingVote::chair);
    EXPECT_FALSE(board.can_deputise);
    ASSERT_EQ(board.seats.size(), 4u);
    EXPECT_EQ(board.seats[2].count, 3u);
    EXPECT_FALSE(board.seats[3].voting);
    EXPECT_EQ(board.quorum.members, 3u);
    ASSERT_EQ(board.quorum.requirements.size(), 2u);
    EXPECT_EQ(board.quorum.requirements[1].label, "Two lay members");
    const State* draft = find_state(definition, "draft");
    ASSERT_NE(draft, nullptr);
    EXPECT_EQ(draft->allows.size(), 5u);
    EXPECT_EQ(draft->line, 29u);
    EXPECT_EQ(find_state(definition, "sign_off")->allows, std::vector<Activity>{Activity::decide});
    EXPECT_TRUE(find_state(definition, "published")->is_final);
    const Transition* submit = find_transition(definition, "submit");
    ASSERT_EQ(submit->guard.children.size(), 3u);
    EXPECT_EQ(submit->guard.children[2].kind, GuardKind::events_held);
    EXPECT_EQ(submit->guard.children[2].min, 1u);
    EXPECT_EQ(definition.invariants[1].when, InvariantWhen::on_entry);
    EXPECT_EQ(definition.hash, sha256(as_bytes(file_text(small))));
}

TEST(WorkflowParseTest, a_changed_comment_is_another_definition)
{
    const auto changed = load(with("without a fault", "with no fault"), small);
    ASSERT_TRUE(changed.has_value());
    EXPECT_NE(changed->hash, definition_from(small).hash);
}

TEST(WorkflowParseTest, conditions_about_significance_and_reading_are_read)
{
    const Parsed parsed = parse(with("requires = [\"reason_given\"]",
                                     "requires = [\"significance_assessed\", \"consultations_concluded\", { feedback_considered = \"board\" }]"));
    ASSERT_TRUE(parsed.definition.has_value());
    const auto& needs = find_transition(*parsed.definition, "withdraw")->guard.children;
    ASSERT_EQ(needs.size(), 3u);
    EXPECT_EQ(needs[0].kind, GuardKind::significance_assessed);
    EXPECT_EQ(needs[1].kind, GuardKind::consultations_concluded);
    EXPECT_EQ(needs[2].kind, GuardKind::feedback_considered);
    EXPECT_EQ(needs[2].committee, "board");
    EXPECT_FALSE(parse(with("requires = [\"reason_given\"]", "requires = [{ feedback_considered = \"nobody\" }]")).definition.has_value());
}

TEST(WorkflowParseTest, a_single_condition_is_a_list_of_one)
{
    const Parsed parsed = parse(with("requires = [\"reason_given\"]", "requires = \"reason_given\""));
    ASSERT_TRUE(parsed.definition.has_value());
    const Guard& guard = find_transition(*parsed.definition, "withdraw")->guard;
    EXPECT_EQ(guard.kind, GuardKind::all);
    ASSERT_EQ(guard.children.size(), 1u);
    EXPECT_EQ(guard.children[0].kind, GuardKind::reason_given);
}

TEST(WorkflowParseTest, events_may_be_asked_for_with_the_latest_version)
{
    const Parsed parsed = parse(with("{ events_held = 1 }", "{ events_held = { min = 2, version = \"latest\" } }"));
    ASSERT_TRUE(parsed.definition.has_value());
    const Guard& guard = find_transition(*parsed.definition, "submit")->guard.children[2];
    EXPECT_EQ(guard.min, 2u);
    EXPECT_TRUE(guard.latest);
}

TEST(WorkflowParseTest, refuses_what_is_too_large_before_reading_it)
{
    const std::string large(definition_bytes_max + 1, '#');
    EXPECT_EQ(first_fault(large), "f:1: The file is larger than 256 KiB; no definition needs to be.");
    EXPECT_EQ(load(large, "f").error().code, Errc::too_large);
}

TEST(WorkflowParseTest, refuses_keys_of_many_parts_before_building_tables_for_them)
{
    std::string key = "a";
    for (int i = 0; i < 100'000; ++i) key += ".a";
    EXPECT_EQ(first_fault("# x\n[" + key + "]\n"), "f:2: The file cannot be read as TOML: there is a key of more than 4 parts.");
    EXPECT_EQ(first_fault("\"a\" . 'b'.c\t.d.e = 1"), "f:1: The file cannot be read as TOML: there is a key of more than 4 parts.");
    // Dots in texts and comments are no parts of a key.
    EXPECT_TRUE(parse(with("\"A small workflow\"", "'''one.two.three.four.\nfive.six'''  # a.b.c.d.e")).definition.has_value());
    EXPECT_TRUE(parse(with("\"A small workflow\"", "\"a\\\"b.c.d.e.f.g\"")).definition.has_value());
}

TEST(WorkflowParseTest, refuses_deep_nesting)
{
    std::string deep = "\"reason_given\"";
    for (int i = 0; i < 9; ++i) deep = "{ not = " + deep + " }";
    EXPECT_EQ(first_fault(with("requires = [\"reason_given\"]", "requires = [" + deep + "]")),
              "f:83: Transition \"withdraw\": conditions are nested more than 8 deep.");
    EXPECT_FALSE(parse("a = " + std::string(10'000, '[')).definition.has_value());
}

TEST(WorkflowParseTest, refuses_too_many_conditions)
{
    std::string many;
    for (int i = 0; i < 100; ++i) many += "\"version_cut\", ";
    EXPECT_EQ(first_fault(with("requires = [\"reason_given\"]", "requires = [" + many + "]")),
              "f:83: Transition \"withdraw\": has more than 64 conditions.");
}

TEST(WorkflowParseTest, refuses_an_invariant_about_a_reason)
{
    EXPECT_EQ(first_fault(with("when = \"on_entry\"\nholds = [\"feedback_closed\"]", "holds = [\"reason_given\"]")),
              "f:93: Invariant: a reason is given with a step; it is not something that holds.");
}

TEST(WorkflowParseTest, says_how_committees_that_decide_are_written)
{
    EXPECT_EQ(first_fault(with("decides = [\"board\"]", "allows = [\"decide\"]")),
              "f:39: State \"sign_off\": write which committees decide here, decides = [\"...\"], instead of \"decide\".");
}

TEST(WorkflowParseTest, what_is_missing_is_named)
{
    EXPECT_EQ(first_fault(with("initial = \"draft\"\n", "")), "f:1: The definition: `initial` is missing.");
    EXPECT_EQ(first_fault("format = 1\nname = \"x\"\ntitle = \"x\"\ninitial = \"x\"\nroles = {}\n"),
              "f:1: The definition has no [[state]].");
}

TEST(WorkflowParseTest, the_number_of_faults_is_bounded)
{
    std::string text = file_text(small) + "\n";
    for (int i = 0; i < 1000; ++i) text += "[[invariant]]\n";
    EXPECT_LE(parse(text).faults.size(), 100u);
}

TEST(WorkflowParseTest, bytes_that_are_no_text_are_refused)
{
    EXPECT_FALSE(parse(std::string_view("\xff\xfe\0\x01", 4)).definition.has_value());
    EXPECT_FALSE(parse("").definition.has_value());
}

TEST(WorkflowParseTest, letters_beyond_ascii_stand_in_texts_and_comments_only)
{
    const Parsed parsed = parse("\xef\xbb\xbf" + with("\"A small workflow\"", "\"Llywodraethu \u0175\"  # \u00e9"));
    ASSERT_TRUE(parsed.definition.has_value());
    EXPECT_EQ(parsed.definition->title, "Llywodraethu \u0175");
    EXPECT_EQ(first_fault(with("[roles]", "[\u00e9roles]")),
              "f:8: The file cannot be read as TOML: there is a letter beyond ASCII outside of quotes.");
    EXPECT_EQ(first_fault(with("\"A small workflow\"", "\"\"\"A small \\\n \u00e9 workflow\"\"\"")),
              "f:4: The file cannot be read as TOML: there is a line continued by a backslash; write the text on one line.");
}

TEST(WorkflowParseTest, a_header_that_does_not_begin_with_a_key_is_refused)
{
    EXPECT_EQ(first_fault(with("[roles]", "[,roles]")),
              "f:8: This is not TOML: Error while parsing key: expected bare key starting character or string delimiter, "
              "saw ','");
    EXPECT_FALSE(parse("[,[invariant]]").definition.has_value());
}

TEST(WorkflowParseTest, a_control_character_where_a_key_begins_is_refused)
{
    EXPECT_EQ(first_fault(with("[roles]", std::string("[") + '\0' + "roles]")),
              "f:8: The file cannot be read as TOML: there is a control character.");
}

TEST(WorkflowLoadTest, puts_every_fault_into_the_message)
{
    const auto loaded = load(with("to = \"sign_off\"", "to = \"nowhere\"") + "\n[[invariant]]\ntitle = \"x\"\n", "f.toml");
    ASSERT_FALSE(loaded.has_value());
    EXPECT_EQ(loaded.error().code, Errc::invalid);
    EXPECT_EQ(loaded.error().message,
              "f.toml:57: Transition \"submit\": there is no state \"nowhere\".\n"
              "f.toml:96: Invariant: `holds` is missing.\n"
              "f.toml:96: Invariant: `states` is missing.");
}
