#include "server/exchange/docx/word_layout.hpp"

#include <algorithm>
#include <utility>

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/marked_runs.hpp"
#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/text_tools.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t heading_bytes_max = 300;  // longer is a paragraph that somebody gave a heading's look

bool has_style(const WordParagraph& paragraph, std::string_view name)
{
    return fold(paragraph.style) == fold(name);
}

PartStatus status_in(std::string_view words)
{
    for (const PartStatus status : {PartStatus::draft, PartStatus::subject_to_review})
        if (fold(words) == fold(words_of(status))) return status;
    return PartStatus::agreed;
}

bool wholly_bold(const WordParagraph& paragraph)
{
    return !paragraph.runs.empty() && std::all_of(paragraph.runs.begin(), paragraph.runs.end(), [](const WordRun& run) {
        return run.bold || run.change == WordChange::deleted || trim(run.text).empty();
    });
}

/// "3.10." as headings carry it: without a closing stop.
std::string without_stop(std::string number)
{
    while (!number.empty() && (number.back() == '.' || number.back() == ')' || number.back() == ' '))
        number.pop_back();
    return number;
}

class Reader
{
public:
    explicit Reader(const WordDocument& document) : document_(document), exact_(stamp_of(document).has_value()) {}

    WordLayout read()
    {
        find_headings();
        WordParagraph open;  // its end was deleted, so the next paragraph goes on in it
        for (const WordBlock& block : document_.blocks) {
            if (const auto* paragraph = std::get_if<WordParagraph>(&block)) {
                WordParagraph whole = std::exchange(open, {});
                if (whole.line == 0)
                    whole = *paragraph;
                else
                    whole.runs.insert(whole.runs.end(), paragraph->runs.begin(), paragraph->runs.end());
                if (paragraph->change == WordChange::deleted && !words_of(whole).empty()) {
                    open = std::move(whole);
                    continue;
                }
                add(whole);
            } else if (const auto* table = std::get_if<WordTable>(&block)) {
                if (open.line != 0) add(std::exchange(open, {}));
                add(*table);
            }
        }
        if (open.line != 0) add(open);
        tell_of_comments();
        for (const Doubt& remark : document_.remarks)
            result_.layout.doubts.push_back(remark);
        finish_outline();
        return std::move(result_);
    }

private:
    void find_headings()
    {
        for (const WordBlock& block : document_.blocks)
            if (const auto* paragraph = std::get_if<WordParagraph>(&block))
                has_headings_ = has_headings_ || (paragraph->heading != 0 && !has_style(*paragraph, style::title));
    }

    std::string_view keep(std::string text) { return result_.texts.emplace_back(std::move(text)); }

    /// Lines of the source are numbered as read_word() numbered them, and none is left out.
    void say(Line line, std::string text)
    {
        if (line == 0) return;
        auto& lines = result_.source.lines;
        if (lines.size() < line) lines.resize(line);
        lines[line - 1] = keep(std::move(text));
    }

    void tell_of_changes(const WordParagraph& paragraph, Line line)
    {
        std::string inserted;
        std::string deleted;
        const WordAuthor* author = nullptr;
        for (const WordRun& run : paragraph.runs) {
            if (run.change == WordChange::none || trim(run.text).empty()) continue;
            (run.change == WordChange::inserted ? inserted : deleted) += run.text;
            if (run.by < document_.authors.size()) author = &document_.authors[run.by];
        }
        if (inserted.empty() && deleted.empty()) return;
        std::string message = "Tracked changes" +
                              (author != nullptr && !author->name.empty() ? " of " + author->name : std::string()) +
                              " that nobody accepted yet:";
        if (!inserted.empty()) message += " \"" + excerpt(collapse(inserted)) + "\" was inserted and is taken;";
        if (!deleted.empty()) message += " \"" + excerpt(collapse(deleted)) + "\" was deleted and is left out;";
        message.back() = '.';
        result_.layout.doubts.push_back({line, "tracked_change", std::move(message)});
    }

    void tell_of_comments()
    {
        for (const WordComment& comment : document_.comments)
            result_.layout.doubts.push_back({std::max<Line>(comment.line, 1), "comment",
                                             "Comment" + (comment.author.empty() ? "" : " of " + comment.author) +
                                                 ": \"" + excerpt(collapse(comment.text), 400) + "\"."});
    }

