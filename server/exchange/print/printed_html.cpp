#include "server/exchange/print/printed_html.hpp"

#include <map>

#include "server/site/html.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::exchange::print {

using site::escape;
using site::quoted;

namespace {

const char* class_of(Look look)
{
    switch (look) {
    case Look::number: return "number";
    case Look::absent: return "none";
    case Look::unit: return "unit";
    case Look::mark_good: return "pill good";
    case Look::mark_warn: return "pill warn";
    case Look::mark_plain: return "pill plain";
    default: return "";
    }
}

const char* class_of(ParagraphLook look)
{
    switch (look) {
    case ParagraphLook::about: return "about";
    case ParagraphLook::condition: return "condition";
    case ParagraphLook::service: return "service";
    case ParagraphLook::banner: return "banner";
    case ParagraphLook::organisation: return "organisation";
    default: return "";
    }
}

const char* class_of(TableLook look)
{
    switch (look) {
    case TableLook::record: return "record";
    case TableLook::intentions: return "intentions";
    case TableLook::money: return "money";
    default: return "log";
    }
}

std::string class_attribute(std::string_view names)
{
    return names.empty() ? std::string() : " class=" + quoted(names);
}

/// Begins a page in the flow of blocks, or within a line of words.
std::string page_mark(const char* element, int page)
{
    const std::string words = "Page " + std::to_string(page);
    return std::string("<") + element + " class=\"page-mark\" role=\"doc-pagebreak\" id=\"page-" + std::to_string(page) + "\" aria-label=\"" + words +
           "\">" + words + "</" + element + ">";
}

class HtmlWriter
{
public:
    explicit HtmlWriter(const Pages* pages) : pages_(pages)
    {
        if (!pages) return;
        for (const auto& start : pages->starts) starts_[start.words].push_back(start);
    }

    /// Elements nest as a, strong, em, whatever the marks overlapped; what two runs share stays open between them.
    /// has_start: whether a page that begins with these words is marked here; false: before their element.
    std::string words(const Words& words, bool has_start = true)
    {
        std::string html;
        const Run nothing;
        const Run* open = &nothing;
        const auto turn = [&](const Run& next) {
            const bool same_link = open->link.empty() ? next.link.empty() : next.joins_link;
            const bool same_bold = same_link && open->bold == next.bold;
            const bool same_italic = same_bold && open->italic == next.italic;
            if (!same_italic && open->italic) html += "</em>";
            if (!same_bold && open->bold) html += "</strong>";
            if (!same_link && !open->link.empty()) html += "</a>";
            if (!same_link && !next.link.empty()) html += "<a href=" + quoted(next.link) + " rel=\"noopener noreferrer\">";
            if (!same_bold && next.bold) html += "<strong>";
            if (!same_italic && next.italic) html += "<em>";
            open = &next;
        };
        const auto found = starts_.find(&words);
        std::vector<PageStart> starts = found == starts_.end() ? std::vector<PageStart>{} : found->second;
        std::size_t next_start = !has_start && !starts.empty() && starts.front().byte == 0 ? 1 : 0;
        std::size_t byte = 0;
        if (words.empty() && next_start < starts.size()) html += page_mark("span", starts[next_start].page);
        for (const auto& run : words.runs) {
            turn(run);
            const std::string look = class_of(run.look);
            if (!look.empty()) html += "<span" + class_attribute(look) + ">";
            std::size_t done = 0;
            for (; next_start < starts.size() && starts[next_start].byte < byte + run.text.size(); ++next_start) {
                const std::size_t at = starts[next_start].byte - byte;
                html += escape(std::string_view(run.text).substr(done, at - done)) + page_mark("span", starts[next_start].page);
                done = at;
            }
            html += escape(std::string_view(run.text).substr(done));
            if (!look.empty()) html += "</span>";
            byte += run.text.size();
        }
        turn(nothing);
        return html;
    }

