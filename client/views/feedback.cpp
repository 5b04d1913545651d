// The feedback log: counts, filters, the table, and beside it the item that is open.
#include <algorithm>
#include <map>
#include <set>

#include "client/views/feedback_item.hpp"
#include "client/views/reading_text.hpp"

namespace assent::views {

namespace {

using ui::Tone;
using Items = std::vector<const FeedbackItem*>;

// ---- counts ----------------------------------------------------------------------------------------------------------

struct Counts
{
    std::size_t total{}, unanswered{}, overdue{}, changed{};
    std::map<Disposition, std::size_t> by_disposition;  // of answered items
    std::size_t forums_heard{}, forums_planned{};
};

Counts counts_of(const Plan& plan, Date today)
{
    Counts counts;
    for (const auto& item : plan.feedback) {
        ++counts.total;
        if (is_unanswered(item)) ++counts.unanswered;
        else ++counts.by_disposition[item.disposition];
        if (is_overdue(item, today)) ++counts.overdue;
        if (!item.what_changed.empty() && !is_unanswered(item)) ++counts.changed;
    }
    for (const auto& planned : plan.planned_forums) {
        ++counts.forums_planned;
        counts.forums_heard += std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& o) { return o.forum == planned.forum; });
    }
    return counts;
}

void share_of_dispositions(const Counts& counts)
{
    const auto count = [&](Disposition disposition) {
        const auto found = counts.by_disposition.find(disposition);
        return found == counts.by_disposition.end() ? 0.0 : static_cast<double>(found->second);
    };
    std::vector<ui::Segment> segments;
    const auto add = [&](const char* label, double amount, Tone tone, bool lighter = false) {
        if (amount > 0) segments.push_back({label, amount, tone, lighter});
    };
    add("accepted", count(Disposition::accepted), Tone::green);
    add("in part", count(Disposition::accepted_in_part), Tone::green, true);
    add("noted", count(Disposition::noted), Tone::secondary);
    add("for later", count(Disposition::for_later), Tone::purple);
    add("out of scope or duplicate", count(Disposition::out_of_scope) + count(Disposition::duplicate), Tone::secondary, true);
    add("not accepted", count(Disposition::not_accepted), Tone::blue);
    add("unanswered", static_cast<double>(counts.unanswered), Tone::red);
    ui::share_bar("By disposition", segments);
}

void stat_of(const ViewContext& context, const Counts& counts, std::size_t i)
{
    const std::string percent = counts.total > 0 ? std::to_string((counts.changed * 100 + counts.total / 2) / counts.total) + " %" : "";
    if (i == 0)
        ui::stat({.label = "Unanswered", .figure = context.keep(std::to_string(counts.unanswered)),
                  .note = counts.overdue > 0 ? context.keep(std::to_string(counts.overdue) + " overdue") : "none overdue",
                  .tone = counts.unanswered > 0 ? Tone::red : Tone::green});
    if (i == 1) ui::stat({.label = "Changed the plan", .figure = context.keep(std::to_string(counts.changed)), .note = context.keep(percent)});
    if (i == 2)
        ui::stat({.label = "Forums heard", .figure = context.keep(std::to_string(counts.forums_heard) + " of " + std::to_string(counts.forums_planned)),
                  .note = context.keep(counts.forums_heard == counts.forums_planned ? "none to visit" : std::to_string(counts.forums_planned - counts.forums_heard) + " to visit")});
}

void stats(const ViewContext& context, const Counts& counts)
{
    ui::columns({.weights = {1, 1, 1, 1.9F}, .min_width = 150, .gap = 12, .equal_heights = true},
                {[&] { stat_of(context, counts, 0); }, [&] { stat_of(context, counts, 1); }, [&] { stat_of(context, counts, 2); },
                 [&] { share_of_dispositions(counts); }});
}

// ---- filters ---------------------------------------------------------------------------------------------------------

bool passes_state(const FeedbackItem& item, std::string_view state, Date today)
{
    if (state == "all") return true;
    if (state == "unanswered") return is_unanswered(item);
    if (state == "answered") return item.state == FeedbackState::answered;
    if (state == "closed") return item.state == FeedbackState::closed;
    if (state == "overdue") return is_overdue(item, today);
    return item.state != FeedbackState::closed;
}

