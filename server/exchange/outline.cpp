#include "server/exchange/outline.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

using Number = std::vector<int>;

struct Numbered
{
    Number number;
    std::string written;  ///< without a closing stop
    std::string heading;
};

/// "3.", "3.10 Title", "Section 4: Title", "A. Title". The heading may be empty.
std::optional<Numbered> read_number(std::string_view text)
{
    text = trim(text);
    std::string_view rest = text;
    bool named = false;
    for (const std::string_view word : {"section ", "chapter ", "part ", "appendix ", "annex "}) {
        if (!starts_with_ignoring_case(rest, word)) continue;
        rest.remove_prefix(word.size());
        named = true;
        break;
    }
    Numbered result;
    std::size_t i = 0;
    if (i < rest.size() && is_digit(rest[i])) {
        while (i < rest.size() && is_digit(rest[i])) {
            int value = 0;
            std::size_t digits = 0;
            while (i < rest.size() && is_digit(rest[i])) {
                if (++digits > 3) return std::nullopt;
                value = value * 10 + (rest[i++] - '0');
            }
            result.number.push_back(value);
            if (result.number.size() > 5) return std::nullopt;
            if (i + 1 < rest.size() && rest[i] == '.' && is_digit(rest[i + 1])) ++i;
            else break;
        }
    } else if (rest.size() >= 2 && is_upper(rest[0]) && (rest[1] == '.' || rest[1] == ')' || (named && !is_letter(rest[1])))) {
        result.number.push_back(rest[0] - 'A' + 1);
        i = 1;
    } else {
        return std::nullopt;
    }
    result.written = std::string(rest.substr(0, i));
    if (i < rest.size() && (rest[i] == '.' || rest[i] == ')' || rest[i] == ':')) ++i;
    std::string_view heading = rest.substr(i);
    if (!heading.empty() && heading.front() != ' ' && heading.front() != '\t') {
        if (!named) return std::nullopt;
    }
    heading = trim(heading);
    for (;;) {
        if (const std::size_t size = dash_size(heading, 0); size != 0 && named) heading = trim(heading.substr(size));
        else if (heading.starts_with(':')) heading = trim(heading.substr(1));
        else break;
    }
    result.heading = std::string(heading);
    return result;
}

/// "Introduction.....", "Introduction . . . . 5": without the leader dots.
std::string without_leaders(std::string_view text)
{
    text = trim(text);
    while (!text.empty()) {
        if (text.back() == '.' || text.back() == ' ' || text.back() == '_') text.remove_suffix(1);
        else if (text.ends_with("\u2026")) text.remove_suffix(3);
        else break;
    }
    return std::string(text);
}

bool is_page(std::string_view text)
{
    text = trim(text);
    if (text.empty() || text.size() > 60) return false;
    if (starts_with_ignoring_case(text, "error!")) return true;
    if (text.size() > 4) return false;
    return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == 'i' || c == 'v' || c == 'x'; });
}

bool is_broken_page(std::string_view page) { return starts_with_ignoring_case(page, "error!"); }

std::optional<ContentsEntry> entry_of(const RawRow& row)
{
    std::vector<std::string> cells;
    for (const auto cell : row.cells) {
        if (cell.size() > 300) return std::nullopt;
        if (!cell.empty()) cells.push_back(plain(cell));
    }
    if (cells.size() < 2 || cells.size() > 3 || !is_page(cells.back())) return std::nullopt;
    ContentsEntry entry;
    entry.line = row.line;
    entry.page = cells.back();
    const auto number = read_number(cells.front());
    if (cells.size() == 3) {
        if (!number || !number->heading.empty()) return std::nullopt;
        entry.number = number->written;
        entry.heading = without_leaders(cells[1]);
    } else if (number) {
        entry.number = number->written;
        entry.heading = without_leaders(number->heading);
    } else {
        entry.heading = without_leaders(cells.front());
    }
    if (entry.heading.empty()) return std::nullopt;
    return entry;
}

