#include "server/exchange/print/plan_tables.hpp"

#include <algorithm>
#include <cctype>

#include "server/exchange/money_columns.hpp"
#include "server/exchange/print/printed_text.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::print {

std::string anchor_of(const char* kind, ElementId id)
{
    return std::string(kind) + '-' + id.text();
}

std::vector<Run> status_marks(PartStatus status)
{
    if (status == PartStatus::agreed) return {};
    return {mark(words_of(status), Look::mark_warn)};
}

static std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

Table version_table(const std::vector<VersionLine>& versions)
{
    Table table{"table-versions", as_words("Versions of this document"), TableLook::record,
                columns_of({"Version", "Date", "What changed", "Author", "Role"}), {}};
    table.columns[1].look = ColumnLook::date;
    table.columns[2].look = ColumnLook::main;
    for (const auto& version : versions)
        table.rows.push_back({"", false, {row_head(value_cell(version.number, "before import")), value_cell(version.date, "not given"),
                                          values_cell(version.changes, "not given"), value_cell(version.author, "not given"),
                                          value_cell(version.author_role, "not given")}});
    return table;
}

static std::string capitalised(std::string words)
{
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

Table approval_table(const std::vector<ApprovalLine>& approvals)
{
    const bool joint = std::any_of(approvals.begin(), approvals.end(), [](const auto& line) { return !line.organisation.empty(); });
    std::vector<std::string> columns{"Committee"};
    if (joint) columns.emplace_back("Organisation");
    columns.insert(columns.end(), {"Meeting", "Outcome", "Conditions"});
    Table table{"table-approvals", as_words("Decisions on exactly this content"), TableLook::record, columns_of(columns), {}};
    table.columns[joint ? 2 : 1].look = ColumnLook::date;
    for (const auto& line : approvals) {
        Row row;
        row.cells.push_back(row_head(cell(line.committee)));
        if (joint) row.cells.push_back(value_cell(line.organisation, "the partnership"));
        row.cells.push_back(cell(line.meeting.text()));
        row.cells.push_back(cell(capitalised(line.outcome)));
        row.cells.push_back(values_cell(line.conditions, "none"));
        table.rows.push_back(std::move(row));
    }
    return table;
}

static Cell intention_cell(const Intention& intention)
{
    Paragraph service = paragraph(intention.service_area.empty() ? "No service area" : intention.service_area, ParagraphLook::service);
    for (auto& status : status_marks(intention.status)) {
        service.words.runs.push_back({" "});
        service.words.runs.push_back(std::move(status));
    }
    Cell made;
    made.blocks.emplace_back(std::move(service));
    for (auto& block : marked_blocks(intention.text)) made.blocks.push_back(std::move(block));
    if (!intention.conditions.empty()) made.blocks.emplace_back(paragraph(intention.conditions, ParagraphLook::condition));
    return made;
}

Table intention_table(const std::string& area, const std::vector<const Intention*>& intentions, bool has_place)
{
    const std::string caption = area + ": " + std::to_string(intentions.size()) +
                                (intentions.size() == 1 ? " intention" : " intentions");
    std::vector<std::string> columns{"Reference", "Intention"};
    if (has_place) columns.emplace_back("Place");
    columns.insert(columns.end(), {"Providers", "When", "Contracting route", "Lead"});
    // The first intention is in this table only, so its anchor names the caption as well.
    Table table{"c-" + anchor_of("i", intentions.front()->id), as_words(caption), TableLook::intentions, columns_of(columns), {}};
    table.columns[1].look = ColumnLook::main;
    for (const auto* intention : intentions) {
        std::vector<std::string> times;
        for (const auto& timescale : intention->timescales) times.push_back(timescale.as_written);
        Row row{anchor_of("i", intention->id), false, {}};
        row.cells.push_back(row_head(value_cell(intention->reference, "none")));
        row.cells.push_back(intention_cell(*intention));
        if (has_place) row.cells.push_back(value_cell(intention->place, "everywhere"));
        row.cells.push_back(values_cell(intention->providers, "none named"));
        row.cells.push_back(values_cell(times, "not given"));
        row.cells.push_back(values_cell(routes_in_words(intention->routes), "none named"));
        row.cells.push_back(value_cell(intention->lead, "not given"));
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table money_table(const MoneyTable& money)
{
    std::size_t width = money.columns.size();
    for (const auto& row : money.rows) width = std::max(width, row.cells.size());
    const auto figures = figure_columns(money, width);
    Table table{"c-" + anchor_of("t", money.id), as_words(money.title.empty() ? "Table without a title" : money.title), TableLook::money, {}, {}};
    if (!money.unit.empty()) table.caption = std::move(table.caption) + as_words(" ") + as_words(money.unit, Look::unit);
    for (std::size_t column = 0; column < width; ++column)
        table.columns.push_back({as_words(column < money.columns.size() ? trimmed(money.columns[column]) : ""),
                                 figures[column] ? ColumnLook::figures : ColumnLook::words});
    for (const auto& line : money.rows) {
        Row row{"", is_total(line), {}};
        for (std::size_t column = 0; column < width; ++column) {
            auto made = cell(column < line.cells.size() ? trimmed(line.cells[column]) : "");
            made.heads_row = column == 0 && !made.blocks.empty();
            row.cells.push_back(std::move(made));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table timetable(const std::vector<PlanMilestone>& milestones)
{
    Table table{"table-timetable", as_words("Dates that matter to this plan"), TableLook::record, columns_of({"Date", "What happens", "Who"}), {}};
    table.columns[0].look = ColumnLook::date;
    table.columns[1].look = ColumnLook::main;
    for (const auto& milestone : milestones)
        table.rows.push_back({anchor_of("m", milestone.id), false,
                              {row_head(value_cell(milestone.date.text(), "no date yet")), cell(milestone.event), value_cell(milestone.who, "not given")}});
    return table;
}

Table feedback_table(const std::vector<FeedbackLine>& lines)
{
    Table table{"table-feedback", as_words("You said, we did"), TableLook::log, columns_of({"Item", "About", "You said", "We decided", "We did"}), {}};
    table.columns[2].look = table.columns[4].look = ColumnLook::main;
    for (const auto& line : lines) {
        Cell said;
        said.blocks.emplace_back(paragraph(line.said, ParagraphLook::quote));
        if (!line.source.empty()) said.blocks.emplace_back(paragraph(line.source, ParagraphLook::about));
        Cell did;
        did.blocks = marked_blocks(line.response);
        if (!line.what_changed.empty())
            did.blocks.emplace_back(paragraph("Changed" + (line.changed_in.empty() ? "" : " in version " + line.changed_in) + ": " + line.what_changed,
                                              ParagraphLook::about));
        table.rows.push_back({"", false, {row_head(cell(line.reference)), value_cell(line.about, "the whole plan"), std::move(said),
                                          cell(line.disposition), std::move(did)}});
    }
    return table;
}

}  // namespace assent::exchange::print
