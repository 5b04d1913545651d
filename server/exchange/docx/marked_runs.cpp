#include "server/exchange/docx/marked_runs.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/document/marked_text.hpp"

namespace assent::exchange::docx {
namespace {

/// Words that look alike, as marked text knows them.
struct Piece
{
    std::string text;
    bool bold{};
    bool italic{};
    std::string link;

    bool looks_like(const Piece& other) const
    {
        return bold == other.bold && italic == other.italic && link == other.link;
    }
    bool operator==(const Piece&) const = default;
};

void append(std::vector<Piece>& pieces, Piece piece)
{
    if (piece.text.empty()) return;
    if (!pieces.empty() && pieces.back().looks_like(piece))
        pieces.back().text += piece.text;
    else
        pieces.push_back(std::move(piece));
}

bool is_blank(char c)
{
    return c == ' ';
}

/// One line, blanks single and none at the ends. Marks touch words, so blanks at a mark's edge move outside it.
std::vector<Piece> pieces_of(const WordParagraph& paragraph, WordReading reading)
{
    std::vector<Piece> pieces;
    bool blank = true;  // so that none stands first
    for (const WordRun& run : paragraph.runs) {
        if (!stays(run.change, reading)) continue;
        const std::string link =
            run.link.starts_with("http:") || run.link.starts_with("https:") || run.link.starts_with("mailto:")
                ? run.link
                : std::string();
        std::string words;
        const auto flush = [&] {
            if (!words.empty()) pieces.push_back({std::exchange(words, {}), run.bold, run.italic, link});
        };
        for (std::size_t i = 0; i < run.text.size(); ++i) {
            char c = run.text[i];
            if (c == '\xC2' && i + 1 < run.text.size() && run.text[i + 1] == '\xA0') {  // a no-break space
                c = ' ';
                ++i;
            } else if (c == '\n' || c == '\t') {
                c = ' ';
            } else if (c == '\xC2' && i + 1 < run.text.size() && run.text[i + 1] == '\xAD') {  // a soft hyphen
                ++i;
                continue;
            }
            if (is_blank(c)) {
                if (!std::exchange(blank, true)) {
                    flush();
                    pieces.push_back({" ", false, false, {}});
                }
                continue;
            }
            blank = false;
            words.push_back(c);
        }
        flush();
    }
    while (!pieces.empty() && pieces.back().text == " ")
        pieces.pop_back();
    // A blank has the looks that the words on both sides share.
    std::vector<Piece> joined;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].text == " " && !joined.empty() && i + 1 < pieces.size()) {
            const Piece& before = joined.back();
            const Piece& after = pieces[i + 1];
            pieces[i].bold = before.bold && after.bold;
            pieces[i].italic = before.italic && after.italic;
            if (before.link == after.link) pieces[i].link = before.link;
        }
        append(joined, std::move(pieces[i]));
    }
    return joined;
}

void escape_into(std::string& line, std::string_view words)
{
    for (const char c : words) {
        if (c == '*' || c == '[') line.push_back('\\');
        line.push_back(c);
    }
}

std::string written(const std::vector<Piece>& pieces, bool escape)
{
    std::string line;
    const Piece nothing;
    const Piece* open = &nothing;
    const auto turn = [&](const Piece& next) {
        if (open->bold && !next.bold) line += "**";
        if (open->italic && !next.italic) line += "*";
        if (open->link != next.link && !open->link.empty()) line += "](" + open->link + ")";
        if (open->link != next.link && !next.link.empty()) line += "[";
        if (!open->bold && next.bold) line += "**";
        if (!open->italic && next.italic) line += "*";
        open = &next;
    };
    for (const Piece& piece : pieces) {
        turn(piece);
        if (escape)
            escape_into(line, piece.text);
        else
            line += piece.text;
    }
    turn(nothing);
    return line;
}

/// What reading the line gives, in the same form.
std::vector<Piece> read_back(const std::string& line)
{
    std::vector<Piece> pieces;
    const auto blocks = parse_marked(line);
    if (blocks.size() != 1) return pieces;
    for (const MarkedRun& run : blocks.front().runs)
        append(pieces, {run.text, run.bold, run.italic, std::string(run.link)});
    return pieces;
}

}  // namespace

std::vector<WordParagraph> marked_paragraphs(std::string_view text, std::string_view paragraph_style, ListStyles lists)
{
    std::vector<WordParagraph> paragraphs;
    for (const MarkedBlock& block : parse_marked(text)) {
        WordParagraph paragraph;
        paragraph.style = paragraph_style;
        if (block.kind != MarkedKind::paragraph) {
            paragraph.list = block.kind == MarkedKind::bullet ? WordList::bullet : WordList::numbered;
            paragraph.depth = block.depth;
            if (block.kind == MarkedKind::numbered) paragraph.number = std::to_string(block.number) + ".";
            if (lists == ListStyles::own)
                paragraph.style = block.kind == MarkedKind::bullet ? style::list_bullet : style::list_number;
        }
        for (const MarkedRun& run : block.runs)
            paragraph.runs.push_back({run.text, run.bold, run.italic, std::string(run.link)});
        paragraphs.push_back(std::move(paragraph));
    }
    return paragraphs;
}

std::string marked_line(const WordParagraph& paragraph, WordReading reading)
{
    std::vector<Piece> pieces = pieces_of(paragraph, reading);
    if (pieces.empty()) return {};
    std::string prefix(std::size_t{2} * std::min<std::size_t>(paragraph.depth, marked_depth_max), ' ');
    int number = 0;
    if (paragraph.list == WordList::numbered)
        std::from_chars(paragraph.number.data(), paragraph.number.data() + paragraph.number.size(), number);
    if (paragraph.list == WordList::bullet)
        prefix += "- ";
    else if (paragraph.list == WordList::numbered && number > 0 && number < 1000)
        prefix += std::to_string(number) + ". ";
    else
        prefix = paragraph.list == WordList::numbered && !paragraph.number.empty() ? paragraph.number + " " : "";
    // An outline such as "a)" stays as words, and they must read as words.
    std::vector<Piece> wanted = pieces;
    if (paragraph.list == WordList::numbered && number == 0 && !prefix.empty()) {
        std::vector<Piece> with_number;
        append(with_number, {prefix, false, false, {}});
        for (Piece& piece : wanted)
            append(with_number, std::move(piece));
        wanted = pieces = std::move(with_number);
        prefix.clear();
    }
    for (const bool escape : {false, true}) {
        const std::string line = written(pieces, escape);
        // Read as an item at no depth: depth is about the items before it.
        const std::string_view mark = trim(prefix);
        if (read_back(mark.empty() ? line : std::string(mark) + " " + line) == wanted) return prefix + line;
    }
    // Marks that cannot be told, such as bold that begins inside a word, are left out; the words are kept.
    std::vector<Piece> plain;
    for (const Piece& piece : pieces)
        append(plain, {piece.text, false, false, {}});
    for (const bool escape : {false, true})
        if (const std::string line = written(plain, escape); read_back(line) == plain) return prefix + line;
    return prefix + written(plain, true);
}

}  // namespace assent::exchange::docx