/// A contents line without tabs: "1.1 Background ........ 4".
std::optional<ContentsEntry> entry_of(const Part& part)
{
    if (part.text.size() > 200) return std::nullopt;
    std::string_view text = part.text;
    std::size_t end = text.size();
    if (const std::size_t error = lower_copy(text).find("error!"); error != std::string::npos) {
        end = error;
    } else {
        while (end > 0 && is_digit(text[end - 1])) --end;
        if (end == text.size() || text.size() - end > 4 || end == 0) return std::nullopt;
    }
    std::string_view before = text.substr(0, end);
    const bool leaders = before.ends_with("..") || before.ends_with(". ") || before.ends_with("\u2026") ||
                         before.ends_with("\u2026 ") || before.ends_with(".. ") || before.ends_with("__");
    if (!leaders && end == text.size()) return std::nullopt;
    if (!leaders && !before.ends_with(' ')) return std::nullopt;
    ContentsEntry entry;
    entry.line = part.first_line();
    entry.page = std::string(trim(text.substr(end)));
    std::string heading = without_leaders(before);
    if (const auto number = read_number(heading)) {
        entry.number = number->written;
        entry.heading = number->heading;
    } else {
        if (!leaders) return std::nullopt;
        entry.heading = std::move(heading);
    }
    if (entry.heading.empty()) return std::nullopt;
    return entry;
}

class OutlineReader
{
public:
    explicit OutlineReader(const Layout& layout) : parts_(layout.parts) { result_.consumed.assign(parts_.size(), false); }

