#pragma once
// What an import would make of a file: plain values with the source line of each, before anybody has agreed to anything.
// What could not be placed or is open to two readings is a doubt, which the importing person settles.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/model/content.hpp"
#include "shared/model/contracting_route.hpp"
#include "shared/model/timescale.hpp"

namespace assent::exchange {

using Line = std::uint32_t;  ///< counted from 1

struct Doubt
{
    Line line{};
    std::string kind;     ///< a stable word for programs: "shifted_row", "unknown_provider", "sum" …
    std::string message;  ///< one or two sentences for the importing person
    bool operator==(const Doubt&) const = default;
};

struct DocumentFacts
{
    std::string title;
    std::string organisation;       ///< full name where it is known; empty if the text names none
    std::string organisation_short; ///< "BCCG", "BLMK"
    std::string place;              ///< the place the organisation serves; for a partnership its short name
    bool partnership{};
    std::vector<std::string> members;  ///< places of a partnership
    std::string period;                ///< "2018/19"; empty if none is written
    Date period_from;
    Date period_to;
    std::string version;  ///< "12"; empty if none is written
    std::string revised;  ///< as written on the cover, "August 2017"
    bool operator==(const DocumentFacts&) const = default;
};

struct VersionEntry
{
    std::string date;  ///< as written
    Date month;        ///< first day of the month or day meant; no date if unclear
    std::string version;
    std::string summary;
    std::vector<std::string> changes;
    std::string author;
    std::string author_role;
    Line line{};
    bool operator==(const VersionEntry&) const = default;
};

struct OutlineEntry
{
    std::string number;  ///< "3.10"; empty for an unnumbered heading. No identity: documents repeat numbers.
    std::uint8_t level{1};
    std::string heading;
    Line line{};
    bool operator==(const OutlineEntry&) const = default;
};

/// An outline heading with its narrative: a paragraph a line, bullets begin with "- ". Tables are not in it.
struct SectionText
{
    std::string number;
    std::uint8_t level{1};
    std::string heading;
    Line line{};
    std::string text;
    PartStatus status{};  ///< as a Word document that was exported from here says it
    bool operator==(const SectionText&) const = default;
};

/// A line of the contents table as printed.
struct ContentsEntry
{
    std::string number;
    std::string heading;
    std::string page;  ///< as written
    Line line{};
    bool operator==(const ContentsEntry&) const = default;
};

enum class Scope : std::uint8_t { whole, place, provider };

struct RouteFound
{
    ContractingRoute route{};
    std::string quote;  ///< the words it rests on
    bool operator==(const RouteFound&) const = default;
};

struct ImportedIntention
{
    std::string identity;     ///< 32 hexadecimal digits: the same record of the same file on every import
    std::string fingerprint;  ///< changes with any of the record's content, not with its place in the file
    std::string reference;    ///< of the row's own reference column; empty if it has none
    std::string programme_area;
    std::string service_area;
    std::string title;  ///< the service area, or what names a place's intention
    std::string text;   ///< a paragraph or bullet a line, without tags and glyphs
    std::uint32_t bullets{};
    std::vector<std::string> providers;  ///< bodies by short name, then classes as written
    std::vector<std::string> provider_bodies;
    std::vector<std::string> provider_classes;
    std::vector<std::string> impact_areas;
    std::string providers_as_written;
    Line providers_inherited_from{};  ///< the line whose merged cell is taken to hold; 0 if the row has its own
    std::vector<Timescale> timescales;
    Line timescales_inherited_from{};  ///< where a merged cell may hold; the timescales themselves stay empty
    std::vector<RouteFound> routes;
    std::string conditions;  ///< sentences with "subject to"
    std::string lead;
    std::string place;
    Scope scope{};
    PartStatus status{};
    bool label_inherited{};  ///< the row has no service area of its own; the one above was taken
    std::vector<Line> lines;
    bool operator==(const ImportedIntention&) const = default;
};

/// A contracting or quality intention that stands in prose.
struct ImportedStatement
{
    std::string section;
    std::string kind;  ///< "contracting" or "quality"
    std::string text;
    std::vector<std::string> items;  ///< bullets below it
    std::vector<ContractingRoute> routes;
    std::vector<std::string> dates;  ///< normalised labels of the times it names
    std::vector<Line> lines;
    bool operator==(const ImportedStatement&) const = default;
};

struct TableCheck
{
    std::string kind;  ///< "sum", "subtotal", "percent_sum", "percent_of_total", "cross_table", "cross_text"
    bool ok{};
    std::string message;
    std::vector<Line> lines;
    bool operator==(const TableCheck&) const = default;
};

struct ImportedTable
{
    std::string title;
    std::string unit;  ///< "£m", "£000s"; empty if none is written
    PartStatus status{};
    std::vector<std::string> columns;
    std::vector<std::vector<std::string>> rows;
    std::vector<Line> row_lines;
    std::vector<TableCheck> checks;
    std::vector<Line> lines;
    bool operator==(const ImportedTable&) const = default;
};

struct ImportedMilestone
{
    Date date;
    std::string as_written;
    std::string event;
    std::string who;
    Line line{};
    bool operator==(const ImportedMilestone&) const = default;
};

struct ImportedDocument
{
    DocumentFacts document;
    std::vector<VersionEntry> version_control;
    std::vector<ContentsEntry> contents;
    std::vector<OutlineEntry> outline;
    std::vector<SectionText> sections;
    std::vector<ImportedIntention> intentions;
    std::vector<ImportedStatement> statements;
    std::vector<ImportedTable> tables;
    std::vector<ImportedMilestone> milestones;
    std::vector<Doubt> doubts;
    bool operator==(const ImportedDocument&) const = default;
};

}  // namespace assent::exchange
