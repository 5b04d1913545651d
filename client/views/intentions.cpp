// The register of intentions: filter, sort, and the row whose details are shown.
#include <algorithm>
#include <set>

#include "client/views/host.hpp"
#include "client/views/letters.hpp"
#include "client/views/plan_parts.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::views {

namespace {

std::string add_form(const ViewContext& context) { return "intention/" + context.plan->id.text(); }

struct Filters
{
    std::string area, provider, place, quarter, route, words;
};

bool touches(const Intention& intention, const std::string& quarter)
{
    for (const auto& timescale : intention.timescales) {
        const auto keys = quarters_of(timescale);
        if (std::find(keys.begin(), keys.end(), quarter) != keys.end()) return true;
    }
    return false;
}

bool passes(const Intention& intention, const Filters& filters)
{
    const auto has = [](const std::vector<std::string>& list, const std::string& word) {
        return std::find(list.begin(), list.end(), word) != list.end();
    };
    if (!filters.area.empty() && intention.programme_area != filters.area) return false;
    if (!filters.provider.empty() && !has(intention.providers, filters.provider)) return false;
    if (!filters.place.empty() && intention.place != (filters.place == "whole" ? "" : filters.place)) return false;
    if (!filters.route.empty() && !has(intention.routes, filters.route)) return false;
    if (!filters.quarter.empty() && !touches(intention, filters.quarter)) return false;
    if (filters.words.empty()) return true;
    const auto words = lower(filters.words);
    return lower(intention.reference + " " + intention.service_area + " " + plain_text_of(intention.text)).find(words) != std::string::npos;
}

void one_filter(ViewContext& context, const char* name, const char* label, const std::vector<ui::Option>& options)
{
    std::vector<ui::Option> all{{"", "all"}};
    all.insert(all.end(), options.begin(), options.end());
    std::string value = context.query(name);
    if (std::none_of(all.begin(), all.end(), [&](const ui::Option& option) { return option.value == value; })) all.push_back({value, value});
    if (ui::select(label, all, value, {.label_inside = true})) context.set_query(name, value);
}

std::vector<ui::Option> plain_options(const std::set<std::string>& values)
{
    std::vector<ui::Option> options;
    for (const auto& value : values)
        if (!value.empty()) options.push_back({value, value});
    return options;
}

void filters(ViewContext& context, std::size_t shown)
{
    const auto& content = *context.content;
    std::set<std::string> areas, providers, places, quarters;
    bool whole = false;
    for (const auto& intention : content.intentions) {
        areas.insert(intention.programme_area);
        providers.insert(intention.providers.begin(), intention.providers.end());
        places.insert(intention.place);
        whole = whole || intention.place.empty();
        for (const auto& timescale : intention.timescales)
            for (auto& key : quarters_of(timescale)) quarters.insert(std::move(key));
    }
    ui::row({.gap = 10}, [&] {
        one_filter(context, "area", "Programme area", plain_options(areas));
        one_filter(context, "provider", "Provider", plain_options(providers));
        std::vector<ui::Option> quarter_options;
        for (const auto& key : quarters) quarter_options.push_back({key, quarter_words(key)});
        one_filter(context, "quarter", "Quarter", quarter_options);
        auto place_options = plain_options(places);
        if (whole && !place_options.empty())
            place_options.insert(place_options.begin(), {"whole", context.tenant.kind == TenantKind::partnership ? "Whole partnership" : "Whole organisation"});
        if (!place_options.empty()) one_filter(context, "place", "Place", place_options);
        ui::push_right();
        ui::secondary(std::to_string(shown) + " of " + std::to_string(content.intentions.size()));
        if (ui::button("Add an intention", {.disabled_reason = why_not_edit(context), .opens_dialog = true})) context.form(add_form(context)).open = true;
    });
}

struct Counts
{
    std::size_t unanswered{}, open{}, all{};
    bool overdue{};
};

Counts counts_of(const Plan& plan, ElementId element, Date today)
{
    Counts counts;
    for (const auto* item : feedback_about(plan, element)) {
        ++counts.all;
        counts.open += item->state != FeedbackState::closed;
        if (!is_unanswered(*item)) continue;
        ++counts.unanswered;
        counts.overdue = counts.overdue || (item->due && item->due < today);
    }
    return counts;
}

Date begins(const Intention& intention)
{
    Date first{INT32_MAX};
    for (const auto& timescale : intention.timescales)
        if (timescale.from && timescale.from < first) first = timescale.from;
    return first;
}

void sort_rows(ViewContext& context, std::vector<const Intention*>& rows)
{
    const auto by = context.query("sort");
    if (by.empty()) return;
    const bool down = context.query("dir") == "down";
    const auto& plan = *context.plan;
    std::stable_sort(rows.begin(), rows.end(), [&](const Intention* a, const Intention* b) {
        if (down) std::swap(a, b);
        if (by == "ref") return a->reference < b->reference;
        if (by == "name") return lower(a->service_area) < lower(b->service_area);
        if (by == "when") return begins(*a) < begins(*b);
        if (by == "feedback") return counts_of(plan, a->id, context.today).unanswered < counts_of(plan, b->id, context.today).unanswered;
        return false;
    });
}

/// Beside open details there is no room for every column; the details show them all.
enum class Key : std::uint8_t { ref, name, providers, when, route, feedback, state };

std::vector<Key> keys_for(float width)
{
    if (width >= 860) return {Key::ref, Key::name, Key::providers, Key::when, Key::route, Key::feedback, Key::state};
    return {Key::ref, Key::name, Key::providers, Key::when, Key::feedback, Key::state};
}

ui::Column column_of(Key key)
{
    switch (key) {
    case Key::ref: return {.title = "Ref", .min_width = 92, .sortable = true};
    case Key::name: return {.title = "Intention", .min_width = 200, .weight = 3, .sortable = true};
    case Key::providers: return {.title = "Providers", .min_width = 120, .weight = 1.4F};
    case Key::when: return {.title = "When", .min_width = 96, .weight = 0.4F, .sortable = true};
    case Key::route: return {.title = "Route", .min_width = 120, .weight = 0.8F};
    case Key::feedback: return {.title = "Feedback", .min_width = 104, .sortable = true};
    case Key::state: return {.title = "State", .min_width = 104};
    }
    return {};
}

/// As the address names the order; empty where a column does not sort.
const char* sort_name(Key key)
{
    switch (key) {
    case Key::ref: return "ref";
    case Key::name: return "name";
    case Key::when: return "when";
    case Key::feedback: return "feedback";
    default: return "";
    }
}

std::string routes_words(const Intention& intention)
{
    // All of them are beside the table; here the first two keep the row low.
    static constexpr std::size_t shown_max = 2;
    std::string routes;
    for (std::size_t i = 0; i < std::min(shown_max, intention.routes.size()); ++i) routes += (i ? ", " : "") + route_words(intention.routes[i]);
    if (intention.routes.size() > shown_max) routes += " +" + std::to_string(intention.routes.size() - shown_max);
    return routes;
}

void feedback_cell(ViewContext& context, ui::Row& row, const Intention& intention)
{
    const auto counts = counts_of(*context.plan, intention.id, context.today);
    if (counts.unanswered)
        row.text(std::to_string(counts.unanswered) + " open",
                 {.weight = counts.overdue ? ui::Weight::medium : ui::Weight::regular, .tone = counts.overdue ? ui::Tone::red : ui::Tone::ink});
    else
        row.text(counts.all ? std::to_string(counts.all) + " answered" : "none", {.tone = ui::Tone::secondary});
}

void cell(ViewContext& context, ui::Row& row, Key key, const Intention& intention)
{
    switch (key) {
    case Key::ref: row.text(intention.reference, {.tone = ui::Tone::secondary}); return;
    case Key::name:
        row.name(intention.service_area.empty() ? "Untitled" : intention.service_area, first_line(intention.text),
                 context.href_with("item", intention.id.text()));
        return;
    case Key::providers: row.chips(intention.providers); return;
    case Key::when: {
        if (intention.timescales.empty()) return row.text("none", {.tone = ui::Tone::secondary});
        std::string when = when_of(intention.timescales.front());
        if (intention.timescales.size() > 1) when += " +" + std::to_string(intention.timescales.size() - 1);
        return row.text(when);
    }
    case Key::route: {
        const std::string routes = routes_words(intention);
        row.text(routes.empty() ? "none named" : routes, {.tone = routes.empty() ? ui::Tone::secondary : ui::Tone::ink});
        return;
    }
    case Key::feedback: feedback_cell(context, row, intention); return;
    case Key::state: {
        const auto state = context.copy.is_pending(context.plan->id, intention.id) ? IntentionState{"Sending", ui::Tone::secondary}
                                                                                    : state_of(context, intention);
        row.pill(state.words, state.tone);
        return;
    }
    }
}

}  // namespace