    Part part_of(const WordParagraph& paragraph, std::string text)
    {
        Part part;
        part.kind = paragraph.list == WordList::bullet ? Part::Kind::bullet : Part::Kind::paragraph;
        part.marked = marked_line(paragraph);
        part.text = std::move(text);
        if (paragraph.list == WordList::numbered) part.text = paragraph.number + " " + part.text;
        part.lines = {std::max<Line>(paragraph.line, 1)};
        part.depth = part.kind == Part::Kind::bullet ? std::min<std::uint8_t>(paragraph.depth, 2) : std::uint8_t{0};
        part.is_title = has_style(paragraph, style::title);
        // Without headings that are marked as such, they must be guessed as in a text.
        if (!has_headings_ && part.kind == Part::Kind::paragraph && paragraph.list == WordList::none) {
            part.bold = wholly_bold(paragraph);
            part.alone = part.text.size() <= 140;
        }
        return part;
    }

    void add(const WordParagraph& paragraph)
    {
        tell_of_changes(paragraph, paragraph.line);
        std::string text = collapse(words_of(paragraph));
        say(paragraph.line, text);
        if (text.empty()) return;
        if (is_contents(paragraph)) return add_contents(paragraph);
        if (has_style(paragraph, style::part_status)) {
            const PartStatus status = status_in(text);
            if (!waiting_caption_.empty())
                waiting_status_ = status;
            else if (!result_.outline.headings.empty())
                result_.outline.headings.back().status = status;
            return;
        }
        if (has_style(paragraph, style::caption)) {
            if (!waiting_caption_.empty()) add_plain_caption();
            waiting_caption_ = text;
            waiting_line_ = paragraph.line;
            waiting_status_ = PartStatus::agreed;
            waiting_unit_.clear();
            return;
        }
        if (has_style(paragraph, style::table_unit) && !waiting_caption_.empty()) {
            waiting_unit_ = text;
            return;
        }
        add_plain_caption();
        const bool is_heading =
            paragraph.heading != 0 && text.size() <= heading_bytes_max && !has_style(paragraph, style::title);
        if (is_heading) return add_heading(paragraph, std::move(text));
        const bool announces_contents = has_style(paragraph, style::contents_heading) || is_contents_title(text);
        result_.layout.parts.push_back(part_of(paragraph, std::move(text)));
        result_.outline.consumed.push_back(announces_contents);
    }

    /// A caption that no table followed is a paragraph.
    void add_plain_caption()
    {
        if (waiting_caption_.empty()) return;
        Part part;
        part.text = std::exchange(waiting_caption_, {});
        part.lines = {waiting_line_};
        result_.layout.parts.push_back(std::move(part));
        result_.outline.consumed.push_back(false);
    }

    static bool is_contents(const WordParagraph& paragraph)
    {
        const std::string name = fold(paragraph.style);
        return name.starts_with("toc ") && name.size() == 5;
    }

    /// "3.10 Money <tab> 12".
    void add_contents(const WordParagraph& paragraph)
    {
        std::string words = words_of(paragraph);
        ContentsEntry entry;
        entry.line = std::max<Line>(paragraph.line, 1);
        if (const std::size_t tab = words.rfind('\t'); tab != std::string::npos) {
            const std::string_view page = trim(std::string_view(words).substr(tab + 1));
            if (page.size() <= 60 &&
                (page.empty() || is_digit(page.front()) || starts_with_ignoring_case(page, "error!"))) {
                entry.page = page;
                words.resize(tab);
            }
        }
        words = collapse(words);
        if (const auto numbered = split_number(words); numbered && !numbered->heading.empty()) {
            entry.number = numbered->number;
            entry.heading = numbered->heading;
        } else {
            entry.heading = words;
        }
        if (!entry.heading.empty()) result_.outline.contents.push_back(std::move(entry));
    }

    void add_heading(const WordParagraph& paragraph, std::string text)
    {
        Heading heading;
        heading.entry.line = std::max<Line>(paragraph.line, 1);
        heading.entry.level = paragraph.heading;
        heading.entry.number = without_stop(paragraph.number);
        heading.names_part = has_style(paragraph, style::part_heading_1) || has_style(paragraph, style::part_heading_2);
        if (heading.entry.number.empty() && !heading.names_part) {
            if (auto numbered = split_number(text); numbered && !numbered->heading.empty()) {
                heading.entry.number = std::move(numbered->number);
                text = std::move(numbered->heading);
            }
        }
        heading.entry.heading = text;
        if (is_contents_title(text)) {
            result_.layout.parts.push_back(part_of(paragraph, std::move(text)));
            result_.outline.consumed.push_back(true);
            return;
        }
        heading.part = result_.layout.parts.size();
        result_.layout.parts.push_back(part_of(paragraph, std::move(text)));
        result_.outline.consumed.push_back(false);
        result_.outline.headings.push_back(std::move(heading));
    }

