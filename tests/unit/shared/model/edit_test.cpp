#include "shared/model/edit.hpp"

#include <gtest/gtest.h>

#include "shared/model/register.hpp"
#include "tests/support/any_value.hpp"

namespace assent {
namespace {

const ElementId intro = ElementId::derived("intro");
const ElementId finance = ElementId::derived("finance");
const ElementId diabetes = ElementId::derived("diabetes");
const ElementId stroke = ElementId::derived("stroke");
const ElementId budget = ElementId::derived("budget");
const ElementId meeting = ElementId::derived("meeting");
const ElementId beds = ElementId::derived("beds");
const ElementId staff = ElementId::derived("staff");
const ElementId nobody = ElementId::derived("nobody");

Content some_content()
{
    Content content;
    content.sections = {{intro, "1", 1, "Introduction", "First words.", PartStatus::agreed, 0},
                        {finance, "2", 1, "Finance", "", PartStatus::draft, 0}};
    Intention one;
    one.id = diabetes;
    one.reference = "PLN-01";
    one.text = "One pathway.";
    one.providers = {"The hospital"};
    Intention other;
    other.id = stroke;
    other.reference = "PLN-02";
    content.intentions = {one, other};
    content.tables.push_back({budget, "Budget", "£000s", {"Line", "Sum"}, {{{"Beds", "12"}, beds}}, PartStatus::draft, {}, {}});
    content.milestones.push_back({meeting, Date::of(2026, 11, 23), "Governing Body", "Chair", 0});
    return content;
}

SetText set(ElementId element, TextField field, const std::string& was, const std::string& value)
{
    return {element, field, digest_of(was), value};
}

Errc code_of(const Edit& edit)
{
    const auto checked = check(some_content(), edit);
    return checked ? Errc::none : checked.error().code;
}

Content after(const Edit& edit)
{
    Content content = some_content();
    EXPECT_TRUE(check(content, edit).has_value());
    apply(content, edit);
    return content;
}

TEST(EditTest, an_edit_of_what_the_editor_saw_is_applied)
{
    EXPECT_EQ(after(set(diabetes, TextField::text, "One pathway.", "Two.")).intentions[0].text, "Two.");
    EXPECT_EQ(after(set(meeting, TextField::date, "2026-11-23", "2026-12-01")).milestones[0].date, Date::of(2026, 12, 1));
    EXPECT_EQ(after(set(finance, TextField::status, "draft", "agreed")).sections[1].status, PartStatus::agreed);
    EXPECT_EQ(after(SetCell{budget, beds, 1, digest_of(std::string("12")), "13"}).tables[0].rows[0].cells[1], "13");
    EXPECT_EQ(after(AddRow{budget, {{"Staff", "9"}, staff}, beds}).tables[0].rows.size(), 2u);
    EXPECT_TRUE(after(RemoveElement{stroke}).intentions.size() == 1);
}

TEST(EditTest, a_register_keeps_what_was_accepted_last_and_a_long_text_is_not_set_over_another)
{
    EXPECT_EQ(code_of(set(diabetes, TextField::text, "An older pathway.", "Two.")), Errc::conflict);
    EXPECT_EQ(after(set(diabetes, TextField::place, "Somewhere", "Luton")).intentions[0].place, "Luton");
    EXPECT_EQ(after(SetList{diabetes, ListField::providers, digest_of(std::vector<std::string>{}), {"Another"}}).intentions[0].providers,
              std::vector<std::string>{"Another"});
    EXPECT_EQ(after(SetCell{budget, beds, 1, digest_of(std::string("11")), "13"}).tables[0].rows[0].cells[1], "13");
}

TEST(EditTest, a_value_the_editor_had_not_seen_is_told)
{
    const auto content = some_content();
    EXPECT_EQ(value_not_seen(content, set(intro, TextField::heading, "An older heading", "Start")), "Introduction");
    EXPECT_EQ(value_not_seen(content, set(intro, TextField::heading, "Introduction", "Start")), std::nullopt);
    EXPECT_EQ(value_not_seen(content, set(intro, TextField::heading, "An older heading", "Introduction")), std::nullopt)
        << "it stays as it is";
    EXPECT_EQ(value_not_seen(content, set(intro, TextField::text, "Older", "Newer")), std::nullopt) << "no register";
    EXPECT_EQ(value_not_seen(content, SetList{diabetes, ListField::providers, 0, {"A", "B"}}), "The hospital");
    EXPECT_EQ(value_not_seen(content, SetCell{budget, beds, 1, digest_of(std::string("11")), "13"}), "12");
    EXPECT_EQ(value_not_seen(content, SetCell{budget, nobody, 1, 0, "13"}), std::nullopt);
    EXPECT_EQ(register_of(SetCell{budget, beds, 1, 0, "13"})->field, "cell/" + beds.text() + "/1");
    EXPECT_EQ(register_of(set(intro, TextField::heading, "", ""))->field, "heading");
}

TEST(EditTest, an_edit_of_what_is_not_there_is_not_found)
{
    EXPECT_EQ(code_of(set(nobody, TextField::text, "", "Words")), Errc::not_found);
    EXPECT_EQ(code_of(set(intro, TextField::event, "", "Words")), Errc::not_found) << "a section has no such field";
    EXPECT_EQ(code_of(SetCell{budget, staff, 0, digest_of(std::string()), ""}), Errc::not_found);
    EXPECT_EQ(code_of(SetCell{budget, beds, 2, digest_of(std::string()), ""}), Errc::not_found);
    EXPECT_EQ(code_of(AddRow{nobody, {{}, staff}, {}}), Errc::not_found);
    EXPECT_EQ(code_of(MoveRow{budget, staff, {}, {}}), Errc::not_found);
    EXPECT_EQ(code_of(RemoveRow{budget, staff}), Errc::not_found);
    EXPECT_EQ(code_of(RemoveRow{nobody, beds}), Errc::not_found);
    EXPECT_EQ(code_of(MoveElement{nobody, {}, {}}), Errc::not_found);
    EXPECT_EQ(code_of(RestoreElement{nobody, {}, {}, {}}), Errc::not_found) << "nothing is kept of it";
    EXPECT_EQ(code_of(RemoveElement{nobody}), Errc::not_found);
    EXPECT_EQ(code_of(SetList{intro, ListField::providers, 0, {}}), Errc::not_found);
}

TEST(EditTest, control_characters_and_broken_utf8_are_refused)
{
    for (const std::string& bad : {std::string("a\0b", 3), std::string("\x1b[31m"), std::string("\r\n"), std::string("\x7f"),
                                  std::string("\xc2\x85"), std::string("\xff"), std::string("\xc3"), std::string("\xed\xa0\x80"),
                                  std::string("\xc0\xaf"), std::string("\xf4\x90\x80\x80")}) {
        EXPECT_FALSE(is_plain_text(bad)) << to_hex(as_bytes(bad));
        EXPECT_EQ(code_of(set(intro, TextField::text, "First words.", bad)), Errc::invalid);
        EXPECT_EQ(code_of(SetList{diabetes, ListField::routes, digest_of(std::vector<std::string>{}), {bad}}), Errc::invalid);
        EXPECT_EQ(code_of(AddRow{budget, {{bad, ""}, staff}, {}}), Errc::invalid);
        EXPECT_EQ(code_of(AddTable{{nobody, "Sums", "", {}, {}, PartStatus::draft, {bad}, {}}, {}}), Errc::invalid)
            << "in a finding";
    }
    EXPECT_TRUE(is_plain_text("Tab\t, line\n, £ and 🏥"));
}

TEST(EditTest, what_is_too_large_is_refused)
{
    EXPECT_EQ(code_of(set(intro, TextField::text, "First words.", std::string(EditLimits::long_text_bytes_max + 1, 'x'))), Errc::too_large);
    EXPECT_EQ(code_of(set(intro, TextField::text, "First words.", std::string(EditLimits::text_bytes_max, 'x'))), Errc::none);
    EXPECT_EQ(code_of(set(intro, TextField::heading, "Introduction", std::string(EditLimits::short_text_bytes_max + 1, 'x'))),
              Errc::too_large);
    EXPECT_EQ(code_of(SetList{diabetes, ListField::routes, digest_of(std::vector<std::string>{}),
                              std::vector<std::string>(EditLimits::list_values_max + 1, "x")}),
              Errc::too_large);
}

TEST(EditTest, a_value_that_breaks_a_rule_is_refused)
{
    EXPECT_EQ(code_of(set(meeting, TextField::date, "2026-11-23", "2026-02-30")), Errc::invalid);
    EXPECT_EQ(code_of(set(finance, TextField::status, "draft", "perfect")), Errc::invalid);
    EXPECT_EQ(code_of(set(diabetes, TextField::reference, "PLN-01", "")), Errc::invalid);
    EXPECT_EQ(code_of(set(diabetes, TextField::reference, "PLN-01", "PLN-02")), Errc::conflict);
    EXPECT_EQ(code_of(AddRow{budget, {{"one cell"}, staff}, {}}), Errc::invalid);
    EXPECT_EQ(code_of(AddRow{budget, {{"a", "b"}, {}}, {}}), Errc::malformed) << "no identifier";
    EXPECT_EQ(code_of(AddRow{budget, {{"a", "b"}, beds}, {}}), Errc::conflict) << "an identifier that is in use";
    EXPECT_EQ(code_of(AddTable{{nobody, "", "", {"A"}, {{{"1"}, staff}, {{"2"}, staff}}, {}, {}, {}}, {}}), Errc::malformed);
}

TEST(EditTest, a_new_part_needs_an_identifier_that_is_free)
{
    Section section;
    section.heading = "New";
    EXPECT_EQ(code_of(AddSection{section, {}}), Errc::malformed);
    section.id = diabetes;
    EXPECT_EQ(code_of(AddSection{section, {}}), Errc::conflict) << "an intention has it";
    section.id = nobody;
    EXPECT_EQ(after(AddSection{section, ElementId::derived("gone")}).sections.back().id, nobody) << "at the end";
    section.level = 0;
    EXPECT_EQ(code_of(AddSection{section, {}}), Errc::invalid);
}

TEST(EditTest, a_part_moves_behind_the_one_named_and_to_the_front_for_none)
{
    EXPECT_EQ(after(MoveElement{stroke, {}, {}}).intentions[0].id, stroke);
    EXPECT_EQ(after(MoveElement{diabetes, stroke, {}}).intentions[1].id, diabetes);
    EXPECT_EQ(after(MoveElement{intro, finance, {}}).sections[1].id, intro);
    EXPECT_EQ(code_of(MoveElement{intro, intro, {}}), Errc::invalid);
    EXPECT_EQ(code_of(MoveElement{intro, {}, intro}), Errc::invalid);
    // Behind a part of another kind: at the end of its own.
    EXPECT_EQ(after(MoveElement{intro, diabetes, {}}).sections[1].id, intro);
}

TEST(EditTest, a_part_whose_neighbour_has_gone_moves_beside_the_other_or_to_the_end)
{
    const auto headings = [](const Content& content) {
        std::string all;
        for (const auto& section : content.sections) all += section.heading;
        return all;
    };
    Content content;
    for (const char* name : {"A", "B", "C", "D"}) content.sections.push_back({ElementId::derived(name), "", 1, name, "", {}, 0});
    const auto moved = [&](const char* what, const char* behind, const char* in_front_of) {
        const MoveElement move{ElementId::derived(what), ElementId::derived(behind), ElementId::derived(in_front_of)};
        Content copy = content;
        EXPECT_TRUE(check(copy, move).has_value());
        apply(copy, move);
        return headings(copy);
    };
    EXPECT_EQ(moved("D", "A", "B"), "ADBC");
    EXPECT_EQ(moved("D", "A", "C"), "ADBC") << "the one it was put behind counts";
    EXPECT_EQ(moved("D", "gone", "B"), "ADBC");
    EXPECT_EQ(moved("A", "gone", "gone too"), "BCDA");
}

TEST(EditTest, rows_move_and_go_by_their_identity)
{
    Content content = some_content();
    const auto lines = [&] {
        std::string all;
        for (const auto& row : content.tables[0].rows) all += row.cells[0] + ' ';
        return all;
    };
    const auto then = [&](const Edit& edit) {
        EXPECT_TRUE(check(content, edit).has_value());
        apply(content, edit);
        return lines();
    };
    EXPECT_EQ(then(AddRow{budget, {{"Staff", "9"}, staff}, {}}), "Staff Beds ");
    EXPECT_EQ(then(AddRow{budget, {{"Rent", "1"}, meeting}, nobody}), "Staff Beds Rent ") << "behind a row that has gone: last";
    EXPECT_EQ(then(MoveRow{budget, meeting, {}, {}}), "Rent Staff Beds ");
    EXPECT_EQ(then(MoveRow{budget, meeting, nobody, beds}), "Staff Rent Beds ");
    EXPECT_EQ(then(SetCell{budget, meeting, 0, 0, "Hire"}), "Staff Hire Beds ");
    EXPECT_EQ(then(RemoveRow{budget, meeting}), "Staff Beds ");
    EXPECT_EQ(check(content, SetCell{budget, meeting, 0, 0, "Hire"}).error().code, Errc::not_found);
}

TEST(EditTest, rows_that_come_without_identity_get_the_same_one_everywhere)
{
    MoneyTable table{nobody, "Sums", "", {"A"}, {{{"1"}, {}}, {{"2"}, staff}, {{"3"}, {}}}, {}, {}, {}};
    const auto content = after(AddTable{table, {}});
    const auto& rows = content.tables.front().rows;
    EXPECT_EQ(rows[1].id, staff);
    EXPECT_TRUE(rows[0].id && rows[2].id && rows[0].id != rows[2].id);
    EXPECT_EQ(after(AddTable{table, {}}), content);
    table.rows[1].id = rows[0].id;  // somebody chose what the first would get
    EXPECT_NE(after(AddTable{table, {}}).tables.front().rows[0].id, rows[0].id);
}

TEST(EditTest, a_part_that_was_removed_comes_back_whole_beside_its_neighbours)
{
    Content content = some_content();
    const auto before = content;
    for (const auto element : {intro, finance, diabetes, stroke, budget, meeting}) {
        const auto [after, in_front_of] = neighbours_of(content, element);
        const RestoreElement back{element, part_of(content, element), after, in_front_of};
        EXPECT_EQ(check(content, back).error().code, Errc::conflict) << "it is there";
        apply(content, RemoveElement{element, ""});
        EXPECT_FALSE(content == before);
        ASSERT_TRUE(check(content, back).has_value());
        apply(content, back);
        EXPECT_EQ(content, before);
        apply(content, RemoveElement{element, ""});
        RestoreElement wrong = back;
        wrong.element = nobody;
        EXPECT_EQ(check(content, wrong).error().code, Errc::not_found);
        wrong = back;
        for (const auto& section : before.sections) wrong.part.sections.push_back(section);
        EXPECT_FALSE(check(content, wrong).has_value()) << "more than the one";
        apply(content, back);
    }
}

TEST(EditTest, timescales_are_read_from_their_words)
{
    const auto content = after(SetList{diabetes, ListField::timescales, digest_of(std::vector<std::string>{}),
                                       {"From 1 April 2027 to 31 March 2028", "when possible"}});
    const auto& timescales = content.intentions[0].timescales;
    ASSERT_EQ(timescales.size(), 2u);
    EXPECT_EQ(timescales[0].from, Date::of(2027, 4, 1));
    EXPECT_EQ(timescales[0].to, Date::of(2028, 3, 31));
    EXPECT_FALSE(timescales[1].from);
}

/// An edit that has a chance: of an element that is there, seen as it is.
Edit some_edit(support::AnyValue& any, const Content& content)
{
    const std::vector<ElementId> ids = {intro, finance, diabetes, stroke, budget, meeting, nobody, {}};
    auto edit = any.make<Edit>();
    const auto id = [&] { return ids[any.below(ids.size())]; };
    const auto* table = find_table(content, budget);
    const auto row = [&] { return table && !table->rows.empty() && any.below(8) > 0 ? table->rows[any.below(table->rows.size())].id : staff; };
    std::visit(
        [&](auto& one) {
            using T = std::decay_t<decltype(one)>;
            if constexpr (requires { one.element; }) one.element = id();
            if constexpr (requires { one.table = ElementId{}; }) one.table = id();
            if constexpr (requires { one.after; }) one.after = id();
            if constexpr (std::is_same_v<T, SetText>) one.was = digest_of(text_of(content, one.element, one.field).value_or(""));
            if constexpr (std::is_same_v<T, SetList>)
                one.was = digest_of(list_of(content, one.element, one.field).value_or(std::vector<std::string>{}));
            if constexpr (requires { one.table = ElementId{}; }) one.table = budget;
            if constexpr (std::is_same_v<T, AddRow>) {
                one.row.cells.resize(2);
                one.after = row();
            }
            if constexpr (requires { one.row = ElementId{}; }) one.row = row();
            if constexpr (std::is_same_v<T, RestoreElement>)
                if (const auto part = part_of(some_content(), one.element); any.below(2) == 0) one.part = part;
            if constexpr (std::is_same_v<T, AddSection>) one.section.level = static_cast<std::uint8_t>(any.below(7));
            if constexpr (std::is_same_v<T, SetCell>) {
                one.column = static_cast<std::uint32_t>(any.below(3));
            }
        },
        edit);
    return edit;
}

TEST(EditTest, what_passes_the_check_is_applied_without_fail)
{
    support::AnyValue any(7);
    int applied = 0;
    for (int run = 0; run < 200; ++run) {
        Content content = some_content();
        for (int step = 0; step < 30; ++step) {
            const Edit edit = some_edit(any, content);
            const Content before = content;
            if (!check(content, edit)) continue;
            apply(content, edit);
            ++applied;
            if (const auto* text = std::get_if<SetText>(&edit)) EXPECT_EQ(text_of(content, text->element, text->field), text->value);
            if (const auto* list = std::get_if<SetList>(&edit)) EXPECT_EQ(list_of(content, list->element, list->field), list->values);
            if (const auto* removed = std::get_if<RemoveElement>(&edit)) EXPECT_TRUE(title_of(content, removed->element).empty());
            const auto count = [](const Content& c) {
                return c.sections.size() + c.intentions.size() + c.tables.size() + c.milestones.size();
            };
            const bool adds = edit.index() < 4 || std::holds_alternative<RestoreElement>(edit);
            const bool removes = std::holds_alternative<RemoveElement>(edit);
            EXPECT_EQ(count(content), count(before) + adds - removes);
        }
    }
    EXPECT_GT(applied, 1000) << "most edits were refused: the test shows little";
}

}  // namespace
}  // namespace assent
