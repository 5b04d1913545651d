#include "server/exchange/read_plan.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "server/exchange/data_tables.hpp"
#include "server/exchange/document_facts.hpp"
#include "server/exchange/intentions.hpp"
#include "server/exchange/record_checks.hpp"
#include "server/exchange/statements.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t doubts_max = 20'000;
constexpr std::size_t tables_max = 500;

/// The heading that a part stands under; null before the first.
const Heading* heading_of(const Outline& outline, std::size_t part)
{
    const auto after = std::upper_bound(outline.headings.begin(), outline.headings.end(), part,
                                        [](std::size_t p, const Heading& h) { return p < h.part; });
    return after == outline.headings.begin() ? nullptr : &*(after - 1);
}

/// The heading whose section a table belongs to by number; an unnumbered one within it only divides the text.
const Heading* section_of(const Outline& outline, std::size_t part)
{
    const Heading* nearest = heading_of(outline, part);
    if (outline.structured) return nearest;
    const Heading* heading = nearest;
    while (heading != nullptr && heading->entry.number.empty())
        heading = heading == outline.headings.data() ? nullptr : heading - 1;
    if (heading == nullptr) return nearest;
    return heading;
}

/// Numbered headings or a contents table; other headings also stand in other texts, so the title must name a plan.
bool has_plans_outline(const Outline& outline, const std::string& title)
{
    if (outline.headings.empty()) return false;
    if (outline.contents.size() >= 2) return true;
    const bool numbered = std::any_of(outline.headings.begin(), outline.headings.end(),
                                      [](const Heading& h) { return !h.entry.number.empty(); });
    return numbered || names_a_document(title);
}

TableSetting setting_of(const Layout& layout, const Outline& outline, std::size_t i)
{
    TableSetting setting;
    if (const Heading* heading = section_of(outline, i)) setting.section_heading = heading->entry.heading;
    if (i > 0 && layout.parts[i - 1].kind == Part::Kind::paragraph) {
        setting.caption = layout.parts[i - 1].text;
        setting.caption_line = layout.parts[i - 1].last_line();
    }
    return setting;
}

void tidy(std::vector<Doubt>& doubts)
{
    std::sort(doubts.begin(), doubts.end(), [](const Doubt& a, const Doubt& b) {
        return std::tie(a.line, a.kind, a.message) < std::tie(b.line, b.kind, b.message);
    });
    doubts.erase(std::unique(doubts.begin(), doubts.end()), doubts.end());
    if (doubts.size() <= doubts_max) return;
    const std::size_t more = doubts.size() - doubts_max;
    doubts.resize(doubts_max);
    doubts.push_back({doubts.back().line, "more_doubts",
                      "There are " + std::to_string(more) + " more doubts, which are not shown."});
}

}  // namespace

Result<ImportedDocument> read_plan(const SourceText& source, Layout layout, Outline outline,
                                   const ProviderDirectory& directory)
{
    ImportedDocument document;
    document.doubts = std::move(layout.doubts);
    document.document = read_facts(source, layout, outline, directory, document.doubts);

    std::vector<bool> consumed = outline.consumed;
    IntentionReader intentions(document.document, directory, document.doubts);
    std::vector<bool> milestone_tables(layout.parts.size(), false);
    bool any_intentions = false;
    for (std::size_t i = 0; i < layout.parts.size(); ++i) {
        const Part& part = layout.parts[i];
        if (part.kind != Part::Kind::table || consumed[i]) continue;
        const Part* before = i > 0 && !consumed[i - 1] ? &layout.parts[i - 1] : nullptr;
        if (part.structured && is_milestone_table(part)) {
            milestone_tables[i] = true;
        } else if (is_intentions_table(part)) {
            intentions.read(part, setting_of(layout, outline, i));
            any_intentions = true;
            consumed[i] = true;
        } else if (document.version_control.empty() && is_version_table(part, before)) {
            document.version_control = read_versions(part, document.doubts);
            consumed[i] = true;
        } else if (part.record) {
            consumed[i] = true;
        }
    }
    if (!any_intentions && !has_plans_outline(outline, document.document.title))
        return refuse(
            Errc::invalid,
            "The file can be read, but it is no plan of intentions: it has neither numbered headings nor a table of "
            "intentions. Choose the plan itself, as a Word document or saved as plain text with its tables as "
            "tab-separated lines.",
            "file");
    document.intentions = intentions.finish();
    for (auto& doubt : check_places(document.intentions, document.document))
        document.doubts.push_back(std::move(doubt));

    document.milestones = read_milestones(layout, consumed);
    for (std::size_t i = 0; i < layout.parts.size(); ++i) {
        const Part& part = layout.parts[i];
        if (part.kind != Part::Kind::table || consumed[i] || milestone_tables[i]) continue;
        // A numbered heading whose number stood before a tab is no table.
        const bool heading = part.rows.size() == 1 && std::any_of(outline.headings.begin(), outline.headings.end(),
                                                                  [&](const Heading& h) { return h.part == i; });
        if (heading) continue;
        if (document.tables.size() == tables_max) {
            document.doubts.push_back(
                {part.first_line(), "too_many", "The document has more than 500 tables; the rest was not read."});
            break;
        }
        ImportedTable table = read_data_table(part, i > 0 ? &layout.parts[i - 1] : nullptr);
        check_sums(table);
        document.tables.push_back(std::move(table));
    }
    check_across(document.tables, layout, document.document.period);
    for (const auto& table : document.tables)
        for (const auto& check : table.checks)
            if (!check.ok) document.doubts.push_back({check.lines.back(), check.kind, check.message});

    document.statements = read_statements(layout, outline);
    document.sections = read_sections(layout, outline);
    for (auto& doubt : check_outline(layout, outline))
        document.doubts.push_back(std::move(doubt));
    for (const Heading& heading : outline.headings)
        document.outline.push_back(heading.entry);
    document.contents = std::move(outline.contents);
    tidy(document.doubts);
    return document;
}

}  // namespace assent::exchange
