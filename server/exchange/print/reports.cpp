#include "server/exchange/print/reports.hpp"

#include <algorithm>
#include <array>

#include "server/exchange/print/coverage_report.hpp"
#include "server/exchange/print/plan_tables.hpp"
#include "server/exchange/print/printed_plan.hpp"
#include "server/exchange/print/printed_text.hpp"

namespace assent::exchange::print {

static constexpr std::array<std::pair<Report, std::string_view>, 5> names{{{Report::plan, "plan"},
                                                                           {Report::you_said, "you-said"},
                                                                           {Report::feedback, "feedback"},
                                                                           {Report::coverage, "coverage"},
                                                                           {Report::versions, "versions"}}};

std::optional<Report> report_named(std::string_view name)
{
    for (const auto& [report, known] : names)
        if (known == name) return report;
    return std::nullopt;
}

std::string_view name_of(Report report)
{
    return names[static_cast<std::size_t>(report)].second;
}

std::string report_names()
{
    std::string all;
    for (const auto& [report, name] : names) all += (all.empty() ? "" : ", ") + std::string(name);
    return all;
}

/// A report's first page: what it is and of which plan.
static Printed begin(const PlanPage& page, const std::string& title, const std::string& up_to)
{
    auto printed = printed_frame(page, title);
    printed.cover = CoverLook::banner;
    printed.standing = paragraph(page.plan.title + (page.version ? up_to + page.version->number : ", working text"));
    return printed;
}

template<class T>
static void add(Printed& printed, T block)
{
    printed.parts.back().blocks.emplace_back(std::move(block));
}

static void begin_part(Printed& printed)
{
    printed.parts.push_back({});
}

/// A report of a page or two needs no contents.
static Printed finished(Printed printed)
{
    if (printed.contents.size() < 6) printed.contents.clear();
    return printed;
}

Printed printed_you_said(const PlanPage& page)
{
    auto printed = begin(page, "You said, we did", ", up to version ");
    Outline outline(printed);
    begin_part(printed);
    outline.heading(2, "feedback", "", "What was said and what became of it");
    const FeedbackSummary nothing;
    const auto& feedback = page.feedback ? *page.feedback : nothing;
    for (auto& block : feedback_counts(feedback)) printed.parts.back().blocks.push_back(std::move(block));
    std::vector<std::string> forums;
    for (const auto& line : feedback.answered)
        if (std::find(forums.begin(), forums.end(), line.forum) == forums.end()) forums.push_back(line.forum);
    // What came from no forum stands last.
    std::stable_partition(forums.begin(), forums.end(), [](const std::string& forum) { return !forum.empty(); });
    for (std::size_t i = 0; i < forums.size(); ++i) {
        const std::string heading = !forums[i].empty() ? forums[i] : forums.size() == 1 ? "All feedback" : "Given otherwise";
        begin_part(printed);
        outline.heading(2, "forum-" + std::to_string(i + 1), "", heading);
        std::vector<FeedbackLine> lines;
        for (const auto& line : feedback.answered)
            if (line.forum == forums[i]) lines.push_back(line);
        auto table = feedback_table(lines);
        table.anchor += '-' + std::to_string(i + 1);
        table.caption = as_words(std::to_string(lines.size()) + (lines.size() == 1 ? " item with its answer" : " items with their answers"));
        add(printed, std::move(table));
    }
    return finished(std::move(printed));
}

static std::string number_of(const Plan& plan, VersionId id)
{
    const auto* version = find_version(plan, id);
    return version ? version->number : std::string();
}

static std::string forum_of(const Tenant& tenant, const Plan& plan, OccasionId id)
{
    const auto* occasion = find_occasion(plan, id);
    const auto* forum = occasion ? find_forum(tenant, occasion->forum) : nullptr;
    return forum ? forum->name : std::string();
}

static void add_if(Cell& cell, const std::string& text, ParagraphLook look)
{
    if (!text.empty()) cell.blocks.emplace_back(paragraph(text, look));
}

static std::string joined(std::initializer_list<std::string> parts)
{
    std::string all;
    for (const auto& part : parts)
        if (!part.empty()) all += (all.empty() ? "" : ", ") + part;
    return all;
}

static Row feedback_row(const Tenant& tenant, const Plan& plan, const FeedbackItem& item)
{
    Cell who;
    add_if(who, item.name, ParagraphLook::plain);
    add_if(who, joined({item.stakeholder_type, item.organisation}), ParagraphLook::about);
    add_if(who, joined({item.channel, forum_of(tenant, plan, item.occasion)}), ParagraphLook::about);
    Cell about = value_cell(item.about.title, "the whole plan");
    const auto version = number_of(plan, item.version);
    add_if(about, version.empty() ? "" : "Version " + version, ParagraphLook::about);
    Cell said;
    said.blocks.emplace_back(paragraph(item.verbatim, ParagraphLook::quote));
    add_if(said, item.about.quote.empty() ? "" : "On the words: " + item.about.quote, ParagraphLook::about);
    add_if(said, item.proposed_wording.empty() ? "" : "Proposed instead: " + item.proposed_wording, ParagraphLook::about);
    Cell answer;
    if (is_unanswered(item)) {
        answer.blocks.emplace_back(Paragraph{as_words("no answer yet", Look::absent), {}});
        add_if(answer, item.owner ? "With " + assent::name_of(tenant, item.owner) : "", ParagraphLook::about);
        add_if(answer, item.due ? "Due " + item.due.text() : "", ParagraphLook::about);
    } else {
        answer.blocks.emplace_back(paragraph(words_of(item.disposition), ParagraphLook::service));
        for (auto& block : marked_blocks(item.response)) answer.blocks.push_back(std::move(block));
        const auto changed = number_of(plan, item.changed_in);
        add_if(answer, item.what_changed.empty() ? "" : "Changed" + (changed.empty() ? "" : " in version " + changed) + ": " + item.what_changed, ParagraphLook::about);
        add_if(answer, joined({assent::name_of(tenant, item.answered_by), local_date(item.answered_at).text()}), ParagraphLook::about);
    }
    return {"feedback-" + std::to_string(item.number), false,
            {row_head(cell(reference_of(item))), cell(item.received.text()), std::move(who), std::move(about), std::move(said), std::move(answer)}};
}

static Printed feedback_report(const Tenant& tenant, const Plan& plan, const PlanPage& page)
{
    auto printed = begin(page, "Feedback report", ", version ");
    Outline outline(printed);
    begin_part(printed);
    outline.heading(2, "feedback", "", "Every item of the feedback log");
    for (auto& block : feedback_counts(feedback_summary(tenant, plan, nullptr))) printed.parts.back().blocks.push_back(std::move(block));
    if (plan.feedback.empty()) return finished(std::move(printed));
    Table table{"table-feedback", as_words("The feedback log with its answers"), TableLook::log,
                columns_of({"Item", "Received", "From", "About", "Said", "Answer"}), {}};
    table.columns[4].look = table.columns[5].look = ColumnLook::main;
    for (const auto& item : plan.feedback) table.rows.push_back(feedback_row(tenant, plan, item));
    add(printed, std::move(table));
    return finished(std::move(printed));
}

static Printed versions_report(const Plan& plan, const PlanPage& page)
{
    auto printed = begin(page, "Version control", ", version ");
    Outline outline(printed);
    begin_part(printed);
    outline.heading(2, "versions", "", "Versions");
    if (page.versions.empty()) add(printed, paragraph("No version has been made."));
    else add(printed, version_table(page.versions));
    begin_part(printed);
    outline.heading(2, "decisions", "", "Decisions");
    Table table{"table-decisions", as_words("What committees decided, on which version"), TableLook::record,
                columns_of({"Committee", "Meeting", "Version", "Content", "Outcome"}), {}};
    table.columns[1].look = ColumnLook::date;
    for (const auto& decision : plan.decisions) {
        std::string outcome = decision.closed ? in_words(decision.outcome) : "not closed yet";
        if (decision.voided) outcome += ", set aside later";
        table.rows.push_back({"", false, {row_head(cell(joined({decision.committee.name, decision.committee.organisation}))), cell(decision.meeting.text()),
                                          value_cell(number_of(plan, decision.version), "none"), cell(decision.content_hash.short_text()), cell(outcome)}});
    }
    if (table.rows.empty()) add(printed, paragraph("No committee has decided on it."));
    else add(printed, std::move(table));
    return finished(std::move(printed));
}

static Printed coverage_report(const Tenant& tenant, const Plan& plan, const PlanPage& page)
{
    auto printed = begin(page, "Coverage", ", version ");
    add_coverage(printed, tenant, plan);
    return finished(std::move(printed));
}

Printed printed_report(Report report, const Tenant& tenant, const Plan& plan, const PlanPage& page)
{
    switch (report) {
    case Report::you_said: return printed_you_said(page);
    case Report::feedback: return feedback_report(tenant, plan, page);
    case Report::coverage: return coverage_report(tenant, plan, page);
    case Report::versions: return versions_report(plan, page);
    default: return printed_plan(page);
    }
}

}  // namespace assent::exchange::print
