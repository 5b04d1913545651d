#include "client/views/notices.hpp"

#include <algorithm>

#include "client/views/fields.hpp"
#include "client/views/host.hpp"
#include "client/views/letters.hpp"
#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

constexpr std::size_t value_shown = 80;  // characters

std::string label_of(std::string field)
{
    if (field.substr(0, 5) == "cell/") return "a cell";
    std::replace(field.begin(), field.end(), '_', ' ');
    return capital(std::move(field));
}

std::string quoted(const std::string& value) { return value.empty() ? "nothing" : "“" + shortened(value, value_shown) + "”"; }

struct Mine
{
    const ReplacedValue* value;
    sync::FieldRef field;
    std::string now;
};

void replaced_values(ViewContext& context)
{
    const auto& all = context.plan->replaced;
    // A form is kept on this device over reloads.
    auto& left = context.form("notices/" + context.plan->id.text()).list("left");
    std::erase_if(left, [&](const std::string& number) {
        return std::none_of(all.begin(), all.end(), [&](const ReplacedValue& one) { return std::to_string(one.sequence) + one.field == number; });
    });
    std::vector<Mine> mine;
    for (const auto& one : all) {
        if (one.whose != context.me.id || std::find(left.begin(), left.end(), std::to_string(one.sequence) + one.field) != left.end()) continue;
        sync::FieldRef field{context.plan->id, one.element, one.field};
        auto now = value_of(*context.content, field);
        if (now && *now != one.value) mine.push_back({&one, std::move(field), std::move(*now)});
    }
    if (mine.empty()) return;
    ui::callout_box("replaced", ui::Tone::amber, [&] {
        ui::text("Others replaced what you had written", {.weight = ui::Weight::medium, .tone = ui::Tone::amber});
        ui::list("replaced", {.ruled = true, .gap = 6}, [&] {
            for (const auto& each : mine) {
                const std::string number = std::to_string(each.value->sequence) + each.value->field;
                ui::list_item(number, [&] {
                    const std::string place = label_of(each.field.field) + " of " + title_of(*context.content, each.field.element);
                    ui::text(context.name_of(each.value->by) + " replaced your " + quoted(each.value->value) + " in " + place + ". It now says " + quoted(each.now) + ".");
                    ui::row([&] {
                        if (ui::button("Put mine back", {.disabled_reason = why_not_edit(context), .name = context.keep("Put mine back: " + place), .small = true})) {
                            if (auto edit = edit_giving(*context.content, each.field, each.value->value))
                                context.submit(EditContent{context.plan->id, {std::move(*edit)}});
                            left.push_back(number);
                        }
                        if (ui::button("Leave it", {.name = context.keep("Leave it: " + place), .small = true})) left.push_back(number);
                    });
                });
            }
        });
    });
}

void removed_parts(ViewContext& context)
{
    const auto& removed = context.plan->removed;
    if (removed.empty() || !why_not_edit(context).empty()) return;
    auto& open = context.look("removed_parts");
    if (ui::button("Removed parts (" + std::to_string(removed.size()) + ")###removed_parts", {.kind = ui::ButtonKind::quiet, .small = true, .pressed = !open.empty()}))
        open = open.empty() ? "yes" : "";
    if (open.empty()) return;
    ui::card("removed", {.title = "Removed parts", .padding = 12, .gap = 8}, [&] {
        ui::list("removed", {.ruled = true, .gap = 6}, [&] {
            for (auto part = removed.rbegin(); part != removed.rend(); ++part)
                ui::list_item(part->element.text(), [&] {
                    const std::string title = part->title.empty() ? "Without a title" : part->title;
                    ui::row([&] {
                        ui::text(title);
                        ui::small(context.name_of(part->by) + ", " + local_text(part->at));
                        if (ui::button("Put back", {.name = context.keep("Put back " + title), .small = true}))
                            context.submit(EditContent{context.plan->id, {RestoreElement{part->element, {}, {}, {}}}});
                    });
                });
        });
    });
}

}  // namespace

void plan_notices(ViewContext& context)
{
    replaced_values(context);
    removed_parts(context);
}

}  // namespace assent::views
