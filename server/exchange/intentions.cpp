#include "server/exchange/intentions.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "server/exchange/markup.hpp"
#include "server/exchange/record_checks.hpp"
#include "server/exchange/route_finder.hpp"
#include "server/exchange/text_tools.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t columns_max = 12;
constexpr std::size_t small_cell_max = 16 * 1024;  // of providers or timescales
constexpr std::size_t label_bytes_max = 100;  // a label longer than this is a text that stands in the wrong column

std::vector<std::string> plain_cells(const RawRow& row)
{
    std::vector<std::string> cells;
    cells.reserve(row.cells.size());
    for (const auto cell : row.cells) cells.push_back(cell.size() > 200 ? "\u2026" : plain(cell));
    return cells;
}

bool is_timescale_text(const std::string& text, std::optional<int> year)
{
    if (text.empty() || text.size() > 200) return false;
    const auto times = parse_timescales(text, year);
    return std::any_of(times.begin(), times.end(), [](const Timescale& t) {
        // "every week" in a sentence makes it no timescale.
        const bool short_enough = t.kind != TimescaleKind::recurring || word_count(t.as_written) <= 6;
        return t.kind != TimescaleKind::unknown && short_enough;
    });
}

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

/// Words before a list that name a place: "Luton:".
std::string heading_words(std::string_view text)
{
    text = trim(text);
    if (text.ends_with(':')) text = trim(text.substr(0, text.size() - 1));
    return std::string(text);
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
    std::vector<std::string_view> cells;
};

/// A record while its rows are gathered.
struct IntentionReader::Draft
{
    std::string programme;
    std::string service;
    std::string group;
    CellText text;
    std::string providers;
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
        for (std::size_t i = 0; i < table_.rows.size() && header_.empty(); ++i) {
            const auto cells = plain_cells(table_.rows[i]);
            if (kind_of_header(cells) != TableKind::intentions) {
                if (table_.rows[i].only_first_filled()) group_ = cells.front();
                continue;
            }
            header_ = cells;
            while (!header_.empty() && header_.back().empty()) header_.pop_back();
            begin = i + 1;
        }
        if (header_.empty() || header_.size() > columns_max) return;
        assign_columns();
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
    static constexpr std::size_t no_column = columns_max;

    void doubt(Line line, std::string kind, std::string message)
    {
        owner_.doubts_.push_back({line, std::move(kind), std::move(message)});
    }

    void assign_columns()
    {
        roles_ = roles_of(header_);
        const auto column = [&](Role role) {
            const auto found = std::find(roles_.begin(), roles_.end(), role);
            return found == roles_.end() ? no_column : static_cast<std::size_t>(found - roles_.begin());
        };
        programme_ = column(Role::programme);
        service_ = column(Role::service);
        const std::size_t intent = column(Role::intent);
        std::size_t description = column(Role::description);
        if (description == no_column) description = column(Role::changes);
        if (description != no_column && intent != no_column && service_ == no_column) {
            // "Commissioning Intention | Description": the first names it, the second tells it.
            service_ = intent;
            text_ = {description};
        } else {
            if (intent != no_column) text_.push_back(intent);
            if (description != no_column) text_.push_back(description);
        }
        if (service_ == no_column && programme_ == no_column && text_.size() == 1 && text_.front() > 0) {
            // A first column with a name of its own ("Ref", "Area") labels the rows.
            service_ = 0;
        }
        providers_ = column(Role::providers);
        timescale_ = column(Role::timescale);
        if (timescale_ == no_column) timescale_ = column(Role::date);
        route_ = column(Role::route);
        place_ = column(Role::place);
        lead_ = column(Role::lead);
        if (providers_ != no_column) owner_.providers_asked_ = true;
    }