    /// The mark of a page that begins with these words, to stand before their element.
    std::string start(const Words& words)
    {
        const auto found = starts_.find(&words);
        if (found == starts_.end() || found->second.front().byte != 0) return {};
        return page_mark("div", found->second.front().page) + '\n';
    }

    std::string paragraph(const Paragraph& block)
    {
        if (block.look == ParagraphLook::bare) return words(block.words);
        if (block.words.empty()) return {};
        if (block.look == ParagraphLook::quote) return start(block.words) + "<blockquote>" + words(block.words, false) + "</blockquote>";
        return start(block.words) + "<p" + class_attribute(class_of(block.look)) + ">" + words(block.words, false) + "</p>\n";
    }

    std::string list(const List& list)
    {
        if (list.items.empty()) return {};
        if (list.look == ListLook::values) {
            std::string html = "<ul class=\"values\">";
            for (const auto& item : list.items) html += "<li>" + words(item.words) + "</li>";
            return html + "</ul>";
        }
        const bool is_numbered = list.look == ListLook::numbers;
        unsigned next = list.items.front().number;
        std::string html = !is_numbered ? "<ul>\n" : next == 1 ? "<ol>\n" : "<ol start=\"" + std::to_string(next) + "\">\n";
        for (const auto& item : list.items) {
            html += !is_numbered || item.number == next ? "<li>" : "<li value=\"" + std::to_string(item.number) + "\">";
            next = item.number + 1u;
            html += words(item.words);
            if (!item.inner.empty()) html += '\n';
            for (const auto& inner : item.inner) html += this->list(inner);
            html += "</li>\n";
        }
        return html + (is_numbered ? "</ol>\n" : "</ul>\n");
    }

    std::string text(const TextBlock& block)
    {
        return std::visit(Overloaded{[&](const Paragraph& p) { return paragraph(p); }, [&](const List& l) { return list(l); }}, block);
    }

    std::string heading(const Heading& heading)
    {
        const std::string tag = "h" + std::to_string(heading.level);
        return start(heading.words) + "<" + tag + " id=" + quoted(heading.anchor) + ">" + words(heading.words, false) + "</" + tag + ">\n";
    }

    /// In a region of its own that scrolls sideways by keyboard too, so that the page never does.
    std::string table(const Table& table)
    {
        std::string html = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=" + quoted(table.anchor) + ">\n<table" +
                           class_attribute(class_of(table.look)) + ">\n<caption id=" + quoted(table.anchor) + ">" + words(table.caption) +
                           "</caption>\n<thead>\n<tr>";
        for (const auto& column : table.columns) {
            const bool is_figures = column.look == ColumnLook::figures;
            if (column.name.empty()) html += "<td></td>";
            else html += std::string("<th scope=\"col\"") + (is_figures ? " class=\"n\">" : ">") + words(column.name) + "</th>";
        }
        html += "</tr>\n</thead>\n<tbody>\n";
        for (const auto& row : table.rows) html += this->row(table, row);
        return html + "</tbody>\n</table>\n</div>\n";
    }

    std::string facts(const Facts& facts)
    {
        if (facts.facts.empty()) return {};
        std::string html = "<dl class=\"facts\">\n";
        for (const auto& fact : facts.facts) {
            const bool is_code = !fact.value.empty() && fact.value.runs.front().look == Look::code;
            html += std::string("<div") + (fact.is_wide ? " class=\"wide\"" : "") + "><dt>" + escape(fact.term) + "</dt><dd" +
                    (is_code ? " class=\"hash\"" : "") + ">" + words(fact.value) + "</dd></div>\n";
        }
        return html + "</dl>\n";
    }

