#pragma once
// What changed from one state of a plan to another: between two versions, or between a version and the draft now
// (REQUIREMENTS R7). Elements are known by their identifiers, so a section that was renumbered and moved is still the
// same section. Where an element came from in an imported file is no part of the comparison; all else that a reader sees
// is.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/document/word_diff.hpp"
#include "shared/model/content.hpp"

namespace assent {

enum class ElementKind : std::uint8_t { section, intention, table, milestone };
BOOST_DESCRIBE_ENUM(ElementKind, section, intention, table, milestone)

enum class ChangeKind : std::uint8_t { added, removed, changed, moved };
BOOST_DESCRIBE_ENUM(ChangeKind, added, removed, changed, moved)

/// One field's old and new value, as text to show. For added and removed elements one of the two is empty.
struct FieldChange
{
    std::string label;  ///< "Text", "Providers", "Acute, 2017/18": as the screen names it
    std::string before;
    std::string after;
    std::vector<TextRun> runs;

    bool operator==(const FieldChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(FieldChange, (), (label, before, after, runs))

/// How many elements of one kind, or rows of a table, were added, removed, changed, and moved only.
struct ChangeCounts
{
    std::uint32_t added{};
    std::uint32_t removed{};
    std::uint32_t changed{};
    std::uint32_t moved{};

    std::uint32_t total() const { return added + removed + changed + moved; }
    void add(ChangeKind kind);
    bool operator==(const ChangeCounts&) const = default;
};
BOOST_DESCRIBE_STRUCT(ChangeCounts, (), (added, removed, changed, moved))

/// A column of either table. `same` stands on both sides, under two titles if it was renamed.
struct ColumnChange
{
    RunKind kind{};
    std::string before;
    std::string after;

    bool operator==(const ColumnChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(ColumnChange, (), (kind, before, after))

/// A row of either table. `same` stands on both sides, though its cells or its place may differ.
struct RowChange
{
    RunKind kind{};
    bool changed{};  ///< a cell of a column that both sides have differs
    bool moved{};    ///< stands elsewhere among the rows that stayed
    std::uint32_t before_number{};  ///< from 1; 0: not on that side
    std::uint32_t after_number{};
    std::vector<std::vector<TextRun>> cells;  ///< one for each column of the comparison

    bool is_change() const { return kind != RunKind::same || changed || moved; }
    bool operator==(const RowChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(RowChange, (), (kind, changed, moved, before_number, after_number, cells))

/// Two states of a table, row by row: the new order, what was removed where it had stood. Unchanged rows are in it too.
struct TableChange
{
    std::vector<ColumnChange> columns;
    std::vector<RowChange> rows;

    ChangeCounts counts() const;  ///< of rows; one that changed and moved counts as changed
    bool columns_differ() const;
    bool is_change() const { return columns_differ() || counts().total() > 0; }
    bool operator==(const TableChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableChange, (), (columns, rows))

/// Where an element stands among those of its kind.
struct ElementPlace
{
    std::uint32_t number{};  ///< from 1; 0: no matter
    std::uint32_t count{};
    std::string after;  ///< the element before it, by its title; empty for the first

    bool operator==(const ElementPlace&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElementPlace, (), (number, count, after))

struct ElementChange
{
    ElementKind element_kind{};
    ElementId element;
    ChangeKind kind{};
    bool moved{};       ///< stands elsewhere among those that stayed; `kind` is `moved` if nothing else changed
    std::string title;  ///< as it is called now; of a removed element as it was called
    std::string group;  ///< an intention's programme area; empty for others
    std::vector<FieldChange> fields;
    TableChange table;  ///< of tables
    ElementPlace from;  ///< of what moved
    ElementPlace to;

    bool operator==(const ElementChange&) const = default;
};
BOOST_DESCRIBE_STRUCT(ElementChange, (), (element_kind, element, kind, moved, title, group, fields, table, from, to))

struct Comparison
{
    /// Sections, intentions, tables, milestones; within each in the new order, what was removed where it had stood.
    std::vector<ElementChange> changes;
    std::array<ChangeCounts, 4> counts;  ///< by ElementKind

    const ChangeCounts& of(ElementKind kind) const { return counts[static_cast<std::size_t>(kind)]; }
    ChangeCounts all() const;
};

Comparison compare(const Content& before, const Content& after);

/// Columns are known by their titles, or by their place where as many were renamed. Rows are known by what they hold, then
/// by their first cell, then, between the same neighbours, by half of their cells.
TableChange compare_tables(const MoneyTable& before, const MoneyTable& after);

/// Items for the version-control table's description, one short line each, most telling first; at most `count_max`.
/// Elements are named while they are few and counted when they are many.
std::vector<std::string> suggested_changes(const Comparison& comparison, std::size_t count_max = 10);

/// "3 intentions added, 1 section changed"; "No changes" if there are none.
std::string summary_of(const Comparison& comparison);

/// "2 rows changed, 1 row added, columns changed"; empty if nothing did.
std::string summary_of(const TableChange& table);

/// "From place 3 of 12, after 2 Context, to place 6 of 12, after 5 Money."; empty for what did not move.
std::string words_of_move(const ElementChange& change);

/// "section", "intentions": the kind as a word for so many of them.
std::string words_of(ElementKind kind, std::uint32_t count);
/// "Added": the change as a word on a pill.
std::string words_of(ChangeKind kind);
std::string words_of(PartStatus status);

/// How a timescale is shown: as it was written, with the days it stands for.
std::string text_of(const IntentionTimescale& timescale);

}  // namespace assent
