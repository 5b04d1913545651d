#pragma once
// A document as it is printed: a cover, contents and parts of blocks, each block's words with their looks. Every printable
// thing (a plan's version, a report) is expressed once in this form; printed_html.hpp and pdf.hpp both write it, and
// pages.hpp divides it into the pages that both of them name. Plain values: nothing here knows fonts, HTML or PDF.
//
// All words come in through as_words() (printed_text.hpp), which makes hidden characters visible.

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "shared/base/time.hpp"

namespace assent::exchange::print {

/// What a run of words is, beside bold and italic.
enum class Look : std::uint8_t {
    plain,
    number,      ///< of a heading
    absent,      ///< "not given": stands where nothing was said
    unit,        ///< "£000s" beside a table's title
    mark_good,   ///< a word on a coloured field
    mark_warn,
    mark_plain,
    code,        ///< digits of a hash
};

struct Run
{
    std::string text;
    bool bold{};
    bool italic{};
    Look look{};
    std::string link;       ///< http, https or mailto; empty: none
    bool joins_link{};      ///< one link with the run before

    bool operator==(const Run&) const = default;
};

/// One flow of words that is broken into lines. Line feeds in it begin new lines.
struct Words
{
    std::vector<Run> runs;

    bool empty() const { return runs.empty(); }
    /// All of it without looks: what positions in pages.hpp count the bytes of.
    std::string text() const;
    bool operator==(const Words&) const = default;
};

struct Heading
{
    std::uint8_t level{};  ///< 2 to 6; the document's title is the only one of level 1
    std::string anchor;
    std::string number;  ///< as the plan has it, "3.10"; may be empty
    Words words;         ///< with number and marks
    std::string title;   ///< without them, for contents and bookmarks
};

enum class ParagraphLook : std::uint8_t {
    plain,
    bare,       ///< alone in a cell
    about,      ///< said of what stands before it, smaller
    condition,
    service,    ///< an intention's title
    quote,      ///< somebody's words as they gave them
    banner,     ///< a warning above all
    organisation,
};

struct Paragraph
{
    Words words;
    ParagraphLook look{};
};

enum class ListLook : std::uint8_t {
    bullets,
    numbers,
    values,  ///< short values below one another, without bullets
};

struct ListItem;

struct List
{
    ListLook look{};
    std::vector<ListItem> items;
};

struct ListItem
{
    Words words;
    std::uint16_t number{};  ///< of lists of numbers
    std::vector<List> inner;
};

using TextBlock = std::variant<Paragraph, List>;

struct Cell
{
    std::vector<TextBlock> blocks;  ///< empty: an empty cell
    bool heads_row{};
};

enum class ColumnLook : std::uint8_t {
    words,
    main,     ///< gets what room there is
    figures,  ///< to the right, never broken
    date,     ///< not broken
};

struct Column
{
    Words name;
    ColumnLook look{};
};

struct Row
{
    std::string anchor;  ///< may be empty
    bool is_total{};
    std::vector<Cell> cells;  ///< one a column
};

enum class TableLook : std::uint8_t { record, intentions, money, log };

struct Table
{
    std::string anchor;  ///< of the caption
    Words caption;       ///< may end with the unit
    TableLook look{};
    std::vector<Column> columns;
    std::vector<Row> rows;
};

/// A term and what it is here: "Financial year: 2026/27".
struct Fact
{
    std::string term;
    Words value;
    bool is_wide{};  ///< takes the whole line
};

struct Facts
{
    std::vector<Fact> facts;
};

using Block = std::variant<Heading, Paragraph, List, Table, Facts>;

/// A run of blocks that belong together.
struct Part
{
    bool apart{};  ///< begins on a new page
    std::vector<Block> blocks;
};

struct ContentsLine
{
    std::uint8_t level{};
    std::string anchor;
    Words words;  ///< number and title
};

enum class CoverLook : std::uint8_t {
    sheet,   ///< a page of its own
    banner,  ///< the top of the first page
};

struct Printed
{
    std::string language{"en-GB"};
    std::string window_title;  ///< with version and organisation: the file's title
    std::string author;        ///< the organisation
    Timestamp made;            ///< when the content was fixed; the file's date. Nothing here reads a clock.
    bool is_draft{};           ///< said on every page
    std::string header;        ///< at the top of every page: plan and version
    std::string footer;        ///< at its foot beside the page's number: organisation, short hash

    CoverLook cover{};
    std::vector<Paragraph> above;  ///< banners, before everything
    Paragraph organisation;
    Words title;
    Paragraph standing;  ///< marks below the title, or a sentence; may be empty
    Facts facts;
    Words contents_title;
    std::vector<ContentsLine> contents;  ///< empty: no contents
    std::vector<Part> parts;
};

/// Adds headings and their lines in the contents. Levels never jump, whatever the plan's own numbers do.
class Outline
{
public:
    explicit Outline(Printed& printed) : printed_(printed) {}

    /// A heading for `parts.back()`. wanted: 2 to 6; marks: runs after the words.
    void heading(std::uint8_t wanted, std::string anchor, std::string_view number, std::string_view title, std::vector<Run> marks = {});

private:
    Printed& printed_;
    std::uint8_t level_{1};
};

}  // namespace assent::exchange::print
