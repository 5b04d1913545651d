#pragma once
// The words feedback logs are kept in, as data (log_words.toml): what columns are called, and how choices are written.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/describe.hpp>

#include "shared/base/result.hpp"
#include "shared/model/feedback.hpp"

namespace assent::exchange::sheets {

/// What a column of an existing log may hold. `ignored` is known and not taken in; `none` is not known.
enum class LogField : std::uint8_t {
    none, ignored, reference, received, channel, name, organisation, stakeholder_type, occasion, version, about, quote, type,
    verbatim, proposed_wording, theme, state, disposition, response, what_changed, changed_in, owner, due, answered_by, answered
};
BOOST_DESCRIBE_ENUM(LogField, none, ignored, reference, received, channel, name, organisation, stakeholder_type, occasion, version,
                    about, quote, type, verbatim, proposed_wording, theme, state, disposition, response, what_changed, changed_in,
                    owner, due, answered_by, answered)

/// "stakeholder_type": as in the data and in requests.
std::string name_of(LogField field);
/// "Stakeholder type": as our own export titles the column.
std::string title_of(LogField field);
/// Nothing for a name that is no field.
std::optional<LogField> log_field_named(std::string_view name);

/// How well a title names a field: the whole title, or some of its words.
struct TitleMatch
{
    LogField field{};
    std::size_t weight{};  ///< greater is better; a whole title outweighs any part of one
};

class LogWords
{
public:
    /// Errors  malformed: the text is no TOML or breaks the form described at its head.
    static Result<LogWords> from_toml(std::string_view toml);

    /// Those the program ships with.
    static const LogWords& standard();

    /// Fields a title may mean, the best first; empty for a title that means nothing known.
    std::vector<TitleMatch> fields_for(std::string_view title) const;

    /// Nothing for words that are no such choice.
    std::optional<FeedbackType> type(std::string_view words) const;
    std::optional<FeedbackState> state(std::string_view words) const;
    std::optional<Disposition> disposition(std::string_view words) const;

private:
    struct Title
    {
        LogField field{};
        std::size_t rank{};  ///< 0 is the best of its field
    };
    using Choices = std::unordered_map<std::string, std::string>;

    std::unordered_map<std::string, Title> titles_;  // by comparable() words
    Choices types_;
    Choices states_;
    Choices dispositions_;
};

/// For comparing: lower case, letters and digits only, words divided by one space.
std::string comparable(std::string_view text);

}  // namespace assent::exchange::sheets
