#pragma once
// What a plan says: narrative sections, intentions, money tables and a timetable. A version freezes exactly this value,
// and a decision is about its hash (canonical.hpp). Working matter, such as doubts from an import, stays outside.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/time.hpp"
#include "shared/model/ids.hpp"

namespace assent {

/// Parts of a plan have a standing of their own, shown wherever they are printed (REQUIREMENTS R8).
enum class PartStatus : std::uint8_t { agreed, draft, subject_to_review };
BOOST_DESCRIBE_ENUM(PartStatus, agreed, draft, subject_to_review)

/// A heading with its narrative. Paragraphs are separated by line feeds; a line that begins with "- " is a bullet.
struct Section
{
    ElementId id;
    std::string number;  ///< as printed, "3.10"; not an identity: real documents repeat numbers
    std::uint8_t level{1};
    std::string heading;
    std::string text;
    PartStatus status{};
    std::uint32_t source_line{};  ///< in the imported file, from 1; 0 if written here

    bool operator==(const Section&) const = default;
};
BOOST_DESCRIBE_STRUCT(Section, (), (id, number, level, heading, text, status, source_line))

/// One timescale as somebody wrote it, with the days it stands for where that is clear.
struct IntentionTimescale
{
    std::string as_written;
    Date from;
    Date to;

    bool operator==(const IntentionTimescale&) const = default;
};
BOOST_DESCRIBE_STRUCT(IntentionTimescale, (), (as_written, from, to))

struct Intention
{
    ElementId id;
    std::string reference;  ///< short name people say, "PLN-07"; unique in the plan
    std::string programme_area;
    std::string service_area;
    std::string text;
    std::vector<std::string> providers;
    std::vector<IntentionTimescale> timescales;
    std::vector<std::string> routes;  ///< contracting routes by name
    std::string place;                ///< empty: the whole organisation or partnership
    std::string lead;
    std::string conditions;  ///< "subject to contract negotiation"
    PartStatus status{};
    std::vector<std::uint32_t> source_lines;

    bool operator==(const Intention&) const = default;
};
BOOST_DESCRIBE_STRUCT(Intention, (),
                      (id, reference, programme_area, service_area, text, providers, timescales, routes, place, lead,
                       conditions, status, source_lines))

struct TableRow
{
    std::vector<std::string> cells;
    ElementId id;  ///< within the table; content that comes without gets it from identify_rows()
    bool operator==(const TableRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(TableRow, (), (cells, id))

struct MoneyTable
{
    ElementId id;
    std::string title;
    std::string unit;  ///< "£000s"
    std::vector<std::string> columns;
    std::vector<TableRow> rows;
    PartStatus status{};
    std::vector<std::string> findings;  ///< what the arithmetic checks said when it was imported
    std::vector<std::uint32_t> source_lines;

    bool operator==(const MoneyTable&) const = default;
};
BOOST_DESCRIBE_STRUCT(MoneyTable, (), (id, title, unit, columns, rows, status, findings, source_lines))

/// A line of the timetable.
struct PlanMilestone
{
    ElementId id;
    Date date;
    std::string event;
    std::string who;
    std::uint32_t source_line{};

    bool operator==(const PlanMilestone&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanMilestone, (), (id, date, event, who, source_line))

struct Content
{
    std::vector<Section> sections;
    std::vector<Intention> intentions;
    std::vector<MoneyTable> tables;
    std::vector<PlanMilestone> milestones;

    bool operator==(const Content&) const = default;
};
BOOST_DESCRIBE_STRUCT(Content, (), (sections, intentions, tables, milestones))

const Section* find_section(const Content& content, ElementId id);
const Intention* find_intention(const Content& content, ElementId id);
const MoneyTable* find_table(const Content& content, ElementId id);
const PlanMilestone* find_milestone(const Content& content, ElementId id);

const TableRow* find_row(const MoneyTable& table, ElementId id);

const std::string* find_cell(const Content& content, ElementId table, ElementId row, std::uint32_t column);

/// Gives the rows that have no identity, as those of an import, one that follows from the table's and their place.
void identify_rows(MoneyTable& table);

/// The part as a content of its own; empty if it is not there.
Content part_of(const Content& content, ElementId element);

/// What stands in front of an element and behind it, among its kind; zero: nothing.
struct Neighbours
{
    ElementId after;
    ElementId before;
};
Neighbours neighbours_of(const Content& content, ElementId element);

/// What people call the element: an intention's reference and service area, a section's number and heading, a table's
/// title. Empty if it is not in `content`.
std::string title_of(const Content& content, ElementId id);

/// References of intentions that lack a provider, a timescale or a text, each with what it lacks, as
/// "PLN-07: no provider, no timescale" (REQUIREMENTS R17).
std::vector<std::string> incomplete_intentions(const Content& content);

/// Titles of sections and tables that are still draft or subject to review (REQUIREMENTS R8).
std::vector<std::string> parts_not_agreed(const Content& content);

/// A reference for a new intention of `programme_area` that no intention of `content` has, such as "UEC-03".
std::string next_reference(const Content& content, const std::string& programme_area);

}  // namespace assent
