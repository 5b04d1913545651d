#include "server/exchange/layout.hpp"

#include <algorithm>
#include <unordered_map>

#include "server/exchange/markup.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t gap_lines_max = 6;          // blank lines and page numbers that a page break leaves in a table
constexpr std::size_t column_items_min = 4;       // a single column of fewer lines is a paragraph in pieces
constexpr Line cover_lines = 25;
constexpr std::size_t furniture_repeats_min = 4;  // a line on its own this often is a running header

bool is_pipe_row(std::string_view line)
{
    line = trim(line);
    return line.size() > 2 && line.front() == '|' && line.back() == '|';
}

bool has_cells(std::string_view line) { return line.find('\t') != std::string_view::npos || is_pipe_row(line); }

RawRow split_row(std::string_view line, Line number, std::vector<Doubt>& doubts)
{
    RawRow row;
    row.line = number;
    char joint = '\t';
    if (is_pipe_row(line) && line.find('\t') == std::string_view::npos) {
        line = trim(line);
        line.remove_prefix(1);
        line.remove_suffix(1);
        joint = '|';
    }
    std::size_t begin = 0;
    for (;;) {
        const bool full = row.cells.size() + 1 == row_cells_max;
        const std::size_t end = full ? std::string_view::npos : line.find(joint, begin);
        row.cells.push_back(trim(line.substr(begin, end == std::string_view::npos ? end : end - begin)));
        if (end == std::string_view::npos) {
            if (full && row.cells.back().find(joint) != std::string_view::npos)
                doubts.push_back({number, "wide_row",
                                  "This row has more than 64 cells; what follows was kept together in the last one."});
            return row;
        }
        begin = end + 1;
    }
}

std::string without_asterisks(std::string_view text, bool& bold)
{
    std::string result;
    result.reserve(text.size());
    const bool opens = text.starts_with("**");
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '*' && i + 1 < text.size() && text[i + 1] == '*') {
            while (i + 1 < text.size() && text[i + 1] == '*') ++i;
            continue;
        }
        result.push_back(text[i]);
    }
    if (opens && result.ends_with('*')) result.pop_back();  // the pair lost one of its stars
    bold = opens && text.ends_with("**") && text.find("**", 2) == text.size() - 2;
    return result;
}

class Reader
{
public:
    explicit Reader(const SourceText& source) : source_(source) { find_furniture(); }

    Layout read()
    {
        for (Line line = 1; line <= source_.last();) line = next(line);
        join_cut_prose();
        return std::move(layout_);
    }

private:
    bool nothing(Line line) const
    {
        return line < 1 || line > source_.last() || is_blank(source_[line]) || is_page_number(source_[line]) ||
               furniture_[line - 1];
    }

    /// Running headers and footers: the same short line, on its own, again and again.
    void find_furniture()
    {
        furniture_.assign(source_.lines.size(), false);
        std::unordered_map<std::string, std::vector<Line>> seen;
        for (Line line = 1; line <= source_.last(); ++line) {
            const std::string_view text = source_[line];
            if (text.size() > 120 || is_blank(text) || has_cells(text)) continue;
            const bool alone = (line == 1 || is_blank(source_[line - 1])) &&
                               (line == source_.last() || is_blank(source_[line + 1]));
            if (alone) seen[fold(text)].push_back(line);
        }
        for (const auto& [text, lines] : seen) {
            if (lines.size() < furniture_repeats_min) continue;
            // On the cover it stays: a document's title is often repeated at the head of its pages.
            for (const Line line : lines) furniture_[line - 1] = line > cover_lines;
            furniture_heads_.push_back(lines.front());
        }
        std::sort(furniture_heads_.begin(), furniture_heads_.end());
        for (const Line line : furniture_heads_)
            layout_.doubts.push_back({line, "running_header",
                                      "\"" + excerpt(collapse(source_[line])) +
                                          "\" stands on its own again and again, like a running header; it was left out."});
    }

    Line next(Line line)
    {
        if (nothing(line)) return line + 1;
        if (has_cells(source_[line])) return table(line);
        if (const Line end = single_column(line)) return end;
        return prose(line);
    }

    Line table(Line line)
    {
        Part part;
        part.kind = Part::Kind::table;
        std::vector<std::string> header;
        bool gap = false;
        while (line <= source_.last()) {
            if (nothing(line)) {
                Line after = line;
                while (after <= source_.last() && nothing(after) && after - line < gap_lines_max) ++after;
                if (after > source_.last() || nothing(after) || !has_cells(source_[after])) break;
                line = after;
                gap = true;
                continue;
            }
            if (!has_cells(source_[line])) break;
            RawRow row = split_row(source_[line], line, layout_.doubts);
            row.after_gap = gap && !part.rows.empty();
            if (row.filled() == 0) {
                ++line;
                continue;
            }
            // A header that is known, after a page break, begins another table unless it repeats this one's.
            std::vector<std::string> cells;
            if (row.cells.size() <= 12)
                for (const auto cell : row.cells) cells.push_back(cell.size() > 200 ? std::string("…") : plain(cell));
            const bool is_header = kind_of_header(cells) != TableKind::data;
            if (is_header && header.empty()) header = cells;
            else if (is_header && cells != header && row.after_gap) break;
            gap = false;
            part.rows.push_back(std::move(row));
            ++line;
        }
        if (part.rows.empty()) return line;
        if (part.rows.size() == 1 && part.rows.front().filled() == 1) {
            // A line that was only indented, or ended, with a tab.
            for (const auto cell : part.rows.front().cells)
                if (!cell.empty()) add_prose(cell, {part.rows.front().line}, true);
            return line;
        }
        layout_.parts.push_back(std::move(part));
        return line;
    }

