#include "shared/document/compare.hpp"

#include <algorithm>
#include <unordered_map>

namespace assent {

namespace {

using Fields = std::vector<FieldChange>;

void compare_text(Fields& fields, const char* label, const std::string& before, const std::string& after)
{
    if (before != after) fields.push_back({label, before, after, compare_words(before, after)});
}

std::string joined(const std::vector<std::string>& values, std::string_view joint)
{
    std::string text;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) text += joint;
        text += values[i];
    }
    return text;
}

void compare_list(Fields& fields, const char* label, const std::vector<std::string>& before,
                  const std::vector<std::string>& after, std::string_view joint)
{
    if (before != after)
        fields.push_back({label, joined(before, joint), joined(after, joint), compare_lists(before, after, joint)});
}

std::vector<std::string> texts_of(const std::vector<IntentionTimescale>& timescales)
{
    std::vector<std::string> texts;
    for (const auto& timescale : timescales) texts.push_back(text_of(timescale));
    return texts;
}

/// An added or removed element lacks an agreed standing on the other side; "Agreed" is what goes without saying.
std::string standing(PartStatus status)
{
    return status == PartStatus::agreed ? std::string() : words_of(status);
}

Fields differences(const Section& before, const Section& after)
{
    Fields fields;
    compare_text(fields, "Number", before.number, after.number);
    compare_text(fields, "Heading", before.heading, after.heading);
    if (before.level != after.level && before.id == after.id)
        compare_text(fields, "Level", std::to_string(before.level), std::to_string(after.level));
    compare_text(fields, "Text", before.text, after.text);
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    return fields;
}

Fields differences(const Intention& before, const Intention& after)
{
    Fields fields;
    compare_text(fields, "Reference", before.reference, after.reference);
    compare_text(fields, "Programme area", before.programme_area, after.programme_area);
    compare_text(fields, "Service area", before.service_area, after.service_area);
    compare_text(fields, "Text", before.text, after.text);
    compare_list(fields, "Providers", before.providers, after.providers, ", ");
    compare_list(fields, "When", texts_of(before.timescales), texts_of(after.timescales), "; ");
    compare_list(fields, "Route", before.routes, after.routes, ", ");
    compare_text(fields, "Place", before.place, after.place);
    compare_text(fields, "Lead", before.lead, after.lead);
    compare_text(fields, "Conditions", before.conditions, after.conditions);
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    return fields;
}

Fields differences(const PlanMilestone& before, const PlanMilestone& after)
{
    Fields fields;
    compare_text(fields, "Date", before.date.text(), after.date.text());
    compare_text(fields, "What", before.event, after.event);
    compare_text(fields, "Who", before.who, after.who);
    return fields;
}

// ---- tables ----

std::string cell_of(const TableRow& row, std::size_t column)
{
    return column < row.cells.size() ? row.cells[column] : std::string();
}

/// "Acute, 2017/18": the row's first cell and the column's head.
std::string cell_label(const MoneyTable& table, const TableRow& row, std::size_t index, std::size_t column)
{
    std::string label = cell_of(row, 0).empty() || column == 0 ? "Row " + std::to_string(index + 1) : cell_of(row, 0);
    if (column < table.columns.size() && !table.columns[column].empty()) return label + ", " + table.columns[column];
    return label + ", column " + std::to_string(column + 1);
}

class RowNumbers
{
public:
    std::vector<std::uint32_t> of(const std::vector<TableRow>& rows)
    {
        std::vector<std::uint32_t> numbers;
        for (const auto& row : rows) {
            std::string key;
            for (const auto& cell : row.cells) key += cell + '\n';
            numbers.push_back(known_.emplace(key, static_cast<std::uint32_t>(known_.size())).first->second);
        }
        return numbers;
    }

private:
    std::unordered_map<std::string, std::uint32_t> known_;
};

