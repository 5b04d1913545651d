#pragma once
// Which column of somebody's feedback log is which field of ours: guessed from the titles, and for the person who imports to
// correct.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/exchange/sheets/log_words.hpp"
#include "server/exchange/sheets/table.hpp"
#include "shared/model/ids.hpp"

namespace assent::exchange::sheets {

struct LogMapping
{
    std::uint32_t title_row{};      ///< number in the file of the row that holds the titles; data begin behind it
    std::vector<LogField> columns;  ///< what each column holds, from the first; columns beyond are not taken in
    VersionId version;              ///< of rows that name none; zero: the plan's latest
    Date received;                  ///< of rows without a day; no date: such rows are errors

    bool operator==(const LogMapping&) const = default;
};

/// The titles are in the row, of the first thirty, that names most fields. A field is given to one column, the one whose
/// title says it best.
/// Errors  invalid: no row names a comment; the message says what was looked for.
Result<LogMapping> suggest_mapping(const Table& table, const LogWords& words = LogWords::standard());

/// Whether somebody's own mapping can be used with this table.
/// Errors  invalid: a field is given to two columns, no column holds the comment, the row of titles is not there.
Result<void> check(const LogMapping& mapping, const Table& table);

/// Titles of the columns by their mapping's row; as many as the widest row has, empty where a column has none.
std::vector<std::string> titles_of(const Table& table, const LogMapping& mapping);

}  // namespace assent::exchange::sheets