    Outline read()
    {
        read_contents();
        for (const auto& entry : result_.contents) contents_by_heading_[fold(entry.heading)] = &entry;
        for (std::size_t i = result_.body_begin; i < parts_.size(); ++i) meet(i);
        if (!result_.headings.empty())
            result_.body_begin = std::min(std::max(result_.body_begin, std::size_t{0}), result_.headings.front().part);
        return std::move(result_);
    }

private:
    void read_contents()
    {
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            const Part& part = parts_[i];
            if (part.kind == Part::Kind::table) {
                if (table_of_contents(part, i > 0 && result_.consumed[i - 1])) {
                    result_.consumed[i] = true;
                    result_.body_begin = i + 1;
                    if (i > 0 && is_contents_title(parts_[i - 1].text)) result_.consumed[i - 1] = true;
                }
                continue;
            }
            if (!is_contents_title(part.text)) continue;
            result_.consumed[i] = true;
            result_.body_begin = std::max(result_.body_begin, i + 1);
            std::size_t k = i + 1;
            while (k < parts_.size() && parts_[k].kind != Part::Kind::table) {
                // A hard-wrapped contents list has become one paragraph; only single lines can be read.
                auto entry = entry_of(parts_[k]);
                if (!entry) break;
                result_.contents.push_back(std::move(*entry));
                result_.consumed[k] = true;
                result_.body_begin = ++k;
            }
        }
    }

    bool table_of_contents(const Part& part, bool announced)
    {
        std::vector<ContentsEntry> entries;
        std::size_t numbered = 0;
        std::size_t others = 0;
        bool header = false;
        for (const RawRow& row : part.rows) {
            if (auto entry = entry_of(row)) {
                numbered += !entry->number.empty();
                entries.push_back(std::move(*entry));
                continue;
            }
            std::vector<std::string> cells;
            for (const auto cell : row.cells) cells.push_back(cell.size() > 200 ? "" : plain(cell));
            if (kind_of_header(cells) == TableKind::contents) header = true;
            else if (row.only_first_filled() && is_contents_title(row.cells.front())) header = true;
            else ++others;
        }
        // Numbers at both ends also stand in tables of figures: most rows must be numbered headings.
        const bool likely = announced || header || (entries.size() >= 4 && numbered * 5 >= entries.size() * 4);
        if (!likely || entries.size() < 2 || others > entries.size() / 3) return false;
        result_.contents.insert(result_.contents.end(), entries.begin(), entries.end());
        return true;
    }

    const ContentsEntry* in_contents(std::string_view heading) const
    {
        const auto found = contents_by_heading_.find(fold(heading));
        return found == contents_by_heading_.end() ? nullptr : found->second;
    }

    /// Whether `number` can come after the headings so far: the next child, the next of a level, or the same again.
    bool fits(const Number& number, bool& gap) const
    {
        gap = false;
        if (last_.empty()) return number.size() == 1 ? number[0] <= 1 || !result_.contents.empty() : number.back() == 1;
        if (number == last_) return true;
        if (number.size() > last_.size())
            return number.size() == last_.size() + 1 && number.back() == 1 &&
                   std::equal(last_.begin(), last_.end(), number.begin());
        const std::size_t depth = number.size() - 1;
        if (!std::equal(number.begin(), number.end() - 1, last_.begin())) return false;
        const int step = number[depth] - last_[depth];
        gap = step > 1;
        return step >= 1 && step <= 3;
    }

    void meet(std::size_t i)
    {
        if (result_.consumed[i]) return;
        const Part& part = parts_[i];
        if (part.kind == Part::Kind::table) {
            // "1.1<tab>Background" on a line of its own.
            if (part.rows.size() == 1 && part.rows.front().filled() == 2 && part.rows.front().cells.size() == 2)
                numbered_heading(i, std::string(part.rows.front().cells[0]) + " " + plain(part.rows.front().cells[1]),
                                 part.rows.front().line, true);
            return;
        }
        if (part.kind == Part::Kind::bullet) return;
        if (part.depth > 0 && part.bold) {  // "## Title"
            if (!numbered_heading(i, part.text, part.first_line(), true)) add(i, {}, part.depth, part.text, part.first_line());
            return;
        }
        if (numbered_heading(i, part.text, part.first_line(), part.alone)) return;
        unnumbered_heading(i);
    }

    bool numbered_heading(std::size_t i, const std::string& text, Line line, bool alone)
    {
        if (!alone || text.size() > 140) return false;
        const auto numbered = read_number(text);
        if (!numbered || numbered->heading.empty()) return false;
        const std::string& heading = numbered->heading;
        const bool known = in_contents(heading) != nullptr;
        if (!is_upper(heading.front()) && !is_digit(heading.front()) && !known) return false;
        if (!known && (ends_sentence(heading) || heading.size() > 110 || word_count(heading) > 14)) return false;
        bool gap = false;
        if (!fits(numbered->number, gap)) {
            if (!known) return false;
            result_.doubts.push_back({line, "heading_number",
                                      "Heading " + numbered->written + " \"" + excerpt(heading) +
                                          "\" does not follow the number before it; the contents table has it, so it was kept."});
        } else if (gap) {
            result_.doubts.push_back({line, "heading_number",
                                      "Numbers are left out before heading " + numbered->written + " \"" + excerpt(heading) + "\"."});
        } else if (numbered->number == last_) {
            result_.doubts.push_back({line, "heading_number_repeated",
                                      "The number " + numbered->written + " is used twice; both headings were kept."});
        }
        last_ = numbered->number;
        add(i, numbered->written, static_cast<std::uint8_t>(numbered->number.size()), heading, line);
        return true;
    }

    void unnumbered_heading(std::size_t i)
    {
        const Part& part = parts_[i];
        if (!part.alone || !looks_like_heading(part.text) || is_contents_title(part.text)) return;
        for (const std::string_view caption : {"table", "figure", "chart", "box", "note"})
            if (starts_with_ignoring_case(part.text, caption)) return;
        if (is_version_title(part.text)) return;
        const bool known = in_contents(part.text) != nullptr;
        // Before the first heading stands the cover.
        if (result_.headings.empty() && result_.contents.empty() && !part.bold && !known) return;
        if (i + 1 >= parts_.size()) return;
        const Part& next = parts_[i + 1];
        // Something must stand under it, and a list or a table may be what the line introduces.
        if (!known && !part.bold && next.kind != Part::Kind::paragraph) return;
        if (result_.headings.empty()) return add(i, {}, 1, part.text, part.first_line());
        const std::uint8_t level = known && numbered_level_ == 0 ? 1 : static_cast<std::uint8_t>(numbered_level_ + 1);
        add(i, {}, level, part.text, part.first_line());
    }

    void add(std::size_t i, std::string number, std::uint8_t level, std::string heading, Line line)
    {
        if (!number.empty()) numbered_level_ = level;
        Heading h;
        h.entry = {std::move(number), level, std::move(heading), line};
        h.part = i;
        h.in_contents = in_contents(h.entry.heading) != nullptr;
        result_.headings.push_back(std::move(h));
    }

    const std::vector<Part>& parts_;
    Outline result_;
    std::unordered_map<std::string, const ContentsEntry*> contents_by_heading_;
    Number last_;
    std::uint8_t numbered_level_{};
};

}  // namespace

std::optional<NumberedHeading> split_number(std::string_view text)
{
    auto numbered = read_number(text);
    if (!numbered) return std::nullopt;
    return NumberedHeading{std::move(numbered->written), std::move(numbered->heading)};
}

