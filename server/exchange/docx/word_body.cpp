#include "server/exchange/docx/word_body.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "server/exchange/docx/word_styles.hpp"
#include "shared/base/overloaded.hpp"

namespace assent::exchange::docx {
namespace {

// A4 with margins of 2 cm, in twentieths of a point.
constexpr int page_short = 11906;
constexpr int page_long = 16838;
constexpr int margin = 1134;
constexpr int first_list_instance = 3;  // 1 numbers headings, 2 is the bullets
constexpr int list_depth_max = 8;
constexpr const char* no_height = "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>";

std::string value(const char* name, std::string_view words)
{
    return "<w:" + std::string(name) + " w:val=\"" + xml_escaped(words) + "\"/>";
}

std::string number(long n)
{
    return std::to_string(n);
}

}  // namespace

bool numbers_follow(const WordDocument& document)
{
    int counts[10]{};
    bool any = false;
    for (const WordBlock& block : document.blocks) {
        const auto* paragraph = std::get_if<WordParagraph>(&block);
        if (paragraph == nullptr || paragraph->heading == 0 || paragraph->number.empty()) continue;
        if (paragraph->heading > 6 || paragraph->change != WordChange::none) return false;
        any = true;
        ++counts[paragraph->heading];
        std::fill(counts + paragraph->heading + 1, counts + 10, 0);
        std::string counted;
        for (int level = 1; level <= paragraph->heading; ++level)
            counted += (level == 1 ? "" : ".") + number(counts[level]);
        if (counted != paragraph->number) return false;
    }
    return any;
}

std::string WordBody::attributes_of(std::uint32_t by)
{
    std::string attributes = " w:id=\"" + number(next_change_++) + '"';
    const WordAuthor author = by < document_.authors.size() ? document_.authors[by] : WordAuthor{};
    attributes += " w:author=\"" + xml_escaped(author.name.empty() ? "Unknown" : author.name) + '"';
    if (!author.date.empty()) attributes += " w:date=\"" + xml_escaped(author.date) + '"';
    return attributes;
}

void WordBody::add(const WordBlock& block, bool first_contents, bool last_contents)
{
    std::visit(Overloaded{
                   [&](const WordParagraph& p) { paragraph(p, first_contents, last_contents); },
                   [&](const WordTable& t) { table(t); },
                   [&](const WordPages& pages) {
                       // The end of a section says how its pages lay.
                       xml_ += "<w:p><w:pPr>" + value("pStyle", style::id_of(style::normal)) + no_height;
                       section_end();
                       xml_ += "</w:pPr></w:p>";
                       landscape_ = pages.landscape;
                   },
               },
               block);
}

void WordBody::section_end()
{
    xml_ += "<w:sectPr>" + references_ + "<w:type w:val=\"nextPage\"/><w:pgSz w:w=\"" +
            number(landscape_ ? page_long : page_short) + "\" w:h=\"" + number(landscape_ ? page_short : page_long) +
            (landscape_ ? "\" w:orient=\"landscape\"/>" : "\"/>") + "<w:pgMar w:top=\"" + number(margin + 200) +
            "\" w:right=\"" + number(margin) + "\" w:bottom=\"" + number(margin + 200) + "\" w:left=\"" +
            number(margin) + "\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>";
}

void WordBody::paragraph(const WordParagraph& paragraph, bool first_contents, bool last_contents)
{
    xml_ += "<w:p>";
    properties(paragraph);
    if (first_contents)
        xml_ +=
            "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> "
            "TOC \\o \"1-3\" \\h \\z \\t \"Part heading 1,1,Part heading 2,2\" </w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
    runs(paragraph);
    if (last_contents) xml_ += "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    xml_ += "</w:p>";
}

void WordBody::properties(const WordParagraph& paragraph)
{
    xml_ += "<w:pPr>" +
            value("pStyle", style::id_of(paragraph.style.empty() ? style::normal : std::string_view(paragraph.style)));
    numbering(paragraph);
    if (paragraph.change != WordChange::none)
        xml_ += std::string("<w:rPr><w:") + (paragraph.change == WordChange::inserted ? "ins" : "del") +
                attributes_of(paragraph.by) + "/></w:rPr>";
    xml_ += "</w:pPr>";
}

void WordBody::numbering(const WordParagraph& paragraph)
{
    const int depth = std::min<int>(paragraph.depth, list_depth_max);
    int instance = 0;
    if (paragraph.list == WordList::bullet) {
        instance = 2;
        std::fill(expected_ + depth + 1, expected_ + 10, 0);
    } else if (paragraph.list == WordList::numbered) {
        int wanted = 1;
        std::from_chars(paragraph.number.data(), paragraph.number.data() + paragraph.number.size(), wanted);
        if (expected_[depth] == 0 || expected_[depth] != wanted) {
            instance_[depth] = first_list_instance + static_cast<int>(lists_.size());
            lists_.push_back({depth, wanted});
        }
        expected_[depth] = wanted + 1;
        std::fill(expected_ + depth + 1, expected_ + 10, 0);
        instance = instance_[depth];
    } else {
        std::fill(expected_, expected_ + 10, 0);
        // Numbered headings are numbered by their style; the others step out of it.
        const bool steps_out = numbered_headings_ && paragraph.heading != 0 && paragraph.number.empty() &&
                               paragraph.style.starts_with("heading ");
        if (steps_out)
            xml_ +=
                "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/>";
        return;
    }
    xml_ += "<w:numPr><w:ilvl w:val=\"" + number(depth) + "\"/><w:numId w:val=\"" + number(instance) + "\"/></w:numPr>";
}

void WordBody::runs(const WordParagraph& paragraph)
{
    auto next = paragraph.marks.begin();
    const auto marks_before = [&](std::size_t run) {
        for (; next != paragraph.marks.end() && next->run <= run; ++next)
            mark(*next);
    };
    marks_before(0);
    if (paragraph.heading != 0 && !paragraph.number.empty() && !numbered_headings_)
        run({paragraph.number + "\t", false, false, {}, paragraph.change, paragraph.by});
    for (std::size_t i = 0; i < paragraph.runs.size(); ++i) {
        if (i > 0) marks_before(i);
        run(paragraph.runs[i]);
    }
    marks_before(paragraph.runs.size());
}

void WordBody::mark(const WordMark& mark)
{
    switch (mark.kind) {
    case WordMark::Kind::bookmark_begin: {
        const auto id = static_cast<unsigned>(bookmarks_.size() + 1);
        bookmarks_[mark.name] = id;
        xml_ += "<w:bookmarkStart w:id=\"" + number(id) + "\" w:name=\"" + xml_escaped(mark.name) + "\"/>";
        break;
    }
    case WordMark::Kind::bookmark_end:
        xml_ += "<w:bookmarkEnd w:id=\"" + number(bookmarks_[mark.name]) + "\"/>";
        break;
    case WordMark::Kind::comment_begin:
        xml_ += "<w:commentRangeStart w:id=\"" + xml_escaped(mark.name) + "\"/>";
        break;
    case WordMark::Kind::comment_end:
        xml_ += "<w:commentRangeEnd w:id=\"" + xml_escaped(mark.name) + "\"/><w:r><w:commentReference w:id=\"" +
                xml_escaped(mark.name) + "\"/></w:r>";
        break;
    }
}

void WordBody::run(const WordRun& run)
{
    if (run.text.empty()) return;
    if (run.link.starts_with('#')) {
        xml_ += "<w:hyperlink w:anchor=\"" + xml_escaped(std::string_view(run.link).substr(1)) + "\" w:history=\"1\">";
    } else if (!run.link.empty()) {
        auto [known, is_new] = links_.try_emplace(run.link);
        if (is_new)
            known->second = package_.relate(
                document_part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
                run.link, PackageWriter::Target::external);
        xml_ += "<w:hyperlink r:id=\"" + known->second + "\" w:history=\"1\">";
    }
    const bool deleted = run.change == WordChange::deleted;
    if (run.change != WordChange::none)
        xml_ += std::string(deleted ? "<w:del" : "<w:ins") + attributes_of(run.by) + ">";
    xml_ += "<w:r>";
    if (run.bold || run.italic || !run.link.empty()) {
        xml_ += "<w:rPr>";
        if (!run.link.empty() && !run.link.starts_with('#')) xml_ += value("rStyle", "Hyperlink");
        if (run.bold) xml_ += "<w:b/><w:bCs/>";
        if (run.italic) xml_ += "<w:i/><w:iCs/>";
        xml_ += "</w:rPr>";
    }
    const char* text = deleted ? "w:delText" : "w:t";
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= run.text.size(); ++i) {
        const bool ends = i == run.text.size();
        if (!ends && run.text[i] != '\n' && run.text[i] != '\t') continue;
        if (i > begin)
            xml_ += std::string("<") + text + " xml:space=\"preserve\">" +
                    xml_escaped(std::string_view(run.text).substr(begin, i - begin)) + "</" + text + ">";
        if (!ends) xml_ += run.text[i] == '\n' ? "<w:br/>" : "<w:tab/>";
        begin = i + 1;
    }
    xml_ += "</w:r>";
    if (run.change != WordChange::none) xml_ += deleted ? "</w:del>" : "</w:ins>";
    if (!run.link.empty()) xml_ += "</w:hyperlink>";
}

