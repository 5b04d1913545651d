#include "server/exchange/sheets/log_mapping.hpp"

#include <algorithm>
#include <set>

namespace assent::exchange::sheets {

static constexpr std::size_t rows_looked_at = 30;
static constexpr std::size_t title_bytes_max = 200;

/// Fields for the cells of a row, each once. The best claim of all is settled first.
static std::vector<LogField> fields_of(const SheetRow& row, const LogWords& words)
{
    struct Claim
    {
        std::size_t weight{};
        std::size_t column{};
        LogField field{};
    };
    std::vector<Claim> claims;
    for (std::size_t column = 0; column < row.cells.size(); ++column)
        if (row.cells[column].size() <= title_bytes_max)
            for (const auto& match : words.fields_for(row.cells[column])) claims.push_back({match.weight, column, match.field});
    std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) { return a.weight > b.weight; });
    std::vector<LogField> fields(row.cells.size(), LogField::none);
    std::set<LogField> given;
    for (const auto& claim : claims) {
        if (fields[claim.column] != LogField::none) continue;
        if (claim.field != LogField::ignored && !given.insert(claim.field).second) continue;
        fields[claim.column] = claim.field;
    }
    return fields;
}

Result<LogMapping> suggest_mapping(const Table& table, const LogWords& words)
{
    LogMapping best;
    std::size_t most = 0;
    for (std::size_t i = 0; i < table.rows.size() && i < rows_looked_at; ++i) {
        auto fields = fields_of(table.rows[i], words);
        const auto known = fields.size() - static_cast<std::size_t>(std::count(fields.begin(), fields.end(), LogField::none));
        const bool has_comment = std::find(fields.begin(), fields.end(), LogField::verbatim) != fields.end();
        // Of two rows of titles, a merged one above another, the lower one says more.
        if (known < 2 || !has_comment || known < most) continue;
        most = known;
        best.title_row = table.rows[i].number;
        best.columns = std::move(fields);
    }
    if (most == 0)
        return refuse(Errc::invalid,
                      "No row of titles was found. The table needs one, with a column for the comment, called Comment or Feedback, and "
                      "others such as Date received, Name and Organisation.",
                      "columns");
    return best;
}

Result<void> check(const LogMapping& mapping, const Table& table)
{
    const bool there = std::any_of(table.rows.begin(), table.rows.end(), [&](const SheetRow& row) { return row.number == mapping.title_row; });
    if (!there) return refuse(Errc::invalid, "The row of titles is not in the table. Choose another.", "title_row");
    if (mapping.columns.size() > TableLimits::columns_max) return refuse(Errc::too_large, "A table has 256 columns at most.", "columns");
    std::set<LogField> given;
    for (const auto field : mapping.columns) {
        if (field == LogField::none || field == LogField::ignored) continue;
        if (!given.insert(field).second)
            return refuse(Errc::invalid, "Two columns are taken as " + title_of(field) + ". Choose one of them.", "columns");
    }
    if (!given.contains(LogField::verbatim))
        return refuse(Errc::invalid, "Choose the column that holds the comment itself.", "columns");
    return {};
}

std::vector<std::string> titles_of(const Table& table, const LogMapping& mapping)
{
    std::vector<std::string> titles;
    std::size_t widest = 0;
    for (const auto& row : table.rows) {
        widest = std::max(widest, row.cells.size());
        if (row.number == mapping.title_row) titles = row.cells;
    }
    titles.resize(widest);
    return titles;
}

}  // namespace assent::exchange::sheets
