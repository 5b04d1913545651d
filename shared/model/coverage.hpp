#pragma once
// Who has had the opportunity to see which version and which parts of a plan, and when, and who has not (REQUIREMENTS
// R21, R22). The screen's table and every export are made from this one reading of the record.

#include <cstdint>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "shared/model/tenant.hpp"

namespace assent {

/// What can be shown to a forum by itself.
struct PlanPart
{
    std::string title;               ///< "3 Urgent care", "Intentions: Planned Care", "Table: Savings"
    std::vector<ElementId> elements; ///< a heading with those below it; the intentions of a programme area; a table

    bool operator==(const PlanPart&) const = default;
};
BOOST_DESCRIBE_STRUCT(PlanPart, (), (title, elements))

/// The parts of a text, in its order: chapters, programme areas, tables. Parts of one title are one part.
std::vector<PlanPart> parts_of(const Content& content);

/// The titles of the parts that `elements` are of, in the order of the text; elements of no part are left out.
std::vector<std::string> part_titles(const std::vector<PlanPart>& parts, const std::vector<ElementId>& elements);

enum class Opportunity : std::uint8_t {
    none,
    partly, ///< something was shown, but not all that the engagement plan says
    had,
};
BOOST_DESCRIBE_ENUM(Opportunity, none, partly, had)

/// A version, or one part of it, as a forum saw it.
struct CoverageCell
{
    VersionId version;
    std::string part;        ///< empty: the whole version
    std::vector<Date> dates; ///< in order

    bool operator==(const CoverageCell&) const = default;
};
BOOST_DESCRIBE_STRUCT(CoverageCell, (), (version, part, dates))

struct CoverageRow
{
    ForumId forum;
    std::string name;
    std::string kind;
    std::string organisation; ///< the partner it speaks for; may be empty
    bool planned{};           ///< in the engagement plan
    PlannedForum plan;        ///< if planned
    Opportunity opportunity{};
    Date last;                       ///< when it last saw anything; no date: never
    std::vector<CoverageCell> shown; ///< by version in their order, the whole before its parts

    bool operator==(const CoverageRow&) const = default;
};
BOOST_DESCRIBE_STRUCT(CoverageRow, (), (forum, name, kind, organisation, planned, plan, opportunity, last, shown))

struct PartnerCoverage
{
    std::string organisation;
    std::vector<std::string> forums; ///< that speak for it, by name
    Opportunity opportunity{};       ///< the best that any of its forums has had
    Date last;

    bool operator==(const PartnerCoverage&) const = default;
};
BOOST_DESCRIBE_STRUCT(PartnerCoverage, (), (organisation, forums, opportunity, last))

struct Coverage
{
    std::vector<CoverageRow> rows; ///< forums of the engagement plan and those that were visited, by name
    std::vector<PartnerCoverage>
        partners; ///< members of the partnership and organisations that forums speak for, by name

    bool operator==(const Coverage&) const = default;
};
BOOST_DESCRIBE_STRUCT(Coverage, (), (rows, partners))

/// A forum of the engagement plan has had the opportunity once all it is to see was shown to it, in the version that is
/// planned for it or a later one, at one event or several. Events recorded before parts had identifiers count by the
/// titles of their parts.
///
/// parts  of the text at hand, to tell which elements a title stands for; may be empty.
Coverage coverage_of(const Tenant& tenant, const Plan& plan, const std::vector<PlanPart>& parts);

/// Names of those planned who have had no opportunity yet, or not the whole of it: forums, then partners without one.
std::vector<std::string> forums_without(const Coverage& coverage);
std::vector<std::string> partners_without(const Coverage& coverage);

std::string words_of(Opportunity opportunity);

} // namespace assent
