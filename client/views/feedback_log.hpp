#pragma once
// The feedback log as the screen shows it: which items pass the filters, in which order and groups, what the filters offer,
// and the counts. It is made anew when the log or the address has changed, not in every frame: a log has 10,000 items.
//
// The address says what is shown: `state`, `source`, `owner`, `disposition`, `about`, `theme`, `event`, `forum`, `type`,
// `words` (to find), `sort` ("-received"), `group`, `columns` ("ref,said,owner").

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "client/views/record_parts.hpp"

namespace assent::views {

// ---- columns ---------------------------------------------------------------------------------------------------------

enum class LogColumn : std::uint8_t {
    ref, received, from, channel, name, organisation, stakeholder, version, where, about, type, said, proposed, theme, state,
    disposition, response, changed, answered_by, answered, owner, due, verdict, published,
};
inline constexpr std::size_t log_column_count = static_cast<std::size_t>(LogColumn::published) + 1;

/// As it stands in the address.
std::string_view name_of(LogColumn column);
const ui::Column& look_of(LogColumn column);
/// The columns the address asks for; without it those there is room for beside an inspector or not.
std::vector<LogColumn> columns_of(const ViewContext& context, float width, bool inspector);
void draw_cell(const ViewContext& context, ui::Row& row, LogColumn column, const FeedbackItem& item);

// ---- groups ----------------------------------------------------------------------------------------------------------

enum class LogGroup : std::uint8_t { none, theme, forum, owner, state, disposition };
LogGroup group_of(const ViewContext& context);
std::vector<ui::Option> group_choices();
/// What the item is counted under; an item belongs to one of each kind.
std::string group_words(const ViewContext& context, LogGroup group, const FeedbackItem& item);
/// The forum of the event it came from; else who said it.
std::string forum_words(const ViewContext& context, const FeedbackItem& item);

// ---- the log ---------------------------------------------------------------------------------------------------------

/// Items are named by their index in Plan::feedback, to which nothing is ever added but at the end.
using ItemIndex = std::uint32_t;

struct LogRow
{
    bool head{};        ///< of a group
    ItemIndex index{};  ///< of the item, or of the group
};

struct LogGroupHead
{
    std::string title;
    std::size_t items{}, unanswered{};
};

struct LogCounts
{
    std::size_t total{}, unanswered{}, overdue{}, changed{}, late{};
    std::map<Disposition, std::size_t> by_disposition;  ///< of answered items
    std::size_t forums_heard{}, forums_planned{};
};

struct FeedbackLog
{
    LogCounts counts;
    std::vector<ItemIndex> shown;  ///< passes the filters, in order
    std::vector<LogRow> rows;      ///< the same with the heads of groups, without what is folded away
    std::vector<LogGroupHead> groups;
    std::vector<ui::Option> sources, owners, parts, themes, forums;  ///< what occurs, each once
    std::vector<ItemIndex> tray;   ///< nobody has said what they are about, or it is there no more
};

/// Lives until the log or the address changes.
const FeedbackLog& feedback_log(ViewContext& context);

/// The groups that are folded away, by title, in this tab.
std::set<std::string>& folded_groups();

// ---- several at once -------------------------------------------------------------------------------------------------

/// The items ticked in this tab; forgotten when another plan is shown.
std::set<FeedbackId>& ticked_items(const ViewContext& context);

// ---- parts of the screen, each in its file ---------------------------------------------------------------------------

void feedback_filters(ViewContext& context, const FeedbackLog& log);   // feedback_filters.cpp
void feedback_dialogs(ViewContext& context);                           // its dialogs, after the page
void feedback_bulk(ViewContext& context, const FeedbackLog& log);      // feedback_bulk.cpp: what is done to ticked items
void feedback_bulk_dialogs(ViewContext& context);
void feedback_table(ViewContext& context, const FeedbackLog& log, const FeedbackItem* selected);  // feedback_table.cpp
void feedback_board(ViewContext& context, const FeedbackLog& log);     // feedback_board.cpp
void feedback_charts(ViewContext& context);                            // feedback_charts.cpp
void feedback_tray(ViewContext& context, const FeedbackLog& log);      // feedback_tray.cpp
void feedback_report(ViewContext& context);                            // feedback_report.cpp: "You said, we did"

/// Opens the dialog in which ticked items, or these, are answered, assigned or published together.
void open_bulk(ViewContext& context, std::string_view what, const std::vector<FeedbackId>& items);

}  // namespace assent::views