bool passes(const ViewContext& context, const FeedbackItem& item)
{
    const auto is = [&](std::string_view name, const std::string& value) {
        const auto wanted = context.route.get(name);
        return wanted.empty() || wanted == value;
    };
    if (!passes_state(item, context.route.get("state"), context.today)) return false;
    if (!is("source", from_words(item)) || !is("theme", item.theme)) return false;
    if (!is("owner", item.owner ? item.owner.text() : "nobody")) return false;
    if (!is("event", item.occasion ? item.occasion.text() : "none")) return false;
    if (!is("about", item.about.element ? item.about.element.text() : "plan")) return false;
    const auto disposition = is_unanswered(item) ? Disposition::unanswered : item.disposition;
    return is("disposition", choice_of(disposition));
}

/// The values that occur, each once, sorted by label.
template<class Value, class Label>
std::vector<ui::Option> occurring(const Plan& plan, const Value& value, const Label& label)
{
    std::map<std::string, std::string> found;
    for (const auto& item : plan.feedback)
        if (const std::string text = value(item); !text.empty()) found[text] = label(item);
    std::vector<ui::Option> options;
    for (const auto& [text, words] : found) options.push_back({text, shortened(words, 48)});
    std::sort(options.begin(), options.end(), [](const auto& a, const auto& b) { return a.label < b.label; });
    options.insert(options.begin(), {"", "all"});
    return options;
}

void filter(ViewContext& context, const char* label, const char* name, const std::vector<ui::Option>& options)
{
    if (options.size() < 3 && context.query(name).empty()) return;
    std::string value = context.query(name);
    if (ui::select(label, options, value, {.label_inside = true})) context.set_query(name, value);
}

void filters(ViewContext& context, std::size_t shown)
{
    const Plan& plan = *context.plan;
    ui::row([&] {
        filter(context, "State", "state",
               {{"", "not closed"}, {"unanswered", "unanswered"}, {"overdue", "overdue"}, {"answered", "answered"}, {"closed", "closed"}, {"all", "all"}});
        filter(context, "Source", "source", occurring(plan, from_words, from_words));
        auto owners = occurring(plan, [](const auto& item) { return item.owner ? item.owner.text() : std::string("nobody"); },
                                [&](const auto& item) { return item.owner ? context.name_or_you(item.owner) : std::string("nobody"); });
        filter(context, "Owner", "owner", owners);
        auto dispositions = choices(Disposition::unanswered, Disposition::for_later);
        dispositions.insert(dispositions.begin(), {"", "all"});
        filter(context, "Disposition", "disposition", dispositions);
        filter(context, "About", "about",
               occurring(plan, [](const auto& item) { return item.about.element ? item.about.element.text() : std::string("plan"); },
                         [](const auto& item) { return item.about.title.empty() ? std::string("The whole plan") : item.about.title; }));
        const auto theme = [](const FeedbackItem& item) { return item.theme; };
        filter(context, "Theme", "theme", occurring(plan, theme, theme));
        if (!context.query("event").empty() && ui::removable_chip("One event", "Show all events")) context.set_query("event", "");
        ui::push_right();
        ui::secondary(std::to_string(shown) + " of " + std::to_string(plan.feedback.size()));
    });
}

// ---- the table -------------------------------------------------------------------------------------------------------

enum class Key : std::uint8_t { ref, received, from, about, said, disposition, owner, due };
constexpr std::array key_names = {"ref", "received", "from", "about", "said", "disposition", "owner", "due"};

struct Sorting
{
    Key key{Key::received};
    bool descending{true};
};

Sorting sorting_of(const ViewContext& context)
{
    std::string_view text = context.route.get("sort");
    Sorting sorting;
    if (text.empty()) return sorting;
    sorting.descending = text.front() == '-';
    if (sorting.descending) text.remove_prefix(1);
    for (std::size_t i = 0; i < key_names.size(); ++i)
        if (text == key_names[i]) sorting.key = static_cast<Key>(i);
    return sorting;
}

bool sorts_before(const ViewContext& context, Key key, const FeedbackItem& a, const FeedbackItem& b)
{
    switch (key) {
    case Key::ref: return a.number < b.number;
    case Key::received: return a.received != b.received ? a.received < b.received : a.number < b.number;
    case Key::from: return from_words(a) < from_words(b);
    case Key::about: return a.about.title < b.about.title;
    case Key::said: return a.verbatim < b.verbatim;
    case Key::disposition: return (is_unanswered(a) ? Disposition::unanswered : a.disposition) < (is_unanswered(b) ? Disposition::unanswered : b.disposition);
    case Key::owner: return context.name_of(a.owner) < context.name_of(b.owner);
    case Key::due: {
        const auto day = [](const FeedbackItem& item) { return is_unanswered(item) && item.due ? item.due.days : INT32_MAX; };
        return day(a) < day(b);
    }
    }
    return false;
}

