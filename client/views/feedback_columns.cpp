// The columns of the feedback log's table: the fields of a comment log as people know it, and how each is drawn.
#include <algorithm>

#include "client/views/feedback_item.hpp"
#include "client/views/feedback_log.hpp"

namespace assent::views {

namespace {

using ui::Tone;

constexpr std::array<std::string_view, log_column_count> names = {
    "ref", "received", "from", "channel", "name", "organisation", "stakeholder", "version", "where", "about", "type", "said",
    "proposed", "theme", "state", "disposition", "response", "changed", "answered-by", "answered", "owner", "due", "verdict", "published"};

const std::array<ui::Column, log_column_count> looks = {{
    {.title = "Ref", .min_width = 78, .sortable = true},
    {.title = "Received", .min_width = 104, .sortable = true},
    {.title = "From", .min_width = 136, .weight = 0.6F, .sortable = true},
    {.title = "Channel", .min_width = 100, .sortable = true},
    {.title = "Name", .min_width = 130, .weight = 0.4F, .sortable = true},
    {.title = "Organisation", .min_width = 140, .weight = 0.5F, .sortable = true},
    {.title = "Stakeholder", .min_width = 120, .sortable = true},
    {.title = "Version", .min_width = 80, .sortable = true},
    {.title = "Page, line or number", .min_width = 120, .sortable = true},
    {.title = "About", .min_width = 136, .weight = 0.9F, .sortable = true},
    {.title = "Type", .min_width = 100, .sortable = true},
    {.title = "What was said", .min_width = 200, .weight = 2},
    {.title = "Proposed wording", .min_width = 180, .weight = 1},
    {.title = "Theme", .min_width = 120, .weight = 0.4F, .sortable = true},
    {.title = "State", .min_width = 120, .sortable = true},
    {.title = "Disposition", .min_width = 146, .weight = 0.2F, .sortable = true},
    {.title = "Response", .min_width = 200, .weight = 1.5F},
    {.title = "What changed, and where", .min_width = 180, .weight = 1},
    {.title = "Answered by", .min_width = 120, .sortable = true},
    {.title = "Answered", .min_width = 104, .sortable = true},
    {.title = "Owner", .min_width = 112, .sortable = true},
    {.title = "Due", .min_width = 84, .sortable = true},
    {.title = "Verdict", .min_width = 120, .sortable = true},
    {.title = "Published", .min_width = 96, .sortable = true},
}};

std::string disposition_note(const Plan& plan, const FeedbackItem& item)
{
    if (const auto* into = find_feedback(plan, item.duplicate_of)) return "answered as " + reference_of(*into);
    if (is_unanswered(item)) return item.state == FeedbackState::reopened ? "reopened" : item.state == FeedbackState::under_review ? "under review" : "";
    if (item.what_changed.empty()) return item.state == FeedbackState::closed ? "closed" : "";
    const std::string number = version_number(plan, item.changed_in);
    return (number.empty() ? "to be changed: " : "changed in " + number + ": ") + shortened(item.what_changed, 40);
}

void draw_due(const ViewContext& context, ui::Row& row, const FeedbackItem& item)
{
    if (!is_unanswered(item)) row.text("done", {.tone = Tone::secondary});
    else if (is_overdue(item, context.today)) row.text(brief(item.due, context.today), "overdue", {.tone = Tone::red});
    else row.text(item.due ? brief(item.due, context.today) : "–");
}

void draw_disposition(const ViewContext& context, ui::Row& row, const FeedbackItem& item)
{
    const auto note = disposition_note(*context.plan, item);
    if (is_unanswered(item)) row.pill("Unanswered", Tone::red, note);
    else row.pill(words_of(item.disposition), tone_of(item.disposition), note);
}

std::string or_dash(const std::string& words, std::size_t characters = 60) { return words.empty() ? "–" : shortened(words, characters); }

}  // namespace

std::string_view name_of(LogColumn column) { return names[static_cast<std::size_t>(column)]; }

const ui::Column& look_of(LogColumn column) { return looks[static_cast<std::size_t>(column)]; }

std::vector<LogColumn> columns_of(const ViewContext& context, float width, bool inspector)
{
    using enum LogColumn;
    std::vector<LogColumn> chosen;
    for (std::string_view rest = context.route.get("columns"); !rest.empty();) {
        const auto end = std::min(rest.find(','), rest.size());
        for (std::size_t i = 0; i < log_column_count; ++i)
            if (names[i] == rest.substr(0, end)) chosen.push_back(static_cast<LogColumn>(i));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    if (!chosen.empty()) {
        // The reference names the row, whatever else is chosen.
        if (std::find(chosen.begin(), chosen.end(), ref) == chosen.end()) chosen.insert(chosen.begin(), ref);
        return chosen;
    }
    if (inspector && width < 700) return {ref, from, said, disposition};
    if (inspector && width < 1000) return {ref, from, said, disposition, due};
    return {ref, received, from, about, said, disposition, owner, due};
}

void draw_cell(const ViewContext& context, ui::Row& row, LogColumn column, const FeedbackItem& item)
{
    const Plan& plan = *context.plan;
    switch (column) {
    case LogColumn::ref: return row.name(reference_of(item), item.late ? "late" : "", context.href_with("item", item.id.text()));
    case LogColumn::received: return row.text(brief(item.received, context.today));
    case LogColumn::from: return row.text(from_words(item), how_words(plan, item));
    case LogColumn::channel: return row.text(or_dash(item.channel));
    case LogColumn::name: return row.text(or_dash(item.name));
    case LogColumn::organisation: return row.text(or_dash(item.organisation));
    case LogColumn::stakeholder: return row.text(or_dash(item.stakeholder_type));
    case LogColumn::version: return row.text(or_dash(version_number(plan, item.version)));
    case LogColumn::where: return row.text(or_dash(item.where_in_document));
    case LogColumn::about: return row.text(about_title(item), item.about.quote.empty() ? "" : "“" + shortened(item.about.quote, 40) + "”");
    case LogColumn::type: return row.text(words_of(item.type));
    case LogColumn::said: return row.text("“" + shortened(item.verbatim, 100) + "”");
    case LogColumn::proposed: return row.text(or_dash(item.proposed_wording, 100));
    case LogColumn::theme: return row.text(or_dash(item.theme));
    case LogColumn::state: return row.pill(words_of(item.state), tone_of(item.state));
    case LogColumn::disposition: return draw_disposition(context, row, item);
    case LogColumn::response: return row.text(or_dash(item.response, 100));
    case LogColumn::changed: return row.text(or_dash(item.what_changed, 80));
    case LogColumn::answered_by: return row.text(item.answered_by ? short_name(context.name_of(item.answered_by)) : "–");
    case LogColumn::answered: return row.text(item.answered_at.micros ? brief(local_date(item.answered_at), context.today) : "–");
    case LogColumn::owner:
        return row.text(item.owner ? short_name(context.name_of(item.owner)) : "nobody", {.tone = item.owner ? Tone::ink : Tone::secondary});
    case LogColumn::due: return draw_due(context, row, item);
    case LogColumn::verdict: return row.text(item.verdict == SubmitterVerdict::none ? "–" : words_of(item.verdict));
    case LogColumn::published: return row.text(item.published ? "yes" : "no", {.tone = item.published ? Tone::ink : Tone::secondary});
    }
}

}  // namespace assent::views
