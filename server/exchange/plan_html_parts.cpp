#include "server/exchange/plan_html_parts.hpp"

#include <algorithm>
#include <cctype>

#include "server/exchange/marked_html.hpp"
#include "server/site/html.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange {

using site::escape;
using site::quoted;

std::string anchor_of(const char* kind, ElementId id)
{
    return std::string(kind) + '-' + id.text();
}

std::string pill(const std::string& words, const char* look)
{
    return "<span class=\"pill " + std::string(look) + "\">" + escape(words) + "</span>";
}

std::string status_mark(PartStatus status)
{
    return status == PartStatus::agreed ? "" : pill(words_of(status), "warn");
}

static std::string trimmed(const std::string& text)
{
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_figure(const std::string& cell)
{
    std::string text = trimmed(cell);
    if (text == "-" || text == "\xe2\x80\x93" || text == "n/a") return true;
    bool digits = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
            digits = true;
        } else if (text.compare(i, 2, "\xc2\xa3") == 0) {
            ++i;  // a pound sign
        } else if (text.compare(i, 3, "\xe2\x88\x92") == 0) {
            i += 2;  // a minus sign
        } else if ((c == 'k' || c == 'm') && i + 1 == text.size()) {
            continue;
        } else if (std::string_view("+-.,()% ").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return digits;
}

/// Opens a table in a region of its own that scrolls sideways by keyboard too, so that the page never does.
static std::string open_table(const std::string& id, const char* look, const std::string& caption, const std::string& unit = {})
{
    std::string html = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=" + quoted(id) + ">\n<table";
    if (*look) html += " class=\"" + std::string(look) + '"';
    html += ">\n<caption id=" + quoted(id) + ">" + escape(caption);
    if (!unit.empty()) html += " <span class=\"unit\">" + escape(unit) + "</span>";
    return html + "</caption>\n";
}

static constexpr const char* close_table = "</tbody>\n</table>\n</div>\n";

static std::string head(const std::vector<std::string>& columns)
{
    std::string html = "<thead>\n<tr>";
    for (const auto& column : columns) html += "<th scope=\"col\">" + escape(column) + "</th>";
    return html + "</tr>\n</thead>\n<tbody>\n";
}

static std::string cell(const std::string& html, const char* look = "")
{
    return "<td" + (*look ? " class=\"" + std::string(look) + '"' : std::string()) + ">" + html + "</td>";
}

static std::string row_head(const std::string& html, const char* look = "")
{
    return "<th scope=\"row\"" + (*look ? " class=\"" + std::string(look) + '"' : std::string()) + ">" + html + "</th>";
}

/// Short values below one another; a word where there are none, so that no cell is empty.
static std::string values(const std::vector<std::string>& items, const char* none)
{
    if (items.empty()) return "<span class=\"none\">" + std::string(none) + "</span>";
    if (items.size() == 1) return escape(items.front());
    std::string html = "<ul class=\"values\">";
    for (const auto& item : items) html += "<li>" + escape(item) + "</li>";
    return html + "</ul>";
}

static std::string value(const std::string& item, const char* none)
{
    return values(item.empty() ? std::vector<std::string>{} : std::vector{item}, none);
}

std::string version_table(const std::vector<VersionLine>& versions)
{
    std::string html = open_table("table-versions", "record", "Versions of this document") +
                       head({"Version", "Date", "What changed", "Author", "Role"});
    for (const auto& version : versions)
        html += "<tr>" + row_head(value(version.number, "before import")) + cell(value(version.date, "not given"), "date") +
                cell(values(version.changes, "not given")) + cell(value(version.author, "not given")) +
                cell(value(version.author_role, "not given")) + "</tr>\n";
    return html + close_table;
}

static std::string capitalised(std::string words)
{
    if (!words.empty()) words[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(words[0])));
    return words;
}

std::string approval_table(const std::vector<ApprovalLine>& approvals)
{
    const bool joint = std::any_of(approvals.begin(), approvals.end(), [](const auto& line) { return !line.organisation.empty(); });
    std::vector<std::string> columns{"Committee"};
    if (joint) columns.emplace_back("Organisation");
    columns.insert(columns.end(), {"Meeting", "Outcome", "Conditions"});
    std::string html = open_table("table-approvals", "record", "Decisions on exactly this content") + head(columns);
    for (const auto& line : approvals) {
        html += "<tr>" + row_head(escape(line.committee));
        if (joint) html += cell(value(line.organisation, "the partnership"));
        html += cell(escape(line.meeting.text()), "date") + cell(escape(capitalised(line.outcome))) + cell(values(line.conditions, "none")) + "</tr>\n";
    }
    return html + close_table;
}

static std::string intention_cell(const Intention& intention)
{
    std::string html = "<div class=\"intention\"><span class=\"service\">" +
                       escape(intention.service_area.empty() ? "No service area" : intention.service_area);
    if (const auto mark = status_mark(intention.status); !mark.empty()) html += ' ' + mark;
    html += "</span>" + marked_html(intention.text);
    if (!intention.conditions.empty()) html += "<p class=\"condition\">" + escape(intention.conditions) + "</p>";
    return html + "</div>";
}

