#include "client/views/feedback_log.hpp"

#include <algorithm>

#include "client/sync/anchors.hpp"
#include "client/views/feedback_item.hpp"
#include "client/views/host.hpp"
#include "client/views/letters.hpp"

namespace assent::views {

namespace {

LogCounts counts_of(const Plan& plan, Date today)
{
    LogCounts counts;
    for (const auto& item : plan.feedback) {
        ++counts.total;
        if (is_unanswered(item)) ++counts.unanswered;
        else ++counts.by_disposition[item.disposition];
        if (is_overdue(item, today)) ++counts.overdue;
        if (item.late) ++counts.late;
        if ((!item.what_changed.empty() || !item.caused.empty()) && !is_unanswered(item)) ++counts.changed;
    }
    for (const auto& planned : plan.planned_forums) {
        ++counts.forums_planned;
        counts.forums_heard += std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& o) { return o.forum == planned.forum; });
    }
    return counts;
}

// ---- filters ---------------------------------------------------------------------------------------------------------

std::string owner_value(const FeedbackItem& item) { return item.owner ? item.owner.text() : "nobody"; }
std::string part_value(const FeedbackItem& item) { return item.about.element ? item.about.element.text() : "plan"; }

bool passes_state(const FeedbackItem& item, std::string_view state, Date today)
{
    if (state == "all") return true;
    if (state == "unanswered") return is_unanswered(item);
    if (state == "new") return item.state == FeedbackState::open;
    if (state == "review") return item.state == FeedbackState::under_review;
    if (state == "reopened") return item.state == FeedbackState::reopened;
    if (state == "answered") return item.state == FeedbackState::answered;
    if (state == "closed") return item.state == FeedbackState::closed;
    if (state == "overdue") return is_overdue(item, today);
    if (state == "late") return item.late;
    return item.state != FeedbackState::closed;
}

/// The address's filters, read once for all items.
class Filters
{
public:
    explicit Filters(const ViewContext& context) : context_(context), state_(context.route.get("state")), words_(lower(context.query("words"))) {}

    bool pass(const FeedbackItem& item) const
    {
        if (!passes_state(item, state_, context_.today)) return false;
        const auto is = [&](std::string_view name, const auto& value) {
            const auto wanted = context_.route.get(name);
            return wanted.empty() || wanted == value();
        };
        const auto disposition = is_unanswered(item) ? Disposition::unanswered : item.disposition;
        return is("source", [&] { return from_words(item); }) && is("theme", [&] { return item.theme.empty() ? "none" : item.theme; }) &&
               (is("owner", [&] { return owner_value(item); }) || (!item.owner && context_.route.get("owner") == "none")) &&
               is("event", [&] { return item.occasion ? item.occasion.text() : "none"; }) && is("about", [&] { return part_value(item); }) &&
               is("forum", [&] { return forum_words(context_, item); }) && is("type", [&] { return choice_of(item.type); }) &&
               is("disposition", [&] { return choice_of(disposition); }) && has_words(item);
    }

private:
    bool has_words(const FeedbackItem& item) const
    {
        if (words_.empty()) return true;
        for (const auto* text : {&item.verbatim, &item.name, &item.organisation, &item.response, &item.theme, &item.about.title, &item.proposed_wording})
            if (lower(*text).find(words_) != std::string::npos) return true;
        return lower(reference_of(item)) == words_;
    }

    const ViewContext& context_;
    std::string_view state_;
    std::string words_;
};

/// The values that occur, each once, sorted by label.
template<class Value, class Label>
std::vector<ui::Option> occurring(const Plan& plan, const Value& value, const Label& label)
{
    std::map<std::string, std::string> found;
    for (const auto& item : plan.feedback) {
        std::string text = value(item);
        if (text.empty()) continue;
        const auto place = found.lower_bound(text);
        if (place == found.end() || place->first != text) found.emplace_hint(place, std::move(text), label(item));
    }
    std::vector<ui::Option> options;
    for (const auto& [text, words] : found) options.push_back({text, shortened(words, 48)});
    std::sort(options.begin(), options.end(), [](const auto& a, const auto& b) { return a.label < b.label; });
    options.insert(options.begin(), {"", "all"});
    return options;
}

// ---- order -----------------------------------------------------------------------------------------------------------

