#pragma once
// Words by which a patient could be known, looked for in what people say about plans (REQUIREMENTS R45): a warning for whoever logs or moderates it,
// never a reason to refuse. It finds what has a form of its own; a name has none.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assent {

enum class PersonalDataKind : std::uint8_t { nhs_number, email, telephone, postcode, date_of_birth };

/// A run of bytes in the text.
struct PersonalData
{
    PersonalDataKind kind{};
    std::size_t begin{};
    std::size_t end{};  ///< one past the last
    bool operator==(const PersonalData&) const = default;
};

/// What looks like personal data, in the order of the text; no two overlap.
///
/// An NHS number has ten digits, the last of which checks the others (NHS Data Dictionary, "NHS number", modulus 11); telephone numbers and
/// postcodes are those of the United Kingdom. A date counts if it is called one of birth, or is old enough to be one in a text about services to come.
std::vector<PersonalData> personal_data_in(std::string_view text);

/// The text with each of these replaced by what it was, "[NHS number removed]": a first proposal for what is published.
std::string redacted(std::string_view text);

/// "an NHS number and a postcode"; each kind once. Empty for none.
std::string words_of(const std::vector<PersonalData>& found);

}  // namespace assent