    std::string contents(const Printed& printed)
    {
        if (printed.contents.empty()) return {};
        std::string html = start(printed.contents_title) +
                           "<nav class=\"card contents\" aria-labelledby=\"contents\">\n<h2 id=\"contents\">" + words(printed.contents_title, false) + "</h2>\n";
        std::uint8_t level = 1;
        for (const auto& line : printed.contents) {
            if (line.level > level) {
                for (; level < line.level; ++level) html += "<ol>\n";
            } else {
                html += "</li>\n";
                for (; level > line.level; --level) html += "</ol>\n</li>\n";
            }
            html += "<li>" + start(line.words) + "<a href=" + quoted('#' + line.anchor) + ">" + words(line.words, false);
            html += "</a>";
            if (pages_) html += " <span class=\"page\">" + std::to_string(pages_->page_of(line.anchor)) + "</span>";
        }
        for (; level > 1; --level) html += "</li>\n</ol>\n";
        return html + "</nav>\n";
    }

    std::string cover(const Printed& printed, const std::string& pdf_address)
    {
        std::string html;
        for (const auto& banner : printed.above) html += paragraph(banner);
        html += "<header class=\"card cover\">\n" + paragraph(printed.organisation) + start(printed.title) + "<h1>" + words(printed.title, false) + "</h1>\n";
        html += paragraph(printed.standing) + facts(printed.facts);
        if (!pdf_address.empty())
            html += "<p class=\"quiet screen-only\"><a href=" + quoted(pdf_address) + ">Download as PDF" +
                    (pages_ ? ", " + std::to_string(pages_->count) + (pages_->count == 1 ? " page" : " pages") : "") + "</a></p>\n";
        return html + "</header>\n";
    }

    std::string block(const Block& block)
    {
        return std::visit(Overloaded{[&](const Heading& b) { return heading(b); }, [&](const Paragraph& b) { return paragraph(b); },
                                     [&](const List& b) { return list(b); }, [&](const Table& b) { return table(b); },
                                     [&](const Facts& b) { return facts(b); }},
                          block);
    }

private:
    std::string row(const Table& table, const Row& row)
    {
        std::string html = "<tr";
        if (!row.anchor.empty()) html += " id=" + quoted(row.anchor);
        html += row.is_total ? " class=\"total\">" : ">";
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const auto& cell = row.cells[i];
            const auto look = i < table.columns.size() ? table.columns[i].look : ColumnLook::words;
            const char* name = look == ColumnLook::figures                                          ? "n"
                               : look == ColumnLook::date                                           ? "date"
                               : look == ColumnLook::main && table.look == TableLook::intentions ? "text"
                                                                                                    : "";
            html += (cell.heads_row ? "<th scope=\"row\"" : "<td") + class_attribute(name) + ">";
            for (const auto& block : cell.blocks) html += text(block);
            html += cell.heads_row ? "</th>" : "</td>";
        }
        return html + "</tr>\n";
    }

    const Pages* pages_;
    std::map<const Words*, std::vector<PageStart>> starts_;
};

}  // namespace

std::string html_of(const std::vector<TextBlock>& blocks)
{
    HtmlWriter writer(nullptr);
    std::string html;
    for (const auto& block : blocks) html += writer.text(block);
    return html;
}

std::string html_of(const Table& table)
{
    return HtmlWriter(nullptr).table(table);
}

std::string printed_html(const Printed& printed, const Pages* pages, const std::string& pdf_address)
{
    HtmlWriter writer(pages);
    std::string main = "<article>\n" + writer.cover(printed, pdf_address) + writer.contents(printed);
    for (const auto& part : printed.parts) {
        main += part.apart ? "<section class=\"part apart\">\n" : "<section class=\"part\">\n";
        for (const auto& block : part.blocks) main += writer.block(block);
        main += "</section>\n";
    }
    std::string body_class = printed.is_draft ? "is-draft" : "";
    if (pages) body_class += body_class.empty() ? "numbered" : " numbered";
    return site::page({printed.window_title, body_class, site::Chrome::document}, main + "</article>\n");
}

}  // namespace assent::exchange::print
