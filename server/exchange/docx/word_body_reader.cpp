#include "server/exchange/docx/word_body_reader.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "server/exchange/docx/word_frames.hpp"
#include "server/exchange/source_text.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange::docx {
namespace {

constexpr std::size_t cells_max = 64;  // of a row, as in a text file
constexpr std::size_t words_max = 20U * 1024 * 1024;
constexpr std::size_t fields_open_max = 64;

/// What stands between a field's begin and end; its instruction is no text, its result is.
struct Field
{
    std::string instruction;
    bool in_result{};
};

/// Where a run stands.
struct Context
{
    WordChange change{};
    std::uint32_t by{};
    std::string link;
};

class BodyReader
{
public:
    BodyReader(const BodySurroundings& around, WordDocument& document)
        : document_(document), styles_(around.styles), numbering_(around.numbering), links_(around.links),
          footnotes_(around.notes)
    {
    }

    Result<void> read(pugi::xml_node body)
    {
        blocks(body, document_.blocks);
        if (too_large_)
            return refuse(
                Errc::too_large,
                "The document has more than 200,000 paragraphs, or more than 20 MB of words. It was not read.", "file");
        return {};
    }

private:
    static std::string_view name(pugi::xml_node node) { return node.name(); }

    /// Paragraphs and tables, also those that stand inside content controls and other frames.
    void blocks(pugi::xml_node parent, std::vector<WordBlock>& to)
    {
        for (const pugi::xml_node node : parent.children()) {
            if (too_large_) return;
            if (name(node) == "w:p") {
                const std::size_t at = to.size();
                to.emplace_back(paragraph(node, true));
                auto& read = std::get<WordParagraph>(to[at]);
                if (read.runs.empty() && read.marks.empty()) to.pop_back();
                std::vector<pugi::xml_node> boxes;
                boxes.swap(text_boxes_);
                for (const pugi::xml_node box : boxes)
                    blocks(box, to);
            } else if (name(node) == "w:tbl") {
                to.emplace_back(table(node));
                if (std::get<WordTable>(to.back()).rows.empty()) to.pop_back();
            } else if (is_frame(node)) {
                blocks(framed(node), to);
            } else {
                loose_mark(node);
            }
        }
    }

    /// A bookmark or comment that begins or ends between paragraphs belongs to the next one.
    void loose_mark(pugi::xml_node node)
    {
        if (const auto mark = mark_of(node, 0)) waiting_marks_.push_back(*mark);
    }

    std::optional<WordMark> mark_of(pugi::xml_node node, std::size_t run)
    {
        const auto n = name(node);
        const auto at = static_cast<std::uint32_t>(run);
        const std::string id = node.attribute("w:id").value();
        if (n == "w:bookmarkStart") {
            const std::string bookmark = node.attribute("w:name").value();
            bookmark_names_[id] = bookmark;
            return WordMark{WordMark::Kind::bookmark_begin, at, bookmark};
        }
        if (n == "w:bookmarkEnd") {
            const auto found = bookmark_names_.find(id);
            if (found == bookmark_names_.end()) return std::nullopt;
            return WordMark{WordMark::Kind::bookmark_end, at, found->second};
        }
        if (n == "w:commentRangeStart") {
            ranged_comments_.insert(id);
            return WordMark{WordMark::Kind::comment_begin, at, id};
        }
        if (n == "w:commentRangeEnd") return WordMark{WordMark::Kind::comment_end, at, id};
        return std::nullopt;
    }

    WordTable table(pugi::xml_node node)
    {
        WordTable table;
        table.style = styles_.table_name(node.child("w:tblPr").child("w:tblStyle").attribute("w:val").value());
        table.description = node.child("w:tblPr").child("w:tblCaption").attribute("w:val").value();
        rows(node, table.rows);
        return table;
    }

    void rows(pugi::xml_node parent, std::vector<WordRow>& to)
    {
        for (const pugi::xml_node node : parent.children()) {
            if (too_large_) return;
            if (name(node) == "w:tr")
                to.push_back(row(node));
            else if (is_frame(node))
                rows(framed(node), to);
            else
                loose_mark(node);
        }
    }

    WordRow row(pugi::xml_node node)
    {
        WordRow row;
        const pugi::xml_node properties = node.child("w:trPr");
        row.header = is_on(properties.child("w:tblHeader"));
        row.line = next_line();
        if (const auto inserted = properties.child("w:ins")) {
            row.change = WordChange::inserted;
            row.by = author_of(inserted);
        }
        if (const auto deleted = properties.child("w:del")) {
            row.change = WordChange::deleted;
            row.by = author_of(deleted);
        }
        const auto skipped = [&](const char* property) {
            const int columns =
                std::clamp(properties.child(property).attribute("w:val").as_int(), 0, static_cast<int>(cells_max));
            for (int i = 0; i < columns && row.cells.size() < cells_max; ++i)
                row.cells.emplace_back();
        };
        skipped("w:gridBefore");
        cells(node, row);
        skipped("w:gridAfter");
        return row;
    }

