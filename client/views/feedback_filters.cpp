// Above the table: what is shown, in which groups and columns, and the views that people keep.
#include <algorithm>

#include "client/views/feedback_log.hpp"
#include "client/views/host.hpp"

namespace assent::views {

namespace {

constexpr const char* screen = "feedback";

// ---- filters ---------------------------------------------------------------------------------------------------------

void filter(ViewContext& context, const char* label, const char* name, const std::vector<ui::Option>& options)
{
    if (options.size() < 3 && context.query(name).empty()) return;
    std::string value = context.query(name);
    if (ui::select(label, options, value, {.label_inside = true})) context.set_query(name, value);
}

std::vector<ui::Option> with_all(std::vector<ui::Option> options)
{
    options.insert(options.begin(), {"", "all"});
    return options;
}

std::vector<ui::Option> state_choices()
{
    return {{"", "not closed"}, {"unanswered", "unanswered"}, {"overdue", "overdue"},   {"new", "new"},       {"review", "under review"},
            {"reopened", "reopened"}, {"answered", "answered"}, {"closed", "closed"}, {"late", "received late"}, {"all", "all"}};
}

/// How many filters are set beside the three that are always shown.
std::size_t hidden_filters(const ViewContext& context)
{
    std::size_t set = 0;
    for (const char* name : {"source", "forum", "about", "type", "disposition"}) set += !context.route.get(name).empty();
    return set;
}

void more_filters(ViewContext& context, const FeedbackLog& log)
{
    filter(context, "Disposition", "disposition", with_all(choices(Disposition::unanswered, Disposition::for_later)));
    filter(context, "Source", "source", log.sources);
    filter(context, "Forum", "forum", log.forums);
    filter(context, "About", "about", log.parts);
    filter(context, "Type", "type", with_all(choices(FeedbackType::comment, FeedbackType::editorial)));
}

// ---- saved views -----------------------------------------------------------------------------------------------------

/// What of the address a view keeps: all but what is open.
std::string query_of(const ViewContext& context)
{
    std::string query;
    for (const auto& [name, value] : context.route.query)
        if (name != "item" && !value.empty()) query += (query.empty() ? "" : "&") + app::percent_encode(name) + "=" + app::percent_encode(value);
    return query;
}

bool is_mine(const ViewContext& context, const SavedView& view) { return view.owner == context.me.id; }

void views_menu(ViewContext& context)
{
    const std::string here = query_of(context);
    const std::string base = context.href(Screen::feedback);
    std::vector<ui::MenuItem> items;
    std::string current;
    for (const auto& view : context.tenant.saved_views) {
        if (view.screen != screen || (!view.shared && !is_mine(context, view))) continue;
        const bool on = view.query == here;
        if (on) current = view.name;
        items.push_back({.label = view.name, .href = base + (view.query.empty() ? "" : "?" + view.query),
                         .note = is_mine(context, view) ? view.shared ? "yours, for everybody" : "yours" : "by " + context.name_of(view.owner), .checked = on});
    }
    items.push_back({.label = "Save this view", .key = "save"});
    if (items.size() > 1) items.push_back({.label = "Take views away", .key = "drop"});
    const auto chosen = ui::menu_button(current.empty() ? "Views###views" : "View: " + current + "###views", items);
    if (chosen == "save") context.form("save-view").open = true;
    if (chosen == "drop") context.form("drop-views").open = true;
}

void save_dialog(ViewContext& context)
{
    Form& form = context.form("save-view");
    if (context.accepted(form)) ui::toast("The view is saved", ui::Tone::green);
    ui::dialog("Save this view", form.open, {.width = 460, .description = "Its filters, groups, order and columns, under a name."}, [&] {
        ui::text_field("Name", form["name"], {.error = form.error_of("name"), .required = true});
        bool shared = form["shared"] == "yes";
        if (ui::checkbox("For everybody in the organisation", shared)) form["shared"] = shared ? "yes" : "";
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::button("Cancel")) form.open = false;
            if (!ui::primary_button("Save", form.waiting_reason())) return;
            form.forget_errors();
            if (!need_words(form, "name", "Enter a name for the view.")) return;
            SavedView view{context.new_id<SavedViewId>(), trimmed(form["name"]), screen, query_of(context), form["shared"] == "yes", {}};
            // Under a name of one's own that is taken, the view is changed.
            for (const auto& known : context.tenant.saved_views)
                if (known.screen == screen && known.name == view.name && is_mine(context, known)) view.id = known.id;
            context.submit(form, SaveView{std::move(view)});
        });
    });
}