    void warn_about_caption()
    {
        const std::string caption = fold(setting_.caption);
        const bool promises = caption.find("timeframe") != std::string::npos || caption.find("timescale") != std::string::npos ||
                              caption.find("time frame") != std::string::npos;
        if (promises && timescale_ == no_column)
            doubt(setting_.caption_line, "missing_column",
                  "The caption promises timescales, but the table has no such column. They were left empty.");
        const bool names_providers = caption.find("provider") != std::string::npos;
        if (names_providers && providers_ == no_column)
            doubt(setting_.caption_line, "missing_column",
                  "The caption speaks of providers, but the table has no such column. They were left empty.");
    }

    /// How well `cells`, standing under the columns, suit them. Higher is better.
    int suits(const std::vector<std::string_view>& cells) const
    {
        int score = 0;
        for (std::size_t c = 0; c < cells.size() && c < roles_.size(); ++c) {
            if (cells[c].empty()) continue;
            const std::string words = cells[c].size() > 400 ? std::string() : plain(cells[c]);
            const bool is_long = cells[c].size() > label_bytes_max;
            const bool time = !is_long && is_timescale_text(words, year_);
            if (c == timescale_ || roles_[c] == Role::date) score += time ? 3 : is_long ? -1 : -3;
            else if (std::find(text_.begin(), text_.end(), c) != text_.end())
                score += time ? -3 : cells[c].size() > 40 ? 2 : 0;
            else if (c == programme_ || c == service_) score += is_long ? -3 : time ? -2 : 1;
            else if (c == providers_) {
                if (time) score -= 2;
                else if (is_long && cells[c].size() > 250) score -= 2;
                else if (!owner_.directory_.read(words).mentions.empty()) score += 2;
            } else if (is_long || time) score -= text_.empty() || c < text_.front() ? 3 : 1;
        }
        return score;
    }

