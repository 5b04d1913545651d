// What the import was not sure of: each with its source line, until somebody says how it was settled.
#include <algorithm>

#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"

namespace assent::views {

static void one_doubt(ViewContext& context, const Doubt& doubt)
{
    auto& form = context.form("doubt/" + doubt.id.text());
    if (context.accepted(form)) ui::toast("Doubt settled.", ui::Tone::green);
    ui::inset(8, 4, 8, 4, [&] {
        ui::stack(8, [&] {
            ui::row({.gap = 12, .vertical = ui::Align::start}, [&] {
                ui::pill(doubt.settled_by ? "Settled" : "Open", doubt.settled_by ? ui::Tone::green : ui::Tone::amber);
                ui::next_width(std::max(200.0F, ui::available_width()));
                ui::stack(2, [&] {
                    ui::text(doubt.message);
                    ui::small(doubt.line ? "Line " + std::to_string(doubt.line) + " of the imported file" : "The imported file as a whole");
                    if (doubt.settled_by) ui::secondary(context.name_of(doubt.settled_by) + ": " + doubt.settled_how);
                });
            });
            if (doubt.settled_by) return;
            if (!form.open) {
                const std::string name = "Settle the doubt of line " + std::to_string(doubt.line);
                if (ui::button("Settle", {.disabled_reason = context.why_not(Activity::settle_doubts), .name = name, .small = true})) form.open = true;
                return;
            }
            ui::text_field("How it was settled", form["how"],
                           {.help = "One sentence: what was checked, and what was changed or left as it is.", .error = form.error_of("how"),
                            .required = true, .language = "en-GB", .submit_on_enter = true});
            bool settle = ui::submitted();
            form_error(form);
            ui::row([&] {
                if (ui::button("Settle it", {.kind = ui::ButtonKind::primary, .disabled_reason = form.waiting_reason(), .small = true})) settle = true;
                if (ui::button("Cancel", {.small = true})) form.open = false;
            });
            if (settle && !form.waiting()) {
                form.forget_errors();
                if (form["how"].empty())
                    form.fail("how", "Say in a sentence how it was settled.");
                else
                    context.submit(form, SettleDoubt{context.plan->id, doubt.id, form["how"]});
            }
        });
    });
}

void doubts(ViewContext& context)
{
    const auto& all = context.plan->doubts;
    if (all.empty()) {
        ui::empty_state({.title = "No doubts", .text = "What an import could not read with certainty is listed here, until somebody settles it."});
        return;
    }
    const auto open = std::count_if(all.begin(), all.end(), [](const Doubt& doubt) { return !doubt.settled_by; });
    ui::row([&] {
        std::string line = open == 0 ? "All are settled." : std::to_string(open) + " of " + std::to_string(all.size()) + " are open.";
        if (!context.plan->imported_from.empty()) line += " Imported from " + context.plan->imported_from + ".";
        ui::secondary(line);
        ui::push_right();
        auto& shown = context.look("settled_doubts");
        bool with_settled = !shown.empty();
        if (open && static_cast<std::size_t>(open) != all.size() && ui::checkbox("Show settled ones", with_settled)) shown = with_settled ? "yes" : "";
    });
    const bool with_settled = !context.look("settled_doubts").empty() || open == 0;
    ui::card("doubts", {.padding = 8}, [&] {
        ui::list("doubts", {.ruled = true}, [&] {
            for (const auto& doubt : all) {
                if (doubt.settled_by && !with_settled) continue;
                const ui::Scope scope(doubt.id.text());
                ui::list_item(doubt.id.text(), [&] { one_doubt(context, doubt); });
            }
        });
    });
}

}  // namespace assent::views
