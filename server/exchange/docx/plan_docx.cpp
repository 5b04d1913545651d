#include "server/exchange/docx/plan_docx.hpp"

#include <algorithm>

#include "server/exchange/docx/element_marks.hpp"
#include "server/exchange/docx/marked_runs.hpp"
#include "server/exchange/docx/word_styles.hpp"
#include "server/exchange/docx/write_word.hpp"
#include "server/exchange/money_columns.hpp"
#include "shared/document/compare.hpp"

namespace assent::exchange::docx {
namespace {

constexpr int contents_level_max = 3;

WordParagraph line_of(std::string_view paragraph_style, const std::string& words, bool bold = false)
{
    WordParagraph paragraph;
    paragraph.style = paragraph_style;
    if (!words.empty()) paragraph.runs.push_back({words, bold});
    return paragraph;
}

WordCell cell_of(const std::string& words, std::string_view paragraph_style = style::table_text, bool bold = false)
{
    return {{line_of(paragraph_style, words, bold)}};
}

/// Short values below one another.
WordCell cell_of(const std::vector<std::string>& values)
{
    WordCell cell;
    for (const auto& value : values)
        cell.paragraphs.push_back(line_of(style::table_text, value));
    if (cell.paragraphs.empty()) cell.paragraphs.push_back(line_of(style::table_text, ""));
    return cell;
}

WordTable table_of(std::string_view table_style, std::string description, const std::vector<std::string>& columns,
                   std::vector<std::uint16_t> widths)
{
    WordTable table;
    table.style = table_style;
    table.description = std::move(description);
    table.widths = std::move(widths);
    WordRow head;
    head.header = true;
    for (const auto& column : columns)
        head.cells.push_back(cell_of(column, style::table_head));
    table.rows.push_back(std::move(head));
    return table;
}

class Composer
{
public:
    explicit Composer(const PlanPage& page) : page_(page), content_(page.plan.content) {}

    WordDocument whole()
    {
        write_record();
        for (const auto& section : content_.sections)
            write_section(section);
        write_intentions();
        write_figures();
        std::vector<WordBlock> body = std::move(document_.blocks);
        document_.blocks.clear();
        write_cover();
        write_contents();
        document_.blocks.insert(document_.blocks.end(), std::make_move_iterator(body.begin()),
                                std::make_move_iterator(body.end()));

        document_.title = page_.plan.title;
        document_.header = page_.plan.title + ", " + version_words();
        document_.footer = page_.organisation;
        stamp(document_, {page_.plan_id, page_.version ? page_.version->id : VersionId{}, page_.content_hash});
        return std::move(document_);
    }

private:
    struct Entry
    {
        int level{};
        std::string words;
        std::string bookmark;
    };

    std::string version_words() const
    {
        const std::string version = page_.version ? "version " + page_.version->number : "working text";
        return page_.mode == PlanPageMode::draft ? version + " (draft)" : version;
    }

    void add(WordBlock block) { document_.blocks.push_back(std::move(block)); }

    void write_cover()
    {
        add(line_of(style::title, page_.plan.title));
        add(line_of(style::subtitle, page_.organisation));
        if (page_.mode == PlanPageMode::draft)
            add(line_of(style::normal, "Draft. This text has not been approved and may change. Do not rely on it.",
                        true));
        fact("Financial year", page_.plan.period);
        fact("Version", page_.version ? page_.version->number : "working text, not numbered");
        if (page_.version) fact("Date of this version", page_.version->date.text());
        fact("Standing", page_.standing);
        fact("Published", page_.published.text());
        fact("Content (SHA-256)", page_.content_hash.hex(), style::cover_hash);
    }

    void fact(const char* name, const std::string& words, std::string_view paragraph_style = style::cover_fact)
    {
        if (words.empty()) return;
        auto paragraph = line_of(paragraph_style, std::string(name) + "\t", true);
        paragraph.runs.push_back({words});
        add(std::move(paragraph));
    }

    void write_contents()
    {
        if (entries_.empty()) return;
        add(line_of(style::contents_heading, "Contents"));
        for (const Entry& entry : entries_) {
            auto paragraph = line_of(style::contents(entry.level), "");
            paragraph.runs.push_back({entry.words, false, false, "#" + entry.bookmark});
            add(std::move(paragraph));
        }
    }

