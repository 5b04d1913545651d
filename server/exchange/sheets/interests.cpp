#include "server/exchange/sheets/interests.hpp"

#include "shared/model/published_interests.hpp"

namespace assent::exchange::sheets {

Sheet interests_sheet(const Tenant& tenant, Date on)
{
    const auto text_or_nothing = [](const std::string& words) -> Cell {
        if (words.empty()) return {};
        return words;
    };
    const auto day_or_nothing = [](Date day) -> Cell {
        if (!day) return {};
        return day;
    };
    Sheet sheet{"Register of interests",
                {{"Name", ColumnType::text, 24},
                 {"Role", ColumnType::text, 24},
                 {"Kind of interest", ColumnType::text, 26},
                 {"Interest", ColumnType::text, 60},
                 {"Organisation", ColumnType::text, 30},
                 {"From", ColumnType::date, 18},
                 {"To", ColumnType::date, 18},
                 {"Declared", ColumnType::date, 18}},
                {}};
    for (const auto& shown : published_interests(tenant, on)) {
        const auto& entry = *shown.entry;
        sheet.rows.push_back({text_or_nothing(shown.name), text_or_nothing(shown.job_title), text_or_nothing(words_of(entry.kind)),
                              text_or_nothing(entry.what), text_or_nothing(entry.organisation), day_or_nothing(entry.from),
                              day_or_nothing(entry.to), day_or_nothing(entry.declared_on)});
    }
    return sheet;
}

}  // namespace assent::exchange::sheets
