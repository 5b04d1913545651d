#pragma once
// The cover sheet of a paper for decision, written from the record (REQUIREMENTS section 7, N11): which committees
// discussed the plan and what came of it, which forums saw which version and what changed because of them, and which
// consultations were held.

#include <cstdint>
#include <string>
#include <vector>

#include "shared/model/tenant.hpp"

namespace assent {

/// "Committee, date discussed, outcome".
struct GovernanceLine
{
    std::string committee;
    std::string organisation; ///< of a partnership's member; otherwise empty
    Date discussed;
    std::string version;                 ///< number
    std::string outcome;                 ///< "approved with conditions", "not decided yet"
    std::vector<std::string> conditions; ///< "Name the nurses (met: named on 27 August)"
    bool stands{};                       ///< false: of another text than the version's, or set aside by a later step

    bool operator==(const GovernanceLine&) const = default;
};

/// One event of the socialisation trail.
struct TrailLine
{
    Date date;
    std::string forum;
    std::string kind;
    std::string version;            ///< number
    std::vector<std::string> parts; ///< empty: the whole version
    std::uint32_t briefing{};       ///< number of the briefing that was used; 0: none
    std::string outcome;
    std::uint32_t feedback{};         ///< items that came from it
    std::vector<std::string> changed; ///< "F-003: opening until 23:00 (version 0.3)", of those items

    bool operator==(const TrailLine&) const = default;
};

struct ConsultationLine
{
    std::string title;
    std::string kind; ///< "Formal consultation"
    Date opens;
    Date closes;
    std::string state;
    std::uint32_t consultees{};
    std::uint32_t responded{};
    Date reported; ///< to the board
    std::string board_outcome;

    bool operator==(const ConsultationLine&) const = default;
};

struct CoverSheet
{
    std::vector<GovernanceLine> governance;      ///< by date
    std::vector<TrailLine> trail;                ///< by date
    std::vector<ConsultationLine> consultations; ///< by opening day

    bool empty() const { return governance.empty() && trail.empty() && consultations.empty(); }
    bool operator==(const CoverSheet&) const = default;
};

/// `version`  what the sheet goes in front of: nothing that was shown or decided of a later version is on it. Null:
/// everything.
CoverSheet cover_sheet(const Tenant& tenant, const Plan& plan, const Version* version);

} // namespace assent
