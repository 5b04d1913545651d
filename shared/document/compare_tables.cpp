// Two states of a table: which columns and rows are the same, and what differs in them.
#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "shared/document/compare.hpp"

namespace assent {

namespace {

constexpr std::size_t neighbours_max = 8;  // rows looked at for one that was renamed, so that the work stays bounded
constexpr std::size_t none = SIZE_MAX;

std::string cell_of(const TableRow& row, std::size_t column)
{
    return column < row.cells.size() ? row.cells[column] : std::string();
}

/// Titles of all columns; those that only cells have are untitled.
std::vector<std::string> titles_of(const MoneyTable& table)
{
    auto titles = table.columns;
    for (const auto& row : table.rows) titles.resize(std::max(titles.size(), row.cells.size()));
    return titles;
}

/// Equal texts become equal numbers.
class Numbers
{
public:
    std::vector<std::uint32_t> of(const std::vector<std::string>& texts)
    {
        std::vector<std::uint32_t> numbers;
        for (const auto& text : texts)
            numbers.push_back(known_.emplace(text, static_cast<std::uint32_t>(known_.size())).first->second);
        return numbers;
    }

private:
    std::unordered_map<std::string, std::uint32_t> known_;
};

struct Column
{
    std::size_t before{none}, after{none};
};

/// A stretch between two that are kept: what was taken away and what was put in.
struct Gap
{
    std::size_t before{}, before_end{}, after{}, after_end{};
};

/// Calls same(before, after) for what is kept and gap() for what lies between, in order.
template<class Same, class Between>
void walk(const std::vector<SequenceStep>& steps, Same same, Between between)
{
    for (std::size_t i = 0; i < steps.size();) {
        if (steps[i].kind == RunKind::same) {
            for (std::uint32_t k = 0; k < steps[i].count; ++k) same(steps[i].before_index + k, steps[i].after_index + k);
            ++i;
            continue;
        }
        Gap gap{steps[i].before_index, steps[i].before_index, steps[i].after_index, steps[i].after_index};
        for (; i < steps.size() && steps[i].kind != RunKind::same; ++i)
            (steps[i].kind == RunKind::removed ? gap.before_end : gap.after_end) += steps[i].count;
        between(gap);
    }
}

std::vector<Column> columns_of(const std::vector<std::string>& before, const std::vector<std::string>& after)
{
    std::vector<Column> columns;
    Numbers numbers;
    const auto old_numbers = numbers.of(before);
    walk(
        compare_sequences(old_numbers, numbers.of(after)), [&](std::size_t x, std::size_t y) { columns.push_back({x, y}); },
        [&](const Gap& gap) {
            const bool renamed = gap.before_end - gap.before == gap.after_end - gap.after;
            for (std::size_t x = gap.before; x < gap.before_end; ++x)
                columns.push_back({x, renamed ? gap.after + (x - gap.before) : none});
            for (std::size_t y = gap.after; y < gap.after_end && !renamed; ++y) columns.push_back({none, y});
        });
    return columns;
}

/// Which row of the old table each row of the new one is.
class Partners
{
public:
    Partners(const MoneyTable& before, const MoneyTable& after, const std::vector<Column>& columns)
        : before_(before), after_(after), old_of_(after.rows.size(), none), taken_(before.rows.size(), false)
    {
        for (const auto& column : columns)
            if (column.before != none && column.after != none) common_.push_back(column);
        if (common_.empty()) return;
        std::vector<std::string> old_keys;
        std::vector<std::string> new_keys;
        for (const auto& row : before.rows) old_keys.push_back(key_of(row, &Column::before));
        for (const auto& row : after.rows) new_keys.push_back(key_of(row, &Column::after));
        Numbers numbers;
        const auto old_numbers = numbers.of(old_keys);
        std::vector<Gap> gaps;
        walk(
            compare_sequences(old_numbers, numbers.of(new_keys)), [&](std::size_t x, std::size_t y) { pair(x, y); },
            [&](const Gap& gap) { gaps.push_back(gap); });
        const Gap whole{0, before.rows.size(), 0, after.rows.size()};
        by_key(whole, old_keys, new_keys);
        std::vector<std::string> old_names;
        std::vector<std::string> new_names;
        for (const auto& row : before.rows) old_names.push_back(cell_of(row, common_.front().before));
        for (const auto& row : after.rows) new_names.push_back(cell_of(row, common_.front().after));
        for (const auto& gap : gaps) by_key(gap, old_names, new_names);
        by_key(whole, old_names, new_names);
        for (const auto& gap : gaps) by_likeness(gap);
    }

    std::size_t old_of(std::size_t after) const { return old_of_[after]; }
    bool stayed(std::size_t before) const { return taken_[before]; }

private:
    std::string key_of(const TableRow& row, std::size_t Column::*side) const
    {
        std::string key;
        for (const auto& column : common_) {
            const auto cell = cell_of(row, column.*side);
            key += std::to_string(cell.size()) + ':' + cell;
        }
        return key;
    }

    void pair(std::size_t before, std::size_t after)
    {
        old_of_[after] = before;
        taken_[before] = true;
    }

