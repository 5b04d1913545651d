#include "server/exchange/column_map.hpp"

#include <algorithm>
#include <utility>

#include "server/exchange/text_tools.hpp"
#include "shared/model/timescale.hpp"

namespace assent::exchange {
namespace {

constexpr std::size_t rows_judged_max = 200;

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

}  // namespace

std::vector<std::string> plain_cells(const RawRow& row)
{
    std::vector<std::string> cells;
    cells.reserve(row.cells.size());
    for (const auto cell : row.cells) cells.push_back(cell.size() > 200 ? "\u2026" : plain(cell));
    return cells;
}

ColumnMap::ColumnMap(std::vector<std::string> header, const ProviderDirectory& directory, std::optional<int> year)
    : header_(std::move(header)), directory_(&directory), year_(year)
{
    while (!header_.empty() && header_.back().empty()) header_.pop_back();
    roles_ = roles_of(header_);
    const auto column = [&](Role role) {
        const auto found = std::find(roles_.begin(), roles_.end(), role);
        return found == roles_.end() ? none : static_cast<std::size_t>(found - roles_.begin());
    };
    programme = column(Role::programme);
    service = column(Role::service);
    const std::size_t intent = column(Role::intent);
    std::size_t description = column(Role::description);
    if (description == none) description = column(Role::changes);
    if (description != none && intent != none && service == none) {
        // "Commissioning Intention | Description": the first names it, the second tells it.
        service = intent;
        text = {description};
    } else {
        if (intent != none) text.push_back(intent);
        if (description != none) text.push_back(description);
    }
    // A first column with a name of its own ("Ref", "Area") labels the rows.
    if (service == none && programme == none && text.size() == 1 && text.front() > 0) service = 0;
    providers = column(Role::providers);
    timescale = column(Role::timescale);
    if (timescale == none) timescale = column(Role::date);
    route = column(Role::route);
    place = column(Role::place);
    lead = column(Role::lead);
    reference = column(Role::reference);
}

bool ColumnMap::repeats_header(std::vector<std::string> cells) const
{
    while (!cells.empty() && cells.back().empty()) cells.pop_back();
    return cells.size() == header_.size() &&
           std::equal(cells.begin(), cells.end(), header_.begin(), [](const auto& a, const auto& b) { return fold(a) == fold(b); });
}

/// How well `cells`, standing under the columns, suit them. Higher is better.
int ColumnMap::suits(const Cells& cells) const
{
    int score = 0;
    for (std::size_t c = 0; c < cells.size() && c < roles_.size(); ++c) {
        if (cells[c].empty()) continue;
        const std::string words = cells[c].size() > 400 ? std::string() : plain(cells[c]);
        const bool is_long = cells[c].size() > label_bytes_max;
        const bool time = !is_long && is_timescale_text(words, year_);
        if (c == timescale || roles_[c] == Role::date) score += time ? 3 : is_long ? -1 : -3;
        else if (std::find(text.begin(), text.end(), c) != text.end()) score += time ? -3 : cells[c].size() > 40 ? 2 : 0;
        else if (c == programme || c == service) score += is_long ? -3 : time ? -2 : 1;
        else if (c == providers) {
            if (time || cells[c].size() > 250) score -= 2;
            else if (!directory_->read(words).mentions.empty()) score += 2;
        } else if (is_long || time) score -= text.empty() || c < text.front() ? 3 : 1;
    }
    return score;
}

Cells ColumnMap::widened(const Cells& cells, std::size_t at) const
{
    const auto position = static_cast<std::ptrdiff_t>(std::min(at, cells.size()));
    Cells wide(cells.begin(), cells.begin() + position);
    wide.resize(wide.size() + header_.size() - cells.size());
    wide.insert(wide.end(), cells.begin() + position, cells.end());
    return wide;
}

std::size_t ColumnMap::lost_column(const std::vector<Cells>& rows) const
{
    std::size_t best_at = 0;
    int best = 0;
    for (std::size_t at = 0; at <= rows.front().size(); ++at) {
        int score = 0;
        for (std::size_t r = 0; r < rows.size() && r < rows_judged_max; ++r) score += suits(widened(rows[r], at));
        if (at == 0 || score > best) {
            best = score;
            best_at = at;
        }
    }
    return best_at;
}

std::size_t ColumnMap::shift_of(const Cells& cells) const
{
    if (text.empty() || text.front() == 0 || cells.front().size() <= 60) return 0;
    const std::size_t n = header_.size();
    std::size_t trailing = 0;
    while (trailing < n && cells[n - 1 - trailing].empty()) ++trailing;
    int best = suits(cells) + 2;  // only a clear gain moves a row
    std::size_t best_shift = 0;
    for (std::size_t shift = 1; shift <= trailing; ++shift) {
        if (const int score = suits(shifted(cells, shift)); score > best) {
            best = score;
            best_shift = shift;
        }
    }
    return best_shift;
}

Cells ColumnMap::shifted(const Cells& cells, std::size_t by) const
{
    Cells moved(header_.size());
    for (std::size_t c = 0; c + by < moved.size(); ++c) moved[c + by] = cells[c];
    return moved;
}

}  // namespace assent::exchange