void intentions(ViewContext& context)
{
    const auto& content = *context.content;
    if (content.intentions.empty()) {
        if (ui::empty_state({.title = "No intentions yet",
                             .text = "An intention says what will be commissioned, from whom, by when and by which contracting route.",
                             .action = "Add an intention", .disabled_reason = why_not_edit(context)}))
            context.form(add_form(context)).open = true;
        return;
    }
    const Filters wanted{context.query("area"), context.query("provider"), context.query("place"),
                         context.query("quarter"), context.query("route"), context.query("q")};
    std::vector<const Intention*> rows;
    for (const auto& intention : content.intentions)
        if (passes(intention, wanted)) rows.push_back(&intention);
    sort_rows(context, rows);
    filters(context, rows.size());

    const auto keys = keys_for(ui::available_width());
    std::vector<ui::Column> columns;
    for (const Key key : keys) columns.push_back(column_of(key));
    ui::Table table{.columns = columns, .row_count = rows.size()};
    const auto chosen = context.route.id<ElementId>("item");
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i]->id == chosen) table.selected = i;
    const auto by = context.query("sort");
    for (std::size_t i = 0; i < keys.size(); ++i)
        if (!by.empty() && by == sort_name(keys[i])) table.sorted_by = i;
    table.sort = by.empty() ? ui::Sort::none : context.query("dir") == "down" ? ui::Sort::descending : ui::Sort::ascending;
    table.empty_text = "No intention passes these filters. Set one of them to “all”.";
    const auto result = ui::table("Intentions", table, [&](std::size_t i, ui::Row& row) {
        row.key(rows[i]->id.text());
        for (const Key key : keys) cell(context, row, key, *rows[i]);
    });
    if (result.opened) context.set_query("item", rows[*result.opened]->id.text());
    if (result.sort_by) {
        const std::string key = sort_name(keys[*result.sort_by]);
        const bool again = by == key && context.query("dir") != "down";
        context.set_query("sort", key);
        context.set_query("dir", again ? "down" : "");
    }
}

