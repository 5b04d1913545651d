// The list of what changed, with its counts, filters and the way through it.
#include "client/views/comparison.hpp"

#include <algorithm>
#include <array>

#include "client/views/record_parts.hpp"

namespace assent::views {

namespace {

constexpr std::size_t page_size = 20;     // changes drawn at one time
constexpr float side_by_side_px = 700;    // of the window, at least
constexpr float two_columns_px = 540;     // of the room in it, at least

struct ChangeFilter
{
    const char* value;  ///< in the address
    const char* label;
    ChangeKind kind;
};
constexpr std::array<ChangeFilter, 4> change_filters = {{{"added", "Added", ChangeKind::added},
                                                         {"changed", "Changed", ChangeKind::changed},
                                                         {"removed", "Removed", ChangeKind::removed},
                                                         {"moved", "Moved", ChangeKind::moved}}};

bool is_of_kind(const ElementChange& change, ChangeKind kind)
{
    return change.kind == kind || (kind == ChangeKind::moved && change.moved);
}

bool is_wanted(const ElementChange& change, std::string_view element_kind, std::string_view change_kind)
{
    if (!element_kind.empty() && element_kind != choice_of(change.element_kind)) return false;
    if (change_kind.empty()) return true;
    return std::any_of(change_filters.begin(), change_filters.end(),
                       [&](const auto& filter) { return change_kind == filter.value && is_of_kind(change, filter.kind); });
}

std::vector<const ElementChange*> wanted_of(const Comparison& comparison, std::string_view element_kind, std::string_view change_kind)
{
    std::vector<const ElementChange*> wanted;
    for (const auto& change : comparison.changes)
        if (is_wanted(change, element_kind, change_kind)) wanted.push_back(&change);
    return wanted;
}

std::size_t number_in(const std::string& text)
{
    std::size_t number = 0;
    for (const char c : text) {
        if (c < '0' || c > '9' || number > 100'000) return 0;
        number = number * 10 + static_cast<std::size_t>(c - '0');
    }
    return number;
}

/// Where the person is in the list, from 1; 0: at its top.
struct Place
{
    std::string& at;
    std::string& jump;

    std::size_t number(std::size_t count) const { return std::min(number_in(at), count); }
    void go(std::size_t number)
    {
        at = std::to_string(number);
        jump = "yes";
    }
    void to_top()
    {
        at.clear();
        jump.clear();
    }
};

Place place_in(ViewContext& context, const ComparedSides& sides)
{
    Place place{context.look("comparison/at"), context.look("comparison/jump")};
    // Another comparison, or other changes of it, begin at the top.
    std::string of = sides.before + '\n' + sides.after + '\n' + context.query("kind") + '\n' + context.query("change");
    std::string& last = context.look("comparison/of");
    if (last != of) place.to_top();
    last = std::move(of);
    return place;
}

void filters(ViewContext& context, const Comparison& comparison)
{
    const std::string element_kind = context.query("kind");
    const std::string change_kind = context.query("change");
    ui::group("Show changes that are", [&] {
        ui::row([&] {
            const auto toggle = [&](std::string_view value, const char* label) {
                const auto count = wanted_of(comparison, element_kind, value).size();
                if (count == 0 && change_kind != value) return;
                const std::string words = std::string(label) + " (" + std::to_string(count) + ")###" + label;
                if (ui::button(words, {.small = true, .pressed = change_kind == value})) context.set_query("change", value);
            };
            toggle("", "All");
            for (const auto& filter : change_filters) toggle(filter.value, filter.label);
            std::vector<ui::Option> options = {{"", "all parts"}};
            for (const auto kind : {ElementKind::section, ElementKind::intention, ElementKind::table, ElementKind::milestone})
                if (const auto count = wanted_of(comparison, choice_of(kind), change_kind).size(); count > 0 || element_kind == choice_of(kind))
                    options.push_back({choice_of(kind), words_of(kind, 2) + " (" + std::to_string(count) + ")"});
            std::string kind = element_kind;
            if (ui::select("Of", options, kind, {.label_inside = true})) context.set_query("kind", kind);
        });
    });
}

ComparisonLayout layout_switch(ViewContext& context)
{
    const bool room = ui::viewport().width >= side_by_side_px && ui::available_width() >= two_columns_px;
    const bool side_by_side = room && context.query("view") != "inline";
    const std::string_view why = room ? "" : "Side by side needs a wider window.";
    ui::group("Old and new words", [&] {
        ui::row([&] {
            if (ui::button("Side by side", {.disabled_reason = why, .small = true, .pressed = side_by_side})) context.set_query("view", "");
            if (ui::button("Inline", {.description = "Old words struck, new words underlined, in one text", .small = true, .pressed = !side_by_side}))
                context.set_query("view", "inline");
            bool whole = context.query("unchanged") == "yes";
            if (ui::checkbox("Unchanged text and rows too", whole)) context.set_query("unchanged", whole ? "yes" : "");
        });
    });
    return side_by_side ? ComparisonLayout::side_by_side : ComparisonLayout::inline_text;
}

void way_through(ViewContext& context, std::size_t count, Place& place)
{
    const std::size_t at = place.number(count);
    const bool first = at <= 1;
    const bool last = at >= count;
    bool back = false;
    bool on = false;
    ui::row([&] {
        back = ui::button("Previous change", {.disabled_reason = first ? "This is the first change." : "", .description = "Alt+Up"});
        on = ui::button("Next change", {.disabled_reason = last ? "This is the last change." : "", .description = "Alt+Down"});
        ui::small(at == 0 ? std::to_string(count) + (count == 1 ? " change" : " changes") + ". Alt+Down and Alt+Up go through them."
                          : "Change " + std::to_string(at) + " of " + std::to_string(count) + ". Alt+Down and Alt+Up go through them.");
    });
    if (context.shortcut("alt+up")) {
        if (first) ui::announce("This is the first change.");
        else back = true;
    }
    if (context.shortcut("alt+down")) {
        if (last) ui::announce("This is the last change.");
        else on = true;
    }
    if (back) place.go(at - 1);
    if (on) place.go(at + 1);
}

void show_list(ViewContext& context, const std::vector<const ElementChange*>& wanted, const ComparedSides& sides, ComparisonLayout layout,
               Place& place)
{
    const std::size_t at = place.number(wanted.size());
    const std::size_t first = at == 0 ? 0 : (at - 1) / page_size * page_size;
    const std::size_t end = std::min(wanted.size(), first + page_size);
    const bool jump = !place.jump.empty();
    place.jump.clear();
    for (std::size_t i = first; i < end; ++i) {
        const bool current = i + 1 == at;
        show_change(context,
                    {.change = *wanted[i], .number = i + 1, .count = wanted.size(), .current = current, .go_to = current && jump,
                     .layout = layout, .whole = context.query("unchanged") == "yes"},
                    sides);
    }
    if (wanted.size() <= page_size) return;
    ui::row([&] {
        ui::secondary("Changes " + std::to_string(first + 1) + " to " + std::to_string(end) + " of " + std::to_string(wanted.size()));
        ui::push_right();
        if (ui::button("Earlier changes", {.disabled_reason = first == 0 ? "These are the first." : ""})) place.go(first + 1 - page_size);
        if (ui::button("Later changes", {.disabled_reason = end == wanted.size() ? "These are the last." : ""})) place.go(end + 1);
    });
}

}  // namespace

void show_comparison(ViewContext& context, const Comparison& comparison, const ComparedSides& sides)
{
    if (comparison.changes.empty()) {
        ui::empty_state({.title = "No differences", .text = context.keep(sides.before + " and " + sides.after + " are word for word the same.")});
        return;
    }
    ui::text(summary_of(comparison) + ".");
    filters(context, comparison);
    const auto layout = layout_switch(context);
    const auto wanted = wanted_of(comparison, context.query("kind"), context.query("change"));
    if (wanted.empty()) {
        if (ui::empty_state({.title = "No such changes", .text = "Nothing that changed is of the kinds chosen here.", .action = "Show all changes"})) {
            context.set_query("kind", "");
            context.set_query("change", "");
        }
        return;
    }
    Place place = place_in(context, sides);
    way_through(context, wanted.size(), place);
    show_list(context, wanted, sides, layout, place);
}

}  // namespace assent::views
