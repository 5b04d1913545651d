#pragma once
// Timescales: what somebody wrote ("Q1 2018/19", "by March 2019", "Ongoing"), and the days it stands for where that is
// clear. What is written is always kept; nothing is invented. NHS financial years begin on 1 April, so Q1 is April to
// June and Q4 is January to March of the next calendar year.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/time.hpp"

namespace assent {

enum class TimescaleKind : std::uint8_t {
    unknown,  ///< words without a time in them
    date,
    month,
    month_range,
    quarter,
    quarter_range,
    financial_year,
    financial_years,
    calendar_year,
    recurring,  ///< "ongoing", "quarterly monitoring": no days of its own
};

enum class TimescaleConfidence : std::uint8_t {
    clear,
    assumed,       ///< the words are a sentence, or name a season; the days are our reading
    assumed_year,  ///< no year is written: the document's own year is taken
    ambiguous,     ///< two readings are possible; `other_from` and `other_to` hold the second where there is one
    unknown,
};

const char* name_of(TimescaleKind kind);
const char* name_of(TimescaleConfidence confidence);

struct Timescale
{
    std::string as_written;
    TimescaleKind kind{};
    TimescaleConfidence confidence{TimescaleConfidence::unknown};
    std::string label;  ///< normalised: "2018/19 Q1", "2018-03", "2018/19"; empty where nothing is clear
    Date from;          ///< first day; no date if unknown
    Date to;            ///< last day; no date if unknown, or open ("from June 2018")
    Date other_from;    ///< the second reading of an ambiguous one
    Date other_to;

    bool operator==(const Timescale&) const = default;
};

/// First and last day of a period.
struct Period
{
    Date from;
    Date to;
    bool operator==(const Period&) const = default;
};

/// The first calendar year of a financial year as people write it: "2018/19", "2018-19", "2018 - 19", "2019/2020",
/// "18/19". Nothing if the two years do not follow each other.
std::optional<int> parse_financial_year(std::string_view text);

/// "2018/19" for 2018.
std::string financial_year_label(int first_year);

Period financial_year_period(int first_year);

/// quarter is 1 to 4; anything else gives no dates.
Period financial_quarter(int first_year, int quarter);

/// Splits a cell into its timescales, in the order written, and normalises each. A cell may hold several values with
/// nothing between them ("1st April 2018 Q1"), or phrases that each hold one ("Agreed by March 2018 Live from June 2018").
///
/// document_year  first year of the document's own financial year, for values that name none.
std::vector<Timescale> parse_timescales(std::string_view cell, std::optional<int> document_year = std::nullopt);

/// A time named in running text. begin and end are byte positions in the text that was searched.
struct TimeMention
{
    std::size_t begin{};
    std::size_t end{};
    Timescale time;
};

/// Times in running text that name their year; bare years are left out, since they are mostly names of reports.
std::vector<TimeMention> find_times(std::string_view text);

}  // namespace assent