void compare_cells(Fields& fields, const MoneyTable& table, const TableRow& before, const TableRow& after,
                   std::size_t index)
{
    const std::size_t columns = std::max(before.cells.size(), after.cells.size());
    for (std::size_t column = 0; column < columns; ++column) {
        const std::string old_cell = cell_of(before, column);
        const std::string new_cell = cell_of(after, column);
        if (old_cell != new_cell)
            fields.push_back({cell_label(table, after, index, column), old_cell, new_cell, compare_words(old_cell, new_cell)});
    }
}

void add_row(Fields& fields, const TableRow& row, RunKind kind)
{
    const std::string text = joined(row.cells, " | ");
    const bool added = kind == RunKind::added;
    fields.push_back({added ? "Row added" : "Row removed", added ? "" : text, added ? text : "", {{kind, text}}});
}

/// Rows that were replaced pair off by their first cell, or by their place when none of those match.
void compare_replaced(Fields& fields, const MoneyTable& before, const MoneyTable& after, const SequenceStep& old_rows,
                      const SequenceStep& new_rows)
{
    std::vector<bool> used(new_rows.count, false);
    const bool same_shape = old_rows.count == new_rows.count && before.columns == after.columns;
    for (std::uint32_t i = 0; i < old_rows.count; ++i) {
        const auto& row = before.rows[old_rows.before_index + i];
        std::uint32_t partner = new_rows.count;
        for (std::uint32_t j = 0; j < new_rows.count && partner == new_rows.count; ++j)
            if (!used[j] && cell_of(row, 0) == cell_of(after.rows[new_rows.after_index + j], 0)) partner = j;
        if (partner == new_rows.count && same_shape && !used[i]) partner = i;
        if (partner == new_rows.count) {
            add_row(fields, row, RunKind::removed);
            continue;
        }
        used[partner] = true;
        const std::size_t index = new_rows.after_index + partner;
        compare_cells(fields, after, row, after.rows[index], index);
    }
    for (std::uint32_t j = 0; j < new_rows.count; ++j)
        if (!used[j]) add_row(fields, after.rows[new_rows.after_index + j], RunKind::added);
}

Fields differences(const MoneyTable& before, const MoneyTable& after)
{
    Fields fields;
    compare_text(fields, "Title", before.title, after.title);
    compare_text(fields, "Unit", before.unit, after.unit);
    compare_list(fields, "Columns", before.columns, after.columns, " | ");
    RowNumbers numbers;
    const auto old_numbers = numbers.of(before.rows);
    const auto steps = compare_sequences(old_numbers, numbers.of(after.rows));
    for (std::size_t i = 0; i < steps.size();) {
        if (steps[i].kind == RunKind::same) {
            ++i;
            continue;
        }
        // Between two kept stretches: what was taken away against what was put in.
        SequenceStep removed{RunKind::removed, steps[i].before_index, steps[i].after_index, 0};
        SequenceStep added{RunKind::added, steps[i].before_index, steps[i].after_index, 0};
        for (; i < steps.size() && steps[i].kind != RunKind::same; ++i)
            (steps[i].kind == RunKind::removed ? removed : added).count += steps[i].count;
        compare_replaced(fields, before, after, removed, added);
    }
    compare_text(fields, "Standing", standing(before.status), standing(after.status));
    compare_list(fields, "Arithmetic checks", before.findings, after.findings, "\n");
    return fields;
}

// ---- elements of one kind ----

std::string heading_of(const Section& section)
{
    if (section.number.empty()) return section.heading.empty() ? "Section without a heading" : section.heading;
    return section.number + ' ' + section.heading;
}
std::string heading_of(const Intention& intention) { return intention.reference + ' ' + intention.service_area; }
std::string heading_of(const MoneyTable& table) { return table.title.empty() ? "Table without a title" : table.title; }
std::string heading_of(const PlanMilestone& milestone) { return milestone.event; }

std::string group_of(const Intention& intention) { return intention.programme_area; }
template<class T>
std::string group_of(const T&)
{
    return {};
}