Items items_of(const ViewContext& context)
{
    Items items;
    for (const auto& item : context.plan->feedback)
        if (passes(context, item)) items.push_back(&item);
    const auto sorting = sorting_of(context);
    std::sort(items.begin(), items.end(), [&](const auto* a, const auto* b) {
        if (sorts_before(context, sorting.key, *a, *b)) return !sorting.descending;
        if (sorts_before(context, sorting.key, *b, *a)) return sorting.descending;
        return b->number < a->number;
    });
    return items;
}

/// Which columns there is room for; the inspector shows the rest.
std::vector<Key> keys_for(float width, bool inspector)
{
    if (inspector && width < 700) return {Key::ref, Key::from, Key::said, Key::disposition};
    if (inspector && width < 1000) return {Key::ref, Key::from, Key::said, Key::disposition, Key::due};
    return {Key::ref, Key::received, Key::from, Key::about, Key::said, Key::disposition, Key::owner, Key::due};
}

ui::Column column_of(Key key)
{
    switch (key) {
    case Key::ref: return {.title = "Ref", .min_width = 78, .sortable = true};
    case Key::received: return {.title = "Received", .min_width = 104, .sortable = true};
    case Key::from: return {.title = "From", .min_width = 136, .weight = 0.6F, .sortable = true};
    case Key::about: return {.title = "About", .min_width = 136, .weight = 0.9F, .sortable = true};
    case Key::said: return {.title = "What was said", .min_width = 200, .weight = 2};
    case Key::disposition: return {.title = "Disposition", .min_width = 146, .weight = 0.2F, .sortable = true};
    case Key::owner: return {.title = "Owner", .min_width = 112, .sortable = true};
    case Key::due: return {.title = "Due", .min_width = 84, .sortable = true};
    }
    return {};
}

std::string disposition_note(const Plan& plan, const FeedbackItem& item)
{
    if (is_unanswered(item)) return item.state == FeedbackState::reopened ? "reopened" : "";
    if (item.what_changed.empty()) return item.state == FeedbackState::closed ? "closed" : "";
    const std::string number = version_number(plan, item.changed_in);
    return (number.empty() ? "to be changed: " : "changed in " + number + ": ") + shortened(item.what_changed, 40);
}

void cell(const ViewContext& context, ui::Row& row, Key key, const FeedbackItem& item)
{
    const Plan& plan = *context.plan;
    const bool unanswered = is_unanswered(item);
    switch (key) {
    case Key::ref: row.name(reference_of(item), {}, context.href_with("item", item.id.text())); return;
    case Key::received: row.text(brief(item.received, context.today)); return;
    case Key::from: row.text(from_words(item), how_words(plan, item)); return;
    case Key::about: row.text(item.about.title.empty() ? "The whole plan" : shortened(item.about.title, 60)); return;
    case Key::said: row.text("“" + shortened(item.verbatim, 100) + "”"); return;
    case Key::disposition:
        if (unanswered) row.pill("Unanswered", Tone::red, disposition_note(plan, item));
        else row.pill(words_of(item.disposition), tone_of(item.disposition), disposition_note(plan, item));
        return;
    case Key::owner: row.text(item.owner ? short_name(context.name_of(item.owner)) : "nobody", {.tone = item.owner ? Tone::ink : Tone::secondary}); return;
    case Key::due:
        if (!unanswered) row.text("done", {.tone = Tone::secondary});
        else if (is_overdue(item, context.today)) row.text(brief(item.due, context.today), "overdue", {.tone = Tone::red});
        else row.text(item.due ? brief(item.due, context.today) : "–");
        return;
    }
}