/// What an item is sorted by: numbers first, then words.
struct SortKey
{
    std::string group;
    std::int64_t number{};
    std::string words;
    ItemIndex index{};
};

void set_key(const ViewContext& context, SortKey& key, LogColumn column, const FeedbackItem& item)
{
    switch (column) {
    case LogColumn::ref: key.number = item.number; return;
    case LogColumn::received: key.number = item.received.days; return;
    case LogColumn::from: key.words = lower(from_words(item)); return;
    case LogColumn::channel: key.words = lower(item.channel); return;
    case LogColumn::name: key.words = lower(item.name); return;
    case LogColumn::organisation: key.words = lower(item.organisation); return;
    case LogColumn::stakeholder: key.words = item.stakeholder_type; return;
    case LogColumn::version:
        for (std::size_t i = 0; i < context.plan->versions.size(); ++i)
            if (context.plan->versions[i].id == item.version) key.number = static_cast<std::int64_t>(i);
        return;
    case LogColumn::where: key.words = item.where_in_document; return;
    case LogColumn::about: key.words = lower(item.about.title); return;
    case LogColumn::type: key.words = words_of(item.type); return;
    case LogColumn::theme: key.words = lower(item.theme); return;
    case LogColumn::state: key.number = static_cast<int>(item.state); return;
    case LogColumn::disposition: key.number = static_cast<int>(is_unanswered(item) ? Disposition::unanswered : item.disposition); return;
    case LogColumn::answered_by: key.words = context.name_of(item.answered_by); return;
    case LogColumn::answered: key.number = item.answered_at.micros; return;
    case LogColumn::owner: key.words = item.owner ? context.name_of(item.owner) : ""; return;
    case LogColumn::due: key.number = is_unanswered(item) && item.due ? item.due.days : INT32_MAX; return;
    case LogColumn::verdict: key.number = static_cast<int>(item.verdict); return;
    case LogColumn::published: key.number = item.published; return;
    case LogColumn::said:
    case LogColumn::proposed:
    case LogColumn::response:
    case LogColumn::changed: return;
    }
}

void set_order(const ViewContext& context, FeedbackLog& log)
{
    std::string_view by = context.route.get("sort");
    const bool descending = by.empty() || by.front() == '-';
    if (!by.empty() && descending) by.remove_prefix(1);
    auto column = LogColumn::received;
    for (std::size_t i = 0; i < log_column_count; ++i)
        if (name_of(static_cast<LogColumn>(i)) == by) column = static_cast<LogColumn>(i);
    const auto group = group_of(context);
    const auto& items = context.plan->feedback;
    const Filters filters(context);
    std::vector<SortKey> keys;
    for (ItemIndex i = 0; i < items.size(); ++i) {
        if (!filters.pass(items[i])) continue;
        keys.push_back({group == LogGroup::none ? std::string() : group_words(context, group, items[i]), 0, {}, i});
        set_key(context, keys.back(), column, items[i]);
    }
    std::sort(keys.begin(), keys.end(), [&](const SortKey& a, const SortKey& b) {
        if (const int order = a.group.compare(b.group); order != 0) return order < 0;
        if (a.number != b.number) return descending ? a.number > b.number : a.number < b.number;
        if (const int order = a.words.compare(b.words); order != 0) return descending ? order > 0 : order < 0;
        return a.index > b.index;
    });
    const auto& folded = folded_groups();
    bool hidden = false;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        if (group != LogGroup::none && (i == 0 || keys[i].group != keys[i - 1].group)) {
            hidden = folded.count(keys[i].group) > 0;
            log.rows.push_back({true, static_cast<ItemIndex>(log.groups.size())});
            log.groups.push_back({keys[i].group});
        }
        log.shown.push_back(keys[i].index);
        if (!log.groups.empty()) {
            ++log.groups.back().items;
            log.groups.back().unanswered += is_unanswered(items[keys[i].index]);
        }
        if (!hidden) log.rows.push_back({false, keys[i].index});
    }
}

// ---- the tray --------------------------------------------------------------------------------------------------------