/// Indices of a longest increasing run: the elements that kept their order.
std::vector<bool> kept_in_order(const std::vector<std::size_t>& places)
{
    std::vector<std::size_t> ends;  // index of the smallest last place of a run of each length
    std::vector<std::size_t> previous(places.size(), SIZE_MAX);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto at = std::lower_bound(ends.begin(), ends.end(), places[i],
                                         [&](std::size_t end, std::size_t place) { return places[end] < place; });
        if (at != ends.begin()) previous[i] = *(at - 1);
        if (at == ends.end()) ends.push_back(i);
        else *at = i;
    }
    std::vector<bool> kept(places.size(), false);
    if (!ends.empty())
        for (std::size_t i = ends.back(); i != SIZE_MAX; i = previous[i]) kept[i] = true;
    return kept;
}

template<class T>
class Elements
{
public:
    Elements(ElementKind kind, const std::vector<T>& before, const std::vector<T>& after)
        : kind_(kind), before_(before), after_(after)
    {
        for (std::size_t i = 0; i < before.size(); ++i) old_place_.emplace(before[i].id, i);
        for (std::size_t i = 0; i < after.size(); ++i) new_place_.emplace(after[i].id, i);
    }

    void into(Comparison& comparison)
    {
        std::vector<std::size_t> places;
        for (const auto& element : after_)
            if (const auto found = old_place_.find(element.id); found != old_place_.end()) places.push_back(found->second);
        const auto kept = kept_in_order(places);

        std::size_t next_old = 0;
        std::size_t common = 0;
        for (const auto& element : after_) {
            const auto found = old_place_.find(element.id);
            if (found == old_place_.end()) {
                emit(comparison, ChangeKind::added, false, element, differences(T{}, element));
                continue;
            }
            const bool moved = !kept[common++];
            if (!moved) removed_before(comparison, found->second, next_old);
            auto fields = differences(before_[found->second], element);
            if (!fields.empty()) emit(comparison, ChangeKind::changed, moved, element, std::move(fields));
            else if (moved) emit(comparison, ChangeKind::moved, true, element, {});
        }
        removed_before(comparison, before_.size(), next_old);
    }

private:
    void removed_before(Comparison& comparison, std::size_t end, std::size_t& next)
    {
        for (; next < end; ++next)
            if (!new_place_.contains(before_[next].id))
                emit(comparison, ChangeKind::removed, false, before_[next], differences(before_[next], T{}));
    }

    void emit(Comparison& comparison, ChangeKind change, bool moved, const T& element, Fields fields)
    {
        auto& counts = comparison.counts[static_cast<std::size_t>(kind_)];
        switch (change) {
        case ChangeKind::added: ++counts.added; break;
        case ChangeKind::removed: ++counts.removed; break;
        case ChangeKind::changed: ++counts.changed; break;
        case ChangeKind::moved: ++counts.moved; break;
        }
        comparison.changes.push_back(
            {kind_, element.id, change, moved, heading_of(element), group_of(element), std::move(fields)});
    }

    ElementKind kind_;
    const std::vector<T>& before_;
    const std::vector<T>& after_;
    std::unordered_map<ElementId, std::size_t> old_place_;
    std::unordered_map<ElementId, std::size_t> new_place_;
};

}  // namespace

ChangeCounts Comparison::all() const
{
    ChangeCounts sum;
    for (const auto& one : counts) {
        sum.added += one.added;
        sum.removed += one.removed;
        sum.changed += one.changed;
        sum.moved += one.moved;
    }
    return sum;
}

Comparison compare(const Content& before, const Content& after)
{
    Comparison comparison;
    Elements<Section>(ElementKind::section, before.sections, after.sections).into(comparison);
    Elements<Intention>(ElementKind::intention, before.intentions, after.intentions).into(comparison);
    Elements<MoneyTable>(ElementKind::table, before.tables, after.tables).into(comparison);
    Elements<PlanMilestone>(ElementKind::milestone, before.milestones, after.milestones).into(comparison);
    return comparison;
}

std::string text_of(const IntentionTimescale& timescale)
{
    if (!timescale.from) return timescale.as_written;
    std::string days = timescale.from.text();
    if (timescale.to && timescale.to != timescale.from) days += " to " + timescale.to.text();
    if (timescale.as_written.empty() || timescale.as_written == days) return days;
    return timescale.as_written + " (" + days + ')';
}

}  // namespace assent
