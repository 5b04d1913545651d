#pragma once
// What a Word document says, without how it looks: paragraphs with their standing (heading, item of a list, entry of
// the contents), tables as true grids, tracked changes, comments and bookmarks. read_word() makes it of a file and
// write_word() a file of it; import, export, redlines and returned documents are all about this value.

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "server/exchange/imported_document.hpp"

namespace assent::exchange::docx {

enum class WordChange : std::uint8_t { none, inserted, deleted };

/// Who tracked a change and when.
struct WordAuthor
{
    std::string name;
    std::string date;  ///< RFC 3339 as the file has it; empty if it has none

    bool operator==(const WordAuthor&) const = default;
};

/// Words that look alike and have one history.
struct WordRun
{
    std::string text;  ///< a tab is "\t", a line break "\n"
    bool bold{};
    bool italic{};
    std::string link;  ///< an address, or "#" and the name of a bookmark; empty: no link
    WordChange change{};
    std::uint32_t by{};  ///< index into WordDocument::authors, of a change

    bool operator==(const WordRun&) const = default;
};

/// A point between runs where something begins or ends.
struct WordMark
{
    enum class Kind : std::uint8_t { bookmark_begin, bookmark_end, comment_begin, comment_end };
    Kind kind{};
    std::uint32_t run{};  ///< it stands before this run
    std::string name;    ///< a bookmark's name, a comment's id

    bool operator==(const WordMark&) const = default;
};

enum class WordList : std::uint8_t { none, bullet, numbered };

struct WordParagraph
{
    std::string style;      ///< the style's name, "heading 1", as word_styles.hpp has them
    std::uint8_t heading{};  ///< outline level from 1; 0: none
    std::string number;     ///< of a heading or numbered item: as shown, "3.10", "2."
    WordList list{};
    std::uint8_t depth{};  ///< of a list's item, from 0
    std::vector<WordRun> runs;
    std::vector<WordMark> marks;
    WordChange change{};  ///< of the paragraph's end
    std::uint32_t by{};
    Line line{};  ///< its number in the document, from 1 (docs/import.md); 0 when writing

    bool operator==(const WordParagraph&) const = default;
};

struct WordCell
{
    std::vector<WordParagraph> paragraphs;
    std::uint16_t columns{1};  ///< of the grid that it spans
    bool continues{};         ///< merged with the cell above it

    bool operator==(const WordCell&) const = default;
};

struct WordRow
{
    std::vector<WordCell> cells;
    bool header{};  ///< repeated on every page
    WordChange change{};
    std::uint32_t by{};
    Line line{};

    bool operator==(const WordRow&) const = default;
};

struct WordTable
{
    std::string style;
    std::string description;           ///< for those who cannot see it
    std::vector<std::uint16_t> widths;  ///< of the grid's columns, relative to each other; only for writing
    std::vector<WordRow> rows;

    bool operator==(const WordTable&) const = default;
};

/// Begins a new page, and says how it and those after it lie; only for writing.
struct WordPages
{
    bool landscape{};
    bool operator==(const WordPages&) const = default;
};

using WordBlock = std::variant<WordParagraph, WordTable, WordPages>;

struct WordComment
{
    std::string id;
    std::string author;
    std::string date;
    std::string text;  ///< a paragraph a line
    Line line{};      ///< where it begins; 0 if nowhere

    bool operator==(const WordComment&) const = default;
};

struct WordDocument
{
    std::string title;                             ///< of its properties
    std::map<std::string, std::string> properties;  ///< custom ones, by name
    std::string header;                            ///< of every page; only for writing
    std::string footer;                            ///< stands before "Page x of y"; only for writing
    std::vector<WordBlock> blocks;
    std::vector<WordAuthor> authors;
    std::vector<WordComment> comments;
    std::vector<Doubt> remarks;  ///< what the reader left out or took otherwise than written
};

/// The words of a paragraph: as they are when all changes are accepted, or when none is.
enum class WordReading : std::uint8_t { accepted, rejected };
std::string words_of(const WordParagraph& paragraph, WordReading reading = WordReading::accepted);

/// Whether `change` leaves its words in such a reading.
constexpr bool stays(WordChange change, WordReading reading)
{
    return change == WordChange::none || (change == WordChange::inserted) == (reading == WordReading::accepted);
}

}  // namespace assent::exchange::docx