    /// Levels never jump, whatever the plan's own numbers do.
    WordParagraph heading(int wanted, std::string words, std::string number)
    {
        level_ = std::min({wanted, level_ + 1, 6});
        WordParagraph paragraph;
        paragraph.style = style::heading(level_);
        paragraph.heading = static_cast<std::uint8_t>(level_);
        paragraph.number = std::move(number);
        paragraph.runs.push_back({words});
        if (level_ <= contents_level_max) {
            const std::string count = std::to_string(entries_.size() + 1);
            const std::string bookmark = "_Toc" + std::string(9 - std::min<std::size_t>(count.size(), 9), '0') + count;
            enclose(paragraph, bookmark);
            entries_.push_back({level_, (paragraph.number.empty() ? "" : paragraph.number + " ") + words, bookmark});
        }
        return paragraph;
    }

    void part_heading(int level, const std::string& words)
    {
        WordParagraph paragraph = heading(level, words, {});
        paragraph.style = level == 1 ? style::part_heading_1 : style::part_heading_2;
        add(std::move(paragraph));
    }

    void status(PartStatus status)
    {
        if (status != PartStatus::agreed) add(line_of(style::part_status, words_of(status)));
    }

    void write_record()
    {
        if (!page_.versions.empty()) {
            part_heading(1, "Version control");
            WordTable table = table_of(style::record_table, "Versions of this document",
                                       {"Version", "Date", "Changes", "Author"}, {10, 18, 46, 26});
            for (const VersionLine& version : page_.versions) {
                WordCell changes;
                for (const auto& change : version.changes) {
                    changes.paragraphs.push_back(line_of(style::table_text, change));
                    if (version.changes.size() > 1) changes.paragraphs.back().list = WordList::bullet;
                }
                const std::string author =
                    version.author + (version.author_role.empty() ? "" : ", " + version.author_role);
                table.rows.push_back(
                    {{cell_of(version.number), cell_of(version.date), std::move(changes), cell_of(author)}});
            }
            add(std::move(table));
        }
        if (page_.approvals.empty()) return;
        part_heading(1, "Approvals of this version");
        WordTable table = table_of(style::record_table, "Decisions on exactly this content",
                                   {"Committee", "Meeting", "Outcome", "Conditions"}, {34, 18, 18, 30});
        for (const ApprovalLine& line : page_.approvals) {
            const std::string committee = line.committee + (line.organisation.empty() ? "" : ", " + line.organisation);
            table.rows.push_back(
                {{cell_of(committee), cell_of(line.meeting.text()), cell_of(line.outcome), cell_of(line.conditions)}});
        }
        add(std::move(table));
    }

    void write_section(const Section& section)
    {
        WordParagraph paragraph =
            heading(section.level, section.heading.empty() ? "Without a heading" : section.heading, section.number);
        enclose(paragraph, bookmark_of({ElementKind::section, section.id}));
        add(std::move(paragraph));
        status(section.status);
        for (auto& p : marked_paragraphs(section.text, style::normal, ListStyles::own))
            add(std::move(p));
    }

    void write_intentions()
    {
        if (content_.intentions.empty()) return;
        add(WordPages{true});
        part_heading(1, "Commissioning intentions");
        const bool has_place = names_places(content_);
        for (const auto& area : by_programme_area(content_)) {
            part_heading(2, area.name);
            std::vector<std::string> columns{"Reference", "Service area", "Commissioning intention"};
            std::vector<std::uint16_t> widths{10, 15, 36};
            if (has_place) {
                columns.emplace_back("Place");
                widths.push_back(10);
            }
            columns.insert(columns.end(), {"Providers", "Timescale", "Contracting route", "Lead"});
            widths.insert(widths.end(), {16, 13, 13, 11});
            WordTable table = table_of(style::plan_table, "Commissioning intentions: " + area.name, columns, widths);
            for (const Intention* intention : area.intentions)
                table.rows.push_back(row_of(*intention, has_place));
            add(std::move(table));
        }
    }

