#include "server/exchange/intentions.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "server/exchange/column_map.hpp"
#include "server/exchange/markup.hpp"
#include "server/exchange/place_items.hpp"
#include "server/exchange/record_checks.hpp"
#include "server/exchange/route_finder.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t small_cell_max = 16 * 1024;  // of providers or timescales

/// Unknown words in a provider column that are written as names are: each with a capital letter.
bool looks_like_name(std::string_view words)
{
    if (words.size() > 120) return false;
    bool any = false;
    for (const auto word : split_words(words)) {
        const bool joins = word == "of" || word == "the" || word == "and" || word == "for" || word == "&" || word == "on";
        if (!joins && !is_upper(word.front()) && !is_digit(word.front())) return false;
        any = any || is_upper(word.front());
    }
    return any;
}

}  // namespace

bool is_intentions_table(const Part& table)
{
    for (std::size_t i = 0; i < table.rows.size() && i < 3; ++i)
        if (kind_of_header(plain_cells(table.rows[i])) == TableKind::intentions) return true;
    return false;
}

/// A row whose cells stand under their columns.
struct IntentionReader::Row
{
    Line line{};
    bool after_gap{};
    Cells cells;
    const RawRow* raw{};
};

/// A record while its rows are gathered.
struct IntentionReader::Draft
{
    std::string reference;
    std::string programme;
    std::string service;
    std::string group;
    CellText text;
    std::string providers;
    std::vector<std::string> provider_lines;  ///< of a structured cell of several paragraphs
    std::string conditions;
    PartStatus status{};
    Line providers_line{};
    std::vector<Timescale> timescales;
    std::string timescale_text;
    std::string route_text;
    std::string place;
    std::string lead;
    bool label_filled_down{};
    std::vector<Line> lines;
};

class IntentionReader::TableReader
{
public:
    TableReader(IntentionReader& owner, const Part& table, const TableSetting& setting)
        : owner_(owner), table_(table), setting_(setting)
    {
        if (!owner.facts_.period.empty()) year_ = owner.facts_.period_from.year();
    }

    void read()
    {
        std::size_t begin = 0;
        for (std::size_t i = 0; i < table_.rows.size() && map_.size() == 0; ++i) {
            const auto cells = plain_cells(table_.rows[i]);
            if (kind_of_header(cells) == TableKind::intentions) map_ = ColumnMap(cells, owner_.directory_, year_);
            else if (table_.rows[i].only_first_filled()) group_ = cells.front();
            begin = i + 1;
        }
        if (map_.size() == 0 || map_.size() > ColumnMap::columns_max) return;
        if (map_.providers != ColumnMap::none) owner_.providers_asked_ = true;
        warn_about_caption();
        for (std::size_t i = begin; i < table_.rows.size() && !full_;) {
            std::size_t end = i + 1;
            while (end < table_.rows.size() && !table_.rows[end].after_gap) ++end;
            read_fragment(i, end);
            i = end;
        }
        close();
    }

private:
    void doubt(Line line, std::string kind, std::string message)
    {
        owner_.doubts_.push_back({line, std::move(kind), std::move(message)});
    }

    void warn_about_caption()
    {
        const std::string caption = fold(setting_.caption);
        const bool promises = caption.find("timeframe") != std::string::npos || caption.find("timescale") != std::string::npos ||
                              caption.find("time frame") != std::string::npos;
        if (promises && map_.timescale == ColumnMap::none)
            doubt(setting_.caption_line, "missing_column",
                  "The caption promises timescales, but the table has no such column. They were left empty.");
        const bool names_providers = caption.find("provider") != std::string::npos;
        if (names_providers && map_.providers == ColumnMap::none)
            doubt(setting_.caption_line, "missing_column",
                  "The caption speaks of providers, but the table has no such column. They were left empty.");
    }