void drop_dialog(ViewContext& context)
{
    Form& form = context.form("drop-views");
    const bool was_open = form.open;
    if (context.accepted(form)) form.open = was_open;
    ui::dialog("Take views away", form.open, {.width = 460, .description = "Only a view's owner takes it away."}, [&] {
        ui::list("views", {.ruled = true}, [&] {
            for (const auto& view : context.tenant.saved_views) {
                if (view.screen != screen || (!view.shared && !is_mine(context, view))) continue;
                ui::list_item(view.id.text(), [&] {
                    ui::row([&] {
                        ui::text(view.name);
                        ui::push_right();
                        const std::string_view why = is_mine(context, view) ? form.waiting_reason() : context.keep("It is " + context.name_of(view.owner) + "’s.");
                        if (ui::button("Take away", {.disabled_reason = why, .name = context.keep("Take away " + view.name), .small = true}))
                            context.submit(form, DropView{view.id});
                    });
                });
            }
        });
        form_error(form);
        ui::dialog_buttons([&] {
            if (ui::primary_button("Done")) form.open = false;
        });
    });
}

// ---- columns ---------------------------------------------------------------------------------------------------------

void columns_dialog(ViewContext& context)
{
    Form& form = context.form("columns");
    ui::dialog("Columns", form.open, {.width = 460, .description = "Without a choice, the table shows those there is room for."}, [&] {
        std::vector<ui::Option> options;
        for (std::size_t i = 1; i < log_column_count; ++i) {
            const auto column = static_cast<LogColumn>(i);
            options.push_back({std::string(name_of(column)), look_of(column).title});
        }
        std::vector<std::string> chosen;
        for (const auto column : columns_of(context, ui::viewport().width, false)) chosen.emplace_back(name_of(column));
        if (ui::checkbox_group("Shown", options, chosen)) {
            std::string names;
            for (const auto& option : options)
                if (std::find(chosen.begin(), chosen.end(), option.value) != chosen.end()) names += (names.empty() ? "" : ",") + option.value;
            context.set_query("columns", names);
        }
        ui::dialog_buttons([&] {
            if (ui::button("As it was")) context.set_query("columns", "");
            if (ui::primary_button("Done")) form.open = false;
        });
    });
}

}  // namespace

void feedback_filters(ViewContext& context, const FeedbackLog& log)
{
    auto& more = context.look("feedback_filters");
    const auto set = hidden_filters(context);
    ui::row([&] {
        std::string words = context.query("words");
        if (ui::search_field("Find in the log", words, {.label_hidden = true, .placeholder = "Find in the log", .width = 200})) context.set_query("words", words);
        filter(context, "State", "state", state_choices());
        filter(context, "Owner", "owner", log.owners);
        filter(context, "Theme", "theme", log.themes);
        filter(context, "Group by", "group", group_choices());
        const std::string label = set > 0 ? "Filters (" + std::to_string(set) + ")###filters" : "Filters###filters";
        if (ui::button(label, {.pressed = !more.empty() || set > 0})) more = more.empty() ? "yes" : "";
        if (!context.query("event").empty() && ui::removable_chip("One event", "Show all events")) context.set_query("event", "");
        ui::push_right();
        ui::secondary(std::to_string(log.shown.size()) + " of " + std::to_string(log.counts.total));
        if (ui::button("Columns", {.opens_dialog = true})) context.form("columns").open = true;
        views_menu(context);
    });
    if (!more.empty() || set > 0) ui::row([&] { more_filters(context, log); });
}

void feedback_dialogs(ViewContext& context)
{
    columns_dialog(context);
    save_dialog(context);
    drop_dialog(context);
}

}  // namespace assent::views