    void cells(pugi::xml_node parent, WordRow& row)
    {
        for (const pugi::xml_node node : parent.children()) {
            if (name(node) != "w:tc") {
                if (is_frame(node))
                    cells(framed(node), row);
                else
                    loose_mark(node);
                continue;
            }
            if (row.cells.size() == cells_max) {
                document_.remarks.push_back(
                    {row.line, "wide_row", "This row has more than 64 cells; those after them were left out."});
                return;
            }
            WordCell cell;
            const pugi::xml_node properties = node.child("w:tcPr");
            cell.columns = static_cast<std::uint16_t>(std::clamp(
                properties.child("w:gridSpan").attribute("w:val").as_int(1), 1, static_cast<int>(cells_max)));
            if (const auto merge = properties.child("w:vMerge"))
                cell.continues = std::string_view(merge.attribute("w:val").value()) != "restart";
            row_line_ = row.line;
            cell_paragraphs(node, cell);
            row_line_ = 0;
            row.cells.push_back(std::move(cell));
        }
    }

    /// Paragraphs of a cell; a table inside it gives its rows as lines with " | " between cells.
    void cell_paragraphs(pugi::xml_node parent, WordCell& cell)
    {
        for (const pugi::xml_node node : parent.children()) {
            if (too_large_) return;
            if (name(node) == "w:p") {
                WordParagraph read = paragraph(node, false);
                if (!read.runs.empty() || !read.marks.empty()) cell.paragraphs.push_back(std::move(read));
                std::vector<pugi::xml_node> boxes;
                boxes.swap(text_boxes_);
                for (const pugi::xml_node box : boxes)
                    cell_paragraphs(box, cell);
            } else if (name(node) == "w:tbl") {
                if (!std::exchange(nested_said_, true))
                    document_.remarks.push_back({row_line_, "table_in_table",
                                                 "A table stands inside a cell; its rows were taken as lines of the "
                                                 "cell. Others are taken likewise."});
                inner_rows(node, cell);
            } else if (is_frame(node)) {
                cell_paragraphs(framed(node), cell);
            } else {
                loose_mark(node);
            }
        }
    }

    void inner_rows(pugi::xml_node parent, WordCell& cell)
    {
        for (const pugi::xml_node row_node : parent.children()) {
            if (is_frame(row_node)) inner_rows(framed(row_node), cell);
            if (name(row_node) != "w:tr") continue;
            WordParagraph line;
            line.line = row_line_;
            for (const pugi::xml_node cell_node : row_node.children("w:tc")) {
                WordCell inner;
                cell_paragraphs(cell_node, inner);
                for (WordParagraph& paragraph : inner.paragraphs) {
                    if (!line.runs.empty()) line.runs.push_back({" | "});
                    for (WordRun& run : paragraph.runs)
                        line.runs.push_back(std::move(run));
                }
            }
            if (!line.runs.empty()) cell.paragraphs.push_back(std::move(line));
        }
    }

    Line next_line()
    {
        if (lines_ >= import_lines_max) too_large_ = true;
        return static_cast<Line>(++lines_);
    }

    std::uint32_t author_of(pugi::xml_node change)
    {
        const WordAuthor author{change.attribute("w:author").value(), change.attribute("w:date").value()};
        const auto [known, is_new] =
            author_index_.try_emplace({author.name, author.date}, static_cast<std::uint32_t>(document_.authors.size()));
        if (is_new) document_.authors.push_back(author);
        return known->second;
    }