Outline read_outline(const Layout& layout) { return OutlineReader(layout).read(); }

std::vector<SectionText> read_sections(const Layout& layout, const Outline& outline)
{
    std::vector<SectionText> sections;
    for (std::size_t h = 0; h < outline.headings.size(); ++h) {
        const Heading& heading = outline.headings[h];
        if (heading.names_part) continue;
        SectionText section{heading.entry.number, heading.entry.level, heading.entry.heading, heading.entry.line, {}, heading.status};
        const std::size_t end = h + 1 < outline.headings.size() ? outline.headings[h + 1].part : layout.parts.size();
        for (std::size_t i = heading.part + 1; i < end; ++i) {
            const Part& part = layout.parts[i];
            if (part.kind == Part::Kind::table || outline.consumed[i]) continue;
            if (!section.text.empty()) section.text.push_back('\n');
            if (part.kind == Part::Kind::bullet && part.marked.empty()) section.text += "- ";
            section.text += part.marked.empty() ? part.text : part.marked;
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<Doubt> check_outline(const Layout& layout, const Outline& outline)
{
    std::vector<Doubt> doubts = outline.doubts;
    std::unordered_map<std::string, std::vector<const Heading*>> body;
    std::unordered_map<std::string, std::vector<const Heading*>> body_by_number;
    for (const Heading& heading : outline.headings) {
        body[fold(heading.entry.heading)].push_back(&heading);
        body_by_number[heading.entry.number].push_back(&heading);
    }
    std::unordered_map<std::string, const ContentsEntry*> contents;
    for (const ContentsEntry& entry : outline.contents) {
        contents[fold(entry.heading)] = &entry;
        if (is_broken_page(entry.page))
            doubts.push_back({entry.line, "broken_page",
                              "The contents table has a broken page reference for " + entry.number + " \"" +
                                  excerpt(entry.heading) + "\"."});
        const auto found = body.find(fold(entry.heading));
        if (found == body.end()) {
            const auto same_number = body_by_number.find(entry.number);
            if (!entry.number.empty() && same_number != body_by_number.end() && same_number->second.size() == 1)
                doubts.push_back({entry.line, "contents_differ",
                                  "The contents table calls " + entry.number + " \"" + excerpt(entry.heading) +
                                      "\"; in the text it is \"" + excerpt(same_number->second.front()->entry.heading) + "\"."});
            else
                doubts.push_back({entry.line, "contents_without_section",
                                  "The contents table lists " + entry.number + " \"" + excerpt(entry.heading) +
                                      "\", but the text has no such section."});
        } else if (std::none_of(found->second.begin(), found->second.end(),
                                [&](const Heading* h) { return h->entry.number == entry.number; })) {
            doubts.push_back({entry.line, "contents_differ",
                              "\"" + excerpt(entry.heading) + "\" is " + entry.number + " in the contents table and " +
                                  found->second.front()->entry.number + " in the text."});
        }
    }
    if (!outline.contents.empty()) {
        std::unordered_map<std::string, bool> listed;
        for (const ContentsEntry& entry : outline.contents) listed[entry.number] = true;
        for (const Heading& heading : outline.headings)
            if (!heading.entry.number.empty() && !heading.in_contents && !listed.contains(heading.entry.number))
                doubts.push_back({heading.entry.line, "section_not_in_contents",
                                  "Section " + heading.entry.number + " \"" + excerpt(heading.entry.heading) +
                                      "\" is not in the contents table."});
    }
    // A colon that introduces nothing: a picture or a table was lost.
    for (std::size_t h = 0; h < outline.headings.size(); ++h) {
        const std::size_t end = h + 1 < outline.headings.size() ? outline.headings[h + 1].part : layout.parts.size();
        if (end == outline.headings[h].part + 1) continue;
        const Part& last = layout.parts[end - 1];
        if (last.kind == Part::Kind::paragraph && last.text.ends_with(':'))
            doubts.push_back({last.last_line(), "missing_content",
                              "\"" + excerpt(last.text.substr(last.text.size() > 60 ? last.text.rfind(' ', last.text.size() - 50) + 1 : 0)) +
                                  "\" is followed by nothing. A picture or table may have been lost."});
    }
    return doubts;
}

}  // namespace assent::exchange