void show_table(ViewContext& context, const Items& items, const FeedbackItem* selected)
{
    const auto keys = keys_for(ui::available_width(), selected != nullptr);
    std::vector<ui::Column> columns;
    for (const Key key : keys) columns.push_back(column_of(key));
    std::optional<std::size_t> open;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (items[i] == selected) open = i;
    const auto sorting = sorting_of(context);
    const auto found = std::find(keys.begin(), keys.end(), sorting.key);
    std::optional<std::size_t> sorted;
    if (found != keys.end()) sorted = static_cast<std::size_t>(found - keys.begin());
    const auto result = ui::table("Feedback log",
                                  {.columns = columns, .row_count = items.size(), .selected = open, .sorted_by = sorted,
                                   .sort = sorting.descending ? ui::Sort::descending : ui::Sort::ascending, .row_height_guess = 76,
                                   .empty_text = "No item passes the filters."},
                                  [&](std::size_t i, ui::Row& row) {
                                      row.key(items[i]->id.text());
                                      for (const Key key : keys) cell(context, row, key, *items[i]);
                                  });
    if (result.opened) context.navigate(context.href_with("item", items[*result.opened]->id.text()));
    if (result.sort_by) {
        const Key key = keys[*result.sort_by];
        const bool descending = key == sorting.key && !sorting.descending;
        context.set_query("sort", std::string(descending ? "-" : "") + key_names[static_cast<std::size_t>(key)]);
    }
}

// ---- themes ----------------------------------------------------------------------------------------------------------

void show_themes(ViewContext& context)
{
    struct Line
    {
        std::size_t items{}, unanswered{}, changed{};
    };
    std::map<std::string, Line> themes;
    for (const auto& item : context.plan->feedback) {
        auto& line = themes[item.theme];
        ++line.items;
        line.unanswered += is_unanswered(item);
        line.changed += !is_unanswered(item) && !item.what_changed.empty();
    }
    std::vector<std::pair<std::string, Line>> lines(themes.begin(), themes.end());
    std::sort(lines.begin(), lines.end(), [](const auto& a, const auto& b) { return a.second.items != b.second.items ? a.second.items > b.second.items : a.first < b.first; });
    static const std::vector<ui::Column> columns = {{.title = "Theme", .min_width = 180, .weight = 1},
                                                    {.title = "Items", .min_width = 80, .align = ui::Align::end},
                                                    {.title = "Unanswered", .min_width = 110, .align = ui::Align::end},
                                                    {.title = "Changed the plan", .min_width = 140, .align = ui::Align::end}};
    const auto href = [&](const std::string& theme) { return context.href(Screen::feedback, {{"state", "all"}, {"theme", theme}}); };
    const auto result = ui::table("Themes", {.columns = columns, .row_count = lines.size()}, [&](std::size_t i, ui::Row& row) {
        const auto& [theme, line] = lines[i];
        row.key(theme.empty() ? "none" : theme);
        row.name(theme.empty() ? "No theme" : theme, {}, href(theme));
        row.number(std::to_string(line.items));
        row.number(std::to_string(line.unanswered), line.unanswered > 0 ? Tone::red : Tone::ink);
        row.number(std::to_string(line.changed));
    });
    if (result.opened) context.navigate(href(lines[*result.opened].first));
}

// ---- "You said, we did" ----------------------------------------------------------------------------------------------

std::string group_of(const ViewContext& context, const FeedbackItem& item)
{
    if (const auto* occasion = find_occasion(*context.plan, item.occasion))
        if (const auto* forum = find_forum(context.tenant, occasion->forum)) return forum->name;
    return from_words(item);
}

constexpr std::size_t items_in_report = 60;  // a screen's worth; more by choosing a forum

void said_and_done(ViewContext& context, const FeedbackItem& item)
{
    const auto said = [&] {
        ui::small("You said");
        ui::text("“" + item.verbatim + "”");
        ui::link(reference_of(item) + ", " + (item.about.title.empty() ? std::string("the whole plan") : item.about.title),
                 context.href(Screen::feedback, {{"item", item.id.text()}, {"state", "all"}}));
    };
    const auto done = [&] {
        ui::row([&] {
            ui::small("We did");
            ui::pill(words_of(item.disposition), tone_of(item.disposition));
        });
        reading_text("response", item.response, {.size = ui::TextSize::interface, .gap = 4});
        const std::string number = version_number(*context.plan, item.changed_in);
        if (!item.what_changed.empty()) ui::secondary((number.empty() ? "To be changed: " : "Changed in version " + number + ": ") + item.what_changed);
    };
    ui::list_item(item.id.text(), [&] {
        ui::columns({.weights = {1, 1}, .min_width = 260, .gap = 24}, {[&] { ui::stack(4, said); }, [&] { ui::stack(4, done); }});
    });
}

