#pragma once
// Which column of a table of intentions holds what, and how well a row's cells stand under them. Rows lose cells and
// slide aside on the way from a word processor to plain text; where they belong is judged by what the cells look like.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/exchange/columns.hpp"
#include "server/exchange/layout.hpp"
#include "server/exchange/provider_directory.hpp"

namespace assent::exchange {

using Cells = std::vector<std::string_view>;

class ColumnMap
{
public:
    static constexpr std::size_t columns_max = 12;
    static constexpr std::size_t none = columns_max;          ///< the table has no such column
    static constexpr std::size_t label_bytes_max = 100;       ///< a longer label is a text that stands in the wrong column

    ColumnMap() = default;
    /// year  the first year of the document's own financial year, for timescales without one.
    ColumnMap(std::vector<std::string> header, const ProviderDirectory& directory, std::optional<int> year);

    const std::vector<std::string>& header() const { return header_; }
    std::size_t size() const { return header_.size(); }
    bool repeats_header(std::vector<std::string> cells) const;

    std::size_t programme{none};
    std::size_t service{none};
    std::vector<std::size_t> text;  ///< one column, or an intent and its description
    std::size_t providers{none};
    std::size_t timescale{none};
    std::size_t route{none};
    std::size_t place{none};
    std::size_t lead{none};
    std::size_t reference{none};

    /// `cells` with blank ones put in before position `at` until they are as many as the columns.
    Cells widened(const Cells& cells, std::size_t at) const;

    /// The column that rows of fewer cells have lost; the first unless another suits better.
    std::size_t lost_column(const std::vector<Cells>& rows) const;

    /// How far to the right a row must move because its leading blank cells were lost; 0 if it stands well.
    std::size_t shift_of(const Cells& cells) const;
    Cells shifted(const Cells& cells, std::size_t by) const;

private:
    int suits(const Cells& cells) const;

    std::vector<std::string> header_;
    std::vector<Role> roles_;
    const ProviderDirectory* directory_{};
    std::optional<int> year_;
};

/// A row's cells without tags, as header cells are compared; a long cell is cut to an ellipsis.
std::vector<std::string> plain_cells(const RawRow& row);

}  // namespace assent::exchange