std::string intention_table(const std::string& area, const std::vector<const Intention*>& intentions, bool has_place)
{
    const std::string caption = (area.empty() ? "No programme area" : area) + ": " + std::to_string(intentions.size()) +
                                (intentions.size() == 1 ? " intention" : " intentions");
    std::vector<std::string> columns{"Reference", "Intention"};
    if (has_place) columns.emplace_back("Place");
    columns.insert(columns.end(), {"Providers", "When", "Contracting route", "Lead"});
    // The first intention is in this table only, so its anchor names the caption as well.
    std::string html = open_table("c-" + anchor_of("i", intentions.front()->id), "intentions", caption) + head(columns);
    for (const auto* intention : intentions) {
        std::vector<std::string> times;
        for (const auto& timescale : intention->timescales) times.push_back(timescale.as_written);
        html += "<tr id=" + quoted(anchor_of("i", intention->id)) + ">" + row_head(value(intention->reference, "none")) +
                cell(intention_cell(*intention), "text");
        if (has_place) html += cell(value(intention->place, "everywhere"));
        html += cell(values(intention->providers, "none named")) + cell(values(times, "not given")) +
                cell(values(routes_in_words(intention->routes), "none named")) + cell(value(intention->lead, "not given")) + "</tr>\n";
    }
    return html + close_table;
}

/// A column is one of figures if each of its filled cells is one.
static std::vector<bool> figure_columns(const MoneyTable& table, std::size_t width)
{
    std::vector<bool> figures(width, true);
    for (std::size_t column = 0; column < width; ++column) {
        bool any = false;
        for (const auto& row : table.rows) {
            if (column >= row.cells.size() || trimmed(row.cells[column]).empty()) continue;
            any = true;
            if (!is_figure(row.cells[column])) figures[column] = false;
        }
        figures[column] = figures[column] && any;
    }
    if (width > 0) figures[0] = false;  // it names the rows
    return figures;
}

static bool is_total(const TableRow& row)
{
    if (row.cells.empty()) return false;
    std::string first = trimmed(row.cells.front());
    std::transform(first.begin(), first.end(), first.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return first.starts_with("total") || first.ends_with(" total");
}

std::string money_table(const MoneyTable& table)
{
    std::size_t width = table.columns.size();
    for (const auto& row : table.rows) width = std::max(width, row.cells.size());
    const auto figures = figure_columns(table, width);
    std::string html = open_table("c-" + anchor_of("t", table.id), "money", table.title.empty() ? "Table without a title" : table.title,
                                  table.unit);
    html += "<thead>\n<tr>";
    for (std::size_t column = 0; column < width; ++column) {
        const std::string name = column < table.columns.size() ? trimmed(table.columns[column]) : "";
        // A head without words is no head.
        if (name.empty()) html += "<td></td>";
        else html += std::string("<th scope=\"col\"") + (figures[column] ? " class=\"n\"" : "") + ">" + escape(name) + "</th>";
    }
    html += "</tr>\n</thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
        html += is_total(row) ? "<tr class=\"total\">" : "<tr>";
        for (std::size_t column = 0; column < width; ++column) {
            const std::string text = column < row.cells.size() ? escape(trimmed(row.cells[column])) : "";
            if (column == 0 && !text.empty()) html += row_head(text);
            else html += cell(text, figures[column] ? "n" : "");
        }
        html += "</tr>\n";
    }
    return html + close_table;
}

std::string timetable(const std::vector<PlanMilestone>& milestones)
{
    std::string html = open_table("table-timetable", "record", "Dates that matter to this plan") + head({"Date", "What happens", "Who"});
    for (const auto& milestone : milestones)
        html += "<tr id=" + quoted(anchor_of("m", milestone.id)) + ">" + row_head(value(milestone.date.text(), "no date yet"), "date") +
                cell(escape(milestone.event)) + cell(value(milestone.who, "not given")) + "</tr>\n";
    return html + close_table;
}

std::string feedback_counts(const FeedbackSummary& feedback)
{
    if (feedback.total == 0) return "<p>No feedback was recorded.</p>\n";
    std::string html = "<p>" + std::to_string(feedback.total) + (feedback.total == 1 ? " item was" : " items were") +
                       " recorded in the feedback log";
    if (feedback.open > 0) html += ", of which " + std::to_string(feedback.open) + " still " + (feedback.open == 1 ? "waits" : "wait") + " for an answer";
    html += ".</p>\n";
    if (feedback.by_disposition.empty()) return html;
    html += "<ul>\n";
    for (const auto& [words, count] : feedback.by_disposition) html += "<li>" + escape(words) + ": " + std::to_string(count) + "</li>\n";
    return html + "</ul>\n";
}

std::string feedback_table(const std::vector<FeedbackLine>& lines)
{
    std::string html = open_table("table-feedback", "log", "You said, we did") + head({"Item", "About", "You said", "We decided", "We did"});
    for (const auto& line : lines) {
        html += "<tr>" + row_head(escape(line.reference)) + cell(value(line.about, "the whole plan")) + "<td><blockquote>" +
                escape(line.said) + "</blockquote>";
        if (!line.source.empty()) html += "<p class=\"about\">" + escape(line.source) + "</p>";
        html += "</td>" + cell(escape(line.disposition)) + "<td>" + marked_html(line.response);
        if (!line.what_changed.empty())
            html += "<p class=\"about\">Changed" + (line.changed_in.empty() ? "" : " in version " + escape(line.changed_in)) + ": " +
                    escape(line.what_changed) + "</p>";
        html += "</td></tr>\n";
    }
    return html + close_table;
}

}  // namespace assent::exchange
