#include "shared/document/compare.hpp"

#include <gtest/gtest.h>

namespace assent {
namespace {

using Runs = std::vector<TextRun>;
constexpr auto same = RunKind::same;
constexpr auto added = RunKind::added;
constexpr auto removed = RunKind::removed;

ElementId id(std::string_view words) { return ElementId::derived(words); }

Section section(const char* number, const char* heading, const char* text = "")
{
    Section made;
    made.id = id(heading);
    made.number = number;
    made.heading = heading;
    made.text = text;
    return made;
}

Intention intention(const char* reference, const char* area, const char* service, const char* text = "A text.")
{
    Intention made;
    made.id = id(reference);
    made.reference = reference;
    made.programme_area = area;
    made.service_area = service;
    made.text = text;
    return made;
}

const ElementChange& only(const Comparison& comparison)
{
    EXPECT_EQ(comparison.changes.size(), 1U);
    return comparison.changes.at(0);
}

// ---- words ----

TEST(WordsInTest, numbers_hyphens_and_apostrophes_stay_whole)
{
    EXPECT_EQ(words_in("£1,204.5m for the trust's follow-up."),
              (std::vector<std::string_view>{"£1,204.5m", " ", "for", " ", "the", " ", "trust's", " ", "follow-up", "."}));
}

TEST(WordsInTest, curly_apostrophes_are_part_of_the_word_and_curly_quotes_are_not)
{
    EXPECT_EQ(words_in("“trust’s”"), (std::vector<std::string_view>{"“", "trust’s", "”"}));
}

TEST(WordsInTest, bytes_that_are_not_utf8_are_taken_one_by_one_and_none_is_lost)
{
    const std::string text = "a\xE2\x80 b\xFF";
    std::string all;
    for (const auto word : words_in(text)) all += word;
    EXPECT_EQ(all, text);
}

TEST(CompareWordsTest, equal_texts_are_one_run) { EXPECT_EQ(compare_words("as it was", "as it was"), (Runs{{same, "as it was"}})); }

TEST(CompareWordsTest, empty_texts_have_no_runs) { EXPECT_EQ(compare_words("", ""), Runs{}); }

TEST(CompareWordsTest, a_word_that_was_put_in_is_added)
{
    EXPECT_EQ(compare_words("open in the evening", "open late in the evening"),
              (Runs{{same, "open "}, {added, "late "}, {same, "in the evening"}}));
}

TEST(CompareWordsTest, replaced_words_that_stand_together_read_as_one_phrase)
{
    EXPECT_EQ(compare_words("by the end of June", "by the start of June"),
              (Runs{{same, "by the "}, {removed, "end"}, {added, "start"}, {same, " of June"}}));
    EXPECT_EQ(compare_words("review two contracts soon", "review all agreements soon"),
              (Runs{{same, "review "}, {removed, "two contracts"}, {added, "all agreements"}, {same, " soon"}}));
}

TEST(CompareWordsTest, a_changed_figure_changes_whole)
{
    EXPECT_EQ(compare_words("saves £1,200 a year", "saves £1,250 a year"),
              (Runs{{same, "saves "}, {removed, "£1,200"}, {added, "£1,250"}, {same, " a year"}}));
}

TEST(CompareWordsTest, a_paragraph_that_was_put_in_leaves_its_neighbours_alone)
{
    EXPECT_EQ(compare_words("First.\nThird.", "First.\nSecond one.\nThird."),
              (Runs{{same, "First.\n"}, {added, "Second one.\n"}, {same, "Third."}}));
}

TEST(CompareWordsTest, texts_with_little_in_common_replace_each_other)
{
    const std::string before = "Keep the ward at the old site for now and count the beds in it each month";
    const std::string after = "Community teams visit people in their homes, the first within two days, with a plan to follow";
    EXPECT_EQ(compare_words(before, after), (Runs{{removed, before}, {added, after}}));
}

std::string numbered(int from, int to, const char* joint)
{
    std::string text;
    for (int i = from; i < to; ++i) text += "word" + std::to_string(i) + joint;
    return text;
}

TEST(CompareWordsTest, above_the_bound_lines_that_stayed_are_still_found)
{
    const std::string kept = numbered(9000, 9100, " ") + "\n";
    const std::string before = numbered(0, 1500, " ") + "\n" + kept;
    const std::string after = numbered(2000, 3500, " ") + "\n" + kept + "A new end.";
    const auto runs = compare_words(before, after);
    std::string old_text;
    std::string new_text;
    for (const auto& run : runs) {
        if (run.kind != added) old_text += run.text;
        if (run.kind != removed) new_text += run.text;
    }
    EXPECT_EQ(old_text, before);
    EXPECT_EQ(new_text, after);
}

TEST(CompareWordsTest, the_largest_texts_that_differ_throughout_are_compared_in_bounded_steps)
{
    const auto runs = compare_words(numbered(0, 4000, "\n"), numbered(5000, 9000, " "));
    EXPECT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs.front().kind, removed);
}

TEST(CompareListsTest, values_are_compared_whole)
{
    EXPECT_EQ(compare_lists({"BHT", "L&D"}, {"BHT", "EEAST", "L&D"}, ", "),
              (Runs{{same, "BHT, "}, {added, "EEAST, "}, {same, "L&D"}}));
    EXPECT_EQ(compare_lists({"BHT"}, {"BHT Trust"}, ", "), (Runs{{removed, "BHT"}, {added, "BHT Trust"}}));
}

// ---- content ----

TEST(CompareTest, equal_contents_have_no_changes)
{
    Content content;
    content.sections = {section("1", "Context", "Words.")};
    content.intentions = {intention("PLN-01", "Planned care", "Diabetes")};
    content.tables.emplace_back();
    content.tables[0].columns = {"Programme", "2025/26", "2026/27"};
    content.tables[0].rows = {{{"Acute", "1", "2"}}};
    const auto comparison = compare(content, content);
    EXPECT_TRUE(comparison.changes.empty());
    EXPECT_EQ(comparison.all(), ChangeCounts{});
    EXPECT_EQ(summary_of(comparison), "No changes");
    EXPECT_TRUE(suggested_changes(comparison).empty());
}

TEST(CompareTest, where_an_element_came_from_is_no_change)
{
    Content before;
    before.intentions = {intention("PLN-01", "Planned care", "Diabetes")};
    Content after = before;
    after.intentions[0].source_lines = {12, 13};
    EXPECT_TRUE(compare(before, after).changes.empty());
}

TEST(CompareTest, fields_that_differ_are_listed_with_their_runs)
{
    Content before;
    before.intentions = {intention("PLN-01", "Planned care", "Diabetes", "Open on weekdays.")};
    Content after = before;
    after.intentions[0].text = "Open every day.";
    after.intentions[0].providers = {"BHT"};
    const auto comparison = compare(before, after);
    const auto& change = only(comparison);
    EXPECT_EQ(change.kind, ChangeKind::changed);
    EXPECT_EQ(change.title, "PLN-01 Diabetes");
    EXPECT_EQ(change.group, "Planned care");
    ASSERT_EQ(change.fields.size(), 2U);
    EXPECT_EQ(change.fields[0].label, "Text");
    EXPECT_EQ(change.fields[0].runs,
              (Runs{{same, "Open "}, {removed, "on weekdays"}, {added, "every day"}, {same, "."}}));
    EXPECT_EQ(change.fields[1], (FieldChange{"Providers", "", "BHT", {{added, "BHT"}}}));
}

TEST(CompareTest, a_renumbered_section_stays_the_same_section)
{
    Content before;
    before.sections = {section("3.5", "Finance")};
    Content after = before;
    after.sections[0].number = "3.6";
    const auto comparison = compare(before, after);
    EXPECT_EQ(only(comparison).title, "3.6 Finance");
    EXPECT_EQ(only(comparison).fields.at(0).label, "Number");
    EXPECT_EQ(summary_of(comparison), "1 section changed");
}

TEST(CompareTest, added_and_removed_elements_stand_where_they_are_and_were)
{
    Content before;
    before.sections = {section("1", "A"), section("2", "B"), section("3", "C")};
    Content after;
    after.sections = {section("1", "A"), section("2", "X"), section("3", "C")};
    const auto comparison = compare(before, after);
    ASSERT_EQ(comparison.changes.size(), 2U);
    EXPECT_EQ(comparison.changes[0].title, "2 X");
    EXPECT_EQ(comparison.changes[0].kind, ChangeKind::added);
    EXPECT_EQ(comparison.changes[1].title, "2 B");
    EXPECT_EQ(comparison.changes[1].kind, ChangeKind::removed);
    EXPECT_EQ(comparison.of(ElementKind::section), (ChangeCounts{1, 1, 0, 0}));
    EXPECT_EQ(comparison.changes[1].fields.at(1), (FieldChange{"Heading", "B", "", {{removed, "B"}}}));
}

TEST(CompareTest, only_the_element_that_changed_its_place_counts_as_moved)
{
    Content before;
    before.sections = {section("1", "A"), section("2", "B"), section("3", "C"), section("4", "D")};
    Content after;
    after.sections = {before.sections[3], before.sections[0], before.sections[1], before.sections[2]};
    const auto comparison = compare(before, after);
    EXPECT_EQ(only(comparison).title, "4 D");
    EXPECT_EQ(only(comparison).kind, ChangeKind::moved);
    EXPECT_TRUE(only(comparison).moved);
}

TEST(CompareTest, what_was_moved_and_changed_counts_as_changed_and_says_that_it_moved)
{
    Content before;
    before.sections = {section("1", "A"), section("2", "B"), section("3", "C")};
    Content after;
    after.sections = {before.sections[2], before.sections[0], before.sections[1]};
    after.sections[0].text = "More.";
    const auto comparison = compare(before, after);
    EXPECT_EQ(only(comparison).kind, ChangeKind::changed);
    EXPECT_TRUE(only(comparison).moved);
}

TEST(CompareTest, a_date_in_the_timetable_is_compared_as_it_is_read)
{
    Content before;
    PlanMilestone milestone;
    milestone.id = id("gb");
    milestone.date = Date::of(2026, 12, 3);
    milestone.event = "Governing Body";
    before.milestones = {milestone};
    Content after = before;
    after.milestones[0].date = Date::of(2026, 12, 10);
    EXPECT_EQ(only(compare(before, after)).fields.at(0).before, "3 December 2026");
    EXPECT_EQ(suggested_changes(compare(before, after)),
              (std::vector<std::string>{"Changed in the timetable: Governing Body"}));
}

TEST(CompareTest, what_moved_says_from_where_to_where)
{
    Content before;
    before.sections = {section("1", "A"), section("2", "B"), section("3", "C"), section("4", "D")};
    Content after;
    after.sections = {section("4", "D"), section("1", "A"), section("2", "B"), section("3", "C")};
    const auto comparison = compare(before, after);
    const auto& change = only(comparison);
    EXPECT_EQ(change.from, (ElementPlace{4, 4, "3 C"}));
    EXPECT_EQ(change.to, (ElementPlace{1, 4, ""}));
    EXPECT_EQ(words_of_move(change), "From place 4 of 4, after 3 C, to place 1 of 4, the first.");
}

TEST(CompareTest, what_stayed_or_is_new_has_no_move_to_tell)
{
    Content before;
    before.sections = {section("1", "A", "old")};
    Content after;
    after.sections = {section("1", "A", "new"), section("2", "B")};
    for (const auto& change : compare(before, after).changes) {
        EXPECT_EQ(words_of_move(change), "");
        EXPECT_EQ(change.from, ElementPlace{});
    }
}

TEST(CompareTest, a_part_that_is_agreed_now_says_so)
{
    Content before;
    before.sections = {section("1", "A")};
    before.sections[0].status = PartStatus::draft;
    Content after = before;
    after.sections[0].status = PartStatus::agreed;
    EXPECT_EQ(only(compare(before, after)).fields.at(0), (FieldChange{"Standing", "Draft", "", {{removed, "Draft"}}}));
}

TEST(TimescaleTextTest, the_days_follow_what_was_written_unless_they_are_the_same)
{
    EXPECT_EQ(text_of({"Q1", Date::of(2026, 4, 1), Date::of(2026, 6, 30)}), "Q1 (1 April 2026 to 30 June 2026)");
    EXPECT_EQ(text_of({"when ready", {}, {}}), "when ready");
    EXPECT_EQ(text_of({"1 April 2026", Date::of(2026, 4, 1), Date::of(2026, 4, 1)}), "1 April 2026");
}

// ---- in words ----

Content with_intentions(int count, const char* area)
{
    Content content;
    for (int i = 0; i < count; ++i) {
        const std::string reference = std::string(area).substr(0, 3) + "-" + std::to_string(i);
        content.intentions.push_back(intention(reference.c_str(), area, "Service"));
    }
    return content;
}

TEST(SuggestedChangesTest, few_changes_are_named)
{
    Content before;
    Content after;
    after.intentions = {intention("PLN-07", "Planned care", "Diabetes pathway")};
    after.sections = {section("3", "Finance")};
    EXPECT_EQ(suggested_changes(compare(before, after)),
              (std::vector<std::string>{"Added section 3 Finance", "Added intention PLN-07 Diabetes pathway"}));
    EXPECT_EQ(summary_of(compare(before, after)), "1 intention added, 1 section added");
}

TEST(SuggestedChangesTest, many_changes_are_counted_by_programme_area_intentions_first)
{
    Content after = with_intentions(5, "Urgent care");
    for (const auto& more : with_intentions(2, "Planned care").intentions) after.intentions.push_back(more);
    after.sections = {section("3", "Finance")};
    EXPECT_EQ(suggested_changes(compare(Content{}, after)),
              (std::vector<std::string>{"Added 5 intentions in Urgent care",
                                        "Added 2 intentions in Planned care: Pla-0 and Pla-1",
                                        "Added section 3 Finance"}));
}

TEST(SuggestedChangesTest, with_too_many_programme_areas_they_are_counted_together)
{
    Content after;
    for (const char* area : {"A", "B", "C", "D", "E", "F"})
        for (const auto& more : with_intentions(2, area).intentions) after.intentions.push_back(more);
    const auto lines = suggested_changes(compare(Content{}, after), 5);
    EXPECT_EQ(lines, (std::vector<std::string>{"Added 12 intentions"}));
}

TEST(ElementWordsTest, kinds_agree_with_their_number)
{
    EXPECT_EQ(words_of(ElementKind::milestone, 1), "date");
    EXPECT_EQ(words_of(ElementKind::milestone, 2), "dates");
    EXPECT_EQ(words_of(ElementKind::table, 0), "tables");
    EXPECT_EQ(words_of(ElementKind::section, 1), "section");
    EXPECT_EQ(words_of(ChangeKind::moved), "Moved");
    EXPECT_EQ(words_of(PartStatus::subject_to_review), "Subject to review");
}

}  // namespace
}  // namespace assent
