// The table of the feedback log: chosen columns, sorted, in groups that fold, with a box to tick in front of each item.
#include <algorithm>

#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

struct Sorting
{
    std::string column{"received"};
    bool descending{true};
};

Sorting sorting_of(const ViewContext& context)
{
    std::string text = context.query("sort");
    if (text.empty()) return {};
    const bool descending = text.front() == '-';
    return {descending ? text.substr(1) : text, descending};
}

void tick_cell(ui::Row& row, std::set<FeedbackId>& ticked, const FeedbackItem& item)
{
    row.cell([&] {
        bool on = ticked.count(item.id) > 0;
        if (!ui::tick("Select " + reference_of(item), on)) return;
        if (on) ticked.insert(item.id);
        else ticked.erase(item.id);
    });
}

void group_row(ui::Row& row, const LogGroupHead& head)
{
    row.key("group/" + head.title);
    std::string note = counted(head.items, "item", "items");
    if (head.unanswered > 0) note += ", " + std::to_string(head.unanswered) + " unanswered";
    row.group(head.title, note, folded_groups().count(head.title) == 0);
}

}  // namespace

void feedback_table(ViewContext& context, const FeedbackLog& log, const FeedbackItem* selected)
{
    const auto& items = context.plan->feedback;
    const auto columns = columns_of(context, ui::available_width(), selected != nullptr);
    std::vector<ui::Column> looks = {{.title = "Selected", .min_width = 48, .title_hidden = true}};
    for (const auto column : columns) looks.push_back(look_of(column));
    const auto sorting = sorting_of(context);
    std::optional<std::size_t> sorted;
    for (std::size_t i = 0; i < columns.size(); ++i)
        if (name_of(columns[i]) == sorting.column) sorted = i + 1;
    std::optional<std::size_t> open;
    for (std::size_t i = 0; selected && i < log.rows.size() && !open; ++i)
        if (!log.rows[i].head && &items[log.rows[i].index] == selected) open = i;
    auto& ticked = ticked_items(context);
    const auto result = ui::table("Feedback log",
                                  {.columns = looks, .row_count = log.rows.size(), .selected = open, .sorted_by = sorted,
                                   .sort = sorting.descending ? ui::Sort::descending : ui::Sort::ascending, .row_height_guess = 76,
                                   .empty_text = "No item passes the filters."},
                                  [&](std::size_t i, ui::Row& row) {
                                      if (log.rows[i].head) return group_row(row, log.groups[log.rows[i].index]);
                                      const auto& item = items[log.rows[i].index];
                                      row.key(item.id.text());
                                      tick_cell(row, ticked, item);
                                      for (const auto column : columns) draw_cell(context, row, column, item);
                                  });
    if (result.opened && log.rows[*result.opened].head) {
        const auto& title = log.groups[log.rows[*result.opened].index].title;
        auto& folded = folded_groups();
        if (!folded.erase(title)) folded.insert(title);
    } else if (result.opened) {
        context.navigate(context.href_with("item", items[log.rows[*result.opened].index].id.text()));
    }
    if (result.sort_by && *result.sort_by > 0) {
        const std::string name(name_of(columns[*result.sort_by - 1]));
        const bool descending = name == sorting.column && !sorting.descending;
        context.set_query("sort", (descending ? "-" : "") + name);
    }
}

}  // namespace assent::views
