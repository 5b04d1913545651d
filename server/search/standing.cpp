#include "server/search/standing.hpp"

#include <array>
#include <cmath>

#include "server/search/sql.hpp"

namespace assent::search {

namespace {

// In the order of the columns: reference, title, text, provider, programme, place, route, quarter, status, year, naming.
constexpr std::array<double, 11> weights{12, 8, 1, 3, 3, 2, 2, 1, 1, 1, 0};
constexpr double saturation = 1.2;  // k1 and b of the literature
constexpr double length_share = 0.75;

void standing(const Fts5ExtensionApi* api, Fts5Context* row, sqlite3_context* answer, int, sqlite3_value**)
{
    const auto& rarity = static_cast<const Standing*>(api->xUserData(row))->rarity;
    std::vector<double> found(rarity.size());
    int instances = 0;
    int words = 0;
    sqlite3_int64 rows = 0;
    sqlite3_int64 words_in_all = 0;
    if (api->xInstCount(row, &instances) != SQLITE_OK || api->xColumnSize(row, -1, &words) != SQLITE_OK ||
        api->xRowCount(row, &rows) != SQLITE_OK || api->xColumnTotalSize(row, -1, &words_in_all) != SQLITE_OK) {
        sqlite3_result_double(answer, 0);
        return;
    }
    for (int i = 0; i < instances; ++i) {
        int phrase = 0;
        int column = 0;
        int offset = 0;
        if (api->xInst(row, i, &phrase, &column, &offset) != SQLITE_OK) break;
        if (static_cast<std::size_t>(phrase) < found.size() && static_cast<std::size_t>(column) < weights.size())
            found[static_cast<std::size_t>(phrase)] += weights[static_cast<std::size_t>(column)];
    }
    const double average = rows > 0 ? std::max(1.0, static_cast<double>(words_in_all) / static_cast<double>(rows)) : 1.0;
    const double length = 1 - length_share + length_share * words / average;
    double sum = 0;
    for (std::size_t i = 0; i < found.size(); ++i) sum += rarity[i] * found[i] * (saturation + 1) / (found[i] + saturation * length);
    sqlite3_result_double(answer, sum);
}

}  // namespace

void Standing::install(sqlite3* database)
{
    fts5_api* api = fts5_of(database);
    if (!api || api->xCreateFunction(api, "standing", this, &standing, nullptr) != SQLITE_OK)
        throw SqlFailed("This SQLite library has no full-text search (FTS5). Install the distribution's libsqlite3.");
}

double rarity_of(double rows, double found)
{
    return std::log(1 + std::max(0.0, rows - found + 0.5) / (found + 0.5));
}

}  // namespace assent::search
