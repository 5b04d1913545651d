#pragma once
// What a printed or published plan shows, gathered from the record, so that the version-control table, the approvals and
// the cover cannot disagree (REQUIREMENTS R6). Making it reads the state and nothing else; plan_html() turns it into words.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/document/canonical.hpp"
#include "shared/model/cover_sheet.hpp"
#include "shared/model/tenant.hpp"

namespace assent::exchange {

enum class PlanPageMode : std::uint8_t {
    published,  ///< for everybody: no names of those who gave feedback, nothing of the working record
    print,      ///< for people of the organisation
    draft,      ///< the same, marked as not approved on the screen and across every sheet
};

/// A row of the version-control table.
struct VersionLine
{
    std::string number;  ///< empty for rows an imported document brought with it
    std::string date;    ///< as shown
    std::vector<std::string> changes;
    std::string author;
    std::string author_role;
};

struct ApprovalLine
{
    std::string committee;
    std::string organisation;  ///< of a partnership's member; otherwise empty
    Date meeting;
    std::string outcome;  ///< "approved with conditions"
    std::vector<std::string> conditions;
};

/// One item of "You said, we did".
struct FeedbackLine
{
    std::string reference;
    std::string source;  ///< kind of stakeholder and their organisation; never a person's name
    std::string about;
    std::string said;
    std::string disposition;
    std::string response;
    std::string what_changed;
    std::string changed_in;  ///< number of the version that shows it
    std::string forum;       ///< where it was said; empty if it came otherwise
};

struct FeedbackSummary
{
    std::uint32_t total{};
    std::uint32_t open{};
    std::vector<std::pair<std::string, std::uint32_t>> by_disposition;  ///< in the order of the vocabulary, none at zero
    std::vector<FeedbackLine> answered;
};

struct PlanPage
{
    PlanId plan_id;
    std::string organisation;
    std::string body_type;
    FrozenPlan plan;
    std::optional<Version> version;  ///< none: the working text, which nobody has numbered
    std::vector<VersionLine> versions;  ///< up to `version`, oldest first
    std::vector<ApprovalLine> approvals;
    CoverSheet cover;  ///< up to `version`; committees only for people of the organisation
    PlanPageMode mode{};
    std::string standing;  ///< where the plan is in its workflow, "Published"; may be empty
    Date published;        ///< no date if it is not
    std::optional<FeedbackSummary> feedback;
    Hash content_hash;
    Timestamp made;  ///< when what is shown was fixed: the version's day, or the last edit
};

/// version  the one to show; null: the plan's working text. `frozen` is its content as kept beside the log.
/// Approvals are the closed, standing decisions on exactly this content.
PlanPage plan_page(const Tenant& tenant, const Plan& plan, const Version* version, FrozenPlan frozen, PlanPageMode mode,
                   std::string standing);

/// The intentions of one programme area, in the order of the plan.
struct AreaIntentions
{
    std::string name;  ///< "No programme area" where none is said
    std::vector<const Intention*> intentions;
};

/// Areas come in the order of their first intention. They point into `content`.
std::vector<AreaIntentions> by_programme_area(const Content& content);

/// Whether any intention is of one place only, so that a table needs the column.
bool names_places(const Content& content);

/// A route as people read it. It is kept by name or in words, as whoever entered it chose.
std::string route_in_words(const std::string& route);
std::vector<std::string> routes_in_words(const std::vector<std::string>& routes);

/// Items up to and including `version` (all if null) with what became of them. All are counted; for the public only those are shown whose
/// publication was decided, in the words that were redacted for it.
FeedbackSummary feedback_summary(const Tenant& tenant, const Plan& plan, const Version* version, PlanPageMode mode = PlanPageMode::print);

}  // namespace assent::exchange
