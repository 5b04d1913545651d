#pragma once
// From a table that was somebody's feedback log to items of ours. Nothing is written here: a person sees the preview, with
// what is wrong in which row, and confirms it or does not.

#include <cstdint>
#include <string>
#include <vector>

#include "server/exchange/sheets/log_mapping.hpp"
#include "server/exchange/sheets/table.hpp"
#include "shared/base/sha256.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange::sheets {

enum class RemarkKind : std::uint8_t {
    error,    ///< the row is left out
    warning,  ///< the row is taken in, but not all that it says
};

/// What is wrong in a row, and what to do.
struct RowRemark
{
    RemarkKind kind{};
    std::uint32_t row{};  ///< number in the file
    LogField field{};     ///< none: the row as a whole
    std::string column;   ///< title of the column, as in the file; empty if no column holds the field
    std::string message;

    bool operator==(const RowRemark&) const = default;
};

struct LogPreview
{
    std::vector<FeedbackItem> items;     ///< of the rows without errors, in the order of the file
    std::vector<RowRemark> remarks;      ///< in the order of the file; the first thousand
    std::size_t rows{};                  ///< rows of data
    std::size_t rows_with_errors{};
    std::size_t remarks_left_out{};      ///< beyond the first thousand
};

struct LogImportLimits
{
    static constexpr std::size_t items_max = FeedbackLimits::imported_max;
    static constexpr std::size_t remarks_max = 1000;
};

/// Items have the identity that follows from `upload` and their row, so a file imported twice is found out. Their number is
/// the log's to give. An item that the file calls answered is answered, by whom and when it says.
///
/// upload  hash of the file, for the identities.
/// Errors  as check(mapping). not_allowed: the plan has no version yet. too_large: more rows than a file may have.
Result<LogPreview> preview_log(const Table& table, const LogMapping& mapping, const Tenant& tenant, const Plan& plan, const Hash& upload,
                               const LogWords& words = LogWords::standard());

}  // namespace assent::exchange::sheets