    WordParagraph paragraph(pugi::xml_node node, bool counts)
    {
        WordParagraph paragraph;
        const pugi::xml_node properties = node.child("w:pPr");
        const std::string_view style_id = properties.child("w:pStyle").attribute("w:val").value();
        const StyleFacts& style = styles_.paragraph(style_id);
        paragraph.style = style.name;
        paragraph.heading = style.outline;
        if (const auto outline = properties.child("w:outlineLvl")) {
            const int level = outline.attribute("w:val").as_int(9);
            paragraph.heading = level >= 0 && level < 9 ? static_cast<std::uint8_t>(level + 1) : std::uint8_t{0};
        }
        for (const auto& [tag, change] : {std::pair{"w:ins", WordChange::inserted},
                                          {"w:moveTo", WordChange::inserted},
                                          {"w:del", WordChange::deleted},
                                          {"w:moveFrom", WordChange::deleted}})
            if (const auto mark = properties.child("w:rPr").child(tag)) {
                paragraph.change = change;
                paragraph.by = author_of(mark);
            }
        paragraph.marks.swap(waiting_marks_);
        paragraph_line_ = row_line_ != 0 ? row_line_ : static_cast<Line>(lines_ + 1);
        notes_.clear();
        runs(node, paragraph, {});
        // An instruction ends in its paragraph; one that does not would hide all that follows.
        std::erase_if(fields_, [](const Field& field) { return !field.in_result; });
        if (!notes_.empty()) paragraph.runs.push_back({notes_});
        const bool says = std::any_of(paragraph.runs.begin(), paragraph.runs.end(),
                                      [](const WordRun& run) { return !trim(run.text).empty(); });
        if (!says) {
            // An empty paragraph only makes room; but its marks belong somewhere.
            paragraph.runs.clear();
            for (WordMark& mark : paragraph.marks)
                mark.run = 0;
            waiting_marks_.insert(waiting_marks_.end(), paragraph.marks.begin(), paragraph.marks.end());
            paragraph.marks.clear();
            return paragraph;
        }
        paragraph.line = counts && row_line_ == 0 ? next_line() : row_line_;
        count(paragraph, properties, style, style_id);
        return paragraph;
    }

    void count(WordParagraph& paragraph, pugi::xml_node properties, const StyleFacts& style, std::string_view style_id)
    {
        const pugi::xml_node own = properties.child("w:numPr");
        std::string_view list = own.child("w:numId").attribute("w:val").value();
        std::uint8_t level =
            static_cast<std::uint8_t>(std::clamp(own.child("w:ilvl").attribute("w:val").as_int(), 0, 8));
        if (!own.child("w:numId")) {
            list = style.list;
            if (!own.child("w:ilvl")) level = numbering_.level_of_style(list, style_id, style.list_level);
        }
        if (list.empty() || list == "0" || !numbering_.has(list)) return;
        if (paragraph.change == WordChange::deleted && words_of(paragraph).empty())
            return;  // Word does not count what is gone
        const CountedNumber number = numbering_.next(list, level);
        paragraph.number = number.text;
        if (paragraph.heading != 0) return;
        paragraph.list = number.bullet ? WordList::bullet : number.text.empty() ? WordList::none : WordList::numbered;
        paragraph.depth = level;
    }

    void runs(pugi::xml_node parent, WordParagraph& paragraph, const Context& context)
    {
        for (const pugi::xml_node node : parent.children()) {
            const auto n = name(node);
            if (n == "w:r") {
                run(node, paragraph, context);
            } else if (n == "w:ins" || n == "w:moveTo" || n == "w:del" || n == "w:moveFrom") {
                Context inside = context;
                // What somebody inserted and somebody deleted again is gone.
                if (context.change != WordChange::deleted) {
                    inside.change = n == "w:ins" || n == "w:moveTo" ? WordChange::inserted : WordChange::deleted;
                    inside.by = author_of(node);
                }
                runs(node, paragraph, inside);
            } else if (n == "w:hyperlink") {
                Context inside = context;
                if (const auto* link = find_id(links_, node.attribute("r:id").value());
                    link != nullptr && link->external)
                    inside.link = link->target;
                else if (const auto anchor = node.attribute("w:anchor"))
                    inside.link = "#" + std::string(anchor.value());
                runs(node, paragraph, inside);
            } else if (n == "w:fldSimple") {
                Context inside = context;
                if (const std::string target = link_in(node.attribute("w:instr").value()); !target.empty())
                    inside.link = target;
                runs(node, paragraph, inside);
            } else if (n == "m:oMath" || n == "m:oMathPara") {
                add(paragraph, {formula_text(node), false, false, context.link, context.change, context.by});
            } else if (is_frame(node) || n == "w:dir" || n == "w:bdo") {
                runs(framed(node), paragraph, context);
            } else if (const auto mark = mark_of(node, paragraph.runs.size())) {
                paragraph.marks.push_back(*mark);
            }
        }
    }

