#include "client/views/timeline.hpp"

#include <algorithm>

#include "client/views/comparison.hpp"
#include "client/views/fields.hpp"
#include "client/views/host.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

void restore_value(ViewContext& context, const Content& past, const ElementChange& change, const FieldChange& field)
{
    const sync::FieldRef ref{context.plan->id, change.element, field_labelled(field.label)};
    const auto before = value_of(past, ref);
    const auto now = value_of(*context.content, ref);
    if (!before || !now || *before == *now) return;
    const bool is_text = ref.field == sync::field_name(TextField::text);
    const std::string label = is_text ? "Restore this text" : "Restore this value";
    const ui::Scope scope(ref.field);
    if (!ui::button(label, {.disabled_reason = why_not_edit(context), .name = context.keep(label + ": " + field.label + " of " + change.title), .small = true})) return;
    if (is_text) write_instead(context, ref, *now, *before);
    else if (auto edit = edit_giving(*context.content, ref, *before)) context.submit(EditContent{ref.plan, {std::move(*edit)}});
    ui::toast("It says again what it said then.", ui::Tone::green);
}

void restore_part(ViewContext& context, const ElementChange& change)
{
    const auto& removed = context.plan->removed;
    if (std::none_of(removed.begin(), removed.end(), [&](const RemovedPart& part) { return part.element == change.element; })) return;
    if (ui::button("Put it back", {.disabled_reason = why_not_edit(context), .name = context.keep("Put it back: " + change.title), .small = true}))
        context.submit(EditContent{context.plan->id, {RestoreElement{change.element, {}, {}, {}}}});
}

/// The list of moments with the ways to the one before and the one after. Answers the chosen one; null while it is looked for.
const HistoryLine* choose_moment(ViewContext& context)
{
    const auto& pages = context.history();
    const auto& lines = pages.lines;
    if (lines.empty()) {
        if (pages.more) ui::skeleton(6);
        else ui::empty_state({.title = "Nothing has happened yet"});
        return nullptr;
    }
    std::string at = context.query("at");
    if (at.empty()) at = std::to_string(lines[std::min<std::size_t>(1, lines.size() - 1)].sequence);
    auto found = std::find_if(lines.begin(), lines.end(), [&](const HistoryLine& line) { return at == std::to_string(line.sequence); });
    if (found == lines.end() || found + 1 == lines.end()) {
        if (pages.more) context.more_history();
        if (found == lines.end() && pages.more) {
            ui::skeleton(6);
            return nullptr;
        }
        if (found == lines.end()) found = lines.begin();
    }
    std::vector<ui::Option> options;
    for (const auto& line : lines)
        options.push_back({std::to_string(line.sequence), local_text(line.at) + ": " + line.what + ", " + context.name_of(line.actor)});
    at = std::to_string(found->sequence);
    ui::row({.vertical = ui::Align::end}, [&] {
        if (ui::select("As it was after", options, at, {.width = 520})) context.set_query("at", at);
        const bool oldest = found + 1 == lines.end();
        if (ui::button("Earlier moment", {.disabled_reason = oldest ? pages.more ? "Earlier entries are on their way." : "This is the beginning." : ""}))
            context.set_query("at", std::to_string((found + 1)->sequence));
        if (ui::button("Later moment", {.disabled_reason = found == lines.begin() ? "This is the last." : ""}))
            context.set_query("at", std::to_string((found - 1)->sequence));
    });
    return &*found;
}

}  // namespace

void show_timeline(ViewContext& context)
{
    const auto* moment = choose_moment(context);
    if (!moment) return;
    std::string failure;
    const auto* past = context.plan_at(moment->sequence, &failure);
    if (!failure.empty()) return ui::callout(ui::Tone::red, failure, "The plan as it was then could not be read");
    if (!past || !context.content) return ui::skeleton(8);
    // Comparing takes long; frames repeat it.
    struct Compared
    {
        PlanId plan;
        std::uint64_t sequence{}, changes{};
        Comparison comparison;
    };
    static Compared kept;
    if (kept.plan != past->plan || kept.sequence != past->sequence || kept.changes != context.copy.changes)
        kept = {past->plan, past->sequence, context.copy.changes, compare(past->content, *context.content)};
    show_comparison(context, kept.comparison,
                    {.before = local_text(moment->at), .after = "Now", .after_is_draft = true, .actions = [&](const ElementChange& change, const FieldChange* field) {
                         if (field) restore_value(context, past->content, change, *field);
                         else restore_part(context, change);
                     }});
}

}  // namespace assent::views