void set_tray(ViewContext& context, FeedbackLog& log)
{
    if (!context.content) return;
    const auto& items = context.plan->feedback;
    std::map<sync::FieldRef, std::vector<ItemIndex>> tied;
    for (ItemIndex i = 0; i < items.size(); ++i) {
        const About& about = items[i].about;
        if (items[i].state == FeedbackState::closed || items[i].duplicate_of) continue;
        if (about.detached) log.tray.push_back(i);
        else if (!about.element) continue;
        else if (about.anchored) tied[{context.plan->id, about.element, about.field}].push_back(i);
        else if (title_of(*context.content, about.element).empty()) log.tray.push_back(i);
    }
    auto& core = context.host.core();
    for (const auto& [field, indexes] : tied) {
        std::vector<const About*> abouts;
        for (const auto i : indexes) abouts.push_back(&items[i].about);
        core.open_text(field);
        const auto* now = core.texts().words(field);
        const auto places = now ? sync::places_of(core.texts(), field, *now, abouts) : std::vector<sync::WordsPlace>(indexes.size());
        for (std::size_t i = 0; i < indexes.size(); ++i)
            if (!places[i].stands()) log.tray.push_back(indexes[i]);
    }
    std::sort(log.tray.begin(), log.tray.end());
}

}  // namespace

std::string forum_words(const ViewContext& context, const FeedbackItem& item)
{
    if (const auto* occasion = find_occasion(*context.plan, item.occasion))
        if (const auto* forum = find_forum(context.tenant, occasion->forum)) return forum->name;
    return from_words(item);
}

LogGroup group_of(const ViewContext& context)
{
    const auto group = context.route.get("group");
    if (group == "theme") return LogGroup::theme;
    if (group == "forum") return LogGroup::forum;
    if (group == "owner") return LogGroup::owner;
    if (group == "state") return LogGroup::state;
    if (group == "disposition") return LogGroup::disposition;
    return LogGroup::none;
}

std::vector<ui::Option> group_choices()
{
    return {{"", "none"}, {"theme", "theme"}, {"forum", "forum"}, {"owner", "owner"}, {"state", "state"}, {"disposition", "disposition"}};
}

std::string group_words(const ViewContext& context, LogGroup group, const FeedbackItem& item)
{
    switch (group) {
    case LogGroup::none: return {};
    case LogGroup::theme: return item.theme.empty() ? "No theme" : item.theme;
    case LogGroup::forum: return forum_words(context, item);
    case LogGroup::owner: return item.owner ? context.name_or_you(item.owner) : "Nobody";
    case LogGroup::state: return words_of(item.state);
    case LogGroup::disposition: return words_of(is_unanswered(item) ? Disposition::unanswered : item.disposition);
    }
    return {};
}

std::set<std::string>& folded_groups()
{
    static std::set<std::string> folded;
    return folded;
}

std::set<FeedbackId>& ticked_items(const ViewContext& context)
{
    static PlanId plan;
    static std::set<FeedbackId> ticked;
    if (plan != context.plan->id) ticked.clear();
    plan = context.plan->id;
    return ticked;
}

const FeedbackLog& feedback_log(ViewContext& context)
{
    static std::string kept_for;
    static FeedbackLog log;
    // The sequence rises with every event of the organisation; the rest is what this person asked for.
    std::string wanted = context.plan->id.text() + ' ' + std::to_string(context.tenant.sequence) + ' ' + std::to_string(context.plan->feedback.size()) +
                         ' ' + std::to_string(context.today.days) + (context.content ? " text" : "");
    for (const auto& [name, value] : context.route.query)
        if (name != "item" && name != "tab" && name != "columns") wanted += '\n' + name + '=' + value;
    for (const auto& title : folded_groups()) wanted += "\n-" + title;
    if (wanted == kept_for) return log;
    kept_for = std::move(wanted);
    const Plan& plan = *context.plan;
    log = {};
    log.counts = counts_of(plan, context.today);
    log.sources = occurring(plan, from_words, from_words);
    log.owners = occurring(plan, owner_value, [&](const auto& item) { return item.owner ? context.name_or_you(item.owner) : std::string("nobody"); });
    log.parts = occurring(plan, part_value, about_title);
    const auto theme = [](const FeedbackItem& item) { return item.theme; };
    log.themes = occurring(plan, theme, theme);
    const auto forum = [&](const FeedbackItem& item) { return item.occasion ? forum_words(context, item) : std::string(); };
    log.forums = occurring(plan, forum, forum);
    set_order(context, log);
    set_tray(context, log);
    return log;
}

}  // namespace assent::views
