// The timetable: dates, what happens, and who does it.
#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"

namespace assent::views {

static std::string add_form(const ViewContext& context) { return "milestone/" + context.plan->id.text(); }

void timetable(ViewContext& context)
{
    const auto& content = *context.content;
    const auto why = why_not_edit(context);
    if (content.milestones.empty()) {
        if (ui::empty_state({.title = "No timetable yet", .text = "Dates from the first draft to contract signature, each with who does it.",
                             .action = "Add a date", .disabled_reason = why}))
            context.form(add_form(context)).open = true;
        return;
    }
    ui::row([&] {
        ui::secondary(std::to_string(content.milestones.size()) + (content.milestones.size() == 1 ? " date" : " dates"));
        ui::push_right();
        if (ui::button("Add a date", {.disabled_reason = why, .opens_dialog = true})) context.form(add_form(context)).open = true;
    });
    std::vector<const PlanMilestone*> rows;
    for (const auto& milestone : content.milestones) rows.push_back(&milestone);
    // Shown by date; lines without one stand last, in the order of the document.
    std::stable_sort(rows.begin(), rows.end(), [](const PlanMilestone* a, const PlanMilestone* b) {
        if (static_cast<bool>(a->date) != static_cast<bool>(b->date)) return static_cast<bool>(a->date);
        return a->date < b->date;
    });
    const auto chosen = context.route.id<ElementId>("item");
    ui::card("timetable", {.padding = 8}, [&] {
        ui::list("dates", {.ruled = true}, [&] {
            for (const auto* milestone : rows) {
                const ui::Scope scope(milestone->id.text());
                const bool editing = why.empty() && milestone->id == chosen;
                ui::list_item(milestone->id.text(), [&] {
                    ui::inset(8, 4, 8, 4, [&] {
                        if (editing) {
                            ui::columns({.weights = {1, 2, 1}, .min_width = 150, .gap = 12},
                                        {[&] { content_text(context, milestone->id, TextField::date, "Date", {.date = true}); },
                                         [&] { content_text(context, milestone->id, TextField::event, "What happens"); },
                                         [&] { content_text(context, milestone->id, TextField::who, "Who"); }});
                            ui::row([&] {
                                if (ui::button("Done", {.kind = ui::ButtonKind::primary, .small = true})) context.set_query("item", "");
                                const std::string name = "Remove " + milestone->event;
                                if (ui::button("Remove", {.kind = ui::ButtonKind::danger, .name = name, .small = true, .opens_dialog = true}))
                                    context.look("remove") = milestone->id.text();
                            });
                            return;
                        }
                        ui::row({.gap = 16, .vertical = ui::Align::start}, [&] {
                            ui::next_width(150);
                            ui::stack(2, [&] {
                                ui::text(milestone->date ? milestone->date.text() : "No date", {.weight = ui::Weight::medium,
                                         .tone = milestone->date ? ui::Tone::ink : ui::Tone::secondary, .tabular = true});
                                if (milestone->date && milestone->date < context.today) ui::small("past");
                            });
                            ui::next_width(std::max(180.0F, ui::available_width() - 90));
                            ui::stack(2, [&] {
                                ui::text(milestone->event);
                                if (!milestone->who.empty()) ui::secondary(milestone->who);
                                if (milestone->source_line) ui::small("Line " + std::to_string(milestone->source_line) + " of the imported file");
                            });
                            if (why.empty()) {
                                ui::push_right();
                                const std::string name = "Edit " + milestone->event;
                                if (ui::button("Edit", {.kind = ui::ButtonKind::quiet, .name = name, .small = true})) context.set_query("item", milestone->id.text());
                            }
                        });
                    });
                });
            }
        });
    });
}

void timetable_dialogs(ViewContext& context)
{
    auto& form = context.form(add_form(context));
    if (context.accepted(form)) ui::toast("Date added to the timetable.", ui::Tone::green);
    ui::dialog("Add a date", form.open, {}, [&] {
        ui::date_field("Date", form["date"], {.error = form.error_of("date"), .required = true});
        ui::text_field("What happens", form["event"], {.error = form.error_of("event"), .required = true, .language = "en-GB"});
        ui::text_field("Who", form["who"], {.error = form.error_of("who"), .language = "en-GB"});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Add the date", form.waiting_reason())) {
                form.forget_errors();
                const auto date = Date::parse(form["date"]);
                if (!date) form.fail("date", "Give the day.");
                if (form["event"].empty()) form.fail("event", "Say what happens on that day.");
                if (form.has_errors()) return;
                PlanMilestone milestone{context.new_id<ElementId>(), *date, form["event"], form["who"], 0};
                const auto& all = context.content->milestones;
                context.submit(form, EditContent{context.plan->id, {AddMilestone{milestone, all.empty() ? ElementId{} : all.back().id}}});
            }
        });
    });
}

}  // namespace assent::views