void intentions_dialogs(ViewContext& context)
{
    auto& form = context.form(add_form(context));
    auto& added = context.look("intention_added");
    if (context.accepted(form)) {
        ui::toast("Intention added.", ui::Tone::green);
        context.set_query("item", added);
    }
    ui::dialog("Add an intention", form.open, {.description = "Everything else is filled in beside the table afterwards."}, [&] {
        std::set<std::string> areas;
        for (const auto& intention : context.content->intentions) areas.insert(intention.programme_area);
        auto options = plain_options(areas);
        if (!options.empty()) {
            options.insert(options.begin(), {"", "Another, or none"});
            if (ui::select("Programme area of the plan", options, form["chosen"]) && !form["chosen"].empty()) form["area"] = form["chosen"];
        }
        ui::text_field("Programme area", form["area"], {.error = form.error_of("area"), .language = "en-GB"});
        ui::text_field("Service area", form["name"], {.help = "What people call the intention.", .error = form.error_of("name"), .required = true, .language = "en-GB"});
        const auto proposed = next_reference(*context.content, form["area"]);
        ui::text_field("Reference", form["reference"], {.help = "Left empty, it becomes " + proposed + ".", .error = form.error_of("reference"), .width = 200});
        ui::text_area("Text", form["text"], {.error = form.error_of("text"), .language = "en-GB", .length_max = long_text_max, .rows = 4, .marks = true});
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (ui::primary_button("Add the intention", form.waiting_reason())) {
                form.forget_errors();
                if (form["name"].empty()) return form.fail("name", "Say what the intention is called.");
                Intention intention;
                intention.id = context.new_id<ElementId>();
                intention.reference = form["reference"].empty() ? proposed : form["reference"];
                intention.programme_area = form["area"];
                intention.service_area = form["name"];
                intention.text = form["text"];
                intention.status = PartStatus::draft;
                added = intention.id.text();
                const auto& all = context.content->intentions;
                context.submit(form, EditContent{context.plan->id, {AddIntention{intention, all.empty() ? ElementId{} : all.back().id}}});
            }
        });
    });
}

}  // namespace assent::views