    /// Rows without a partner that have the same text, in order; an empty text names nothing.
    void by_key(const Gap& gap, const std::vector<std::string>& old_keys, const std::vector<std::string>& new_keys)
    {
        std::unordered_map<std::string_view, std::vector<std::size_t>> waiting;  // last first
        for (std::size_t x = gap.before_end; x-- > gap.before;)
            if (!taken_[x] && !old_keys[x].empty()) waiting[old_keys[x]].push_back(x);
        for (std::size_t y = gap.after; y < gap.after_end; ++y) {
            if (old_of_[y] != none) continue;
            const auto found = waiting.find(new_keys[y]);
            if (found == waiting.end() || found->second.empty()) continue;
            pair(found->second.back(), y);
            found->second.pop_back();
        }
    }

    void by_likeness(const Gap& gap)
    {
        std::size_t from = gap.before;
        for (std::size_t y = gap.after; y < gap.after_end; ++y) {
            if (old_of_[y] != none) continue;
            while (from < gap.before_end && taken_[from]) ++from;
            const std::size_t end = std::min(gap.before_end, from + neighbours_max);
            for (std::size_t x = from; x < end; ++x) {
                if (taken_[x] || !alike(before_.rows[x], after_.rows[y])) continue;
                pair(x, y);
                break;
            }
        }
    }

    bool alike(const TableRow& before, const TableRow& after) const
    {
        std::size_t equal = 0;
        for (const auto& column : common_) {
            const auto cell = cell_of(before, column.before);
            if (!cell.empty() && cell == cell_of(after, column.after)) ++equal;
        }
        return equal * 2 >= common_.size();
    }

    const MoneyTable& before_;
    const MoneyTable& after_;
    std::vector<Column> common_;
    std::vector<std::size_t> old_of_;
    std::vector<bool> taken_;
};

std::vector<TextRun> one_run(RunKind kind, std::string text)
{
    if (text.empty()) return {};
    return {{kind, std::move(text)}};
}

/// A row of which one side may be missing.
RowChange row_of(const TableRow* before, const TableRow* after, const std::vector<Column>& columns)
{
    RowChange row;
    row.kind = !before ? RunKind::added : !after ? RunKind::removed : RunKind::same;
    for (const auto& column : columns) {
        const auto old_cell = before && column.before != none ? cell_of(*before, column.before) : std::string();
        const auto new_cell = after && column.after != none ? cell_of(*after, column.after) : std::string();
        if (!before || column.before == none) row.cells.push_back(one_run(RunKind::added, new_cell));
        else if (!after || column.after == none) row.cells.push_back(one_run(RunKind::removed, old_cell));
        else {
            row.changed = row.changed || old_cell != new_cell;
            row.cells.push_back(compare_words(old_cell, new_cell));
        }
    }
    return row;
}

}  // namespace

TableChange compare_tables(const MoneyTable& before, const MoneyTable& after)
{
    TableChange change;
    const auto old_titles = titles_of(before);
    const auto new_titles = titles_of(after);
    const auto columns = columns_of(old_titles, new_titles);
    for (const auto& column : columns) {
        if (column.before == none) change.columns.push_back({RunKind::added, "", new_titles[column.after]});
        else if (column.after == none) change.columns.push_back({RunKind::removed, old_titles[column.before], ""});
        else change.columns.push_back({RunKind::same, old_titles[column.before], new_titles[column.after]});
    }

    const Partners partners(before, after, columns);
    std::vector<std::size_t> places;
    for (std::size_t y = 0; y < after.rows.size(); ++y)
        if (partners.old_of(y) != none) places.push_back(partners.old_of(y));
    const auto kept = kept_in_order(places);
    std::size_t next_old = 0;
    const auto removed_before = [&](std::size_t end) {
        for (; next_old < end; ++next_old) {
            if (partners.stayed(next_old)) continue;
            change.rows.push_back(row_of(&before.rows[next_old], nullptr, columns));
            change.rows.back().before_number = static_cast<std::uint32_t>(next_old + 1);
        }
    };
    std::size_t common = 0;
    for (std::size_t y = 0; y < after.rows.size(); ++y) {
        const std::size_t x = partners.old_of(y);
        const bool moved = x != none && !kept[common++];
        if (x != none && !moved) {
            removed_before(x);
            next_old = x + 1;
        } else if (x == none) {
            // What it replaces comes first.
            std::size_t end = next_old;
            while (end < before.rows.size() && !partners.stayed(end)) ++end;
            removed_before(end);
        }
        change.rows.push_back(row_of(x == none ? nullptr : &before.rows[x], &after.rows[y], columns));
        auto& row = change.rows.back();
        row.moved = moved;
        row.before_number = x == none ? 0 : static_cast<std::uint32_t>(x + 1);
        row.after_number = static_cast<std::uint32_t>(y + 1);
    }
    removed_before(before.rows.size());
    return change;
}

ChangeCounts TableChange::counts() const
{
    ChangeCounts counts;
    for (const auto& row : rows) {
        if (row.kind == RunKind::added) counts.add(ChangeKind::added);
        else if (row.kind == RunKind::removed) counts.add(ChangeKind::removed);
        else if (row.changed) counts.add(ChangeKind::changed);
        else if (row.moved) counts.add(ChangeKind::moved);
    }
    return counts;
}

bool TableChange::columns_differ() const
{
    return std::any_of(columns.begin(), columns.end(), [](const auto& column) {
        return column.kind != RunKind::same || column.before != column.after;
    });
}

}  // namespace assent
