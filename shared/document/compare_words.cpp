// A comparison in words: for the version-control table, and as one line.
#include "shared/document/compare.hpp"

#include <algorithm>
#include <utility>

namespace assent {

namespace {

constexpr std::size_t named_max = 3;  // elements named in one line; more are counted

std::string enumerated(const std::vector<std::string>& words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) text += i + 1 == words.size() ? " and " : ", ";
        text += words[i];
    }
    return text;
}

/// "PLN-07" of "PLN-07 Diabetes pathway" where several are named in one line.
std::string reference_in(const std::string& title)
{
    return title.substr(0, title.find(' '));
}

const char* verb(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::added: return "Added";
    case ChangeKind::removed: return "Withdrew";
    case ChangeKind::changed: return "Changed";
    case ChangeKind::moved: return "Moved";
    }
    return "Changed";
}

std::string one_line(const ElementChange& change)
{
    std::string line = verb(change.kind);
    switch (change.element_kind) {
    case ElementKind::section: line += " section " + change.title; break;
    case ElementKind::intention: line += " intention " + change.title; break;
    case ElementKind::table: line += " the table " + change.title; break;
    case ElementKind::milestone: return line + " in the timetable: " + change.title;
    }
    if (change.kind == ChangeKind::changed && change.fields.size() <= 2) {
        std::string labels;
        for (const auto& field : change.fields)
            if (field.label != "Text") labels += (labels.empty() ? "" : ", ") + field.label;
        const std::string rows = summary_of(change.table);
        if (!rows.empty()) labels += (labels.empty() ? "" : ", ") + rows;
        if (!labels.empty()) line += ": " + labels;
    }
    return line;
}

struct Group
{
    ElementKind element_kind{};
    ChangeKind kind{};
    std::string area;
    std::vector<const ElementChange*> changes;
    std::size_t order{};
};

std::string line_of(const Group& group)
{
    if (group.changes.size() == 1) return one_line(*group.changes.front());
    const auto count = static_cast<std::uint32_t>(group.changes.size());
    std::string line = std::string(verb(group.kind)) + ' ' + std::to_string(count) + ' ' + words_of(group.element_kind, count);
    if (!group.area.empty()) line += " in " + group.area;
    if (count > named_max || group.element_kind == ElementKind::milestone) return line;
    std::vector<std::string> names;
    for (const auto* change : group.changes)
        names.push_back(group.element_kind == ElementKind::table ? change->title : reference_in(change->title));
    return line + ": " + enumerated(names);
}

/// By kind of element and change, and intentions by programme area unless that makes too many lines.
std::vector<Group> grouped(const Comparison& comparison, bool by_area)
{
    std::vector<Group> groups;
    for (const auto& change : comparison.changes) {
        const std::string area = by_area ? change.group : std::string();
        const auto found = std::find_if(groups.begin(), groups.end(), [&](const Group& group) {
            return group.element_kind == change.element_kind && group.kind == change.kind && group.area == area;
        });
        if (found != groups.end()) found->changes.push_back(&change);
        else groups.push_back({change.element_kind, change.kind, area, {&change}, groups.size()});
    }
    // Intentions first: they are what a plan is for.
    const auto rank = [](const Group& group) {
        const bool intention = group.element_kind == ElementKind::intention;
        const int kind = intention ? 0 : 10 + static_cast<int>(group.element_kind) * 4 + static_cast<int>(group.kind);
        return std::pair(kind, group.order);
    };
    std::sort(groups.begin(), groups.end(), [&](const Group& a, const Group& b) { return rank(a) < rank(b); });
    return groups;
}

}  // namespace

std::vector<std::string> suggested_changes(const Comparison& comparison, std::size_t count_max)
{
    std::vector<std::string> lines;
    if (comparison.changes.size() <= std::min<std::size_t>(count_max, named_max)) {
        for (const auto& change : comparison.changes) lines.push_back(one_line(change));
        return lines;
    }
    auto groups = grouped(comparison, true);
    if (groups.size() > count_max) groups = grouped(comparison, false);
    for (const auto& group : groups) lines.push_back(line_of(group));
    if (lines.size() > count_max) lines.resize(count_max);
    return lines;
}

namespace {

/// "3 intentions added, 1 section changed": what there is of each, after what `text` says already.
template<class Words>
void add_counts(std::string& text, const ChangeCounts& counts, Words words)
{
    const auto add = [&](std::uint32_t count, const char* what) {
        if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ' + words(count) + ' ' + what;
    };
    add(counts.added, "added");
    add(counts.removed, "removed");
    add(counts.changed, "changed");
    add(counts.moved, "moved");
}

std::string words_of(const ElementPlace& place)
{
    return "place " + std::to_string(place.number) + " of " + std::to_string(place.count) +
           (place.after.empty() ? ", the first," : ", after " + place.after + ",");
}

}  // namespace

std::string summary_of(const Comparison& comparison)
{
    std::string text;
    for (const ElementKind kind :
         {ElementKind::intention, ElementKind::section, ElementKind::table, ElementKind::milestone})
        add_counts(text, comparison.of(kind), [&](std::uint32_t count) { return words_of(kind, count); });
    return text.empty() ? "No changes" : text;
}

std::string summary_of(const TableChange& table)
{
    std::string text;
    add_counts(text, table.counts(), [](std::uint32_t count) { return count == 1 ? "row" : "rows"; });
    if (table.columns_differ()) text += text.empty() ? "columns changed" : ", columns changed";
    return text;
}

std::string words_of_move(const ElementChange& change)
{
    if (!change.moved) return {};
    std::string text = "From " + words_of(change.from) + " to " + words_of(change.to);
    text.back() = '.';
    return text;
}

std::string words_of(ElementKind kind, std::uint32_t count)
{
    const bool one = count == 1;
    switch (kind) {
    case ElementKind::section: return one ? "section" : "sections";
    case ElementKind::intention: return one ? "intention" : "intentions";
    case ElementKind::table: return one ? "table" : "tables";
    case ElementKind::milestone: return one ? "date" : "dates";
    }
    return {};
}

std::string words_of(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::added: return "Added";
    case ChangeKind::removed: return "Removed";
    case ChangeKind::changed: return "Changed";
    case ChangeKind::moved: return "Moved";
    }
    return {};
}

std::string words_of(PartStatus status)
{
    switch (status) {
    case PartStatus::agreed: return "Agreed";
    case PartStatus::draft: return "Draft";
    case PartStatus::subject_to_review: return "Subject to review";
    }
    return {};
}

}  // namespace assent