    /// A fragment between page breaks may have lost a column: find which.
    void read_fragment(std::size_t begin, std::size_t end)
    {
        std::vector<Row> rows;
        std::size_t width = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const RawRow& raw = table_.rows[i];
            if (std::all_of(raw.cells.begin(), raw.cells.end(), [](std::string_view c) { return c.empty() || is_ruler(c); }))
                continue;
            const auto cells = plain_cells(raw);
            if (map_.repeats_header(cells)) continue;
            if (kind_of_header(cells) == TableKind::intentions && cells.size() == map_.size()) continue;
            Row row{raw.line, raw.after_gap, raw.cells, &raw};
            while (row.cells.size() > map_.size() && row.cells.back().empty()) row.cells.pop_back();
            while (row.cells.size() > map_.size() && row.cells.front().empty()) row.cells.erase(row.cells.begin());
            width = std::max(width, row.cells.size());
            rows.push_back(std::move(row));
        }
        if (rows.empty()) return;
        if (width < map_.size() && !table_.structured) place_narrow(rows, width);
        for (Row& row : rows) {
            if (row.cells.size() > map_.size()) {
                unplaced(row, "it has more cells than the table has columns");
                continue;
            }
            if (full_) return;
            row.cells.resize(map_.size());
            if (!table_.structured) realign(row);
            take(row);
        }
    }

    void place_narrow(std::vector<Row>& rows, std::size_t width)
    {
        std::vector<Cells> cells;
        for (Row& row : rows) {
            row.cells.resize(width);
            cells.push_back(row.cells);
        }
        std::size_t at = map_.lost_column(cells);
        // A lone row with a single cell is what a page break left of the row before it: its trailing cells were trimmed.
        if (rows.size() == 1 && rows.front().after_gap && width >= 2 && cells.front().front().empty() &&
            std::count_if(cells.front().begin(), cells.front().end(), [](std::string_view c) { return !c.empty(); }) == 1)
            at = width;
        for (Row& row : rows) row.cells = map_.widened(row.cells, at);
        if (at < width)
            doubt(rows.front().line, "missing_cells",
                  "From here to the next page break the table has " + std::to_string(width) + " columns instead of " +
                      std::to_string(map_.size()) + "; \"" + excerpt(map_.header()[at]) + "\" was taken to be the one left out.");
    }

    /// A row that slid to the left because its leading blank cells were lost.
    void realign(Row& row)
    {
        const std::size_t by = map_.shift_of(row.cells);
        if (by == 0) return;
        row.cells = map_.shifted(row.cells, by);
        doubt(row.line, "shifted_row",
              "This row's text stood under \"" + map_.header().front() + "\"; its cells were moved " + std::to_string(by) +
                  " to the right. Please check that each is where it belongs.");
    }

    void unplaced(const Row& row, std::string_view why)
    {
        std::string words;
        for (const auto cell : row.cells) {
            if (cell.empty()) continue;
            if (!words.empty()) words += " | ";
            words += plain(cell.substr(0, 200));
            if (words.size() > 200) break;
        }
        doubt(row.line, "unplaced_row", "This row could not be placed, because " + std::string(why) + ": \"" + excerpt(words, 120) + "\".");
    }

    std::string_view cell(const Row& row, std::size_t column) const
    {
        return column == ColumnMap::none ? std::string_view{} : row.cells[column];
    }

    /// A structured row has not slid, so its columns are those of the file.
    CellText cell_text(const Row& row, std::size_t column) const
    {
        if (column < row.raw->read.size() && table_.structured) return row.raw->read[column];
        return read_cell(cell(row, column), row.line);
    }

    void take(const Row& row)
    {
        const std::string programme = plain(cell(row, map_.programme));
        const std::string service = plain(cell(row, map_.service));
        std::size_t filled = 0;
        std::size_t filled_at = 0;
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            if (!row.cells[c].empty()) {
                ++filled;
                filled_at = c;
            }
        if (filled == 1 && filled_at == 0 && (map_.service == 0 || map_.programme == 0) && row.cells[0].size() <= ColumnMap::label_bytes_max) {
            const std::string words = plain(row.cells[0]);
            // Only a name: the heading of the rows below. In a table of two columns a row may simply lack its text.
            if (map_.size() > 2 || (!draft_ && records_ == 0)) {
                close();
                group_ = words;
                group_provider_ = nullptr;
                for (const auto& mention : owner_.directory_.read(words).mentions)
                    if (mention.kind == ProviderKind::body) group_provider_ = owner_.directory_.find(mention.name);
                return;
            }
        }
        bool has_text = false;
        for (const std::size_t c : map_.text) has_text = has_text || !cell(row, c).empty();
        const std::string reference = table_.structured ? plain(cell(row, map_.reference)) : std::string();
        const bool unlabelled = programme.empty() && service.empty() && reference.empty();
        if (row.after_gap && unlabelled && draft_) return go_on(row, true);
        if (!has_text && unlabelled) {
            if (draft_) {
                doubt(row.line, "loose_cells", "This row has neither a name nor a text; its cells were added to the row above.");
                return go_on(row, false);
            }
            return unplaced(row, "nothing stands before it");
        }
        if (unlabelled && !draft_ && records_ == 0 && map_.programme != ColumnMap::none)
            doubt(row.line, "no_label", "The first row of the table has no programme or service area.");
        if (service.size() > 200) doubt(row.line, "long_label", "The name of this row is longer than a name should be.");

        const bool repeated_label = service.empty() && draft_ && programme.empty() && reference.empty();
        close();
        draft_.emplace();
        Draft& d = *draft_;
        d.reference = reference;
        if (!programme.empty()) programme_now_ = programme;
        d.programme = programme_now_;
        if (!service.empty()) {
            service_now_ = service;
            service_providers_.clear();
            service_providers_line_ = 0;
            service_timescale_line_ = 0;
        } else if (!programme.empty() || !reference.empty()) {
            service_now_.clear();
        }
        d.service = service_now_;
        d.label_filled_down = repeated_label;
        d.group = group_;
        fill(d, row);
        if (repeated_label)
            doubt(row.line, "filled_down",
                  "This row has no service area of its own; it was taken to belong to \"" + excerpt(service_now_) +
                      "\" like the row above.");
    }

    void fill(Draft& d, const Row& row)
    {
        d.lines.push_back(row.line);
        CellText text;
        for (const std::size_t c : map_.text) {
            CellText more = cell_text(row, c);
            if (text.empty()) text = std::move(more);
            else
                for (auto& block : more.blocks) text.blocks.push_back(std::move(block));
        }
        append_continuation(d.text, std::move(text));
        d.conditions = row.raw->conditions;
        d.status = row.raw->status;
        if (table_.structured && map_.providers != ColumnMap::none) {
            const auto blocks = cell_text(row, map_.providers).blocks;
            if (table_.exact || blocks.size() > 1)
                for (const Block& block : blocks) d.provider_lines.push_back(block.text);
        }
        const std::string providers = plain(cell(row, map_.providers));
        if (!providers.empty()) {
            if (!d.providers.empty()) d.providers.push_back(' ');
            d.providers += providers;
            if (d.providers_line == 0) d.providers_line = row.line;
        }
        if (const auto raw = cell(row, map_.timescale); !raw.empty()) {
            const CellText written = cell_text(row, map_.timescale);
            const std::string words = written.text();
            if (words.size() <= small_cell_max && table_.structured) {
                for (const Block& block : written.blocks) {
                    auto times = parse_timescales(block.text, year_);
                    if (table_.exact && !times.empty()) {
                        times.resize(1);
                        times.front().as_written = block.text;
                    }
                    for (auto& t : times) d.timescales.push_back(std::move(t));
                }
            } else if (words.size() <= small_cell_max) {
                for (auto& t : parse_timescales(words, year_)) d.timescales.push_back(std::move(t));
            } else {
                doubt(row.line, "huge_cell", "The timescale cell has more than 16 KB, so no timescales were read from it.");
            }
            if (!d.timescale_text.empty()) d.timescale_text.push_back(' ');
            d.timescale_text += words;
        }
        const auto append = [&](std::string& field, std::size_t column) {
            const std::string words = plain(cell(row, column));
            if (words.empty()) return;
            if (!field.empty()) field.push_back(' ');
            field += words;
        };
        append(d.route_text, map_.route);
        append(d.place, map_.place);
        append(d.lead, map_.lead);
    }

    void go_on(const Row& row, bool over_break)
    {
        Draft& d = *draft_;
        const bool before = !d.text.empty() && !ends_sentence(d.text.blocks.back().text);
        fill(d, row);
        if (!over_break) return;
        doubt(row.line, "row_over_page_break",
              std::string("This row goes on from line ") + std::to_string(d.lines.front()) + " over a page break" +
                  (before ? ", in the middle of a sentence" : "") + "; the parts were put together.");
    }

    // ---- from a gathered row to records ----

    void close()
    {
        if (!draft_) return;
        Draft d = std::move(*draft_);
        draft_.reset();
        ++records_;
        if (owner_.intentions_.size() >= intentions_max) {
            if (!full_)
                doubt(d.lines.front(), "too_many", "The document has more than 10,000 intentions; the rest was not read.");
            full_ = true;
            return;
        }
        if (is_divided_by_places(d.text, d.service, owner_.places_)) {
            for (PlaceItem& item : read_place_items(std::move(d.text), d.service, owner_.places_, owner_.doubts_)) {
                if (owner_.intentions_.size() >= intentions_max) break;
                ImportedIntention record = common(d);
                record.scope = Scope::place;
                record.place = std::move(item.place);
                record.title = std::move(item.title);
                record.text = std::move(item.text);
                record.lines = std::move(item.lines);
                finish_record(record, d);
                owner_.intentions_.push_back(std::move(record));
            }
            return;
        }
        if (!table_.structured) settle_lists(d.text);
        for (const auto& note : d.text.notes) doubt(note.line, note.kind, note.message);
        ImportedIntention record = common(d);
        record.text = d.text.text();
        record.bullets = d.text.bullets();
        record.title = record.service_area.empty() ? excerpt(record.text, 60) : record.service_area;
        record.lines = d.lines;
        finish_record(record, d);
        owner_.intentions_.push_back(std::move(record));
    }

    ImportedIntention common(const Draft& d)
    {
        ImportedIntention record;
        record.reference = d.reference;
        record.status = d.status;
        record.programme_area = d.programme;
        record.service_area = d.service;
        if (record.programme_area.empty() && group_provider_ == nullptr)
            record.programme_area = d.group.empty() ? setting_.section_heading : d.group;
        record.lead = d.lead;
        record.label_inherited = d.label_filled_down;
        record.place = owner_.facts_.place;
        if (table_.exact) {
            record.place = d.place;
            record.scope = d.place.empty() ? Scope::whole : Scope::place;
        } else if (!d.place.empty()) {
            record.place = d.place;
            const std::string folded = fold(d.place);
            const bool whole = folded == fold(owner_.facts_.place) || folded == "all" || folded.find("wide") != std::string::npos ||
                               folded.find("whole") != std::string::npos || folded == fold(owner_.facts_.organisation);
            if (whole) record.place = owner_.facts_.place;
            else record.scope = Scope::place;
        }
        if (group_provider_ != nullptr) {
            record.scope = Scope::provider;
            record.providers_as_written = d.group;
            record.provider_bodies = {group_provider_->name};
        }
        return record;
    }

    void finish_record(ImportedIntention& record, const Draft& d)
    {
        read_providers(record, d);
        record.timescales = d.timescales;
        if (d.timescales.empty() && d.label_filled_down) record.timescales_inherited_from = service_timescale_line_;
        if (!d.timescales.empty() && service_timescale_line_ == 0) service_timescale_line_ = d.lines.front();
        std::string all = record.text;
        for (const std::string& more : {d.route_text, d.timescale_text})
            if (!more.empty()) all += "\n" + more;
        // Where a structured row says its route in a column for it, the text is not asked as well.
        record.routes = find_routes(table_.structured && !d.route_text.empty() ? d.route_text : all);
        record.conditions = d.conditions.empty() ? conditions_in(record.text) : d.conditions;
        for (auto& more : check_record(record, owner_.facts_, map_.timescale != ColumnMap::none, map_.providers != ColumnMap::none))
            owner_.doubts_.push_back(std::move(more));
    }

    void read_providers(ImportedIntention& record, const Draft& d)
    {
        const Line line = d.providers_line != 0 ? d.providers_line : d.lines.front();
        std::vector<std::string> unknown_names;
        std::string written = d.providers;
        if (written.empty() && d.label_filled_down && service_providers_line_ != 0) {
            written = service_providers_;
            record.providers_inherited_from = service_providers_line_;
            doubt(d.lines.front(), "inherited_cell",
                  "The provider cell is blank; it was taken to be merged with that of line " +
                      std::to_string(service_providers_line_) + ", the same service area. Clear it if the blank is meant.");
        } else if (!d.providers.empty()) {
            service_providers_ = d.providers;
            service_providers_line_ = line;
        }
        if (!d.providers.empty()) record.providers_as_written = d.providers;
        if (written.size() > small_cell_max) {
            doubt(line, "huge_cell", "The provider cell has more than 16 KB, so no providers were read from it.");
        } else if (!d.provider_lines.empty()) {
            for (const auto& name : d.provider_lines) read_provider_line(record, name, line);
            return;
        } else if (!written.empty()) {
            const ProviderReading reading = owner_.directory_.read(written);
            for (const auto& words : reading.unknown)
                if (looks_like_name(words)) unknown_names.push_back(words);
            for (const auto& mention : reading.mentions) {
                if (mention.kind == ProviderKind::impact_area) record.impact_areas.push_back(mention.as_written);
                else if (mention.kind == ProviderKind::provider_class) record.provider_classes.push_back(mention.name);
                else if (std::find(record.provider_bodies.begin(), record.provider_bodies.end(), mention.name) ==
                         record.provider_bodies.end())
                    record.provider_bodies.push_back(mention.name);
                if (!mention.ambiguous.empty() && record.providers_inherited_from == 0 && ambiguous_.emplace(mention.name, true).second)
                    doubt(line, "ambiguous_name",
                          "\"" + mention.as_written + "\" can mean " + mention.ambiguous + "; in this column it was read as the body \"" +
                              owner_.directory_.find(mention.name)->full_name + "\".");
                if (mention.indirect && record.providers_inherited_from == 0)
                    doubt(line, "indirect_provider", "\"" + mention.as_written + "\" is said to be affected only indirectly.");
            }
            if (record.providers_inherited_from == 0) {
                for (const auto& words : reading.unknown)
                    doubt(line, "unknown_provider",
                          "\"" + excerpt(words, 80) + "\" in the provider column is not in the directory of providers" +
                              (looks_like_name(words) ? "; it was kept as a name." : "."));
                for (const auto& words : reading.repaired)
                    doubt(line, "repaired_name", words + ": a line break seems to have divided the name.");
            }
        }
        for (const auto& words : unknown_names)
            if (std::find(record.provider_bodies.begin(), record.provider_bodies.end(), words) == record.provider_bodies.end())
                record.provider_bodies.push_back(words);
        record.providers = record.provider_bodies;
        record.providers.insert(record.providers.end(), record.provider_classes.begin(), record.provider_classes.end());
    }

    /// A paragraph of a structured cell: what the directory knows of it, or the whole of it as one name. In the order written.
    void read_provider_line(ImportedIntention& record, const std::string& words, Line line)
    {
        if (table_.exact) {
            record.provider_bodies.push_back(words);
            record.providers.push_back(words);
            return;
        }
        const ProviderReading reading = owner_.directory_.read(words);
        const auto add = [&](std::vector<std::string>& kind, const std::string& name) {
            if (std::find(record.providers.begin(), record.providers.end(), name) != record.providers.end()) return;
            kind.push_back(name);
            record.providers.push_back(name);
        };
        if (!reading.unknown.empty()) {
            doubt(line, "unknown_provider", "\"" + excerpt(words, 80) + "\" in the provider column is not in the directory of providers; it was kept as written.");
            return add(record.provider_bodies, words);
        }
        for (const auto& mention : reading.mentions) {
            if (mention.kind == ProviderKind::impact_area) record.impact_areas.push_back(mention.as_written);
            else add(mention.kind == ProviderKind::provider_class ? record.provider_classes : record.provider_bodies, mention.name);
            if (mention.indirect) doubt(line, "indirect_provider", "\"" + mention.as_written + "\" is said to be affected only indirectly.");
        }
    }

    IntentionReader& owner_;
    const Part& table_;
    const TableSetting& setting_;
    std::optional<int> year_;
    ColumnMap map_;
    std::string programme_now_;
    std::string service_now_;
    std::string group_;
    const DirectoryEntry* group_provider_{};
    std::string service_providers_;
    Line service_providers_line_{};
    Line service_timescale_line_{};
    std::unordered_map<std::string, bool> ambiguous_;
    std::optional<Draft> draft_;
    std::size_t records_{};
    bool full_{};
};

IntentionReader::IntentionReader(const DocumentFacts& facts, const ProviderDirectory& directory, std::vector<Doubt>& doubts)
    : facts_(facts), directory_(directory), doubts_(doubts)
{
    places_ = facts.members;
    for (const DirectoryEntry& entry : directory.entries())
        if (!entry.place.empty() && std::find(places_.begin(), places_.end(), entry.place) == places_.end())
            places_.push_back(entry.place);
}

void IntentionReader::read(const Part& table, const TableSetting& setting) { TableReader(*this, table, setting).read(); }

std::vector<ImportedIntention> IntentionReader::finish()
{
    give_identities(intentions_);
    for (auto& more : check_records(intentions_)) doubts_.push_back(std::move(more));
    return std::move(intentions_);
}

}  // namespace assent::exchange
