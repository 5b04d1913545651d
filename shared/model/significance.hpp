#pragma once
// What an assessment of significance still stands for once texts go on changing, and what a plan lacks before it may be
// decided on (REQUIREMENTS R27, R30). Pure: screens, guards and the lists of both are made from the same functions.

#include <string>
#include <string_view>
#include <vector>

#include "shared/model/plan.hpp"

namespace assent {

/// A digest of the words of a text as far as they matter to an assessment: two texts with the same digest say the same.
///
/// Not material are white space, punctuation and the marks of marked text (docs/marked-text.md), and whether a letter
/// is a capital, since none of them changes what is going to be commissioned. Every letter, figure and sign ("£", "%",
/// "+", "<") is. What parts two words still parts them: "1.5" is not "15".
Hash material_digest(std::string_view text);

enum class AssessmentStanding : std::uint8_t {
    missing,
    outdated, ///< made of another text
    current,
};

/// Null-safe: `assessment` may be null.
AssessmentStanding standing_of(const Assessment* assessment, const IntentionMark& mark);

/// "UEC-02: not assessed" and "UEC-03: its text has changed since it was assessed", in the plan's order.
std::vector<std::string> intentions_not_assessed(const Plan& plan);

/// Whether an intention needs a formal consultation that is not waived.
bool needs_consultation(const Assessment* assessment);

/// The formal consultation about the intention that has got furthest; null if none is set up. One that names no
/// intention is about all of them.
const Consultation* consultation_about(const Plan& plan, ElementId intention);

/// What keeps the consultation from being done with: "none is set up", "it is open until 5 March 2027". Empty if it is
/// concluded.
std::string consultation_lack(const Consultation* consultation);

/// "UEC-02 needs a formal consultation: none is set up", for each that lacks a concluded one or a waiver, in the plan's
/// order.
std::vector<std::string> consultations_missing(const Plan& plan);

/// Brings the plan's marks up to its intentions. The digests of intentions in `changed` are made anew, others only
/// where there are none: hashing every text for every edit would cost too much.
void mark_intentions(Plan& plan, const std::vector<ElementId>& changed);

} // namespace assent