    static bool item_line(std::string_view line)
    {
        line = trim(line);
        return glyph_size(line) != 0 || (dash_size(line, 0) != 0 && line.size() > dash_size(line, 0) + 1 &&
                                         line[dash_size(line, 0)] == ' ') ||
               line.starts_with("* ");
    }

    /// A table of one column has no tab at all: a run of short lines, announced by the paragraph above it.
    Line single_column(Line line)
    {
        if (layout_.parts.empty()) return 0;
        const Part& before = layout_.parts.back();
        const bool announced = before.kind == Part::Kind::paragraph && before.text.ends_with(':') && has_word(before.text, "table");
        if (!announced) return 0;
        Line end = line;
        while (end <= source_.last() && !nothing(end)) {
            const std::string_view text = trim(source_[end]);
            if (text.size() > 100 || text.back() == '.' || text.back() == ',' || has_cells(text) || item_line(text)) break;
            if (is_lower(text.front())) break;
            ++end;
        }
        if (end - line < column_items_min || !(end > source_.last() || nothing(end))) return 0;
        Part part;
        part.kind = Part::Kind::table;
        for (; line < end; ++line) {
            RawRow row;
            row.line = line;
            row.cells.push_back(trim(source_[line]));
            part.rows.push_back(std::move(row));
        }
        layout_.parts.push_back(std::move(part));
        return end;
    }

    Line prose(Line line)
    {
        const bool alone = nothing(line - 1) && nothing(line + 1);
        if (!item_line(source_[line])) {
            // Lines that a mail program wrapped: the line before is long and does not end a sentence.
            Line end = line + 1;
            const bool mark = trim(source_[line]).front() == '#';  // a heading is one line
            while (!mark && end <= source_.last() && !nothing(end) && !has_cells(source_[end]) && !item_line(source_[end]) &&
                   !numbered(source_[end])) {
                const std::string_view previous = trim(source_[end - 1]);
                const bool wrapped = previous.size() >= 60 && previous.size() <= 130 && trim(source_[end]).size() <= 130;
                const bool runs_on = is_lower(trim(source_[end]).front()) && !ends_sentence(previous);
                if (!wrapped && !runs_on) break;
                ++end;
            }
            std::string text;
            std::vector<Line> lines;
            for (Line l = line; l < end; ++l) {
                if (!text.empty()) text.push_back(' ');
                text += trim(source_[l]);
                lines.push_back(l);
            }
            add_prose(text, std::move(lines), alone && end == line + 1);
            return end;
        }
        add_prose(source_[line], {line}, alone);
        return line + 1;
    }

    static bool numbered(std::string_view line)
    {
        line = trim(line);
        std::size_t i = 0;
        while (i < line.size() && i < 4 && (is_digit(line[i]) || line[i] == '.')) ++i;
        return i > 0 && i < line.size() && (line[i] == ' ' || line[i] == ')');
    }

    void add_prose(std::string_view raw, std::vector<Line> lines, bool alone)
    {
        Part part;
        part.lines = std::move(lines);
        part.alone = alone;
        const bool indented = !raw.empty() && (raw.front() == ' ' || raw.front() == '\t');
        std::string text = plain(raw);
        std::string_view rest = text;
        if (rest.starts_with("#")) {
            while (rest.starts_with("#")) {
                rest.remove_prefix(1);
                ++part.depth;
            }
            part.bold = alone && rest.starts_with(" ") && part.depth <= 6 && rest.size() <= 140;
            rest = trim(rest);
        } else if (item_line(rest)) {
            part.kind = Part::Kind::bullet;
            std::size_t mark = glyph_size(rest);
            if (mark == 0) mark = rest.front() == '*' ? 1 : dash_size(rest, 0);
            rest = trim(rest.substr(mark));
            if (const std::size_t second = glyph_size(rest)) rest = trim(rest.substr(second));
            part.depth = indented ? 1 : 0;
        }
        bool bold = false;
        part.text = without_asterisks(rest, bold);
        part.bold = part.bold || bold;
        if (part.text.empty()) return;
        layout_.parts.push_back(std::move(part));
    }

    /// A page break inside a sentence leaves a blank line there: put the halves together.
    void join_cut_prose()
    {
        std::vector<Part> joined;
        joined.reserve(layout_.parts.size());
        for (Part& part : layout_.parts) {
            if (part.kind == Part::Kind::paragraph && !joined.empty() && joined.back().kind != Part::Kind::table &&
                !part.text.empty() && is_lower(part.text.front()) && !ends_sentence(joined.back().text) &&
                !(joined.back().alone && numbered(joined.back().text))) {
                joined.back().text += " " + part.text;
                joined.back().lines.insert(joined.back().lines.end(), part.lines.begin(), part.lines.end());
                joined.back().alone = false;
                continue;
            }
            joined.push_back(std::move(part));
        }
        layout_.parts = std::move(joined);
    }

    const SourceText& source_;
    std::vector<bool> furniture_;
    std::vector<Line> furniture_heads_;
    Layout layout_;
};

}  // namespace

std::size_t RawRow::filled() const
{
    return static_cast<std::size_t>(std::count_if(cells.begin(), cells.end(), [](std::string_view c) { return !c.empty(); }));
}

bool RawRow::only_first_filled() const { return !cells.empty() && !cells.front().empty() && filled() == 1; }

Layout lay_out(const SourceText& source) { return Reader(source).read(); }

}  // namespace assent::exchange
