// Coverage: which forum has seen which version and which parts of it, when, and who has not had the opportunity.

#include <algorithm>

#include "server/exchange/print/coverage_report.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

/// More columns than these do not fit a sheet; older versions are in the list of events all the same.
static constexpr std::size_t versions_max = 6;

/// The forums that were to see the plan or have seen it, in the order of the register.
static std::vector<const Forum*> forums_of(const Tenant& tenant, const Plan& plan)
{
    std::vector<const Forum*> forums;
    for (const auto& forum : tenant.forums) {
        const bool is_planned = std::any_of(plan.planned_forums.begin(), plan.planned_forums.end(), [&](const auto& line) { return line.forum == forum.id; });
        const bool has_seen = std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& event) { return event.forum == forum.id; });
        if (is_planned || has_seen) forums.push_back(&forum);
    }
    return forums;
}

static std::vector<const Version*> versions_shown(const Plan& plan)
{
    std::vector<const Version*> shown;
    for (const auto& version : plan.versions)
        if (std::any_of(plan.occasions.begin(), plan.occasions.end(), [&](const auto& event) { return event.version == version.id; })) shown.push_back(&version);
    if (shown.size() > versions_max) shown.erase(shown.begin(), shown.end() - versions_max);
    return shown;
}

static std::string parts_in_words(const Occasion& event)
{
    if (event.parts.empty()) return "all of it";
    std::string words;
    for (const auto& part : event.parts) words += (words.empty() ? "" : "; ") + part;
    return words;
}

static Cell seen(const Plan& plan, const Forum& forum, const Version& version)
{
    Cell cell;
    for (const auto& event : plan.occasions) {
        if (event.forum != forum.id || event.version != version.id) continue;
        cell.blocks.emplace_back(paragraph(event.date.text()));
        cell.blocks.emplace_back(paragraph(parts_in_words(event), ParagraphLook::about));
    }
    if (cell.blocks.empty()) cell.blocks.emplace_back(Paragraph{as_words("not shown", Look::absent), ParagraphLook::bare});
    return cell;
}

static Table matrix(const Tenant& tenant, const Plan& plan)
{
    Table table{"table-coverage", as_words("Forums and the versions they have seen, with the day and the parts"), TableLook::record,
                columns_of({"Forum", "Planned by"}), {}};
    const auto versions = versions_shown(plan);
    for (const auto* version : versions) table.columns.push_back({as_words("Version " + version->number), ColumnLook::words});
    for (const auto* forum : forums_of(tenant, plan)) {
        Date by;
        for (const auto& line : plan.planned_forums)
            if (line.forum == forum->id) by = line.by;
        Cell name = row_head(cell(forum->name));
        if (!forum->kind.empty()) name.blocks.emplace_back(paragraph(forum->kind, ParagraphLook::about));
        Row row{"", false, {std::move(name), value_cell(by.text(), "not planned")}};
        for (const auto* version : versions) row.cells.push_back(seen(plan, *forum, *version));
        table.rows.push_back(std::move(row));
    }
    return table;
}

static Table events(const Tenant& tenant, const Plan& plan)
{
    Table table{"table-events", as_words("Events in the order of their days"), TableLook::record,
                columns_of({"Day", "Forum", "Version", "Parts shown", "Presented by", "Outcome"}), {}};
    table.columns[0].look = ColumnLook::date;
    std::vector<const Occasion*> sorted;
    for (const auto& event : plan.occasions) sorted.push_back(&event);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) { return a->date < b->date; });
    for (const auto* event : sorted) {
        const auto* forum = find_forum(tenant, event->forum);
        const auto* version = find_version(plan, event->version);
        table.rows.push_back({"", false, {row_head(value_cell(event->date.text(), "no date")), value_cell(forum ? forum->name : "", "a forum no longer here"),
                                          value_cell(version ? version->number : "", "none"), cell(parts_in_words(*event)),
                                          value_cell(event->presenter, "not given"), cell(words_of(event->outcome))}});
    }
    return table;
}

/// Forums that were to see the plan and have not been shown the newest version.
static List not_reached(const Tenant& tenant, const Plan& plan)
{
    List list;
    const auto* newest = latest_version(plan);
    for (const auto* forum : forums_of(tenant, plan)) {
        const Occasion* last = nullptr;
        bool has_newest = false;
        for (const auto& event : plan.occasions) {
            if (event.forum != forum->id) continue;
            has_newest = has_newest || (newest && event.version == newest->id);
            if (!last || last->date < event.date) last = &event;
        }
        if (has_newest) continue;
        const auto* version = last ? find_version(plan, last->version) : nullptr;
        const std::string so_far = version ? "was last shown version " + version->number + " on " + last->date.text() : "has been shown nothing yet";
        list.items.push_back({as_words(forum->name + ": " + so_far + '.'), 0, {}});
    }
    return list;
}

void add_coverage(Printed& printed, const Tenant& tenant, const Plan& plan)
{
    Outline outline(printed);
    const auto part = [&](const char* anchor, const char* title) {
        printed.parts.push_back({});
        outline.heading(2, anchor, "", title);
    };
    const auto add = [&](auto block) { printed.parts.back().blocks.emplace_back(std::move(block)); };
    part("coverage", "Who has seen which version");
    auto table = matrix(tenant, plan);
    if (table.rows.empty()) add(paragraph("No forum is planned, and none has been shown the plan."));
    else add(std::move(table));
    part("not-reached", "Who has not had the opportunity");
    auto list = not_reached(tenant, plan);
    const auto* newest = latest_version(plan);
    if (!newest) add(paragraph("There is no version to show yet."));
    else if (list.items.empty()) add(paragraph("Every forum above has been shown version " + newest->number + ", the newest."));
    else {
        add(paragraph("These have not been shown version " + newest->number + ", the newest:"));
        add(std::move(list));
    }
    part("events", "Events");
    if (plan.occasions.empty()) add(paragraph("No event has been recorded."));
    else add(events(tenant, plan));
}

}  // namespace assent::exchange::print