    void add(const WordTable& table)
    {
        Part part;
        part.kind = Part::Kind::table;
        part.structured = true;
        part.exact = exact_;
        part.record = fold(table.style) == fold(style::record_table);
        part.title = std::exchange(waiting_caption_, {});
        part.unit = std::exchange(waiting_unit_, {});
        part.status = std::exchange(waiting_status_, PartStatus::agreed);
        std::size_t width = 1;
        for (const WordRow& row : table.rows) {
            std::size_t columns = 0;
            for (const WordCell& cell : row.cells)
                columns += cell.columns;
            width = std::max(width, std::min(columns, row_cells_max));
        }
        std::vector<const WordCell*> above(width, nullptr);
        for (const WordRow& row : table.rows) {
            RawRow raw = row_of(row, above, width);
            std::string line;
            for (const auto cell : raw.cells)
                line += (line.empty() ? "" : "\t") + std::string(cell);
            say(row.line, std::move(line));
            if (row.change == WordChange::deleted) continue;
            if (raw.filled() > 0) part.rows.push_back(std::move(raw));
        }
        if (part.rows.empty()) return;
        result_.layout.parts.push_back(std::move(part));
        result_.outline.consumed.push_back(false);
    }

    /// One cell for each column of the grid: a cell that is merged with the one above says the same, one that spans
    /// columns stands in the first of them.
    RawRow row_of(const WordRow& row, std::vector<const WordCell*>& above, std::size_t width)
    {
        RawRow raw;
        raw.line = row.line;
        for (const WordCell& cell : row.cells) {
            const std::size_t column = raw.cells.size();
            if (column >= width) break;
            const WordCell* says = cell.continues && above[column] != nullptr ? above[column] : &cell;
            for (std::size_t c = 0; c < cell.columns && raw.cells.size() < width; ++c) {
                above[raw.cells.size()] = says;
                CellText text = c == 0 ? read_paragraphs(*says, row.line, raw, says == &cell) : CellText{};
                std::string words;
                for (const Block& block : text.blocks)
                    words += (words.empty() ? "" : " ") + block.text;
                raw.cells.push_back(keep(std::move(words)));
                raw.read.push_back(std::move(text));
            }
        }
        raw.cells.resize(width);
        raw.read.resize(width);
        return raw;
    }

    CellText read_paragraphs(const WordCell& cell, Line line, RawRow& row, bool own)
    {
        CellText text;
        std::uint32_t list = 0;
        bool in_list = false;
        for (const WordParagraph& paragraph : cell.paragraphs) {
            if (own) tell_of_changes(paragraph, line);
            std::string words = collapse(words_of(paragraph));
            if (words.empty()) continue;
            if (own && has_style(paragraph, style::condition)) {
                row.conditions += (row.conditions.empty() ? "" : " ") + words;
                continue;
            }
            if (own && has_style(paragraph, style::part_status)) {
                row.status = status_in(words);
                continue;
            }
            Block block;
            const bool item = paragraph.list == WordList::bullet;
            if (item && !in_list) ++list;
            in_list = item;
            block.kind = item ? Block::Kind::bullet : Block::Kind::paragraph;
            block.marked = marked_line(paragraph);
            block.text = paragraph.list == WordList::numbered ? paragraph.number + " " + words : std::move(words);
            block.lines = {line};
            block.had_glyph = item;
            block.list = item ? list : 0;
            block.depth = item ? std::min<std::uint8_t>(paragraph.depth, 9) : std::uint8_t{0};
            if (block.marked == block.text) block.marked.clear();
            text.blocks.push_back(std::move(block));
        }
        return text;
    }

    void finish_outline()
    {
        add_plain_caption();
        if (result_.source.lines.empty()) result_.source.lines.emplace_back();
        Outline& outline = result_.outline;
        if (!has_headings_) {
            auto contents = std::move(outline.contents);
            outline = read_outline(result_.layout);
            if (outline.contents.empty()) outline.contents = std::move(contents);
            return;
        }
        outline.structured = true;
        for (Heading& heading : outline.headings)
            heading.in_contents =
                std::any_of(outline.contents.begin(), outline.contents.end(), [&](const ContentsEntry& entry) {
                    return fold(entry.heading) == fold(heading.entry.heading);
                });
        outline.body_begin = outline.headings.empty() ? 0 : outline.headings.front().part;
    }

    const WordDocument& document_;
    bool exact_{};
    WordLayout result_;
    bool has_headings_{};
    std::string waiting_caption_;  ///< the caption just read, of a table that may follow
    std::string waiting_unit_;
    Line waiting_line_{};
    PartStatus waiting_status_{};
};

}  // namespace

WordLayout lay_out(const WordDocument& document)
{
    return Reader(document).read();
}

}  // namespace assent::exchange::docx