void show_report(ViewContext& context)
{
    std::map<std::string, Items> groups;
    for (const auto& item : context.plan->feedback)
        if (!is_unanswered(item)) groups[group_of(context, item)].push_back(&item);
    if (groups.empty()) {
        ui::empty_state({.title = "No item has been answered yet", .text = "What people said and what was done about it is listed here, forum by forum."});
        return;
    }
    std::vector<ui::Option> options = {{"", "all"}};
    for (const auto& [name, items] : groups) options.push_back({name, shortened(name, 48) + " (" + std::to_string(items.size()) + ")"});
    ui::row([&] { filter(context, "Said by", "by", options); });
    std::size_t left = items_in_report;
    const auto only = context.query("by");
    for (const auto& group : groups) {
        const std::string& name = group.first;
        const Items& items = group.second;
        if (!only.empty() && only != name) continue;
        if (left == 0) break;
        ui::card("by/" + name, {.title = name, .note = context.keep(counted(items.size(), "item", "items"))}, [&] {
            ui::list("items", {.ruled = true}, [&] {
                for (const auto* item : items)
                    if (left > 0) {
                        --left;
                        said_and_done(context, *item);
                    }
            });
        });
    }
    if (left == 0) ui::secondary("The first " + std::to_string(items_in_report) + " items are shown. Choose who said it to see the others.");
}

std::string versions_line(const Plan& plan)
{
    const Version* first = nullptr;
    const Version* last = nullptr;
    for (const auto& version : plan.versions) {
        const bool used = std::any_of(plan.feedback.begin(), plan.feedback.end(), [&](const auto& item) { return item.version == version.id; });
        if (!used) continue;
        if (!first) first = &version;
        last = &version;
    }
    std::string words = counted(plan.feedback.size(), "item", "items");
    if (first && first == last) words += " on version " + first->number;
    else if (first) words += " on versions " + first->number + " to " + last->number;
    return words;
}

void show_log(ViewContext& context, const FeedbackItem* selected)
{
    if (context.plan->feedback.empty()) {
        if (ui::empty_state({.title = "Nothing has been said yet",
                             .text = "Everything people say about a version goes here, word for word, and every item gets an answer.",
                             .action = "Add feedback",
                             .disabled_reason = context.why_not(Activity::log_feedback)}))
            log_form(context).open = true;
        return;
    }
    const auto items = items_of(context);
    filters(context, items.size());
    show_table(context, items, selected);
}

}  // namespace

void show_feedback(ViewContext& context)
{
    const Plan& plan = *context.plan;
    const auto counts = counts_of(plan, context.today);
    std::string tab = context.query("tab");
    if (tab != "themes" && tab != "report") tab = "table";
    const auto* selected = tab == "table" ? find_feedback(plan, context.route.id<FeedbackId>("item")) : nullptr;
    const auto tab_href = [&](const char* key) { return context.href(Screen::feedback, {{"tab", key}}); };

    ScreenBody body;
    body.title = "Feedback log";
    body.head = [&] {
        ui::page_head({.title = "Feedback log", .subtitle = versions_line(plan), .actions = [&] {
                           next_steps_button(context);
                           ui::link("You said, we did", tab_href("report"), {.as_button = true});
                           if (ui::button("Add feedback###add", {.kind = ui::ButtonKind::primary, .disabled_reason = context.why_not(Activity::log_feedback), .opens_dialog = true}))
                               log_form(context).open = true;
                       }});
        if (!plan.feedback.empty()) stats(context, counts);
        ui::tabs("Feedback", {{"Table", "table", "", context.href(Screen::feedback)},
                              {"Themes", "themes", "", tab_href("themes")},
                              {"You said, we did", "report", "", tab_href("report")}}, tab);
    };
    body.content = [&] {
        unsettled_commands(context);
        if (tab == "themes") show_themes(context);
        else if (tab == "report") show_report(context);
        else show_log(context, selected);
    };
    if (selected) {
        body.inspector = [&] { show_feedback_item(context, *selected); };
        body.inspector_name = reference_of(*selected);
        body.closed_path = context.href_with("item", "");
    }
    context.page(body);
    log_dialog(context);
}

}  // namespace assent::views