    static WordRow row_of(const Intention& intention, bool has_place)
    {
        const ElementMark mark{ElementKind::intention, intention.id};
        WordRow row;
        row.cells.push_back(cell_of(intention.reference));
        enclose(row.cells.back().paragraphs.front(), bookmark_of(mark));
        row.cells.push_back(cell_of(intention.service_area, style::table_text, true));
        if (intention.status != PartStatus::agreed)
            row.cells.back().paragraphs.push_back(line_of(style::part_status, words_of(intention.status)));
        WordCell text{marked_paragraphs(intention.text, style::table_text, ListStyles::keep)};
        if (text.paragraphs.empty()) text.paragraphs.push_back(line_of(style::table_text, ""));
        enclose(text.paragraphs.front(), bookmark_of(mark, "t"));
        if (!intention.conditions.empty()) text.paragraphs.push_back(line_of(style::condition, intention.conditions));
        row.cells.push_back(std::move(text));
        if (has_place) row.cells.push_back(cell_of(intention.place));
        std::vector<std::string> times;
        for (const auto& timescale : intention.timescales)
            times.push_back(timescale.as_written);
        row.cells.push_back(cell_of(intention.providers));
        row.cells.push_back(cell_of(times));
        row.cells.push_back(cell_of(routes_in_words(intention.routes)));
        row.cells.push_back(cell_of(intention.lead));
        return row;
    }

    void write_figures()
    {
        if (content_.tables.empty() && content_.milestones.empty()) return;
        if (!content_.intentions.empty()) add(WordPages{false});
        if (!content_.tables.empty()) part_heading(1, "Financial tables");
        for (const auto& table : content_.tables)
            write_table(table);
        if (content_.milestones.empty()) return;
        part_heading(1, "Timetable");
        WordTable table =
            table_of(style::plan_table, "Dates that matter to this plan", {"Date", "Event", "Who"}, {22, 50, 28});
        for (const auto& milestone : content_.milestones) {
            WordRow row{{cell_of(milestone.date.text()), cell_of(milestone.event), cell_of(milestone.who)}};
            enclose(row.cells.front().paragraphs.front(), bookmark_of({ElementKind::milestone, milestone.id}));
            table.rows.push_back(std::move(row));
        }
        add(std::move(table));
    }

    void write_table(const MoneyTable& money)
    {
        const std::string title = money.title.empty() ? "Table without a title" : money.title;
        WordParagraph caption = line_of(style::caption, title);
        enclose(caption, bookmark_of({ElementKind::table, money.id}));
        add(std::move(caption));
        status(money.status);
        if (!money.unit.empty()) add(line_of(style::table_unit, money.unit));
        std::size_t width = std::max<std::size_t>(money.columns.size(), 1);
        for (const auto& row : money.rows)
            width = std::max(width, row.cells.size());
        const auto figures = figure_columns(money, width);
        WordTable table;
        table.style = style::plan_table;
        table.description = title;
        for (std::size_t c = 0; c < width; ++c)
            table.widths.push_back(c == 0 ? 24 : figures[c] ? 10 : 16);
        WordRow head;
        head.header = true;
        for (std::size_t c = 0; c < width; ++c)
            head.cells.push_back(cell_of(c < money.columns.size() ? money.columns[c] : "",
                                         figures[c] ? style::table_head_figure : style::table_head));
        table.rows.push_back(std::move(head));
        for (const auto& money_row : money.rows) {
            WordRow row;
            for (std::size_t c = 0; c < width; ++c)
                row.cells.push_back(cell_of(c < money_row.cells.size() ? money_row.cells[c] : "",
                                            figures[c] ? style::table_figure : style::table_text, is_total(money_row)));
            table.rows.push_back(std::move(row));
        }
        add(std::move(table));
    }

    const PlanPage& page_;
    const Content& content_;
    WordDocument document_;
    std::vector<Entry> entries_;
    int level_{};
};

}  // namespace

WordDocument plan_document(const PlanPage& page)
{
    return Composer(page).whole();
}

Result<std::string> plan_docx(const PlanPage& page)
{
    return write_word(plan_document(page));
}

}  // namespace assent::exchange::docx