    void run(pugi::xml_node node, WordParagraph& paragraph, const Context& context)
    {
        const pugi::xml_node properties = node.child("w:rPr");
        const StyleFacts& style = styles_.character(properties.child("w:rStyle").attribute("w:val").value());
        WordRun run{{}, style.bold, style.italic, context.link, context.change, context.by};
        if (const auto bold = properties.child("w:b")) run.bold = is_on(bold);
        if (const auto italic = properties.child("w:i")) run.italic = is_on(italic);
        const bool hidden = is_on(properties.child("w:vanish"));
        for (const pugi::xml_node piece : node.children()) {
            const auto n = name(piece);
            if (n == "w:fldChar") {
                field(piece.attribute("w:fldCharType").value());
                continue;
            }
            if (n == "w:instrText" || n == "w:delInstrText") {
                if (!fields_.empty() && fields_.back().instruction.size() < 4096)
                    fields_.back().instruction += piece.text().get();
                continue;
            }
            if (hidden || std::any_of(fields_.begin(), fields_.end(), [](const Field& f) { return !f.in_result; }))
                continue;
            if (n == "w:t" || n == "w:delText")
                run.text += piece.text().get();
            else if (n == "w:tab" || n == "w:ptab")
                run.text += "\t";
            else if (n == "w:br" || n == "w:cr")
                run.text += "\n";
            else if (n == "w:noBreakHyphen")
                run.text += "-";
            else if (n == "w:footnoteReference" || n == "w:endnoteReference")
                note(std::string(n == "w:endnoteReference" ? "e" : "f") + piece.attribute("w:id").value());
            else if (n == "w:commentReference")
                comment_point(piece.attribute("w:id").value(), paragraph, run);
            else if (n == "w:drawing" || n == "w:pict" || n == "w:object" || n == "mc:AlternateContent")
                drawing(piece);
        }
        for (const Field& open : fields_)
            if (run.link.empty())
                if (const std::string target = link_in(open.instruction); !target.empty()) run.link = target;
        add(paragraph, std::move(run));
    }

    void field(std::string_view kind)
    {
        if (kind == "begin") {
            if (fields_.size() < fields_open_max) fields_.emplace_back();
        } else if (!fields_.empty()) {
            if (kind == "separate")
                fields_.back().in_result = true;
            else
                fields_.pop_back();
        }
    }

    void note(const std::string& id)
    {
        const auto found = footnotes_.find(id);
        if (found == footnotes_.end() || found->second.empty()) return;
        notes_ += " (Note: " + found->second + ")";
        document_.remarks.push_back(
            {paragraph_line_, "footnote",
             "A footnote was put in brackets at the end of its paragraph: \"" + excerpt(found->second) + "\"."});
    }

    /// A comment without a range is about the point where it stands.
    void comment_point(const std::string& id, WordParagraph& paragraph, WordRun& open)
    {
        if (ranged_comments_.contains(id)) return;
        add(paragraph, std::exchange(open, WordRun{{}, open.bold, open.italic, open.link, open.change, open.by}));
        const auto at = static_cast<std::uint32_t>(paragraph.runs.size());
        paragraph.marks.push_back({WordMark::Kind::comment_begin, at, id});
        paragraph.marks.push_back({WordMark::Kind::comment_end, at, id});
    }

    void drawing(pugi::xml_node node)
    {
        std::vector<pugi::xml_node> boxes;
        find_boxes(name(node) == "mc:AlternateContent" ? framed(node) : node, boxes);
        if (boxes.empty())
            document_.remarks.push_back(
                {paragraph_line_, "picture", "A picture or chart stands here; it was left out."});
        text_boxes_.insert(text_boxes_.end(), boxes.begin(), boxes.end());
    }

    void add(WordParagraph& paragraph, WordRun run)
    {
        if (run.text.empty()) return;
        words_ += run.text.size();
        if (words_ > words_max) too_large_ = true;
        const auto alike = [](const WordRun& a, const WordRun& b) {
            return a.bold == b.bold && a.italic == b.italic && a.link == b.link && a.change == b.change && a.by == b.by;
        };
        const bool marked = !paragraph.marks.empty() && paragraph.marks.back().run == paragraph.runs.size();
        if (!paragraph.runs.empty() && !marked && alike(paragraph.runs.back(), run))
            paragraph.runs.back().text += run.text;
        else
            paragraph.runs.push_back(std::move(run));
    }

    WordDocument& document_;
    const StyleTable& styles_;
    NumberingTable& numbering_;
    const std::vector<Relationship>& links_;
    const std::map<std::string, std::string>& footnotes_;
    std::vector<Field> fields_;
    std::vector<WordMark> waiting_marks_;
    std::vector<pugi::xml_node> text_boxes_;
    std::map<std::string, std::string> bookmark_names_;
    std::set<std::string> ranged_comments_;
    std::map<std::pair<std::string, std::string>, std::uint32_t> author_index_;
    std::string notes_;
    std::size_t lines_{};
    std::size_t words_{};
    Line row_line_{};
    Line paragraph_line_{};
    bool nested_said_{};
    bool too_large_{};
};

}  // namespace

Result<void> read_body(pugi::xml_node body, const BodySurroundings& surroundings, WordDocument& document)
{
    return BodyReader(surroundings, document).read(body);
}

}  // namespace assent::exchange::docx