void WordBody::table(const WordTable& table)
{
    std::size_t width = table.widths.size();
    for (const WordRow& row : table.rows) {
        std::size_t columns = 0;
        for (const WordCell& cell : row.cells)
            columns += cell.columns;
        width = std::max(width, columns);
    }
    const long room = (landscape_ ? page_long : page_short) - 2 * margin;
    std::vector<long> widths(table.widths.begin(), table.widths.end());
    widths.resize(width, 10);
    const long sum = std::max(1L, std::accumulate(widths.begin(), widths.end(), 0L));
    for (long& column : widths)
        column = column * room / sum;

    xml_ += "<w:tbl><w:tblPr>" +
            value("tblStyle", style::id_of(table.style.empty() ? style::plan_table : std::string_view(table.style))) +
            "<w:tblW w:w=\"" + number(std::accumulate(widths.begin(), widths.end(), 0L)) +
            "\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblLook w:val=\"0020\" w:firstRow=\"1\" "
            "w:lastRow=\"0\" w:firstColumn=\"0\" "
            "w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>";
    if (!table.description.empty()) xml_ += value("tblCaption", table.description);
    xml_ += "</w:tblPr><w:tblGrid>";
    for (const long column : widths)
        xml_ += "<w:gridCol w:w=\"" + number(column) + "\"/>";
    xml_ += "</w:tblGrid>";
    for (const WordRow& row : table.rows) {
        xml_ += "<w:tr>";
        if (row.header || row.change != WordChange::none) {
            xml_ += "<w:trPr>";
            if (row.header) xml_ += "<w:cantSplit/><w:tblHeader/>";
            if (row.change != WordChange::none)
                xml_ += std::string(row.change == WordChange::inserted ? "<w:ins" : "<w:del") + attributes_of(row.by) +
                        "/>";
            xml_ += "</w:trPr>";
        }
        std::size_t column = 0;
        for (const WordCell& cell : row.cells) {
            long cell_width = 0;
            for (std::size_t i = 0; i < cell.columns && column < width; ++i)
                cell_width += widths[column++];
            xml_ += "<w:tc><w:tcPr><w:tcW w:w=\"" + number(cell_width) + "\" w:type=\"dxa\"/>";
            if (cell.columns > 1) xml_ += value("gridSpan", number(cell.columns));
            if (cell.continues) xml_ += "<w:vMerge/>";
            xml_ += "</w:tcPr>";
            for (const WordParagraph& p : cell.paragraphs)
                paragraph(p, false, false);
            if (cell.paragraphs.empty())
                xml_ += "<w:p><w:pPr>" + value("pStyle", style::id_of(style::table_text)) + "</w:pPr></w:p>";
            std::fill(expected_, expected_ + 10, 0);
            xml_ += "</w:tc>";
        }
        xml_ += "</w:tr>";
    }
    // Word puts two tables that touch together, and wants a paragraph after the last.
    xml_ += "</w:tbl><w:p><w:pPr>" + value("pStyle", style::id_of(style::normal)) + no_height + "</w:pPr></w:p>";
}

std::string WordBody::finish() &&
{
    section_end();
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document "
           "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
           "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>" +
           std::move(xml_) + "</w:body></w:document>";
}

}  // namespace assent::exchange::docx
