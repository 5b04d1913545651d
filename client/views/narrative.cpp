// The narrative: an outline, and the sections to read; the chosen one to edit.
#include <algorithm>

#include "client/views/feedback_beside.hpp"
#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"
#include "client/views/suggestions.hpp"

namespace assent::views {

namespace {

std::vector<ElementId> order_of(const Content& content)
{
    std::vector<ElementId> order;
    for (const auto& section : content.sections) order.push_back(section.id);
    return order;
}

std::string add_form(const ViewContext& context) { return "section/" + context.plan->id.text(); }

void outline(ViewContext& context, ElementId chosen)
{
    ui::card("outline", {.title = "Outline", .gap = 4}, [&] {
        ui::list("sections", {.gap = 2}, [&] {
            for (const auto& section : context.content->sections)
                ui::list_item(section.id.text(), [&] {
                    ui::inset(static_cast<float>(section.level > 1 ? (section.level - 1) * 12 : 0), 3, 0, 3, [&] {
                        const std::string label = title_of(*context.content, section.id);
                        ui::link((label.empty() ? "Untitled" : label) + "###" + section.id.text(), context.href_with("item", section.id.text()),
                                 {.style = {ui::TextSize::interface, section.id == chosen ? ui::Weight::medium : ui::Weight::regular,
                                            section.id == chosen ? ui::Tone::blue : ui::Tone::ink}});
                    });
                });
        });
        const auto why = why_not_edit(context);
        if (ui::button("Add a section", {.kind = ui::ButtonKind::quiet, .disabled_reason = why, .small = true, .opens_dialog = true})) {
            context.look("section_after") = chosen ? chosen.text() : context.content->sections.empty() ? "" : context.content->sections.back().id.text();
            context.form(add_form(context)).open = true;
        }
    });
}

void about_section(ViewContext& context, const Section& section)
{
    const auto about = feedback_about(*context.plan, section.id);
    if (!about.empty()) {
        const auto unanswered = std::count_if(about.begin(), about.end(), [](const FeedbackItem* item) { return is_unanswered(*item); });
        ui::row([&] {
            ui::link(std::to_string(about.size()) + (about.size() == 1 ? " feedback item" : " feedback items"),
                     context.href(Screen::feedback, {{"about", section.id.text()}}));
            if (unanswered) ui::pill(std::to_string(unanswered) + " unanswered", ui::Tone::red);
        });
    }
    feedback_and_changes(context, section.id);
    discussion_of_part(context, section.id);
}

void read_section(ViewContext& context, const Section& section, bool may_edit, ReadingMode mode)
{
    ui::row({.gap = 10, .vertical = ui::Align::centre}, [&] {
        ui::heading(std::clamp<int>(section.level + 1, 2, 6), title_of(*context.content, section.id),
                    {section.level == 1 ? ui::TextSize::title : ui::TextSize::card_title, ui::Weight::semibold});
        if (section.status != PartStatus::agreed) ui::pill(words_of(section.status), tone_of(section.status));
        if (context.copy.is_pending(context.plan->id, section.id)) ui::pill("Sending");
        if (may_edit) {
            ui::push_right();
            const std::string name = "Edit " + title_of(*context.content, section.id);
            if (ui::button("Edit", {.kind = ui::ButtonKind::quiet, .name = name, .small = true})) {
                context.set_query("item", section.id.text());
                context.set_query("edit", "yes");
            }
        }
    });
    const sync::FieldRef text{context.plan->id, section.id, sync::field_name(TextField::text)};
    const PersonId editor = context.copy.editor_of(text);
    if (editor) ui::small(context.name_of(editor) + " is editing this now.", ui::Tone::purple);
    read_long_text(context, text, section.text, mode);
    kept_long_words(context, text, section.text);
    if (!section.text.empty()) beside_long_text(context, text, section.text);
    about_section(context, section);
}

void edit_section(ViewContext& context, const Section& section)
{
    const auto order = order_of(*context.content);
    const auto place = std::find(order.begin(), order.end(), section.id) - order.begin();
    const std::string title = title_of(*context.content, section.id);
    ui::card("editing", {.accent = true}, [&] {
        ui::group("Editing " + title, [&] {
            ui::stack(12, [&] {
                ui::columns({.weights = {1, 4}, .min_width = 90, .gap = 12},
                            {[&] { content_text(context, section.id, TextField::number, "Number"); },
                             [&] { content_text(context, section.id, TextField::heading, "Heading"); }});
                content_text(context, section.id, TextField::text, "Text",
                             {.many_lines = true, .rows = 6, .help = "Each line is a paragraph; a line that begins with “- ” or “1. ” is part of a list."});
                content_choice(context, section.id, TextField::status, "Status", status_options());
                about_section(context, section);
                if (section.source_line) ui::small("Line " + std::to_string(section.source_line) + " of the imported file.");
                ui::row([&] {
                    if (ui::button("Move up", {.disabled_reason = place == 0 ? "It is the first section." : "", .small = true}))
                        move_element(context, order, section.id, -1);
                    const bool last = place + 1 == static_cast<std::ptrdiff_t>(order.size());
                    if (ui::button("Move down", {.disabled_reason = last ? "It is the last section." : "", .small = true}))
                        move_element(context, order, section.id, 1);
                    if (ui::button("Add a section after this", {.small = true, .opens_dialog = true})) {
                        context.look("section_after") = section.id.text();
                        context.form(add_form(context)).open = true;
                    }
                    if (ui::button("Remove", {.kind = ui::ButtonKind::danger, .name = "Remove " + title, .small = true, .opens_dialog = true}))
                        context.look("remove") = section.id.text();
                    ui::push_right();
                    if (ui::button("Done", {.kind = ui::ButtonKind::primary, .small = true})) context.set_query("edit", "");
                });
            });
        });
    });
}

}  // namespace

void narrative(ViewContext& context)
{
    const auto& content = *context.content;
    const bool may_edit = why_not_edit(context).empty();
    const auto chosen = context.route.id<ElementId>("item");
    if (content.sections.empty()) {
        if (ui::empty_state({.title = "No narrative yet", .text = "Sections say why the plan intends what it does. Write the first one here.",
                             .action = "Add a section", .disabled_reason = why_not_edit(context)})) {
            context.look("section_after").clear();
            context.form(add_form(context)).open = true;
        }
        return;
    }
    auto& shown_last = context.look("section_shown");
    const auto sections = [&] {
        ui::stack(20, [&] {
            const auto mode = reading_modes(context, {context.plan->id, {}, sync::field_name(TextField::text)}, ReadingMode::marked);
            for (const auto& section : content.sections) {
                const ui::Scope scope(section.id.text());
                const bool editing = section.id == chosen && may_edit && context.query("edit") == "yes";
                if (section.id == chosen && shown_last != chosen.text() + context.query("edit")) {
                    if (!editing) ui::focus_next();
                    shown_last = chosen.text() + context.query("edit");
                }
                ui::stack(6, [&] {
                    if (editing)
                        edit_section(context, section);
                    else
                        read_section(context, section, may_edit, mode);
                });
            }
        });
    };
    if (!chosen) shown_last.clear();
    if (ui::viewport().inspector_over) {
        outline(context, chosen);
        ui::card("text", {.padding = 20}, sections);
    } else {
        ui::columns({.weights = {1, 3}, .min_width = 220, .gap = 20},
                    {[&] { outline(context, chosen); }, [&] { ui::card("text", {.padding = 24}, sections); }});
    }
}

void narrative_dialogs(ViewContext& context)
{
    auto& form = context.form(add_form(context));
    if (context.accepted(form)) ui::toast("Section added.", ui::Tone::green);
    ui::dialog("Add a section", form.open, {}, [&] {
        form.propose("level", "1");
        ui::text_field("Number", form["number"], {.help = "As printed, such as 3.10. It may be left empty.", .error = form.error_of("number"), .width = 160});
        ui::text_field("Heading", form["heading"], {.error = form.error_of("heading"), .required = true, .language = "en-GB"});
        ui::select("Level", {{"1", "1, a chapter"}, {"2", "2, a section"}, {"3", "3, a part of a section"}}, form["level"]);
        ui::text_area("Text", form["text"], {.error = form.error_of("text"), .language = "en-GB", .length_max = long_text_max, .rows = 5, .marks = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Add the section", form.waiting_reason())) {
                form.forget_errors();
                if (form["heading"].empty()) return form.fail("heading", "Write a heading.");
                Section section;
                section.id = context.new_id<ElementId>();
                section.number = form["number"];
                section.level = static_cast<std::uint8_t>(form["level"].empty() ? 1 : std::clamp(form["level"][0] - '0', 1, 6));
                section.heading = form["heading"];
                section.text = form["text"];
                section.status = PartStatus::draft;
                const auto after = ElementId::parse(context.look("section_after")).value_or(ElementId{});
                context.submit(form, EditContent{context.plan->id, {AddSection{section, after}}});
            }
        });
    });
}

}  // namespace assent::views
