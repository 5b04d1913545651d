// What the import was not sure of: each with its source line, until somebody says how it was settled.
#include <algorithm>
#include <set>

#include "client/views/host.hpp"
#include "client/views/plan_parts.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

/// Those chosen to be settled together. Kept as a form, so that they and the sentence survive a reload.
Form& settle_form(ViewContext& context) { return context.form("settle_doubts/" + context.plan->id.text()); }

/// Of those chosen, the ones that nobody has settled meanwhile.
std::set<ElementId> chosen_doubts(ViewContext& context)
{
    std::set<ElementId> listed;
    for (const auto& text : settle_form(context).list("doubts"))
        if (const auto id = ElementId::parse(text)) listed.insert(*id);
    std::set<ElementId> chosen;
    if (listed.empty()) return chosen;
    for (const auto& doubt : context.plan->doubts)
        if (!doubt.settled_by && listed.contains(doubt.id)) chosen.insert(doubt.id);
    return chosen;
}

void choose(ViewContext& context, ElementId doubt, bool chosen)
{
    auto& list = settle_form(context).list("doubts");
    const std::string id = doubt.text();
    if (chosen) list.push_back(id);
    else list.erase(std::remove(list.begin(), list.end(), id), list.end());
}

std::string where_words(const Doubt& doubt)
{
    return doubt.line ? "Line " + std::to_string(doubt.line) + " of the imported file" : "The imported file as a whole";
}

void one_doubt(ViewContext& context, const Doubt& doubt, bool chosen)
{
    const auto why = context.why_not(Activity::settle_doubts);
    ui::inset(8, 4, 8, 4, [&] {
        ui::row({.gap = 12, .vertical = ui::Align::start, .wrap = false}, [&] {
            ui::pill(doubt.settled_by ? "Settled" : "Open", doubt.settled_by ? ui::Tone::green : ui::Tone::amber);
            ui::next_width(std::max(160.0F, ui::available_width() - (doubt.settled_by ? 0.0F : 110.0F)));
            ui::stack(2, [&] {
                if (doubt.settled_by) {
                    ui::text(doubt.message);
                } else {
                    bool is_chosen = chosen;
                    if (ui::checkbox(doubt.message + "###chosen", is_chosen, why)) choose(context, doubt.id, is_chosen);
                }
                ui::small(where_words(doubt));
                if (doubt.settled_by) ui::secondary(context.name_of(doubt.settled_by) + ": " + doubt.settled_how);
            });
            if (doubt.settled_by) return;
            const std::string name = "Settle the doubt of line " + std::to_string(doubt.line);
            if (ui::button("Settle", {.disabled_reason = why, .name = name, .small = true, .opens_dialog = true})) {
                Form& form = settle_form(context);
                form.list("doubts") = {doubt.id.text()};
                form.open = true;
            }
        });
    });
}

void choose_buttons(ViewContext& context, const std::set<ElementId>& chosen, std::size_t open)
{
    Form& form = settle_form(context);
    const bool all = chosen.size() == open;
    if (ui::button(all ? "Choose none###choose" : "Choose all###choose", {.small = true})) {
        form.list("doubts").clear();
        if (!all)
            for (const auto& doubt : context.plan->doubts)
                if (!doubt.settled_by) choose(context, doubt.id, true);
    }
    const std::string_view why = chosen.empty() ? "Choose the doubts to settle first." : context.why_not(Activity::settle_doubts);
    const std::string label = chosen.empty() ? "Settle the chosen" : "Settle the chosen (" + std::to_string(chosen.size()) + ")";
    if (ui::button(label + "###settle_chosen", {.disabled_reason = why, .small = true, .opens_dialog = true})) form.open = true;
}

void settle(ViewContext& context, Form& form, std::vector<ElementId> ids)
{
    form.forget_errors();
    if (need_words(form, "how", "Say in a sentence how it was settled."))
        context.submit(form, SettleDoubts{context.plan->id, std::move(ids), trimmed(form["how"])});
}

}  // namespace

void doubts_dialog(ViewContext& context)
{
    Form& form = settle_form(context);
    if (context.accepted(form)) ui::toast("Settled.", ui::Tone::green);
    const auto chosen = chosen_doubts(context);
    const std::string title = chosen.size() == 1 ? "Settle a doubt" : "Settle " + std::to_string(chosen.size()) + " doubts";
    ui::dialog(title + "###settle", form.open, {}, [&] {
        static constexpr std::size_t named_max = 5;
        std::size_t named = 0;
        for (const auto& doubt : context.plan->doubts)
            if (named < named_max && chosen.contains(doubt.id)) {
                ui::secondary(where_words(doubt) + ": " + doubt.message);
                ++named;
            }
        if (chosen.size() > named) ui::secondary("And " + std::to_string(chosen.size() - named) + " more.");
        ui::text_area("How it was settled", form["how"],
                      {.help = "What was checked, and what was changed or left as it is. It is kept with each of them.", .error = form.error_of("how"),
                       .required = true, .language = "en-GB", .rows = 2});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            const std::string_view reason = chosen.empty() ? "None is chosen, or somebody has settled them." : form.waiting_reason();
            if (ui::primary_button("Settle###settle_them", reason)) {
                std::vector<ElementId> ids;
                for (const auto& doubt : context.plan->doubts)
                    if (chosen.contains(doubt.id)) ids.push_back(doubt.id);
                settle(context, form, std::move(ids));
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
    const auto chosen = chosen_doubts(context);
    ui::row([&] {
        std::string line = open == 0 ? "All are settled." : std::to_string(open) + " of " + std::to_string(all.size()) + " are open.";
        if (!context.plan->imported_from.empty()) line += " Imported from " + context.plan->imported_from + ".";
        ui::secondary(line);
        ui::push_right();
        auto& shown = context.look("settled_doubts");
        bool with_settled = !shown.empty();
        if (open && static_cast<std::size_t>(open) != all.size() && ui::checkbox("Show settled ones", with_settled)) shown = with_settled ? "yes" : "";
        if (open) choose_buttons(context, chosen, static_cast<std::size_t>(open));
    });
    const bool with_settled = !context.look("settled_doubts").empty() || open == 0;
    ui::card("doubts", {.padding = 8}, [&] {
        ui::list("doubts", {.ruled = true}, [&] {
            for (const auto& doubt : all) {
                if (doubt.settled_by && !with_settled) continue;
                const ui::Scope scope(doubt.id.text());
                ui::list_item(doubt.id.text(), [&] { one_doubt(context, doubt, chosen.contains(doubt.id)); });
            }
        });
    });
}

}  // namespace assent::views