    /// `cells` with blank ones put in before position `at` until they are as many as the columns.
    std::vector<std::string_view> widened(const std::vector<std::string_view>& cells, std::size_t at) const
    {
        std::vector<std::string_view> wide(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(std::min(at, cells.size())));
        wide.resize(wide.size() + header_.size() - cells.size());
        if (at < cells.size()) wide.insert(wide.end(), cells.begin() + static_cast<std::ptrdiff_t>(at), cells.end());
        return wide;
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
            if (cells == header_ || repeats_header(cells)) continue;
            if (kind_of_header(cells) == TableKind::intentions && cells.size() == header_.size()) continue;
            Row row{raw.line, raw.after_gap, raw.cells};
            while (row.cells.size() > header_.size() && row.cells.back().empty()) row.cells.pop_back();
            while (row.cells.size() > header_.size() && row.cells.front().empty()) row.cells.erase(row.cells.begin());
            width = std::max(width, row.cells.size());
            rows.push_back(std::move(row));
        }
        if (rows.empty()) return;
        if (width < header_.size()) place_narrow(rows, width);
        for (Row& row : rows) {
            if (row.cells.size() > header_.size()) {
                unplaced(row, "it has more cells than the table has columns");
                continue;
            }
            if (full_) return;
            row.cells.resize(header_.size());
            realign(row);
            take(row);
        }
    }

    bool repeats_header(std::vector<std::string> cells) const
    {
        while (!cells.empty() && cells.back().empty()) cells.pop_back();
        if (cells.size() != header_.size()) return false;
        for (std::size_t c = 0; c < cells.size(); ++c)
            if (fold(cells[c]) != fold(header_[c])) return false;
        return true;
    }

    void place_narrow(std::vector<Row>& rows, std::size_t width)
    {
        for (Row& row : rows) row.cells.resize(width);
        std::size_t best_at = 0;
        int best = 0;
        for (std::size_t at = 0; at <= width; ++at) {
            int score = 0;
            std::size_t looked = 0;
            for (const Row& row : rows) {
                score += suits(widened(row.cells, at));
                if (++looked == 200) break;
            }
            // A lost column is mostly the first one; another must suit better.
            if (at == 0 || score > best) {
                best = score;
                best_at = at;
            }
        }
        // A lone row with a single cell is what a page break left of the row before it.
        if (rows.size() == 1 && rows.front().cells.size() >= 2 && rows.front().after_gap) {
            std::size_t filled = 0;
            for (const auto cell : rows.front().cells) filled += !cell.empty();
            if (filled == 1 && rows.front().cells.front().empty()) best_at = width;  // trailing cells were trimmed
        }
        for (Row& row : rows) row.cells = widened(row.cells, best_at);
        const std::string missing = best_at < header_.size() ? header_[best_at] : std::string();
        if (best_at < width && rows.size() + width > 2)
            doubt(rows.front().line, "missing_cells",
                  "From here to the next page break the table has " + std::to_string(width) + " columns instead of " +
                      std::to_string(header_.size()) + "; \"" + excerpt(missing) + "\" was taken to be the one left out.");
    }

    /// A row that slid to the left because its leading blank cells were lost.
    void realign(Row& row)
    {
        if (text_.empty() || text_.front() == 0) return;
        const std::size_t n = header_.size();
        std::size_t trailing = 0;
        while (trailing < n && row.cells[n - 1 - trailing].empty()) ++trailing;
        if (trailing == 0 || trailing >= n || row.cells.front().empty()) return;
        if (row.cells.front().size() <= 60) return;
        const int unmoved = suits(row.cells);
        int best = unmoved + 2;
        std::size_t best_shift = 0;
        for (std::size_t shift = 1; shift <= trailing; ++shift) {
            std::vector<std::string_view> moved(n);
            for (std::size_t c = 0; c + shift < n; ++c) moved[c + shift] = row.cells[c];
            if (const int score = suits(moved); score > best) {
                best = score;
                best_shift = shift;
            }
        }
        if (best_shift == 0) return;
        std::vector<std::string_view> moved(n);
        for (std::size_t c = 0; c + best_shift < n; ++c) moved[c + best_shift] = row.cells[c];
        row.cells = std::move(moved);
        doubt(row.line, "shifted_row",
              "This row's text stood under \"" + header_.front() + "\"; its cells were moved " + std::to_string(best_shift) +
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
        return column == no_column ? std::string_view{} : row.cells[column];
    }

    void take(const Row& row)
    {
        const std::string programme = plain(cell(row, programme_));
        const std::string service = plain(cell(row, service_));
        std::size_t filled = 0;
        std::size_t filled_at = 0;
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            if (!row.cells[c].empty()) {
                ++filled;
                filled_at = c;
            }
        if (filled == 1 && filled_at == 0 && (service_ == 0 || programme_ == 0) && row.cells[0].size() <= label_bytes_max) {
            const std::string words = plain(row.cells[0]);
            // Only a name: the heading of the rows below. In a table of two columns a row may simply lack its text.
            if (header_.size() > 2 || (!draft_ && records_ == 0)) {
                close();
                group_ = words;
                group_provider_ = nullptr;
                for (const auto& mention : owner_.directory_.read(words).mentions)
                    if (mention.kind == ProviderKind::body) group_provider_ = owner_.directory_.find(mention.name);
                return;
            }
        }
        bool has_text = false;
        for (const std::size_t c : text_) has_text = has_text || !cell(row, c).empty();
        const bool unlabelled = programme.empty() && service.empty();
        if (row.after_gap && unlabelled && draft_) return go_on(row, true);
        if (!has_text && unlabelled) {
            if (draft_) {
                doubt(row.line, "loose_cells", "This row has neither a name nor a text; its cells were added to the row above.");
                return go_on(row, false);
            }
            return unplaced(row, "nothing stands before it");
        }
        if (unlabelled && !draft_ && records_ == 0 && programme_ != no_column)
            doubt(row.line, "no_label", "The first row of the table has no programme or service area.");
        if (service.size() > 200) doubt(row.line, "long_label", "The name of this row is longer than a name should be.");

        const bool repeated_label = service.empty() && draft_ && programme.empty();
        close();
        draft_.emplace();
        Draft& d = *draft_;
        if (!programme.empty()) programme_now_ = programme;
        d.programme = programme_now_;
        if (!service.empty()) {
            service_now_ = service;
            service_providers_.clear();
            service_providers_line_ = 0;
            service_timescale_line_ = 0;
        } else if (!programme.empty()) {
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
        for (const std::size_t c : text_) {
            CellText more = read_cell(cell(row, c), row.line);
            if (text.empty()) text = std::move(more);
            else
                for (auto& block : more.blocks) text.blocks.push_back(std::move(block));
        }
        append_continuation(d.text, std::move(text));
        const std::string providers = plain(cell(row, providers_));
        if (!providers.empty()) {
            if (!d.providers.empty()) d.providers.push_back(' ');
            d.providers += providers;
            if (d.providers_line == 0) d.providers_line = row.line;
        }
        if (const auto raw = cell(row, timescale_); !raw.empty()) {
            const CellText written = read_cell(raw, row.line);
            const std::string words = written.text();
            if (words.size() <= small_cell_max) {
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
        append(d.route_text, route_);
        append(d.place, place_);
        append(d.lead, lead_);
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
        if (const auto places = place_headings(d); !places.empty()) return close_places(std::move(d), places);
        settle_lists(d.text);
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
        record.programme_area = d.programme;
        record.service_area = d.service;
        if (record.programme_area.empty() && group_provider_ == nullptr)
            record.programme_area = d.group.empty() ? setting_.section_heading : d.group;
        record.lead = d.lead;
        record.label_inherited = d.label_filled_down;
        record.place = owner_.facts_.place;
        if (!d.place.empty()) {
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
        record.routes = find_routes(all);
        record.conditions = conditions_in(record.text);
        for (auto& more : check_record(record, owner_.facts_, timescale_ != no_column, providers_ != no_column))
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

    // ---- rows that hold intentions of several places ----

    struct PlaceHeading
    {
        std::size_t block{};
        std::string place;
        std::size_t cut{};  ///< of a heading glued to the block before it: where the words begin
    };

    bool is_place(std::string_view words) const
    {
        const std::string folded = fold(words);
        return std::any_of(owner_.places_.begin(), owner_.places_.end(), [&](const std::string& p) { return fold(p) == folded; });
    }

    std::vector<PlaceHeading> place_headings(const Draft& d) const
    {
        const std::string label = fold(d.service);
        const bool labelled = label.size() <= 80 && (has_word(label, "place") || has_word(label, "place-specific") ||
                                                     has_word(label, "local") || has_word(label, "locality"));
        std::vector<PlaceHeading> found;
        const auto& blocks = d.text.blocks;
        for (std::size_t b = 0; b < blocks.size(); ++b) {
            const bool list_follows = b + 1 < blocks.size() && blocks[b + 1].kind == Block::Kind::bullet;
            const bool paragraph_follows = b + 1 < blocks.size() && blocks[b + 1].kind == Block::Kind::paragraph;
            const std::string& text = blocks[b].text;
            if (blocks[b].kind == Block::Kind::paragraph) {
                const std::string words = heading_words(text);
                const bool short_name = looks_like_heading(words) && word_count(words) <= 4;
                if ((is_place(words) && (list_follows || text.ends_with(':') || paragraph_follows)) ||
                    (labelled && short_name && list_follows)) {
                    found.push_back({b, words, 0});
                    continue;
                }
            }
            // Glued to the end of what stands before it: "... in 2019/20 Northam: <ul>".
            if (!text.ends_with(':') || !list_follows || (blocks[b].kind == Block::Kind::bullet && blocks[b + 1].list == blocks[b].list))
                continue;
            const std::string_view body = std::string_view(text).substr(0, text.size() - 1);
            for (const auto& place : owner_.places_) {
                if (body.size() <= place.size() + 1 || !body.ends_with(place) || body[body.size() - place.size() - 1] != ' ') continue;
                found.push_back({b, place, body.size() - place.size()});
                break;
            }
        }
        return found;
    }

    void close_places(Draft d, const std::vector<PlaceHeading>& headings)
    {
        // Divide the cell at its headings, settle each place's lists, and make every item a record.
        std::vector<std::pair<std::string, CellText>> places;
        places.emplace_back(owner_.facts_.place, CellText{});
        std::size_t next = 0;
        for (std::size_t b = 0; b < d.text.blocks.size(); ++b) {
            Block block = std::move(d.text.blocks[b]);
            if (next < headings.size() && headings[next].block == b) {
                if (headings[next].cut != 0) {
                    block.text = std::string(trim(std::string_view(block.text).substr(0, headings[next].cut)));
                    doubt(block.lines.back(), "glued_heading",
                          "The heading \"" + headings[next].place + "\" was glued to the item before it and has been set apart.");
                    places.back().second.blocks.push_back(std::move(block));
                }
                places.emplace_back(headings[next].place, CellText{});
                ++next;
                continue;
            }
            places.back().second.blocks.push_back(std::move(block));
        }
        for (const auto& note : d.text.notes) doubt(note.line, note.kind, note.message);
        bool first = true;
        for (auto& [place, text] : places) {
            const bool whole = std::exchange(first, false);
            settle_lists(text);
            for (const auto& note : text.notes) doubt(note.line, note.kind, note.message);
            if (whole) {
                if (!text.empty())
                    doubt(text.blocks.front().lines.front(), "text_before_places",
                          "This text stands before the first place and belongs to none: \"" + excerpt(text.text(), 80) + "\".");
                continue;
            }
            close_place(d, place, text);
        }
    }

    void close_place(const Draft& d, const std::string& place, CellText& text)
    {
        const bool list = text.bullets() > 0;
        std::string heading;
        std::uint8_t heading_depth = 0;
        for (std::size_t b = 0; b < text.blocks.size(); ++b) {
            Block& block = text.blocks[b];
            const bool is_note = block.italic || (list && block.kind == Block::Kind::paragraph);
            if (is_note) {
                doubt(block.lines.front(), "note",
                      "This note stands among the intentions of " + place + " and was not taken for one: \"" +
                          excerpt(block.text, 80) + "\".");
                continue;
            }
            if (block.text.ends_with(':') && b + 1 < text.blocks.size() && text.blocks[b + 1].depth > block.depth) {
                // An item that only heads the list inside it.
                heading = heading_words(block.text);
                heading_depth = block.depth;
                continue;
            }
            if (block.depth <= heading_depth) heading.clear();
            ImportedIntention record = common(d);
            record.scope = Scope::place;
            record.place = place;
            record.text = std::move(block.text);
            record.title = !heading.empty() ? heading : inline_title(record.text);
            std::sort(block.lines.begin(), block.lines.end());
            block.lines.erase(std::unique(block.lines.begin(), block.lines.end()), block.lines.end());
            record.lines = block.lines;
            finish_record(record, d);
            if (owner_.intentions_.size() < intentions_max) owner_.intentions_.push_back(std::move(record));
        }
    }

    /// "Woundcare – To reduce …": what stands before the dash; else the first words.
    static std::string inline_title(const std::string& text)
    {
        for (std::size_t i = 1; i < text.size() && i < 90; ++i) {
            const std::size_t size = dash_size(text, i);
            if (size == 0 || i + size >= text.size() || text[i + size] != ' ') continue;
            const auto title = trim(std::string_view(text).substr(0, i));
            if (word_count(title) <= 7 && (text[i - 1] == ' ' || size == 1)) return std::string(title);
        }
        return excerpt(text, 60);
    }

    IntentionReader& owner_;
    const Part& table_;
    const TableSetting& setting_;
    std::optional<int> year_;
    std::vector<std::string> header_;
    std::vector<Role> roles_;
    std::size_t programme_{no_column};
    std::size_t service_{no_column};
    std::vector<std::size_t> text_;
    std::size_t providers_{no_column};
    std::size_t timescale_{no_column};
    std::size_t route_{no_column};
    std::size_t place_{no_column};
    std::size_t lead_{no_column};
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
